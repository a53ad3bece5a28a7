"""Words of a sentence -> its counts as integer bounds, with the hedge that gives them, what is counted, and nothing that is no count."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from cotejo.text.patterns import Patterns, folded, listed

ABOUT_SHARE = 0.15  # "unos 20" = [17, 23]: the origins page
NEARLY_SHARE = 0.10  # "nearly 80" = [72, 80]
YEARS = range(1900, 2101)
REACH = 4  # words after a number in which the noun that it counts may stand
MOST = 10**9
GROUP = 3  # figures that a space parts
DIGITS = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+|\d+")
DESIGNATION = re.compile(r"[^\W\d_]")


class Words(NamedTuple):
    """All that numbers of one language are read with."""

    values: Mapping[str, int]
    multipliers: Mapping[str, int]
    groups: Patterns[int]
    vague: Patterns[tuple[int, int]]
    hedges: Patterns[str]
    more: Patterns[bool]
    before_range: frozenset[str]
    inside_range: frozenset[str]
    units: Patterns[str]
    never_before: Patterns[bool]
    never_after: Patterns[bool]
    formations: Patterns[bool]
    months: Patterns[bool]


class Count(NamedTuple):
    """Words `[first, last)` give a count. `of` is the range of the words that are counted; bounds are inclusive, None is open."""

    first: int
    last: int
    low: int | None
    high: int | None
    unit: str | None
    of: tuple[int, int] | None
    hedge: str | None


class Core(NamedTuple):
    """A number before its hedge: words `[first, last)` and bounds; `exact` is False for dozens and hundreds."""

    first: int
    last: int
    low: int
    high: int
    exact: bool


def words_from(rows: Mapping[str, Any], language: str) -> Words:
    """Build the matchers of a language from the table `numbers`."""
    values = rows["values"][language]

    def pairs(row: str) -> list[tuple[str, list[int]]]:
        found = []
        for part in listed(row):
            words = part.split()
            numbers = [int(word) for word in words if word.isdigit()]
            found.append((" ".join(word for word in words if not word.isdigit()), numbers))
        return found

    hedges = [(phrase, name) for name, row in rows["hedges"][language].items() for phrase in listed(row)]
    units = [(phrase, unit) for unit, row in rows["units"].items() for phrase in listed(row)]
    never = {side: Patterns((phrase, True) for phrase in listed(rows["never"][side])) for side in ("before", "after", "formations", "months")}
    return Words(
        values={folded(word): numbers[0] for word, numbers in pairs(values["cardinals"])},
        multipliers={folded(word): numbers[0] for word, numbers in pairs(values["multipliers"])},
        groups=Patterns((phrase, numbers[0]) for phrase, numbers in pairs(values["groups"])),
        vague=Patterns((phrase, (numbers[0], numbers[1])) for phrase, numbers in pairs(values["vague"])),
        hedges=Patterns(hedges),
        more=Patterns((phrase, True) for phrase in listed(rows["more"][language])),
        before_range=frozenset(listed(rows["ranges"][language]["before"])),
        inside_range=frozenset(listed(rows["ranges"][language]["between"])),
        units=Patterns(units),
        never_before=never["before"],
        never_after=never["after"],
        formations=never["formations"],
        months=never["months"],
    )


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


def core_at(low: Sequence[str], texts: Sequence[str], at: int, words: Words) -> Core | None:
    """The number that begins at a word, in figures or in words; None where there is none."""
    vague = next(words.vague.at(low, at), None)
    group = next(words.groups.at(low, at), None)
    if vague and not (group and group.last > vague.last):
        return Core(at, vague.last, *vague.label, exact=False)
    if group:
        return Core(at, group.last, group.label, group.label, exact=False)
    return in_figures(low, texts, at, words) or in_words(low, at, words)


def in_figures(low: Sequence[str], texts: Sequence[str], at: int, words: Words) -> Core | None:
    """A number in figures: "80", "1.200", "1,200", "1 200", "20-30", "2 mil"."""
    value = figure(texts[at])
    if value is None:
        ends = re.fullmatch(r"(\d+)[-–](\d+)", texts[at])
        if ends and int(ends[1]) < int(ends[2]) and len(ends[2]) <= 6:  # noqa: PLR2004 - longer ones are phone numbers
            return Core(at, at + 1, int(ends[1]), int(ends[2]), exact=True)
        return None
    last = at + 1
    while len(texts[at]) <= GROUP and last < len(texts) and len(texts[last]) == GROUP and texts[last].isdigit() and value:  # "1 200", "12 500 000"
        value, last = value * 1000 + int(texts[last]), last + 1
    while last < len(low) and low[last] in words.multipliers and value * words.multipliers[low[last]] <= MOST:
        value *= words.multipliers[low[last]]
        last += 1
    return Core(at, last, value, value, exact=True)


def figure(text: str) -> int | None:
    """Value of a whole number in figures; a separator counts only before three figures, so that 10,5 and 3.14 are none."""
    if not DIGITS.fullmatch(text):
        return None
    value = int(re.sub(r"\D", "", text))
    return value if value <= MOST else None


def in_words(low: Sequence[str], at: int, words: Words) -> Core | None:
    """A number in words: "twenty-two", "ciento veinte", "двадцать два", "two hundred and ten"."""
    total = current = 0
    last = at
    smallest = MOST
    while last < len(low):
        parts = [part for part in low[last].split("-") if part]
        if parts and all(part in words.values for part in parts):
            value = sum(words.values[part] for part in parts)
            if value >= smallest:
                break
            smallest = 10 ** (len(str(value)) - 1) if value % 10 == 0 or value > 99 else 1  # noqa: PLR2004 - tens may take units
            current += value
        elif low[last] in words.multipliers and (last > at or words.multipliers[low[last]] == 1000):  # noqa: PLR2004 - "mil soldados"
            current = max(current, 1) * words.multipliers[low[last]]
            smallest = words.multipliers[low[last]]
            if smallest >= 1000:  # noqa: PLR2004
                total, current = total + current, 0
        elif not (last > at and low[last] in {"and", "y", "e"} and last + 1 < len(low) and low[last + 1] in words.values):
            break
        last += 1
    return Core(at, last, total + current, total + current, exact=True) if last > at else None


def spread(low: Sequence[str], texts: Sequence[str], core: Core, words: Words) -> Core:
    """Take up the second number of a range: "between 20 and 30", "de 20 a 30", "20 – 30"."""
    if core.last + 1 >= len(low):
        return core
    joined = low[core.last] in words.inside_range and core.first and low[core.first - 1] in words.before_range
    dashed = low[core.last] in {"-", "–", "—"}
    other = core_at(low, texts, core.last + 1, words) if joined or dashed else None
    if other and core.low < other.high:
        return Core(core.first - (1 if joined else 0), other.last, core.low, other.high, core.exact and other.exact)
    return core


def allowed(low: Sequence[str], texts: Sequence[str], core: Core, words: Words) -> bool:
    """Whether a number can be a count: no year, date, designation, formation, price, distance, time."""
    first, last = core.first, core.last
    alone = core.exact and texts[first].isdigit()
    if core.low == core.high == 1 and not texts[first].isdigit():
        return False  # "un", "una", "one": mostly articles
    before = low[max(0, first - 2) : first]
    if any(hit.last == len(before) for at in range(len(before)) for hit in words.never_before.at(before, at)):
        return False
    after = low[last : last + 2]
    if after and (begins(after, words.never_after) or begins(after, words.months)):
        return False
    if len(after) == 2 and after[0] in {"de", "of"} and begins(after[1:], words.months):  # noqa: PLR2004 - "14 de enero"
        return False
    if before and begins(before[-1:], words.months):
        return False
    if alone and any(next(words.formations.at(low, at), None) for at in range(last, min(last + 3, len(low)))):
        return False
    return not (alone and core.low in YEARS and not next(words.units.at(low, last), None)) if last < len(low) else not (alone and core.low in YEARS)


def begins(low: Sequence[str], patterns: Patterns[bool]) -> bool:
    """Whether a phrase begins with the first of these words."""
    return next(patterns.at(low, 0), None) is not None


def counted(low: Sequence[str], people: Sequence[bool], core: Core, words: Words) -> Count:
    """Add hedge and noun to a number."""
    hedge, first = hedge_before(low, core, words)
    more = next(words.more.at(low, core.last), None) if core.last < len(low) else None
    last = more.last if more else core.last
    unit, of = noun_after(low, people, last, words)
    bounds = apply(hedge or ("at_least" if more else None), core)
    if unit == "seat" and hedge == "at_most":
        hedge = "capacity"
    return Count(first, last, *bounds, unit, of, hedge or ("at_least" if more else None))


def hedge_before(low: Sequence[str], core: Core, words: Words) -> tuple[str | None, int]:
    """The longest hedge that ends where the number begins, and where it begins."""
    for first in range(max(0, core.first - 4), core.first):
        hit = next((hit for hit in words.hedges.at(low, first) if hit.last == core.first), None)
        if hit:
            return hit.label, first
    return None if core.exact or core.low != core.high else "about", core.first


def apply(hedge: str | None, core: Core) -> tuple[int | None, int | None]:
    """Bounds that a hedge leaves of a number."""
    if hedge == "at_least":
        return core.low, None
    if hedge == "over":
        return core.low + 1, None
    if hedge == "at_most":
        return None, core.high
    if hedge == "under":
        return None, core.high - 1
    if hedge == "nearly":
        return round(core.low * (1 - NEARLY_SHARE)), core.high
    if hedge == "about" and core.low == core.high:
        slack = max(1, round(core.low * ABOUT_SHARE))
        return core.low - slack, core.high + slack
    return core.low, core.high


def noun_after(low: Sequence[str], people: Sequence[bool], last: int, words: Words) -> tuple[str | None, tuple[int, int] | None]:
    """What is counted: the nearest noun of the units, or people named by nationality, within a few words and no sign between."""
    nation: tuple[int, int] | None = None
    for at in range(last, min(last + REACH, len(low))):
        if not low[at][0].isalnum():
            break
        hit = next(words.units.at(low, at), None)
        if hit:
            return hit.label, (at, hit.last)
        if people[at] and nation is None:
            nation = (at, at + 1)
    return ("person", nation) if nation else (None, None)
