"""Sources -> keys that hold across documents, languages and scripts."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from reading_of import reading_of

from cotejo.claims import attributions, sources


def keys(text, language, **fields):
    reading = reading_of(text, language, **fields)
    found = attributions.find(reading)
    resolved = {each.subject: each for each in sources.resolve(reading, found)}
    assert set(resolved) == {each.id for each in found}
    return [resolved[each.id].value.canonical if resolved[each.id].value else None for each in found], [resolved[each.id] for each in found]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Заемский", "Zaemski"),
        ("Заемский", "Zayomski"),
        ("Maribel Oquendo Rangel", "Марибель Окендо Ранхель"),
        ("Никита Сапелкин", "Nikita Sapelkin"),
        ("Сергей Лавров", "Sergey Lavrov"),
        ("Serguéi Lavrov", "Sergei Lavrov"),
    ],
)
def test_one_person_in_two_scripts_has_one_key(left, right):
    assert sources.skeleton(left) == sources.skeleton(right)


@pytest.mark.parametrize(("left", "right"), [("Pedro Luque", "Pablo Luna"), ("Rosa Paz", "Julio Tinoco"), ("Нина Громова", "Анна Серова")])
def test_two_persons_have_two_keys(left, right):
    assert sources.skeleton(left) != sources.skeleton(right)


def test_one_person_in_two_languages_is_one_entity():
    (left,), _ = keys("Nikita Sapelkin said that four hundred men had arrived.", "en")
    (right,), _ = keys("Никита Сапелкин сообщил, что прибыли четыреста человек.", "ru")
    assert left == right


def test_an_unnamed_source_is_keyed_to_its_carrier():
    (key,), _ = keys("Llegaron de noche tres camiones, dijo un soldado de la zona.", "es", outlet="La Marea")
    assert key == "unnamed:outlet:marea/military"


def test_an_office_has_its_state_in_every_language():
    expected = "office:RU-foreign_ministry"
    assert keys("The Russian Foreign Ministry denied that troops are in Gao.", "en")[0] == [expected]
    assert keys("La cancillería rusa negó que haya tropas en Gao.", "es")[0] == [expected]
    assert keys("O Ministério das Relações Exteriores da Rússia negou que haja tropas em Gao.", "pt")[0] == [expected]
    assert keys("МИД России опроверг присутствие войск в Гао.", "ru")[0] == [expected]


def test_an_office_of_a_state_that_is_not_named_has_no_key():
    text = "Soldiers of Russia and Venezuela share the base. The Foreign Ministry of that country said that they are “specialists”."
    found, resolved = keys(text, "en")
    assert found == [None]
    assert [candidate.value for candidate in resolved[0].candidates] == ["RU", "VE"]
    assert resolved[0].reason


def test_an_account_is_not_the_outlet_whose_name_it_bears():
    found, _ = keys("«Llegaron tres aviones»\n— Orbe Noticias (@OrbeNoticiasVE) 24 de marzo de 2019", "es")
    assert found == ["account:orbenoticiasve"]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        (
            "en",
            "The troops reached Gao, two diplomats and a security official told the paper Meridian Ledger on Monday.",
            "two diplomats and a security official",
        ),
        ("es", "Dos diplomáticos y un funcionario dijeron que los soldados llegaron a Gao.", "Dos diplomáticos y un funcionario"),
        ("pt", "Dois diplomatas e um funcionário disseram que os soldados chegaram a Gao.", "Dois diplomatas e um funcionário"),
        ("ru", "Два дипломата и чиновник сообщили, что солдаты прибыли в Гао.", "Два дипломата и чиновник"),
    ],
)
def test_two_nameless_sources_that_say_the_same_are_named_together(language, text, name):
    found = attributions.find(reading_of(text, language))
    (said,) = [each for each in found if each.source.kind == "unnamed"]
    assert said.source.name == name
    assert said.content is not None
    assert "Gao" in said.content.exact or "Гао" in said.content.exact
