"""Bytes to documents: texts, document JSON, pages; and what is quarantined."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cotejo.documents.media_types import media_type
from cotejo.documents.read import MAX_TEXT_BYTES, read
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.document import Capture, Document
from cotejo.records.evidence import Exhibit

ARTICLE = (
    "Al menos veinte soldados extranjeros fueron vistos el lunes en el puerto, según contaron dos vecinos a este diario. "
    "El ministerio no respondió a las preguntas enviadas por la redacción durante la semana."
)


def records_of(data: bytes, name: str = "nota.txt", media: dict[str, str] | None = None) -> list[Record]:
    capture = Capture(
        url=f"file:{name}", fetched_at=None, sha256="ab" * 32, media_type=media_type(name, data), size_bytes=len(data), locator=name, made_by="t@1"
    )
    return list(read(capture, data, media or {}))


def documents_of(data: bytes, name: str = "nota.txt", media: dict[str, str] | None = None) -> list[Document]:
    return [record for record in records_of(data, name, media) if isinstance(record, Document)]


def reasons_of(data: bytes, name: str = "nota.txt") -> list[str]:
    return [record.reason for record in records_of(data, name) if isinstance(record, Abstention)]


def test_a_text_is_taken_whole_and_its_name_is_its_external_id() -> None:
    (document,) = documents_of(ARTICLE.encode())
    assert document.text == ARTICLE
    assert document.external_id == "nota"
    assert document.language == "es"
    assert document.published is None


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides_the_encoding(encoding: str) -> None:
    (document,) = documents_of(ARTICLE.encode(encoding))
    assert document.text == ARTICLE


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"\x00\x01\x02\x03" * 50, "nota.txt", "unknown_format"),
        (ARTICLE.encode("cp1252"), "nota.txt", "broken_encoding"),
        (b"   \n\t ", "nota.txt", "empty_text"),
        (b"%PDF-1.7 ...", "nota.pdf", "broken_pdf"),
        (b"a" * (MAX_TEXT_BYTES + 1), "nota.txt", "too_large"),
        (b'{"text": ', "nota.json", "not_json"),
        (b"[]", "nota.json", "no_document"),
        (b"<html><body></body></html>", "nota.html", "no_main_text"),
        ("<html><p>año".encode("cp1252"), "nota.html", "broken_encoding"),
    ],
)
def test_bad_input_is_quarantined_with_its_name_and_its_reason(data: bytes, name: str, reason: str) -> None:
    (abstention,) = [record for record in records_of(data, name) if isinstance(record, Abstention)]
    assert abstention.reason == reason
    assert name in abstention.detail
    assert not documents_of(data, name)


def test_document_json_keeps_the_text_as_given_and_every_field() -> None:
    row = {
        "id": "x-1", "url": "https://diario.example/x", "outlet": "Diario", "byline": "A. B.", "published": "2020-01-14T23:30:00-04:00", "language": "es-VE",
        "title": "T", "text": " Dos líneas\r\ncon espacios  ", "links": ["https://otro.example/"], "media": ["m/p.jpg", "m/q.jpg"],
        "embeds": [{"name": "N", "handle": "@n", "date": "January 14, 2020", "text": "hola", "url": "https://t.example/1"}], "forwarded_from": "canal",
    }  # fmt: skip
    (document,) = documents_of(json.dumps(row).encode(), "f.json", {"m/p.jpg": "capture-1"})
    assert document.text == row["text"]
    assert (document.external_id, document.outlet, document.byline, document.language) == ("x-1", "Diario", "A. B.", "es")
    assert document.published is not None
    assert (document.published.earliest, document.published.latest) == (date(2020, 1, 14), date(2020, 1, 14))
    assert document.published_at == datetime(2020, 1, 15, 3, 30, tzinfo=UTC)
    assert document.media == ("capture-1", "m/q.jpg")
    assert document.embeds[0].handle == "@n"
    assert reasons_of(json.dumps(row).encode(), "f.json") == ["missing_media"]


def test_bad_rows_are_named_and_the_others_go_on() -> None:
    lines = [
        json.dumps({"text": ARTICLE, "id": "a"}),
        "{broken",
        json.dumps({"title": "no text"}),
        json.dumps({"text": ARTICLE, "mood": "sour"}),
        "[1]",
    ]
    found = records_of("\n".join(lines).encode(), "rows.jsonl")
    assert [record.external_id for record in found if isinstance(record, Document)] == ["a", "rows-4"]
    notes = [(record.reason, record.subject.split("#")[1]) for record in found if isinstance(record, Abstention)]
    assert notes == [("bad_row", "2"), ("bad_row", "3"), ("unknown_field", "4"), ("bad_row", "5")]


def test_a_date_that_is_none_leaves_the_document_undated_and_says_so() -> None:
    data = json.dumps({"text": ARTICLE, "published": "el martes"}).encode()
    (document,) = documents_of(data, "f.json")
    assert document.published is None
    assert reasons_of(data, "f.json") == ["bad_date"]


PAGE = f"""<!doctype html><html lang="es"><head><meta charset="utf-8"><title>Puerto | Diario del Puerto</title>
<link rel="canonical" href="https://diario.example/2020/01/14/puerto">
<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle", "headline": "Soldados en el puerto",
"datePublished": "2020-01-14T08:00:00+00:00", "author": [{{"name": "Ana Prado"}}], "publisher": {{"name": "Diario del Puerto"}}}}]}}</script></head>
<body><nav><ul><li><a href="/">Inicio</a></li><li><a href="/deportes">Deportes</a></li></ul></nav>
<article><h1>Soldados en el puerto</h1><p>{ARTICLE}</p><p>{ARTICLE.replace("lunes", "martes")} <a href="https://otro.example/nota">otra nota</a></p>
<img src="fotos/muelle%201.jpg"><blockquote class="twitter-tweet"><p>“Los vi llegar”</p>— Luis Mar (@luismar) January 13, 2020</blockquote></article>
<footer>Suscríbase al boletín</footer></body></html>"""


def test_a_page_gives_its_main_text_and_what_it_says_of_itself() -> None:
    (document,) = documents_of(PAGE.encode(), "puerto.html", {"fotos/muelle 1.jpg": "capture-9"})
    assert ARTICLE in document.text
    assert "Deportes" not in document.text
    assert (document.title, document.byline, document.outlet) == ("Soldados en el puerto", "Ana Prado", "Diario del Puerto")
    assert document.url == "https://diario.example/2020/01/14/puerto"
    assert document.published is not None
    assert document.published.latest == date(2020, 1, 14)
    assert "https://otro.example/nota" in document.links
    assert document.media == ("capture-9",)
    (post,) = document.embeds
    assert (post.name, post.handle, post.date) == ("Luis Mar", "@luismar", "January 13, 2020")


def test_a_page_in_a_legacy_encoding_is_read_where_it_declares_it() -> None:
    page = PAGE.replace("utf-8", "windows-1252").encode("cp1252", "replace")
    (document,) = documents_of(page, "puerto.html")
    assert "según contaron" in document.text


def test_absurd_nesting_is_refused_quickly() -> None:
    assert reasons_of(b"<div>" * 200_000 + b"texto", "hondo.html") == ["no_main_text"]


def test_pictures_and_tracks_become_exhibits() -> None:
    (photo,) = records_of(b"\x89PNG\r\n\x1a\n" + bytes(30), "p.png")
    (track,) = records_of(json.dumps({"icao": "1553c7", "timestamp": 0, "trace": []}).encode(), "t.json")
    assert isinstance(photo, Exhibit)
    assert photo.exhibit_kind == "photo"
    assert isinstance(track, Exhibit)
    assert track.exhibit_kind == "track"


@settings(deadline=None)  # the first PDF loads its reader
@given(st.binary(min_size=1, max_size=400), st.sampled_from(["x.txt", "x.html", "x.json", "x.jsonl", "x.csv", "x"]))
def test_any_bytes_give_a_document_an_exhibit_or_a_reason(data: bytes, name: str) -> None:
    assert records_of(data, name)
