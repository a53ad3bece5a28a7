"""The schema and the indexes of `case.db` -> what in them is not what the records give: built anew aside, and compared."""

import sqlite3
from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection, Row, create_engine, select, text
from sqlalchemy.pool import StaticPool

from cotejo.case import tables
from cotejo.case.indexing import index_records
from cotejo.case.tables import RECORD
from cotejo.case.verdict import Check
from cotejo.errors import EvidenceError
from cotejo.records.codec import decode

INDEXED = ("document", "resolution")
BATCH = 2000  # records
SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name"
WORDS = (  # sums stand for the places of a word: a list of all of them would take minutes for a large case
    "SELECT term, count(*), sum(doc), sum(doc * doc % 1000003), sum(offset), sum(doc * offset % 1000003), sum(length(col))"
    " FROM temp.word GROUP BY term ORDER BY term"
)
BOXES = "SELECT seq, west, east, south, north FROM place_box ORDER BY seq"
LOOKUPS = "INSERT INTO document_text(document_text) VALUES ('integrity-check')"
VOCABULARY = "CREATE VIRTUAL TABLE temp.word USING fts5vocab('main', 'document_text', 'instance')"


def check_indexes(check: Check, link: Connection) -> None:
    """Build schema, text index and place index anew in a file that SQLite removes, and compare. A record that is damaged is named elsewhere."""
    aside = create_engine("sqlite://", creator=lambda: sqlite3.connect(""), poolclass=StaticPool)
    with aside.begin() as fresh:
        tables.META.create_all(fresh)
        for statement in (*tables.INDEXES, *tables.refuse_changes()):
            fresh.execute(text(statement))
        same(check, "its tables, indexes and triggers", (one.execute(text(SCHEMA)) for one in (link, fresh)))
        asked = select(RECORD.c.seq, RECORD.c.line).where(RECORD.c.type.in_(INDEXED)).order_by(RECORD.c.seq)
        for rows in link.execute(asked).partitions(BATCH):
            index_records(fresh, [(seq, record) for seq, line in rows for record in decoded(line)])
        for one in (link, fresh):
            one.execute(text(VOCABULARY))
        same(check, "the index of words", (one.execute(text(WORDS)) for one in (link, fresh)))
        same(check, "the index of places", (one.execute(text(BOXES)) for one in (link, fresh)))
    aside.dispose()
    check_lookups(check, link)


def check_lookups(check: Check, link: Connection) -> None:
    """Whether the tree by which words are looked up leads where they stand: SQLite checks that by a command of writing, so on a copy."""
    copy = sqlite3.connect("")
    kept = link.connection.driver_connection
    try:
        if isinstance(kept, sqlite3.Connection):
            kept.backup(copy)
        copy.execute(LOOKUPS)
    except sqlite3.DatabaseError as error:
        check.blame("case.db", f"the index of words: {error}")
    finally:
        copy.close()


def decoded(line: str) -> Iterable[Any]:
    """The record of a line; nothing for one that is damaged."""
    try:
        return (decode(line),)
    except EvidenceError:
        return ()


def same(check: Check, what: str, both: Iterable[Iterable[Row[Any]]]) -> None:
    """Blame the database for the first row that differs."""
    for kept, built in zip_longest(*both):
        if kept is None or built is None or tuple(kept) != tuple(built):
            check.blame("case.db", f"{what}: {tuple(kept or ())!r:.200} stands where the records give {tuple(built or ())!r:.200}")
            return
