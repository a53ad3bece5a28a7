"""Folded words -> every phrase of a table that stands in them, overlapping ones included, each with its label."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from cotejo.text.folding import OWN_SIGNS

T = TypeVar("T")
GAPS = {"~": 3, "~~": 8}  # stand in a phrase for up to so many words between two others, no sign among them
OR = "/"  # parts the words of which any may stand at a place: "em/no/na"
Part = str | frozenset[str]
HEADS = (4, 3, 2, 1)  # letters of a stem by which it is looked up: as many as it has, up to four
MOST_KNOWN = 2048  # words of which a matcher remembers what they may begin; about 0.2 MB
NOTHING: list[Any] = []  # nobody adds to it


class Hit(NamedTuple, Generic[T]):
    """Words `[first, last)` are a phrase with this label."""

    first: int
    last: int
    label: T


def folded(word: str) -> str:
    """A word as `Token.fold` has it: lower case, no accents, its own script."""
    return word.translate(OWN_SIGNS)


def listed(row: str) -> list[str]:
    """Phrases of a row of a table, cut at its commas."""
    return [part.strip() for part in row.split(",") if part.strip()]


class Row(NamedTuple, Generic[T]):
    """A phrase with its label and its place among those of one first word: without a stem before with one, then as the table has them."""

    place: int
    parts: tuple[Part, ...]
    label: T


class Begun(NamedTuple, Generic[T]):
    """Phrases that one word may begin: of it alone, by a second word that is named, and the rest (stems and gaps behind it)."""

    alone: tuple[Row[T], ...]
    by_second: Mapping[str, tuple[Row[T], ...]]
    rest: tuple[Row[T], ...]


class Patterns(Generic[T]):
    """Phrases of words, stems (`stem*`), alternatives (`em/no/na`) and gaps (`put ~ back`), each with a label; no gap and no alternatives first."""

    def __init__(self, rows: Iterable[tuple[str, T]]) -> None:
        self.exact: dict[str, list[tuple[tuple[Part, ...], T]]] = {}
        self.stems: dict[str, list[tuple[tuple[Part, ...], T]]] = {}
        self.known: dict[str, Begun[T] | None] = {}
        for phrase, label in rows:
            pattern = tuple(folded(word) for word in phrase.split())
            if not pattern:
                continue
            stem = pattern[0].endswith("*")
            index = self.stems if stem else self.exact
            parts: tuple[Part, ...] = tuple(frozenset(part.split(OR)) if OR in part else part for part in pattern)
            index.setdefault(pattern[0][:-1][: HEADS[0]] if stem else pattern[0], []).append((parts, label))

    def begun_by(self, word: str) -> Begun[T] | None:
        """Phrases that may begin with a word, None where there are none; the answers for the words met last are kept."""
        rows = list(self.exact.get(word, ()))
        for length in HEADS:
            rows += self.stems.get(word[:length], ()) if length <= len(word) else ()
        found = sort_by_second([Row(place, *row) for place, row in enumerate(rows) if fits(row[0][0], word)])
        if len(self.known) >= MOST_KNOWN:
            self.known.clear()
        self.known[word] = found
        return found

    def at(self, low: Sequence[str], first: int) -> list[Hit[T]]:
        """Every phrase that begins at word `first`, the longest first."""
        word = low[first]
        begun = self.known[word] if word in self.known else self.begun_by(word)
        if begun is None:
            return NOTHING
        second = begun.by_second.get(low[first + 1], ()) if first + 1 < len(low) else ()
        if not second and not begun.rest:
            return [Hit(first, first + 1, row.label) for row in begun.alone]
        found = [(-last, row.place, row.label) for row in (*second, *begun.rest) if (last := reach(row.parts, low, first))]
        if not found:
            return [Hit(first, first + 1, row.label) for row in begun.alone]
        found += [(-first - 1, row.place, row.label) for row in begun.alone]
        return [Hit(first, -last, label) for last, _, label in sorted(found, key=itemgetter(0, 1))]

    def longest(self, low: Sequence[str], first: int) -> Hit[T] | None:
        """The longest phrase that begins at word `first`."""
        hits = self.at(low, first)
        return hits[0] if hits else None

    def search(self, low: Sequence[str]) -> Iterator[Hit[T]]:
        """The longest phrase at each position, left to right, none inside another."""
        known, past = self.known, 0
        for at, word in enumerate(low):
            if at < past or (word in known and known[word] is None):
                continue
            hits = self.at(low, at)
            if hits:
                past = hits[0].last
                yield hits[0]

    def anywhere(self, low: Sequence[str]) -> bool:
        """Whether any phrase stands in the words."""
        return next(self.search(low), None) is not None


def sort_by_second(rows: list[Row[T]]) -> Begun[T] | None:
    """Lay phrases of one first word out by their second."""
    if not rows:
        return None
    alone, rest = [], []
    by_second: dict[str, list[Row[T]]] = {}
    for row in rows:
        second = row.parts[1] if len(row.parts) > 1 else None
        if second is None:
            alone.append(row)
        elif isinstance(second, str) and (second in GAPS or second.endswith("*")):
            rest.append(row)
        else:
            for word in [second] if isinstance(second, str) else sorted(second):
                by_second.setdefault(word, []).append(row)
    return Begun(tuple(alone), {word: tuple(found) for word, found in by_second.items()}, tuple(rest))


def reach(pattern: Sequence[Part], low: Sequence[str], first: int) -> int:
    """Where a phrase that begins at a position ends; 0 where it does not stand there."""
    at = first
    for place, part in enumerate(pattern):
        if part in GAPS:
            rest = pattern[place + 1 :]
            return next((last for start in gaps(low, at, GAPS[str(part)]) if (last := reach(rest, low, start))), 0)
        if at >= len(low) or not fits(part, low[at]):
            return 0
        at += 1
    return at


def gaps(low: Sequence[str], at: int, words: int) -> Iterator[int]:
    """Where the words after a gap may begin."""
    yield at
    for word in low[at : at + words]:
        if not word[:1].isalnum():
            return
        at += 1
        yield at


def fits(part: Part, word: str) -> bool:
    """Whether a word is what a part of a phrase asks for."""
    if isinstance(part, frozenset):
        return word in part
    return word == part or (part.endswith("*") and word.startswith(part[:-1]))
