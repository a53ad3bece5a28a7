"""Table of words of time -> matchers of one language; and the stretch of days that an expression is read as."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from cotejo.text.number_words import word_set
from cotejo.text.patterns import Patterns, folded, listed

Granularity = Literal["day", "week", "month", "season", "year", "decade"]


class Words(NamedTuple):
    """All that times of one language are read with."""

    months: Mapping[str, int]
    capital: frozenset[str]
    weekdays: Mapping[str, int]
    dated: Mapping[str, int]
    every: frozenset[str]
    seasons: Mapping[str, int]
    days: Patterns[int]
    none: Patterns[bool]
    units: Mapping[str, str]
    ago: Mapping[str, frozenset[str]]
    over: Patterns[bool]
    last: Mapping[str, frozenset[str]]
    parts: Patterns[str]
    bounds: Patterns[str]
    inside: frozenset[str]
    before_year: frozenset[str]
    year_after: frozenset[str]
    month_after: frozenset[str]
    ranges: Mapping[str, frozenset[str]]
    decades: frozenset[str]
    tens: Mapping[str, int]
    day_first: bool
    first: frozenset[str]
    ahead: Patterns[bool]
    future: tuple[str, ...]  # endings of verbs in the future, accents kept
    starts: frozenset[str]  # an expression begins with one of these, with a figure or with a number word


class Anchor(NamedTuple):
    """What relative times count from: the day of publication, and the year named last before it (None: not known).

    `ahead` tells that the words before speak of what is to come: a month without a year is the next one then.
    """

    published: date | None
    year: int | None
    ahead: bool = False


class Stretch(NamedTuple):
    """Words `[first, last)` and whole days with their granularity, before a bound or part is laid on.

    `relative` tells that they were counted from an anchor; `earliest` None: open ("more than a year ago").
    """

    first: int
    last: int
    earliest: date | None
    latest: date
    granularity: Granularity
    relative: bool


def words_from(rows: Mapping[str, Any], language: str) -> Words:
    """Build the matchers of a language from the table `dates`."""

    def together(section: Mapping[str, str]) -> Patterns[str]:
        return Patterns((phrase, name) for name, row in section.items() for phrase in listed(row))

    def sets(section: Mapping[str, str]) -> dict[str, frozenset[str]]:
        return {name: word_set(row) for name, row in section.items()}

    days = [(" ".join(part.split()[:-1]), int(part.split()[-1])) for part in listed(rows["days"][language])]
    starting = (rows["months"], rows["weekdays"], rows["seasons"], rows["units"], rows["ago"], rows["last"], rows["parts"], rows["decades"])
    phrases = [
        part
        for section in (*starting, rows["ranges"], rows["numeric"], {"": rows["days"]["none"]})
        for row in section.values()
        for part in listed(row)
    ]
    return Words(
        months=valued(rows["months"][language]),
        capital=word_set(rows["months"]["capital"]) if language == "en" else frozenset(),
        weekdays=valued(rows["weekdays"][language]),
        dated=valued(rows["weekdays"]["dated"]) if language == "pt" else {},
        every=word_set(rows["weekdays"]["every"]),
        seasons=valued(rows["seasons"][language]),
        days=Patterns(days),
        none=Patterns((phrase, True) for phrase in listed(rows["days"]["none"])),
        units={folded(word): unit for unit, row in rows["units"].items() for word in listed(row)},
        ago=sets(rows["ago"]),
        over=Patterns((phrase, True) for phrase in listed(rows["ago"]["over"])),
        last=sets(rows["last"]),
        parts=together(rows["parts"]),
        bounds=together(rows["bounds"]),
        inside=word_set(rows["links"]["inside"]),
        before_year=word_set(rows["links"]["before_year"]),
        year_after=word_set(rows["links"]["year_after"]),
        month_after=word_set(rows["links"]["month_after"]),
        ranges=sets(rows["ranges"]),
        decades=word_set(rows["decades"]["words"]),
        tens=valued(rows["decades"]["tens"]),
        day_first=language in listed(rows["numeric"]["day_first"]),
        first=word_set(rows["numeric"]["first"]),
        ahead=Patterns((phrase, True) for phrase in listed(rows["ahead"][language])),
        future=tuple(listed(rows["ahead"].get(f"endings_{language}", ""))),
        starts=frozenset(folded(phrase.split()[0]) for phrase in (*phrases, *(phrase for phrase, _ in days))),
    )


def valued(row: str) -> dict[str, int]:
    """Words of a row with the number that follows each."""
    return {folded(" ".join(part.split()[:-1])): int(part.split()[-1]) for part in listed(row)}


def skip(low: Sequence[str], at: int, inside: frozenset[str]) -> int:
    """Step over linking words, at most two."""
    steps = 0
    while at < len(low) and low[at] in inside and steps < 2:  # noqa: PLR2004
        at, steps = at + 1, steps + 1
    return at
