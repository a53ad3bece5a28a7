"""Whose a craft is, where only its markings say so; and what its number counts."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from reading_of import reading_of

from cotejo.claims.equipment import find_systems
from cotejo.claims.lines import view
from cotejo.claims.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("language", "text", "state"),
    [
        ("en", "A four-engined transport plane with Russian markings landed in Gao.", "RU"),
        ("en", "A transport plane landed in Gao, and a Russian market opened.", None),
        ("es", "Un avión de carga con matrícula iraní aterrizó en Gao.", "IR"),
        ("es", "Un avión de carga aterrizó cerca de un restaurante chino.", None),
        ("pt", "Um navio de guerra com bandeira chinesa atracou em Pemba.", "CN"),
        ("ru", "Военный корабль под турецким флагом вошёл в порт.", "TR"),
    ],
)
def test_markings_say_whose_it_is(language, text, state):
    words = vocabulary(language)
    assert words is not None
    line = view(0, reading_of(text, language).sentences[0], words)
    assert [system.state for system in find_systems(line)][:1] == [state]


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [
        ("en", "Two military aircraft landed in Gao on Monday.", "aircraft"),
        ("en", "Five military vehicles crossed into Gao.", "vehicle"),
        ("es", "Dos helicópteros militares aterrizaron en Gao.", "helicopter"),
        ("pt", "Três navios militares atracaram em Pemba.", "ship"),
        ("ru", "Два военных самолёта приземлились в Гао.", "aircraft"),
    ],
)
def test_a_number_of_craft_counts_no_persons(language, text, unit):
    words = vocabulary(language)
    assert words is not None
    line = view(0, reading_of(text, language).sentences[0], words)
    assert [system.pieces.unit for system in find_systems(line) if system.pieces] == [unit]
