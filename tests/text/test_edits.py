"""How far one string is from a stretch of another, against the table that says it plainly."""

from hypothesis import given
from hypothesis import strategies as st

from cotejo.text.edits import edits_within

words = st.text(alphabet="abcñж ", max_size=20)


def plainly(pattern: str, text: str) -> int:
    before = [0] * (len(text) + 1)
    for row, sign in enumerate(pattern, 1):
        now = [row]
        for column, other in enumerate(text, 1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (sign != other)))
        before = now
    return min(before)


@given(words, words)
def test_edits_are_those_of_the_table(pattern, text):
    assert edits_within(pattern, text) == plainly(pattern, text)


@given(words, words, words)
def test_what_lies_inside_costs_nothing(before, pattern, after):
    assert edits_within(pattern, before + pattern + after) == 0


def test_a_megabyte_without_a_blank_takes_a_moment():
    assert edits_within("ab" * 50, "a" * 1_000_000) == 50
