"""JSON lines -> records -> JSON lines, and the JSON Schema of all of them."""

import sys
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from cotejo.errors import DamagedRecord
from cotejo.records.abstention import Abstention, LedgerLine
from cotejo.records.attribution import Attribution, Source, Stance
from cotejo.records.base import Record
from cotejo.records.claim import Actor, Claim, Equipment, Site
from cotejo.records.document import Capture, Document, Embed, Exchange, Making, Picture
from cotejo.records.dossier import Statement
from cotejo.records.event import Derivation, Disputed, Event, Link, Reason
from cotejo.records.evidence import Exhibit, Finding, Measure
from cotejo.records.origin import Assessment, DetailOrigins, Flag, Origin, OwnReporting
from cotejo.records.resolution import Candidate, Entity, Interval, Place, Resolution
from cotejo.records.span import Quantity, Span

KINDS: dict[str, type[Record]] = {
    record.type_name(): record
    for record in (
        Abstention, Actor, Assessment, Attribution, Candidate, Capture, Claim, Derivation, DetailOrigins, Disputed, Document, Embed, Entity,
        Equipment, Event, Exchange, Exhibit, Finding, Flag, Interval, LedgerLine, Link, Making, Measure, Origin, OwnReporting, Picture, Place,
        Quantity, Reason, Resolution, Site, Source, Span, Stance, Statement,
    )
}  # fmt: skip


class Tag(msgspec.Struct):
    """Only the type of a line."""

    type: str


def decode(line: str | bytes) -> Record:
    """Decode one line of JSON into the record that its `type` names.

    Raises:
        DamagedRecord: an unknown type, or what `Record.from_line` raises.
    """
    try:
        tag = msgspec.json.decode(line, type=Tag).type
    except msgspec.MsgspecError as error:
        raise DamagedRecord(f"a record line has no type: {error}; it begins {line[:80]!r}") from error
    if tag not in KINDS:
        raise DamagedRecord(f"unknown record type {tag!r}; known: {', '.join(sorted(KINDS))}")
    return KINDS[tag].from_line(line)


def read_lines(lines: Iterable[str]) -> Iterator[Record]:
    """Decode JSON lines, skipping blank ones; an error names the line number."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                record = decode(line)
            except DamagedRecord as error:
                raise DamagedRecord(f"line {number}: {error}") from error
            yield record


def schema() -> dict[str, Any]:
    """JSON Schema of every record kind, keyed by type; `docs/schema.json` is this, compared in the tests."""
    _, components = msgspec.json.schema_components(list(KINDS.values()), ref_template="#/$defs/{name}")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Cotejo records", "$defs": dict(sorted(components.items()))}


if __name__ == "__main__":
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(schema()), indent=1).decode() + "\n")
