"""Names: the tables before guesses, roles before persons, and the traps of existing coders."""

import pytest

from cotejo.language.load import read
from cotejo.language.reading import Name
from cotejo.records.document import Document


def names_of(text: str, language: str) -> list[Name]:
    reading = read(Document(capture="capture-1", text=text, external_id="a", language=language, made_by="t@1"))
    return [name for sentence in reading.sentences for name in sentence.names]


def found(text: str, language: str) -> dict[str, tuple[str, str | None]]:
    return {name.text: (name.kind, name.state) for name in names_of(text, language)}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The Russians and a Cuban general met in Mali.", {"Russians": ("nationality", "RU"), "Cuban": ("nationality", "CU"), "Mali": ("place", "ML")}),
        ("es", "Los rusos y las tropas iraníes salieron de Siria.", {"rusos": ("nationality", "RU"), "iraníes": ("nationality", "IR"), "Siria": ("place", "SY")}),
        ("pt", "Militares chineses e russos estão em Moçambique.", {"chineses": ("nationality", "CN"), "russos": ("nationality", "RU"), "Moçambique": ("place", "MZ")}),
        ("ru", "Кубинские военные прилетели из Венесуэлы в Никарагуа.", {"Кубинские": ("nationality", "CU"), "Венесуэлы": ("place", "VE"), "Никарагуа": ("place", "NI")}),
        ("ru", "США и РФ не комментируют.", {"США": ("place", "US"), "РФ": ("place", "RU")}),
    ],
)  # fmt: skip
def test_states_and_peoples_are_known_in_four_languages(language: str, text: str, expected: dict[str, tuple[str, str]]) -> None:
    seen = found(text, language)
    assert {name: seen.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("language", "text", "name", "kind"),
    [
        ("es", "La periodista Sebastiana Barráez informó desde Rubio.", "Sebastiana Barráez", "person"),
        ("es", "Simón Bolívar, afirma el historiador, nunca estuvo allí.", "Simón Bolívar", "person"),
        ("en", "Senator Rubio said nothing.", "Rubio", "person"),
        ("en", "Colonel Santiago Cordero denied it.", "Santiago Cordero", "person"),
        ("ru", "Генерал Иван Петров не ответил.", "Иван Петров", "person"),
        ("pt", "Segundo o deputado João da Silva, não há tropas.", "João da Silva", "person"),
        ("en", "The Ministry of Defense declined to comment.", "Ministry of Defense", "organisation"),
        ("es", "Según el portal Infobae, no hubo respuesta.", "Infobae", "outlet"),
        ("ru", "Об этом сообщает ТАСС со ссылкой на посольство.", "ТАСС", "agency"),
        ("ru", "Бойцы ЧВК Вагнера покинули базу.", "ЧВК Вагнера", "company"),
        ("en", "Fighters of the Wagner Group left.", "Wagner Group", "company"),
        ("es", "La FANB no respondió.", "FANB", "force"),
    ],
)
def test_kinds_are_told_by_tables_roles_and_head_nouns(language: str, text: str, name: str, kind: str) -> None:
    assert found(text, language)[name][0] == kind


@pytest.mark.parametrize(
    ("language", "text", "absent"),
    [
        ("en", "The ambassador assured us that polish was applied to the car.", {"US", "Polish", "CAR", "assad", "us", "polish", "car"}),
        ("en", "South American countries met in August on a Monday.", {"American", "August", "Monday"}),
        ("es", "Según los vecinos, la medida indica otra cosa.", {"indica", "Según"}),
        ("ru", "Согласно документу, военные ушли во вторник.", {"Согласно"}),
        ("pt", "Segundo moradores, ninguém viu nada em março.", {"Segundo", "março"}),
    ],
)
def test_words_that_only_look_like_names_are_none(language: str, text: str, absent: set[str]) -> None:
    assert not absent & found(text, language).keys()


def test_a_title_and_a_possessive_are_no_part_of_the_name() -> None:
    assert found("Nicolás Maduro’s government and Admiral John Reyes agreed.", "en").keys() >= {"Nicolás Maduro", "John Reyes"}


def test_every_name_stands_where_it_says() -> None:
    text = "“Los rusos”, dijo María Fernanda Cabal (@MariaFdaCabal) en Táchira — según Infobae 🛩️ y la FANB."
    for name in names_of(text, "es"):
        assert text[name.start : name.end] == name.text
