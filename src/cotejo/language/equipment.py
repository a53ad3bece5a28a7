"""A system's name as a text has it -> its class of equipment (lexicon/tables/equipment.toml), in any of the scripts and spellings of the name."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from cotejo.lexicon.load import table
from cotejo.text.folding import fold
from cotejo.text.patterns import listed

WORD = re.compile(r"[^\W_]+(?:[-–/.'’][^\W_]+)*")
TOGETHER = 3  # words of the longest name
SHORTEST = 2  # signs of the shortest name
SUFFIX = 6  # signs that may follow a name: "T-72" in "T-72B3M"
LONGEST = 120  # signs of a name that is looked at
STEM = 5  # letters of a noun's word from which on its ending may differ
SPELLINGS = (("iu", "yu"), ("ia", "ya"), ("ı", "i"))  # of the same sounds: Тюльпан, Як, Akıncı


def class_of(name: str) -> str | None:
    """Class path of a system ("air_defence.sam"), by the longest name of the table that stands in it, else by its noun; None for an unknown one."""
    words = WORD.findall(name[:LONGEST])
    found = max(named(words), key=lambda hit: len(hit[0]), default=None) or max(called(words), key=lambda hit: len(hit[0]), default=None)
    return found[1] if found else None


@lru_cache(maxsize=4096)
def designated(word: str) -> str | None:
    """Class path of a single word that is a designator ("С-400", "Mi-17V5"): with a figure in it; None for any other word."""
    if len(word) > LONGEST or not any(sign.isdigit() for sign in word):
        return None
    return max(named((word,)), key=lambda hit: len(hit[0]), default=("", None))[1]


def named(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Names of the table that stand in the words, closed up, with their class; what follows a last hyphen may be a variant's ("An-124-100")."""
    closed = [closed_up(word) for word in words]
    for first in range(len(closed)):
        for size in range(1, min(TOGETHER, len(closed) - first) + 1):
            yield from beginning("".join(closed[first : first + size]))
            stem, _, variant = words[first + size - 1].rpartition("-")
            if stem and len(variant) < SUFFIX:
                yield from beginning("".join(closed[first : first + size - 1]) + closed_up(stem))
    for word in words:
        for part in word.split("/") if "/" in word else ():
            yield from beginning(closed_up(part))


def beginning(key: str) -> Iterator[tuple[str, str]]:
    """Names with which a key begins: all of it, or a designator that letters follow."""
    rows = by_name()
    for end in range(len(key), max(SHORTEST, len(key) - SUFFIX) - 1, -1):
        known = rows.get(key[:end])
        if known and (end == len(key) or (key[end - 1].isdigit() and key[end].isalpha())):
            yield key[:end], known


def called(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Nouns of the table that stand in the words, with their class."""
    plain = [fold(word) for word in words]
    for noun, kind in nouns():
        size = len(noun)
        if any(all(alike(part, word) for part, word in zip(noun, plain[at : at + size], strict=True)) for at in range(len(plain) - size + 1)):
            yield " ".join(noun), kind


def alike(part: str, word: str) -> bool:
    """Whether a word is a noun's word, its ending aside."""
    return word == part or (len(part) > STEM and word.startswith(part[:-1]) and len(word) <= len(part) + 3)


def closed_up(word: str) -> str:
    """A word in Latin letters without accents, hyphens and stops, so that "Ил-62М", "Il-62M" and "IL62M" are one."""
    plain = fold(word)
    for other, ours in SPELLINGS:
        plain = plain.replace(other, ours)
    return "".join(sign for sign in plain if sign.isalnum())


@cache
def by_name() -> dict[str, str]:
    """Closed-up names with their class."""
    rows: dict[str, Any] = dict(table("equipment"))
    return {"".join(closed_up(part) for part in WORD.findall(name)): kind for kind, row in rows.items() for name in listed(row["names"])}


@cache
def nouns() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Nouns with their class."""
    rows: dict[str, Any] = dict(table("equipment"))
    return tuple((tuple(fold(word) for word in noun.split()), kind) for kind, row in rows.items() for noun in listed(row["nouns"]))
