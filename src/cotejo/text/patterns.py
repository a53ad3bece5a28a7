"""Folded words -> every phrase of a table that stands in them, overlapping ones included, each with its label."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from cotejo.text.folding import fold_sign

T = TypeVar("T")
HEADS = (4, 3, 2, 1)  # letters of a stem by which it is looked up: as many as it has, up to four
NOTHING: Iterator[Any] = iter(())


class Hit(NamedTuple, Generic[T]):
    """Words `[first, last)` are a phrase with this label."""

    first: int
    last: int
    label: T


def folded(word: str) -> str:
    """A word as `Token.fold` has it: lower case, no accents, its own script."""
    return "".join(fold_sign(sign, False) for sign in word)


def listed(row: str) -> list[str]:
    """Phrases of a row of a table, cut at its commas."""
    return [part.strip() for part in row.split(",") if part.strip()]


class Patterns(Generic[T]):
    """Phrases of exact words, stems (`stem*`) and endings (`*ending`), each with a label."""

    def __init__(self, rows: Iterable[tuple[str, T]]) -> None:
        self.exact: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        self.stems: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, label in rows:
            pattern = tuple(folded(word) for word in phrase.split())
            if not pattern:
                continue
            stem = pattern[0].endswith("*")
            index = self.stems if stem else self.exact
            index.setdefault(pattern[0][:-1][: HEADS[0]] if stem else pattern[0], []).append((pattern, label))

    def at(self, low: Sequence[str], first: int) -> Iterator[Hit[T]]:
        """Every phrase that begins at word `first`, the longest first."""
        word = low[first]
        rows = self.exact.get(word, ())
        for length in HEADS:
            stems = self.stems.get(word[:length]) if length <= len(word) else None
            rows = (*rows, *stems) if stems else rows
        if not rows:
            return NOTHING
        hits = [Hit(first, first + len(pattern), label) for pattern, label in rows if fits(pattern, low, first)]
        return iter(sorted(hits, key=lambda hit: -hit.last))

    def search(self, low: Sequence[str]) -> Iterator[Hit[T]]:
        """The longest phrase at each position, left to right, none inside another."""
        at = 0
        while at < len(low):
            hit = next(self.at(low, at), None)
            if hit:
                yield hit
            at = hit.last if hit else at + 1

    def anywhere(self, low: Sequence[str]) -> bool:
        """Whether any phrase stands in the words."""
        return next(self.search(low), None) is not None


def fits(pattern: Sequence[str], low: Sequence[str], first: int) -> bool:
    """Whether a phrase stands at a position."""
    if first + len(pattern) > len(low):
        return False
    return all(low[first + place].startswith(part[:-1]) if part.endswith("*") else low[first + place] == part for place, part in enumerate(pattern))
