"""How each voice stands to a clause: whose distance, whose doubt, whose denial."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from reading_of import reading_of

from cotejo.claims import attributions, stances


def stances_over(text, language, words):
    reading = reading_of(text, language)
    found = attributions.find(reading)
    start = text.index(words)
    inner = attributions.innermost(found, start, start + len(words))
    return stances.of(reading, found, inner.id if inner else None, start, start + len(words))


DISTANCE = [
    ("en", "According to Inés Ruano, soldiers are reportedly guarding the hotel.", "soldiers are reportedly guarding the hotel", "probable"),
    ("en", "The Malian army said the men are supposedly guarding a mine.", "the men are supposedly guarding a mine", "uncommitted"),
    ("es", "Según Elsa Duarte, los soldados supuestamente custodian el hotel.", "los soldados supuestamente custodian el hotel", "uncommitted"),
    ("es", "Según Elsa Duarte, al parecer los soldados custodian el hotel.", "al parecer los soldados custodian el hotel", "probable"),
    ("pt", "Segundo Rute Falcão, os soldados supostamente guardam o hotel.", "os soldados supostamente guardam o hotel", "uncommitted"),
    ("ru", "По словам депутата Андрея Лаптева, солдаты якобы охраняют гостиницу.", "солдаты якобы охраняют гостиницу", "uncommitted"),
]


@pytest.mark.parametrize(("language", "text", "words", "certainty"), DISTANCE)
def test_distance_is_the_outlets(language, text, words, certainty):
    outlet, *chain = stances_over(text, language, words)
    assert (outlet.voice, outlet.certainty, outlet.speech_act) == (None, certainty, "RELAY")
    assert outlet.cues
    assert [voice.certainty for voice in chain] == ["certain"]


DOUBT = [
    ("en", "Inés Ruano said that soldiers may be in the hotel.", "soldiers may be in the hotel"),
    ("es", "Elsa Duarte dijo que los soldados podrían estar en el hotel.", "los soldados podrían estar en el hotel"),
    ("pt", "Rute Falcão disse que os soldados talvez estejam no hotel.", "os soldados talvez estejam no hotel"),
    ("ru", "Пётр Осипов заявил, что солдаты, возможно, живут в гостинице.", "солдаты, возможно, живут в гостинице"),
]


@pytest.mark.parametrize(("language", "text", "words"), DOUBT)
def test_doubt_is_the_speakers(language, text, words):
    outlet, speaker = stances_over(text, language, words)
    assert (outlet.certainty, speaker.certainty) == ("uncommitted", "possible")


DENIED = [
    ("en", "The Serbian government denied that foreign troops are in Niš.", "foreign troops are in Niš"),
    ("en", "“There are no foreign troops in Niš,” the Serbian government said.", "There are no foreign troops in Niš"),
    ("es", "«No hay ni un solo soldado extranjero», dijo el general Pedro Luque.", "No hay ni un solo soldado extranjero"),
    ("pt", "O governo da Sérvia disse que não há soldados estrangeiros em Niš.", "não há soldados estrangeiros em Niš"),
    ("ru", "«Никаких иностранных солдат в стране нет», — заявил посол Сербии.", "Никаких иностранных солдат в стране нет"),
]


@pytest.mark.parametrize(("language", "text", "words"), DENIED)
def test_a_denial_is_negative_for_the_one_who_denies_only(language, text, words):
    outlet, speaker = stances_over(text, language, words)
    assert (outlet.polarity, outlet.speech_act) == ("positive", "RELAY")
    assert (speaker.polarity, speaker.speech_act, speaker.denies) == ("negative", "DENY", "presence")


def test_the_outlets_own_word_is_certain():
    (outlet,) = stances_over("Foreign soldiers sleep in the school.", "en", "Foreign soldiers sleep in the school")
    assert (outlet.voice, outlet.certainty, outlet.polarity, outlet.speech_act) == (None, "certain", "positive", "ASSERT")


def test_the_chain_stands_from_outside_in():
    text = "A report by journalist Inés Ruano, published in El Vigía, revealed that ten officers sleep at the port."
    voices = stances_over(text, "en", "ten officers sleep at the port")
    assert [voice.speech_act for voice in voices] == ["RELAY", "RELAY", "ASSERT"]
    assert voices[0].certainty == "probable"
