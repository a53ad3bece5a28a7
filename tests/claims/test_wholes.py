"""Whole verb groups as cues, whole phrases as sources; contents that end where another voice or an adjunct of time begins."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from reading_of import reading_of

from cotejo.claims import attributions

# language, text, cue, phrase of the source, its name, content
CASES = [
    (
        "en",
        "Marta Oliveira, the mayor of Ceibal, has also said that trucks without plates crossed the bridge.",
        ("has also said", "Marta Oliveira, the mayor of Ceibal", "Marta Oliveira", "trucks without plates crossed the bridge"),
    ),
    (
        "en",
        "Trucks without plates crossed the bridge, said Marta Oliveira, the mayor of Ceibal.",
        ("said", "Marta Oliveira, the mayor of Ceibal", "Marta Oliveira", "Trucks without plates crossed the bridge"),
    ),
    (
        "en",
        '"They sleep in the school," Colonel J. R. Banda announced Monday morning.',
        ("announced", "Colonel J. R. Banda", "J. R. Banda", '"They sleep in the school,"'),
    ),
    (
        "en",
        "The Cape Report Group runs the harbour, the governor said.",
        ("said", "the governor", "the governor", "The Cape Report Group runs the harbour"),
    ),
    ("en", "Experts on the northern border said that the camp was empty.", ("said", "Experts", "Experts", "the camp was empty")),
    (
        "en",
        "Asked about the aircraft, the ministry said it was a training flight.",
        ("said", "the ministry", "the ministry", "it was a training flight"),
    ),
    (
        "es",
        "Según Pedro Gil, jefe de la policía de Ceibal, los instructores duermen en el cuartel.",
        ("Según", "Pedro Gil", "Pedro Gil", "los instructores duermen en el cuartel"),
    ),
    (
        "es",
        "«Los vimos bajar del avión», contó Ana Ruiz, vecina de Puerto Alba.",
        ("contó", "Ana Ruiz, vecina de Puerto Alba", "Ana Ruiz", "«Los vimos bajar del avión»"),
    ),
    (
        "es",
        "El gobernador ha dicho también que los barcos salieron de noche.",
        ("ha dicho", "El gobernador", "El gobernador", "los barcos salieron de noche"),
    ),
    (
        "pt",
        "Segundo Rita Melo, chefe da polícia de Ceibal, os instrutores dormem no quartel.",
        ("Segundo", "Rita Melo", "Rita Melo", "os instrutores dormem no quartel"),
    ),
    (
        "pt",
        "«Vimos os homens descer do avião», contou Rita Melo, moradora de Porto Alvo.",
        ("contou", "Rita Melo, moradora de Porto Alvo", "Rita Melo", "«Vimos os homens descer do avião»"),
    ),
    (
        "ru",
        "По словам Петра Гилева, начальника полиции Сейбала, инструкторы живут в казарме.",
        ("По словам", "Петра Гилева", "Петра Гилева", "инструкторы живут в казарме"),
    ),
    ("ru", "И. И. Петров заявил, что колонна вышла ночью.", ("заявил", "И. И. Петров", "И. И. Петров", "колонна вышла ночью")),
    (
        "ru",
        "«Мы видели, как они выходили из самолёта», — рассказала Анна Руденко, жительница порта Альба.",
        ("рассказала", "Анна Руденко, жительница порта Альба", "Анна Руденко", "«Мы видели, как они выходили из самолёта»"),
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_parts_are_whole(language, text, expected):
    found = attributions.find(reading_of(text, language))
    parts = [
        (each.cue and each.cue.exact, each.source.span and each.source.span.exact, each.source.name, each.content and each.content.exact)
        for each in found
    ]
    assert expected in parts


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_the_head_is_the_name_inside_its_phrase(language, text, expected):
    for each in attributions.find(reading_of(text, language)):
        if each.source.name == expected[2]:
            assert each.source.head is not None
            assert text[slice(*each.source.head)] == expected[2]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "Turkish soldiers crossed the border on Monday, said a shepherd.", "a shepherd"),
        ("es", "Soldados turcos cruzaron la frontera el lunes, dijo un pastor.", "un pastor"),
        ("pt", "Soldados turcos cruzaram a fronteira na segunda-feira, disse um pastor.", "um pastor"),
        ("ru", "«Они пришли ночью», — рассказал пастух.", "пастух"),
    ],
)
def test_any_noun_may_speak_behind_a_verb_that_closes_the_sentence(language, text, speaker):
    assert [each.source.name for each in attributions.find(reading_of(text, language))] == [speaker]


def test_a_clause_before_its_verb_is_no_speaker():
    found = attributions.find(reading_of("Soldados turcos cruzaron la frontera, dijo el martes.", "es"))
    assert not [each for each in found if "cruzaron" in each.source.name]


def test_as_somebody_has_said_gives_the_clause_before_it():
    found = attributions.find(reading_of("The camp on the river was empty, as police have said.", "en"))
    assert [(each.source.name, each.content and each.content.exact) for each in found] == [("police", "The camp on the river was empty")]


def test_a_claim_lies_with_whom_its_carrier_cites():
    text = "Unos treinta soldados llegaron el lunes a Gao, según la agencia Brisa, que cita a un diario local."
    found = attributions.find(reading_of(text, "es"))
    start = text.index("llegaron")
    innermost = attributions.innermost(found, start, start + 8)
    assert innermost is not None
    assert innermost.source.name == "un diario local"
