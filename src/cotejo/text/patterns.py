"""Folded words -> every phrase of a table that stands in them, overlapping ones included, each with its label."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from cotejo.text.folding import OWN_SIGNS

T = TypeVar("T")
GAPS = {"~": 3, "~~": 8}  # stand in a phrase for up to so many words between two others, no sign among them
OR = "/"  # parts the words of which any may stand at a place: "em/no/na"
Part = str | frozenset[str]
HEADS = (4, 3, 2, 1)  # letters of a stem by which it is looked up: as many as it has, up to four
MOST_KNOWN = 2048  # words of which a matcher remembers what they may begin; about 0.2 MB
NOTHING: Iterator[Any] = iter(())


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


class Patterns(Generic[T]):
    """Phrases of words, stems (`stem*`), alternatives (`em/no/na`) and gaps (`put ~ back`), each with a label; no gap and no alternatives first."""

    def __init__(self, rows: Iterable[tuple[str, T]]) -> None:
        self.exact: dict[str, list[tuple[tuple[Part, ...], T]]] = {}
        self.stems: dict[str, list[tuple[tuple[Part, ...], T]]] = {}
        self.known: dict[str, tuple[tuple[tuple[Part, ...], T], ...]] = {}
        for phrase, label in rows:
            pattern = tuple(folded(word) for word in phrase.split())
            if not pattern:
                continue
            stem = pattern[0].endswith("*")
            index = self.stems if stem else self.exact
            parts: tuple[Part, ...] = tuple(frozenset(part.split(OR)) if OR in part else part for part in pattern)
            index.setdefault(pattern[0][:-1][: HEADS[0]] if stem else pattern[0], []).append((parts, label))

    def begun_by(self, word: str) -> tuple[tuple[tuple[Part, ...], T], ...]:
        """Phrases that may begin with a word; the answers for the words met last are kept."""
        found = self.known.get(word)
        if found is None:
            rows = self.exact.get(word, ())
            for length in HEADS:
                stems = self.stems.get(word[:length]) if length <= len(word) else None
                rows = (*rows, *stems) if stems else rows
            found = tuple(row for row in rows if fits(row[0][0], word))
            if len(self.known) >= MOST_KNOWN:
                self.known.clear()
            self.known[word] = found
        return found

    def at(self, low: Sequence[str], first: int) -> Iterator[Hit[T]]:
        """Every phrase that begins at word `first`, the longest first."""
        rows = self.begun_by(low[first])
        if not rows:
            return NOTHING
        hits = [Hit(first, last, label) for pattern, label in rows if (last := reach(pattern, low, first))]
        return iter(sorted(hits, key=lambda hit: -hit.last) if len(hits) > 1 else hits)

    def search(self, low: Sequence[str]) -> Iterator[Hit[T]]:
        """The longest phrase at each position, left to right, none inside another."""
        at = 0
        while at < len(low):
            hit = next(self.at(low, at), None) if self.begun_by(low[at]) else None
            if hit:
                yield hit
            at = hit.last if hit else at + 1

    def anywhere(self, low: Sequence[str]) -> bool:
        """Whether any phrase stands in the words."""
        return next(self.search(low), None) is not None


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
