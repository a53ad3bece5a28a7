"""Names as they go out: the model's where tables say nothing, the tables' where they know better; a person is no place."""

import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cotejo.language import name_models, russian
from cotejo.language.entities import entities_of
from cotejo.language.load import read, tokens_of
from cotejo.language.name_models import MAX_TOKENS, guess
from cotejo.records.document import Document
from cotejo.text.lookalikes import HIDDEN


def found(text: str, language: str | None) -> dict[str, str]:
    reading = read(Document(capture="capture-1", text=text, external_id="a", language=language, made_by="t@1"))
    names = entities_of(reading)
    seen = reading.document.text
    assert all(HIDDEN.sub("", seen[name.start : name.end]) == name.text for name in names)
    assert len(seen) == len(text)
    assert all(left.end <= right.start for left, right in pairwise(names))
    return {name.text: name.kind for name in names}


@pytest.mark.parametrize(
    ("language", "text", "name", "kind"),
    [
        ("en", "Kostroma Steel denied it, Oumar Maïga told reporters in Douentza.", "Oumar Maïga", "person"),
        ("en", "The convoy left Douentza before dawn.", "Douentza", "place"),
        ("en", "The report by Amnesty International blames nobody.", "Amnesty International", "organisation"),
        ("en", "Hamas and its allies refused.", "Hamas", "organisation"),
        ("es", "Los hombres llegaron a Paramillo, según contó Yolimar Peñaloza.", "Yolimar Peñaloza", "person"),
        ("es", "Bolívar, afirma el analista Ernesto Quiroga, no estuvo allí.", "Ernesto Quiroga", "person"),
        ("es", "El Observatorio Sirio de Derechos Humanos contó doce.", "Observatorio Sirio de Derechos Humanos", "organisation"),
        ("pt", "O comboio saiu de Nampula de madrugada, disse Armindo Tembe.", "Armindo Tembe", "person"),
        ("pt", "O comboio saiu de Nampula de madrugada.", "Nampula", "place"),
        ("es", "Según el portal Infobae, no hubo respuesta.", "Infobae", "outlet"),
        ("en", "Fighters of the Wagner Group left.", "Wagner Group", "company"),
    ],
)
def test_names_and_their_kinds(language: str, text: str, name: str, kind: str) -> None:
    assert found(text, language).get(name) == kind


@pytest.mark.skipif(russian.weights() is None, reason="the extra `parse` is not installed")
@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("По словам Амадуку Траоре, колонна ушла из Дуэнцы.", "Амадуку Траоре", "person"),
        ("Об этом сообщил начальник управления Тарас Коваль.", "Тарас Коваль", "person"),
        ("Самолёт сел в Латакии.", "Латакии", "place"),
        ("Губернатор Приморья отменил поездку.", "Приморья", "place"),
        ("Представитель Роскосмоса не ответил.", "Роскосмоса", "organisation"),
        ("Об этом пишет Ши Тао (Shi Tao).", "Shi Tao", "person"),
        ("ОАО «Газпром» отрицает поставки.", "Газпром", "organisation"),
    ],
)
def test_russian_names(text: str, name: str, kind: str) -> None:
    assert found(text, "ru").get(name) == kind


@pytest.mark.parametrize("form", ["Белоруссии", "Белоруссию", "Румынией", "Чада", "Ливане", "Гвинеи-Бисау", "Южной Корее", "Соединёнными Штатами"])
def test_a_land_is_a_land_in_every_russian_case(form: str) -> None:
    document = Document(capture="capture-1", text=f"Переговоры о {form} отложены.", external_id="a", language="ru", made_by="t@1")
    assert [(name.text, name.kind, name.rule) for name in read(document).sentences[0].names][-1] == (form, "place", "names.table")


def test_a_person_s_title_is_no_part_of_the_name() -> None:
    assert "Philip Hammond" in found("Foreign Secretary Philip Hammond met Dr. Aisha Bello in Kaduna.", "en")


def test_an_office_is_nobody_s_name_and_a_land_before_a_name_is_none_of_it() -> None:
    assert "person" not in {kind for name, kind in found("The Foreign Secretary spoke in Geneva.", "en").items() if "Secretary" in name}
    names = found("Minister for the Middle East James Cleverly said nothing.", "en")
    assert names["Middle East"] == "place"
    assert names["James Cleverly"] == "person"


@pytest.mark.parametrize("text", ["ENERGIA EOLICA EN LA REGION Mérida (EFE).", "DETENIDO UN HOMBRE EN IBIZA Mérida, 23 may (EFE)."])
def test_a_headline_in_capitals_ends_before_the_dateline(text: str) -> None:
    assert found(text, "es")["Mérida"] == "place"


def test_a_club_is_no_harbour() -> None:
    assert found("O FC Porto perdeu em Lisboa.", "pt")["FC Porto"] == "organisation"


def test_signs_that_nobody_sees_are_no_part_of_a_name() -> None:
    assert (
        found("The men left Doue\u00adntza, Oumar Ma\u200eïga told reporters.", "en").items()
        >= {"Douentza": "place", "Oumar Maïga": "person"}.items()
    )


def test_whose_full_name_the_text_has_is_no_place_when_the_family_name_stands_alone() -> None:
    text = "Marta Zamora viajó el lunes. En su informe, Zamora negó el traslado. Los hombres llegaron a Santarém."
    names = found(text, "es")
    assert names["Zamora"] == "person"
    assert names["Santarém"] == "place"


def test_without_the_extra_russian_names_come_from_tables_and_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(russian, "weights", lambda: None)
    assert found("Генерал Иван Петров прилетел в Мали.", "ru") == {"Иван Петров": "person", "Мали": "place"}


def test_an_unsupported_language_has_the_names_of_the_tables() -> None:
    assert found("Rosyjscy żołnierze przybyli do Mali, podaje Reuters.", "pl") == {"Rosyjscy": "other", "Mali": "place", "Reuters": "agency"}


def test_a_list_without_end_is_left_to_the_tables() -> None:
    text = "Gao, " * (MAX_TOKENS + 1)
    assert guess(text, tokens_of(text, 0, len(text), "en"), "en") == ()


def test_no_torch_and_no_natasha_are_loaded() -> None:
    found("Об этом сообщил Тарас Коваль.", "ru")
    assert "torch" not in sys.modules
    assert "natasha" not in sys.modules


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["en", "es", "pt", None]))
def test_any_text_is_read_and_its_names_lie_in_it(text: str, language: str | None) -> None:
    found(text, language)


def test_the_same_words_have_the_same_names() -> None:
    words = ("The", "convoy", "left", "Douentza")
    first = name_models.by_words(words, "en")
    assert name_models.by_words(words, "en") == first
