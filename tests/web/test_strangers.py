import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.web.conftest import PORT, Client, build, open_client
from tests.web.payloads import payloads

SENTENCE = "Unos 40 soldados rusos llegaron a Tombuctú, Malí, el 28 de diciembre de 2021, según {who}. "
OURS = {"script", "link", "image", "img", "form", "button", "input", "details", "style", "svg", "a"}
REFUSED = {
    "iframe",
    "object",
    "embed",
    "base",
    "style",
    "template",
    "math",
    "video",
    "audio",
    "source",
    "marquee",
    "xmp",
    "noscript",
    "animate",
    "frame",
}


class Watch(HTMLParser):
    """Notes every element and attribute that could act or load."""

    def __init__(self) -> None:
        super().__init__()
        self.active: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag in REFUSED or (tag == "script" and not (found.get("src") or "").startswith("/static/")) or (tag == "meta" and "http-equiv" in found):
            self.active.append(f"<{tag} {found}>")
        for name, value in attrs:
            said = (value or "").strip().lower()
            if name.startswith("on") or name in ("style", "srcdoc", "formaction", "xlink:href", "ping"):
                self.active.append(f"{tag} {name}={said[:40]}")
            if name in ("href", "src", "action") and not said.startswith(("/", "#", "?", "http://", "https://")):
                self.active.append(f"{tag} {name}={said[:40]}")
            if name in ("src", "action") and (said.startswith("//") or not said.startswith("/")):
                self.active.append(f"{tag} loads {said[:40]}")
            if tag in ("link", "image") and name == "href" and not said.startswith(("/static/", "/api/v1/land.svg")):
                self.active.append(f"{tag} loads {said[:40]}")

    handle_startendtag = handle_starttag


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """A case whose documents have a payload in every field."""
    reports = []
    for number, payload in enumerate(payloads()):
        reports.append(
            {
                "id": f"{number} {payload}", "url": payload, "outlet": f"Diario {payload}", "byline": payload, "title": payload, "language": "es",
                "text": f"{payload} {SENTENCE.format(who=payload)}{SENTENCE.format(who='el coronel Pablo Ruiz')}{payload}", "links": [payload], "forwarded_from": payload,
                "embeds": [{"name": payload, "handle": payload, "date": payload, "text": payload, "url": payload}], "published": "2021-12-30", "media": [payload[:100]],
            }
        )  # fmt: skip
    return open_client(build(tmp_path_factory.mktemp("hostile"), reports, name="Caso <script>window.hit=1</script>"))


LAND = re.compile(
    r'<noscript><img class="land" src="/api/v1/land\.svg\?box=[-\d.,]+&amp;height=[\d.]+&amp;lang=(?:en|es)" width="960" height="[\d.]+" alt=""></noscript>'
)


def active_in(text: str) -> list[str]:
    watch = Watch()
    watch.feed(LAND.sub("", text, count=1))  # the land of the still map: the one noscript that is ours
    watch.close()
    return watch.active


def test_no_payload_in_any_field_acts_on_any_page(hostile: Client) -> None:
    assert len(payloads()) >= 200
    corpus = hostile.desk.look().corpus
    assert len(corpus.documents) == len(payloads())
    assert corpus.claims
    paths = [
        "/", "/review", "/review?kind=claim", "/compare", "/dossier", "/watch", "/audit", "/admin", "/s", "/e", "/search?q=soldados", "/add?said=<script>",
        *(f"/d/{key}" for key in corpus.documents), *(f"/h/{key}" for key in corpus.events), *(f"/c/{key}" for key in list(corpus.claims)[:60]),
        *(f"/dossier/{key}" for key in corpus.events),
        *("/s/" + key for key in list({row["key"] for row in hostile.get("/api/v1/sources").json["sources"]})[:40] if "?" not in key and "#" not in key),
    ]  # fmt: skip
    for path in paths:
        answer = hostile.get(path)
        assert answer.status in (200, 404), path
        assert active_in(answer.text) == [], path


def test_no_payload_in_the_address_acts(client: Client) -> None:
    for payload in payloads()[::5]:
        said = quote(payload)
        for path in (f"/search?q={said}", f"/?q={said}&from={said}&source={said}&place={said}&event={said}", f"/compare?left={said}", f"/audit?act={said}",
                     f"/admin?reason={said}", f"/add?said={said}", f"/help?lang={said}&x={said}", f"/review?kind={said}"):  # fmt: skip
            answer = client.get(path)
            assert answer.status == 200, path
            assert active_in(answer.text) == [], path
        for path in (f"/d/{said}", f"/h/{said}", f"/s/{said}", f"/{said}"):
            assert active_in(client.get(path).text) == [], path


def test_no_payload_in_a_decision_acts_and_no_next_page_leads_away(tmp_path: Path) -> None:
    mine = open_client(build(tmp_path, [{"id": "x", "text": SENTENCE.format(who="el coronel")}]), "<img src=x onerror=alert(1)>")
    claim = next(iter(mine.desk.look().corpus.claims))
    for payload in payloads()[::4]:
        assert mine.decide(verb="note", subject=claim, field=payload, value=payload, reason=f"x{payload}").status == 200
    event, own = mine.desk.look().event_of[claim].id, active_in(mine.get("/api/v1/export.html").text)
    for number, payload in enumerate(payloads()):  # an answer, a grade, a sentence of the dossier, a state
        assert mine.decide(verb="note", subject=claim, field="reply", value=payload, reason=f"x{payload}").status == 200
        if number % 6 == 0:
            assert mine.decide(verb="note", subject=claim, field="credibility", value="3", reason=f"x{payload}").status == 200
            assert mine.decide(verb="state", subject=event, value="in review", reason=f"x{payload}").status == 200
            assert mine.decide(verb="note", subject=event, other=claim, field="sentence", value=f"x{payload}", reason=f"x{payload}").status == 200
    for path in (f"/c/{claim}", f"/h/{event}", f"/dossier/{event}", "/dossier", "/audit", "/review", "/watch", "/search?q=script", "/admin"):
        assert active_in(mine.get(path).text) == [], path
    assert active_in(mine.get("/api/v1/export.html").text) == own  # its policy and its style, as before
    for away in ("//evil.example", "http://evil.example", "/\\evil.example", "javascript:alert(1)", "\\\\evil"):
        answer = mine.post("/decisions", {"verb": "note", "subject": claim, "reason": "x", "then": away, "expected_head": mine.desk.standing().head})
        assert answer.headers["location"] == "/review", away


def test_exports_neither_act_nor_calculate(hostile: Client) -> None:
    dossier = hostile.get("/api/v1/export.html")
    assert "sandbox" in dossier.headers["content-security-policy"]
    assert dossier.headers["content-disposition"].startswith("attachment")
    assert all(
        not cell.strip('"').startswith(("=", "@", "+1", "-1+2"))
        for line in hostile.get("/api/v1/export.csv").text.splitlines()
        for cell in line.split(",")
    )
    json.loads(hostile.get("/api/v1/export.geojson").body)


def test_hostile_file_names_become_plain_ones(tmp_path: Path) -> None:
    mine = open_client(build(tmp_path, [{"id": "x", "text": SENTENCE.format(who="el coronel")}]))
    boundary = "cut"
    names = ["../../../etc/passwd.txt", "a\\..\\b.txt", "<script>alert(1)</script>.txt", ".htaccess", "con\x01trol.txt", "x" * 400 + ".txt"]
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{name.replace(chr(92), chr(92) * 2)}"\r\n\r\n'
        f"{SENTENCE.format(who='el coronel ' + str(number))}\r\n" for number, name in enumerate(names)
    ]  # fmt: skip
    body = "".join([f'--{boundary}\r\nContent-Disposition: form-data; name="token"\r\n\r\n{mine.keys.form}\r\n', *parts, f"--{boundary}--\r\n"])
    answer = mine.ask("POST", "/add", body.encode(), origin=f"http://127.0.0.1:{PORT}", content_type=f"multipart/form-data; boundary={boundary}")
    assert answer.status == 303
    assert "added" in answer.headers["location"]
    mine.desk.work.wait(120)
    assert mine.desk.work.state.state == "done"
    locators = {capture.locator for capture in mine.desk.look().corpus.captures.values()}
    assert not any("/" in one.replace("0/", "") and ".." in one for one in locators)
    assert {path.name for path in tmp_path.iterdir()} == {"incoming", "case"}
    assert active_in(mine.get("/admin").text) == []
