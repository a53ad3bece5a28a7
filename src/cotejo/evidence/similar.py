"""Hashes of many pictures -> those near one of them, exactly, without a look at each (multi-index search)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

BITS = 256
BANDS = 16  # of 16 bits: two hashes that differ in at most 31 bits differ in at most one bit in some band
EXACT_BITS = 2 * BANDS - 1
BUCKETS = 1 << 16
FLIPS = np.concatenate([[0], 1 << np.arange(16)]).astype(np.uint16)  # a band itself, and with one bit turned

Words = NDArray[np.uint64]


class Index(NamedTuple):
    """Hashes as rows of four words; for each band the rows in the order of its value, and where each value begins."""

    words: Words
    order: NDArray[np.int32]
    starts: NDArray[np.int32]


def words_of(hashes: NDArray[np.bool_]) -> Words:
    """Rows of 256 bits -> rows of four words."""
    return np.ascontiguousarray(np.packbits(np.atleast_2d(hashes), axis=1)).view(np.uint64)


def index_of(words: Words) -> Index:
    """Sort the hashes by each band. 1e6 hashes: about 100 MB."""
    bands = words.view(np.uint16)
    order = np.empty((BANDS, len(words)), dtype=np.int32)
    starts = np.zeros((BANDS, BUCKETS + 1), dtype=np.int32)
    for band in range(BANDS):
        order[band] = np.argsort(bands[:, band], kind="stable")
        starts[band, 1:] = np.cumsum(np.bincount(bands[:, band], minlength=BUCKETS))
    return Index(words, order, starts)


def near(index: Index, queries: Words, within: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows within a number of bits of any query (the eight turns of one picture), ascending, and their least distances.

    Exact: up to 31 bits by the index, beyond by a look at every row.
    """
    if not len(index.words):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    if within > EXACT_BITS:
        least = np.min([apart(index.words, query) for query in queries], axis=0)
        rows = np.flatnonzero(least <= within)
        return rows, least[rows]
    best: dict[int, int] = {}
    for query in queries:
        maybe = candidates(index, query)
        bits = apart(index.words[maybe], query)
        hits = bits <= within
        for row, distance in zip(maybe[hits].tolist(), bits[hits].tolist(), strict=True):
            best[row] = min(distance, best.get(row, BITS))
    found = sorted(best)
    return np.array(found, dtype=np.int64), np.array([best[row] for row in found], dtype=np.int64)


def candidates(index: Index, query: Words) -> NDArray[np.int32]:
    """Rows that share a band with a query up to one bit; one that shares several comes several times."""
    values = query.view(np.uint16)[:, None] ^ FLIPS[None, :]
    bands = np.arange(BANDS)[:, None]
    begin, end = index.starts[bands, values].ravel(), index.starts[bands, values.astype(np.int64) + 1].ravel()
    length = end - begin
    at = np.repeat(begin - np.cumsum(length) + length, length) + np.arange(int(length.sum()))
    return index.order[np.repeat(np.repeat(np.arange(BANDS), len(FLIPS)), length), at]


def apart(words: Words, query: Words) -> NDArray[np.int64]:
    """Differing bits between each row and a query."""
    return np.asarray(np.bitwise_count(words ^ query).sum(axis=1, dtype=np.int64), dtype=np.int64)
