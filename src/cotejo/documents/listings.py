"""Bytes of a feed, a sitemap or a page of links -> the pages that it lists, each with what the list says of it. Nothing is fetched here."""

import re
from calendar import timegm
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Literal, NamedTuple
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit
from xml.etree.ElementTree import Element, ParseError

import feedparser
from defusedxml import DefusedXmlException
from defusedxml import ElementTree as SafeTree
from lxml import html as lxml_html
from lxml.etree import ParserError

from cotejo.documents.addresses import Target, read_address
from cotejo.documents.exchange import Limits
from cotejo.documents.unpacking import StoppedError, unpack

Kind = Literal["feed", "sitemap", "page"]
MAX_ENTRIES = 50_000  # the sitemap protocol's own limit; feeds have a hundred
MAX_LISTING = Limits(max_bytes=50 * 2**20)  # the sitemap protocol's own limit, unpacked
MAX_SUMMARY = 20_000  # code points of an entry's own text
TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|yclid|msclkid|mc_[ce]id|igshid|_hs\w+|ref_src|cmpid|ns_\w+|xtor|at_medium|at_campaign)", re.IGNORECASE
)
BLOCKS = " | ".join(f".//{tag}" for tag in ("p", "br", "div", "li", "blockquote", "h1", "h2", "h3", "h4", "tr", "figure", "figcaption"))
ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
DOCTYPE_BYTES = 65_536  # a document type stands at the beginning


class Entry(NamedTuple):
    """One page that a list names: its address in normal form, and the list's own words on it."""

    url: str
    title: str | None = None
    published: str | None = None  # ISO 8601, UTC, of the list's own date
    author: str | None = None
    summary: str | None = None  # text without markup, a paragraph a line


class Listing(NamedTuple):
    """What a list holds: pages, further lists (of a sitemap index), its own title; `problem` where it could not be read (whole or in part)."""

    entries: tuple[Entry, ...] = ()
    lists: tuple[str, ...] = ()
    title: str | None = None
    problem: str | None = None
    language: str | None = None  # as the feed says


def read_listing(kind: Kind, data: bytes, base: str) -> Listing:
    """Read a list. `base` is the address that it came from."""
    if kind == "page":
        return read_links(data, base)
    if data[:2] == b"\x1f\x8b":
        try:
            data = unpack([data], "gzip", MAX_LISTING)
        except StoppedError as stopped:
            return Listing(problem=f"its packing: {stopped.args[1]}")
    if ENTITY.search(data[:DOCTYPE_BYTES]):
        return Listing(problem="it declares entities: such a list is refused")
    return read_feed(data, base) if kind == "feed" else read_sitemap(data, base)


def read_feed(data: bytes, base: str) -> Listing:
    """Read RSS, Atom or RDF. feedparser gets bytes in memory and no address, so that it fetches nothing; its markup is not used."""
    if not data.strip():
        return Listing(problem="it is empty")
    parsed: Any = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    entries = tuple(unique(entry_of(row, base) for row in parsed.entries[:MAX_ENTRIES]))
    title = plain(parsed.feed.get("title"))
    if not parsed.entries and not parsed.get("version"):
        return Listing(title=title, problem="it is no feed (neither RSS nor Atom nor RDF)")
    broken = f"broken at its end or in places: {str(parsed.get('bozo_exception'))[:200]}" if parsed.bozo and not entries else None
    return Listing(entries, (), title, broken, plain(parsed.feed.get("language")))


def entry_of(row: Any, base: str) -> Entry | None:  # noqa: ANN401 - feedparser's own dictionary
    """Read one entry; None without a usable address."""
    links = [link.get("href") for link in row.get("links", ()) if link.get("rel", "alternate") == "alternate"]
    identity = row.get("id") or ""
    address = normal(next((one for one in (*links, row.get("link"), identity if identity.startswith("http") else None) if one), ""), base)
    if address is None:
        return None
    when = row.get("published_parsed") or row.get("updated_parsed")
    content = [part.get("value", "") for part in row.get("content", ())]
    body = max([*content, row.get("summary") or ""], key=len)
    return Entry(address, plain(row.get("title")), stamp(when), plain(row.get("author")), paragraphs(body))


def stamp(when: Any) -> str | None:  # noqa: ANN401 - a time.struct_time in UTC, or None
    """A feed's date in ISO 8601; None for none, or one that no calendar has."""
    try:
        return datetime.fromtimestamp(timegm(when), UTC).isoformat() if when else None
    except (ValueError, TypeError, OverflowError, OSError):
        return None


def read_sitemap(data: bytes, base: str) -> Listing:
    """Read a sitemap, an index of sitemaps, or a plain list of addresses. XML with a document type is refused."""
    if not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        lines = data[: MAX_LISTING.max_bytes].decode("utf-8", "replace").splitlines()
        return Listing(tuple(unique(Entry(url) for line in lines[:MAX_ENTRIES] if (url := normal(line.strip(), base)))))
    try:
        root = SafeTree.fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        return Listing(problem=f"it is no sitemap that can be read: {type(error).__name__} {str(error)[:200]}")
    if local(root) == "sitemapindex":
        lists = [url for part in root if (url := normal(child_text(part, "loc") or "", base))]
        return Listing(lists=tuple(dict.fromkeys(lists[:MAX_ENTRIES])))
    if local(root) != "urlset":
        return Listing(problem=f"it is no sitemap: its root is {local(root)[:40]}")
    return Listing(tuple(unique(sitemap_entry(part, base) for part in list(root)[:MAX_ENTRIES])))


def sitemap_entry(part: Element, base: str) -> Entry | None:
    """Read one `url` of a sitemap, with what the news extension says of it."""
    address = normal(child_text(part, "loc") or "", base)
    if address is None:
        return None
    named = {local(one): (one.text or "").strip() for one in part.iter()}
    return Entry(address, plain(named.get("title")), named.get("publication_date") or named.get("lastmod") or None)


def read_links(data: bytes, base: str) -> Listing:
    """Read the links of a page that lists others (a section's front page): those on its own host only."""
    try:
        tree = lxml_html.document_fromstring(data, parser=lxml_html.HTMLParser(encoding="utf-8", no_network=True))
    except (ParserError, ValueError) as error:
        return Listing(problem=f"it is no page that can be read: {error}")
    host = urlsplit(base).hostname
    found = (normal(str(href), base) for href in tree.xpath("//a/@href"))
    here = [Entry(url) for url in found if url and urlsplit(url).hostname == host and url != base and urlsplit(url).path not in {"", "/"}]
    return Listing(tuple(unique(here[:MAX_ENTRIES])))


def normal(written: str, base: str) -> str | None:
    """An address in normal form: absolute, without fragment or parameters that only say who sent the reader; None if it cannot be asked."""
    if not written.strip():
        return None
    try:
        whole = urljoin(base, written.strip())
        port = urlsplit(base).port
    except ValueError:
        return None
    own = (
        frozenset({f"{urlsplit(base).hostname}:{port}"}) if port else frozenset[str]()
    )  # a list on a server that may be reached may name its own pages
    target = read_address(whole, own)
    if not isinstance(target, Target):
        return None
    parts = urlsplit(target.url)
    if "utm_" not in parts.query and not TRACKING.search(parts.query):
        return target.url
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(name)]
    return urlunsplit(parts._replace(query=urlencode(kept)))


def plain(markup: Any) -> str | None:  # noqa: ANN401 - whatever feedparser has
    """Text of a piece of markup in one line; None for nothing."""
    return " ".join((paragraphs(markup) or "").split()) or None


def paragraphs(markup: Any) -> str | None:  # noqa: ANN401 - whatever feedparser has
    """Text of a piece of markup, a paragraph a line: no tags, scripts or addresses of pictures; blanks as one. None for nothing."""
    if not isinstance(markup, str) or not markup.strip():
        return None
    text = markup[: 10 * MAX_SUMMARY]
    if "<" in text or "&" in text:
        try:
            tree = lxml_html.fragment_fromstring(" ".join(text.split()), create_parent="div")
        except (ParserError, ValueError):
            return None
        for part in tree.xpath(".//script | .//style | .//iframe | .//object"):
            part.drop_tree()
        for part in tree.xpath(BLOCKS):
            part.text, part.tail = f"\n{part.text or ''}", f"\n{part.tail or ''}"
        text = str(tree.text_content())
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)[:MAX_SUMMARY] or None


def unique(entries: Iterable[Entry | None]) -> Iterator[Entry]:
    """Each address once, the first time that it is named."""
    seen: set[str] = set()
    for entry in entries:
        if entry and entry.url not in seen:
            seen.add(entry.url)
            yield entry


def local(part: Element) -> str:
    """Name of an element without its namespace."""
    return str(part.tag).rpartition("}")[2]


def child_text(part: Element, name: str) -> str | None:
    """Text of the first child of this name."""
    return next(((one.text or "").strip() for one in part if local(one) == name), None)
