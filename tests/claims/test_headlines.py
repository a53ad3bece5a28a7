"""How a headline is worded: told, kept at a distance, or held to be untrue."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from reading_of import reading_of

from cotejo.claims import headlines, stances

CASES = [
    ("en", "Foreign troops land in Pemba", "tells", ""),
    ("en", "Foreign troops reportedly land in Pemba", "relays", "reportedly"),
    ("en", "Foreign troops in Pemba: report", "relays", "report"),
    ("en", "Are foreign troops in Pemba?", "relays", "?"),
    ("en", "Video of foreign troops in Pemba is a hoax", "refutes", "hoax"),
    ("es", "Militares extranjeros desembarcan en Puerto Cabello", "tells", ""),
    ("es", "Militares extranjeros habrían desembarcado en Puerto Cabello", "relays", "habrían"),
    ("es", "¿Hay militares extranjeros en Puerto Cabello?", "relays", "?"),
    ("es", "Es un bulo que haya militares extranjeros en Puerto Cabello", "refutes", "bulo"),
    ("pt", "Militares estrangeiros desembarcam em Bissau", "tells", ""),
    ("pt", "Militares estrangeiros teriam desembarcado em Bissau", "relays", "teriam"),
    ("pt", "É boato o desembarque de militares estrangeiros em Bissau", "refutes", "boato"),
    ("ru", "Иностранные военные высадились в Пембе", "tells", ""),
    ("ru", "СМИ: иностранные военные высадились в Пембе", "relays", "СМИ"),
    ("ru", "Сообщение о высадке иностранных военных в Пембе оказалось фейком", "refutes", "фейком"),
]


@pytest.mark.parametrize(("language", "text", "way", "cue"), CASES)
def test_the_words_of_a_headline_say_how_it_is_put(language, text, way, cue):
    put = headlines.worded(reading_of(text, language), 0, len(text))
    assert put.way == way
    assert not cue or cue in {span.exact for span in put.cues}


def test_a_language_without_a_table_is_never_told_as_a_fact():
    text = "Des soldats étrangers à Pemba"
    assert headlines.worded(reading_of(text, "fr"), 0, len(text)).way == "relays"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Troops in Pemba\n\nThey came by night.", (0, 15)),
        ("\n  Troops in Pemba \nThey came by night.", (3, 18)),
        ("They came by night.\n\nThen they left.", None),  # a paragraph
        ("Troops in Pemba", None),  # nothing below it
        ("", None),
    ],
)
def test_where_the_headline_is(text, expected):
    assert headlines.span_of(text) == expected


@pytest.mark.parametrize(
    ("head", "act", "polarity", "certainty"),
    [
        ("Foreign troops land in Pemba", "ASSERT", "positive", "certain"),
        ("Foreign troops land in Pemba: report", "RELAY", "positive", "uncommitted"),
        ("Hoax: foreign troops land in Pemba", "DENY", "negative", "certain"),
    ],
)
def test_the_outlets_stance_in_its_headline(head, act, polarity, certainty):
    text = f"{head}\n\nThe harbour is quiet."
    reading = reading_of(text, "en")
    start = text.index("foreign" if "foreign" in head else "Foreign")
    (stance,) = stances.of(reading, [], None, start, start + len("foreign troops land in Pemba"))
    assert (stance.speech_act, stance.polarity, stance.certainty) == (act, polarity, certainty)


def test_the_body_keeps_its_own_word():
    text = "Foreign troops land in Pemba?\n\nForeign troops land in Pemba."
    reading = reading_of(text, "en")
    start = text.rindex("Foreign")
    (stance,) = stances.of(reading, [], None, start, len(text) - 1)
    assert stance.speech_act == "ASSERT"
