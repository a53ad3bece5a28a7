"""Words of a sentence and the day of publication -> times that count from it: yesterday, on Tuesday, last month, three days ago."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from cotejo.text.date_parts import part_of
from cotejo.text.date_points import YEAR, add_months, calendar_day, day_number, whole, whole_year
from cotejo.text.date_words import Anchor, Granularity, Stretch, Words, skip

FEW = (2, 9)  # "a few days ago", "several weeks ago"
MOST_UNITS = 300  # years, days, weeks that one counts back from a day
HOURS = 24
SEARCHED_DAYS = 45  # a weekday with its day of the month lies so near to the publication
WEEK = 7
UNIT_DAYS: Mapping[str, Granularity] = {"day": "day", "week": "week", "month": "month", "year": "year"}


def pointer_at(low: Sequence[str], texts: Sequence[str], at: int, words: Words, anchor: Anchor, figures: Mapping[str, int]) -> Stretch | None:
    """The time that begins at a word and counts from the day of publication; None without such a day."""
    published = anchor.published
    if published is None:
        return None
    hit = words.days.longest(low, at)
    if hit:
        day = published + timedelta(days=hit.label)
        return Stretch(at, hit.last, day, day, "day", relative=True)
    return (
        weekday(low, texts, at, words, anchor)
        or week_of(low, texts, at, words, anchor)
        or part_of_unit(low, at, words, anchor)
        or recent(low, at, words, published, figures)
        or pointing(low, at, words, published)
        or ago(low, at, words, published, figures)
    )


def weekday(low: Sequence[str], texts: Sequence[str], at: int, words: Words, anchor: Anchor) -> Stretch | None:
    """A day of the week: the last one, or with "next" the coming one; with the day of the month that follows, that day."""
    start = at + 1 if low[at] in words.last["previous"] | words.last["following"] and at + 1 < len(low) else at
    number = words.weekdays.get(low[start]) or (words.dated.get(low[start]) if start + 1 < len(low) and low[start + 1] == "(" else None)
    published = anchor.published
    if number is None or published is None or (at and low[at - 1] in words.every):
        return None
    place = start + 1
    while place < len(low) and (low[place] in {",", "("} or low[place] in words.inside) and place < start + 4:
        place += 1
    day = calendar_day(low, texts, place, words, anchor) if place < len(low) else None
    if day:
        return day._replace(first=at)
    if place < len(low) and low[place - 1] == "(":
        return bracketed(low, (at, place), number, words, published)
    said = {low[at], low[start + 1] if start + 1 < len(low) else ""}
    last = start + 2 if start == at and said & (words.last["previous"] | words.last["following"]) else start + 1
    found = published - timedelta(days=(published.isoweekday() - number) % WEEK)
    if said & words.last["following"]:
        found = published + timedelta(days=(number - published.isoweekday()) % WEEK or WEEK)
    elif said & words.last["previous"] and found == published:
        found -= timedelta(days=WEEK)
    return Stretch(at, last, found, found, "day", relative=True)


def bracketed(low: Sequence[str], place: tuple[int, int], number: int, words: Words, published: date) -> Stretch | None:
    """A day of the week with its day of the month in brackets: "na quarta-feira (18)"; None where no near day is both."""
    wanted = day_number(low, place[1], words)
    for back in range(-WEEK, SEARCHED_DAYS):
        day = published - timedelta(days=back)
        if day.day == wanted and day.isoweekday() == number:
            return Stretch(place[0], min(len(low), place[1] + 2), day, day, "day", relative=True)
    return None


def week_of(low: Sequence[str], texts: Sequence[str], at: int, words: Words, anchor: Anchor) -> Stretch | None:
    """The week that holds a day: "the week of 3 March", "la semana del 3 de marzo"."""
    if words.units.get(low[at]) != "week":
        return None
    place = skip(low, at + 1, words.inside)
    day = calendar_day(low, texts, place, words, anchor) if at + 1 < place < len(low) else None
    if day is None:
        return None
    monday = day.latest - timedelta(days=day.latest.weekday())
    return Stretch(at, day.last, monday, monday + timedelta(days=WEEK - 1), "week", day.relative)


def part_of_unit(low: Sequence[str], at: int, words: Words, anchor: Anchor) -> Stretch | None:
    """A part of the unit that holds the day of publication, or if that is to come and nothing looks ahead, of the one before: "a fin de año"."""
    hit = words.parts.longest(low, at)
    published = anchor.published
    if hit is None or published is None:
        return None
    place = hit.last
    while (
        place < min(len(low), hit.last + 3) and low[place] not in words.units and (low[place] in words.inside or low[place] in words.last["current"])
    ):
        place += 1
    unit = words.units.get(low[place]) if place < len(low) else None
    after = skip(low, place + 1, words.inside)
    if unit not in {"week", "month", "year"} or (after < len(low) and (YEAR.fullmatch(low[after]) or low[after] in words.months)):
        return None
    here = unit_around(at, place + 1, published, unit, 0)
    if here is None or here.earliest is None:
        return None
    if hit.label == "earlier":
        return here._replace(latest=published)
    earliest, latest = part_of(here.earliest, here.latest, hit.label)
    until = any(bound.label == "until" and at - bound.last in {0, 1} for first in range(max(0, at - 3), at) for bound in words.bounds.at(low, first))
    if earliest > published and not (anchor.ahead or until):
        before = unit_around(at, place + 1, published, unit, 1)
        if before and before.earliest:
            earliest, latest = part_of(before.earliest, before.latest, hit.label)
    return here._replace(earliest=earliest, latest=latest)


def recent(low: Sequence[str], at: int, words: Words, published: date, figures: Mapping[str, int]) -> Stretch | None:
    """The time up to the day of publication: "the last three months", "la última semana", "за последние 10 дней"."""
    if low[at] not in words.last["recent"] or at + 1 >= len(low):
        return None
    number = amount(low[at + 1], figures)
    place = at + 1 if number is None else at + 2
    unit = words.units.get(low[place]) if place < len(low) else None
    if unit is None or (number is None and low[at] not in words.last["alone"]):
        return None
    start = back_from(published, unit, number or 1)
    return Stretch(at, place + 1, start, published, UNIT_DAYS.get(unit, "day"), relative=True) if start else None


def amount(word: str, figures: Mapping[str, int]) -> int | None:
    """Number that a word gives, in figures or in words."""
    return int(word) if word.isascii() and word.isdigit() and len(word) < 4 else figures.get(word)  # noqa: PLR2004 - three figures


def back_from(day: date, unit: str, number: int) -> date | None:
    """The day that lies a number of units before another; None beyond what one counts."""
    if number > MOST_UNITS:
        return None
    if unit == "hour":
        return day - timedelta(days=-(-number // HOURS))
    if unit == "day":
        return day - timedelta(days=number)
    if unit == "week":
        return day - timedelta(days=WEEK * number)
    return add_months(day, -number * (12 if unit == "year" else 1))


def pointing(low: Sequence[str], at: int, words: Words, published: date) -> Stretch | None:
    """Read "last month", "el mes pasado", "в прошлом году", "this week", "next year"; not "el pasado mes de enero", which names its month."""
    if at + 1 >= len(low):
        return None
    after = skip(low, at + 2, words.inside)
    if after < len(low) and low[after] in words.months:
        return None
    for word, unit_word in ((low[at], low[at + 1]), (low[at + 1], low[at])):
        unit = words.units.get(unit_word)
        back = next((back for kind, back in (("previous", 1), ("current", 0), ("following", -1)) if word in words.last[kind]), None)
        if unit and back is not None:
            return unit_around(at, at + 2, published, unit, back)
    return None


def unit_around(first: int, last: int, published: date, unit: str, back: int) -> Stretch | None:
    """The whole week, month or year that lies `back` units before that of publication."""
    if abs(back) > MOST_UNITS:
        return None
    if unit == "week":
        monday = published - timedelta(days=published.weekday() + WEEK * back)
        return Stretch(first, last, monday, monday + timedelta(days=WEEK - 1), "week", relative=True)
    if unit == "month":
        start = add_months(published.replace(day=1), -back)
        return whole(first, last, start.year, start.month, relative=True)
    if unit == "year":
        return whole_year(first, last, published.year - back, relative=True)
    return None


def ago(low: Sequence[str], at: int, words: Words, published: date, figures: Mapping[str, int]) -> Stretch | None:
    """Read "three days ago", "hace más de dos años", "несколько недель назад", "месяц назад": as exact as its unit."""
    opened = low[at] in words.ago["before"]
    place = at + 1 if opened else at
    while opened and place < len(low) and low[place] in words.ago["fill"] and low[place] not in words.ago["few"]:
        place += 1
    more = words.over.longest(low, place) if place < len(low) else None
    place = more.last if more else place
    counted = number_of_units(low, place, words, figures)
    if counted is None:
        return None
    lowest, highest, place = counted
    closed = place + 1 < len(low) and low[place + 1] in words.ago["after"]
    if not (opened or closed):
        return None
    found = span_ago((at, place + (2 if closed else 1)), (lowest, highest), published, words.units[low[place]])
    return found._replace(earliest=None) if found and more else found


def number_of_units(low: Sequence[str], at: int, words: Words, figures: Mapping[str, int]) -> tuple[int, int, int] | None:
    """Least and most units that stand at a word, and where the unit's word is."""
    if at + 1 >= len(low):
        return None
    if low[at] in words.units:
        return (1, 1, at) if low[at + 1] in words.ago["after"] else None
    place = at + 1
    if low[at] in words.ago["few"] or (low[at] == "a" and low[place] in words.ago["few"]):
        place += low[at] == "a"
        bounds = FEW
        number = amount(low[place], figures) if place + 1 < len(low) else None  # "hace unos tres días"
        if number is not None:
            bounds, place = (number, number), place + 1
    else:
        number = 1 if low[at] in words.ago["one"] else amount(low[at], figures)
        if number is None:
            return None
        bounds = (number, number)
    return (*bounds, place) if place < len(low) and low[place] in words.units else None


def span_ago(place: tuple[int, int], number: tuple[int, int], published: date, unit: str) -> Stretch | None:
    """The days that lie between the most and the least units back."""
    if unit in {"day", "hour"} or number[0] != number[1]:
        start, end = back_from(published, unit, number[1]), back_from(published, unit, number[0])
        return Stretch(*place, start, end, UNIT_DAYS.get(unit, "day"), relative=True) if start and end else None
    return unit_around(*place, published, unit, number[0])
