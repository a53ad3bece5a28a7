"""A saved web page -> one document: main text, title, byline, outlet, date with its basis, links and embedded posts."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from htmldate import find_date
from lxml import html as lxml_html
from lxml.etree import ParserError
from trafilatura import bare_extraction

from cotejo.documents.encodings import decode
from cotejo.documents.interchange import read_date
from cotejo.documents.markup import Markup, read_markup
from cotejo.documents.plain import stem, stop
from cotejo.language.detect import detect
from cotejo.records.base import Record
from cotejo.records.document import Capture, Document
from cotejo.records.resolution import Interval

DECLARED = re.compile(rb"""charset\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
HEAD_BYTES = 4096  # the HTML standard looks for the declaration in the first 1,024 bytes; pages of the wild put it later
NO_NEWEST = "2100-01-01"  # a page handed over without a fetch time: no clock decides what its future is
MAX_DEPTH = 2000  # deeper nesting is no article; parsing it takes seconds


def read_page(capture: Capture, data: bytes, media: Mapping[str, str], made_by: str) -> Iterator[Record]:
    """Read a page. The main text is trafilatura's (`fast`), what the page says of itself comes from JSON-LD, then meta tags, then the address.

    Abstains with the capture as subject: broken_encoding, no_main_text.
    """
    text, _, why = decode(data, declared_encoding(capture, data))
    if text is None:
        yield stop(capture, "broken_encoding", why, made_by)
        return
    tree = parse(text)
    found = None if tree is None else bare_extraction(tree, fast=True, include_comments=False, include_tables=True, with_metadata=False)
    body = (getattr(found, "text", None) or "").strip() if found is not None else ""
    if tree is None or not body:
        why = "no article text was found on the page (a menu, a script or a picture only); save the article's own page"
        yield stop(capture, "no_main_text", why, made_by)
        return
    markup = read_markup(parse(text))
    published, published_at = publication(markup, text, capture)
    yield Document(
        capture=capture.id,
        text=body,
        external_id=stem(capture),
        url=markup.canonical or (capture.url if capture.url.startswith("http") else None),
        outlet=markup.outlet,
        byline=markup.byline,
        title=markup.title,
        language=detect(body) or (markup.language or "").split("-")[0].lower() or None,
        published=published,
        published_at=published_at,
        links=markup.links,
        embeds=markup.embeds,
        media=tuple(media[path] for path in markup.images if path in media),
        made_by=made_by,
    )


def declared_encoding(capture: Capture, data: bytes) -> str | None:
    """The encoding that the server's header names, else the one that the page names (the order of the HTML standard)."""
    header = dict(reversed(capture.exchange.headers)).get("content-type", "") if capture.exchange else ""
    found = DECLARED.search(header.encode("ascii", "replace")) or DECLARED.search(data[:HEAD_BYTES])
    return found.group(1).decode("ascii", "replace") if found else None


def parse(text: str) -> lxml_html.HtmlElement | None:
    """Parse a page; None where nothing can be parsed or the nesting is absurd."""
    if text.count("<") > MAX_DEPTH and deepest(text) > MAX_DEPTH:
        return None
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, no_network=True, huge_tree=False)
        return lxml_html.document_fromstring(text.encode("utf-8", "surrogatepass"), parser=parser)
    except (ParserError, ValueError):
        return None


TAG = re.compile(r"<(/?)(div|span|section|blockquote|ul|ol|li|table|tr|td|b|i|em|strong|font|a|p)\b", re.IGNORECASE)


def deepest(text: str) -> int:
    """Depth of nesting of the tags that nest, counted without parsing."""
    depth = most = 0
    for match in TAG.finditer(text):
        depth += -1 if match.group(1) else 1
        depth = max(depth, 0)
        most = max(most, depth)
    return most


def publication(markup: Markup, text: str, capture: Capture) -> tuple[Interval | None, datetime | None]:
    """When the page says that it was published: JSON-LD or meta, else what htmldate finds in address and text."""
    if markup.published:
        published, moment, _ = read_date(markup.published)
        if published:
            return published, moment
    newest = capture.fetched_at.date().isoformat() if capture.fetched_at else NO_NEWEST
    guess = find_date(text, original_date=True, extensive_search=False, url=markup.canonical or capture.url, max_date=newest)
    if not guess:
        return None, None
    published, moment, _ = read_date(guess)
    return published, moment
