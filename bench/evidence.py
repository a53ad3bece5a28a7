"""A million picture hashes -> milliseconds to find those near one picture in any of its eight turns (`python -m bench.evidence`)."""

import time

import numpy as np

from cotejo.evidence.pictures import SAME_BITS
from cotejo.evidence.similar import index_of, near, words_of

HASHES = 1_000_000
QUERIES = 50
TURNS = 8


def main() -> int:
    """Build the index over made-up hashes, search planted copies with up to 31 changed bits, and print what it took."""
    source = np.random.default_rng(0)
    words = source.integers(0, 1 << 64, (HASHES, 4), dtype=np.uint64)
    begun = time.perf_counter()
    index = index_of(words)
    print(
        f"index over {HASHES:,} hashes: {time.perf_counter() - begun:.2f} s, {(index.order.nbytes + index.starts.nbytes + words.nbytes) / 1e6:.0f} MB"
    )
    took, found = [], 0
    for query in range(QUERIES):
        planted = int(source.integers(HASHES))
        turned = source.integers(0, 2, (TURNS, 256)).astype(bool)
        turned[query % TURNS] = np.unpackbits(words[planted].view(np.uint8)).astype(bool)
        turned[query % TURNS][source.choice(256, SAME_BITS, replace=False)] ^= True
        begun = time.perf_counter()
        rows, _ = near(index, words_of(turned), SAME_BITS)
        took.append(1000 * (time.perf_counter() - begun))
        found += planted in rows.tolist()
    print(f"copies with {SAME_BITS} changed bits found: {found}/{QUERIES}, false ones not counted")
    print(f"search in {TURNS} turns: median {np.median(took):.2f} ms, slowest {max(took):.2f} ms (floor: 10 ms)")
    return 0 if found == QUERIES else 1


if __name__ == "__main__":
    raise SystemExit(main())
