"""Pages of the web: title, byline, outlet, day with its basis, credits, paragraphs; and that no page takes long, whatever is in it."""

import os
import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from cotejo.documents.layout import straighten
from cotejo.documents.read import read
from cotejo.records.document import Capture, Document, Exchange

AT = datetime(2025, 6, 1, tzinfo=UTC)
BODY = (
    "<p>Tres vecinos contaron a este diario que en la madrugada del lunes entró en el muelle viejo un convoy de once camiones sin matrícula.</p>"
    "<p>La capitanía del puerto no respondió a las preguntas enviadas el martes, y la alcaldía dijo que el muelle está cerrado por obras.</p>"
)
SIZE = 1_000_000 if os.environ.get("COTEJO_FULL") else 200_000
URL = "https://heraldo.example.org/mundo/nota-1"


def read_html(html: str | bytes, url: str = URL, content_type: str = "text/html") -> Document | None:
    data = html if isinstance(html, bytes) else html.encode()
    seen = Exchange(asked=url, status=200, headers=(("content-type", content_type),), asked_at=AT)
    capture = Capture(url=url, fetched_at=AT, sha256="0" * 64, media_type="text/html", size_bytes=len(data), exchange=seen, made_by="t@1")
    return next((record for record in read(capture, data, {}) if isinstance(record, Document)), None)


def page(head: str = "", top: str = "", bottom: str = "", body: str = BODY) -> Document:
    found = read_html(f"<html><head>{head}</head><body>{top}<article>{body}</article>{bottom}</body></html>")
    assert found
    return found


@pytest.mark.parametrize(
    ("head", "top", "day", "basis"),
    [
        ("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-04-17T07:25:00-04:00\"}</script>", "", "2024-04-17", "json-ld"),
        ("<meta property='article:published_time' content='2024-04-17 07:25:00'>", "", "2024-04-17", "meta"),
        ("<meta name='pubdate' content='Wed, 17 Apr 2024 22:00:00 -0400'>", "", "2024-04-17", "meta"),
        ("<meta name='date' content='2031-01-01'>", "<time datetime='2024-04-17'>x</time>", "2024-04-17", "element"),
        ("", "<div>17.04.2024</div>", "2024-04-17", "text"),
        ("<title>Nota</title>", "<h1>Nota</h1><span>17 de abril de 2024</span>", "2024-04-17", "text"),
    ],
)  # fmt: skip
def test_the_day_is_read_with_its_basis_and_is_never_after_the_fetching(head: str, top: str, day: str, basis: str) -> None:
    found = page(head, top)
    assert found.published
    assert (str(found.published.earliest), found.dated_by) == (day, basis)


def test_the_address_gives_a_day_where_the_page_gives_none() -> None:
    found = read_html(f"<html><body><article>{BODY}</article></body></html>", "https://heraldo.example.org/2024/04/17/nota")
    assert found
    assert found.published
    assert (found.published.earliest, found.dated_by) == (date(2024, 4, 17), "url")


def test_a_page_without_a_day_stays_undated() -> None:
    found = page()
    assert (found.published, found.dated_by) == (None, None)


@pytest.mark.parametrize(
    ("head", "top", "byline"),
    [
        ("<meta name='author' content='https://x.example.org/a'>", "<span class='post-author'>Por <a href='/a'>Marina Cifuentes</a></span>", "Marina Cifuentes"),
        ("", "<p>By Joan Whitcombe and Peter Adeyemi</p>", "Joan Whitcombe and Peter Adeyemi"),
        ("", "<div>Автор: Ольга Дерябина</div>", "Ольга Дерябина"),
        ("", "<p>Por la mañana llegaron los camiones</p>", None),
        ("", "<div class='author'>Redacción</div>", None),
    ],
)  # fmt: skip
def test_a_byline_is_a_name_and_nothing_else(head: str, top: str, byline: str | None) -> None:
    assert page(head, top).byline == byline


def test_authors_by_reference_are_followed() -> None:
    graph = '{"@graph":[{"@type":"NewsArticle","author":{"@id":"#p"},"publisher":{"@id":"#o"}},{"@type":"Person","@id":"#p","name":"Ana Ruiz"},{"@type":"Organization","@id":"#o","name":"El Heraldo"}]}'
    found = page(f"<script type='application/ld+json'>{graph}</script>")
    assert (found.byline, found.outlet) == ("Ana Ruiz", "El Heraldo")


@pytest.mark.parametrize(
    "title", ["Nota del día | El Heraldo", "El Heraldo - Nota del día", "Nota del día — El Heraldo", "El Heraldo :: Nota del día"]
)
def test_a_title_loses_the_outlets_name(title: str) -> None:
    found = page(f"<title>{title}</title><meta property='og:site_name' content='El Heraldo'>")
    assert (found.title, found.outlet) == ("Nota del día", "El Heraldo")


def test_a_title_with_a_colon_or_a_dash_stays_whole() -> None:
    title = "Puerto cerrado: la flota - y sus dueños - se van"
    assert page(f"<title>{title} | El Heraldo</title>", f"<h1>{title}</h1>").title == title


def test_a_post_on_a_platform_has_its_channel_for_outlet_and_no_title() -> None:
    found = page(
        "<meta property='og:site_name' content='Telegram'><meta property='og:title' content='Причал'>", "<div class='x_owner_name'>Причал</div>"
    )
    assert (found.outlet, found.title) == ("Причал", None)


def test_doubled_breaks_are_paragraphs_and_layout_tables_no_tables() -> None:
    first, second = (part.removesuffix("</p>") for part in BODY.split("<p>")[1:])
    html = f"<html><body><table><tr><td><a href='/1'>Política</a></td><td><font>{first}<br><br>{second}</font></td></tr></table></body></html>"
    found = read_html(html)
    assert found
    assert found.text == f"{first}\n{second}"


def test_what_stands_beside_is_out_and_the_article_in_whatever_it_is_called() -> None:
    beside = (
        "<div class='related-posts'><p>El precio del pan sube por tercera vez este año y nadie sabe cuándo va a parar de subir otra vez.</p></div>"
    )
    found = page(
        bottom=beside
        + "<div role='dialog'><p>Nosotros y nuestros 812 socios utilizamos cookies para almacenar información en su dispositivo.</p></div>"
    )
    assert "pan" not in found.text
    assert "cookies" not in found.text
    kept = read_html(f"<html><body><div class='widget banner'>{BODY * 2}</div></body></html>")
    assert kept
    assert "once camiones" in kept.text


def test_a_mark_on_every_paragraph_of_the_article_takes_none_of_them_out() -> None:
    line = "The soldiers walked to the lorries while the aircraft stood on the apron, a worker of the airport told this newspaper on {day}."
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
    body = "".join(f"<div class='chunk'><p class='paywall'>{line.format(day=day)}</p></div>" for day in days)
    offer = "<p class='newsletter-offer'>Subscribe to our letter and be the first to read what happens in the world on every day of the week, all year long.</p>"
    found = read_html(f"<html><body><article><h1>At the airport</h1>{body}{offer}</article></body></html>")
    assert found
    text = found.text
    assert all(day in text for day in days)
    assert "Subscribe" not in text


def test_credits_of_pictures_are_read() -> None:
    found = page(
        top="<figure><img src='a.jpg'><figcaption>El muelle. Foto: Rubén Iriarte</figcaption></figure><span class='photo-credit'>(Inés Valdivieso)</span>"
    )
    assert found.credits == ("Rubén Iriarte", "Inés Valdivieso")


def test_the_servers_header_names_the_encoding() -> None:
    found = read_html(f"<html><body><article>{BODY}</article></body></html>".encode("cp1252"), content_type="text/html; charset=windows-1252")
    assert found
    assert "matrícula" in found.text


ADVERSARIAL = {
    "nested boxes": "<div class='ad'>" * 1500 + "x" * 200_000 + "</div>" * 1500,
    "breaks": "<div>" + "palabra<br><br>" * 70_000 + "</div>",
    "inline breaks": "<span>a<br>" * 1000 + "b" * 1000,
    "headings": "<h1>titulo</h1>" * 60_000,
    "links home": "<a href='/'>El Heraldo</a>" * 35_000,
    "authors": "<span class='author'>Ana Ruiz " * 900 + "x" * 100_000,
    "captions": "<figcaption class='credit'>Foto: " * 900 + "x" * 100_000,
    "tables": "<table><tr><td>" * 300 + "x" * 300_000,
    "cells": "<table>" + "<tr><td>17.04.2024 Por Ana</td></tr>" * 25_000,
    "dates": "<p>17 de abril de 2024</p>" * 40_000,
    "a title": f"<title>{'a - ' * 200_000}</title><p>x</p>",
    "one line": "Por " * 250_000,
    "rights": "<p>© 2024 " * 30_000,
    "names": f"<meta name='author' content='{'De La ' * 150_000}'><p>x</p>",
}


@pytest.mark.parametrize("name", sorted(ADVERSARIAL))
def test_no_page_takes_long(name: str) -> None:
    """S7: a megabyte of what readers find hardest (a fifth of it unless COTEJO_FULL is set)."""
    begun = time.process_time()
    read_html(f"<html><body>{ADVERSARIAL[name][:SIZE]}</body></html>")
    assert time.process_time() - begun < 8 * SIZE / 1_000_000 + 1


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<>/=\"' abdivtrpln1hr", max_size=300))
def test_no_markup_breaks_the_reader(markup: str) -> None:
    read_html(f"<html><body>{markup}</body></html>")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["uno ", "<br>", "<b>dos</b>", "<p>tres</p>", "<table><tr><td>cuatro</td></tr></table>", "<a href='/x'>cinco</a>"]),
        max_size=14,
    )
)
def test_straightening_loses_no_word(pieces: list[str]) -> None:
    html = f"<html><body><div>{''.join(pieces)}</div></body></html>"
    before = lxml_html.document_fromstring(html).text_content().split()
    after = " ".join(straighten(lxml_html.document_fromstring(html)).itertext()).split()
    assert "".join(after) == "".join(before)
