"""Words of a sentence -> the bare number that begins at one of them, in figures or in words, before hedge and noun."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from cotejo.text.number_words import Words

MOST = 10**9
GROUP = 3  # figures that a space parts
SMALL_GROUP = 3  # "a couple" is two; "half a dozen" is about six
DIGITS = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+|\d{1,10}")
DECIMAL = re.compile(r"(\d{1,6})[.,](\d{1,2})")
DASHES = frozenset({"-", "–", "—"})
THOUSAND = 1000


class Core(NamedTuple):
    """A number before its hedge: words `[first, last)` and bounds; `exact` is False for dozens and hundreds."""

    first: int
    last: int
    low: int
    high: int
    exact: bool


def core_at(low: Sequence[str], texts: Sequence[str], at: int, words: Words) -> Core | None:
    """The number that begins at a word, in figures or in words; None where there is none."""
    vague = words.vague.longest(low, at)
    group = words.groups.longest(low, at)
    if vague and not (group and group.last > vague.last):
        return Core(at, vague.last, *vague.label, exact=False)
    if group:
        return Core(at, group.last, group.label, group.label, exact=group.label < SMALL_GROUP and group.last - at > 1)
    found = in_figures(low, texts, at, words) or in_words(low, at, words)
    if found and found.last < len(low) and low[found.last] in words.rounders:
        size = words.rounders[low[found.last]]
        return Core(at, found.last + 1, found.low * size, found.high * size, exact=False)
    return found


def in_figures(low: Sequence[str], texts: Sequence[str], at: int, words: Words) -> Core | None:
    """A number in figures: "80", "1.200", "1,200", "1 200", "2 mil", "2,5 тыс."."""
    value = figure(texts[at])
    if value is None:
        return with_decimals(low, texts, at, words)
    last = at + 1
    while value and len(texts[at]) <= GROUP and last < len(texts) and len(texts[last]) == GROUP and texts[last].isdigit() and value <= MOST:
        value, last = value * THOUSAND + int(texts[last]), last + 1  # "1 200", "12 500 000"
    while last < len(low) and low[last] in words.multipliers and value * words.multipliers[low[last]] <= MOST:
        value *= words.multipliers[low[last]]
        last = past_stop(low, last)
    return Core(at, last, value, value, exact=True)


def with_decimals(low: Sequence[str], texts: Sequence[str], at: int, words: Words) -> Core | None:
    """A number with decimals before a thousand or a million; alone it measures and counts nothing."""
    written = DECIMAL.fullmatch(texts[at])
    if not written or at + 1 >= len(low) or low[at + 1] not in words.multipliers:
        return None
    scale = 10 ** len(written[2])
    value = int(written[1] + written[2]) * words.multipliers[low[at + 1]] // scale
    return Core(at, past_stop(low, at + 1), value, value, exact=True) if value <= MOST else None


def past_stop(low: Sequence[str], at: int) -> int:
    """Place after a multiplier, and after the stop of a shortened one ("тыс.") where the sentence goes on."""
    stopped = len(low[at]) <= GROUP and at + 2 < len(low) and low[at + 1] == "."
    return at + 2 if stopped else at + 1


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
        value = word_value(low[last], words)
        if value is not None:
            if value >= smallest:
                break
            smallest = 10 ** (len(str(value)) - 1) if value % 10 == 0 or value > 99 else 1  # noqa: PLR2004 - tens may take units
            current += value
        elif low[last] in words.multipliers and (last > at or words.multipliers[low[last]] == THOUSAND):  # "mil soldados"
            current = max(current, 1) * words.multipliers[low[last]]
            smallest = words.multipliers[low[last]]
            if smallest >= THOUSAND:
                total, current = total + current, 0
        elif not joined(low, at, last, words):
            break
        last += 1
        if total + current > MOST:
            return None
    return Core(at, last, total + current, total + current, exact=True) if last > at else None


def word_value(word: str, words: Words) -> int | None:
    """Value of one word of a number, "twenty-two" being one."""
    parts = [part for part in word.split("-") if part] if len(word) < 40 else []  # noqa: PLR2004 - no number word is longer
    return sum(words.values[part] for part in parts) if parts and all(part in words.values for part in parts) else None


def joined(low: Sequence[str], at: int, last: int, words: Words) -> bool:
    """Whether an "and" goes on a number: after tens or hundreds, before less ("treinta y dos", not "tres y cuatro")."""
    if not (last > at and low[last] in words.joiners and last + 1 < len(low)):
        return False
    before, after = word_value(low[last - 1], words) or words.multipliers.get(low[last - 1]), word_value(low[last + 1], words)
    return before is not None and after is not None and before >= 20 and before % 10 == 0 and after < before  # noqa: PLR2004 - tens


def spread(low: Sequence[str], texts: Sequence[str], core: Core, words: Words) -> Core:
    """Take up the second number of a range: "between 20 and 30", "de 20 a 30", "20 – 30", "20 o 30"."""
    if core.last + 1 >= len(low):
        return core
    link = low[core.last]
    opened = link in words.inside_range and core.first and low[core.first - 1] in words.before_range
    other = core_at(low, texts, core.last + 1, words) if opened or link in DASHES or link in words.bare_range else None
    if other:
        core = scaled(low, core, other, words)
    if other and core.low < other.high and (core.low < other.low or not core.exact):
        return Core(core.first - (1 if opened else 0), other.last, core.low, other.high, core.exact and other.exact)
    return core


def scaled(low: Sequence[str], core: Core, other: Core, words: Words) -> Core:
    """Give the first number of a range the thousands of the second: "entre dos y tres mil", where it stays the smaller one."""
    size = words.multipliers.get(low[other.last - 1], 1)
    alone = core.exact and low[core.last - 1] not in words.multipliers
    return core._replace(low=core.low * size, high=core.high * size) if alone and core.high * size < other.low else core
