"""Runs of words as hashes: equal for equal runs, wherever they stand and however they are written."""

from hypothesis import given
from hypothesis import strategies as st

from cotejo.text.shingles import SHINGLE, hash_run, read_words, shingles


@given(st.lists(st.integers(0, 2**32 - 1), max_size=40))
def test_a_rolled_hash_is_the_hash_of_its_run(words):
    assert list(shingles(words)) == [(hash_run(words[at : at + SHINGLE]), at) for at in range(len(words) - SHINGLE + 1)]


def test_case_and_accents_make_no_difference_and_offsets_stay():
    text = "Los TÉCNICOS llegaron"
    words, offsets = read_words(text)
    assert words == read_words("los tecnicos LLEGARON")[0]
    assert [text[start:end] for start, end in offsets] == ["Los", "TÉCNICOS", "llegaron"]
