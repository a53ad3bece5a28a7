"""All evaluations that can run here -> tables with baselines, error bars and floors; exit 1 below a floor."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from eval import demo, geoparsing, lineage, polnear, seed
from eval.claims import score as claims
from eval.figures import Figure, table
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
    "geoparsing": (geoparsing.measure_geoparsing, True),
}


def main(arguments: list[str] | None = None) -> int:
    """Run, print, and compare with the floors."""
    parser = argparse.ArgumentParser(prog="scripts/eval", description="Scores the reading against hand codings.")
    parser.add_argument("--only", default=",".join(EVALS), help="evaluations to run, by commas: " + ", ".join(EVALS))
    parser.add_argument("--floors", action="store_true", help="exit 1 where a figure lies below its floor")
    parser.add_argument("--pin", action="store_true", help="raise the floors to what was measured")
    parser.add_argument("--lower", action="store_true", help="with --pin: lower floors too; the commit must say why")
    asked = parser.parse_args(arguments)
    floors = msgspec.json.decode(FLOORS.read_bytes(), type=dict[str, dict[str, float]]) if FLOORS.exists() else {}
    below = []
    for name in asked.only.split(","):
        measure, needs_shared = EVALS[name]
        if needs_shared and not SHARED.exists():
            print(f"\n{name}: skipped, {ABSENT}")
            continue
        figures = measure()
        held = floors.setdefault(name, {})
        print(table(name, figures, held))
        below += [
            f"{name}: {figure.name} is {figure.value:.3f}, its floor {held[figure.name]:.3f}"
            for figure in figures
            if figure.value < held.get(figure.name, 0.0)
        ]
        if asked.pin:
            floors[name] = {
                figure.name: round_down(figure.value) if asked.lower else max(held.get(figure.name, 0.0), round_down(figure.value))
                for figure in figures
            }
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
