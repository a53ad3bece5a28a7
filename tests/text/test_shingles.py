"""Shingles: the same words give the same hashes, unusable words give none, and places join to the stretches that they cover."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cotejo.text.shingles import SIZE, hash_of, runs_of, shingles, word_number

words = st.lists(st.integers(0, 2**32 - 1), max_size=40)


def numbers(text: str) -> list[int]:
    return [word_number(word) for word in text.split()]


def test_case_and_accents_do_not_matter_and_other_words_do() -> None:
    assert numbers("Los Militares Rusos Están AQUÍ") == numbers("los militares rusos estan aqui")
    assert word_number("rusos") != word_number("cubanos")
    assert word_number("rusos") == 1678743035  # the same on any machine, in any run


def test_texts_share_the_shingles_of_their_common_run() -> None:
    left = dict(shingles(numbers("ayer cien soldados rusos llegaron a la base aérea")))
    right = dict(shingles(numbers("fuentes dicen que cien soldados rusos llegaron a la capital")))
    assert sorted(left[value] for value in set(left) & set(right)) == [1, 2]


@given(words)
def test_there_is_one_shingle_for_each_full_run(numbers: list[int]) -> None:
    found = list(shingles(numbers))
    assert [place for _, place in found] == list(range(max(0, len(numbers) - SIZE + 1)))
    assert all(value == hash_of(numbers[place : place + SIZE]) for value, place in found)


@given(words, st.data())
def test_no_shingle_holds_an_unusable_word(numbers: list[int], data: st.DataObject) -> None:
    usable = data.draw(st.lists(st.booleans(), min_size=len(numbers), max_size=len(numbers)))
    places = {place for _, place in shingles(numbers, usable)}
    assert places == {first for first in range(len(numbers) - SIZE + 1) if all(usable[first : first + SIZE])}


@given(st.sets(st.integers(0, 60)))
def test_runs_join_the_shingles_that_follow_each_other(places: set[int]) -> None:
    runs = runs_of(sorted(places))
    assert [place for first, last in runs for place in range(first, last - SIZE + 1)] == sorted(places)
    assert all(right[0] > left[1] - SIZE + 1 for left, right in pairwise(runs))
