"""A dump of places that a user fetched -> rows of the gazetteer with their names: what GeoNames, Wikidata and OpenStreetMap have in common."""

import bz2
import gzip
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO, NamedTuple
from zipfile import ZipFile

from cotejo.errors import UsageError
from cotejo.lexicon.load import table
from cotejo.lexicon.place_rows import Named, Row

TEXTS = (".txt", ".tsv", ".json", ".osm", ".xml")  # what a zip is opened for
HALF_GLOBE = 90.0


class Spot(NamedTuple):
    """A place as a dump has it; `id` with the dump's own prefix."""

    id: str
    name: str
    kind: str
    country: str | None
    admin1: str | None
    latitude: float
    longitude: float
    population: int
    others: tuple[str, ...]


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a dump as published: plain, .gz, .bz2, or the largest text of a .zip.

    Raises:
        UsageError: there is no such file, or a zip without a text.
    """
    if not path.is_file():
        raise UsageError(f"{path}: there is no such file")
    if path.suffix == ".zip":
        with ZipFile(path) as zipped:
            texts = [one for one in zipped.infolist() if one.filename.endswith(TEXTS) and "readme" not in one.filename.lower()]
            if not texts:
                raise UsageError(f"{path}: the zip holds none of {', '.join(TEXTS)}")
            with zipped.open(max(texts, key=lambda one: (one.file_size, one.filename))) as file:
                yield file
    elif path.suffix == ".gz":
        with gzip.open(path) as file:
            yield io.BufferedReader(file)
    elif path.suffix == ".bz2":
        with bz2.open(path) as file:
            yield io.BufferedReader(file)
    else:
        with path.open("rb") as file:
            yield file


@cache
def kinds(dump: str) -> dict[str, str]:
    """What a dump calls a place -> our kind; of an entry the first word counts."""
    return {entry.split()[0]: kind for kind, row in table("dumps")[dump].items() for entry in row.split(",")}


@cache
def units() -> dict[tuple[str, str], str]:
    """State and GeoNames' code of a first-level unit -> our code of it."""
    return {(country, code): row[0] for country, rows in table("admin1").items() for code, row in rows.items()}


def named(spot: Spot) -> Named:
    """A place as a row of the gazetteer, with its other names."""
    path = [f"country:{spot.country}"] if spot.country else []
    path += [f"admin1:{spot.admin1}"] if spot.admin1 else []
    reach = float(table("dumps")["reach_m"][spot.kind])
    place = (spot.latitude, spot.longitude, reach, spot.population)
    return Row(spot.id, spot.name, spot.kind, spot.country, spot.admin1, *place, " ".join([*path, spot.id])), spot.others


def usable(spot: Spot, left: Counter[str]) -> bool:
    """Whether a place has a name and stands on the globe; counts what is left out, with the reason."""
    if not spot.name.strip():
        left["without a name"] += 1
    elif abs(spot.latitude) > HALF_GLOBE or abs(spot.longitude) > 2 * HALF_GLOBE:
        left["not on the globe"] += 1
    else:
        return True
    return False


def number(word: str | None) -> float | None:
    """A decimal number, or None for what is none."""
    try:
        return float(word or "")
    except ValueError:
        return None
