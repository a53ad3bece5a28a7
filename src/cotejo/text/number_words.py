"""Table of number words -> matchers of one language."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from cotejo.text.patterns import Patterns, folded, listed

NEVER = ("before", "after", "formations", "kinds", "year_before", "months")


class Never(NamedTuple):
    """What stands beside a number that is no count."""

    before: Patterns[bool]
    after: Patterns[bool]
    formations: Patterns[bool]
    kinds: Patterns[bool]
    year_before: Patterns[bool]
    months: Patterns[bool]


class Words(NamedTuple):
    """All that numbers of one language are read with."""

    values: Mapping[str, int]
    multipliers: Mapping[str, int]
    rounders: Mapping[str, int]  # "two dozen": a number times a round one is about as much
    singular: Mapping[str, int]  # "более тысячи": after a hedge, one of them; else several
    groups: Patterns[int]
    vague: Patterns[tuple[int, int]]
    hedges: Patterns[str]
    more: Patterns[bool]
    before_range: frozenset[str]
    inside_range: frozenset[str]
    bare_range: frozenset[str]  # "20 to 30", without a word before
    joiners: frozenset[str]  # "and" inside a number in words
    inverted: frozenset[str]  # "человек двадцать": about twenty
    units: Patterns[str]
    never: Never


def words_from(rows: Mapping[str, Any], language: str) -> Words:
    """Build the matchers of a language from the table `numbers`."""
    values, ranges = rows["values"][language], rows["ranges"][language]

    def single(row: str) -> dict[str, int]:
        return {folded(phrase): numbers[0] for phrase, numbers in valued(row)}

    return Words(
        values=single(values["cardinals"]),
        multipliers=single(values["multipliers"]),
        rounders=single(values["rounders"]),
        singular=single(values["singular"]),
        groups=Patterns((phrase, numbers[0]) for phrase, numbers in valued(values["groups"])),
        vague=Patterns((phrase, (numbers[0], numbers[1])) for phrase, numbers in valued(values["vague"])),
        hedges=Patterns((phrase, name) for name, row in rows["hedges"][language].items() for phrase in listed(row)),
        more=Patterns((phrase, True) for phrase in listed(rows["more"][language])),
        before_range=word_set(ranges["before"]),
        inside_range=word_set(ranges["between"]),
        bare_range=word_set(ranges["bare"]),
        joiners=word_set(ranges["and"]),
        inverted=word_set(rows["inverted"].get(language, "")),
        units=Patterns((phrase, unit) for unit, row in rows["units"].items() for phrase in listed(row)),
        never=Never(*(Patterns((phrase, True) for phrase in listed(rows["never"][side])) for side in NEVER)),
    )


def valued(row: str) -> list[tuple[str, list[int]]]:
    """Phrases of a row with the numbers that follow them."""
    found = []
    for part in listed(row):
        words = part.split()
        found.append((" ".join(word for word in words if not word.isdigit()), [int(word) for word in words if word.isdigit()]))
    return found


def word_set(row: str) -> frozenset[str]:
    """Single words of a row, folded."""
    return frozenset(folded(word) for word in listed(row))
