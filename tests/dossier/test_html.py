"""The dossier as a file: every sentence opens its passage, nothing acts, nothing loads."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cotejo.dossier import html
from cotejo.dossier.anchors import Anchors
from cotejo.dossier.html_elements import el, text
from cotejo.dossier.html_reader import mark
from cotejo.records.corpus import Corpus
from cotejo.records.span import Span

VOID = {"meta", "img", "br", "hr", "col"}
TAGS = """
html head meta title style body a header p h1 h2 h3 h4 nav ol ul li main section article table caption thead tbody tr th td dl dt dd div span strong
svg g defs pattern path lineargradient stop mask rect line circle text q blockquote details summary code img figure figcaption footer
"""
ALLOWED = frozenset(TAGS.split())
PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<!--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<iframe src=//evil.example></iframe>",
    "<link rel=stylesheet href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<base href=//evil.example>",
    '" style="background:url(//evil.example)',
    "<form action=//evil.example><input autofocus onfocus=alert(1)>",
    "&lt;script&gt;",
    "{who}{0}%s${x}",
    "<a href=data:text/html,x>",
    "\u202egnp.exe\u202c",
    "a\u200bb\u2066c\u2069\ufeff",
    "\x00\x08\x1b[31m",
    "@import '//evil.example'",
    "<q><b>",
    "\u2028\u2029",
]


class Page(HTMLParser):
    """A parsed page: tags with their attributes, links by their enclosing element, and the text of every element that has a name."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.stack: list[tuple[str, set[str]]] = []
        self.texts: dict[str, str] = {}
        self.ids: list[str] = []
        self.shown = ""
        self.signs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if found.get("data-cp"):
            self.signs.append(chr(int(str(found["data-cp"]), 16)))
        if tag not in VOID:
            self.stack.append(
                (tag, {name for name in (found.get("id"), found.get("data-of")) if name} | ({"\0sign"} if found.get("data-cp") else set()))
            )

    def handle_endtag(self, tag: str) -> None:
        assert self.stack, f"</{tag}> closes nothing"
        assert self.stack[-1][0] == tag, f"</{tag}> closes <{self.stack[-1][0]}>"
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        if self.stack and "\0sign" in self.stack[-1][1]:
            data = self.signs[-1]
        self.shown += data
        for _, names in self.stack:
            for name in names:
                self.texts[name] = self.texts.get(name, "") + data


def parse(page: str) -> Page:
    found = Page()
    found.feed(page)
    found.close()
    assert not found.stack, f"left open: {found.stack}"
    return found


def links(page: Page) -> list[str]:
    return [str(attributes["href"]) for _, attributes in page.tags if "href" in attributes]


def test_every_statement_links_to_the_words_that_it_cites(archive, blob) -> None:
    corpus = archive.corpus()
    written = html.render(corpus, "Gao", blob)
    page = parse(written)
    numbers = {key: number for number, key in enumerate(sorted(corpus.documents, key=lambda key: corpus.documents[key].external_id), start=1)}
    targets = {name: said for name, said in page.texts.items() if re.fullmatch(r"d\d+-\d+-\d+", name)}
    assert len(numbers) == 5
    for statement in corpus.statements.values():
        assert statement.text in page.shown
        sentence = written[written.index(str(text(statement.text))) :]
        cited = re.findall(r'href="#(d\d+-\d+-\d+)"', sentence[: sentence.index("</span>")])
        assert sorted(targets[name] for name in cited) == sorted(span.exact for span in statement.citations), statement.text


def test_every_link_stays_in_the_file_and_arrives(archive, blob) -> None:
    page = parse(html.render(archive.corpus(), "Gao", blob))
    assert len(page.ids) == len(set(page.ids))
    assert links(page)
    for address in links(page):
        assert address[:1] == "#"
        assert address[1:] in page.ids, address


def test_span_targets_quote_their_spans(archive, blob) -> None:
    corpus = archive.corpus()
    page = parse(html.render(corpus, "Gao", blob))
    by_title = {document.title: document for document in corpus.documents.values()}
    headings = re.findall(r"(\d+)\. (Title \w)", page.shown)
    documents = {number: by_title[title] for number, title in headings}
    checked = 0
    for name, said in page.texts.items():
        found = re.fullmatch(r"d(\d+)-(\d+)-(\d+)", name)
        if found:
            assert said == documents[found[1]].text[int(found[2]) : int(found[3])]
            checked += 1
    assert checked >= 10


def test_it_neither_runs_nor_loads(archive, blob) -> None:
    written = html.render(archive.corpus(), "Gao", blob)
    assert_inert(written)
    policy = next(attributes["content"] for tag, attributes in parse(written).tags if attributes.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")


def assert_inert(written: str) -> None:
    page = parse(written)
    for tag, attributes in page.tags:
        assert tag in ALLOWED, tag
        for key, value in attributes.items():
            assert not key.startswith("on"), (tag, key)
            assert key not in {"style", "action", "formaction", "srcset", "xlink:href", "ping", "background", "poster"}, (tag, key)
            if key in {"href", "src"}:
                assert str(value).startswith(("#", "data:image/png;base64,")), value
    styles = re.findall(r"<style>(.*?)</style>", written, re.DOTALL)
    assert len(styles) == 1
    assert "@import" not in styles[0]
    assert not re.search(r"url\((?!#)", styles[0])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_every_field_is_inert(payload: str, tainted, blob) -> None:
    written = html.render(tainted(payload).corpus(), f"Gao {payload}", blob)
    assert_inert(written)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\ufeff\x00\x08\x1b\u2028]", written)
    written.encode("utf-8")


SIGNS = "\u200b\u200d\u2066\u202e\u00ad\u061c\u3164\u2800\u034f\ud800\x7f\x9b\u2028\ufeff"


@pytest.mark.parametrize("sign", list(SIGNS), ids=[f"U+{ord(sign):04X}" for sign in SIGNS])
def test_what_shows_nothing_is_shown_as_its_code_point(sign: str) -> None:
    assert text(f"a{sign}b") == f'a<span class="ctl" data-cp="{ord(sign):X}">U+{ord(sign):04X}</span>b'


@pytest.mark.parametrize("said", ["Táchira", "ёжик", "São João", "北京", "😀", "“…”", "e\u0301", "a\nb\tc"])
def test_what_is_read_stays(said: str) -> None:
    assert text(said) == said


def test_hidden_signs_are_shown(tainted, blob) -> None:
    written = html.render(tainted("\u202egnp").corpus(), "Gao", blob)
    assert '<span class="ctl" data-cp="202E">U+202E</span>gnp' in written


def test_a_picture_is_grey_small_and_bare(archive, blob) -> None:
    written = html.render(archive.corpus(), "Gao", blob)
    assert written.count("<img ") == 1
    assert 'src="data:image/png;base64,' in written


@pytest.mark.parametrize("raw", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, b"<svg onload=alert(1)>", b"\xff\xd8\xff\xe0" + b"A" * 400])
def test_a_picture_that_does_not_decode_is_only_named(archive, raw: bytes) -> None:
    written = html.render(archive.corpus(), "Gao", lambda _sha256: raw)
    assert "<img" not in written
    assert "not shown: it does not decode" in written
    assert "photo.png" in written


def test_a_missing_blob_is_only_named(archive) -> None:
    def gone(sha256: str) -> bytes:
        raise FileNotFoundError(sha256)

    assert "its bytes are not at hand" in html.render(archive.corpus(), "Gao", gone)


def test_quotations_keep_their_language(archive, blob) -> None:
    written = html.render(archive.corpus(), "Gao", blob)
    assert re.search(r'<blockquote lang="ru"[^>]*><a [^>]*>российских военных в Мали нет', written)


def test_the_same_records_give_the_same_bytes_in_any_order(archive, blob) -> None:
    corpus = archive.corpus()
    kinds = ("documents", "captures", "claims", "attributions", "events", "links", "origins", "derivations", "findings", "exhibits")
    records = [record for kind in (*kinds, "assessments", "statements", "abstentions") for record in getattr(corpus, kind).values()]
    forward, backward = (html.render(Corpus.of(order), "Gao", blob) for order in (records, records[::-1]))
    assert forward == backward


def test_an_empty_case_is_a_page(blob) -> None:
    written = html.render(Corpus.of(()), "Empty", blob)
    assert_inert(written)
    assert "No happening is claimed" in written


def test_elements_refuse_what_acts_or_loads() -> None:
    with pytest.raises(ValueError, match="acts or loads"):
        el("a", text("x"), href="https://evil.example")
    with pytest.raises(ValueError, match="acts or loads"):
        el("p", text("x"), onclick="alert(1)")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    whole=st.text(alphabet="ab<&\n😀\u202eя", min_size=1, max_size=40),
    ends=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=12),
)
def test_spans_nest_and_cross_without_changing_the_text(whole: str, ends: list[tuple[int, int]]) -> None:
    spans = {(min(a, b, len(whole)), min(max(a, b), len(whole))): "other" for a, b in ends}
    anchors = Anchors(numbers={"d": 1}, spans={"d": spans})
    page = parse('<div id="all">' + "".join(mark(whole, anchors, "d")) + "</div>")
    assert page.texts.get("all", "") == whole
    for start, end in spans:
        assert page.ids.count(f"d1-{start}-{end}") == 1
        assert page.texts.get(f"d1-{start}-{end}", "") == whole[start:end]


def test_many_overlapping_spans_stay_quick() -> None:
    whole = "x" * 4000
    spans = {(number * 3, 1000 + number * 7): "other" for number in range(200)}
    found = "".join(mark(whole, Anchors(numbers={"d": 1}, spans={"d": spans}), "d"))
    assert len(found) < 8_000_000


def test_titles_of_links_quote(archive, blob) -> None:
    corpus = archive.corpus()
    span: Span = next(iter(corpus.statements.values())).citations[0]
    assert f": {span.exact}" in html.render(corpus, "Gao", blob)
