"""A saved web page -> one document: main text, title, byline, outlet, date with its basis, links and embedded posts."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from lxml import html as lxml_html
from lxml.etree import ParserError
from trafilatura import bare_extraction

from cotejo.documents.bylines import strip
from cotejo.documents.datings import SHORT_LINE, Dating, Place, read_dating
from cotejo.documents.encodings import decode
from cotejo.documents.layout import straighten
from cotejo.documents.markup import Markup, read_markup
from cotejo.documents.pictures import read_pictures
from cotejo.documents.plain import stem, stop
from cotejo.language.detect import detect
from cotejo.records.base import Record
from cotejo.records.document import Capture, Document, Picture
from cotejo.text.folding import fold

DECLARED = re.compile(rb"""charset\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
HEAD_BYTES = 4096  # the HTML standard looks for the declaration in the first 1,024 bytes; pages of the wild put it later
NO_NEWEST = date(2100, 1, 1)  # a page handed over without a fetch time: no clock decides what its future is
SHORT_BODY = 300  # code points; a shorter text is looked for again
HEAD_LINES = 4  # in which a title, a date or a name may still stand before the text
CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[apAP]\.?[mM]\.?|\s?h)?")
DAY_LINE = re.compile(
    r"(?:\w{1,12}\.?,?\s+)?(?:\d{1,2}[.\s/-]+(?:de\s+)?[\w.]{1,12}[,.\s/-]+(?:de\s+)?\d{4}|[A-Z]\w{2,8}\.?\s+\d{1,2},?\s+\d{4})(?:\s*(?:г\.?|года))?(?:[\s,|–-]+\d{1,2}[:.]\d{2})?"
)
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
    markup = read_markup(tree, capture.url)
    shown = read_pictures(tree, capture.url)
    body = main_text(text, markup)
    if not body:
        why = "no article text was found on the page (a menu, a script or a picture only); save the article's own page"
        yield stop(capture, "no_main_text", why, made_by)
        return
    language = detect(body) or (markup.language or "").split("-")[0].lower() or None
    dating = published_when(text, markup, capture, language)
    yield Document(
        capture=capture.id,
        text=body,
        external_id=stem(capture),
        url=markup.canonical or (capture.url if capture.url.startswith("http") else None),
        outlet=markup.outlet,
        byline=markup.byline,
        title=markup.title,
        language=language,
        published=dating.published,
        published_at=dating.moment,
        dated_by=dating.basis,
        links=markup.links,
        embeds=markup.embeds,
        credits=markup.credits,
        media=tuple(dict.fromkeys(media[path] for path in (*markup.images, *(one.path for one in shown)) if path in media)),
        pictures=tuple(
            Picture(url=one.url or one.path, caption=one.caption, credit=one.credit, alt=one.alt, capture=media.get(one.path)) for one in shown
        ),
        made_by=made_by,
    )


def main_text(text: str, markup: Markup) -> str:
    """The article's paragraphs, a line each, without the lines that only repeat its title, date, outlet or byline; "" for none."""
    tree = parse(text)
    if tree is None:
        return ""
    body = extract(straighten(tree))
    if len(body) < SHORT_BODY:  # what was taken out may have been the article: the page as it is decides
        plain = parse(text)
        whole = extract(plain) if plain is not None else ""
        body = whole if len(whole) > 2 * len(body) else body
    lines = body.split("\n")
    aside = {fold(line) for line in (markup.title, markup.outlet, markup.byline) if line}
    while lines and beside(lines[0], aside):
        lines.pop(0)
    while lines and beside(lines[-1], aside):
        lines.pop()
    return "\n".join(line for number, line in enumerate(lines) if not CLOCK.fullmatch(line) and (number >= HEAD_LINES or not beside(line, aside)))


def extract(tree: lxml_html.HtmlElement) -> str:
    """Find the article's text by trafilatura."""
    found = bare_extraction(tree, fast=True, include_comments=False, include_tables=True, with_metadata=False)
    return (getattr(found, "text", None) or "").strip() if found is not None else ""


def beside(line: str, aside: set[str]) -> bool:
    """Whether a line is no part of the article's text: nothing, a known name, a day or a time of day, "by" and a name."""
    short = line.strip(" |-–—·•*#")
    if not short or fold(short) in aside or CLOCK.fullmatch(short):
        return True
    if len(short) > SHORT_LINE:
        return False
    return fold(strip(short)) in aside or bool(DAY_LINE.fullmatch(short))


def published_when(text: str, markup: Markup, capture: Capture, language: str | None) -> Dating:
    """When the page says that it was published; never after it was fetched."""
    tree = parse(text)
    if tree is None:
        return Dating()
    newest = capture.fetched_at.date() if capture.fetched_at else NO_NEWEST
    place = Place(tree, markup.title, markup.canonical or capture.url, language, newest)
    return read_dating(markup.published, markup.meta, place, text)


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
