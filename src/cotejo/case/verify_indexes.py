"""The schema and the indexes of `case.db` -> what in them is not what the records give: built anew aside, and compared."""

import sqlite3
from collections.abc import Iterable, Iterator
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
TERMS = "SELECT DISTINCT term FROM temp.word ORDER BY term"
LOOKUP = "SELECT count(*), sum(rowid) FROM document_text WHERE document_text MATCH :asked"
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
        same(check, "words looked up", (looked_up(one, fresh) for one in (link, fresh)))
        same(check, "the index of places", (one.execute(text(BOXES)) for one in (link, fresh)))
    aside.dispose()


def looked_up(link: Connection, fresh: Connection) -> Iterator[tuple[Any, ...]]:
    """Look every word up that there should be: the tree by which that is done is no part of the list of words."""
    for term in fresh.execute(text(TERMS)).scalars().all():
        yield (term, *link.execute(text(LOOKUP), {"asked": '"' + term.replace('"', '""') + '"'}).one())


def decoded(line: str) -> Iterable[Any]:
    """The record of a line; nothing for one that is damaged."""
    try:
        return (decode(line),)
    except EvidenceError:
        return ()


def same(check: Check, what: str, both: Iterable[Iterable[Row[Any] | tuple[Any, ...]]]) -> None:
    """Blame the database for the first row that differs."""
    for kept, built in zip_longest(*both):
        if kept is None or built is None or tuple(kept) != tuple(built):
            check.blame("case.db", f"{what}: {tuple(kept or ())!r:.200} stands where the records give {tuple(built or ())!r:.200}")
            return
