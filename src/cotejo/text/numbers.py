"""Words of a sentence -> its counts as integer bounds, with the hedge that gives them, what is counted, and nothing that is no count."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cotejo.text.number_cores import DASHES, Core, core_at, figure, spread
from cotejo.text.number_words import Words, words_from
from cotejo.text.patterns import Patterns

__all__ = ["Count", "Words", "find", "words_from"]

ABOUT_SHARE = 0.15  # "unos 20" = [17, 23]: the origins page
NEARLY_SHARE = 0.10  # "nearly 80" = [72, 80]
YEARS = range(1900, 2101)
REACH = 4  # words after a number in which the noun that it counts may stand
YEAR_FIGURES = 4
HEDGE_WORDS = 4
NEAR = 3  # words before or after a number in which a formation, a price or a flight may stand
CLOCK = re.compile(r"\d{1,2}[hч]")
JOINED = frozenset(":/+°#")  # right beside a number: a time of day, a fraction, a telephone, a coordinate
ORDINAL = frozenset({"º", "ª"})
OF = frozenset({"de", "of"})


class Count(NamedTuple):
    """Words `[first, last)` give a count. `of` is the range of the words that are counted; bounds are inclusive, None is open."""

    first: int
    last: int
    low: int | None
    high: int | None
    unit: str | None
    of: tuple[int, int] | None
    hedge: str | None


def find(low: Sequence[str], texts: Sequence[str], people: Sequence[bool], words: Words) -> Iterator[Count]:
    """Yield the counts of a sentence, left to right, none inside another.

    Args:
        low: folded words.
        texts: the words as written.
        people: True where a word is a people's name ("18 Russians" counts persons).
        words: the language's matchers.

    Gives nothing for years, dates, designations (S-300), formations (211 Infantry Battalion), flights, prices, distances, ages.
    """
    at = 0
    while at < len(low):
        core = core_at(low, texts, at, words)
        if core is None:
            at += 1
            continue
        core = spread(low, texts, core, words)
        count = counted(low, people, core, words) if allowed(low, texts, core, words) else None
        if count is not None:
            yield count
        at = max(core.last, count.last if count else 0)


def allowed(low: Sequence[str], texts: Sequence[str], core: Core, words: Words) -> bool:
    """Whether a number can be a count: no year, date, designation, formation, price, distance, time."""
    if core.low == core.high == 1 and not texts[core.first].isdigit():
        return False  # "un", "una", "one": mostly articles
    return not (
        beside(low, core)
        or named_before(low, core, words)
        or measured_after(low, core, words)
        or in_formation(low, texts, core, words)
        or is_year(low, texts, core, words)
    )


def beside(low: Sequence[str], core: Core) -> bool:
    """Whether the signs at a number make it a time, a fraction, an ordinal or a part of a code."""
    before = low[core.first - 1] if core.first else ""
    after = low[core.last] if core.last < len(low) else ""
    if before in JOINED or CLOCK.fullmatch(before) or after in JOINED or after in ORDINAL:
        return True
    if before in DASHES and core.first > 1 and figure(low[core.first - 2]) is not None:
        return True  # the second half of "12-10"
    return after == "." and core.last + 1 < len(low) and low[core.last + 1] in ORDINAL


def named_before(low: Sequence[str], core: Core, words: Words) -> bool:
    """Whether what stands before a number makes it a name or an amount: "flight 7601", "US$ 20"; or it is the day after a month."""
    before = low[max(0, core.first - NEAR) : core.first]
    if any(hit.last == len(before) for at in range(len(before)) for hit in words.never.before.at(before, at)):
        return True
    dated = before[:-1] if before and before[-1] in OF else before  # "marzo de 2019"
    return bool(dated) and begins(dated[-1:], words.never.months)


def measured_after(low: Sequence[str], core: Core, words: Words) -> bool:
    """Whether what follows a number makes it a measure or a date: "15 km", "200 millones de dólares", "14 de enero"."""
    after = low[core.last : core.last + NEAR]
    rest = after[1:] if after and after[0] in OF else after
    return any(part and (begins(part, words.never.after) or begins(part, words.never.months)) for part in (after, rest))


def in_formation(low: Sequence[str], texts: Sequence[str], core: Core, words: Words) -> bool:
    """Whether a number in figures numbers a formation, "211 Infantry Battalion", "batallón 211", and does not count ("200 airborne troops")."""
    if not (core.exact and texts[core.first].isdigit()):
        return False
    for at in range(core.last, min(core.last + NEAR, len(low))):
        if words.never.formations.longest(low, at):
            return True
        if not words.never.kinds.longest(low, at):
            break
    counts = core.last < len(low) and words.units.longest(low, core.last)
    return bool(core.first and words.never.formations.longest(low, core.first - 1) and not counts)


def is_year(low: Sequence[str], texts: Sequence[str], core: Core, words: Words) -> bool:
    """Whether a number, or both of a range, can be a year and nothing that is counted follows, or a word for a time stands before."""
    written = [text for text in texts[core.first : core.last] if text[:1].isdigit()]
    if core.low not in YEARS or core.high not in YEARS or not core.exact or not written or any(len(text) != YEAR_FIGURES for text in written):
        return False
    before = low[max(0, core.first - NEAR) : core.first]
    dated = any(hit.last == len(before) for at in range(len(before)) for hit in words.never.year_before.at(before, at))
    return dated or core.last >= len(low) or not words.units.longest(low, core.last)


def begins(low: Sequence[str], patterns: Patterns[bool]) -> bool:
    """Whether a phrase begins with the first of these words."""
    return patterns.longest(low, 0) is not None


def counted(low: Sequence[str], people: Sequence[bool], core: Core, words: Words) -> Count:
    """Add hedge and noun to a number."""
    hedge, first = hedge_before(low, core, words)
    more = words.more.longest(low, core.last) if core.last < len(low) else None
    last = more.last if more else core.last
    unit, of = noun_after(low, people, last, words)
    if hedge and core.last - core.first == 1 and low[core.first] in words.singular:  # "более тысячи": one, not several
        one = words.singular[low[core.first]]
        core = core._replace(low=one, high=one)
    if hedge is None and of is None and core.first and low[core.first - 1] in words.inverted and not follows_number(low, core.first - 1, words):
        hedge, first, unit, of = "about", core.first - 1, "person", (core.first - 1, core.first)
    hedge = hedge or ("at_least" if more else None) or ("about" if core.low == core.high and not core.exact else None)
    bounds = apply(hedge, core)
    if unit == "seat" and hedge == "at_most":
        hedge = "capacity"
    return Count(first, last, *bounds, unit, of, hedge)


def follows_number(low: Sequence[str], at: int, words: Words) -> bool:
    """Whether a number stands right before a word."""
    return at > 0 and (figure(low[at - 1]) is not None or low[at - 1] in words.values or low[at - 1] in words.multipliers)


def hedge_before(low: Sequence[str], core: Core, words: Words) -> tuple[str | None, int]:
    """The longest hedge that ends where the number begins, and where it begins."""
    for first in range(max(0, core.first - HEDGE_WORDS), core.first):
        hit = next((hit for hit in words.hedges.at(low, first) if hit.last == core.first), None)
        if hit:
            return hit.label, first
    return None, core.first


def apply(hedge: str | None, core: Core) -> tuple[int | None, int | None]:
    """Bounds that a hedge leaves of a number."""
    if hedge == "at_least":
        return core.low, None
    if hedge == "over":
        return core.low + 1, None
    if hedge == "at_most":
        return None, core.high
    if hedge == "under":
        return None, max(0, core.high - 1)
    if hedge == "nearly":
        return round(core.low * (1 - NEARLY_SHARE)), core.high
    if hedge == "about" and core.low == core.high:
        slack = max(1, round(core.low * ABOUT_SHARE))
        return max(0, core.low - slack), core.high + slack
    return core.low, core.high


def noun_after(low: Sequence[str], people: Sequence[bool], last: int, words: Words) -> tuple[str | None, tuple[int, int] | None]:
    """What is counted: the nearest noun of the units, or people named by nationality, within a few words and no sign between."""
    nation: tuple[int, int] | None = None
    for at in range(last, min(last + REACH, len(low))):
        if not low[at][:1].isalnum():
            break
        hit = words.units.longest(low, at)
        if hit:
            return hit.label, (at, hit.last)
        if people[at] and nation is None:
            nation = (at, at + 1)
    return ("person", nation) if nation else (None, None)
