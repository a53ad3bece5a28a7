"""Times: intervals in four languages, what counts from the publication, ranges, open ends, decades; and what is no time."""

import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotejo.records.resolution import Interval

Times = Callable[..., list[Interval]]

# published on Wednesday, 18 March 2026; None = open
INTERVALS = [
    ("en", "It happened on 14 January 2020.", "2020-01-14", "2020-01-14", "stated"),
    ("en", "It happened on January 14, 2020.", "2020-01-14", "2020-01-14", "stated"),
    ("en", "On January 14th they came.", "2026-01-14", "2026-01-14", "relative"),
    ("en", "In January 2020 they came.", "2020-01-01", "2020-01-31", "stated"),
    ("en", "In 2019 they came.", "2019-01-01", "2019-12-31", "stated"),
    ("en", "in early 2019", "2019-01-01", "2019-03-31", "stated"),
    ("en", "in late March 2019", "2019-03-21", "2019-03-31", "stated"),
    ("en", "in mid-March 2019", "2019-03-11", "2019-03-20", "stated"),
    ("en", "in mid-2019", "2019-05-01", "2019-08-31", "stated"),
    ("en", "since 2018", "2018-01-01", None, "stated"),
    ("en", "until 2018", None, "2018-12-31", "stated"),
    ("en", "before March 2019", None, "2019-02-28", "stated"),
    ("en", "after 2019-03-23", "2019-03-23", None, "stated"),
    ("en", "on 2019-03-23", "2019-03-23", "2019-03-23", "stated"),
    ("en", "yesterday", "2026-03-17", "2026-03-17", "relative"),
    ("en", "on Monday", "2026-03-16", "2026-03-16", "relative"),
    ("en", "on Wednesday", "2026-03-18", "2026-03-18", "relative"),
    ("en", "last Friday", "2026-03-13", "2026-03-13", "relative"),
    ("en", "last month", "2026-02-01", "2026-02-28", "relative"),
    ("en", "last week", "2026-03-09", "2026-03-15", "relative"),
    ("en", "this week", "2026-03-16", "2026-03-22", "relative"),
    ("en", "last year", "2025-01-01", "2025-12-31", "relative"),
    ("en", "three days ago", "2026-03-15", "2026-03-15", "relative"),
    ("en", "two weeks ago", "2026-03-02", "2026-03-08", "relative"),
    ("en", "a month ago", "2026-02-01", "2026-02-28", "relative"),
    ("en", "two months ago", "2026-01-01", "2026-01-31", "relative"),
    ("en", "in December", "2025-12-01", "2025-12-31", "relative"),
    ("en", "from 20 to 25 September 2019", "2019-09-20", "2019-09-25", "stated"),
    ("en", "between 20 and 25 September 2019", "2019-09-20", "2019-09-25", "stated"),
    ("en", "20-25 September 2019", "2019-09-20", "2019-09-25", "stated"),
    ("en", "between March and May 2019", "2019-03-01", "2019-05-31", "stated"),
    ("en", "from 2017 to 2019", "2017-01-01", "2019-12-31", "stated"),
    ("en", "2017-2019", "2017-01-01", "2019-12-31", "stated"),
    ("en", "in the 1990s", "1990-01-01", "1999-12-31", "stated"),
    ("en", "in the summer of 2019", "2019-06-01", "2019-08-31", "stated"),
    ("en", "in the past week", "2026-03-11", "2026-03-18", "relative"),
    ("en", "over the last three months", "2025-12-18", "2026-03-18", "relative"),
    ("en", "03/04/2019", "2019-03-04", "2019-04-03", "stated"),
    ("en", "25/12/2019", "2019-12-25", "2019-12-25", "stated"),
    ("en", "the day before yesterday", "2026-03-16", "2026-03-16", "relative"),
    ("en", "at the end of March", "2026-03-21", "2026-03-31", "relative"),
    ("en", "earlier this month", "2026-03-01", "2026-03-18", "relative"),
    ("en", "earlier this year", "2026-01-01", "2026-03-18", "relative"),
    ("en", "on March 3 and 4", "2026-03-03", "2026-03-04", "relative"),
    ("en", "on the night of 3 March", "2026-03-03", "2026-03-03", "relative"),
    ("en", "the first half of 2019", "2019-01-01", "2019-06-30", "stated"),
    ("en", "in the second quarter of 2019", "2019-04-01", "2019-06-30", "stated"),
    ("en", "next month", "2026-04-01", "2026-04-30", "relative"),
    ("en", "tomorrow", "2026-03-19", "2026-03-19", "relative"),
    ("en", "Sept. 11, 2001", "2001-09-11", "2001-09-11", "stated"),
    ("en", "by the end of 2019", None, "2019-12-31", "stated"),
    ("en", "the week of 3 March", "2026-03-02", "2026-03-08", "relative"),
    ("es", "el 14 de enero de 2020", "2020-01-14", "2020-01-14", "stated"),
    ("es", "el pasado 14 de enero", "2026-01-14", "2026-01-14", "relative"),
    ("es", "en enero de 2020", "2020-01-01", "2020-01-31", "stated"),
    ("es", "en 2019", "2019-01-01", "2019-12-31", "stated"),
    ("es", "a principios de 2019", "2019-01-01", "2019-03-31", "stated"),
    ("es", "a finales de marzo de 2019", "2019-03-21", "2019-03-31", "stated"),
    ("es", "a mediados de 2019", "2019-05-01", "2019-08-31", "stated"),
    ("es", "desde 2018", "2018-01-01", None, "stated"),
    ("es", "hasta 2018", None, "2018-12-31", "stated"),
    ("es", "antes de marzo de 2019", None, "2019-02-28", "stated"),
    ("es", "ayer", "2026-03-17", "2026-03-17", "relative"),
    ("es", "este lunes", "2026-03-16", "2026-03-16", "relative"),
    ("es", "el pasado viernes", "2026-03-13", "2026-03-13", "relative"),
    ("es", "el viernes pasado", "2026-03-13", "2026-03-13", "relative"),
    ("es", "el mes pasado", "2026-02-01", "2026-02-28", "relative"),
    ("es", "la semana pasada", "2026-03-09", "2026-03-15", "relative"),
    ("es", "esta semana", "2026-03-16", "2026-03-22", "relative"),
    ("es", "el año pasado", "2025-01-01", "2025-12-31", "relative"),
    ("es", "hace tres días", "2026-03-15", "2026-03-15", "relative"),
    ("es", "hace dos semanas", "2026-03-02", "2026-03-08", "relative"),
    ("es", "hace un mes", "2026-02-01", "2026-02-28", "relative"),
    ("es", "tres días atrás", "2026-03-15", "2026-03-15", "relative"),
    ("es", "en diciembre", "2025-12-01", "2025-12-31", "relative"),
    ("es", "del 20 al 25 de septiembre de 2019", "2019-09-20", "2019-09-25", "stated"),
    ("es", "entre el 20 y el 25 de septiembre de 2019", "2019-09-20", "2019-09-25", "stated"),
    ("es", "entre marzo y mayo de 2019", "2019-03-01", "2019-05-31", "stated"),
    ("es", "entre 2017 y 2019", "2017-01-01", "2019-12-31", "stated"),
    ("es", "en los años 90", "1990-01-01", "1999-12-31", "stated"),
    ("es", "en la década de 1990", "1990-01-01", "1999-12-31", "stated"),
    ("es", "en el verano de 2019", "2019-06-01", "2019-08-31", "stated"),
    ("es", "anoche", "2026-03-17", "2026-03-17", "relative"),
    ("es", "23/03/2019", "2019-03-23", "2019-03-23", "stated"),
    ("es", "a comienzos de año", "2026-01-01", "2026-03-31", "relative"),
    ("es", "a principios de este mes", "2026-03-01", "2026-03-10", "relative"),
    ("es", "el próximo mes", "2026-04-01", "2026-04-30", "relative"),
    ("es", "en los últimos tres meses", "2025-12-18", "2026-03-18", "relative"),
    ("es", "en el primer semestre de 2019", "2019-01-01", "2019-06-30", "stated"),
    ("es", "la mañana del 3 de marzo", "2026-03-03", "2026-03-03", "relative"),
    ("es", "desde hace dos años", "2024-01-01", None, "relative"),
    ("es", "el 3 y 4 de marzo", "2026-03-03", "2026-03-04", "relative"),
    ("pt", "em 14 de janeiro de 2020", "2020-01-14", "2020-01-14", "stated"),
    ("pt", "no dia 14 de janeiro", "2026-01-14", "2026-01-14", "relative"),
    ("pt", "em janeiro de 2020", "2020-01-01", "2020-01-31", "stated"),
    ("pt", "em 2019", "2019-01-01", "2019-12-31", "stated"),
    ("pt", "no início de 2019", "2019-01-01", "2019-03-31", "stated"),
    ("pt", "no final de março de 2019", "2019-03-21", "2019-03-31", "stated"),
    ("pt", "em meados de 2019", "2019-05-01", "2019-08-31", "stated"),
    ("pt", "desde 2018", "2018-01-01", None, "stated"),
    ("pt", "até 2018", None, "2018-12-31", "stated"),
    ("pt", "ontem", "2026-03-17", "2026-03-17", "relative"),
    ("pt", "na segunda-feira", "2026-03-16", "2026-03-16", "relative"),
    ("pt", "na última sexta-feira", "2026-03-13", "2026-03-13", "relative"),
    ("pt", "no mês passado", "2026-02-01", "2026-02-28", "relative"),
    ("pt", "na semana passada", "2026-03-09", "2026-03-15", "relative"),
    ("pt", "nesta semana", "2026-03-16", "2026-03-22", "relative"),
    ("pt", "no ano passado", "2025-01-01", "2025-12-31", "relative"),
    ("pt", "há três dias", "2026-03-15", "2026-03-15", "relative"),
    ("pt", "três dias atrás", "2026-03-15", "2026-03-15", "relative"),
    ("pt", "há duas semanas", "2026-03-02", "2026-03-08", "relative"),
    ("pt", "em dezembro", "2025-12-01", "2025-12-31", "relative"),
    ("pt", "de 20 a 25 de setembro de 2019", "2019-09-20", "2019-09-25", "stated"),
    ("pt", "entre 20 e 25 de setembro de 2019", "2019-09-20", "2019-09-25", "stated"),
    ("pt", "entre março e maio de 2019", "2019-03-01", "2019-05-31", "stated"),
    ("pt", "nos anos 90", "1990-01-01", "1999-12-31", "stated"),
    ("pt", "na década de 1990", "1990-01-01", "1999-12-31", "stated"),
    ("pt", "no verão de 2019", "2019-06-01", "2019-08-31", "stated"),
    ("pt", "segunda (16)", "2026-03-16", "2026-03-16", "relative"),
    ("pt", "na quarta-feira (18)", "2026-03-18", "2026-03-18", "relative"),
    ("pt", "anteontem", "2026-03-16", "2026-03-16", "relative"),
    ("ru", "14 января 2020 года", "2020-01-14", "2020-01-14", "stated"),
    ("ru", "14 января", "2026-01-14", "2026-01-14", "relative"),
    ("ru", "в январе 2020 года", "2020-01-01", "2020-01-31", "stated"),
    ("ru", "в 2019 году", "2019-01-01", "2019-12-31", "stated"),
    ("ru", "в начале 2019 года", "2019-01-01", "2019-03-31", "stated"),
    ("ru", "в конце марта 2019 года", "2019-03-21", "2019-03-31", "stated"),
    ("ru", "в середине 2019 года", "2019-05-01", "2019-08-31", "stated"),
    ("ru", "с 2018 года", "2018-01-01", None, "stated"),
    ("ru", "до 2018 года", None, "2018-12-31", "stated"),
    ("ru", "после 23 марта 2019 года", "2019-03-23", None, "stated"),
    ("ru", "вчера", "2026-03-17", "2026-03-17", "relative"),
    ("ru", "в понедельник", "2026-03-16", "2026-03-16", "relative"),
    ("ru", "в прошлую пятницу", "2026-03-13", "2026-03-13", "relative"),
    ("ru", "в прошлом месяце", "2026-02-01", "2026-02-28", "relative"),
    ("ru", "на прошлой неделе", "2026-03-09", "2026-03-15", "relative"),
    ("ru", "на этой неделе", "2026-03-16", "2026-03-22", "relative"),
    ("ru", "в прошлом году", "2025-01-01", "2025-12-31", "relative"),
    ("ru", "три дня назад", "2026-03-15", "2026-03-15", "relative"),
    ("ru", "две недели назад", "2026-03-02", "2026-03-08", "relative"),
    ("ru", "месяц назад", "2026-02-01", "2026-02-28", "relative"),
    ("ru", "в декабре", "2025-12-01", "2025-12-31", "relative"),
    ("ru", "с 20 по 25 сентября 2019 года", "2019-09-20", "2019-09-25", "stated"),
    ("ru", "20–25 сентября 2019 года", "2019-09-20", "2019-09-25", "stated"),
    ("ru", "с марта по май 2019 года", "2019-03-01", "2019-05-31", "stated"),
    ("ru", "в 1990-х годах", "1990-01-01", "1999-12-31", "stated"),
    ("ru", "в 90-е годы", "1990-01-01", "1999-12-31", "stated"),
    ("ru", "летом 2019 года", "2019-06-01", "2019-08-31", "stated"),
    ("ru", "позавчера", "2026-03-16", "2026-03-16", "relative"),
    ("ru", "23.03.2019", "2019-03-23", "2019-03-23", "stated"),
    ("ru", "в 2017–2019 годах", "2017-01-01", "2019-12-31", "stated"),
    ("ru", "за последние три месяца", "2025-12-18", "2026-03-18", "relative"),
    ("ru", "в первой половине 2019 года", "2019-01-01", "2019-06-30", "stated"),
    ("ru", "в ночь на 3 марта", "2026-03-03", "2026-03-03", "relative"),
    ("ru", "к концу 2019 года", None, "2019-12-31", "stated"),
    ("ru", "в начале марта", "2026-03-01", "2026-03-10", "relative"),
    ("ru", "в следующем месяце", "2026-04-01", "2026-04-30", "relative"),
    ("ru", "3 и 4 марта", "2026-03-03", "2026-03-04", "relative"),
]

NO_TIME = [
    ("en", "in recent days"),
    ("en", "They march on the base and may leave."),
    ("en", "the 2000 soldiers"),
    ("en", "S-300 and 2231 resolution"),
    ("es", "marcha y para la base"),
    ("es", "2000 soldados"),
    ("pt", "2000 soldados"),
    ("ru", "2000 военных"),
    ("en", "Two hundred guards march to the base."),
    ("en", "They may have left."),
    ("es", "La mañana siguiente nadie habló."),
    ("es", "todos los lunes"),
    ("en", "every Monday"),
    ("en", "Russia Today reported"),
    ("en", "two days later"),
    ("ru", "2231 резолюция"),
    ("pt", "todas as segundas"),
]


@pytest.mark.parametrize(("language", "text", "earliest", "latest", "basis"), INTERVALS, ids=[text for _, text, *_ in INTERVALS])
def test_an_expression_denotes_its_days(times: Times, language: str, text: str, earliest: str | None, latest: str | None, basis: str) -> None:
    found = [(one.earliest and str(one.earliest), one.latest and str(one.latest), one.basis) for one in times(language, text)]
    assert found == [(earliest, latest, basis)]


@pytest.mark.parametrize(("language", "text"), NO_TIME, ids=[text for _, text in NO_TIME])
def test_numbers_verbs_and_habits_are_no_times(times: Times, language: str, text: str) -> None:
    assert times(language, text) == []


@pytest.mark.parametrize(("language", "text"), [(language, text) for language, text, *_, basis in INTERVALS if basis == "relative"])
def test_without_a_day_of_publication_nothing_counts_from_it(times: Times, language: str, text: str) -> None:
    assert [one for one in times(language, text, None) if one.basis == "relative"] == []


def test_a_day_without_year_takes_the_year_named_last_unless_that_is_background(times: Times) -> None:
    assert times("es", "el 14 de enero", year=2025)[0].earliest == date(2025, 1, 14)
    assert times("es", "el 14 de enero", year=2001)[0].earliest == date(2026, 1, 14)
    assert times("en", "In 2025 they came; on 5 June they left.")[1].earliest == date(2025, 6, 5)


def test_a_day_without_year_is_never_after_the_publication(times: Times) -> None:
    assert times("en", "on 19 March")[0].earliest == date(2025, 3, 19)
    assert times("en", "on 18 March")[0].earliest == date(2026, 3, 18)


@given(
    st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.sampled_from(["{0:%Y-%m-%d}", "{0:%d.%m.%Y}", "{0.day} January", "January {0.day}, {0.year}"])
)
def test_a_written_day_lies_in_its_interval(times: Times, day: date, form: str) -> None:
    day = day.replace(month=1) if "January" in form else day
    year = day.year if form.endswith("January") else None
    (found,) = times("en", "On " + form.format(day), date(day.year, 12, 31), year)
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest <= day <= found.latest


@given(st.dates(date(2000, 1, 1), date(2050, 12, 31)), st.sampled_from(["Monday", "Friday", "Sunday"]), st.integers(1, 200))
def test_what_counts_back_lies_before_the_publication(times: Times, published: date, weekday: str, days: int) -> None:
    (found,) = times("en", f"on {weekday}", published)
    assert found.latest is not None
    assert timedelta(0) <= published - found.latest < timedelta(7)
    (found,) = times("en", f"{days} days ago", published)
    assert found.earliest == found.latest == published - timedelta(days)


@given(
    st.sampled_from(["en", "es", "pt", "ru"]),
    st.lists(
        st.sampled_from(
            [
                "20",
                "19",
                "2019",
                "may",
                "March",
                "de",
                "до",
                "с",
                "по",
                "and",
                "to",
                "-",
                "–",
                "(",
                ")",
                ",",
                ".",
                "el",
                "1990s",
                "last",
                "week",
                "ago",
                "hace",
                "три",
                "года",
                "años",
                "90",
                "early",
                "fin",
                "из",
                "entre",
                "Monday",
                "lunes",
            ]
        ),
        max_size=14,
    ),
)
def test_any_words_give_times_that_end_after_they_begin(times: Times, language: str, words: list[str]) -> None:
    for one in times(language, " ".join(words)):
        assert one.earliest is None or one.latest is None or one.earliest <= one.latest


@pytest.mark.parametrize("piece", ["20 to ", "de 20 al ", "March ", "2019 - ", "last ", "of the ", "early ", "с 20 по "])
def test_a_long_text_takes_bounded_time(times: Times, piece: str) -> None:
    text = piece * (50_000 // len(piece))
    start = time.process_time()
    times("es", text)
    assert time.process_time() - start < 2
