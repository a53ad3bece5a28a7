"""Pictures that pages show: those of the article are found with caption and credit; they are fetched with the page, few and small, and tied to it."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.documents.site import Asked, Reply, Site, page, serving, xml

from cotejo.case.folder import Case
from cotejo.case.recover import recover
from cotejo.case.verify import verify
from cotejo.documents.exchange import Limits
from cotejo.documents.page import parse
from cotejo.documents.pictures import read_pictures
from cotejo.documents.transport import Live
from cotejo.engine.local import LocalEngine
from cotejo.pipeline.collecting import Means, collect, collect_url
from cotejo.pipeline.running import Way, run
from cotejo.pipeline.stages import STAGES
from cotejo.pipeline.visits import Row
from cotejo.records.document import Document
from cotejo.records.evidence import Exhibit

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEXT = "Veinte soldados extranjeros llegaron al puerto, según contaron dos vecinos a este diario. El ministerio no respondió a las preguntas."
JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 12
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 12
HTML = f"""<html lang=es><head><title>Puerto</title><meta property='og:image' content='/img/puerto-1200x675.jpg'></head><body>
<header><img src='/img/logo.png' width=300></header>
<article><h1>Puerto</h1>
<figure><img src='data:image/gif;base64,AAAA' data-src='/img/puerto-600x400.jpg' alt='Un barco'><figcaption>El barco el domingo. Foto: Ana Paz</figcaption></figure>
<p>{TEXT}</p><p>{TEXT}</p>
<img srcset='/img/muelle-300.png 300w, /img/muelle-900.png 900w' alt='El muelle'>
<img src='/img/avatar-ana.jpg'><img src='/img/uno.jpg' width=40><img src='/c/pixel.gif'><img src='/img/tres.jpg'><img src='/img/cuatro.jpg'>
<div class='related-teasers'><img src='/img/otra.jpg'></div></article>
<aside><img src='/img/lado.jpg'></aside></body></html>"""


def test_pictures_of_the_article_and_no_others() -> None:
    shown = read_pictures(parse(HTML), "https://n.example.org/puerto")
    assert [one.url for one in shown] == [
        f"https://n.example.org/img/{name}" for name in ("puerto-600x400.jpg", "muelle-900.png", "tres.jpg", "cuatro.jpg")
    ]
    first = shown[0]
    assert (first.path, first.caption, first.credit, first.alt) == (
        "/img/puerto-600x400.jpg",
        "El barco el domingo. Foto: Ana Paz",
        "Ana Paz",
        "Un barco",
    )
    assert shown[1].alt == "El muelle"


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Port on Sunday. Photo: Mary Stone", "Mary Stone"),
        ("Порт в воскресенье. Фото: Иван Петров", "Иван Петров"),
        ("O porto no domingo. Foto: João Silva", "João Silva"),
        ("Nadie firma esta imagen del puerto", None),
    ],
)
def test_a_caption_names_its_photographer(line: str, credit: str | None) -> None:
    (one,) = read_pictures(
        parse(f"<article><figure><img src='/a.jpg'><figcaption>{line}</figcaption></figure><p>{TEXT}</p></article>"), "https://n.example.org/"
    )
    assert (one.caption, one.credit) == (line, credit)


def test_the_picture_for_others_stands_in_where_the_article_shows_none() -> None:
    head = "<meta property='og:image' content='https://cdn.example.org/lead.jpg'>"
    (one,) = read_pictures(parse(f"<head>{head}</head><article><p>{TEXT}</p></article>"), "https://n.example.org/")
    assert one.url == "https://cdn.example.org/lead.jpg"
    assert read_pictures(parse(f"<head>{head.replace('lead', 'logo')}</head><article><p>{TEXT}</p></article>"), "https://n.example.org/") == ()


@given(some.text(max_size=200))
def test_no_address_breaks_the_reader(written: str) -> None:
    escaped = written.replace("'", "").replace("<", "").replace("\x00", "")
    for name in ("src", "srcset", "data-src"):
        read_pictures(parse(f"<article><img {name}='{escaped}' width='{escaped}'><p>x</p></article>"), "https://n.example.org/")


class Clock:
    def __init__(self) -> None:
        self.at = AT

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


class Paper:
    """A feed of two pages that share a picture; one of the pictures is too large, one is no picture, one is forbidden by robots.txt."""

    def __init__(self, names: tuple[str, ...] = ("a", "b")) -> None:
        self.names = names
        self.shown = {
            "a": ("/img/uno.jpg", "/img/dos.png"),
            "b": ("/img/uno.jpg", "/img/cerrada.jpg", "/img/texto.jpg", "/img/grande.jpg", "/img/chica.jpg"),
        }

    def __call__(self, asked: Asked) -> Reply:
        path = asked.path
        if path == "/feed":
            items = "".join(f"<item><link>http://{asked.headers['host']}/nota/{name}</link></item>" for name in self.names)
            return xml(f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>")
        if path == "/robots.txt":
            return page("User-agent: *\nDisallow: /img/cerrada\n")
        if path.startswith("/nota/"):
            figures = "".join(f"<figure><img src='{one}'><figcaption>Foto: Ana Paz</figcaption></figure>" for one in self.shown[path[-1]])
            return page(
                f"<html lang=es><title>Nota {path[-1]}</title><article><h1>Nota {path[-1]}</h1>{figures}<p>{TEXT} {path[-1]}.</p><p>{TEXT}</p></article>"
            )
        bodies = {
            "/img/uno.jpg": JPEG,
            "/img/dos.png": PNG,
            "/img/texto.jpg": b"<html>no</html>" * 500,
            "/img/grande.jpg": JPEG * 800,
            "/img/chica.jpg": JPEG[:100],
        }
        return Reply(headers=(("content-type", "image/jpeg"),), pieces=(bodies[path],)) if path in bodies else Reply(404)


def settings(site: Site, more: str) -> str:
    return f'[case]\nname = "t"\n[collect]\nhost_interval_s = 0\n{more}\n[[sources]]\nname = "x"\nkind = "feed"\nurl = "{site.root}/feed"\n'


def go(case: Case, site: Site, clock: Callable[[], datetime]) -> dict[str, Row]:
    rows: list[Row] = []
    live = Live(clock, Limits(max_s=5.0), site.inside)
    case = Case.open(case.folder)
    collect(case, case.settings.sources, Means(live, clock, threading.Event(), rows.append))
    live.close()
    assert len({row.url for row in rows}) == len(rows), "an address has two receipts"
    return {row.url.removeprefix(site.root): row for row in rows}


@pytest.mark.enable_socket
def test_pictures_come_with_their_page_and_are_tied_to_it(tmp_path: Path) -> None:
    clock = Clock()
    with serving(Paper()) as site:
        case = Case.create(tmp_path / "case", settings(site, "pictures = 5\npicture_mib = 1"), AT)
        rows = go(case, site, clock)
        assert {path: (row.outcome, row.reason) for path, row in rows.items() if path.startswith("/img")} == {
            "/img/uno.jpg": ("accepted", "picture"), "/img/dos.png": ("accepted", "picture"), "/img/cerrada.jpg": ("rejected", "robots"),
            "/img/texto.jpg": ("rejected", "no_picture"), "/img/grande.jpg": ("rejected", "too_large"), "/img/chica.jpg": ("rejected", "small_picture"),
        }  # fmt: skip
        assert site.paths().count("/img/uno.jpg") == 1
        assert "/img/cerrada.jpg" not in site.paths()
        run(case, STAGES[:1], clock(), Way(LocalEngine(1)))
        documents = {one.title: one for one in case.current(["document"]) if isinstance(one, Document)}
        one, two = rows["/img/uno.jpg"].capture, rows["/img/dos.png"].capture
        assert documents["Nota a"].media == (one, two)
        assert documents["Nota b"].media == (one,)
        first = documents["Nota a"].pictures[0]
        assert (first.url, first.capture, first.credit) == (f"{site.root}/img/uno.jpg", one, "Ana Paz")
        assert [picture.capture for picture in documents["Nota b"].pictures] == [one, None, None, None, None]
        assert {record.capture for record in case.current(["exhibit"]) if isinstance(record, Exhibit)} == {one, two}
        assert go(case, site, clock) == {}
        recover(case.folder, AT)
        again = Case.open(case.folder)
        with again.store.reading() as link:
            assert sum(len(paths) for paths in again.store.attachments(link).values()) == 3
        assert verify(case.folder).faults == ()


@pytest.mark.enable_socket
@pytest.mark.parametrize(("most", "asked"), [(0, []), (1, ["/img/uno.jpg"])])
def test_not_more_pictures_than_the_settings_say(tmp_path: Path, most: int, asked: list[str]) -> None:
    with serving(Paper()) as site:
        go(Case.create(tmp_path / "case", settings(site, f"pictures = {most}"), AT), site, Clock())
        assert [path for path in site.paths() if path.startswith("/img")] == asked


@pytest.mark.enable_socket
def test_a_pasted_page_brings_its_pictures_and_those_that_are_known_are_only_tied(tmp_path: Path) -> None:
    clock = Clock()
    with serving(Paper()) as site:
        case = Case.create(tmp_path / "case", '[case]\nname = "t"\n[collect]\nhost_interval_s = 0\n', AT)
        live = Live(clock, Limits(max_s=5.0), site.inside)
        first = collect_url(case, f"{site.root}/nota/a", clock(), live)
        second = collect_url(Case.open(case.folder), f"{site.root}/nota/b", clock(), live)
        live.close()
        assert site.paths().count("/img/uno.jpg") == 1
        with case.store.reading() as link:
            tied = case.store.attachments(link)
        assert set(tied[first.capture or ""]) == {"/img/uno.jpg", "/img/dos.png"}
        assert tied[second.capture or ""]["/img/uno.jpg"] == tied[first.capture or ""]["/img/uno.jpg"]
