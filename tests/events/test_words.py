"""What texts in different languages have in common: everyday words, numbers in words, names of outlets; and whose name is another's."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import pytest
from building import Desk, on

from cotejo.events.anchors import read_anchors
from cotejo.events.concepts import concept_of
from cotejo.events.derive import derive
from cotejo.events.identities import same_name
from cotejo.events.mentions import Register
from cotejo.records.event import Derivation

SCOOP = (
    "Российские военные развернули на холме у города Масьяф зенитный комплекс, рассказал газете владелец оливковой рощи. Колонна из девяти тягачей прошла ночью, "
    "с погашенными фарами. Утром на холме стояли четыре пусковые установки и мачта с антенной, а дорогу перекрыл пост с двумя солдатами. Рощу обещали вернуть к урожаю."
)
TRANSLATION = (
    "Militares rusos desplegaron un sistema antiaéreo en una colina junto a la ciudad de Masyaf, contó el dueño de un olivar. Una columna de nueve camiones pasó de noche, "
    "con los faros apagados. Por la mañana había en la colina cuatro lanzadores y un mástil con una antena, y un puesto con dos soldados cortaba la carretera. "
    "Le prometieron devolver el olivar antes de la cosecha."
)
OTHER = (
    "El ministerio de Defensa anunció que los ejercicios conjuntos empezarán en otoño. Tres buques harán escala en el puerto de Tartús, y un general ruso visitará "
    "la escuela naval. La oposición pidió explicaciones en el parlamento."
)


@pytest.mark.parametrize(("words", "concept"), [
    ((("грузовиках", "ru"), ("camiones", "es"), ("lorries", "en"), ("caminhões", "pt")), "k:lorry"),
    ((("понедельник", "ru"), ("lunes", "es"), ("Monday", "en"), ("segunda-feira", "pt")), "d:1"),
    ((("девяти", "ru"), ("nueve", "es"), ("nine", "en"), ("nove", "pt")), "n:9"),
])  # fmt: skip
def test_a_word_says_the_same_in_four_languages(words, concept):
    assert {concept_of(word, language) for word, language in words} == {concept}


def test_a_language_that_is_not_known_has_no_concepts():
    assert concept_of("lorries", None) is None
    assert concept_of("dos", "pt") is None  # "of the", not "two"


@pytest.mark.parametrize(
    ("text", "language"), [("forty-two men", "en"), ("cuarenta y dos hombres", "es"), ("сорок два человека", "ru"), ("42 men", "en")]
)
def test_numbers_in_words_are_numbers(text, language):
    found = read_anchors("d", text, language)
    assert "n:42" in found.frames


def test_a_translation_without_credit_is_found_and_another_story_is_not():
    desk = Desk()
    scoop = desk.document("scoop", SCOOP, outlet="Левант", language="ru", day=on("2021-05-18"))
    copy = desk.document("copy", TRANSLATION, outlet="Diario del Estrecho", language="es", day=on("2021-05-19"))
    other = desk.document("other", OTHER, outlet="Correo del Golfo", language="es", day=on("2021-05-20"))
    edges = [(found.later, found.earlier, found.strength) for found in derive(desk.corpus()) if isinstance(found, Derivation)]
    assert (copy.id, scoop.id, "hard") in edges
    assert not any(other.id in edge for edge in edges)


def test_outlets_are_found_as_written_and_in_another_script_but_look_alikes_only_as_spelt():
    register = Register(["Левант сегодня", "Bend Courier", "Bend Courrier", "Expresso"])
    said = "Levant Segodnya wrote, and so did the Bend Courier; over an expresso, Bend Kurier denied it."
    assert [mention.outlet for mention in register.find(said)] == ["Левант сегодня", "Bend Courier"]


def test_a_letter_makes_another_outlet_and_a_script_does_not():
    assert same_name("Левант сегодня", "Levant Segodnya")
    assert not same_name("Bend Courier", "Bend Courrier")
    assert same_name("Diário do Sal", "DIARIO DO SAL")
    assert not same_name(None, "Diário do Sal")
