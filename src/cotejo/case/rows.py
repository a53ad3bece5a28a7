"""Records -> what the store keeps of them: their rows, units of work, digests; and which of several rows of one id stands."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

import msgspec

from cotejo.case.ledger import Books
from cotejo.records.base import CANONICAL, Record

Item = TypeVar("Item")
CHUNK = 500  # values per IN (...): SQLite takes 999 in its oldest builds


class Row(NamedTuple):
    """Where a record lies in the store, without its body."""

    seq: int
    id: str
    type: str
    content: bytes


class Work(NamedTuple):
    """A unit that a stage did: its outputs in their order."""

    work: int
    books: Books
    rows: tuple[Row, ...]


class Sealed(NamedTuple):
    """What a unit of work is known by: memo key, stage, stage@version, unit id, its books."""

    key: bytes
    stage: str
    made_by: str
    unit: str
    books: Books


class Done(NamedTuple):
    """A unit to be kept: memo key, stage, stage@version, unit id, its books, what came out."""

    key: bytes
    stage: str
    made_by: str
    unit: str
    books: Books
    records: tuple[Record, ...]


class Shaped(NamedTuple):
    """A record with what its row holds."""

    record: Record
    id: str
    type: str
    digest: bytes
    content: bytes
    line: str


def shape(record: Record) -> Shaped:
    """Give the line of a record, the digest of the line, and the digest of its content without `made_by`."""
    body = msgspec.to_builtins(record)
    line = record.as_line()
    body.pop("made_by", None)
    return Shaped(
        record, record.id, record.type_name(), hashlib.sha256(line.encode()).digest(), hashlib.sha256(CANONICAL.encode(body)).digest(), line
    )


def stand(*rows: Iterable[tuple[Row, bool]]) -> list[Row]:
    """Of rows with equal ids keep one, whatever came first: a person's, else the greater digest; by id."""
    every = sorted((pair for part in rows for pair in part), key=lambda pair: (pair[0].id, pair[1], pair[0].content))
    return list({row.id: row for row, _ in every}.values())


def digest_of(rows: Iterable[Row]) -> str:
    """SHA-256 over what rows hold, whatever their order: the content of a whole run in one line of the log."""
    return hashlib.sha256(b"".join(sorted(row.content for row in rows))).hexdigest()


def seal_of_work(done: Sealed, contents: Iterable[bytes]) -> bytes:
    """SHA-256 over a unit of work and the contents of what came out, in their order."""
    head = CANONICAL.encode([done.key.hex(), done.stage, done.made_by, done.unit, *done.books])
    return hashlib.sha256(hashlib.sha256(head).digest() + b"".join(contents)).digest()


def seal_of_run(seals: Iterable[bytes], ledger: Iterable[str]) -> str:
    """SHA-256 over the units that make up a run and the lines of its ledger: what the log says of it beside the digest of its records."""
    return hashlib.sha256(b"".join(sorted(seals)) + hashlib.sha256("\n".join(ledger).encode()).digest()).hexdigest()


def chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Cut a sequence into pieces that one query takes."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]
