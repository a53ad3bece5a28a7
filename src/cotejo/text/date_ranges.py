"""Words of a sentence -> a range of two calendar times: "from 20 to 25 September", "entre marzo y mayo de 2019", "2017–2019"."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from cotejo.text.date_points import YEAR, calendar_day, day_number, is_month, likely_year, month, point_at, safe, whole, whole_year
from cotejo.text.date_words import Anchor, Stretch, Words, skip

MOST_YEARS = 120


class Opened(NamedTuple):
    """The first half of a range as far as it is written: a day, a month or a year alone, or a whole time. It ends before word `last`.

    `joined` tells that the words around it make it one half of a range, and not one of two times in a list.
    """

    last: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    whole: Stretch | None = None
    joined: bool = False


def range_at(low: Sequence[str], texts: Sequence[str], at: int, words: Words, anchor: Anchor) -> Stretch | None:
    """The range that begins at a word; None where the two halves do not go together."""
    opener = next((kind for kind in ("between", "from") if low[at] in words.ranges[kind]), None)
    start = skip(low, at + 1, words.inside) if opener else at
    for begin in dict.fromkeys((start, at + 1 if opener else at)):
        if begin >= len(low):
            continue
        for left in halves(low, texts, begin, words, anchor):
            found = second(low, texts, left, words, anchor, opener)
            if found:
                return found._replace(first=at)
    return None


def halves(low: Sequence[str], texts: Sequence[str], at: int, words: Words, anchor: Anchor) -> list[Opened]:
    """Readings of the first half, the fullest first."""
    found = []
    point = point_at(low, texts, at, words, anchor)
    if point and point.earliest:
        found.append(Opened(point.last, whole=point))
    day = day_number(low, at, words)
    if day:
        found.append(Opened(at + 1, day=day))
    if is_month(low, texts, at, words):
        found.append(Opened(at + 1, month=words.months[low[at]]))
    if YEAR.fullmatch(low[at]):
        found.append(Opened(at + 1, year=int(low[at])))
    return found


def second(low: Sequence[str], texts: Sequence[str], left: Opened, words: Words, anchor: Anchor, opener: str | None) -> Stretch | None:
    """Join the first half to what follows its link."""
    link = low[left.last] if left.last < len(low) else ""
    strong, weak = link in words.ranges["strong"], link in words.ranges["weak"]
    place = skip(low, left.last + 1, words.inside)
    if not (strong or weak) or place >= len(low) or (weak and opener != "between" and not left.day and not left.whole):
        return None
    if left.day:
        return to_day(low, texts, left.day, place, words, anchor)
    if left.month:
        return to_month(low, texts, left.month, place, words, anchor)
    if left.year:
        return to_year(low, left.year, place, words, named=opener is not None or not weak)
    if left.whole:
        return to_whole(low, texts, left._replace(joined=strong or opener == "between"), place, words, anchor)
    return None


def to_day(low: Sequence[str], texts: Sequence[str], day: int, at: int, words: Words, anchor: Anchor) -> Stretch | None:
    """Read "20 … 25 September 2019": both days in the month of the second."""
    right = calendar_day(low, texts, at, words, anchor) if day_number(low, at, words) else None
    first = safe(right.latest.year, right.latest.month, day) if right else None
    return right._replace(earliest=first) if right and first and first < right.latest else None


def to_month(low: Sequence[str], texts: Sequence[str], number: int, at: int, words: Words, anchor: Anchor) -> Stretch | None:
    """Read "March … May 2019", or "March to May" of the year that the anchor gives."""
    right = month(low, texts, at, words, anchor)
    if right is None and is_month(low, texts, at, words):
        guess = likely_year(words.months[low[at]], 1, anchor)
        right = whole(at, at + 1, guess, words.months[low[at]], relative=True) if guess else None
    if right is None or right.earliest is None:
        return None
    value = right.earliest.year - (number > right.earliest.month)
    return right._replace(earliest=date(value, number, 1))


def to_year(low: Sequence[str], value: int, at: int, words: Words, *, named: bool) -> Stretch | None:
    """Read "2017 … 2019"."""
    if not YEAR.fullmatch(low[at]) or not named or not 0 < int(low[at]) - value <= MOST_YEARS:
        return None
    last = at + 2 if at + 1 < len(low) and low[at + 1] in words.year_after else at + 1
    return whole_year(at, last, int(low[at]), relative=False)._replace(earliest=date(value, 1, 1))


def to_whole(low: Sequence[str], texts: Sequence[str], opened: Opened, at: int, words: Words, anchor: Anchor) -> Stretch | None:
    """Read "20 March … 5 April 2019"; "March 3 … 5"; "March 2018 … May 2019"."""
    left, joined = opened.whole, opened.joined
    if left is None:
        return None
    right = point_at(low, texts, at, words, anchor)
    if right and right.granularity == left.granularity and joined:
        begin = left.earliest
        if begin and left.relative and not right.relative:
            begin = safe(right.latest.year - ((begin.month, begin.day) > (right.latest.month, right.latest.day)), begin.month, begin.day)
        return right._replace(earliest=begin) if begin and begin < right.latest else None
    day = day_number(low, at, words)
    ends = at + 1 >= len(low) or not (low[at + 1][:1].isalnum() or low[at + 1] in words.months)
    if left.granularity == "day" and day and low[left.first] in words.months and (joined or ends):
        last = at + 1
        value = left.latest.year
        if left.relative and at + 2 < len(low) and low[at + 1] == "," and YEAR.fullmatch(low[at + 2]):
            value, last = int(low[at + 2]), at + 3
        begin, end = safe(value, left.latest.month, left.latest.day), safe(value, left.latest.month, day)
        return Stretch(left.first, last, begin, end, "day", left.relative and last == at + 1) if begin and end and begin < end else None
    return None
