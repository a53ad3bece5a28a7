"""Text -> words as numbers with their offsets, and the hash of every run of five of them: what copies are found by."""

import re
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache

from cotejo.text.folding import fold

WORD = re.compile(r"\w+")
SHINGLE = 5  # words; runs of four recur by chance in news of one country, runs of six miss lightly edited copies
BASE = 1_000_003
MASK = (1 << 61) - 1
LEAVING = pow(BASE, SHINGLE, 1 << 61)  # weight of the word that leaves the window


@lru_cache(maxsize=1 << 17)
def word_number(word: str) -> int:
    """Give a word, folded, a number that is the same on any machine."""
    return zlib.crc32(fold(word).encode())


def read_words(text: str) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
    """Give the numbers of a text's words and their offsets in code points."""
    found = list(WORD.finditer(text))
    return tuple(word_number(match.group()) for match in found), tuple(match.span() for match in found)


def hash_run(words: Sequence[int]) -> int:
    """Hash a run of words of any length."""
    value = 0
    for word in words:
        value = (value * BASE + word) & MASK
    return value


def shingles(words: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield (hash, position of its first word) of each run of `SHINGLE` words, each from the last by one word out and one in.

    >>> [position for _, position in shingles([1, 2, 3, 4, 5, 6])]
    [0, 1]
    """
    if len(words) < SHINGLE:
        return
    value = hash_run(words[:SHINGLE])
    yield value, 0
    for first, (gone, come) in enumerate(zip(words, words[SHINGLE:], strict=False), start=1):
        value = (value * BASE + come - gone * LEAVING) & MASK
        yield value, first
