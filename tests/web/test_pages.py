import json
import re
from html.parser import HTMLParser
from typing import Any

from tests.web.conftest import Client

from cotejo.web.table import ROUTES
from cotejo.web.views.reader import cut
from cotejo.web.words import Phrases, load_wording

VOID = {"meta", "link", "input", "img", "br", "image"}
SVG_EMPTY = {"line", "rect", "circle", "path"}


class Reader(HTMLParser):
    """Checks that elements nest, and gathers links, ids and languages."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.faults: list[str] = []
        self.lang = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "html":
            self.lang = found.get("lang") or ""
        if tag in ("a", "link") and found.get("href"):
            self.links.append(found["href"] or "")
        if found.get("id"):
            self.ids.append(found["id"] or "")
        if tag not in VOID and tag != "option":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or tag == "option":
            return
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:]}")
        else:
            self.open.pop()


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    reader.faults += [f"<{tag}> stays open" for tag in reader.open]
    return reader


def every_page(client: Client) -> list[str]:
    corpus = client.desk.look().corpus
    return [
        "/", f"/?event={next(iter(corpus.events))}", "/?q=Maiquet%C3%ADa&from=2019&to=2019-03", "/?label=corroborated&min=9", "/?from=ayer",
        *(f"/h/{key}" for key in corpus.events), *(f"/c/{key}" for key in corpus.claims), *(f"/d/{key}" for key in corpus.documents),
        *(f"/dossier/{key}" for key in corpus.events), "/s", "/s/outlet:la-gaceta", "/e", "/review", "/review?kind=claim&skip=1", "/compare", "/dossier",
        "/watch", "/search", "/search?q=aviones+rusos", "/audit", "/audit?check=all", "/admin", "/settings", "/help", "/add",
    ]  # fmt: skip


def test_every_page_is_whole_in_both_languages_and_its_links_lead_somewhere(client: Client) -> None:
    links: set[str] = set()
    for language in ("en", "es"):
        for path in every_page(client):
            answer = client.get(path, cookie=f"lang={language}")
            assert answer.status == 200, path
            found = read(answer.text)
            assert found.faults == [], path
            assert found.lang == language
            assert len(found.ids) == len(set(found.ids)), path
            links |= {link for link in found.links if link.startswith(("/", "?"))} - {""}
    for link in sorted(link for link in links if link.startswith("/")):
        assert client.get(link).status in (200, 303), link


def test_from_a_mark_to_its_sentence_it_is_two_steps(client: Client) -> None:
    bench = client.get("/").text
    events = re.findall(r'<a href="(/h/event-[0-9a-f]+)"><title>', bench)
    assert events, "a map without a mark"
    for event in events:
        page = client.get(event).text
        passages = re.findall(r"/d/(document-[0-9a-f]+)\?at=(\d+)-(\d+)#at", page)
        assert passages
        for document, start, end in passages:
            text = client.desk.look().corpus.documents[document].text
            reader = client.get(f"/d/{document}?at={start}-{end}").text
            shown = re.search(r'<span class="s[^"]* at" id="at">([^<]*)', reader)
            assert shown
            assert text[int(start) : int(end)].startswith(shown[1].replace("&#x27;", "'").replace("&quot;", '"'))


def test_every_page_answers_json_with_the_same_values(client: Client) -> None:
    for path in every_page(client):
        bare, mark, query = path.partition("?")
        answer = client.get(f"{'/index' if bare == '/' else bare}.json{mark}{query}")
        assert answer.status == 200, path
        assert answer.headers["content-type"] == "application/json"
        assert answer.json["title"]


def test_what_is_not_on_the_map_is_counted_and_no_place_is_finer_than_known(client: Client) -> None:
    view = client.get("/index.json").json
    assert view["placed"] + len(view["unplaced"]) == view["chosen"] == view["total"] == len(view["rows"])
    assert all(mark["path"] for mark in view["marks"] if mark["precision"] == "country")
    columns = client.get("/api/v1/events.columns").json
    assert len(columns["number"]) == view["total"]


def test_the_filter_is_the_url_is_the_export(client: Client) -> None:
    view = client.get("/index.json?q=Timbuktu").json
    assert 0 < view["chosen"] < view["total"]
    table = client.get("/api/v1/export.csv?q=Timbuktu").text
    assert len(table.strip().splitlines()) == view["chosen"] + 1
    lines = [json.loads(line) for line in client.get("/api/v1/export.jsonl?q=Timbuktu").text.splitlines()]
    events = {line["id"] for line in lines if line["type"] == "event"}
    assert events == {row["id"] for row in view["rows"]}
    assert "Maiquet" not in json.dumps(lines, ensure_ascii=False)
    assert "dossier" in client.get("/api/v1/export.html?q=Timbuktu").text


def test_search_finds_without_accents_and_shows_where(client: Client) -> None:
    view = client.get("/search.json?q=maiquetia").json
    assert view["documents_total"] == 3
    snippet = view["documents"][0]["snippets"][0]
    hits = [text for text, hit in snippet["parts"] if hit]
    assert set(hits) == {"Maiquetía"}
    document = client.desk.look().corpus.documents[view["documents"][0]["id"]]
    start, end = snippet["at"]
    assert document.text[start:end] == "Maiquetía"
    assert client.get("/search.json?q=%22aviones+militares%22").json["documents_total"] == 2
    for odd in ('"', "*", "a OR b", "NEAR(", "'; --", "(" * 50, "\x00", "-"):
        assert client.get(f"/search.json?q={odd.replace(' ', '+')}").status == 200
    event = view["events"][0]["id"]
    assert client.get(f"/search?q={event}").headers["location"] == f"/h/{event}"


def test_pieces_of_a_text_are_the_text(client: Client) -> None:
    corpus = client.desk.look().corpus
    for document in corpus.documents.values():
        view = client.get(f"/d/{document.id}.json?at=3-9").json
        assert "".join(piece["text"] for piece in view["pieces"]) == document.text
        at = "".join(piece["text"] for piece in view["pieces"] if piece["at"])
        assert at == document.text[3:9]
    assert [piece.text for piece in cut("abc", (), None)] == ["abc"]
    assert client.get(f"/d/{document.id}.json?at=9-3").json["passage"] is None
    assert client.get(f"/d/{document.id}.json?at=0-99999999").json["passage"] is None


def test_every_route_is_in_the_api_description(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json
    assert described["openapi"].startswith("3.1")
    for route in ROUTES:
        path = re.sub(r"{(\w+):path}", r"{\1}", route.path)
        assert route.method.lower() in described["paths"][path], route.path


def test_what_is_not_there_says_so(client: Client) -> None:
    for path in ("/h/event-0", "/c/claim-0", "/d/none", "/e/none", "/s/nobody", "/nowhere", "/static/../../etc/passwd", "/picture/x"):
        answer = client.get(path)
        assert answer.status == 404, path
    assert client.get("/api/v1/land.svg?box=1,2,3").status == 400


def test_all_phrases_of_the_templates_are_in_spanish(client: Client) -> None:
    spanish = Phrases.load("es").rows
    asked: set[str] = set()
    say = Phrases.say

    def note(self: Phrases, english: str, **filled: object) -> str:
        asked.add(english)
        return say(self, english, **filled)

    Phrases.say = note  # type: ignore[method-assign]
    try:
        for path in every_page(client):
            client.get(path, cookie="lang=es")
    finally:
        Phrases.say = say  # type: ignore[method-assign]
    assert asked - set(spanish) == set()
    base, own = load_wording("en").rows, load_wording("es").rows
    for table in ("event_type", "label", "flag_name", "place", "time", "source_kind", "act", "relation", "derivation", "unit", "months"):
        assert set(own[table]) >= set(base[table])
        assert own[table] != base[table], table


def test_settings_are_kept_by_the_browser(client: Client) -> None:
    answer: Any = client.post("/settings", {"lang": "es", "theme": "dark", "keys": ""})
    assert answer.status == 303
    assert 'lang="es" data-theme="dark"' in client.get("/", cookie="lang=es; theme=dark; keys=off").text
    assert 'data-keys="off"' in client.get("/", cookie="keys=off").text
