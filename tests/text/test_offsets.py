"""Sentences, tokens and folding: whatever the text holds, offsets are those of the original and nothing is lost."""

import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotejo.text.folding import fold, folded, skeleton
from cotejo.text.patterns import Patterns
from cotejo.text.sentences import MAX_SENTENCE, split
from cotejo.text.tokens import tokenise

ODD = "aéñÑйЙ҃ß\u00ad\u200b\u200d\u2060\ufeff\u0301\u0308\u202e\u2066\u2069🇻🇪👩‍✈️.,!?…«»\"'’-–—\n\t \u00a0\u202f1984$º§İıſﬁ"
texts = st.one_of(st.text(max_size=200), st.text(alphabet=ODD, max_size=200))

SENTENCES = [
    ("en", "The U.S. sent troops. They left.", ["The U.S. sent troops.", "They left."]),
    ("en", "Gen. Smith and Mr. Jones spoke. Nobody listened!", ["Gen. Smith and Mr. Jones spoke.", "Nobody listened!"]),
    ("en", "It cost 3.5 million. Really? Yes.", ["It cost 3.5 million.", "Really?", "Yes."]),
    ("en", "“They are here.” He left.", ["“They are here.”", "He left."]),
    ("es", "El Gral. Pérez llegó. ¿Y los demás? ¡Nada!", ["El Gral. Pérez llegó.", "¿Y los demás?", "¡Nada!"]),
    ("es", "EE. UU. no respondió. Silencio.", ["EE. UU. no respondió.", "Silencio."]),
    ("pt", "O Exmo. Sr. Silva chegou. Saiu depois.", ["O Exmo. Sr. Silva chegou.", "Saiu depois."]),
    ("ru", "В г. Тартус прибыли 2 тыс. военных. Они уехали.", ["В г. Тартус прибыли 2 тыс. военных.", "Они уехали."]),
    ("ru", "«Их нет», — сказал И. И. Петров. Все.", ["«Их нет», — сказал И. И. Петров.", "Все."]),
    ("en", "A title without a stop\nA line.", ["A title without a stop", "A line."]),
]

TOKENS = [
    ("Il-62M and S-300VM.", ["Il-62M", "and", "S-300VM", "."]),
    ("O'Brien’s U.S. visit", ["O'Brien’s", "U.S.", "visit"]),
    ("1.200, 10,5 y 2 000", ["1.200", ",", "10,5", "y", "2", "000"]),
    ("211-й батальон", ["211-й", "батальон"]),
    ("on 2019-03-23 at 10:30", ["on", "2019-03-23", "at", "10:30"]),
    ("23.03.2019 или 3/4/2019.", ["23.03.2019", "или", "3/4/2019", "."]),
    ("mid-March, mid-air", ["mid", "-", "March", ",", "mid-air"]),
    ("@user #tag https://t.co/a?b=1 fin", ["@user", "#tag", "https://t.co/a?b=1", "fin"]),
    ("sol\u00addados ru\u200bsos", ["sol\u00addados", "ru\u200bsos"]),
    ("Ta\u0301chira", ["Ta\u0301chira"]),
    ("US$ 20", ["US", "$", "20"]),
]


@pytest.mark.parametrize(("language", "text", "expected"), SENTENCES)
def test_a_text_is_cut_at_its_sentences(language: str, text: str, expected: list[str]) -> None:
    assert language
    assert [text[piece.start : piece.end] for piece in split(text)] == expected


def test_a_line_break_ends_a_paragraph() -> None:
    assert [piece.paragraph for piece in split("One. Two.\nThree.\n\nFour.")] == [0, 0, 1, 3]


@given(texts)
def test_sentences_hold_every_sign_but_white_space_once(text: str) -> None:
    pieces = split(text)
    assert all(left.end <= right.start and left.paragraph <= right.paragraph for left, right in pairwise(pieces))
    assert "".join("".join(text[piece.start : piece.end].split()) for piece in pieces) == "".join(text.split())


@pytest.mark.parametrize(("text", "expected"), TOKENS)
def test_a_stretch_is_cut_into_words_numbers_and_signs(text: str, expected: list[str]) -> None:
    assert [word.text for word in tokenise(text)] == expected


@given(texts, st.integers(0, 50))
def test_tokens_hold_every_sign_but_white_space_once_at_its_place(text: str, start: int) -> None:
    words = tokenise(text, min(start, len(text)))
    assert all(text[word.start : word.end] == word.text for word in words)
    assert "".join(word.text for word in words) == "".join(text[min(start, len(text)) :].split())


@given(texts)
def test_every_folded_sign_leads_back_to_the_sign_that_gave_it(text: str) -> None:
    found = folded(text)
    assert len(found.origin) == len(found.text) + 1
    assert list(found.origin) == sorted(found.origin)
    assert found.origin[-1] == len(text)
    for place, sign in enumerate(found.text):
        assert sign in folded(text[found.origin[place]]).text


@given(texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_folded_span_quotes_the_original_with_its_invisible_signs() -> None:
    text = "en Ta\u0301chi\u00adra, 🇻🇪 ayer"
    found = folded(text)
    at = found.text.index("tachira")
    start, end = found.span(at, at + 7)
    assert text[start:end] == "Ta\u0301chi\u00adra"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Táchira", "TACHIRA"),
        ("Та\u0301чира", "Тачира"),
        ("Ёлкин", "Елкин"),
        ("Горький", "Gorkii"),
        ("sol\u00addado", "soldado"),
        ("  A   b ", "a b"),
    ],
)
def test_case_accents_scripts_and_invisible_signs_fold_away(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Барраэс", "Barráez"),
        ("Заемский", "Zaemski"),
        ("Тонкошкуров", "Tonkoshkúrov"),
        ("Khmeimim", "Jmeimim".replace("J", "H")),
        ("Шойгу", "Shoigu"),
    ],
)
def test_names_compare_across_scripts_by_their_frame(left: str, right: str) -> None:
    assert skeleton(left) == skeleton(right)


@pytest.mark.parametrize(("left", "right"), [("Maduro", "Mendoza"), ("Putin", "Petrov"), ("Caracas", "Cartagena")])
def test_other_names_have_other_frames(left: str, right: str) -> None:
    assert skeleton(left) != skeleton(right)


def hits(rows: list[tuple[str, str]], text: str) -> list[tuple[int, int, str]]:
    return [(hit.first, hit.last, hit.label) for hit in Patterns(rows).search(text.split())]


def test_the_longest_phrase_wins_and_none_lies_inside_another() -> None:
    assert hits([("more", "a"), ("more than", "b"), ("than ten", "c")], "no more than ten") == [(1, 3, "b")]


def test_a_star_takes_any_ending_and_accents_in_the_table_do_not_matter() -> None:
    assert hits([("técnic*", "person"), ("soldado", "person")], "los tecnicos soldados y soldado") == [(1, 2, "person"), (4, 5, "person")]


@given(st.lists(st.sampled_from(["a", "ab", "b", "abc"]), max_size=8), st.lists(st.sampled_from(["a", "ab*", "b a", "abc", "b* a"]), max_size=5))
def test_a_search_finds_what_stands_there(words: list[str], phrases: list[str]) -> None:
    for hit in Patterns((phrase, phrase) for phrase in phrases).search(words):
        parts = hit.label.split()
        stands = words[hit.first : hit.last]
        assert len(stands) == len(parts)
        assert all(word.startswith(part[:-1]) if part.endswith("*") else word == part for word, part in zip(stands, parts, strict=True))


@pytest.mark.parametrize(
    ("name", "work"),
    [("split", split), ("tokenise", tokenise), ("fold", fold), ("folded", folded)],
)
@pytest.mark.parametrize("piece", ["a", ". ", "A.", "1,", "a-", "\u0301", "\n", "«\"' ", "U.S.", "@", "https://", "\u200b", "й", "9-9", "mid-"])
def test_a_long_text_takes_bounded_time(name: str, work: Callable[[str], object], piece: str) -> None:
    assert name
    text = piece * (200_000 // len(piece))
    start = time.process_time()
    work(text)
    assert time.process_time() - start < 2


def test_a_text_without_stops_is_cut_at_white_space() -> None:
    pieces = split("word " * 1000)
    assert len(pieces) == 3
    assert all(piece.end - piece.start <= MAX_SENTENCE for piece in pieces)
