"""Texts as they come: mangled, without accents, with signs that nobody sees, of two languages; what is quoted is always the text as it came."""

import time
import unicodedata
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cotejo.claims.read import read
from cotejo.language.entities import entities_of
from cotejo.language.levelling import JOINER, level
from cotejo.language.load import readings
from cotejo.language.mending import mend
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


TEXTS = {"es": ES, "ru": RU, "en": EN, "pt": PT}


def inside(sign: str) -> Callable[[str], str]:
    return lambda text: " ".join(f"{word[:2]}{sign}{word[2:]}" if len(word) > 4 else word for word in text.split(" "))


def without_accents(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


def disguised(text: str) -> str:
    letters = str.maketrans("аеорс", "aeopc") if text == RU else str.maketrans("aeopc", "аеорс")
    return " ".join(f"{word[0]}{word[1].translate(letters)}{word[2:]}" if len(word) > 5 else word for word in text.split(" "))


def in_style(text: str) -> str:
    bold = {sign: chr(0x1D5D4 + ord(sign) - ord("A")) for sign in map(chr, range(ord("A"), ord("Z") + 1))}
    wide = {sign: chr(ord(sign) + 0xFEE0) for sign in map(chr, range(ord("a"), ord("z") + 1))}
    return "".join((bold | wide).get(sign, sign) for sign in text)


DISTURBED: dict[str, Callable[[str], str]] = {
    "soft hyphen": inside("\u00ad"),
    "zero-width space": inside("\u200b"),
    "zero-width non-joiner": inside("\u200c"),
    "zero-width joiner": inside("\u200d"),
    "word joiner": inside("\u2060"),
    "byte order mark": inside("\ufeff"),
    "left-to-right mark": inside("\u200e"),
    "bidi isolates": lambda text: " ".join(f"\u2067{word}\u2069" if place % 3 == 0 else word for place, word in enumerate(text.split(" "))),
    "bidi override": lambda text: f"\u202e{text}\u202c",
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "two blanks": lambda text: text.replace(" ", "  "),
    "tabs": lambda text: text.replace(" ", "\t"),
    "emoji": lambda text: "🚨🚨 " + text.replace(" ", " 👩‍✈️ ", 1).replace(". ", " 🇻🇪. ", 1) + " 👇🏽",
    "two scripts in a word": disguised,
    "styled letters": in_style,
}


@pytest.mark.parametrize("language", ["es", "en", "pt"])
def test_missing_accents_change_nothing(language: str) -> None:
    assert [kind for kind, _ in found(without_accents(TEXTS[language]), language)] == [kind for kind, _ in found(TEXTS[language], language)]


@pytest.mark.parametrize("how", DISTURBED)
@pytest.mark.parametrize("language", TEXTS)
def test_what_a_reader_does_not_see_changes_nothing(language: str, how: str) -> None:
    if (language, how) == ("ru", "styled letters"):
        pytest.skip("there are no styled Cyrillic letters")
    dirty = DISTURBED[how](TEXTS[language])
    assert dirty != TEXTS[language] or (language, how) == ("en", "decomposed")
    assert len(level(dirty)) == len(dirty)
    assert [kind for kind, _ in found(dirty, language)] == [kind for kind, _ in found(TEXTS[language], language)]


@pytest.mark.parametrize("ending", ["\n", "\r\n", " \n"])
def test_a_line_that_was_broken_at_the_page_s_edge_goes_on(ending: str) -> None:
    whole = "The ministry said on Friday that forty Russian soldiers arrived in Bamako with two helicopters."
    broken = whole.replace("Russian ", f"Russian{ending}").replace("helicopters", f"heli-{ending.strip(' ')}copters")
    assert found(broken, "en") == found(whole, "en") != []
    assert level("Camp Alpha\nsoldiers\nfuel") == "Camp Alpha\nsoldiers\nfuel"


def test_noise_of_a_scanner_is_not_guessed_at() -> None:
    for noise in ("Mi1itares rusos 1legaron a Maiquet1a", "so1diers arrived in 8amako", "chegararn a Bissau"):
        assert mend(noise, None).text == noise


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
        "Militares rusos llegaron a Maiquetía " * 27_000,  # 1 MB
        "Ñ" * 200_000,
        "Ã©" * 100_000,
        "a-" * 100_000,
        "\u2060" * 200_000,
        "Po slovam soobshchil chto eto " * 7_000,
        "«" * 100_000,
        "и\u0301" * 100_000,
        " " * 1_000_000,
        "a\u200e" * 100_000,
        "аa " * 70_000,
        "soldiers went home and nobody saw them-\n" * 5_000,
        "\u2067" * 200_000,
    ],
    ids=[
        "no stop", "one word", "mojibake", "hyphens", "joiners", "latin russian", "quotes", "marks",
        "blanks", "hidden", "two scripts", "broken lines", "isolates",
    ],
)  # fmt: skip
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
