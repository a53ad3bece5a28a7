# ruff: noqa: INP001 - a script
"""The dossier's world (src/cotejo/dossier/assets/world.json) -> the base map that the browser draws: the same arcs, coarser; and its digest.

Run after scripts/build_world.py: `python scripts/build_basemap.py`. Needs nothing but Python. Regions keep their order, so that the server
can name them by number. Arcs keep their ends, so that neighbours still meet.
"""

import hashlib
import json
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
SOURCE = HERE / "src/cotejo/dossier/assets/world.json"
TARGET = HERE / "src/cotejo/web/static/basemap.json"
TOLERANCE_DEG = 0.08  # 2 px where a continent of 40 degrees fills 960 px
UNITS_PER_DEG = 50
LEAST_DEG = 0.12  # islets whose box is smaller on both sides are left out


def unpack(flat: list[int], degree: float) -> list[tuple[float, float]]:
    """Add up the steps of a packed line."""
    x = y = 0
    points = []
    for dx, dy in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / degree, y / degree))
    return points


def thin(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
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


def pack(points: list[tuple[float, float]]) -> list[int]:
    """Write a line as steps in whole units."""
    flat: list[int] = []
    px = py = 0
    for x, y in points:
        nx, ny = round(x * UNITS_PER_DEG), round(y * UNITS_PER_DEG)
        if not flat or (nx, ny) != (px, py):
            flat += [nx - px, ny - py]
            px, py = nx, ny
    return flat


def is_small(points: list[tuple[float, float]]) -> bool:
    """Whether a closed line is too small to be drawn."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(max(xs) - min(xs), max(ys) - min(ys)) < LEAST_DEG


def index(reference: int) -> int:
    """Number of the arc that a ring refers to; a negative reference runs backwards."""
    return reference if reference >= 0 else ~reference


def main() -> None:
    """Write the base map."""
    world = json.loads(SOURCE.read_text(encoding="utf-8"))
    degree = float(world["degree"])
    arcs = [unpack(arc, degree) for arc in world["arcs"]]
    islets = {number for number, arc in enumerate(arcs) if arc[0] == arc[-1] and is_small(arc)}
    regions = []
    for country, _, rings in world["regions"]:
        seen = [ring for ring in rings if len(ring) > 1 or index(ring[0]) not in islets]
        regions.append([country, seen or rings[:1]])
    used = {index(number) for _, rings in regions for ring in rings for number in ring}
    made = {
        "degree": UNITS_PER_DEG,
        "source": "Natural Earth, public domain; no border is a claim",
        "arcs": [pack(thin(arc)) if number in used else [] for number, arc in enumerate(arcs)],
        "regions": regions,
        "disputed": [pack(thin(unpack(line, degree))) for line in world["disputed"]],
    }
    text = json.dumps(made, separators=(",", ":"))
    TARGET.write_text(text, encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    (TARGET.parent / "DIGESTS").write_text(f"{digest}  basemap.json\n", encoding="utf-8")


if __name__ == "__main__":
    main()
