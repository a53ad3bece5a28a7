"""The tables of `case.db`: records and the log are only added to; text and places are indexed."""

import hashlib

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

from cotejo.records.base import CANONICAL
from cotejo.records.codec import KINDS

TABLES_VERSION = 2  # raised when a table below changes, or a record's field its type
META = MetaData()

# `digest` = SHA-256 of the line; `content` = the same without `made_by`: what decides whether later work must be done again
RECORD = Table(
    "record",
    META,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, index=True),
    Column("type", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("content", LargeBinary, nullable=False),
    Column("line", Text, nullable=False),
)
# what `cotejo add` brought in: captures, and abstentions about files that could not be taken
INTAKE = Table(
    "intake", META, Column("record", ForeignKey("record.seq"), primary_key=True), Column("custody", ForeignKey("custody.number"), nullable=False)
)
# a path as one capture's file writes it, and the capture that it means
ATTACHMENT = Table(
    "attachment",
    META,
    Column("capture", Text, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("target", Text, nullable=False),
    sqlite_with_rowid=False,
)
# one unit done by one stage; `key` = digest of (stage@version, settings, inputs)
WORK = Table(
    "work",
    META,
    Column("work", Integer, primary_key=True),
    Column("key", LargeBinary, nullable=False, index=True),
    Column("stage", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("inputs", Integer, nullable=False),  # the books of this unit (of many, for a stage over the whole case)
    Column("answered", Integer, nullable=False),
    Column("abstained", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("seal", LargeBinary, nullable=False),  # over all of the above and the contents of what came out: `cotejo verify` computes it again
)
OUTPUT = Table(
    "output",
    META,
    Column("work", ForeignKey("work.work"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("record", ForeignKey("record.seq"), nullable=False),
    sqlite_with_rowid=False,
)
RUN = Table(
    "run",
    META,
    Column("run", Integer, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("custody", ForeignKey("custody.number"), nullable=False),
)
RUN_WORK = Table(
    "run_work",
    META,
    Column("run", ForeignKey("run.run"), primary_key=True),
    Column("work", ForeignKey("work.work"), primary_key=True),
    sqlite_with_rowid=False,
)
RUN_LEDGER = Table(
    "run_ledger",
    META,
    Column("run", ForeignKey("run.run"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("line", Text, nullable=False),
    UniqueConstraint("run", "position"),
)
# the log's own copy: written in the transaction of the act itself, so that no act is without its entry
CUSTODY = Table("custody", META, Column("number", Integer, primary_key=True), Column("line", LargeBinary, nullable=False))

APPEND_ONLY = (RECORD, INTAKE, ATTACHMENT, WORK, OUTPUT, RUN, RUN_WORK, RUN_LEDGER, CUSTODY)

INDEXES = (
    "CREATE VIRTUAL TABLE document_text USING fts5(title, text, content='', tokenize=\"unicode61 remove_diacritics 2\")",  # rowid = record.seq
    "CREATE VIRTUAL TABLE place_box USING rtree(seq, west, east, south, north)",  # degrees WGS 84; seq = the Resolution's
)


def shape_version() -> int:
    """Number the shapes of tables and records: it changes with any field's name or key, and stands in the file as `PRAGMA user_version`.

    So a case of another version of the program is told apart from a damaged one.
    """
    shapes = {name: (kind.key, kind.__struct_fields__) for name, kind in KINDS.items()}
    digest = hashlib.sha256(CANONICAL.encode([TABLES_VERSION, shapes])).digest()
    return int.from_bytes(digest[:4]) >> 1 or 1  # SQLite keeps 31 bits; 0 is a file without a version


def refuse_changes() -> list[str]:
    """SQL of the triggers that forbid changing or removing what was written."""
    return [
        f"CREATE TRIGGER {table.name}_no_{verb.lower()} BEFORE {verb} ON {table.name} BEGIN SELECT RAISE(ABORT, '{table.name} is append-only'); END"
        for table in APPEND_ONLY
        for verb in ("UPDATE", "DELETE")
    ]
