"""The corpus made here -> F of claim types and slots, exact chains, false claims on near misses: per half and language, the naive reader beside.

Which half a figure is of stands in its name. The dev half may be tuned on; the frozen half may only be scored.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from eval.claims import baseline, found
from eval.claims.found import Found
from eval.claims.items import HALVES, LANGUAGES, PROBES, Coded, Item, load
from eval.claims.judging import MODES, SLOTS, Verdict, agree, chained, judge
from eval.claims.matching import Matched, match
from eval.figures import Figure, table
from eval.polnear import Tally, jackknife, total

MADE_HERE = "made here"


class Side(NamedTuple):
    """Items of one half and language as our reader and as the naive one match them."""

    ours: list[Matched]
    naive: list[Matched]


def sides(half: str, reader: Callable[[Item], list[Found]] = found.read_item) -> dict[str, Side]:
    """Read and match one half, by language."""
    items = load(half)
    return {
        lang: Side(
            [match(item, reader(item)) for item in items if item.lang == lang],
            [match(item, baseline.read_item(item)) for item in items if item.lang == lang],
        )
        for lang in LANGUAGES
    }


def types(matched: Matched) -> Tally:
    """Claims by type and place in the text."""
    right = len(matched.pairs)
    return Tally(right, right + len(matched.false), right, right + len(matched.missed))


def slots(matched: Matched, fields: Iterable[str] = SLOTS, *, whole: bool = False) -> Tally:
    """Slots of matched claims; `whole`: those of missed claims are missed and those of false claims are false as well."""
    chosen = tuple(fields)
    verdicts = [verdict for coded, given in matched.pairs for field, verdict in judge(coded, given).items() if field in chosen]
    if whole:
        verdicts += [judged for coded in matched.missed for judged in asked(coded, chosen)]
        verdicts += [Verdict(0, 1, 0) for given in matched.false for field in chosen if filled(given, field)]
    right = sum(verdict.right for verdict in verdicts)
    return Tally(right, sum(verdict.found for verdict in verdicts), right, sum(verdict.asked for verdict in verdicts))


def asked(coded: Coded, fields: tuple[str, ...]) -> Iterator[Verdict]:
    """What a missed claim leaves unanswered."""
    nothing = Found(event_type=coded.event_type, start=0, end=0)
    yield from (verdict for field, verdict in judge(coded, nothing).items() if field in fields)


def filled(given: Found, field: str) -> bool:
    """Whether a false claim fills a slot."""
    value = getattr(given, "states" if field == "state" else field)
    return value not in (None, (), "unknown")


def figures() -> list[Figure]:
    """All figures of both halves."""
    return [figure for half in HALVES for figure in half_figures(half)]


def half_figures(half: str) -> list[Figure]:
    """The figures of one half."""
    by_language = sides(half)
    lines = []
    for lang, side in by_language.items():
        if not side.ours:
            continue
        claims = Side(*([each for each in group if each.item.topic is None] for group in side))
        name = f"{half} {lang}"
        lines += [
            f_figure(f"{name} claim type F1", side, types),
            f_figure(f"{name} slots F1 (matched claims)", claims, slots),
            f_figure(f"{name} slots F1 (all claims)", side, lambda each: slots(each, whole=True)),
            share(f"{name} chain exact", *(chains(group) for group in claims)),
            near_misses(f"{name} near misses left alone", side),
        ]
    every = Side(*([each for side in by_language.values() for each in side[index]] for index in (0, 1)))
    lines += [f_figure(f"{half} slot {field} F1", every, lambda each, field=field: slots(each, (field,))) for field in SLOTS]  # type: ignore[misc]
    lines += [share(f"{half} {mode} right", *(modes(group, mode) for group in every)) for mode in MODES]
    return lines


def f_figure(name: str, side: Side, measure: Callable[[Matched], Tally]) -> Figure:
    """An F with its jackknife bar over items, precision and recall in the note."""
    parts = [measure(each) for each in side.ours]
    if not parts:
        return Figure(name, 0, 0, None, MADE_HERE)
    whole, naive = total(parts), total([measure(each) for each in side.naive])
    note = f"P {whole.precision:.3f} R {whole.recall:.3f} {MADE_HERE}"
    return Figure(name, whole.coded_right, whole.coded, naive.f, note, measured=whole.f, bar=jackknife(parts))


def share(name: str, ours: list[bool], naive: list[bool]) -> Figure:
    """A share of matched claims; the naive one is of the naive reader's own matches."""
    return Figure(name, sum(ours), len(ours), sum(naive) / len(naive) if naive else None, MADE_HERE)


def chains(group: list[Matched]) -> list[bool]:
    """Whether each matched claim has its chain."""
    return [chained(coded, given) for each in group for coded, given in each.pairs]


def modes(group: list[Matched], mode: str) -> list[bool]:
    """Whether each matched claim has tense, polarity, ... as coded."""
    return [right for each in group for coded, given in each.pairs for field, right in agree(coded, given).items() if field == mode]


def near_misses(name: str, side: Side) -> Figure:
    """Items without any claim that give none."""
    ours, naive = ([not each.false for each in group if each.item.topic is not None] for group in side)
    return share(name, ours, naive)


def probes() -> list[Figure]:
    """The figures of the probes, as they stand after their errors were read; their first touch is in the README."""
    return [figure for half in PROBES for figure in half_figures(half)]


def main(halves: list[str]) -> int:
    """Print the figures of the named halves or probes; of both halves when none is named."""
    print(table("claims", [figure for half in halves or HALVES for figure in half_figures(half)], {}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
