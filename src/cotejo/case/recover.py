"""A case whose database is damaged -> the same case with a new one, built from its log: bytes and what was added stay, runs are done again."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from cotejo.case import custody
from cotejo.case.custody import Entry
from cotejo.case.folder import DATABASE, LOCK, LOG, Case, locked, read_settings
from cotejo.case.store import Store
from cotejo.errors import DamagedCase
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.canonical import canonical
from cotejo.records.document import Capture

ASIDE, NEW = ".damaged", ".new"
SIDECARS = ("-wal", "-shm")  # SQLite's own files beside a database


class Recovered(NamedTuple):
    """What was built: captures found in the log, and where the old database lies now."""

    captures: int
    aside: Path | None


def recover(folder: Path, at: datetime) -> Recovered:
    """Build `case.db` again from `audit.jsonl`, and put the old one aside; nothing is deleted.

    Raises:
        DamagedCase: the log is not whole: then nothing vouches for what was added.
    """
    settings = read_settings(folder)
    with locked(folder / LOCK):
        captures, aside = rebuild(folder)
    case = Case(folder, settings, Store.open(folder / DATABASE))
    with case.changing(), case.act(at) as act:
        act.note("recover", {"captures": captures})
    return Recovered(captures, aside)


def rebuild(folder: Path, *, keep_old: bool = True) -> tuple[int, Path | None]:
    """Build the database from the log, for who holds the case's lock; give how many captures, and where the old one lies, if it was to be kept."""
    entries = read_log(folder / LOG)
    fresh = folder / (DATABASE + NEW)
    fresh.unlink(missing_ok=True)
    store = Store.open(fresh, create=True)
    captures = sum(replay(store, entry) for entry in entries)
    aside = put_aside(folder) if keep_old else None
    fresh.replace(folder / DATABASE)
    return captures, aside


def read_log(path: Path) -> list[Entry]:
    """Read the whole log, seals checked."""
    lines = path.read_bytes().splitlines(keepends=True) if path.exists() else []
    found = list(custody.faults(b"".join(lines), lines)) if lines else ["it is missing or empty"]
    if found:
        raise DamagedCase(
            f"{path} is damaged too: {found[0]}. Restore case.db or audit.jsonl from a copy of the case; the bytes under blobs/ are kept."
        )
    return [custody.read_line(line) for line in lines]


def replay(store: Store, entry: Entry) -> int:
    """Write what one entry says was added; give how many captures."""
    records = list(records_of(entry.detail)) if entry.act == "add" else []
    with store.writing() as link:
        store.log(link, entry.number, entry.line())
        store.take_in(link, store.add(link, records), [tuple(one) for one in entry.detail.get("media", ())], entry.number)
    return sum(isinstance(record, Capture) for record in records)


def records_of(detail: dict[str, Any]) -> Iterator[Record]:
    """Records that an entry of adding holds."""
    for kind, bodies in ((Capture, detail.get("captures", ())), (Abstention, detail.get("left_out", ()))):
        for body in bodies:
            yield kind.from_line(canonical(body))


def put_aside(folder: Path) -> Path | None:
    """Rename the damaged database; give its new name."""
    for tail in SIDECARS:
        (folder / (DATABASE + tail)).unlink(missing_ok=True)
    old = folder / DATABASE
    return old.replace(folder / (DATABASE + ASIDE)) if old.exists() else None
