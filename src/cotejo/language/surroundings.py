"""Names of a document with their candidates -> how much of what it names lies in each country, first-level unit and neighbourhood."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cotejo.lexicon.gazetteer import Row

Cell = tuple[int, int]
Chances = Sequence[tuple[Row, float]]  # the candidates of one name and how likely each is; they add up to one
GREAT = frozenset({"country", "region"})  # too wide to be near anything


class Surroundings(NamedTuple):
    """Expected number of names in each country, unit and square degree."""

    countries: Mapping[str, float]
    units: Mapping[str, float]
    cells: Mapping[Cell, float]

    def in_country(self, row: Row) -> float:
        """From 0 for none to nearly 1 for many names in the row's country."""
        return softened(self.countries.get(row.country, 0.0)) if row.country else 0.0

    def in_unit(self, row: Row) -> float:
        """The same for its first-level unit; a country is in none."""
        return softened(self.units.get(row.admin1, 0.0)) if row.admin1 else 0.0

    def in_reach(self, row: Row) -> float:
        """The same for the square degree around it and those beside it."""
        cell = cell_of(row)
        if cell is None:
            return 0.0
        return softened(sum(self.cells.get((cell[0] + north, cell[1] + east), 0.0) for north in (-1, 0, 1) for east in (-1, 0, 1)))

    def without(self, chances: Chances) -> "Surroundings":
        """The surroundings of one of the names: all but itself."""
        return gather([chances], self, sign=-1.0)


NOWHERE = Surroundings({}, {}, {})


def softened(mass: float) -> float:
    """Each further name says less than the one before."""
    return mass / (mass + 1.0) if mass > 0 else 0.0


def cell_of(row: Row) -> Cell | None:
    """The square degree of a place; None for what is wider or has no coordinates."""
    if row.latitude is None or row.longitude is None or row.kind in GREAT:
        return None
    return round(row.latitude), round(row.longitude)


def gather(names: Iterable[Chances], base: Surroundings = NOWHERE, *, sign: float = 1.0) -> Surroundings:
    """Add the names' candidates up (or take them away), each by its chance."""
    countries, units = defaultdict(float, base.countries), defaultdict(float, base.units)
    cells = defaultdict(float, base.cells)
    for chances in names:
        for row, chance in chances:
            if row.country:
                countries[row.country] += sign * chance
            if row.admin1:
                units[row.admin1] += sign * chance
            cell = cell_of(row)
            if cell:
                cells[cell] += sign * chance
    return Surroundings(countries, units, cells)
