"""What was archived, and the text that was read from it."""

from datetime import datetime
from typing import Literal

from cotejo.records.base import Record
from cotejo.records.resolution import Interval

DatedBy = Literal["json-ld", "meta", "element", "text", "url", "guess"]
Extent = Literal["feed"]


class Exchange(Record, frozen=True, kw_only=True):
    """How a capture came over the network: what was asked when (aware UTC), by which addresses it was sent on, who answered, with what headers.

    The server's own clock is the header `date`; `etag` and `last-modified` are what the next question is made conditional on.
    """

    asked: str
    redirects: tuple[str, ...] = ()
    status: int
    headers: tuple[tuple[str, str], ...] = ()  # names in lower case, in their order
    peer: str | None = None  # address:port at the other end of the socket
    asked_at: datetime


class Capture(Record, frozen=True, kw_only=True):
    """Original bytes as they came: where from, when, and their SHA-256.

    `fetched_at` is aware UTC, or None for a file that was handed over and never fetched (its custody entry has the time of the hand-over).
    """

    key = ("url", "fetched_at", "sha256")

    url: str
    fetched_at: datetime | None
    sha256: str
    media_type: str
    size_bytes: int
    locator: str = ""  # the file's path relative to the folder that was added, or the record inside an archive
    http_date: str | None = None
    exchange: Exchange | None = None  # None for a file that was handed over
    derived_from: str | None = None  # capture of the file that this was taken out of (a row of an export, a page of a web archive)
    made_by: str


class Embed(Record, frozen=True, kw_only=True):
    """A post or card shown inside a document: who, when (as written), what."""

    name: str | None = None
    handle: str | None = None
    date: str | None = None
    text: str | None = None
    url: str | None = None


class Picture(Record, frozen=True, kw_only=True):
    """A picture as its page shows it: its address, what stands with it, and the capture of its bytes (None where they were not archived)."""

    url: str
    caption: str | None = None
    credit: str | None = None  # who took it, as written
    alt: str | None = None
    capture: str | None = None


class Making(Record, frozen=True, kw_only=True):
    """How a program made a text out of a picture: out of which capture, by which tool in which version, with what parameters.

    Such a text is nobody's report: it rests on what shows the picture. `confidence` is the tool's own, per cent.
    """

    derived_from: str
    tool: str
    version: str
    parameters: tuple[str, ...] = ()
    confidence: float | None = None


class Document(Record, frozen=True, kw_only=True):
    """A text with what its page says of itself. `text` is exactly what spans count in; it never includes the title."""

    key = ("capture", "external_id", "text")  # two outlets may print one text, handed over in one file

    capture: str
    text: str
    external_id: str  # comes back in every export as `doc`
    url: str | None = None
    outlet: str | None = None
    byline: str | None = None
    title: str | None = None
    language: str | None = None  # BCP 47; None = not recognised
    published: Interval | None = None
    published_at: datetime | None = None  # aware, when the page gives a time of day
    dated_by: DatedBy | None = None  # where the page says its date
    links: tuple[str, ...] = ()
    embeds: tuple[Embed, ...] = ()
    credits: tuple[str, ...] = ()  # of its pictures, as written
    media: tuple[str, ...] = ()  # capture ids of pictures and tracks, or the path as given when it was not archived
    pictures: tuple[Picture, ...] = ()  # of its own content, as the page shows them
    forwarded_from: str | None = None
    extent: Extent | None = None  # feed: only what its outlet's feed says; the page itself is closed. None: as it was printed
    making: Making | None = None  # None for a text that somebody wrote
    made_by: str
