"""Pages that are closed: what their feed says of them is kept, marked as such; what was put away does not come back by itself."""

import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.documents.site import Asked, Reply, Site, onward, page, serving, xml

from cotejo.case.agenda import AGENDA
from cotejo.case.decisions import Decision
from cotejo.case.folder import Case
from cotejo.case.recover import recover
from cotejo.case.tombstone import Order, bury
from cotejo.case.verify import verify
from cotejo.documents.exchange import Limits
from cotejo.documents.feeds import body_of, own_text
from cotejo.documents.listings import Entry, read_listing
from cotejo.documents.read import read
from cotejo.documents.transport import Live
from cotejo.dossier.describe import describe_extent
from cotejo.engine.local import LocalEngine
from cotejo.pipeline.collecting import Means, collect, collect_url
from cotejo.pipeline.running import Way, run
from cotejo.pipeline.stages import STAGES
from cotejo.pipeline.visits import Row
from cotejo.pipeline.withdrawing import find_document, withdraw
from cotejo.records.abstention import Abstention
from cotejo.records.document import Capture, Document

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEXTS = {
    "es": "Unos cuarenta militares extranjeros desembarcaron el domingo en el puerto, según dos estibadores que hablaron con este diario.",
    "en": "About forty foreign soldiers came ashore at the port on Sunday, two dock workers told this newspaper, and left before dawn.",
    "ru": "Около сорока иностранных военных высадились в воскресенье в порту, сообщили изданию двое докеров; утром они уехали.",
    "pt": "Cerca de quarenta militares estrangeiros desembarcaram no domingo no porto, disseram dois estivadores a este jornal.",
}
TAILS = {
    "es": "La entrada Nota se publicó primero en El Correo.",
    "en": "Read more",
    "ru": "Читать далее →",
    "pt": "O post Nota apareceu primeiro em Diário.",
}
CLOSED = {"robots": "robots", "401": "login", "402": "paywall", "403": "forbidden", "451": "legal"}


class Clock:
    def __init__(self) -> None:
        self.at = AT

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


def item(root: str, name: str, language: str) -> str:
    body = f"&lt;p&gt;{TEXTS[language]}&lt;/p&gt;&lt;img src='http://t.example.org/p.gif'&gt;&lt;p&gt;{TAILS[language]}&lt;/p&gt;"
    return (
        f"<item><title>Nota {name}</title><link>{root}/nota/{name}</link><author>Ana Paz</author>"
        f"<pubDate>Sun, 01 Feb 2026 10:00:00 GMT</pubDate><description>{body}</description></item>"
    )


def feed_of(root: str, names: list[str], more: str = "") -> str:
    languages = list(TEXTS)
    items = "".join(item(root, name, languages[number % 4]) for number, name in enumerate(names))
    return f"<rss version='2.0'><channel><title>El Correo</title><language>pt-BR</language>{items}{more}</channel></rss>"


def closed_paper(asked: Asked) -> Reply:
    root = f"http://{asked.headers['host']}"
    if asked.path == "/robots.txt":
        return page("User-agent: *\nDisallow: /nota/robots\n")
    if asked.path == "/feed":
        bare = f"<item><title>Nota sola</title><link>{root}/nota/403sola</link><description>Nota sola</description></item>"
        gone = f"<item><title>Ida</title><link>{root}/nota/404</link><description>{TEXTS['es']}</description></item>"
        return xml(feed_of(root, list(CLOSED), bare + gone))
    return Reply(int(asked.path.rpartition("/")[2][:3])) if asked.path.startswith("/nota/") else Reply(404)


def settings(site: Site, more: str = "") -> str:
    return f'[case]\nname = "t"\n[collect]\nhost_interval_s = 0\n[[sources]]\nname = "correo"\nkind = "feed"\nurl = "{site.root}/feed"\n{more}'


def go(case: Case, site: Site, clock: Callable[[], datetime]) -> dict[str, Row]:
    rows: list[Row] = []
    live = Live(clock, Limits(max_s=5.0, connect_s=2.0, read_s=2.0), site.inside)
    case = Case.open(case.folder)
    collect(case, case.settings.sources, Means(live, clock, threading.Event(), rows.append))
    live.close()
    assert len({row.url for row in rows}) == len(rows)
    return {row.url.removeprefix(f"{site.root}/nota/"): row for row in rows}


def captures(case: Case) -> dict[str, Capture]:
    return {one.id: one for one in case.current(["capture"]) if isinstance(one, Capture)}


@pytest.mark.enable_socket
def test_a_closed_pages_text_is_that_of_its_feed_and_says_so(tmp_path: Path) -> None:
    clock = Clock()
    with serving(closed_paper) as site:
        case = Case.create(tmp_path / "case", settings(site), AT)
        rows = go(case, site, clock)
        assert {name: (row.outcome, row.reason) for name, row in rows.items()} == {
            **dict.fromkeys(CLOSED, ("accepted", "feed_text")), "403sola": ("rejected", "forbidden"), "404": ("rejected", "not_found"),
        }  # fmt: skip
        assert "robots" not in {path.rpartition("/")[2] for path in site.paths() if path.startswith("/nota")}
        every = captures(case)
        for number, (name, reason) in enumerate(CLOSED.items()):
            capture = every[rows[name].capture or ""]
            feed = every[capture.derived_from or ""]
            assert feed.url == f"{site.root}/feed"
            assert feed.exchange
            assert TEXTS[list(TEXTS)[number % 4]] in case.blobs.read(feed.sha256).decode()
            (document,) = [one for one in read(capture, case.blobs.read(capture.sha256), {}) if isinstance(one, Document)]
            assert document.text == TEXTS[list(TEXTS)[number % 4]]  # neither the picture nor the line that leads on
            assert (document.extent, document.outlet, document.byline, document.url) == ("feed", "El Correo", "Ana Paz", capture.url)
            assert document.published_at == datetime(2026, 2, 1, 10, tzinfo=UTC)
            assert document.language == list(TEXTS)[number % 4]
            assert describe_extent(document)
            assert reason in rows[name].detail
        assert len({one.derived_from for one in every.values()} - {None}) == 1  # the feed once
        left = [one.reason for one in case.current(["abstention"]) if isinstance(one, Abstention)]
        assert sorted(left) == sorted([*CLOSED.values(), "forbidden", "not_found"])  # that the page is closed stands in the case too
        assert verify(case.folder).faults == ()
        assert go(case, site, clock) == {}
        for tail in ("", "-wal", "-shm"):
            case.folder.joinpath(AGENDA + tail).unlink(missing_ok=True)
        assert {row.outcome for row in go(case, site, clock).values()} == {"rejected"}  # those without a text are asked again
        assert set(captures(case)) == set(every)
        recover(case.folder, AT)
        assert set(captures(Case.open(case.folder))) == set(every)


@pytest.mark.enable_socket
def test_a_page_that_opens_later_is_archived_too_and_a_feed_that_moved_on_is_remembered(tmp_path: Path) -> None:
    clock, state = Clock(), {"robots": Reply(503), "status": 403, "items": ["a"]}

    def paper(asked: Asked) -> Reply:
        root = f"http://{asked.headers['host']}"
        if asked.path == "/robots.txt":
            return state["robots"]  # type: ignore[return-value] - a reply
        if asked.path == "/feed":
            return xml(feed_of(root, list(state["items"])))  # type: ignore[call-overload] - a list
        return page(f"<article><h1>Nota</h1><p>{TEXTS['en']}</p><p>{TEXTS['en']}</p></article>") if state["status"] == 200 else Reply(403)

    with serving(paper) as site:
        case = Case.create(tmp_path / "case", settings(site, "revisit_h = 2\n"), AT)
        assert go(case, site, clock)["a"].outcome == "postponed"
        state |= {"robots": Reply(404), "items": []}  # the feed no longer names the page
        clock.at += timedelta(hours=1)
        first = go(case, site, clock)["a"]
        assert (first.outcome, first.reason) == ("accepted", "feed_text")
        state["items"] = ["a"]
        clock.at += timedelta(hours=3)
        assert [(row.outcome, row.reason) for row in go(case, site, clock).values()] == [("duplicate", "feed_text")]
        state["status"] = 200
        clock.at += timedelta(hours=3)
        opened = go(case, site, clock)["a"]
        assert (opened.outcome, opened.reason) == ("accepted", "changed")
        assert opened.capture != first.capture


ARTICLE = "<title>Nota</title><article><h1>Nota {n}</h1><p>" + TEXTS["es"] + " Número {n}.</p><p>" + TEXTS["es"] + "</p></article>"


@pytest.mark.enable_socket
def test_what_the_law_removed_is_not_fetched_again(tmp_path: Path) -> None:
    clock, version = Clock(), ["1"]

    def paper(asked: Asked) -> Reply:
        root = f"http://{asked.headers['host']}"
        if asked.path == "/feed":
            return xml(feed_of(root, ["a", "copy", "moved"]))
        if asked.path == "/nota/moved":
            return onward("/nota/a")
        if asked.path == "/nota/copy":
            return page(ARTICLE.format(n=2))
        return page(ARTICLE.format(n=version[0])) if asked.path == "/nota/a" else Reply(404)

    with serving(paper) as site:
        case = Case.create(tmp_path / "case", settings(site, 'revisit_h = 2\nmatch = ["*/a"]\n'), AT)
        first = go(case, site, clock)["a"]
        bury(case, first.capture or "", Order("order 12/2026", "ana"), clock())
        clock.at += timedelta(hours=3)
        version[0] = "2"
        before = len(site.asked)
        assert go(case, site, clock) == {}
        assert "/nota/a" not in site.paths()[before:]
        live = Live(clock, Limits(max_s=5.0), site.inside)
        pasted = collect_url(Case.open(case.folder), f"{site.root}/nota/a", clock(), live)
        assert (pasted.outcome, pasted.reason) == ("rejected", "tombstone")
        assert "order 12/2026" in pasted.detail
        assert "/nota/a" not in site.paths()[before:]
        moved = collect_url(Case.open(case.folder), f"{site.root}/nota/moved", clock(), live)
        assert (moved.outcome, moved.reason) == ("rejected", "tombstone")  # sent on to the address that was removed
        copy = collect_url(Case.open(case.folder), f"{site.root}/nota/copy", clock(), live)
        bury(Case.open(case.folder), copy.capture or "", Order("order 13/2026", "ana"), clock())
        version[0] = "2"
        elsewhere = collect_url(Case.open(case.folder), f"{site.root}/nota/copy", clock(), live)
        assert elsewhere.reason == "tombstone"
        assert set(captures(case)) == {first.capture, copy.capture}
        assert list(case.blobs.names()) == []
        assert verify(case.folder).faults == ()
        live.close()


@pytest.mark.enable_socket
def test_the_same_bytes_at_another_address_are_refused_after_a_tombstone(tmp_path: Path) -> None:
    clock = Clock()
    with serving({"/one": page(ARTICLE.format(n=1)), "/two": page(ARTICLE.format(n=1))}) as site:
        case = Case.create(tmp_path / "case", '[case]\nname = "t"\n[collect]\nhost_interval_s = 0\n', AT)
        live = Live(clock, Limits(max_s=5.0), site.inside)
        first = collect_url(case, f"{site.root}/one", clock(), live)
        bury(case, first.capture or "", Order("order 12/2026", "ana"), clock())
        row = collect_url(Case.open(case.folder), f"{site.root}/two", clock(), live)
        assert (row.outcome, row.reason) == ("rejected", "tombstone")
        assert not case.blobs.path(captures_of_log(case)).exists()
        live.close()


def captures_of_log(case: Case) -> str:
    lines = (case.folder / "audit.jsonl").read_text(encoding="utf-8").splitlines()
    added = next(json.loads(line) for line in lines if json.loads(line)["act"] == "add")
    return str(added["detail"]["captures"][0]["sha256"])


@pytest.mark.enable_socket
def test_a_withdrawn_document_is_not_followed_until_it_is_restored(tmp_path: Path) -> None:
    clock, version = Clock(), ["1"]

    def paper(asked: Asked) -> Reply:
        if asked.path == "/feed":
            return xml(feed_of(f"http://{asked.headers['host']}", ["a"]))
        return page(ARTICLE.format(n=version[0])) if asked.path == "/nota/a" else Reply(404)

    with serving(paper) as site:
        case = Case.create(tmp_path / "case", settings(site, "revisit_h = 2\n"), AT)
        go(case, site, clock)
        run(case, STAGES[:1], clock(), Way(LocalEngine(1)))
        document = find_document(case, f"{site.root}/nota/a")
        withdraw(case, document, Decision(verb="withdraw", subject=document.id, by="ana", reason="forged"), clock())
        version[0] = "2"
        clock.at += timedelta(hours=3)
        before = len(site.asked)
        row = go(case, site, clock)["a"]
        assert (row.outcome, row.reason) == ("duplicate", "withdrawn_here")
        assert "forged" in row.detail
        assert "/nota/a" not in site.paths()[before:]
        withdraw(case, document, Decision(verb="restore", subject=document.id, by="ana", reason="it was not"), clock())
        clock.at += timedelta(hours=3)
        assert go(case, site, clock)["a"].reason == "changed"


def test_lines_that_lead_on_are_no_part_of_the_text() -> None:
    for language, text in TEXTS.items():
        assert body_of(f"{text}\n{TAILS[language]}") == text
        assert body_of(f"{text} […]\n{TAILS[language]}") == text
        assert body_of(text) == text
    assert own_text(Entry("https://n.example.org/a", "Nota", summary="Nota"), "N") is None
    assert own_text(Entry("https://n.example.org/a", TEXTS["es"], summary=TEXTS["es"]), "N") is None
    named = json.loads(own_text(Entry("https://www.elcorreo.example/a", "Nota", summary=TEXTS["es"]), "Portada - El Correo") or b"{}")
    assert named["outlet"] == "El Correo"


def test_a_feeds_paragraphs_stay_paragraphs() -> None:
    body = "&lt;p&gt;Uno   dos.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;&lt;p&gt;Tres&lt;br/&gt;cuatro &amp;amp; cinco.&lt;/p&gt;"
    data = f"<rss version='2.0'><channel><title>x</title><item><link>https://n.example.org/a</link><description>{body}</description></item></channel></rss>"
    (entry,) = read_listing("feed", data.encode(), "https://n.example.org/feed").entries
    assert entry.summary == "Uno dos.\nTres\ncuatro & cinco."
