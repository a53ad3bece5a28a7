"""The packed world -> arcs, provinces and borders in degrees: what lies in view, and which province a place denotes."""

import functools
import itertools
import json
import unicodedata
from collections import Counter
from importlib.resources import files
from typing import NamedTuple

from cotejo.dossier.borders import Side, kind_of, runs_along, side_of
from cotejo.records.resolution import Place

Point = tuple[float, float]  # longitude, latitude
COMMON = 8  # regions of the world in whose names a word is no name
MIN_SHARED_NAME = 4  # letters that a province's name and a place's name must share


class Region(NamedTuple):
    """A first-level region: its state (ISO 3166-1 alpha-2, empty where disputed), names parted by |, rings, and box (west, south, east, north)."""

    country: str
    name: str
    rings: tuple[tuple[Point, ...], ...]
    box: tuple[float, float, float, float]


class Line(NamedTuple):
    """A border or coast: `coast`, `border`, `region` or `disputed`."""

    kind: str
    points: tuple[Point, ...]
    box: tuple[float, float, float, float]


class World(NamedTuple):
    """All regions and lines."""

    regions: tuple[Region, ...]
    lines: tuple[Line, ...]


@functools.cache
def load_world() -> World:
    """Unpack the asset once: about 60,000 vertices."""
    packed = json.loads(files("cotejo.dossier").joinpath("assets", "world.json").read_text(encoding="utf-8"))
    degree = float(packed["degree"])
    arcs = [unpack(arc, degree) for arc in packed["arcs"]]
    sides: dict[int, list[Side]] = {}
    regions = []
    for country, name, rings in packed["regions"]:
        side = side_of(country, name)
        for number in (reference for ring in rings for reference in ring):
            sides.setdefault(number if number >= 0 else ~number, []).append(side)
        joined = tuple(join_ring(arcs, ring) for ring in rings)
        regions.append(Region(side.country, name, joined, box_of([point for ring in joined for point in ring])))
    lines = [Line(kind_of(sides.get(number, [])), arc, box_of(arc)) for number, arc in enumerate(arcs)]
    dashed = [line.points for line in lines if line.kind == "disputed"]
    also = [line for line in (unpack(line, degree) for line in packed["disputed"]) if not runs_along(line, dashed)]
    disputed = [Line("disputed", line, box_of(line)) for line in also]
    return World(tuple(regions), (*lines, *disputed))


def unpack(flat: list[int], degree: float) -> tuple[Point, ...]:
    """Add up the steps of a packed line."""
    x = y = 0
    points = []
    for dx, dy in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / degree, y / degree))
    return tuple(points)


def join_ring(arcs: list[tuple[Point, ...]], ring: list[int]) -> tuple[Point, ...]:
    """Join the arcs of a ring; a negative reference runs backwards."""
    points: list[Point] = []
    for reference in ring:
        arc = arcs[reference] if reference >= 0 else arcs[~reference][::-1]
        points += arc[1:] if points else arc
    return tuple(points)


def box_of(points: list[Point] | tuple[Point, ...]) -> tuple[float, float, float, float]:
    """Box around points: west, south, east, north."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def regions_of(place: Place) -> tuple[Region, ...]:
    """Find the outline of a place known to its state or first-level region; () where the world has none of that name at that point.

    A region counts only if its coordinates lie in it AND the names agree: the seat of a region often lies in another one.
    Without coordinates it counts if it is the only one of that name in its state.
    """
    regions = load_world().regions
    if place.precision == "country":
        return tuple(region for region in regions if region.country == place.country and place.country)
    if place.precision != "admin1":
        return ()
    named = [
        region
        for region in regions
        if region.country == place.country
        and any(same_name(own, name) for own in region.name.split("|") for name in (place.name, place.admin1) if name)
    ]
    if place.longitude is None or place.latitude is None:
        return tuple(named) if len(named) == 1 else ()
    holding = [region for region in named if holds(region, (place.longitude, place.latitude))]
    return tuple(holding[:1])


def same_name(left: str, right: str) -> bool:
    """Whether two names share a word of some length, without regard to accents and case."""
    first, second = fold(left), fold(right)
    shared = set(first.split()) & set(second.split())
    return first == second or any(len(word) >= MIN_SHARED_NAME and word not in common_words() for word in shared)


@functools.cache
def common_words() -> frozenset[str]:
    """Words that the names of many regions have (region, oblast, province, san, ...): they tell no two apart."""
    seen = Counter(word for region in load_world().regions for word in set(fold(region.name).split()))
    return frozenset(word for word, count in seen.items() if count >= COMMON)


def fold(name: str) -> str:
    """Fold case and accents; signs become blanks."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in bare).split())


def holds(region: Region, point: Point) -> bool:
    """Whether a point lies in a region, by the count of crossings."""
    west, south, east, north = region.box
    x, y = point
    if not (west <= x <= east and south <= y <= north):
        return False
    inside = False
    for ring in region.rings:
        for (ax, ay), (bx, by) in itertools.pairwise(ring):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
    return inside
