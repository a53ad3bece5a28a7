"""Texts that we wrote and coded -> src/cotejo/lexicon/tables/weights.toml: logistic regression over what is seen of each draft of a claim.

`python -m training.weights` prints what the weights do to texts that they were not learnt from (five folds), then learns from all and writes the
table. Data: training/sentences and the development half of eval/claims (ours, both). Seconds on one core, no chance in it.
"""

import argparse
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cotejo.claims import attributions, datelines, frames, times, weighing
from cotejo.claims.antecedents import Antecedents
from cotejo.claims.coverage import Coverage
from cotejo.claims.making import Draft, Work
from cotejo.claims.scenes import is_off_topic, stage
from cotejo.claims.vocabulary import vocabulary
from cotejo.language.load import read
from cotejo.records.document import Document
from eval.claims.items import Item, load
from training import marked

TABLE = Path(__file__).resolve().parents[1] / "src" / "cotejo" / "lexicon" / "tables" / "weights.toml"
TESTS = Path(__file__).resolve().parents[1] / "tests" / "claims"
DAY = date(2024, 5, 20)
LANGUAGES = ("en", "es", "pt", "ru")
FOLDS = 5
PENALTY = 1.0
ROUNDS = 60
FIRM = 3.0  # votes of the sentences that our tests hold the reader to
LEAST = 3  # drafts in which something must be seen to get a weight
SMALL = 0.005


class Gold(NamedTuple):
    """One happening that a text reports: allowed types, offsets of its words, allowed states (empty: any)."""

    types: frozenset[str]
    start: int
    end: int
    states: frozenset[str]
    optional: bool


class Text(NamedTuple):
    """A coded text. `whole` where every happening in it is coded."""

    id: str
    language: str
    published: date | None
    outlet: str | None
    text: str
    gold: tuple[Gold, ...]


class Example(NamedTuple):
    """A draft of a text, as what is seen of it, and whether it is right."""

    text: int
    clause: int
    sure: bool
    seen: tuple[str, ...]
    right: bool
    votes: float


def sentences() -> Iterator[Text]:
    """Our marked sentences."""
    for language in LANGUAGES:
        for number, each in enumerate(marked.read(language)):
            gold = tuple(Gold(frozenset(each.types), 0, len(each.text), frozenset(), optional=False) for _ in each.types[:1])
            yield Text(f"sentence-{language}-{number}", language, None, None, each.text, gold)
        for number, line in enumerate((marked.HERE / f"near_{language}.txt").read_text(encoding="utf-8").splitlines()):
            yield Text(f"sentence-near-{language}-{number}", language, None, None, line, ())


def tested() -> Iterator[Text]:
    """The sentences of our tests: each gives a claim of its type, or none."""
    for number, case in enumerate(tomllib.loads((TESTS / "happenings.toml").read_text(encoding="utf-8"))["case"]):
        states = frozenset([case["state"]] if "state" in case else [])
        yield Text(f"sentence-test-{number}", case["lang"], DAY, None, case["text"], (Gold(frozenset([case["type"]]), 0, len(case["text"]), states, optional=False),))
    for language, texts in sorted(tomllib.loads((TESTS / "near_misses.toml").read_text(encoding="utf-8")).items()):
        for number, text in enumerate(texts):
            yield Text(f"sentence-test-near-{language}-{number}", language, DAY, None, text, ())


def items(found: Iterable[Item]) -> Iterator[Text]:
    """Items of a corpus with claims."""
    for item in found:
        gold = []
        for each in item.claims:
            start = item.text.index(each.quote)
            states = each.state if isinstance(each.state, list) else [each.state] if isinstance(each.state, str) else []
            named = frozenset(state for state in states if state)
            gold.append(Gold(frozenset({each.event_type, *each.also}), start, start + len(each.quote), named, each.optional))
        yield Text(item.id, item.lang, item.published, item.outlet, item.text, tuple(gold))


def work_of(text: Text) -> tuple[Work, tuple[frames.Scene, ...]] | None:
    """Read a text up to where its drafts are made."""
    published = None
    if text.published:
        from cotejo.records.resolution import Interval  # noqa: PLC0415

        published = Interval(earliest=text.published, latest=text.published, basis="stated", granularity="day")
    document = Document(
        capture="capture-1", text=text.text, external_id=text.id, outlet=text.outlet, language=text.language, published=published, made_by="training@1"
    )
    reading = read(document)
    voices = tuple(attributions.find(reading))
    words = vocabulary(text.language)
    if words is None:
        return None
    scenes = stage(reading, words, voices)
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
    clauses, votes = 0, FIRM if text.id.startswith("sentence-test") else 1.0
    for scene in scenes:
        head = work.dateline.last if work.dateline and scene.line.number == 0 else 0
        for clause in frames.clauses_of(scene, head):
            clauses += 1
            sure, rest = list(frames.told(work, clause, earlier)), list(frames.untold(work, clause, earlier))
            kept: Draft | None = None
            for draft, is_sure in [*((each, True) for each in sure), *((each, False) for each in rest)]:
                right = is_right(text, draft)
                if right is not None:
                    yield Example(number, clauses, is_sure, tuple(weighing.seen_of(work, draft, earlier)), right, votes)
                if right and kept is None:
                    kept = draft
            if kept or sure:
                earlier.append(kept or sure[0])


def is_right(text: Text, draft: Draft) -> bool | None:
    """Whether the coding has such a claim; None where it may be so or not."""
    line, at = draft.clause.line, draft.clause.at
    start, end = line.start(at[0]), line.end(at[1])
    state = draft.cast.force.state
    near = [gold for gold in text.gold if draft.read.event_type in gold.types and start < gold.end and gold.start < end]
    if not near:
        return False
    if any(gold.optional for gold in near):
        return None
    return any(not gold.states or state is None or state in gold.states for gold in near)


def learn(found: Sequence[Example], penalty: float = PENALTY) -> dict[str, float]:
    """Weights by Newton's steps on the penalised likelihood; a clause's drafts share one vote."""
    seen = Counter(name for each in found for name in set(each.seen))
    names = ["bias", *sorted(name for name, times in seen.items() if times >= LEAST)]
    place = {name: at for at, name in enumerate(names)}
    matrix = np.zeros((len(found), len(names)))
    matrix[:, 0] = 1
    for row, each in enumerate(found):
        for name in each.seen:
            if name in place:
                matrix[row, place[name]] = 1
    share = Counter((each.text, each.clause, each.right) for each in found)
    votes = np.array([each.votes / share[each.text, each.clause, each.right] for each in found])
    right = np.array([each.right for each in found], dtype=float)
    penalties = np.full(len(names), penalty)
    penalties[0] = 1e-3
    found_weights: NDArray[np.float64] = np.zeros(len(names))
    for _ in range(ROUNDS):
        odds = 1 / (1 + np.exp(-matrix @ found_weights))
        slope = matrix.T @ (votes * (right - odds)) - penalties * found_weights
        bend = (matrix * (votes * odds * (1 - odds))[:, None]).T @ matrix + np.diag(penalties)
        move = np.linalg.solve(bend, slope)
        found_weights += move
        if np.abs(move).max() < 1e-6:
            break
    return {name: round(float(value), 2) for name, value in zip(names, found_weights, strict=True) if abs(value) >= SMALL}


def chosen(found: Sequence[Example], weights: dict[str, float], threshold: float) -> list[Example]:
    """The drafts that would be claims: in each clause the first sure one that weighs enough, else the heaviest."""
    clauses: dict[tuple[int, int], list[Example]] = {}
    for each in found:
        clauses.setdefault((each.text, each.clause), []).append(each)
    kept = []
    for group in clauses.values():
        weighed = [(weights.get("bias", 0) + sum(weights.get(name, 0.0) for name in each.seen), each) for each in group]
        sure = next((each for weight, each in weighed if each.sure and weight >= threshold), None)
        best = max((pair for pair in weighed if not pair[1].sure), key=lambda pair: pair[0], default=None)
        if sure or (best and best[0] >= threshold):
            kept.append(sure or best[1])  # type: ignore[index]
    return kept


def folds(texts: Sequence[Text], found: Sequence[Example], penalty: float, threshold: float) -> None:
    """Print what the weights do to texts that they were not learnt from."""
    kept: list[Example] = []
    for fold in range(FOLDS):
        weights = learn([each for each in found if each.text % FOLDS != fold], penalty)
        kept += chosen([each for each in found if each.text % FOLDS == fold], weights, threshold)
    first = chosen([each for each in found if each.sure], {}, 0.0)
    allin = chosen(found, {}, 0.0)
    for name, picked in (("sure only", first), ("all", allin), (f"weighed, penalty {penalty}, threshold {threshold}", kept)):
        for source in ("sentence", ""):
            mine = [number for number, text in enumerate(texts) if text.id.startswith("sentence") == (source == "sentence")]
            inside = set(mine)
            asked = sum(not gold.optional for number in mine for gold in texts[number].gold)
            right = sum(each.right for each in picked if each.text in inside)
            given = sum(each.text in inside for each in picked)
            quiet = {number for number in mine if not texts[number].gold}
            false = len({each.text for each in picked if each.text in quiet})
            score = 2 * right / max(1, given + asked)
            print(f"  {name:40} {source or 'items':9} P {right / max(1, given):.3f} R {right / asked:.3f} F {score:.3f}, false texts {false}/{len(quiet)}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, learn, write."""
    parser = argparse.ArgumentParser(prog="python -m training.weights", description=__doc__)
    parser.add_argument("--penalty", type=float, default=PENALTY)
    parser.add_argument("--threshold", type=float, default=0.0, help="measure with this threshold (the table always has zero)")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    asked = parser.parse_args(arguments)
    texts = [*sentences(), *tested(), *items(load("dev"))]
    found = [each for number, text in enumerate(texts) for each in examples(text, number)]
    print(f"{len(texts)} texts, {len(found)} drafts, {sum(each.right for each in found)} of them right")
    folds(texts, found, asked.penalty, asked.threshold)
    if not asked.dry:
        weights = learn(found, asked.penalty)
        rows = "".join(f'"{name}" = {value}\n' for name, value in sorted(weights.items()))
        TABLE.write_text(f"# Learnt by training/weights.py (its docstring says from what); do not edit by hand.\n\n[weights]\n{rows}", encoding="utf-8")
        print(f"{len(weights)} weights written")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
