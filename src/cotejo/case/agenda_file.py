"""A path -> the agenda's own database; None where it is damaged or of another version, so that it is begun anew."""

import sqlite3
from pathlib import Path

from cotejo.case import listed

VERSION = 2
FIRST = """
CREATE TABLE page(url TEXT PRIMARY KEY, source TEXT NOT NULL, state TEXT NOT NULL, due REAL NOT NULL, tries INTEGER NOT NULL DEFAULT 0,
  reason TEXT, capture TEXT, etag TEXT, modified TEXT, done_at REAL) WITHOUT ROWID;
CREATE INDEX page_due ON page(state, due);
CREATE TABLE known(url TEXT NOT NULL, sha256 TEXT NOT NULL, capture TEXT NOT NULL, PRIMARY KEY(url, sha256)) WITHOUT ROWID;
CREATE TABLE list(url TEXT PRIMARY KEY, etag TEXT, modified TEXT, due REAL NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE alert(id TEXT PRIMARY KEY, body TEXT NOT NULL, told TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE TABLE mark(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
SECOND = (
    listed.SHAPE + "CREATE TABLE barred(sha256 TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID; CREATE INDEX known_capture ON known(capture);"
)


def attempt(path: Path) -> sqlite3.Connection | None:
    """Open or make the database; None where it is no agenda of this version."""
    link = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        link.execute("PRAGMA journal_mode = WAL")
        link.execute("PRAGMA synchronous = NORMAL")  # what a power cut takes is read back from the log
        version = link.execute("PRAGMA user_version").fetchone()[0]
        tables = link.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if not tables:
            return begin(link)
        if version == 1:  # what it owes is kept; what was removed by law is learnt from the log
            link.execute("DELETE FROM mark WHERE name = 'seen'")
            link.executescript(f"BEGIN; {SECOND} PRAGMA user_version = {VERSION}; COMMIT;")
            return link
        if version == VERSION:
            return link
    except sqlite3.DatabaseError:
        pass
    link.close()
    return None


def begin(link: sqlite3.Connection) -> sqlite3.Connection:
    """Make the tables."""
    link.executescript(f"BEGIN; {FIRST} {SECOND} PRAGMA user_version = {VERSION}; COMMIT;")
    return link
