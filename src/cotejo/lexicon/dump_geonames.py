"""GeoNames' table of places (allCountries.txt, XX.txt, citiesN.txt; plain or zipped) -> places with their names."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cotejo.lexicon.dumps import Spot, kinds, number, opened, units, usable

COLUMNS = 19  # as the dump's readme.txt lists them


def read_geonames(path: Path, left: Counter[str]) -> Iterator[Spot]:
    """Read every line; those of kinds that the gazetteer does not have, and broken ones, are counted in `left`."""
    with opened(path) as file:
        for line in file:
            cells = line.decode("utf-8", "replace").rstrip("\r\n").split("\t")
            spot = spot_of(cells, left)
            if spot and usable(spot, left):
                yield spot


def spot_of(cells: list[str], left: Counter[str]) -> Spot | None:
    """One line as a place; None, counted, where it is none of ours."""
    if len(cells) != COLUMNS:
        left["lines that are not of 19 columns"] += 1
        return None
    key, name, plain, others, north, east, _, code, country, _, unit = cells[:11]
    kind = kinds("geonames").get(code)
    latitude, longitude = number(north), number(east)
    if kind is None:
        left[f"feature {code or 'unknown'}"] += 1
        return None
    if latitude is None or longitude is None or not key.isdigit():
        left["without coordinates or number"] += 1
        return None
    people = int(cells[14]) if cells[14].isdigit() else 0
    names = tuple(dict.fromkeys(other for other in (plain, *others.split(",")) if other and other != name))
    return Spot(f"gn:{key}", name, kind, country or None, units().get((country, unit)), latitude, longitude, people, names)
