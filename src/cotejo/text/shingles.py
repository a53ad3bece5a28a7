"""Words as numbers -> hashes of their runs with places, and runs of places back to stretches of words; for texts that share wording."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from cotejo.text.folding import fold

SIZE = 5  # words of a shingle, as the origins page lays down
HASH_BASE = 1_000_003
HASH_MASK = (1 << 61) - 1


@lru_cache(maxsize=1 << 17)
def word_number(word: str) -> int:
    """Give a word, folded, a number that is the same on any machine."""
    return zlib.crc32(fold(word).encode())


def hash_of(words: Iterable[int]) -> int:
    """Number of a run of words by their numbers, the same on any machine; 0 for none."""
    value = 0
    for word in words:
        value = (value * HASH_BASE + word) & HASH_MASK
    return value


def shingles(words: Sequence[int], usable: Sequence[bool] | None = None, size: int = SIZE) -> Iterator[tuple[int, int]]:
    """Yield (hash, place of the first word) of each run of `size` words that are all usable; of all words where nothing is said of them."""
    bad = -1  # the last unusable place seen
    for place in range(len(words)):
        if usable is not None and not usable[place]:
            bad = place
        first = place - size + 1
        if first > bad and first >= 0:
            yield hash_of(words[first : place + 1]), first


def runs_of(places: Iterable[int], size: int = SIZE) -> list[tuple[int, int]]:
    """Join places of shingles, in order, to runs of words [from, to): those that follow each other word by word are one."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place <= runs[-1][1] - size + 1:
            runs[-1] = (runs[-1][0], place + size)
        else:
            runs.append((place, place + size))
    return runs
