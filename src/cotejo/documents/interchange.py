"""Document JSON (one, a list, or JSON Lines) -> documents; bad rows are quarantined one by one."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import msgspec

from cotejo.documents.encodings import decode
from cotejo.documents.plain import stem, stop
from cotejo.language.detect import detect
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.document import Capture, Document, Embed, Extent
from cotejo.records.resolution import Interval


class EmbedRow(msgspec.Struct):
    """An embedded post as the interchange format has it."""

    name: str | None = None
    handle: str | None = None
    date: str | None = None
    text: str | None = None
    url: str | None = None


class Row(msgspec.Struct):
    """A document as the interchange format has it; only `text` is required."""

    text: str
    id: str | None = None
    url: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    language: str | None = None
    title: str | None = None
    links: list[str] | None = None
    embeds: list[EmbedRow] | None = None
    media: list[str] | None = None
    forwarded_from: str | None = None
    extent: Extent | None = None


KNOWN = frozenset(Row.__struct_fields__)


def read_rows(capture: Capture, data: bytes, media: Mapping[str, str], made_by: str) -> Iterator[Record]:
    """Read every row. One bad row is quarantined with its number; the others go on.

    Abstains: not_json, broken_encoding, no_document (the whole capture); bad_row, empty_text, unknown_field, bad_date, missing_media
    (one row, subject `capture#row`).
    """
    text, _, why = decode(data)
    if text is None:
        yield stop(capture, "broken_encoding", why, made_by)
        return
    rows = list(parse(text))
    if capture.media_type == "application/json" and len(rows) == 1 and isinstance(rows[0][1], str):
        yield stop(capture, "not_json", f"no JSON: {rows[0][1]}", made_by)
        return
    answered = False
    for number, body in rows:
        name = stem(capture) if len(rows) == 1 else f"{stem(capture)}-{number}"
        for record in read_row(RowPlace(capture, number, name, made_by), body, media):
            answered = answered or isinstance(record, Document)
            yield record
    if not answered:
        yield stop(capture, "no_document", f"none of its {len(rows)} rows is a document; see the rows' reasons", made_by)


def parse(text: str) -> Iterator[tuple[int, Any]]:
    """Yield (row number, value), or (row number, error text) for a line that is no JSON."""
    try:
        body: Any = msgspec.json.decode(text)
    except (msgspec.MsgspecError, RecursionError) as error:
        if "\n" not in text.strip():
            yield 1, str(error)
            return
    else:
        yield from enumerate(body if isinstance(body, list) else [body], start=1)
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                yield number, msgspec.json.decode(line)
            except (msgspec.MsgspecError, RecursionError) as error:
                yield number, str(error)


class RowPlace(NamedTuple):
    """Where a row stands, and the external id that it gets when it has none of its own."""

    capture: Capture
    number: int
    name: str
    made_by: str

    def note(self, reason: str, detail: str) -> Abstention:
        """Say what was not understood in this row."""
        where = f"{self.capture.locator or self.capture.url} row {self.number}"
        subject = f"{self.capture.id}#{self.number}"
        return Abstention(stage="documents.read", subject=subject, reason=reason, detail=f"{where}: {detail}", made_by=self.made_by)


def read_row(place: RowPlace, body: object, media: Mapping[str, str]) -> Iterator[Record]:
    """Turn one row into a document, with an abstention beside it for everything in it that was not understood."""
    note = place.note

    try:
        row = msgspec.convert(body, Row, strict=True)
    except msgspec.ValidationError as error:
        yield note("bad_row", f"no document JSON: {body if isinstance(body, str) else error}. Only `text` is required; the row's bytes are kept.")
        return
    if not row.text.strip():
        yield note("empty_text", "its text is empty")
        return
    if isinstance(body, dict) and body.keys() - KNOWN:
        yield note("unknown_field", f"unknown fields {', '.join(sorted(body.keys() - KNOWN))} were not read; known: {', '.join(sorted(KNOWN))}")
    published, published_at, problem = read_date(row.published)
    if problem:
        yield note("bad_date", problem)
    missing = [path for path in row.media or [] if path not in media]
    if missing:
        yield note("missing_media", f"the media {', '.join(missing)} were not found beside the document and are not archived")
    yield Document(
        capture=place.capture.id,
        text=row.text,
        external_id=row.id or place.name,
        url=row.url,
        outlet=row.outlet,
        byline=row.byline,
        title=row.title,
        language=row.language.split("-")[0].lower() if row.language else detect(row.text),
        published=published,
        published_at=published_at,
        links=tuple(row.links or ()),
        embeds=tuple(Embed(name=post.name, handle=post.handle, date=post.date, text=post.text, url=post.url) for post in row.embeds or ()),
        media=tuple(media.get(path, path) for path in row.media or ()),
        forwarded_from=row.forwarded_from,
        extent=row.extent,
        made_by=place.made_by,
    )


def read_date(written: str | None) -> tuple[Interval | None, datetime | None, str | None]:
    """Read an ISO 8601 date or date-time. The day is the day where it was written (its own zone), as a paper's dateline would have it.

    Gives (interval, aware time or None, problem or None).
    """
    if not written:
        return None, None, None
    try:
        moment = datetime.fromisoformat(written)
        day = moment.date()
    except ValueError:
        return None, None, f"`published` is {written!r}, no ISO 8601 date: the document is undated"
    only_day = len(written) <= len(date.min.isoformat())
    aware = None if only_day or moment.tzinfo is None else moment.astimezone(UTC)
    return Interval(earliest=day, latest=day, basis="stated", granularity="day"), aware, None
