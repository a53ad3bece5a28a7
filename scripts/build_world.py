# ruff: noqa: INP001, PLR2004 - a script, and the small counts of geometry (a ring has three points)
"""Natural Earth's provinces (world_map.gpkg of Debian's qgis-common) -> the dossier's `world.json`: shared borders as arcs, simplified once.

Run: python scripts/build_world.py world_map.gpkg src/cotejo/dossier/assets/world.json
Natural Earth is in the public domain. Standard library only; the same input gives the same bytes.
"""

import hashlib
import itertools
import json
import math
import sqlite3
import struct
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

FINE = 10_000  # input vertices are matched on a grid of 0.0001 degree
COARSE = 100  # output grid: 0.01 degree, about 1 km
TOLERANCE = 0.06 * FINE  # of the line simplification, in degrees of latitude
MIN_AREA = 0.03 * FINE * FINE  # square degrees; smaller islands go unless they are all that a province has
ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}  # bytes of a GeoPackage envelope, by its flag
POLYGON, MULTI_POLYGON, LINE, MULTI_LINE = 3, 6, 2, 5
CODES = {"KOS": "XK", "NOR": "NO", "FRA": "FR"}  # states that the layer gives without an ISO 3166-1 code

ABOUT = "Natural Earth 1:10m Admin 1, v4.1.0 (public domain), as in QGIS's world_map.gpkg; cut into shared arcs and simplified. Borders are no claim."

Point = tuple[int, int]
Arc = tuple[Point, ...]


def parts_of(blob: bytes) -> Iterator[list[Point]]:
    """Read the rings (or lines) of a GeoPackage geometry; little-endian WKB, two dimensions."""
    at = 8 + ENVELOPES[(blob[3] >> 1) & 7]

    def take(form: str) -> tuple[int | float, ...]:
        nonlocal at
        found = struct.unpack_from("<" + form, blob, at)
        at += struct.calcsize("<" + form)
        return found

    def points() -> list[Point]:
        (count,) = take("I")
        flat = take(f"{2 * int(count)}d")
        grid = [(round(x * FINE), round(y * FINE)) for x, y in zip(flat[::2], flat[1::2], strict=True)]
        return [point for number, point in enumerate(grid) if number == 0 or point != grid[number - 1]]

    def shape() -> Iterator[list[Point]]:
        _, kind = take("BI")
        if kind == LINE:
            yield points()
        elif kind == POLYGON:
            for _ in range(int(take("I")[0])):
                yield points()
        elif kind in (MULTI_POLYGON, MULTI_LINE):
            for _ in range(int(take("I")[0])):
                yield from shape()

    yield from shape()


def area(ring: list[Point]) -> float:
    """Area of a ring, in square grid units."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def simplify(arc: Arc) -> Arc:
    """Douglas and Peucker, without recursion; a degree of longitude is as long as it is at the arc's latitude."""
    if arc[0] == arc[-1] and len(arc) > 3:
        far = max(range(len(arc)), key=lambda number: math.dist(arc[0], arc[number]))
        return simplify(arc[: far + 1])[:-1] + simplify(arc[far:])
    shrink = math.cos(math.radians(min(abs(arc[0][1]) / FINE, 80)))
    kept, todo = {0, len(arc) - 1}, [(0, len(arc) - 1)]
    while todo:
        first, last = todo.pop()
        ax, ay, bx, by = arc[first][0] * shrink, arc[first][1], arc[last][0] * shrink, arc[last][1]
        length = math.hypot(bx - ax, by - ay) or 1.0
        offs = [
            (abs((bx - ax) * (ay - y) - (ax - x * shrink) * (by - ay)) / length, number) for number, (x, y) in enumerate(arc) if first < number < last
        ]
        worst = max(offs, default=(0.0, 0))
        if worst[0] > TOLERANCE:
            kept.add(worst[1])
            todo += [(first, worst[1]), (worst[1], last)]
    return tuple(arc[number] for number in sorted(kept))


def cut(ring: list[Point], junctions: set[Point]) -> Iterator[Arc]:
    """Cut an open ring into arcs at its junctions; one without any is one closed arc from its least vertex."""
    starts = [number for number, point in enumerate(ring) if point in junctions] or [ring.index(min(ring))]
    turned = ring[starts[0] :] + ring[: starts[0]]
    turned.append(turned[0])
    arc = [turned[0]]
    for point in turned[1:]:
        arc.append(point)
        if point in junctions:
            yield tuple(arc)
            arc = [point]
    if len(arc) > 1:
        yield tuple(arc)


def deltas(arc: Arc) -> list[int]:
    """Write an arc on the coarse grid: first point, then steps."""
    grid = [(round(x * COARSE / FINE), round(y * COARSE / FINE)) for x, y in arc]
    flat = [*grid[0]]
    for (ax, ay), (bx, by) in itertools.pairwise(grid):
        if (ax, ay) != (bx, by):
            flat += [bx - ax, by - ay]
    return flat


def build(path: Path) -> dict[str, object]:
    """Build the asset."""
    base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    query = "select iso_a2, adm0_a3, name, gn_name, geom from states_provinces order by adm0_a3, name, fid"
    regions = [
        (
            code if len(code or "") == 2 and code.isalpha() else CODES.get(state, ""),
            "|".join(dict.fromkeys(filter(None, names))),
            list(parts_of(geom)),
        )
        for code, state, *names, geom in base.execute(query)
    ]
    rings = []
    for code, name, found in regions:
        opened = [ring[:-1] if ring[0] == ring[-1] else ring for ring in found]
        largest = max(opened, key=area, default=[])
        rings.append((code, name, [ring for ring in opened if len(ring) > 2 and (ring is largest or area(ring) >= MIN_AREA)]))
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for _, _, kept in rings:
        for ring in kept:
            for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
                neighbours[a].add(b)
                neighbours[b].add(a)
    junctions = {point for point, near in neighbours.items() if len(near) > 2}
    numbers: dict[Arc, int] = {}
    written = []
    for code, name, kept in rings:
        lines = []
        for ring in kept:
            line = []
            for arc in cut(ring, junctions):
                back = arc[::-1]
                canonical = min(arc, back)
                number = numbers.setdefault(canonical, len(numbers))
                line.append(number if arc == canonical else ~number)
            lines.append(line)
        if lines:
            written.append([code, name, lines])
    disputed = [
        simplify(tuple(line))
        for (geom,) in base.execute("select geom from disputed_borders order by fid")
        for line in parts_of(geom)
        if len(line) > 1
    ]
    return {
        "about": ABOUT,
        "source_sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "degree": COARSE,
        "arcs": [deltas(simplify(arc)) for arc in numbers],
        "regions": written,
        "disputed": [deltas(line) for line in disputed],
    }


def main() -> None:
    """Build the asset and say its digest."""
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    text = json.dumps(build(source), ensure_ascii=False, separators=(",", ":")) + "\n"
    target.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{hashlib.sha256(text.encode()).hexdigest()}  {target.name}  {len(text.encode()):,} bytes\n")


if __name__ == "__main__":
    main()
