"""What lies on the two sides of a line -> whether it is a coast, a border, a region's, or a disputed one (lexicon/tables/disputed_borders.toml)."""

import functools
import itertools
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from cotejo.lexicon.load import table

ANY = "*"  # any state
NEAR_DEG = 0.05  # a line of the layer's own disputed ones that runs within this along a border drawn dashed is not drawn again


class Side(NamedTuple):
    """A region beside a line: its state, and its name in the layer."""

    country: str
    name: str


class Disputed(NamedTuple):
    """A disputed border: its two states, and the regions that it is narrowed to, if any."""

    between: tuple[str, str]
    regions: frozenset[str]


@functools.cache
def load_disputed() -> tuple[Disputed, ...]:
    """Read the table."""
    return tuple(Disputed((row["between"][0], row["between"][1]), frozenset(row.get("regions", ()))) for row in table("disputed_borders")["border"])


@functools.cache
def load_owners() -> dict[tuple[str, str], str]:
    """Read which regions belong to another state than the layer says: (the layer's state, name) -> state."""
    return {(row["layer"], row["name"]): row["country"] for row in table("disputed_borders")["region"]}


def side_of(country: str, names: str) -> Side:
    """Name a region of the layer; `names` are parted by |, the layer's own first."""
    name = names.partition("|")[0]
    return Side(load_owners().get((country, name), country), name)


def kind_of(sides: Sequence[Side]) -> str:
    """Say what a line parts: a state from the sea, two states, two regions of one, or what is disputed between two."""
    if len(sides) < 2:  # noqa: PLR2004 - one side only
        return "coast"
    if any(is_disputed(row, sides) for row in load_disputed()):
        return "disputed"
    return "region" if len({side.country for side in sides}) == 1 else "border"


def is_disputed(row: Disputed, sides: Sequence[Side]) -> bool:
    """Whether a line is one of those that a row of the table speaks of."""
    found = sorted(side.country for side in sides)
    if row.regions and sum(side.name in row.regions for side in sides) != 1:
        return False
    return found == sorted(row.between) or (row.between[1] == ANY and row.between[0] in found)


def runs_along(line: Iterable[tuple[float, float]], others: Collection[Sequence[tuple[float, float]]]) -> bool:
    """Whether every vertex of a line lies near one of the others."""
    return all(any(lies_near(point, other) for other in others) for point in line)


def lies_near(point: tuple[float, float], line: Sequence[tuple[float, float]]) -> bool:
    """Whether a point lies within NEAR_DEG of a line."""
    x, y = point
    for (ax, ay), (bx, by) in itertools.pairwise(line):
        if min(ax, bx) - NEAR_DEG <= x <= max(ax, bx) + NEAR_DEG and min(ay, by) - NEAR_DEG <= y <= max(ay, by) + NEAR_DEG:
            long = (bx - ax) ** 2 + (by - ay) ** 2
            share = min(max(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / long, 0.0), 1.0) if long else 0.0
            if (x - ax - share * (bx - ax)) ** 2 + (y - ay - share * (by - ay)) ** 2 <= NEAR_DEG**2:
                return True
    return False
