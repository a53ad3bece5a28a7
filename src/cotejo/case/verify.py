"""A case folder -> every object in it that is not what was archived, by name; nothing is trusted, nothing changed."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Integer, LargeBinary, Text, func, or_, select, text

from cotejo.case import custody
from cotejo.case.blobs import Blobs
from cotejo.case.folder import BLOBS, DATABASE, LOG, read_settings
from cotejo.case.rows import shape
from cotejo.case.store import Store
from cotejo.case.tables import ATTACHMENT, META, RECORD
from cotejo.case.verdict import Check, Verdict
from cotejo.case.verify_indexes import check_indexes
from cotejo.case.verify_runs import check_runs, check_works
from cotejo.errors import CotejoError, DamagedBlob, DamagedCase, EvidenceError, SpanMismatch
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.codec import decode
from cotejo.records.document import Capture, Document
from cotejo.records.span import Span

STORED = ("assessment", "attribution", "capture", "claim", "derivation", "document", "event", "exhibit", "finding", "link", "origin", "statement")
KINDS = {Integer: "integer", LargeBinary: "blob", Text: "text"}  # columns -> what SQLite calls their values
POINTER = re.compile(rf"(?:{'|'.join(STORED)})-[0-9a-f]{{16}}")  # a string that is wholly this names another record


def verify(folder: Path) -> Verdict:
    """Check all of a case: hashes, records, spans, references, log. Damage to one part does not stop the check of the others."""
    check = Check(folder)
    try:
        read_settings(folder)
    except CotejoError as error:
        check.blame("cotejo.toml", str(error))
    kept = check_database(check)
    check_blobs(check, set(buried(read_entries(kept))))
    check_log(check, kept)
    return Verdict(check.counts, tuple(check.faults), tuple(check.notes))


def check_database(check: Check) -> list[bytes] | None:
    """Check `case.db`; give its copy of the log, None when it cannot be read."""
    try:
        store = Store.open(check.folder / DATABASE)
        with store.reading() as link:
            check_integrity(check, link)
            if not check_cells(check, link):
                return None
            check_records(check, link)
            check_indexes(check, link)
            check_spans(check, link)
            check_works(check, link)
            check_runs(check, link, store)
            return store.custody(link)
    except CotejoError as error:
        check.blame("case.db", str(error))
        return None


def check_integrity(check: Check, link: Connection) -> None:
    """Ask SQLite about its pages and foreign keys."""
    for answer in link.execute(text("PRAGMA integrity_check")).scalars():
        if answer != "ok":
            check.blame("case.db", f"SQLite's integrity check says: {answer}")
    for table, row, other, _ in link.execute(text("PRAGMA foreign_key_check")):
        check.blame("case.db", f"row {row} of table {table} points at a row of {other} that is not there")


def check_cells(check: Check, link: Connection) -> bool:
    """Whether every cell is of its column's kind: SQLite itself keeps what it is given, and reads what the disk gives."""
    sound = True
    for table in META.sorted_tables:
        wrong = [func.typeof(column) != KINDS[type(column.type)] for column in table.columns]
        count = link.execute(select(func.count()).select_from(table).where(or_(*wrong))).scalar_one()
        if count:
            check.blame("case.db", f"{count} rows of its table {table.name} hold values of another kind than was written")
            sound = False
    return sound


def check_records(check: Check, link: Connection) -> None:
    """Decode every record; compare its line, id, type and content with their digests."""
    for row_id, kind, digest, content, line in link.execute(select(RECORD.c.id, RECORD.c.type, RECORD.c.digest, RECORD.c.content, RECORD.c.line)):
        check.counts["records"] += 1
        check.ids.add(row_id)
        try:
            record = decode(line)
        except EvidenceError as error:  # damaged, or a span in it that cannot be
            check.blame(row_id, str(error))
            continue
        found = shape(record)
        if hashlib.sha256(line.encode()).digest() != digest or (found.id, found.type, found.content) != (row_id, kind, content):
            check.blame(row_id, "its line is not the one that was written: digest, id or type do not match")
        if isinstance(record, Capture):
            check.captures[row_id] = record
        elif isinstance(record, Document):
            check.texts[row_id] = record.text


def check_spans(check: Check, link: Connection) -> None:
    """Check every span against its document's text, and that every named record is there."""
    for row_id, line in link.execute(select(RECORD.c.id, RECORD.c.line)):
        try:
            record = decode(line)
        except EvidenceError:
            continue  # named already
        for span in spans_in(record):
            check.counts["spans"] += 1
            check_span(check, row_id, span)
        for name in pointers_in(record):
            check.counts["references"] += 1
            if name not in check.ids:
                check.blame(row_id, f"it names {name}, which is not in the case")
    for capture, path, target in link.execute(select(ATTACHMENT)):
        for name in sorted({capture, target} - check.captures.keys()):
            check.blame(name, f"the path {path!r} is noted for it, but it is not in the case")


def check_span(check: Check, row_id: str, span: Span) -> None:
    """Check one span against its document's text."""
    document = check.texts.get(span.document)
    if document is None:
        check.blame(row_id, f"it quotes {span.document}, which is not in the case")
        return
    try:
        span.check(document)
    except SpanMismatch as error:
        check.blame(row_id, str(error))


def read_entries(lines: list[bytes] | None) -> list[custody.Entry]:
    """Entries of the log that can be read."""
    found = []
    for line in lines or ():
        try:
            found.append(custody.read_line(line))
        except DamagedCase:
            continue  # named elsewhere
    return found


def buried(entries: list[custody.Entry]) -> dict[str, str]:
    """Hash of bytes that were removed by law -> the reason."""
    return {sha256: entry.detail["reason"] for entry in entries if entry.act == custody.TOMBSTONE for sha256 in entry.detail["removed"]}


def check_blobs(check: Check, removed: set[str]) -> None:
    """Hash every blob again, and look for those that captures name; those that a tombstone removed must be gone."""
    blobs = Blobs(check.folder / BLOBS)
    names = set(blobs.names())
    used = {capture.sha256: capture for _, capture in sorted(check.captures.items(), reverse=True)}
    for sha256 in sorted(removed & names):
        check.blame(f"blob {sha256}", "a tombstone says that it was removed; it is still here: an act was cut off, give the same command again")
    if removed:
        check.notes.append(f"{len(removed)} files of bytes were removed by law; the log has their hashes and the reasons.")
    for sha256 in sorted((names | set(used)) - removed):
        check.counts["blobs"] += 1
        try:
            size = len(blobs.read(sha256))
        except DamagedBlob as error:
            named = f" (capture {used[sha256].id}, {used[sha256].locator})" if sha256 in used else ""
            check.blame(f"blob {sha256}", f"{error}{named}")
            continue
        if sha256 in used and size != used[sha256].size_bytes:
            check.blame(used[sha256].id, f"it says {used[sha256].size_bytes} bytes, the blob has {size}")
    unused = len(names - set(used))
    if unused and used:
        check.notes.append(f"{unused} blobs belong to no capture: an `add` was cut off; add the files again.")


def check_log(check: Check, kept: list[bytes] | None) -> None:
    """Check the chain of `audit.jsonl`, against the database's copy where that can be read."""
    path = check.folder / LOG
    log = path.read_bytes() if path.exists() else b""
    lines = kept if kept is not None else log.splitlines(keepends=True)
    if not lines:
        check.blame(LOG, "it is empty or missing, and so is the copy that case.db keeps")
        return
    check.counts["log entries"] = len(lines)
    for what in custody.faults(log, lines):
        check.blame(LOG, what)
    if custody.lag(log, lines):
        check.notes.append(f"{LOG} lacks (part of) its last entry: the act was cut off after it was stored; the next act completes it.")


def spans_in(value: object) -> Iterator[Span]:
    """Every span in a record, however deep."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from spans_in(one)
    elif isinstance(value, Record):
        for name in value.__struct_fields__:
            yield from spans_in(getattr(value, name))


def pointers_in(record: Record) -> Iterator[str]:
    """Every id of another record that a record names; an abstention's subject may be a thing that was never stored."""
    if not isinstance(record, Abstention):
        yield from strings_in(msgspec.to_builtins(record))


def strings_in(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    """Ids among the strings of a JSON value."""
    if isinstance(value, str):
        if POINTER.fullmatch(value):
            yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from strings_in(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings_in(one)
