"""Words of a sentence and the day of publication -> the days that each expression of time denotes, as intervals."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from cotejo.records.resolution import Interval
from cotejo.text.date_parts import part_of
from cotejo.text.date_pointers import pointer_at
from cotejo.text.date_points import point_at
from cotejo.text.date_ranges import range_at
from cotejo.text.date_words import Anchor, Stretch, Words, words_from
from cotejo.text.patterns import Patterns

__all__ = ["Anchor", "Time", "Words", "find", "words_from"]

REACH = 9  # words before an expression that tell that it is still to come
FUTURE = 5  # letters of the shortest verb that is told by its ending
PHRASE = 4  # words of the longest part or bound
WHOLE = frozenset({"week", "month", "year", "season", "decade"})  # what has parts


class Time(NamedTuple):
    """Words `[first, last)` denote an interval."""

    first: int
    last: int
    interval: Interval


def find(low: Sequence[str], texts: Sequence[str], words: Words, anchor: Anchor, figures: Mapping[str, int]) -> Iterator[Time]:
    """Yield expressions of time, left to right, none inside another.

    Args:
        low: folded words.
        texts: the words as written.
        words: the language's matchers.
        anchor: what relative expressions count from; without a day of publication they give nothing.
        figures: number words ("three days ago").
    """
    at = done = 0
    while at < len(low):
        if not (low[at] in words.starts or low[at][:1].isdigit() or low[at] in figures):
            at += 1
            continue
        none = words.none.longest(low, at)
        stretch = None if none else stretch_at(low, texts, at, words, anchor._replace(ahead=looks_ahead(low, texts, at, words)), figures)
        if stretch is None:
            at = none.last if none else at + 1
            continue
        yield bounded(low, stretch, words, done)
        if stretch.granularity in {"year", "month", "day"} and not stretch.relative:
            anchor = anchor._replace(year=stretch.latest.year)
        at = done = stretch.last


def looks_ahead(low: Sequence[str], texts: Sequence[str], at: int, words: Words) -> bool:
    """Whether one of the words before an expression speaks of what is to come: "will land on", "plazo hasta el", "состоится"."""
    return any(
        words.ahead.longest(low, place) is not None or (words.future and len(low[place]) >= FUTURE and texts[place].endswith(words.future))
        for place in range(max(0, at - REACH), at)
    )


def stretch_at(low: Sequence[str], texts: Sequence[str], at: int, words: Words, anchor: Anchor, figures: Mapping[str, int]) -> Stretch | None:
    """The expression that begins at a word: a range, what counts from the publication, or a calendar time."""
    return (
        range_at(low, texts, at, words, anchor)
        or pointer_at(low, texts, at, words, anchor, figures)
        or point_at(low, texts, at, words, anchor)
    )  # fmt: skip


def bounded(low: Sequence[str], stretch: Stretch, words: Words, done: int) -> Time:
    """Lay the part ("early", "late") and the bound ("since", "until") before an expression on its days; nothing before word `done` counts."""
    first, earliest, latest = stretch.first, stretch.earliest, stretch.latest
    begin = back_over(low, first, words, done)
    part = hit_ending(low, begin, words.parts, done)
    modifier = None
    if part and earliest and stretch.granularity in WHOLE:
        earliest, latest = part_of(earliest, latest, part[1])
        begin, modifier = part
        first = begin
        begin = back_over(low, first, words, done)
    bound = hit_ending(low, begin, words.bounds, done) or hit_ending(low, first, words.bounds, done)
    basis: Literal["stated", "relative"] = "relative" if stretch.relative else "stated"
    start: date | None = earliest
    end: date | None = latest
    if bound and not (stretch.granularity == "decade" and low[bound[0]] in words.ranges["from"]):  # "dates from the 1980s" opens nothing
        first, modifier = bound
        start, end = laid(modifier, earliest, latest)
    elif start is None:
        modifier = "before"
    return Time(first, stretch.last, Interval(earliest=start, latest=end, basis=basis, granularity=stretch.granularity, modifier=modifier))


def laid(bound: str, earliest: date | None, latest: date) -> tuple[date | None, date | None]:
    """Ends of an interval with a bound laid on."""
    if bound == "since":
        return earliest, None
    if bound == "until":
        return None, latest
    if bound == "before":
        return None, (earliest or latest) - timedelta(days=1)
    return latest, None


def hit_ending(low: Sequence[str], at: int, patterns: Patterns[str], done: int) -> tuple[int, str] | None:
    """The longest phrase that ends right before a word: where it begins, and its label."""
    for first in range(max(done, at - PHRASE), at):
        hit = next((hit for hit in patterns.at(low, first) if hit.last == at), None)
        if hit:
            return first, hit.label
    return None


def back_over(low: Sequence[str], at: int, words: Words, done: int) -> int:
    """Step back over articles and "of" before an expression, unless a phrase ends with them."""

    def ends(place: int) -> bool:
        return bool(hit_ending(low, place, words.parts, done) or hit_ending(low, place, words.bounds, done))

    if ends(at):
        return at
    steps = 0
    while at > done and steps < PHRASE and low[at - 1] in words.inside:
        at, steps = at - 1, steps + 1
        if ends(at):
            break
    return at
