"""A corpus -> text in one of the formats that other tools read; and JSON lines back into records."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec

from cotejo.case.blobs import sha256_of
from cotejo.case.folder import Case
from cotejo.dossier import events_json, geojson, html, table
from cotejo.dossier.changes import Change
from cotejo.errors import DamagedRecord
from cotejo.records.base import Record
from cotejo.records.claim import Claim
from cotejo.records.codec import decode
from cotejo.records.corpus import Corpus

SHOWN = ("document", "doc", "start", "end", "exact")  # what an exported claim shows of its span and its document, beside its own fields


class Request(msgspec.Struct, frozen=True):
    """What an exporter gets: the case's records, its name, and its archive."""

    corpus: Corpus
    records: tuple[Record, ...]  # all current ones, by id: the corpus with what it does not index
    title: str
    blob: Callable[[str], bytes]
    changes: Callable[[], Sequence[Change]] = tuple  # what the latest run changed of the counts; asked only by formats that tell it


def jsonl(request: Request) -> str:
    """Every record of the case, one a line, `type` first; claims show document, external id and span."""
    return "".join(line(record, request.corpus) + "\n" for record in request.records)


def events(request: Request) -> str:
    """Events as one JSON object: claims, chains, origins, denials."""
    return events_json.render(request.corpus)


def places(request: Request) -> str:
    """GeoJSON (RFC 7946) of events with places."""
    return geojson.render(request.corpus)


def rows(request: Request) -> str:
    """CSV of events."""
    return table.render(request.corpus)


def page(request: Request) -> str:
    """The dossier as one self-contained HTML file."""
    return html.render(request.corpus, request.title, request.blob, request.changes())


def line(record: Record, corpus: Corpus) -> str:
    """One exported line."""
    if not isinstance(record, Claim):
        return record.as_line()
    body: dict[str, Any] = msgspec.json.decode(record.as_line())
    document = corpus.documents.get(record.span.document)
    span = record.span
    shown = dict(zip(SHOWN, (span.document, document.external_id if document else None, span.start, span.end, span.exact), strict=True))
    return msgspec.json.encode({"type": body.pop("type"), "id": body.pop("id")} | shown | body).decode()


def read_lines(lines: Iterable[str]) -> Iterator[Record]:
    """Decode JSON lines, exported ones too; blank lines are passed over.

    Raises:
        DamagedRecord: naming the line.
    """
    for number, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            yield decode(strip(text))
        except DamagedRecord as error:
            raise DamagedRecord(f"line {number}: {error}") from error


def strip(text: str) -> str | bytes:
    """Take from an exported claim what it only shows."""
    try:
        body = msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text  # the codec says what is wrong with it
    if isinstance(body, dict) and body.get("type") == Claim.type_name():
        return msgspec.json.encode({key: value for key, value in body.items() if key not in SHOWN})
    return text


def note(case: Case, name: str, text: str, at: datetime) -> None:
    """Log an export with its hash; a case that lies where nothing may be written (a court's copy) is left as it is."""
    if not os.access(case.folder, os.W_OK):
        return
    with case.changing(), case.act(at) as act:
        act.note("export", {"format": name, "sha256": sha256_of(text.encode()), "size_bytes": len(text.encode())})
