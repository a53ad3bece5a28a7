"""What is still to be asked, and what was: `agenda.db`, a memory beside the case that may be lost; what was archived is read back from the log.

A page is owed from the moment that a list names it until it is archived, known or rejected; so a list that moves on, or a kill, loses none.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, Self

from cotejo.case.agenda_file import attempt, begin
from cotejo.case.custody import TOMBSTONE, Entry, read_line
from cotejo.case.listed import Listed
from cotejo.documents.feeds import MADE_BY as FROM_FEED
from cotejo.records.canonical import canonical
from cotejo.records.document import Capture

AGENDA = "agenda.db"


class Owed(NamedTuple):
    """A page to be asked for, with what makes the question conditional."""

    url: str
    source: str
    tries: int = 0
    capture: str | None = None
    etag: str | None = None
    modified: str | None = None


class Settled(NamedTuple):
    """What became of an owed page. `state`: done (archived or known), rejected, owed (asked again when due), barred (removed by law: never asked)."""

    url: str
    state: str
    reason: str | None
    capture: str | None
    due: float = 0.0
    etag: str | None = None
    modified: str | None = None


class ListState(NamedTuple):
    """What a list's last answer left: what makes the next question conditional, when it is due (seconds since 1970), failures in a row."""

    etag: str | None = None
    modified: str | None = None
    due: float = 0.0
    failures: int = 0


class Agenda:
    """The memory of collecting. One process at a time uses it."""

    def __init__(self, link: sqlite3.Connection) -> None:
        self.link = link
        self.listed = Listed(link)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the agenda of a case; one that is missing, damaged or of another version is begun anew."""
        path = folder / AGENDA
        link = attempt(path)
        if link is None:
            for tail in ("", "-wal", "-shm"):
                path.with_name(AGENDA + tail).unlink(missing_ok=True)
            link = attempt(path)
        if link is None:
            raise OSError(28, "cannot be written", str(path))
        return cls(link)

    @classmethod
    def passing(cls) -> Self:
        """An agenda in memory, for a dry run or one page."""
        return cls(begin(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)))

    def close(self) -> None:
        """Close it."""
        self.link.close()

    def catch_up(self, lines: Iterable[bytes]) -> None:
        """Learn from the log's entries after those that are known already what was archived."""
        self.link.execute("BEGIN")
        number = self.seen()
        for line in lines:
            entry = read_line(line)
            number = entry.number
            for body in entry.detail.get("captures", ()) if entry.act == "add" else ():
                self.learn(Capture.from_line(canonical(body)))
            if entry.act == TOMBSTONE:
                self.bar(entry)
        self.put("seen", str(number))
        self.link.execute("COMMIT")

    def seen(self) -> int:
        """Number of the last entry of the log that is known here."""
        return int(self.get("seen") or 0)

    def learn_all(self, captures: Iterable[Capture], number: int) -> None:
        """Note pages that the log's entry of this number archived."""
        self.link.execute("BEGIN")
        for capture in captures:
            self.learn(capture)
        self.put("seen", str(number))
        self.link.execute("COMMIT")

    def bar(self, entry: Entry) -> None:
        """Note what was removed by law: its bytes are refused, and the addresses that gave them are not asked any more."""
        for sha256 in entry.detail["removed"]:
            self.link.execute("INSERT OR REPLACE INTO barred VALUES (?, ?)", (sha256, entry.detail["reason"]))
            self.link.execute(
                "UPDATE page SET state = 'barred', reason = ? WHERE url IN (SELECT url FROM known WHERE sha256 = ?)", (entry.detail["reason"], sha256)
            )

    def barred(self, url: str = "", sha256: str = "") -> str | None:
        """Why an address or these bytes were removed by law; None for what was not."""
        found = self.link.execute(
            "SELECT reason FROM barred WHERE sha256 = ? UNION ALL SELECT reason FROM page WHERE url = ? AND state = 'barred'", (sha256, url)
        ).fetchone()
        return str(found[0]) if found else None

    def learn(self, capture: Capture) -> None:
        """Note an archived page: under the address that was asked, and the one that answered; a feed's own text under its page's."""
        if capture.exchange is None and capture.made_by != FROM_FEED:
            return
        headers = dict(reversed(capture.exchange.headers)) if capture.exchange else {}
        at = capture.fetched_at.timestamp() if capture.fetched_at else 0.0
        for url in dict.fromkeys((capture.exchange.asked if capture.exchange else capture.url, capture.url)):
            self.link.execute("INSERT OR IGNORE INTO known VALUES (?, ?, ?)", (url, capture.sha256, capture.id))
            self.link.execute(
                "INSERT INTO page(url, source, state, due, capture, etag, modified, done_at) VALUES (?, '', 'done', 0, ?, ?, ?, ?)"
                " ON CONFLICT(url) DO UPDATE SET state = 'done', reason = NULL, tries = 0, capture = excluded.capture, etag = excluded.etag,"
                " modified = excluded.modified, done_at = excluded.done_at",
                (url, capture.id, headers.get("etag"), headers.get("last-modified"), at),
            )

    def owe(self, source: str, urls: Iterable[str], now: float, revisit_s: float = 0.0) -> int:
        """Note listed pages; give how many are new. Those archived longer than `revisit_s` ago are asked for again, if that is not 0."""
        self.link.execute("BEGIN")
        new = 0
        for url in urls:
            new += self.link.execute("INSERT OR IGNORE INTO page(url, source, state, due) VALUES (?, ?, 'owed', ?)", (url, source, now)).rowcount
            if revisit_s:
                self.link.execute(
                    "UPDATE page SET state = 'owed', due = ?, tries = 0, source = ? WHERE url = ? AND state = 'done' AND done_at <= ?",
                    (now, source, url, now - revisit_s),
                )
        self.link.execute("COMMIT")
        return new

    def owed(self, now: float, limit: int) -> list[Owed]:
        """Pages that are due, the longest waiting first."""
        asked = "SELECT url, source, tries, capture, etag, modified FROM page WHERE state = 'owed' AND due <= ? ORDER BY due, url LIMIT ?"
        return [Owed(*row) for row in self.link.execute(asked, (now, limit))]

    def page(self, url: str) -> Owed | None:
        """A page, whatever its state."""
        found = self.link.execute("SELECT url, source, tries, capture, etag, modified FROM page WHERE url = ?", (url,)).fetchone()
        return Owed(*found) if found else None

    def settle(self, rows: Iterable[Settled], at: float) -> None:
        """Note what became of pages, in one transaction."""
        self.link.execute("BEGIN")
        for row in rows:
            self.link.execute(
                "UPDATE page SET state = ?, reason = ?, due = ?, tries = CASE ? WHEN 'owed' THEN tries + 1 ELSE 0 END,"
                " capture = COALESCE(?, capture), etag = COALESCE(?, etag), modified = COALESCE(?, modified), done_at = ? WHERE url = ?",
                (row.state, row.reason, row.due, row.state, row.capture, row.etag, row.modified, at, row.url),
            )
        self.link.execute("COMMIT")

    def known(self, urls: Iterable[str], sha256: str) -> str | None:
        """The capture that has these bytes of one of these addresses."""
        for url in urls:
            found = self.link.execute("SELECT capture FROM known WHERE url = ? AND sha256 = ?", (url, sha256)).fetchone()
            if found:
                return str(found[0])
        return None

    def state_of(self, url: str) -> str | None:
        """What is known of a page: owed, done or rejected; None for a page that was never listed."""
        found = self.link.execute("SELECT state FROM page WHERE url = ?", (url,)).fetchone()
        return str(found[0]) if found else None

    def count(self, state: str) -> int:
        """How many pages are in a state."""
        return int(self.link.execute("SELECT count(*) FROM page WHERE state = ?", (state,)).fetchone()[0])

    def list_state(self, url: str) -> ListState:
        """State of a list."""
        found = self.link.execute("SELECT etag, modified, due, failures FROM list WHERE url = ?", (url,)).fetchone()
        return ListState(*found) if found else ListState()

    def set_list(self, url: str, state: ListState) -> None:
        """Note the state of a list."""
        self.link.execute("INSERT OR REPLACE INTO list(url, etag, modified, due, failures) VALUES (?, ?, ?, ?, ?)", (url, *state))

    def get(self, name: str) -> str | None:
        """A mark."""
        found = self.link.execute("SELECT value FROM mark WHERE name = ?", (name,)).fetchone()
        return str(found[0]) if found else None

    def put(self, name: str, value: str) -> None:
        """Set a mark."""
        self.link.execute("INSERT OR REPLACE INTO mark VALUES (?, ?)", (name, value))

    def raise_alert(self, name: str, body: str) -> None:
        """Note an alert that somebody is to be told."""
        self.link.execute("INSERT OR IGNORE INTO alert(id, body) VALUES (?, ?)", (name, body))

    def untold(self, channel: str) -> Iterator[tuple[str, str]]:
        """Alerts that a channel was not told yet, by id."""
        for name, body, told in self.link.execute("SELECT id, body, told FROM alert ORDER BY id").fetchall():
            if channel not in told.split(","):
                yield name, body

    def tell(self, names: Iterable[str], channel: str) -> None:
        """Note that a channel was told."""
        for name in names:
            self.link.execute("UPDATE alert SET told = told || ? WHERE id = ?", (f",{channel}", name))
