"""Words of a sentence and the day of publication -> the days that each expression of time denotes, as intervals."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from cotejo.records.resolution import Interval
from cotejo.text.patterns import Patterns, folded, listed

Granularity = Literal["day", "week", "month", "season", "year"]
ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
YEAR = re.compile(r"(?:19|20)\d{2}")
DAY = re.compile(r"([1-9]|[12]\d|3[01])(?:st|nd|rd|th|º|°|-?го)?")
MONTHS = 12
NEAR_YEARS = 2  # an older year named before is background ("the agreement of 2001"); months after it are not counted from it


class Words(NamedTuple):
    """All that times of one language are read with."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, int]
    days: Patterns[int]
    units: Mapping[str, str]
    ago_before: frozenset[str]
    ago_after: frozenset[str]
    previous: frozenset[str]
    current: frozenset[str]
    parts: Patterns[str]
    bounds: Patterns[str]
    inside: frozenset[str]
    before_year: frozenset[str]
    year_after: frozenset[str]
    prepositions: frozenset[str]


class Time(NamedTuple):
    """Words `[first, last)` denote an interval."""

    first: int
    last: int
    interval: Interval


class Anchor(NamedTuple):
    """What relative times count from: the day of publication, and the year named last before (None: not known)."""

    published: date | None
    year: int | None


class Stretch(NamedTuple):
    """Whole days with their granularity, before a bound or part is laid on; `relative` tells that they were counted from an anchor."""

    first: int
    last: int
    earliest: date
    latest: date
    granularity: Granularity
    relative: bool


def words_from(rows: Mapping[str, Any], language: str) -> Words:
    """Build the matchers of a language from the table `dates`."""

    def valued(row: str) -> dict[str, int]:
        return {folded(" ".join(part.split()[:-1])): int(part.split()[-1]) for part in listed(row)}

    def together(section: Mapping[str, str]) -> Patterns[str]:
        return Patterns((phrase, name) for name, row in section.items() for phrase in listed(row))

    months = valued(rows["months"][language])
    return Words(
        months=months,
        weekdays=valued(rows["weekdays"][language]),
        seasons=valued(rows["seasons"][language]),
        days=Patterns((" ".join(part.split()[:-1]), int(part.split()[-1])) for part in listed(rows["days"][language])),
        units={folded(word): unit for unit, row in rows["units"].items() for word in listed(row)},
        ago_before=frozenset(folded(word) for word in listed(rows["ago"]["before"])),
        ago_after=frozenset(folded(word) for word in listed(rows["ago"]["after"])),
        previous=frozenset(folded(word) for word in listed(rows["last"]["previous"])),
        current=frozenset(folded(word) for word in listed(rows["last"]["current"])),
        parts=together(rows["parts"]),
        bounds=together(rows["bounds"]),
        inside=frozenset(folded(word) for word in listed(rows["links"]["inside"])),
        before_year=frozenset(folded(word) for word in listed(rows["links"]["before_year"])),
        year_after=frozenset(folded(word) for word in listed(rows["links"]["year_after"])),
        prepositions=frozenset({"in", "en", "em", "в", "во", "on", "el", "del", "o", "no", "na", "de", "to"}),
    )


def find(low: Sequence[str], texts: Sequence[str], words: Words, anchor: Anchor, figures: Mapping[str, int]) -> Iterator[Time]:
    """Yield expressions of time, left to right, none inside another.

    Args:
        low: folded words.
        texts: the words as written.
        words: the language's matchers.
        anchor: what relative expressions count from; without a day of publication they give nothing.
        figures: number words ("three days ago").
    """
    at = 0
    while at < len(low):
        stretch = stretch_at(low, texts, at, words, anchor, figures)
        if stretch is None:
            at += 1
            continue
        yield bounded(low, stretch, words)
        if stretch.granularity in {"year", "month", "day"} and not stretch.relative:
            anchor = anchor._replace(year=stretch.latest.year)
        at = stretch.last


def stretch_at(low: Sequence[str], texts: Sequence[str], at: int, words: Words, anchor: Anchor, figures: Mapping[str, int]) -> Stretch | None:
    """The expression that begins at a word."""
    return (
        numeric(texts, at)
        or calendar_day(low, at, words, anchor)
        or month(low, at, words, anchor)
        or year(low, at, words)
        or deictic(low, at, words, anchor, figures)
    )


def numeric(texts: Sequence[str], at: int) -> Stretch | None:
    """A date in figures. 03/04/2019 may be two days: the interval holds both readings."""
    iso = ISO.fullmatch(texts[at])
    if iso:
        day = safe(int(iso[1]), int(iso[2]), int(iso[3] or 1))
        if day is None:
            return None
        return Stretch(at, at + 1, day, day, "day", relative=False) if iso[3] else whole(at, at + 1, day.year, day.month, relative=False)
    written = NUMERIC.fullmatch(texts[at])
    if not written:
        return None
    readings = [
        day for day in (safe(int(written[3]), int(written[2]), int(written[1])), safe(int(written[3]), int(written[1]), int(written[2]))) if day
    ]
    return Stretch(at, at + 1, min(readings), max(readings), "day", relative=False) if readings else None


def calendar_day(low: Sequence[str], at: int, words: Words, anchor: Anchor) -> Stretch | None:
    """A day of a month: "14 January 2020", "January 14, 2020", "el 14 de enero", "14 января"; also "20-25 September"."""
    first_day = DAY.fullmatch(low[at])
    if first_day:
        place = skip(low, at + 1, words.inside)
        if place < len(low) and low[place] in words.months:
            return dated(low, (at, place + 1), (words.months[low[place]], int(first_day[1])), words, anchor)
    if low[at] in words.months and at + 1 < len(low):
        day = DAY.fullmatch(low[at + 1])
        if day and not (at + 2 < len(low) and low[at + 2] in words.units):
            return dated(low, (at, at + 2), (words.months[low[at]], int(day[1])), words, anchor)
    return None


def dated(low: Sequence[str], place: tuple[int, int], day: tuple[int, int], words: Words, anchor: Anchor) -> Stretch | None:
    """Complete a day and month with the year that follows, else with the anchor's."""
    found, last = year_after(low, place[1], words)
    relative = found is None
    if found is None:
        found = likely_year(day[0], day[1], anchor)
    built = safe(found, *day) if found else None
    return Stretch(place[0], last, built, built, "day", relative) if built else None


def month(low: Sequence[str], at: int, words: Words, anchor: Anchor) -> Stretch | None:
    """A month with its year, or alone after a preposition or a bound ("in April")."""
    number = words.months.get(low[at])
    if number is None:
        return None
    found, last = year_after(low, at + 1, words)
    if found:
        return whole(at, last, found, number, relative=False)
    introduced = at and (
        low[at - 1] in words.prepositions or ends_here(low, at, words.bounds) or ends_here(low, at, words.parts) or low[at - 1] in words.previous
    )
    guess = likely_year(number, 1, anchor)
    return whole(at, at + 1, guess, number, relative=True) if introduced and guess else None


def year(low: Sequence[str], at: int, words: Words) -> Stretch | None:
    """A year that a preposition or the word itself tells from a number; or a season with its year."""
    season = words.seasons.get(low[at])
    if season is not None:
        found, last = year_after(low, at + 1, words)
        if found:
            end = add_months(date(found, season, 1), 3) - timedelta(days=1)
            return Stretch(at, last, date(found, season, 1), end, "season", relative=False)
        return None
    if not YEAR.fullmatch(low[at]):
        return None
    named = at + 1 < len(low) and low[at + 1] in words.year_after
    introduced = at and (low[at - 1] in words.before_year or ends_here(low, at, words.bounds) or ends_here(low, at, words.parts))
    if not (named or introduced):
        return None
    value = int(low[at])
    return Stretch(at, at + (2 if named else 1), date(value, 1, 1), date(value, 12, 31), "year", relative=False)


def deictic(low: Sequence[str], at: int, words: Words, anchor: Anchor, figures: Mapping[str, int]) -> Stretch | None:
    """A time that counts from the day of publication: yesterday, on Tuesday, last month, three days ago."""
    published = anchor.published
    if published is None:
        return None
    hit = next(words.days.at(low, at), None)
    if hit:
        day = published + timedelta(days=hit.label)
        return Stretch(at, hit.last, day, day, "day", relative=True)
    if low[at] in words.weekdays:
        back = (published.isoweekday() - words.weekdays[low[at]]) % 7
        day = published - timedelta(days=back)
        return Stretch(at, at + 1, day, day, "day", relative=True)
    return pointing(low, at, words, published) or ago(low, at, words, published, figures)


def pointing(low: Sequence[str], at: int, words: Words, published: date) -> Stretch | None:
    """Read "last month", "el mes pasado", "в прошлом году", "this week"."""
    if at + 1 >= len(low):
        return None
    for word, unit_word in ((low[at], low[at + 1]), (low[at + 1], low[at])):
        unit = words.units.get(unit_word)
        if unit and (word in words.previous or word in words.current):
            return unit_around(at, at + 2, published, unit, 1 if word in words.previous else 0)
    return None


def unit_around(first: int, last: int, published: date, unit: str, back: int) -> Stretch | None:
    """The whole week, month or year that lies `back` units before that of publication."""
    if unit == "week":
        monday = published - timedelta(days=published.weekday() + 7 * back)
        return Stretch(first, last, monday, monday + timedelta(days=6), "week", relative=True)
    if unit == "month":
        start = add_months(published.replace(day=1), -back)
        return whole(first, last, start.year, start.month, relative=True)
    if unit == "year":
        value = published.year - back
        return Stretch(first, last, date(value, 1, 1), date(value, 12, 31), "year", relative=True)
    return None


def ago(low: Sequence[str], at: int, words: Words, published: date, figures: Mapping[str, int]) -> Stretch | None:
    """Read "three days ago", "hace tres días", "два месяца назад": as exact as its unit."""
    start = at + 1 if low[at] in words.ago_before else at
    if start + 1 >= len(low):
        return None
    number = int(low[start]) if low[start].isascii() and low[start].isdigit() and len(low[start]) < 4 else figures.get(low[start])  # noqa: PLR2004
    unit = words.units.get(low[start + 1])
    after = start + 2 < len(low) and low[start + 2] in words.ago_after
    if number is None or unit is None or not (after or start > at):
        return None
    last = start + 2 + (1 if after else 0)
    if unit == "day":
        day = published - timedelta(days=number)
        return Stretch(at, last, day, day, "day", relative=True)
    return unit_around(at, last, published, unit, number)


def bounded(low: Sequence[str], stretch: Stretch, words: Words) -> Time:
    """Lay the part ("early", "late") and the bound ("since", "until") before an expression on its days."""
    first, earliest, latest = stretch.first, stretch.earliest, stretch.latest
    begin = back_over(low, first, words)
    part = hit_ending(low, begin, words.parts)
    modifier = None
    if part and stretch.granularity in {"month", "year", "season"}:
        earliest, latest = third(earliest, latest, part[1])
        begin, modifier = part[0], part[1]
        first = part[0]
        begin = back_over(low, first, words)
    bound = hit_ending(low, begin, words.bounds) or hit_ending(low, first, words.bounds)
    basis: Literal["stated", "relative"] = "relative" if stretch.relative else "stated"
    start: date | None = earliest
    end: date | None = latest
    if bound:
        first, modifier = bound
        if modifier == "since":
            end = None
        elif modifier == "until":
            start = None
        elif modifier == "before":
            start, end = None, earliest - timedelta(days=1)
        elif modifier == "after":
            start, end = latest, None
    return Time(first, stretch.last, Interval(earliest=start, latest=end, basis=basis, granularity=stretch.granularity, modifier=modifier))


def third(earliest: date, latest: date, part: str) -> tuple[date, date]:
    """The early, middle or late part of a month (ten days) or a year (four, then the middle four, then the last three months)."""
    if (latest - earliest).days < 32:  # noqa: PLR2004 - a month
        cuts = {"early": (1, 10), "mid": (11, 20), "late": (21, latest.day)}[part]
        return earliest.replace(day=cuts[0]), earliest.replace(day=cuts[1])
    months = {"early": (1, 3), "mid": (5, 8), "late": (10, 12)}[part]
    year_of = earliest.year
    return date(year_of, months[0], 1), date(year_of, months[1], monthrange(year_of, months[1])[1])


def hit_ending(low: Sequence[str], at: int, patterns: Patterns[str]) -> tuple[int, str] | None:
    """The longest phrase that ends right before a word: where it begins, and its label."""
    for first in range(max(0, at - 4), at):
        hit = next((hit for hit in patterns.at(low, first) if hit.last == at), None)
        if hit:
            return first, hit.label
    return None


def ends_here(low: Sequence[str], at: int, patterns: Patterns[str]) -> bool:
    """Whether a phrase ends right before a word."""
    return hit_ending(low, at, patterns) is not None


def back_over(low: Sequence[str], at: int, words: Words) -> int:
    """Step back over articles and "of" before an expression, unless a phrase ends with them."""
    if ends_here(low, at, words.parts) or ends_here(low, at, words.bounds):
        return at
    while at and low[at - 1] in words.inside:
        at -= 1
        if ends_here(low, at, words.parts) or ends_here(low, at, words.bounds):
            break
    return at


def skip(low: Sequence[str], at: int, inside: frozenset[str]) -> int:
    """Step over linking words, at most two."""
    steps = 0
    while at < len(low) and low[at] in inside and steps < 2:  # noqa: PLR2004
        at, steps = at + 1, steps + 1
    return at


def year_after(low: Sequence[str], at: int, words: Words) -> tuple[int | None, int]:
    """The year that follows an expression ("de 2019", ", 2019", "2019 года"), and where it all ends."""
    place = at + 1 if at < len(low) and low[at] == "," else at
    place = skip(low, place, words.inside)
    if place < len(low) and YEAR.fullmatch(low[place]):
        last = place + 1
        return int(low[place]), last + (1 if last < len(low) and low[last] in words.year_after else 0)
    return None, at


def likely_year(month_number: int, day: int, anchor: Anchor) -> int | None:
    """Year of a day or month without one: that named last before it, else the latest that is not after publication."""
    if anchor.published is None:
        return anchor.year
    latest = anchor.published.year - ((month_number, day) > (anchor.published.month, anchor.published.day))
    return anchor.year if anchor.year is not None and latest - NEAR_YEARS <= anchor.year <= latest else latest


def whole(first: int, last: int, year_number: int, month_number: int, *, relative: bool) -> Stretch:
    """A whole month."""
    end = date(year_number, month_number, monthrange(year_number, month_number)[1])
    return Stretch(first, last, date(year_number, month_number, 1), end, "month", relative)


def add_months(day: date, count: int) -> date:
    """The first of a month, some months on."""
    months = day.year * MONTHS + day.month - 1 + count
    return date(months // MONTHS, months % MONTHS + 1, 1)


def safe(year_number: int, month_number: int, day: int) -> date | None:
    """A date, or None where there is no such day."""
    try:
        return date(year_number, month_number, day)
    except ValueError:
        return None
