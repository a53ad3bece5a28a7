"""Feeds, sitemaps, robots.txt: as they are in the wild, broken, hostile."""

import gzip
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotejo.documents.listings import normal, read_listing
from cotejo.documents.robots import NONE, matches, read_robots

BASE = "https://correo.example.org/feed/"
RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>El Correo</title>
<item><title>Desembarco en &lt;b&gt;el puerto&lt;/b&gt;</title><link>https://correo.example.org/2026/a?utm_source=rss&amp;id=7#x</link>
<pubDate>Tue, 03 Mar 2026 10:00:00 -0400</pubDate><author>ana@correo.example.org (Ana Ruiz)</author>
<description>&lt;p&gt;Vieron&lt;img src="http://track.example.org/p.gif"&gt; veinte&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description></item>
<item><title>Sin enlace</title></item><item><link>javascript:alert(1)</link></item><item><link>/2026/b</link></item>
<item><link>http://127.0.0.1/interno</link></item><item><link>https://correo.example.org/2026/a?id=7</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Вестник</title><entry><id>tag:1</id><title type="html">Колонна &amp;amp; мост</title>
<link rel="alternate" href="https://vestnik.example.org/1"/><link rel="enclosure" href="https://vestnik.example.org/1.mp3"/><updated>2026-03-03T10:00:00Z</updated></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>Folha</title></channel>
<item rdf:about="https://folha.example.org/9"><title>Tropas</title><link>https://folha.example.org/9</link></item></rdf:RDF>"""
MAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://a.example.org/1</loc><lastmod>2026-03-01</lastmod></url>
<url><loc>https://a.example.org/2</loc><news:news><news:publication_date>2026-03-02T08:00:00Z</news:publication_date><news:title>Base</news:title></news:news></url></urlset>"""
INDEX = "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>https://a.example.org/s1.xml</loc></sitemap></sitemapindex>"


def test_rss_gives_pages_in_normal_form_and_its_own_words_without_markup() -> None:
    found = read_listing("feed", RSS.encode(), BASE)
    assert [entry.url for entry in found.entries] == ["https://correo.example.org/2026/a?id=7", "https://correo.example.org/2026/b"]
    first = found.entries[0]
    assert (first.title, first.published, first.summary) == ("Desembarco en el puerto", "2026-03-03T14:00:00+00:00", "Vieron veinte")
    assert found.title == "El Correo"


@pytest.mark.parametrize(
    ("text", "url", "title"), [(ATOM, "https://vestnik.example.org/1", "Колонна & мост"), (RDF, "https://folha.example.org/9", "Tropas")]
)
def test_atom_and_rdf_are_feeds_too(text: str, url: str, title: str) -> None:
    (entry,) = read_listing("feed", text.encode(), BASE).entries
    assert (entry.url, entry.title) == (url, title)


def test_a_broken_feed_gives_what_it_has_and_what_is_no_feed_says_so() -> None:
    assert read_listing("feed", RSS.encode()[:-60], BASE).entries
    for data in (b"<html><body>Not found</body></html>", b"", b"\x00\x01", b"http://169.254.169.254/", b"/etc/passwd"):
        found = read_listing("feed", data, BASE)
        assert found.problem, data
        assert not found.entries


@pytest.mark.parametrize("kind", ["feed", "sitemap"])
def test_entities_are_refused(kind: str) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>' + (RSS if kind == "feed" else MAP).encode()
    assert read_listing(kind, bomb, BASE).problem  # type: ignore[arg-type]
    assert not read_listing(kind, bomb, BASE).entries  # type: ignore[arg-type]


def test_sitemaps_plain_packed_indexed_and_as_text() -> None:
    found = read_listing("sitemap", MAP.encode(), BASE)
    assert [(entry.url, entry.published, entry.title) for entry in found.entries] == [
        ("https://a.example.org/1", "2026-03-01", None),
        ("https://a.example.org/2", "2026-03-02T08:00:00Z", "Base"),
    ]
    assert read_listing("sitemap", gzip.compress(MAP.encode()), BASE) == found
    assert read_listing("sitemap", INDEX.encode(), BASE).lists == ("https://a.example.org/s1.xml",)
    assert [entry.url for entry in read_listing("sitemap", b"https://a.example.org/7\nfile:///etc/passwd\n", BASE).entries] == [
        "https://a.example.org/7"
    ]
    assert "packing" in (read_listing("sitemap", gzip.compress(b"<" + b" " * 60_000_000), BASE).problem or "")
    assert read_listing("sitemap", b"<html/>", BASE).problem


def test_a_page_of_links_gives_its_own_hosts_pages() -> None:
    html = b"<a href='/x/1'>1</a><a href='https://correo.example.org/x/2#c'>2</a><a href='https://other.example.org/'>3</a><a href='mailto:a@b'>4</a>"
    found = read_listing("page", html, "https://correo.example.org/x/")
    assert [entry.url for entry in found.entries] == ["https://correo.example.org/x/1", "https://correo.example.org/x/2"]


@given(st.binary(max_size=300), st.sampled_from(["feed", "sitemap", "page"]))
def test_no_bytes_break_a_reader_of_lists(data: bytes, kind: str) -> None:
    read_listing(kind, data, BASE)  # type: ignore[arg-type]


def test_only_what_says_who_sent_the_reader_is_taken_from_an_address() -> None:
    assert normal("https://a.example.org/?utm_medium=x&p=1&fbclid=2", BASE) == "https://a.example.org/?p=1"
    assert normal("https://a.example.org/?q=%D1%8F", BASE) == "https://a.example.org/?q=%D1%8F"
    assert normal("ftp://a.example.org/", BASE) is None


ROBOTS = b"""# house rules
User-agent: *
Disallow: /private/
Allow: /private/press/
Disallow: /*.pdf$
Disallow: /search?*q=
Crawl-delay: 3
User-agent: OtherBot
User-agent: ThirdBot
Disallow: /
Sitemap: https://a.example.org/map.xml
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private/x", False),
        ("/private/press/1", True),
        ("/a.pdf", False),
        ("/a.pdf?x", True),
        ("/search?x=1&q=2", False),
        ("/%70rivate/x", False),
        ("/robots.txt", True),
    ],
)
def test_the_longest_rule_wins(path: str, allowed: bool) -> None:  # noqa: FBT001
    rules = read_robots(ROBOTS)
    assert rules.allows(f"https://a.example.org{path}") is allowed
    assert (rules.delay_s, rules.sitemaps) == (3.0, ("https://a.example.org/map.xml",))


def test_a_group_that_names_us_stands_for_all_others() -> None:
    rules = read_robots(b"User-agent: *\nDisallow: /\n\nUser-agent: Cotejo\nDisallow: /x\nCrawl-delay: nan\n")
    assert rules.allows("https://a.example.org/y")
    assert not rules.allows("https://a.example.org/x")
    assert rules.delay_s == 0
    assert read_robots(b"<html>no rules</html>").allows("https://a.example.org/") is NONE.allows("https://a.example.org/") is True


@given(st.text(alphabet="ab*$/", max_size=12), st.text(alphabet="ab/", max_size=12))
def test_patterns_match_as_their_regular_expression_would(pattern: str, path: str) -> None:
    ends = pattern.endswith("$")
    body = pattern[:-1] if ends else pattern
    expected = re.match("".join(".*" if sign == "*" else re.escape(sign) for sign in body) + (r"\Z" if ends else ""), path)
    assert matches(pattern, path) is bool(expected)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader_of_robots(data: bytes) -> None:
    read_robots(data).allows("https://a.example.org/x?y")
