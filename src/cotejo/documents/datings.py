"""A page -> the day on which it says that it was published, with where it says so: its data, meta tags, an element, its text, its address."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from htmldate import find_date
from lxml.html import HtmlElement

from cotejo.documents.headings import squeezed
from cotejo.documents.interchange import read_date
from cotejo.language.load import read
from cotejo.records.document import DatedBy, Document
from cotejo.records.resolution import Interval

METAS = (
    "article:published_time", "og:article:published_time", "article:published", "parsely-pub-date", "date", "dc.date", "dc.date.issued",
    "dcterms.date", "dcterms.issued", "dcterms.created", "dc.date.created", "pubdate", "publishdate", "publish-date", "publication_date",
    "datepublished", "sailthru.date", "citation_publication_date", "citation_date", "cxenseparse:recs:publishtime", "originalpublicationdate",
    "mediator_published_time", "article.published", "rnews:datepublished",
)  # fmt: skip
IN_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/-]|$)|/((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[/-]|$)"
)
NUMERIC = re.compile(r"\b(0?[1-9]|[12]\d|3[01])[./](0?[1-9]|1[0-2])[./]((?:19|20)\d\d)\b")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)\s?(Z|[+-]\d{2}:?\d{2})?)?")
DATED = re.compile(r"date|time|fecha|data|publish|posted|created", re.IGNORECASE)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
MAX_WRITTEN = 100  # code points of a date
SHORT_LINE = 60  # code points of a line that holds a date and little else
NEAREST = 12  # short lines with a year that are looked at, from the title on


class Dating(NamedTuple):
    """A day with its basis; the moment where a time of day with its zone is given."""

    published: Interval | None = None
    moment: datetime | None = None
    basis: DatedBy | None = None


class Place(NamedTuple):
    """What a date is looked for with: the page, its title, its address, the language, and the last day that it can be."""

    tree: HtmlElement
    title: str | None
    url: str
    language: str | None
    newest: date


def read_dating(said: str | None, meta: Mapping[str, str], place: Place, html: str) -> Dating:
    """Look where pages say their date, the surest first; a date after `newest` is none. An address and a guess give days only."""
    for basis, written in sources(said, meta, place):
        found = parse(written)
        if found and found.published and found.published.earliest and found.published.earliest <= place.newest:
            return found._replace(basis=basis)
    near = next(near_title(place), None)
    if near:
        return Dating(near, None, "text")
    in_address = IN_ADDRESS.search(urlsplit(place.url).path)
    if in_address:
        year, month, day = (int(one) for one in in_address.groups() if one)
        found = parse(f"{year:04}-{month:02}-{day:02}")
        if found:
            return found._replace(basis="url")
    guess = find_date(html, original_date=True, extensive_search=False, url=place.url, max_date=place.newest.isoformat())
    published, _, _ = read_date(guess)
    return Dating(published, None, "guess") if published else Dating()


def sources(said: str | None, meta: Mapping[str, str], place: Place) -> Iterator[tuple[DatedBy, str]]:
    """Yield what the page marks as its date, the surest first."""
    if said:
        yield "json-ld", said
    yield from (("meta", meta[name]) for name in METAS if name in meta)
    tree = place.tree
    for part in tree.xpath("//*[@itemprop='datePublished']"):
        yield "element", part.get("content") or part.get("datetime") or part.get("title") or squeezed(part.text_content())
    yield from (("element", str(value)) for value in tree.xpath("//time[@pubdate]/@datetime | //abbr[@class='published']/@title"))
    yield from (("element", str(value)) for value in tree.xpath("(//article//time | //h1/following::time | //main//time)/@datetime")[:1])
    yield from (("element", str(value)) for value in tree.xpath("//time/@datetime")[:1])


def parse(written: str) -> Dating | None:
    """Read a date as data has it: ISO 8601 and its relatives, RFC 2822, or day, month, year in figures."""
    text = written.strip()[:MAX_WRITTEN]
    published, moment, problem = read_date(text)
    if published and not problem:
        return Dating(published, moment)
    found = ISO.search(text)
    if found:
        year, month, day, clock, zone = found.groups()
        zoned = f"T{clock.rjust(5, '0')}{zone}" if clock and zone else ""
        published, moment, problem = read_date(f"{year}-{int(month):02}-{int(day):02}{zoned}")
        return Dating(published, moment) if published and not problem else None
    numeric = NUMERIC.search(text)
    if numeric:
        day, month, year = numeric.groups()
        published, _, problem = read_date(f"{year}-{int(month):02}-{int(day):02}")
        return Dating(published, None) if published and not problem else None
    try:
        sent = parsedate_to_datetime(text)
    except ValueError:
        return None
    day_sent = sent.date()
    return Dating(Interval(earliest=day_sent, latest=day_sent, basis="stated", granularity="day"), sent.astimezone(UTC) if sent.tzinfo else None)


def near_title(place: Place) -> Iterator[Interval]:
    """Yield the days of short lines that hold one date and little else, from the title on."""
    looked = 0
    for line in lines_from(place.tree, place.title):
        if not YEAR.search(line):
            continue
        looked += 1
        if looked > NEAREST:
            return
        numeric = NUMERIC.search(line)
        found = parse(numeric.group()) if numeric else None
        days = [found.published] if found and found.published else list(written_days(line, place.language))
        if len(days) == 1 and days[0].earliest and days[0].earliest <= place.newest:
            yield days[0]


def lines_from(tree: HtmlElement, title: str | None) -> Iterator[str]:
    """Yield short lines of the page in their order: those after the title first, then those before it."""
    lines = [squeezed(str(text)) for text in tree.xpath("//body//text()[normalize-space()][not(ancestor::script or ancestor::style)]")]
    at = next((number for number, line in enumerate(lines) if title and title in line), 0)
    yield from (line for line in (*lines[at:], *reversed(lines[:at])) if len(line) <= SHORT_LINE)


def written_days(line: str, language: str | None) -> Iterator[Interval]:
    """Yield the days that a line writes out in words."""
    reading = read(Document(capture="page", text=line, external_id="line", language=language, made_by="documents.read@1"))
    for sentence in reading.sentences:
        yield from (one.interval for one in sentence.dates if one.interval.earliest and one.interval.earliest == one.interval.latest)
