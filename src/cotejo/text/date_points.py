"""Words of a sentence -> the calendar time that begins at one of them: a day, month, season, year or decade that is named."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from cotejo.text.date_words import Anchor, Stretch, Words, skip

ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
YEAR = re.compile(r"(?:19|20)\d{2}")
DAY = re.compile(r"(0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|[ºª°]|-?(?:го|ого|е|м))?")
DECADE = re.compile(r"((?:19|20)?\d)0['’]?(?:s|-?(?:х|е|ые|ых))")
MONTHS = 12
NEAR_YEARS = 2  # an older year named before is background ("the agreement of 2001"); months after it are not counted from it
SHORTENED = 4  # letters of a month's short form, which a stop may follow
OLD_TENS = 30  # "the 90s" are of the last century, "the 20s" of this one


def point_at(low: Sequence[str], texts: Sequence[str], at: int, words: Words, anchor: Anchor) -> Stretch | None:
    """The calendar time that begins at a word, on its own right."""
    return (
        numeric(texts, at, words)
        or calendar_day(low, texts, at, words, anchor)
        or month(low, texts, at, words, anchor)
        or season(low, at, words, anchor)
        or decade(low, at, words)
        or year(low, at, words)
    )


def numeric(texts: Sequence[str], at: int, words: Words) -> Stretch | None:
    """A date in figures. 03/04/2019 may be two days in English: the interval holds both readings."""
    iso = ISO.fullmatch(texts[at])
    if iso:
        day = safe(int(iso[1]), int(iso[2]), int(iso[3]))
        return Stretch(at, at + 1, day, day, "day", relative=False) if day else None
    written = NUMERIC.fullmatch(texts[at])
    if not written:
        return None
    one, other, value = int(written[1]), int(written[2]), int(written[3])
    day_first, month_first = safe(value, other, one), safe(value, one, other)
    readings = [day for day in (day_first, month_first) if day]
    if day_first and (words.day_first or "." in texts[at]):
        readings = [day_first]
    return Stretch(at, at + 1, min(readings), max(readings), "day", relative=False) if readings else None


def calendar_day(low: Sequence[str], texts: Sequence[str], at: int, words: Words, anchor: Anchor) -> Stretch | None:
    """A day of a month: "14 January 2020", "January 14, 2020", "el 14 de enero", "14 января", "primero de mayo"."""
    day = day_number(low, at, words)
    if day:
        place = skip(low, at + 1, words.inside)
        if place < len(low) and is_month(low, texts, place, words):
            return dated(low, (at, past_stop(low, place)), (words.months[low[place]], day), words, anchor)
    if is_month(low, texts, at, words):
        place = past_stop(low, at)
        after = day_number(low, place, words) if place < len(low) else None
        if after and not (place + 1 < len(low) and (low[place + 1] in words.units or low[place + 1] in words.months)):
            return dated(low, (at, place + 1), (words.months[low[at]], after), words, anchor)
    return None


def day_number(low: Sequence[str], at: int, words: Words) -> int | None:
    """Day of the month that a word gives."""
    if low[at] in words.first:
        return 1
    found = DAY.fullmatch(low[at])
    return int(found[1]) if found else None


def is_month(low: Sequence[str], texts: Sequence[str], at: int, words: Words) -> bool:
    """Whether a word is a month's name; "may" and "march" are only with a capital."""
    return low[at] in words.months and (low[at] not in words.capital or texts[at][:1].isupper())


def past_stop(low: Sequence[str], at: int) -> int:
    """Place after a month, and after the stop of a short form ("Sept. 11") where the sentence goes on."""
    return at + 2 if len(low[at]) <= SHORTENED and at + 2 < len(low) and low[at + 1] == "." else at + 1


def dated(low: Sequence[str], place: tuple[int, int], day: tuple[int, int], words: Words, anchor: Anchor) -> Stretch | None:
    """Complete a day and month with the year that follows, else with the anchor's."""
    found, last = year_after(low, place[1], words)
    relative = found is None
    if found is None:
        found = likely_year(day[0], day[1], anchor)
    built = safe(found, *day) if found else None
    return Stretch(place[0], last, built, built, "day", relative) if built else None


def month(low: Sequence[str], texts: Sequence[str], at: int, words: Words, anchor: Anchor) -> Stretch | None:
    """A month with its year, or alone after a preposition or a bound ("in April")."""
    if not is_month(low, texts, at, words):
        return None
    found, last = year_after(low, past_stop(low, at), words)
    if found:
        return whole(at, last, found, words.months[low[at]], relative=False)
    introduced = at > 0 and (low[at - 1] in words.month_after or low[at - 1] in words.last["previous"] or ends_with_part(low, at, words))
    guess = likely_year(words.months[low[at]], 1, anchor)
    return whole(at, at + 1, guess, words.months[low[at]], relative=True) if introduced and guess else None


def ends_with_part(low: Sequence[str], at: int, words: Words) -> bool:
    """Whether a part or bound ("early", "finales de") ends right before a word."""
    return any(hit.last == at for first in range(max(0, at - 4), at) for patterns in (words.parts, words.bounds) for hit in patterns.at(low, first))


def season(low: Sequence[str], at: int, words: Words, anchor: Anchor) -> Stretch | None:
    """A season with its year, or that of the year around publication ("last summer", "el verano pasado")."""
    start = words.seasons.get(low[at])
    if start is None:
        return None
    found, last = year_after(low, at + 1, words)
    if found:
        return three_months(at, last, found, start, relative=False)
    said = {low[at - 1] if at else "", low[at + 1] if at + 1 < len(low) else ""}
    named = said & words.last["previous"] or said & words.last["current"]
    if not named or anchor.published is None:
        return None
    first = at - 1 if at and low[at - 1] in named else at
    last = at + 2 if at + 1 < len(low) and low[at + 1] in named else at + 1
    stretch = three_months(first, last, anchor.published.year, start, relative=True)
    past = stretch.latest < anchor.published if said & words.last["previous"] else stretch.latest.replace(day=1) <= anchor.published
    return stretch if past else three_months(first, last, anchor.published.year - 1, start, relative=True)


def three_months(first: int, last: int, year_number: int, month_number: int, *, relative: bool) -> Stretch:
    """The season that begins with a month."""
    start = date(year_number, month_number, 1)
    return Stretch(first, last, start, add_months(start, 3) - timedelta(days=1), "season", relative)


def decade(low: Sequence[str], at: int, words: Words) -> Stretch | None:
    """A decade: "the 1990s", "в 90-х", "los años 90", "la década de 1990", "the nineties"."""
    written = DECADE.fullmatch(low[at])
    if written and (len(written[1]) > 1 or (at and low[at - 1] in words.inside | words.before_year) or follows(low, at, words.year_after)):
        last = at + (2 if follows(low, at, words.year_after) else 1)
        return ten_years(at, last, int(written[1]) * 10)
    if low[at] in words.decades:
        place = skip(low, at + 1, words.inside | {"los", "dos", "as"})
        if place < len(low) and (low[place] in words.tens or (low[place].isascii() and low[place].isdigit() and low[place].endswith("0"))):
            value = words.tens.get(low[place]) or int(low[place][:4])
            plural = low[at].endswith("s") and low[at] in words.units
            fits = 20 <= value < 100 or (not plural and 1900 <= value < 2100)  # noqa: PLR2004 - "años 90", "década de 1990"
            return ten_years(at, place + 1, value) if fits else None
    if low[at] in words.tens and low[at].endswith(("ies", "ые", "ых")):
        return ten_years(at, at + 1, words.tens[low[at]])
    return None


def follows(low: Sequence[str], at: int, these: frozenset[str]) -> bool:
    """Whether one of these words follows."""
    return at + 1 < len(low) and low[at + 1] in these


def ten_years(first: int, last: int, value: int) -> Stretch:
    """The decade of a year, or of two figures."""
    start = value if value > 99 else value + (1900 if value >= OLD_TENS else 2000)  # noqa: PLR2004 - two figures
    return Stretch(first, last, date(start, 1, 1), date(start + 9, 12, 31), "decade", relative=False)


def year(low: Sequence[str], at: int, words: Words) -> Stretch | None:
    """A year that a preposition, a part, brackets or the word itself tell from a number."""
    if not YEAR.fullmatch(low[at]):
        return None
    named = follows(low, at, words.year_after)
    bracketed = 0 < at < len(low) - 1 and low[at - 1] == "(" and low[at + 1] == ")"
    introduced = at and (low[at - 1] in words.before_year or ends_with_part(low, at, words))
    if not (named or introduced or bracketed):
        return None
    return whole_year(at, at + (2 if named else 1), int(low[at]), relative=False)


def year_after(low: Sequence[str], at: int, words: Words) -> tuple[int | None, int]:
    """The year that follows an expression ("de 2019", ", 2019", "2019 года"), and where it all ends."""
    place = at + 1 if at < len(low) and low[at] == "," else at
    place = skip(low, place, words.inside)
    if place < len(low) and YEAR.fullmatch(low[place]):
        last = place + 1
        return int(low[place]), last + (1 if last < len(low) and low[last] in words.year_after else 0)
    return None, at


def likely_year(month_number: int, day: int, anchor: Anchor) -> int | None:
    """Year of a day or month without one: that named last before it, else the latest that is not after publication, or the next if it is to come."""
    if anchor.published is None:
        return anchor.year
    if anchor.ahead and anchor.year is None:
        past = (month_number, max(day, anchor.published.day) if day == 1 else day) < (anchor.published.month, anchor.published.day)
        return anchor.published.year + past
    latest = anchor.published.year - ((month_number, day) > (anchor.published.month, anchor.published.day))
    return anchor.year if anchor.year is not None and latest - NEAR_YEARS <= anchor.year <= latest else latest


def whole(first: int, last: int, year_number: int, month_number: int, *, relative: bool) -> Stretch:
    """A whole month."""
    end = date(year_number, month_number, monthrange(year_number, month_number)[1])
    return Stretch(first, last, date(year_number, month_number, 1), end, "month", relative)


def whole_year(first: int, last: int, value: int, *, relative: bool) -> Stretch:
    """A whole year."""
    return Stretch(first, last, date(value, 1, 1), date(value, 12, 31), "year", relative)


def add_months(day: date, count: int) -> date:
    """The same day some months on, or the last of that month."""
    months = day.year * MONTHS + day.month - 1 + count
    value, number = months // MONTHS, months % MONTHS + 1
    return date(value, number, min(day.day, monthrange(value, number)[1]))


def safe(year_number: int, month_number: int, day: int) -> date | None:
    """A date, or None where there is no such day."""
    try:
        return date(year_number, month_number, day)
    except ValueError:
        return None
