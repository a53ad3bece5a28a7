"""Counts: hedges as integer bounds in four languages, and what is no count."""

import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotejo.text.number_cores import figure
from cotejo.text.numbers import Count

Counts = Callable[..., list[Count]]

BOUNDS = [
    ("en", "At least 18 Russian soldiers landed.", 18, None),
    ("en", "Nearly 80 troops were seen.", 72, 80),
    ("en", "More than 200 fighters arrived.", 201, None),
    ("en", "Over 1,200 mercenaries were deployed.", 1201, None),
    ("en", "Up to 400 advisers may stay.", None, 400),
    ("en", "Some 300 personnel are there.", 255, 345),
    ("en", "About a hundred specialists came.", 85, 115),
    ("en", "Around 30 to 40 vehicles moved.", 30, 40),
    ("en", "Between 20 and 30 technicians arrived.", 20, 30),
    ("en", "Dozens of soldiers were seen.", 20, 99),
    ("en", "Hundreds of mercenaries left.", 200, 999),
    ("en", "Scores of troops arrived.", 40, 199),
    ("en", "A couple of officers visited.", 2, 2),
    ("en", "Two dozen men unloaded crates.", 20, 28),
    ("en", "Several dozen contractors stayed.", 24, 99),
    ("en", "Three hundred and fifty soldiers came.", 350, 350),
    ("en", "Twenty-two servicemen died.", 22, 22),
    ("en", "Fewer than 50 instructors remain.", None, 49),
    ("en", "No fewer than 12 aircraft landed.", 12, None),
    ("en", "As many as 1,500 troops took part.", None, 1500),
    ("en", "2,500-3,000 fighters are deployed.", 2500, 3000),
    ("en", "It carried 100 or more men.", 100, None),
    ("en", "An estimated 5,000 troops are in Libya.", 4250, 5750),
    ("en", "The delegation of 99 people arrived.", 99, 99),
    ("en", "A dozen trucks crossed.", 10, 14),
    ("en", "Half a dozen helicopters flew.", 5, 7),
    ("en", "1.5 thousand soldiers came.", 1500, 1500),
    ("en", "about 2 million people live there", 1700000, 2300000),
    ("en", "the two Russian bombers landed", 2, 2),
    ("en", "100 Russians arrived", 100, 100),
    ("en", "Not more than 10 officers", None, 10),
    ("en", "well over 100 soldiers", 101, None),
    ("es", "Al menos 18 soldados rusos llegaron.", 18, None),
    ("es", "Casi 80 militares fueron vistos.", 72, 80),
    ("es", "Más de 200 combatientes llegaron.", 201, None),
    ("es", "unos 300 efectivos están allí", 255, 345),
    ("es", "Cerca de un centenar de especialistas", 85, 115),
    ("es", "medio centenar de soldados", 42, 58),
    ("es", "una veintena de técnicos", 17, 23),
    ("es", "decenas de soldados", 20, 99),
    ("es", "cientos de mercenarios", 200, 999),
    ("es", "centenares de mercenarios", 200, 999),
    ("es", "entre 20 y 30 asesores", 20, 30),
    ("es", "de 20 a 30 asesores", 20, 30),
    ("es", "hasta 400 asesores", None, 400),
    ("es", "1.200 soldados", 1200, 1200),
    ("es", "1,200 soldados", 1200, 1200),
    ("es", "1 200 soldados", 1200, 1200),
    ("es", "mil soldados", 1000, 1000),
    ("es", "dos mil soldados", 2000, 2000),
    ("es", "treinta y dos militares", 32, 32),
    ("es", "ciento veinte hombres", 120, 120),
    ("es", "dos aviones", 2, 2),
    ("es", "un par de aviones", 2, 2),
    ("es", "una docena de camiones", 10, 14),
    ("es", "por lo menos 12 aviones", 12, None),
    ("es", "no más de 10 oficiales", None, 10),
    ("es", "menos de 50 instructores", None, 49),
    ("es", "100 o más hombres", 100, None),
    ("es", "varios soldados", 3, 9),
    ("es", "miles de soldados", 2000, 9999),
    ("es", "unas 60 personas", 51, 69),
    ("es", "alrededor de 100 rusos", 85, 115),
    ("es", "aproximadamente 35 toneladas de equipo", 30, 40),
    ("pt", "Pelo menos 18 soldados russos chegaram.", 18, None),
    ("pt", "Quase 80 militares", 72, 80),
    ("pt", "Mais de 200 combatentes", 201, None),
    ("pt", "cerca de 300 efetivos", 255, 345),
    ("pt", "cerca de uma centena de especialistas", 85, 115),
    ("pt", "dezenas de soldados", 20, 99),
    ("pt", "centenas de mercenários", 200, 999),
    ("pt", "entre 20 e 30 assessores", 20, 30),
    ("pt", "até 400 assessores", None, 400),
    ("pt", "1.200 soldados", 1200, 1200),
    ("pt", "2 mil soldados", 2000, 2000),
    ("pt", "trinta e dois militares", 32, 32),
    ("pt", "cento e vinte homens", 120, 120),
    ("pt", "dois aviões", 2, 2),
    ("pt", "duas mil pessoas", 2000, 2000),
    ("pt", "uma dúzia de caminhões", 10, 14),
    ("pt", "meia dúzia de caminhões", 5, 7),
    ("pt", "não mais de 10 oficiais", None, 10),
    ("pt", "menos de 50 instrutores", None, 49),
    ("pt", "100 ou mais homens", 100, None),
    ("pt", "milhares de soldados", 2000, 9999),
    ("pt", "uns 60 homens", 51, 69),
    ("pt", "ao menos dez mercenários", 10, None),
    ("ru", "Не менее 18 российских военных прибыли.", 18, None),
    ("ru", "Почти 80 военных", 72, 80),
    ("ru", "Более 200 бойцов", 201, None),
    ("ru", "около 300 человек", 255, 345),
    ("ru", "порядка ста специалистов", 85, 115),
    ("ru", "десятки солдат", 20, 99),
    ("ru", "сотни наёмников", 200, 999),
    ("ru", "от 20 до 30 советников", 20, 30),
    ("ru", "20–30 советников", 20, 30),
    ("ru", "до 400 советников", None, 400),
    ("ru", "1200 военных", 1200, 1200),
    ("ru", "1 200 военных", 1200, 1200),
    ("ru", "2 тысячи военных", 2000, 2000),
    ("ru", "2 тыс. военных", 2000, 2000),
    ("ru", "2,5 тыс. военных", 2500, 2500),
    ("ru", "тридцать два военных", 32, 32),
    ("ru", "сто двадцать человек", 120, 120),
    ("ru", "два самолёта", 2, 2),
    ("ru", "полсотни бойцов", 42, 58),
    ("ru", "дюжина грузовиков", 10, 14),
    ("ru", "не более 10 офицеров", None, 10),
    ("ru", "менее 50 инструкторов", None, 49),
    ("ru", "свыше тысячи бойцов", 1001, None),
    ("ru", "несколько десятков бойцов", 20, 99),
    ("ru", "двое офицеров", 2, 2),
    ("ru", "трое военнослужащих", 3, 3),
    ("ru", "человек двадцать", 17, 23),
    ("en", "200 airborne troops landed", 200, 200),
    ("en", "18 soldiers of the infantry battalion", 18, 18),
    ("en", "from 20 to 30 soldiers", 20, 30),
    ("en", "two or three officers", 2, 3),
    ("en", "one or two helicopters", 1, 2),
    ("es", "dos o tres oficiales", 2, 3),
    ("es", "dos docenas de soldados", 20, 28),
    ("es", "40 infantes de marina", 40, 40),
    ("ru", "около сотни бойцов", 85, 115),
    ("ru", "более 2,5 тыс. военных", 2501, None),
    ("ru", "сотни бойцов", 200, 999),
    ("ru", "2000 военных", 2000, 2000),
    ("en", "1,200 to 1,500 soldiers", 1200, 1500),
    ("es", "entre 1.200 y 1.500 soldados", 1200, 1500),
    ("es", "un millón de personas", 1000000, 1000000),
    ("es", "cerca de mil soldados", 850, 1150),
    ("pt", "cerca de mil soldados", 850, 1150),
    ("pt", "duas ou três aeronaves", 2, 3),
    ("pt", "um milhão de pessoas", 1000000, 1000000),
    ("ru", "тысяча солдат", 1000, 1000),
    ("ru", "полторы тысячи солдат", 1275, 1725),
    ("ru", "порядка 30 единиц техники", 26, 34),
    ("ru", "группа из 99 военных", 99, 99),
]

BOUNDS += [
    ("es", "entre dos y tres mil soldados", 2000, 3000),
    ("en", "two to three thousand men", 2000, 3000),
    ("pt", "de 5 a 7 helicópteros", 5, 7),
    ("ru", "двадцать один солдат", 21, 21),
]

NO_COUNT = [
    ("en", "The S-300 system was moved."),
    ("en", "Il-62M aircraft of flight 7601 landed."),
    ("en", "In 2019 soldiers arrived."),
    ("en", "The 211 Infantry Battalion moved."),
    ("en", "It cost $200 million."),
    ("en", "They walked 15 kilometres."),
    ("en", "A 25-year-old soldier said."),
    ("en", "On 14 January soldiers came."),
    ("en", "At 10:30 troops left."),
    ("en", "Tu-160 bombers left."),
    ("en", "Section 5 of the law"),
    ("en", "The 58th Army moved."),
    ("en", "An-124 landed."),
    ("en", "He is one of the officers."),
    ("en", "It rose 12 percent."),
    ("en", "the 1990s soldiers"),
    ("es", "El sistema S-300 fue movido."),
    ("es", "El vuelo 7601 llegó."),
    ("es", "En 2019 llegaron soldados."),
    ("es", "El batallón 211 de infantería"),
    ("es", "Costó 200 millones de dólares."),
    ("es", "a 15 kilómetros"),
    ("es", "un soldado de 25 años"),
    ("es", "El 14 de enero llegaron soldados."),
    ("es", "A las 10:30 salieron tropas."),
    ("es", "los años 90"),
    ("es", "la Resolución 2231"),
    ("es", "artículo 187 de la Constitución"),
    ("es", "US$ 20 millones"),
    ("es", "el 58.º Ejército"),
    ("es", "subió 12%"),
    ("pt", "O sistema S-300 foi movido."),
    ("pt", "Em 2019 chegaram soldados."),
    ("pt", "o 211º batalhão"),
    ("pt", "US$ 20 milhões"),
    ("pt", "R$ 200 milhões"),
    ("pt", "a 15 quilômetros"),
    ("pt", "um soldado de 25 anos"),
    ("pt", "Em 14 de janeiro"),
    ("pt", "às 10h30"),
    ("pt", "voo 7601"),
    ("ru", "комплекс С-300 переброшен"),
    ("ru", "В 2019 году прибыли военные."),
    ("ru", "211-й батальон"),
    ("ru", "200 миллионов долларов"),
    ("ru", "в 15 километрах"),
    ("ru", "25-летний солдат"),
    ("ru", "14 января прибыли военные"),
    ("ru", "в 10:30 военные"),
    ("ru", "рейс 7601"),
    ("ru", "58-я армия"),
    ("ru", "Ту-160 прибыли"),
    ("ru", "на 12%"),
    ("en", "They moved in Il 76 planes."),
    ("es", "marzo de 2019 soldados rusos"),
    ("ru", "155 бригада морской пехоты"),
]

UNITS = [
    ("en", "18 soldiers and 3 helicopters", ["person", "helicopter"]),
    ("es", "dos aviones con 35 toneladas y 99 militares", ["aircraft", "tonne", "person"]),
    ("pt", "duas fragatas e 40 caminhões", ["ship", "vehicle"]),
    ("ru", "два самолёта, 20 танков и 15 беспилотников", ["aircraft", "vehicle", "uav"]),
]


@pytest.mark.parametrize(("language", "text", "low", "high"), BOUNDS, ids=[text for _, text, *_ in BOUNDS])
def test_a_count_is_read_with_the_bounds_that_its_words_give(counts: Counts, language: str, text: str, low: int | None, high: int | None) -> None:
    assert [(count.low, count.high) for count in counts(language, text)] == [(low, high)]


@pytest.mark.parametrize(("language", "text"), NO_COUNT, ids=[text for _, text in NO_COUNT])
def test_years_designations_units_flights_prices_and_times_are_no_counts(counts: Counts, language: str, text: str) -> None:
    assert counts(language, text) == []


@pytest.mark.parametrize(("language", "text", "units"), UNITS)
def test_what_is_counted_has_its_unit(counts: Counts, language: str, text: str, units: list[str]) -> None:
    assert [count.unit for count in counts(language, text)] == units


def test_a_comma_is_a_separator_only_before_three_figures() -> None:
    assert [figure(text) for text in ("1.200", "1,200", "1\u00a0200", "10,5", "3.14", "12.500.000", "1.2000", "")] == [
        1200,
        1200,
        1200,
        None,
        None,
        12_500_000,
        None,
        None,
    ]


@given(st.integers(2, 1899), st.sampled_from(["soldiers", "troops", "men"]))
def test_a_plain_number_before_persons_counts_them_exactly(counts: Counts, number: int, noun: str) -> None:
    assert [(count.low, count.high, count.unit) for count in counts("en", f"They sent {number} {noun}.")] == [(number, number, "person")]


@given(
    st.integers(20, 10**6),
    st.sampled_from([("at least", "low"), ("more than", "low"), ("up to", "high"), ("fewer than", "high"), ("about", "both"), ("nearly", "both")]),
)
def test_no_hedge_excludes_the_numbers_that_it_allows(counts: Counts, number: int, hedge: tuple[str, str]) -> None:
    (count,) = counts("en", f"They sent {hedge[0]} {number:,} soldiers.")
    assert (count.low is not None) == (hedge[1] != "high")
    assert (count.high is not None) == (hedge[1] != "low")
    assert count.low is None or count.low <= number + 1
    assert count.high is None or count.high >= number - 1


@given(st.sampled_from(["en", "es", "pt", "ru"]), st.text(alphabet="0123456789 .,-–:/$%º aesyотдо", max_size=60))
def test_any_text_gives_counts_in_order_with_sound_bounds(counts: Counts, language: str, text: str) -> None:
    found = counts(language, text)
    assert all(count.low is None or count.high is None or 0 <= count.low <= count.high for count in found)
    assert all(left.last <= right.first for left, right in pairwise(found))


@pytest.mark.parametrize("piece", ["1 ", "20 to ", "de 20 a ", "two hundred and ", "more than ", "1,", "тысяч ", "- 3 "])
def test_a_long_text_takes_bounded_time(counts: Counts, piece: str) -> None:
    text = piece * (50_000 // len(piece))
    start = time.process_time()
    counts("en", text)
    assert time.process_time() - start < 2
