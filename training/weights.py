"""Texts that we wrote and coded -> src/cotejo/lexicon/tables/weights.toml: logistic regression over what is seen of each draft of a claim.

`python -m training.weights` prints what the weights do to texts that they were not learnt from (five folds), then learns from all and writes the
table. Data: training/sentences, the sentences of tests/claims, the development half of eval/claims and its probes (all ours). Seconds on one core.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from eval.claims.items import PROBES, load
from numpy.typing import NDArray

from cotejo.claims import attributions, datelines, frames, times, weighing
from cotejo.claims.antecedents import Antecedents
from cotejo.claims.coverage import Coverage
from cotejo.claims.making import Draft, Work
from cotejo.claims.scenes import Scene, is_off_topic, stage
from cotejo.claims.vocabulary import vocabulary
from cotejo.language.load import read
from cotejo.records.document import Document
from cotejo.records.resolution import Interval
from training.coded import Text, items, sentences, tested

TABLE = Path(__file__).resolve().parents[1] / "src" / "cotejo" / "lexicon" / "tables" / "weights.toml"
HEAD = "# Learnt by training/weights.py (its docstring says from what); do not edit by hand.\n\n[weights]\n"
FOLDS = 5
PENALTY = 2.0
ROUNDS = 60
STILL = 1e-6
LEAST = 3  # drafts in which something must be seen to get a weight
SMALL = 0.005


class Example(NamedTuple):
    """A draft of a text, as what is seen of it, and whether it is right. `sure` where who acts was found by the words."""

    text: int
    clause: int
    sure: bool
    needed: float
    seen: tuple[str, ...]
    right: bool
    votes: float


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
    work = Work(reading, voices, Coverage(voices), Antecedents.of(scenes), times.bound_of(reading), datelines.find(reading), "training@1")
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
            for place, draft in enumerate([*sure, *frames.untold(work, clause, earlier)]):
                right = is_right(text, draft)
                if right is not None:
                    seen = tuple(weighing.seen_of(work, draft, earlier))
                    yield Example(number, at, place < len(sure), frames.needed(draft), seen, right, text.votes)
                kept = draft if right and kept is None else kept
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
    """Weights by Newton's steps on the penalised likelihood; drafts of a clause that are right, or wrong, share one vote."""
    seen = Counter(name for each in found for name in set(each.seen))
    names = ["bias", *sorted(name for name, times in seen.items() if times >= LEAST)]
    place = {name: at for at, name in enumerate(names)}
    matrix = np.zeros((len(found), len(names)))
    matrix[:, 0] = 1
    for row, each in enumerate(found):
        matrix[row, [place[name] for name in each.seen if name in place]] = 1
    share = Counter((each.text, each.clause, each.right) for each in found)
    votes = np.array([each.votes / share[each.text, each.clause, each.right] for each in found])
    right = np.array([each.right for each in found], dtype=float)
    penalties = np.full(len(names), penalty)
    penalties[0] = SMALL
    weights: NDArray[np.float64] = np.zeros(len(names))
    for _ in range(ROUNDS):
        odds = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (votes * (right - odds)) - penalties * weights
        bend = (matrix * (votes * odds * (1 - odds))[:, None]).T @ matrix + np.diag(penalties)
        move = np.linalg.solve(bend, slope)
        weights += move
        if np.abs(move).max() < STILL:
            break
    return {name: round(float(value), 2) for name, value in zip(names, weights, strict=True) if abs(value) >= SMALL}


def chosen(found: Sequence[Example], weights: dict[str, float]) -> Iterator[Example]:
    """The drafts that would be claims: in each clause the first sure one that weighs enough, else the heaviest (frames.read_clause)."""
    clauses: dict[tuple[int, int], list[tuple[float, Example]]] = {}
    for each in found:
        weight = weights.get("bias", 0.0) + sum(weights.get(name, 0.0) for name in each.seen)
        clauses.setdefault((each.text, each.clause), []).append((weight, each))
    for group in clauses.values():
        sure = next((each for weight, each in group if each.sure and weight >= frames.TOLD), None)
        enough = [pair for pair in group if not pair[1].sure and pair[0] >= pair[1].needed]
        if sure or enough:
            yield sure or max(enough, key=lambda pair: pair[0])[1]


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
    texts = [*sentences(), *tested(), *items([item for half in ("dev", *PROBES) for item in load(half)])]
    found = [each for number, text in enumerate(texts) for each in examples(text, number)]
    sure = list({(each.text, each.clause): each for each in reversed(found) if each.sure}.values())
    kept: list[Example] = []
    for fold in range(FOLDS):
        weights = learn([each for each in found if each.text % FOLDS != fold], asked.penalty)
        kept += chosen([each for each in found if each.text % FOLDS == fold], weights)
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
