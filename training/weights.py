"""Texts that we wrote and coded -> src/cotejo/lexicon/tables/weights.toml: logistic regression over what is seen of each draft of a claim.

`python -m training.weights` prints what the weights do to texts that they were not learnt from (five folds), then learns from all and writes the
table. Data: training/sentences, the sentences of tests/claims, the development half of eval/claims and its probes (all ours), and texts of treebanks
and of factRuEval that report no deployment (training/ordinary.py: ids of texts in shared/data). Half a minute on one core.
"""

import argparse
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from eval.claims.items import PROBES, load
from numpy.typing import NDArray

from cotejo.claims import attributions, frames, open_readings, weighing
from cotejo.claims.making import Draft, Work
from cotejo.claims.scenes import Scene, is_off_topic, stage
from cotejo.claims.vocabulary import vocabulary
from cotejo.language.load import read
from cotejo.records.document import Document
from cotejo.records.resolution import Interval
from training import ordinary
from training.coded import Text, items, sentences, tested

TABLE = Path(__file__).resolve().parents[1] / "src" / "cotejo" / "lexicon" / "tables" / "weights.toml"
HEAD = "# Learnt by training/weights.py (its docstring says from what); do not edit by hand.\n\n[weights]\n"
FOLDS = 5
PENALTY = 3.0
ROUNDS = 60
STILL = 1e-4
LEAST = 3  # drafts in which something must be seen to get a weight
SMALL = 0.005
OPEN = 2  # tier of open readings
STEPS = 200  # of conjugate gradients
NEAR = 1e-8
Vector = NDArray[np.float64]


class Example(NamedTuple):
    """A draft of a text, as what is seen of it, and whether it is right. `tier`: 0 where who acts was found by the words, 1 may act, 2 anybody."""

    text: int
    clause: int
    tier: int
    needed: float
    seen: tuple[str, ...]
    right: bool
    votes: float


def corpus() -> Iterator[Text]:
    """All texts that the weights are learnt from: ours, alone and inside of ordinary ones, and ordinary ones.

    Raises:
        FileNotFoundError: the treebanks are not here.
    """
    marked, coded = list(sentences()), list(items(item for half in ("dev", *PROBES) for item in load(half)))
    quiet, near, told = list(ordinary.texts()), [text for text in marked if text.kind == "near miss"], [text for text in marked if text.gold]
    yield from (*marked, *tested(), *coded, *quiet)
    yield from ordinary.inside([*coded, *told], quiet)
    yield from ordinary.inside(told, near)


def work_of(text: Text) -> tuple[Work, tuple[Scene, ...]] | None:
    """Read a text up to where its drafts are made; None where the reader would leave it."""
    day = text.published
    published = Interval(earliest=day, latest=day, basis="stated", granularity="day") if day else None
    document = Document(
        capture="capture-1",
        text=text.text,
        external_id="1",
        outlet=text.outlet,
        language=text.language,
        published=published,
        made_by="training@1",
    )
    reading, words = read(document), vocabulary(text.language)
    voices = tuple(attributions.find(reading))
    scenes = stage(reading, words, voices) if words else ()
    if is_off_topic(scenes):
        return None
    work = Work.of(reading, voices, scenes, "training@1")
    return work, scenes


def examples(text: Text, number: int) -> Iterator[Example]:
    """Every draft of a text, sure ones first in their clause; what is right goes into the memory of what came earlier."""
    made = work_of(text)
    if made is None:
        return
    work, scenes = made
    earlier: list[Draft] = []
    for scene in scenes:
        head = work.dateline.last if work.dateline and scene.line.number == 0 else 0
        for clause in frames.clauses_of(scene, head):
            sure = list(frames.told(work, clause, earlier))
            at = clause.line.start(clause.trigger.first)
            kept: Draft | None = None
            tiers = (sure, list(frames.untold(work, clause, earlier)), list(open_readings.draft(work, clause, earlier)))
            for tier, draft in ((tier, draft) for tier, drafts in enumerate(tiers) for draft in drafts):
                right = is_right(text, draft)
                if right is not None:
                    seen = tuple(weighing.seen_of(work, draft, earlier))
                    yield Example(number, at, tier, frames.needed(draft), seen, right, text.votes)
                kept = draft if right and kept is None and tier < OPEN else kept
            if kept or sure:
                earlier.append(kept or sure[0])


def is_right(text: Text, draft: Draft) -> bool | None:
    """Whether the coding has such a claim; None where it may be so or not."""
    line, at = draft.clause.line, draft.clause.at
    start, end, state = line.start(at[0]), line.end(at[1]), draft.cast.force.state
    near = [gold for gold in text.gold if draft.read.event_type in gold.types and start < gold.end and gold.start < end]
    if any(gold.optional for gold in near):
        return None
    return any(not gold.states or state is None or state in gold.states for gold in near)


def learn(found: Sequence[Example], penalty: float = PENALTY) -> dict[str, float]:
    """Weights by Newton's steps on the penalised likelihood; drafts of a clause and tier that are right, or wrong, share one vote."""
    seen = Counter(name for each in found for name in set(each.seen))
    names = ["bias", *sorted(name for name, times in seen.items() if times >= LEAST)]
    place = {name: at for at, name in enumerate(names)}
    rows = [[0, *sorted({place[name] for name in each.seen if name in place})] for each in found]
    share = Counter((each.text, each.clause, each.right, each.tier == OPEN) for each in found)
    votes = np.array([each.votes / share[each.text, each.clause, each.right, each.tier == OPEN] for each in found])
    right = np.array([each.right for each in found], dtype=float)
    penalties = np.full(len(names), penalty)
    penalties[0] = SMALL
    columns = np.concatenate([np.array(row) for row in rows])
    starts = np.cumsum([0, *map(len, rows)])[:-1]
    of_row = np.repeat(np.arange(len(rows)), [len(row) for row in rows])

    def down(each: Vector) -> Vector:
        """Sums over the names seen of each draft."""
        return np.add.reduceat(each[columns], starts)

    def across(each: Vector) -> Vector:
        """Sums over the drafts that each name is seen of."""
        return np.bincount(columns, weights=each[of_row], minlength=len(names))

    weights: Vector = np.zeros(len(names))
    for _ in range(ROUNDS):
        odds = 1 / (1 + np.exp(-down(weights)))
        slope, bend = across(votes * (right - odds)) - penalties * weights, votes * odds * (1 - odds)
        move = solve(lambda each, bend=bend: across(bend * down(each)) + penalties * each, slope, across(bend) + penalties)
        weights += move
        if np.abs(move).max() < STILL:
            break
    return {name: round(float(value), 2) for name, value in zip(names, weights, strict=True) if abs(value) >= SMALL}


def solve(times: Callable[[Vector], Vector], wanted: Vector, scale: Vector) -> Vector:
    """What `times` makes `wanted` of, by conjugate gradients; `scale` is the diagonal of `times`."""
    found = np.zeros(len(wanted))
    rest = wanted.copy()
    scaled = rest / scale
    direction, size = scaled, float(rest @ scaled)
    for _ in range(STEPS):
        image = times(direction)
        step = size / float(direction @ image)
        found, rest = found + step * direction, rest - step * image
        scaled = rest / scale
        size, before = float(rest @ scaled), size
        if size < NEAR:
            break
        direction = scaled + (size / before) * direction
    return found


def chosen(found: Sequence[Example], weights: dict[str, float]) -> Iterator[Example]:
    """The drafts that would be claims: in each clause the first sure one that weighs enough, else the heaviest (frames.read_clause)."""
    clauses: dict[tuple[int, int], list[tuple[float, Example]]] = {}
    for each in found:
        weight = weights.get("bias", 0.0) + sum(weights.get(name, 0.0) for name in each.seen)
        clauses.setdefault((each.text, each.clause), []).append((weight, each))
    for group in clauses.values():
        sure = next((each for weight, each in group if each.tier == 0 and weight >= frames.TOLD), None)
        enough = [pair for pair in group if pair[1].tier and pair[0] >= pair[1].needed]
        if sure or enough:
            yield sure or min(enough, key=lambda pair: (pair[1].tier, -pair[0]))[1]


def report(name: str, texts: Sequence[Text], picked: Sequence[Example]) -> Iterator[str]:
    """Lines of figures per kind of text."""
    for kind in sorted({text.kind for text in texts}):
        inside = {number for number, text in enumerate(texts) if text.kind == kind}
        asked = sum(not gold.optional for number in inside for gold in texts[number].gold)
        right = sum(each.right for each in picked if each.text in inside)
        given = sum(each.text in inside for each in picked)
        quiet = {number for number in inside if not texts[number].gold}
        false = len({each.text for each in picked if each.text in quiet})
        shares = f"P {right / max(1, given):.3f} R {right / max(1, asked):.3f}"
        yield f"  {name:10} {kind:10} {shares}, texts with nothing in them that give something {false}/{len(quiet)}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, learn, write."""
    parser = argparse.ArgumentParser(prog="python -m training.weights", description=__doc__)
    parser.add_argument("--penalty", type=float, default=PENALTY)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    asked = parser.parse_args(arguments)
    texts = list(corpus())
    found = [each for number, text in enumerate(texts) for each in examples(text, number)]
    sure = list({(each.text, each.clause): each for each in reversed(found) if each.tier == 0}.values())
    kept: list[Example] = []
    folds = [zlib.crc32((text.core or text.text).encode()) % FOLDS for text in texts]  # a text is never learnt from in another surrounding
    for fold in range(FOLDS):
        weights = learn([each for each in found if folds[each.text] != fold], asked.penalty)
        kept += chosen([each for each in found if folds[each.text] == fold], weights)
    say = sys.stdout.write
    say(f"{len(texts)} texts, {len(found)} drafts, {sum(each.right for each in found)} of them right\n")
    say("\n".join([*report("sure only", texts, sure), *report("weighed", texts, kept)]) + "\n")
    if not asked.dry:
        weights = learn(found, asked.penalty)
        TABLE.write_text(HEAD + "".join(f'"{name}" = {value}\n' for name, value in sorted(weights.items())), encoding="utf-8")
        say(f"{len(weights)} weights written\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
