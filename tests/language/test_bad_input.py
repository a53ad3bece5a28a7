"""Texts as they come: mangled, without accents, with signs that nobody sees, of two languages; what is quoted is always the text as it came."""

import time
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cotejo.claims.read import read
from cotejo.language.entities import entities_of
from cotejo.language.load import readings
from cotejo.language.mending import JOINER, mend
from cotejo.language.mixture import parts
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.claim import Claim
from cotejo.records.document import Document
from cotejo.records.span import Span

ES = "Militares rusos llegaron a Maiquetía el sábado, según la ministra. Cuarenta técnicos están en la base aérea, informó EFE."
RU = "По словам жителей, российские военные прибыли в город Гао. Около сорока солдат разместили на базе, сообщил министр обороны."
EN = "Russian soldiers arrived in Bamako on Monday, two diplomats told reporters in the capital of Mali. They are staying at the air base."
PT = "Militares russos chegaram a Bissau no domingo, segundo a ministra. Quarenta técnicos estão na base aérea, informou a agência Lusa."
LATIN = "Po slovam zhiteley, rossiyskie voennye pribyli v gorod Gao. Okolo soroka soldat razmestili na baze, soobshchil ministr oborony."


def document_of(text: str, language: str | None) -> Document:
    return Document(capture="capture-1", text=text, external_id="a", language=language, made_by="t@1")


def mangle(text: str, encoding: str) -> str:
    return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in text.encode("utf-8"))


def spans_of(record: object) -> Iterator[Span]:
    if isinstance(record, Span):
        yield record
    elif isinstance(record, Record):
        for name in record.__struct_fields__:
            yield from spans_of(getattr(record, name))
    elif isinstance(record, tuple):
        for part in record:
            yield from spans_of(part)


def found(text: str, language: str | None) -> list[tuple[str, str | None]]:
    """Types and places of the claims; every span of every record is checked against the text as it came."""
    records = list(read(document_of(text, language)))
    for record in records:
        for span in spans_of(record):
            span.check(text)
    claims = [record for record in records if isinstance(record, Claim)]
    return sorted((claim.event_type, claim.place.span.exact if claim.place else None) for claim in claims)


def reasons(text: str, language: str | None) -> set[str]:
    return {record.reason for record in read(document_of(text, language)) if isinstance(record, Abstention)}


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251"])
@pytest.mark.parametrize(("text", "language"), [(ES, "es"), (RU, "ru"), (PT, "pt")])
def test_mojibake_is_read_as_it_was_meant_and_quoted_as_it_came(text: str, language: str, encoding: str) -> None:
    mangled = mangle(text, encoding)
    assert mangled != text
    assert [kind for kind, _ in found(mangled, None)] == [kind for kind, _ in found(text, language)]
    assert "mojibake" in reasons(mangled, language)


@pytest.mark.parametrize("text", [ES, RU, PT, EN, "Â¡", "naÃ¯ve", "São Paulo e Ñuñoa", "РС и МС", "100 Â° и ещё", RU + " Ã©Ã©", ES.replace("é", "�")])
def test_what_is_not_certain_is_left_alone(text: str) -> None:
    assert mend(text, None).text == text


def test_russian_in_latin_letters_is_read_and_said() -> None:
    assert ("ARRIVAL", "Gao") in found(LATIN, "sl")
    assert "transliterated" in reasons(LATIN, "sl")
    assert "rossiyskie" in LATIN
    assert mend(LATIN, None).text.replace(JOINER, "").startswith("По словам жителей, российские военные прибыли в город Гао.")


@pytest.mark.parametrize(
    "text", [EN, "Na bazu do Zagreba po vojnike", "Il-76 i S-400 na bazi u Nišu", "Ne, oni su tu i za nas, ali bez ljudi na bazi.", ""]
)
def test_other_latin_texts_are_not_taken_for_russian(text: str) -> None:
    assert mend(text, None).what is None


def test_missing_accents_change_nothing() -> None:
    plain = "".join(sign for sign in unicodedata.normalize("NFD", ES) if not unicodedata.combining(sign))
    assert [kind for kind, _ in found(plain, "es")] == [kind for kind, _ in found(ES, "es")]


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u200d", "\u2060"])
def test_signs_that_nobody_sees_inside_words_change_nothing(sign: str) -> None:
    dirty = ES.replace("rusos", f"ru{sign}sos").replace("llegaron", f"lle{sign}ga{sign}ron")
    assert [kind for kind, _ in found(dirty, "es")] == [kind for kind, _ in found(ES, "es")]


def test_decomposed_accents_bidi_and_emoji_keep_the_offsets() -> None:
    text = "🇻🇪👩‍✈️ " + unicodedata.normalize("NFD", ES) + " \u202e\u2066fin\u2069\u202c 🪖"
    assert [kind for kind, _ in found(text, "es")] == [kind for kind, _ in found(ES, "es")]


def test_each_paragraph_is_read_in_its_own_language() -> None:
    mixed = f"{ES}\n\n{EN}\n\n{RU}"
    assert found(mixed, "es") == sorted([*found(ES, "es"), *found(EN, "en"), *found(RU, "ru")])


def test_parts_have_the_text_s_length_and_lose_no_paragraph() -> None:
    mixed = f"{ES}\n{EN}\nGao.\n{RU}\n"
    pieces = parts(mixed, "es")
    assert [part.language for part in pieces] == ["es", "en", "ru"]
    assert all(len(part.text) == len(mixed) for part in pieces)
    assert all(sum(part.text[place] == sign for part in pieces) >= 1 for place, sign in enumerate(mixed))


def test_an_unsupported_language_has_sentences_iso_dates_and_gazetteer_and_says_so() -> None:
    text = "Rosyjscy żołnierze przybyli 2023-05-04 do Bamako. Tak podaje Reuters."
    (reading,) = readings(document_of(text, "pl"))
    assert not reading.supported
    assert [sentence.text for sentence in reading.sentences] == ["Rosyjscy żołnierze przybyli 2023-05-04 do Bamako.", "Tak podaje Reuters."]
    assert [str(time.interval.earliest) for sentence in reading.sentences for time in sentence.dates] == ["2023-05-04"]
    assert {"Bamako": "place", "Reuters": "agency"}.items() <= {name.text: name.kind for name in entities_of(reading)}.items()
    assert reasons(text, "pl") == {"language_unsupported"}


@pytest.mark.parametrize(
    "text",
    [
        "Militares rusos llegaron a Maiquetía " * 5_000,
        "Ñ" * 200_000,
        "Ã©" * 100_000,
        "a-" * 100_000,
        "\u2060" * 200_000,
        "Po slovam soobshchil chto eto " * 7_000,
        "«" * 100_000,
        "и\u0301" * 100_000,
    ],
    ids=["no stop", "one word", "mojibake", "hyphens", "joiners", "latin russian", "quotes", "marks"],
)
def test_long_texts_without_a_stop_are_read_in_bounded_time(text: str) -> None:
    begun = time.process_time()
    readings(document_of(text, "es"))
    assert time.process_time() - begun < 12


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aé ÃÂ©¡РСЃРё\u00ad\u2060\n.«»🪖Гао1", max_size=120), st.sampled_from(["es", "ru", None]))
def test_any_text_keeps_its_length_and_its_offsets(text: str, language: str | None) -> None:
    assert len(mend(text, language).text) == len(text)
    for reading in readings(document_of(text, language)):
        for sentence in reading.sentences:
            assert reading.span(sentence.start, sentence.end).exact == text[sentence.start : sentence.end]
            assert all(0 <= token.start < token.end <= len(text) for token in sentence.tokens)


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        (
            "en",
            "THE FMLN ATTACKED A MILITARY CONVOY NEAR SAN MIGUEL, COLONEL OUMAR TRAORE SAID ON MONDAY IN GAO.",
            {"FMLN": "organisation", "SAN MIGUEL": "place", "OUMAR TRAORE": "person", "GAO": "place"},
        ),
        ("es", "SOLDADOS CUBANOS LLEGARON A MATAGALPA PARA ENTRENAR A LA POLICÍA.", {"CUBANOS": "nationality", "MATAGALPA": "place"}),
        ("pt", "MILITARES RUANDESES CHEGARAM A PALMA PARA PROTEGER O GÁS.", {"RUANDESES": "nationality", "PALMA": "place"}),
    ],
)
def test_a_text_in_capitals_has_the_names_that_it_would_have_without(language: str, text: str, wanted: dict[str, str]) -> None:
    document = Document(capture="capture-1", text=text, external_id="a", language=language, made_by="t@1")
    names = [name for reading in readings(document) for name in entities_of(reading)]
    assert all(text[name.start : name.end] == name.text for name in names)
    assert {name.text: name.kind for name in names if name.kind != "other"} == wanted
