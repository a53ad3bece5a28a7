"""All evaluations that can run here -> tables with baselines, error bars and floors; exit 1 below a floor."""

import argparse
import hashlib
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from eval import demo, geoparsing, headlines, isaf, lineage, meantime, muc, names, polnear, quiet, relations, seed, stories, trees, wire
from eval.claims import score as claims
from eval.equipment import score as equipment
from eval.evidence import score as evidence
from eval.expressions import score as expressions
from eval.figures import Figure, table
from eval.origins import score as origins
from eval.pages import score as pages
from eval.shared import ABSENT, SHARED

FLOORS = Path(__file__).resolve().parent / "floors.json"


def measure_seed() -> list[Figure]:
    """Score the seed article against its hand coding."""
    text, gold = seed.load()
    scored = seed.score(seed.corpus_of(text), text, gold)
    naive = seed.score(seed.naive_corpus(text), text, gold)
    total = len(gold["claims"])
    figures = [
        Figure("claims right in every field", scored.right(), total, naive.right() / total, "naive: any sentence on Russians, PRESENCE in Venezuela"),
        Figure("required claims right", scored.right(seed.REQUIRED), len(seed.REQUIRED), naive.right(seed.REQUIRED) / len(seed.REQUIRED)),
    ]
    for field in seed.FIELDS:
        stated = [entry for entry in scored.fields.values() if field in entry]
        simple = [entry for entry in naive.fields.values() if field in entry]
        figures.append(
            Figure(f"{field} right", sum(entry[field] for entry in stated), len(stated), sum(entry[field] for entry in simple) / len(stated))
        )
    found = scored.claims - len(scored.extra) - len(scored.background)
    figures.append(Figure("claims that answer to the coding", found, scored.claims, None, "precision; others: " + "; ".join(scored.extra)))
    figures.append(Figure("background left alone", len(seed.BACKGROUND) - len(scored.background), len(seed.BACKGROUND)))
    return figures


def measure_demo() -> list[Figure]:
    """Score the demo's run against its planted truth."""
    ran = demo.run_demo()
    return lineage.score(ran.export, demo.truth(), ran.texts)


EVALS: dict[str, tuple[Callable[[], list[Figure]], bool]] = {  # (what, needs ../shared)
    "seed": (measure_seed, True),
    "demo": (measure_demo, False),
    "polnear": (polnear.figures, True),
    "claims": (claims.figures, False),
    "origins": (origins.measure, False),
    "wire": (wire.figures, True),
    "headlines": (headlines.figures, True),
    "isaf": (isaf.figures, True),
    "muc4": (muc.figures, True),
    "re3d": (relations.figures, True),
    "stories": (stories.figures, True),
    "trees": (trees.figures, True),
    "geoparsing": (geoparsing.measure_geoparsing, True),
    "equipment": (equipment.figures, False),
    "names": (names.figures, True),
    "meantime": (meantime.figures, True),
    "quiet": (quiet.figures, True),
    "expressions": (expressions.figures, False),
    "evidence": (evidence.figures, True),
    "pages": (pages.figures, False),
}


DATA = {"seed": seed.CASE, "demo": demo.DEMO}  # what floors were pinned on: other data make other figures


class Floors(msgspec.Struct):
    """Lowest figures by evaluation, and the digests of the data that they were measured on."""

    data: dict[str, str] = msgspec.field(default_factory=dict)
    figures: dict[str, dict[str, float]] = msgspec.field(default_factory=dict)


def digest_of(folder: Path) -> str:
    """SHA-256 over all files of a folder with their names, but its README."""
    whole = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "README.md"):
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def fallen(name: str, figures: list[Figure], floors: Floors) -> list[str]:
    """Figures below their floors, and data that are not those of the floors."""
    held = floors.figures.get(name, {})
    lines = [
        f"{name}: {figure.name} is {figure.value:.3f}, its floor {held[figure.name]:.3f}"
        for figure in figures
        if figure.value < held.get(figure.name, 0.0)
    ]
    if name in DATA and held and floors.data.get(name) != digest_of(DATA[name]):
        lines.append(f"{name}: {DATA[name].name}/ is not what the floors were measured on; `scripts/eval --pin --lower`, and say why in the commit")
    return lines


def pin(name: str, figures: list[Figure], floors: Floors, *, lower: bool) -> None:
    """Raise the floors to what was measured; lower them only if asked."""
    held = {} if lower else floors.figures.get(name, {})
    floors.figures[name] = {figure.name: max(held.get(figure.name, 0.0), round_down(figure.value)) for figure in figures}
    if name in DATA:
        floors.data[name] = digest_of(DATA[name])


def main(arguments: list[str] | None = None) -> int:
    """Run, print, and compare with the floors."""
    parser = argparse.ArgumentParser(prog="scripts/eval", description="Scores the reading against hand codings.")
    parser.add_argument("--only", default=",".join(EVALS), help="evaluations to run, by commas: " + ", ".join(EVALS))
    parser.add_argument("--floors", action="store_true", help="exit 1 where a figure lies below its floor")
    parser.add_argument("--pin", action="store_true", help="raise the floors to what was measured")
    parser.add_argument("--lower", action="store_true", help="with --pin: lower floors too; the commit must say why")
    asked = parser.parse_args(arguments)
    floors = msgspec.json.decode(FLOORS.read_bytes(), type=Floors) if FLOORS.exists() else Floors()
    below = []
    for name in asked.only.split(","):
        measure, needs_shared = EVALS[name]
        if needs_shared and not SHARED.exists():
            print(f"\n{name}: skipped, {ABSENT}")
            continue
        figures = measure()
        print(table(name, figures, floors.figures.get(name, {})))
        below += fallen(name, figures, floors)
        if asked.pin:
            pin(name, figures, floors, lower=asked.lower)
    if asked.pin:
        FLOORS.write_bytes(msgspec.json.format(msgspec.json.encode(floors), indent=1) + b"\n")
    for line in below:
        print(f"BELOW THE FLOOR {line}", file=sys.stderr)
    return 1 if below and asked.floors else 0


def round_down(value: float) -> float:
    """Three places, never up."""
    return int(value * 1000) / 1000


if __name__ == "__main__":
    sys.exit(main())
