"""What lists said of pages that are still owed, and pictures that archived pages show: kept in the agenda until they are decided."""

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from cotejo.documents.listings import Entry, Listing
from cotejo.records.document import Capture

SHAPE = """
CREATE TABLE feed(capture TEXT PRIMARY KEY, line TEXT NOT NULL, title TEXT, language TEXT, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE entry(url TEXT PRIMARY KEY, feed TEXT NOT NULL, title TEXT, published TEXT, author TEXT, summary TEXT) WITHOUT ROWID;
CREATE TABLE wish(url TEXT NOT NULL, capture TEXT NOT NULL, path TEXT NOT NULL, PRIMARY KEY(url, capture, path)) WITHOUT ROWID;
"""


class Said(NamedTuple):
    """What a feed says of one page: the entry, the feed's own title and language, and the feed as it was fetched."""

    entry: Entry
    site: str | None
    language: str | None
    feed: Capture
    body: bytes


class Wish(NamedTuple):
    """A picture that a page shows: its address, the page's capture, and the path as the page writes it."""

    url: str
    capture: str
    path: str


class Listed:
    """The part of the agenda that holds words and wishes; it uses the agenda's own connection."""

    def __init__(self, link: sqlite3.Connection) -> None:
        self.link = link

    def keep(self, feed: Capture, body: bytes, listing: Listing, wanted: Collection[str]) -> None:
        """Keep a feed and what it says of pages that are owed; the newest word on a page stands."""
        with_words = [entry for entry in listing.entries if entry.summary and entry.url in wanted and self.is_owed(entry.url)]
        if not with_words:
            return
        self.link.execute("BEGIN")
        self.link.execute("INSERT OR REPLACE INTO feed VALUES (?, ?, ?, ?, ?)", (feed.id, feed.as_line(), listing.title, listing.language, body))
        for entry in with_words:
            self.link.execute(
                "INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?, ?)",
                (entry.url, feed.id, entry.title, entry.published, entry.author, entry.summary),
            )
        self.forget_feeds()
        self.link.execute("COMMIT")

    def is_owed(self, url: str) -> bool:
        """Whether a page is still to be asked for."""
        return self.link.execute("SELECT 1 FROM page WHERE url = ? AND state = 'owed'", (url,)).fetchone() is not None

    def said(self, url: str) -> Said | None:
        """What a feed says of a page; None for nothing."""
        found = self.link.execute(
            "SELECT entry.title, published, author, summary, feed.title, language, line, body FROM entry JOIN feed ON feed = capture WHERE url = ?",
            (url,),
        ).fetchone()
        return Said(Entry(url, *found[:4]), found[4], found[5], Capture.from_line(found[6]), found[7]) if found else None

    def wish(self, wishes: Iterable[Wish]) -> None:
        """Note pictures that are to be asked for."""
        self.link.execute("BEGIN")
        self.link.executemany("INSERT OR IGNORE INTO wish VALUES (?, ?, ?)", wishes)
        self.link.execute("COMMIT")

    def wished(self, url: str) -> list[Wish]:
        """Who shows a picture, of the pages that are archived."""
        asked = "SELECT url, capture, path FROM wish WHERE url = ? AND capture IN (SELECT capture FROM known) ORDER BY capture, path"
        return [Wish(*row) for row in self.link.execute(asked, (url,))]

    def settle(self, states: Mapping[str, str]) -> None:
        """Forget what was said of pages that are decided (by address: `done`, `rejected`; `owed` ones are kept)."""
        over = [(url,) for url, state in states.items() if state != "owed"]
        if not over:
            return
        self.link.execute("BEGIN")
        self.link.executemany("DELETE FROM entry WHERE url = ?", over)
        self.link.executemany("DELETE FROM wish WHERE url = ?", over)
        self.forget_feeds()
        self.link.execute("COMMIT")

    def forget_feeds(self) -> None:
        """Drop feeds of which no entry is left."""
        self.link.execute("DELETE FROM feed WHERE capture NOT IN (SELECT feed FROM entry)")
