"""Words as numbers -> hashes of their runs with places, and runs of places back to stretches of words; for texts that share wording."""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from cotejo.text.folding import fold

WORD = re.compile(r"\w+")
SIZE = 5  # words of a shingle, as the origins page lays down
HASH_BASE = 1_000_003
HASH_MASK = (1 << 61) - 1


@lru_cache(maxsize=1 << 17)
def word_number(word: str) -> int:
    """Give a word, folded, a number that is the same on any machine."""
    return zlib.crc32(fold(word).encode())


def read_words(text: str) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
    """Give the numbers of a text's words and their offsets in code points."""
    found = list(WORD.finditer(text))
    return tuple(word_number(match.group()) for match in found), tuple(match.span() for match in found)


def hash_of(words: Iterable[int]) -> int:
    """Number of a run of words by their numbers, the same on any machine; 0 for none."""
    value = 0
    for word in words:
        value = (value * HASH_BASE + word) & HASH_MASK
    return value


def shingles(words: Sequence[int], usable: Sequence[bool] | None = None, size: int = SIZE) -> Iterator[tuple[int, int]]:
    """Yield (hash, place of the first word) of each run of `size` words that are all usable; of all words where nothing is said of them."""
    if usable is None:
        yield from rolled(words, size, 0)
        return
    start = 0
    for place in range(len(words) + 1):
        if place == len(words) or not usable[place]:
            yield from rolled(words[start:place], size, start)
            start = place + 1


def rolled(words: Sequence[int], size: int, start: int) -> Iterator[tuple[int, int]]:
    """Yield (hash, place) of each run of `size` words, each hash from the last by one word out and one in; `start` is the place of the first word."""
    if not 0 < size <= len(words):
        return
    leaving = pow(HASH_BASE, size, HASH_MASK + 1)
    value = hash_of(words[:size])
    yield value, start
    for place, (gone, come) in enumerate(zip(words, words[size:], strict=False), start=start + 1):
        value = (value * HASH_BASE + come - gone * leaving) & HASH_MASK
        yield value, place


def runs_of(places: Iterable[int], size: int = SIZE) -> list[tuple[int, int]]:
    """Join places of shingles, in order, to runs of words [from, to): those that follow each other word by word are one."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place <= runs[-1][1] - size + 1:
            runs[-1] = (runs[-1][0], place + size)
        else:
            runs.append((place, place + size))
    return runs
