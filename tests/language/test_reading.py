"""Reading: whatever the text holds, every span quotes the original; counts and times share no word; the time is bounded."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cotejo.language.levelling import JOINER, level
from cotejo.language.load import read
from cotejo.language.reading import Reading
from cotejo.records.document import Document
from cotejo.records.resolution import Interval

WORDS = [
    "18",
    "soldados",
    "rusos",
    "Táchira",
    "Táchira",
    "sol\xaddados",
    "ru\u200bsos",
    "\u202eMali\u202c",
    "👩\u200d✈️",
    "🇻🇪",
    "el",
    "3",
    "de",
    "marzo",
    "de",
    "2019",
    "hace",
    "dos",
    "años",
    "unos",
    "20",
    "entre",
    "20",
    "y",
    "30",
    "Il-76",
    "Хмеймим",
    "2,5",
    "тыс.",
    "военных",
    "в",
    "Сирии",
    "14",
    "января",
    "U.S.",
    "“Gral.",
    "Pérez”",
    "—",
    "\ufeff",
    ".",
    "\n",
]


def reading_of(text: str, language: str | None) -> Reading:
    day = date(2026, 3, 18)
    published = Interval(earliest=day, latest=day, basis="stated")
    return read(Document(capture="capture-1", text=text, external_id="a", language=language, published=published, made_by="t@1"))


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40), st.sampled_from(["en", "es", "pt", "ru", "xx", None]))
def test_every_span_quotes_the_original(words: list[str], language: str | None) -> None:
    text = " ".join(words)
    seen = level(text)  # what is read; what is quoted is the text as it came
    for sentence in reading_of(text, language).sentences:
        assert seen[sentence.start : sentence.end] == sentence.text
        assert all(seen[token.start : token.end].replace(JOINER, "") in {token.text, ""} for token in sentence.tokens)
        assert all(seen[name.start : name.end] == name.text for name in sentence.names)
        for count in sentence.quantities:
            count.span.check(text)
            assert count.of is None or count.of.check(text) is None
        for dated in sentence.dates:
            dated.span.check(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40), st.sampled_from(["es", "ru"]))
def test_no_word_is_of_a_count_and_of_a_time(words: list[str], language: str) -> None:
    for sentence in reading_of(" ".join(words), language).sentences:
        for count in sentence.quantities:
            for dated in sentence.dates:
                assert count.span.end <= dated.span.start or dated.span.end <= count.span.start


@pytest.mark.parametrize(
    ("language", "text", "counts", "times"),
    [
        ("es", "Llegaron 2000 soldados en 2019.", ["2000"], ["2019"]),
        ("es", "El 3 y 4 de marzo llegaron 20 rusos.", ["20"], ["3 y 4 de marzo"]),
        ("en", "From 2017 to 2019 some 300 men stayed.", ["some 300"], ["From 2017 to 2019"]),
        ("ru", "В 2019 году прибыли 2 тыс. военных.", ["2 тыс."], ["2019 году"]),
        ("pt", "Entre 20 e 25 de setembro pousaram 2 aviões.", ["2"], ["Entre 20 e 25 de setembro"]),
    ],
)
def test_a_number_is_a_count_or_a_time(language: str, text: str, counts: list[str], times: list[str]) -> None:
    (sentence,) = reading_of(text, language).sentences
    assert [count.span.exact for count in sentence.quantities] == counts
    assert [dated.span.exact for dated in sentence.dates] == times


def test_peoples_count_as_persons() -> None:
    (sentence,) = reading_of("Llegaron 18 rusos y 5 cubanos.", "es").sentences
    assert [(count.low, count.unit) for count in sentence.quantities] == [(18, "person"), (5, "person")]


def test_the_year_named_before_in_a_paragraph_completes_a_day() -> None:
    found = [
        dated.interval.earliest
        for line in reading_of("In 2025 they came. On 5 June they left.\nOn 5 June they sang.", "en").sentences
        for dated in line.dates
    ]
    assert found == [date(2025, 1, 1), date(2025, 6, 5), date(2025, 6, 5)]


def test_a_language_without_a_pipeline_has_sentences_and_no_counts() -> None:
    reading = reading_of("Ils sont 18. Voilà.", "fr")
    assert (reading.supported, len(reading.sentences)) == (False, 2)
    assert all(not line.quantities and not line.dates for line in reading.sentences)


@pytest.mark.parametrize("piece", ["Aaa Bbb ", "1 ", "de 20 a ", "«Qq» ", "el 3 de ", "х", "Тачира ", "San ", "of the De "])
def test_a_long_text_takes_bounded_time(piece: str) -> None:
    start = time.process_time()
    reading_of(piece * (40_000 // len(piece)), "es")
    assert time.process_time() - start < 4
