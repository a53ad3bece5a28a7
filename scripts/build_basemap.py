# ruff: noqa: INP001 - a script
"""The dossier's world (src/cotejo/dossier/assets/world.json) -> the base map that the browser draws, in two files, and their digests.

`basemap.json` has coasts, borders of states, disputed lines (`dashed`: numbers of its arcs; `disputed`: lines of their own) and the outline of
each state; `regions.json` has the first-level borders and outlines, which a browser fetches when it shows them. The same arcs as the dossier's,
coarser. Regions keep their order, so that the server can name them by number. Arcs keep their ends, so that neighbours still meet.

Run after scripts/build_world.py, and when lexicon/tables/disputed_borders.toml changes: `.venv/bin/python scripts/build_basemap.py`.

Packing: whole numbers, zigzag (0, -1, 1, -2 ... as 0, 1, 2, 3 ...), in digits of five bits, lowest first; a digit is the sign 63 + value, 32 more
where another follows. An arc is its number of points, then steps; its first step is from the last point of the arc before. A shape is its number
of rings, a ring its number of arcs; an arc is 4 * zigzag(steps from the one expected) + 2 if first-level + 1 if backwards, where the arc expected
is the one behind the last that was named of its level.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from cotejo.dossier.borders import kind_of, runs_along, side_of

HERE = Path(__file__).resolve().parent.parent
SOURCE = HERE / "src/cotejo/dossier/assets/world.json"
TARGET = HERE / "src/cotejo/web/static"
TOLERANCE_DEG = 0.08  # 2 px where a continent of 40 degrees fills 960 px
UNITS_PER_DEG = 50
LEAST_DEG = 0.12  # islets whose box is smaller on both sides are left out
SAID = "Natural Earth, public domain; no border is a claim"

Line = list[tuple[float, float]]
Ring = list[int]


def unpack(flat: list[int], degree: float) -> Line:
    """Add up the steps of a packed line."""
    x = y = 0
    points = []
    for dx, dy in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / degree, y / degree))
    return points


def thin(points: Line) -> Line:
    """Leave out points nearer than the tolerance to the line between those kept (Douglas and Peucker), ends kept."""
    keep = {0, len(points) - 1}
    waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        long = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        far, at = 0.0, 0
        for number in range(first + 1, last):
            x, y = points[number]
            away = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / long if long else ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
            if away > far:
                far, at = away, number
        if far > TOLERANCE_DEG:
            keep.add(at)
            waiting += [(first, at), (at, last)]
    return [points[number] for number in sorted(keep)]


def zigzag(number: int) -> int:
    """Fold a number's sign into its lowest bit."""
    return 2 * number if number >= 0 else -2 * number - 1


def write(numbers: Iterable[int]) -> str:
    """Write numbers of zero and more as digits."""
    signs = []
    for number in numbers:
        rest = number
        while rest > 31:  # noqa: PLR2004 - five bits
            signs.append(chr(95 + (rest & 31)))
            rest >>= 5
        signs.append(chr(63 + rest))
    return "".join(signs)


def pack_lines(lines: Iterable[Line]) -> str:
    """Write lines in whole units, each from where the last one ended."""
    numbers = []
    px = py = 0
    for line in lines:
        steps = []
        for x, y in line:
            nx, ny = round(x * UNITS_PER_DEG), round(y * UNITS_PER_DEG)
            if not steps or (nx, ny) != (px, py):
                steps.append((nx - px, ny - py))
                px, py = nx, ny
        numbers += [len(steps), *(zigzag(one) for step in steps for one in step)]
    return write(numbers)


def index(reference: int) -> int:
    """Number of the arc that a ring refers to; a negative reference runs backwards."""
    return reference if reference >= 0 else ~reference


def is_small(points: Line) -> bool:
    """Whether a closed line is too small to be drawn."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(max(xs) - min(xs), max(ys) - min(ys)) < LEAST_DEG


class Numbering:
    """New numbers of arcs, in the order and direction in which shapes name them first: outer ones (coasts, borders of states), and inner ones."""

    def __init__(self, inner: set[int]) -> None:
        self.inner = inner
        self.order: tuple[list[int], list[int]] = ([], [])
        self.found: dict[int, tuple[int, bool]] = {}

    def pack_shapes(self, shapes: Iterable[list[Ring]]) -> str:
        """Write shapes, one behind the other."""
        numbers: list[int] = []
        expected = [0, 0]
        for rings in shapes:
            numbers += [len(rings), *(one for ring in rings for one in (len(ring), *self.number(ring, expected)))]
        return write(numbers)

    def number(self, ring: Ring, expected: list[int]) -> list[int]:
        """Name the arcs of a ring by their new numbers; `expected` goes on with them."""
        numbers = []
        for reference in ring:
            old = index(reference)
            level = int(old in self.inner)
            if old not in self.found:
                self.found[old] = len(self.order[level]), reference < 0
                self.order[level].append(reference)
            new, turned = self.found[old]
            numbers.append(4 * zigzag(new - expected[level]) + 2 * level + ((reference < 0) != turned))
            expected[level] = new + 1
        return numbers


def join_outer(arcs: list[Line], rings: list[Ring], inner: set[int]) -> list[Ring]:
    """Join the outer arcs of a state's regions to rings: each goes on with one that begins where the last one ends."""
    waiting: dict[tuple[float, float], Ring] = defaultdict(list)
    every = [reference for ring in rings for reference in ring if index(reference) not in inner]
    named = set(every)
    outer = [reference for reference in every if ~reference not in named]  # a disputed line within a state is no end of it
    for reference in outer:
        waiting[run(arcs, reference)[0]].append(reference)
    found = []
    for reference in outer:
        start, at = run(arcs, reference)[0], run(arcs, reference)[-1]
        if reference not in waiting[start]:
            continue
        waiting[start].remove(reference)
        ring = [reference]
        while at != start and waiting[at]:
            following = waiting[at].pop(0)
            ring.append(following)
            at = run(arcs, following)[-1]
        found.append(ring)
    return found


def run(arcs: list[Line], reference: int) -> Line:
    """Points of an arc, as a ring runs over it."""
    return arcs[reference] if reference >= 0 else arcs[~reference][::-1]


def build() -> dict[str, dict[str, object]]:
    """Make both files."""
    world = json.loads(SOURCE.read_text(encoding="utf-8"))
    arcs = [unpack(arc, float(world["degree"])) for arc in world["arcs"]]
    islets = {number for number, arc in enumerate(arcs) if arc[0] == arc[-1] and is_small(arc)}
    regions: list[tuple[str, list[Ring]]] = []
    states: dict[str, list[Ring]] = {}
    sides = defaultdict(list)
    for code, name, rings in world["regions"]:
        seen = [ring for ring in rings if len(ring) > 1 or index(ring[0]) not in islets] or rings[:1]
        side = side_of(code, name)
        regions.append((side.country, seen))
        states.setdefault(side.country, []).extend(seen)
        for reference in (one for ring in seen for one in ring):
            sides[index(reference)].append(side)
    kinds = {number: kind_of(beside) for number, beside in sides.items()}
    inner = {number for number, kind in kinds.items() if kind == "region"}
    numbering = Numbering(inner)
    outlines = numbering.pack_shapes(join_outer(arcs, rings, inner) for rings in states.values())
    shapes = numbering.pack_shapes(rings for _, rings in regions)
    outer, within = (pack_lines(thin(run(arcs, reference)) for reference in order) for order in numbering.order)
    dashed = [number for number, kind in kinds.items() if kind == "disputed"]
    own = [unpack(line, float(world["degree"])) for line in world["disputed"]]
    drawn = [arcs[number] for number in dashed]
    disputed = pack_lines(thin(line) for line in own if not runs_along(line, drawn))
    names = sorted(numbering.found[number][0] for number in dashed)
    about = {"units": UNITS_PER_DEG, "source": SAID}
    return {
        "basemap.json": {**about, "arcs": outer, "states": " ".join(states), "outlines": outlines, "dashed": write(names), "disputed": disputed},
        "regions.json": {**about, "arcs": within, "outlines": shapes},
    }


def main() -> None:
    """Write the base map and its digests."""
    digests = []
    for name, made in build().items():
        text = json.dumps(made, separators=(",", ":"))
        (TARGET / name).write_text(text, encoding="utf-8")
        digests.append(f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n")
    (TARGET / "DIGESTS").write_text("".join(digests), encoding="utf-8")


if __name__ == "__main__":
    main()
