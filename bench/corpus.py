"""A number and a seed -> that many invented documents in the interchange format: scoops, copies, translations, denials, idle texts.

The same number and seed give the same documents on any machine. Nothing here is evidence of anything; all addresses are on `.example`.
"""

import random
import tomllib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

Json = dict[str, Any]
FIRST_DAY = datetime(2021, 2, 1, 9, tzinfo=UTC)
DAYS = 900
LANGUAGES = ("en", "es", "pt", "ru")
# town in the four languages, state of the hosts, and the country in the four languages
PLACES = (
    (("Gao", "Gao", "Gao", "Гао"), ("Mali", "Malí", "Mali", "Мали")),
    (("Timbuktu", "Tombuctú", "Timbuktu", "Тимбукту"), ("Mali", "Malí", "Mali", "Мали")),
    (("Latakia", "Latakia", "Latakia", "Латакия"), ("Syria", "Siria", "Síria", "Сирия")),
    (("Palmyra", "Palmira", "Palmira", "Пальмира"), ("Syria", "Siria", "Síria", "Сирия")),
    (("Managua", "Managua", "Manágua", "Манагуа"), ("Nicaragua", "Nicaragua", "Nicarágua", "Никарагуа")),
    (("Tiraspol", "Tiráspol", "Tiraspol", "Тирасполь"), ("Moldova", "Moldavia", "Moldávia", "Молдавия")),
    (("Brest", "Brest", "Brest", "Брест"), ("Belarus", "Bielorrusia", "Belarus", "Белоруссия")),
    (("Bangui", "Bangui", "Bangui", "Банги"), ("Central African Republic", "República Centroafricana", "República Centro-Africana", "ЦАР")),
    (("Tobruk", "Tobruk", "Tobruk", "Тобрук"), ("Libya", "Libia", "Líbia", "Ливия")),
    (("Maputo", "Maputo", "Maputo", "Мапуту"), ("Mozambique", "Mozambique", "Moçambique", "Мозамбик")),
)  # fmt: skip
FORCES = (("Russian", "rusos", "russos", "российских"), ("Cuban", "cubanos", "cubanos", "кубинских"), ("Chinese", "chinos", "chineses", "китайских"))
# {n} soldiers, {force}, {town}, {country}, {day} of {month}; one sentence of each kind a language
MONTHS = (
    ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ("janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"),
    ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"),
)  # fmt: skip
ARRIVED = (
    "About {n} {force} soldiers arrived in {town}, {country}, on {day} {month} {year} aboard a transport aircraft",
    "Unos {n} militares {force} llegaron el {day} de {month} de {year} a {town}, {country}, a bordo de un avión de transporte",
    "Cerca de {n} militares {force} chegaram a {town}, {country}, em {day} de {month} de {year} a bordo de um avião de transporte",
    "Около {n} {force} военных прибыли {day} {month} {year} года в город {town}, {country}, на транспортном самолёте",
)
INSTALLED = (
    "{force} troops have set up a radar and antennas near {town}, {country}, since {day} {month} {year}",
    "Militares {force} instalaron el {day} de {month} de {year} un radar y antenas cerca de {town}, {country}",
    "Militares {force} instalaram em {day} de {month} de {year} um radar e antenas perto de {town}, {country}",
    "Группа {force} военных развернула {day} {month} {year} года радар и антенны у города {town}, {country}",
)
OWN = (
    ", a customs official told this newspaper.",
    ", dijo a este diario un funcionario de la aduana.",
    ", disse a este jornal um funcionário da alfândega.",
    ", рассказал нашей газете сотрудник таможни.",
)
CREDITED = (", {outlet} reported.", ", informó {outlet}.", ", informou {outlet}.", ", сообщило издание {outlet}.")
SEEN = (
    "A street vendor told this newspaper that she saw {force} soldiers getting off an aircraft in {town}, {country}, on {day} {month} {year}.",
    "Una vendedora contó a este diario que vio a militares {force} bajar de un avión en {town}, {country}, el {day} de {month} de {year}.",
    "Uma vendedora contou a este jornal que viu militares {force} descendo de um avião em {town}, {country}, em {day} de {month} de {year}.",
    "Продавщица рассказала нашей газете, что видела {force} военных, выходивших из самолёта в городе {town}, {country}, {day} {month} {year} года.",
)
DENIED = (
    "The Defence Ministry of {country} denied on Thursday that {force} soldiers had arrived in {town}.",
    "El Ministerio de Defensa de {country} negó el jueves que militares {force} hayan llegado a {town}.",
    "O Ministério da Defesa de {country} negou na quinta-feira que militares {force} tenham chegado a {town}.",
    "Министерство обороны страны {country} опровергло прибытие {force} военных в город {town}.",
)
FILLERS = tomllib.loads((Path(__file__).parent / "fillers.toml").read_text(encoding="utf-8"))
OUTLETS = ("Correo", "Diario", "Jornal", "Gazette", "Tribune", "Courier", "Observador", "Heraldo", "Portal", "Monitor")
SYLLABLES = ("bra", "tel", "mor", "qui", "san", "der", "lu", "vor", "ne", "pol", "gar", "ti", "mes", "ro", "fal", "zen")


class Happening(NamedTuple):
    """What a family of documents tells."""

    number: int
    place: int
    force: int
    men: int
    at: datetime
    installed: bool


def documents(count: int, seed: int = 1) -> Iterator[Json]:
    """Make documents: families of seven on one happening each, in the order of their publication within the family."""
    chance = random.Random(seed)  # noqa: S311 - variety, not secrets
    made = 0
    for number in range(count):
        for document in family(number, chance):
            if made == count:
                return
            made += 1
            yield document


def family(number: int, chance: random.Random) -> Iterator[Json]:
    """One happening: a scoop, a silent copy, two credited reports in other languages, another witness or a denial, two idle texts."""
    at = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    told = Happening(number, chance.randrange(len(PLACES)), chance.randrange(len(FORCES)), chance.randrange(20, 900), at, chance.random() < 0.3)
    first, second, third = chance.sample(range(len(LANGUAGES)), 3)
    name, address = outlet_of(number, 0), f"https://o{number}-0.example/1"
    scoop = [report(told, first) + OWN[first], *fill(first, chance)]
    yield document_of(told, 0, first, scoop, [])
    yield document_of(told, 1, first, [*scoop[:3], *fill(first, chance)], [])
    yield document_of(told, 2, second, [report(told, second) + CREDITED[second].format(outlet=name), *fill(second, chance)], [address])
    yield document_of(told, 3, third, [report(told, third) + CREDITED[third].format(outlet=name), *fill(third, chance)], [address])
    if chance.random() < 0.5:
        yield document_of(told, 4, second, [SEEN[second].format(**words(told, second)), *fill(second, chance)], [])
    else:
        yield document_of(told, 4, first, [DENIED[first].format(**words(told, first)), *fill(first, chance)], [])
    yield document_of(told, 5, third, fill(third, chance), [])
    yield document_of(told, 6, second, fill(second, chance), [])


def outlet_of(number: int, member: int) -> str:
    """Name an outlet of a family: no two families share one, up to 4,096 families."""
    name = "".join(SYLLABLES[(number >> shift) % len(SYLLABLES)] for shift in (0, 4, 8))
    return f"{OUTLETS[(number + member) % len(OUTLETS)]} {name.capitalize()}"


def words(told: Happening, language: int) -> Json:
    """Words of a happening in a language."""
    town, country = PLACES[told.place]
    return {
        "n": told.men, "force": FORCES[told.force][language], "town": town[language], "country": country[language],
        "day": told.at.day, "month": MONTHS[language][told.at.month - 1], "year": told.at.year,
    }  # fmt: skip


def report(told: Happening, language: int) -> str:
    """Write a happening's sentence, without its end."""
    return (INSTALLED if told.installed else ARRIVED)[language].format(**words(told, language))


def fill(language: int, chance: random.Random) -> list[str]:
    """Write a few sentences of a town's day."""
    return [" ".join(chance.choice(part) for part in FILLERS[LANGUAGES[language]].values()) + "." for _ in range(chance.randrange(6, 16))]


def document_of(told: Happening, member: int, language: int, sentences: Sequence[str], links: list[str]) -> Json:
    """Lay a document out."""
    return {
        "id": f"f{told.number:05}-{member}",
        "outlet": outlet_of(told.number, member),
        "url": f"https://o{told.number}-{member}.example/1",
        "language": LANGUAGES[language],
        "published": (told.at + timedelta(days=1, hours=member)).isoformat(),
        "links": links,
        "text": " ".join(sentences),
    }
