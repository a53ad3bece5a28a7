"""Search among many hashes: the same answers as a look at each."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotejo.evidence.pictures import CANDIDATE_BITS, SAME_BITS
from cotejo.evidence.similar import apart, index_of, near, words_of


def hashes(count: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 2, (count, 256)).astype(bool)


@given(seed=st.integers(0, 1000), within=st.sampled_from([0, 7, SAME_BITS, CANDIDATE_BITS]), flips=st.lists(st.integers(0, 255), max_size=64))
def test_the_index_finds_what_a_look_at_each_finds(seed: int, within: int, flips: list[int]) -> None:
    many = hashes(300, seed)
    many[7] = many[3]
    query = many[3].copy()
    for bit in flips:
        query[bit] ^= True
    words, queries = words_of(many), words_of(np.array([query, ~query]))
    plain = np.min([apart(words, one) for one in queries], axis=0)
    rows, bits = near(index_of(words), queries, within)
    assert rows.tolist() == np.flatnonzero(plain <= within).tolist()
    assert bits.tolist() == plain[rows].tolist()


def test_bits_spread_over_all_bands_up_to_31_are_found_and_32_are_not() -> None:
    many = hashes(50, 1)
    index = index_of(words_of(many))
    query = many[9].copy()
    query[np.arange(31) * 8] ^= True  # two bits in every band but one
    assert near(index, words_of(query), SAME_BITS)[0].tolist() == [9]
    query[248] ^= True
    assert near(index, words_of(query), SAME_BITS)[0].tolist() == []


@pytest.mark.parametrize("within", [SAME_BITS, CANDIDATE_BITS])
def test_an_empty_archive_holds_nothing(within: int) -> None:
    assert len(near(index_of(words_of(np.empty((0, 256), dtype=bool))), words_of(hashes(1, 1)), within)[0]) == 0


def test_a_thousand_copies_are_all_found() -> None:
    many = np.repeat(hashes(1, 2), 1000, axis=0)
    assert len(near(index_of(words_of(many)), words_of(many[:8]), SAME_BITS)[0]) == 1000
