"""Coordinates -> airfields near them, offline (airportsdata, with what OurAirports adds and corrects)."""

from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import airportsdata
import numpy as np
from numpy.typing import NDArray

from cotejo.evidence.sphere import distance_m
from cotejo.lexicon.load import table

DEGREE_M = 110_500.0  # the shortest degree of latitude, rounded down: a band of latitudes that misses nothing


class Airfield(NamedTuple):
    """An airfield: ICAO code, names, country (ISO 3166-1 alpha-2), degrees, elevation, time zone; `scheduled` if it has an IATA code."""

    icao: str
    name: str
    city: str
    region: str
    country: str
    latitude: float
    longitude: float
    elevation_ft: float
    zone: str
    scheduled: bool = False


class Register(NamedTuple):
    """All airfields from south to north, with their coordinates (degrees) and elevations (feet) as columns."""

    rows: tuple[Airfield, ...]
    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    elevation_ft: NDArray[np.float64]


@cache
def airfields() -> Register:
    """All airfields that have a code."""
    moved = {row[0]: row for row in table("airfields_more")["moved"]}
    rows = []
    for code, row in airportsdata.load("ICAO").items():
        latitude, longitude = (moved[code][4], moved[code][5]) if code in moved else (row["lat"], row["lon"])
        rows.append(
            Airfield(code, row["name"], row["city"], row["subd"], row["country"], latitude, longitude, row["elevation"], row["tz"], bool(row["iata"]))
        )
    for code, name, city, country, latitude, longitude, elevation, scheduled in table("airfields_more")["lacking"]:
        rows.append(Airfield(code, name, city, "", country, latitude, longitude, float(elevation), "", scheduled))
    rows.sort(key=lambda row: (row.latitude, row.icao))
    return Register(
        tuple(rows), np.array([row.latitude for row in rows]), np.array([row.longitude for row in rows]), np.array([row.elevation_ft for row in rows])
    )


@cache
def by_code() -> dict[str, Airfield]:
    """ICAO code -> airfield."""
    return {row.icao: row for row in airfields().rows}


def around(latitude: float, longitude: float, within_m: float) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Indices of the airfields within a distance (metres), nearest first, and these distances."""
    register = airfields()
    band = within_m / DEGREE_M
    low, high = np.searchsorted(register.latitude, [latitude - band, latitude + band])
    apart = distance_m(latitude, longitude, register.latitude[low:high], register.longitude[low:high])
    near = np.flatnonzero(apart <= within_m)
    near = near[np.argsort(apart[near], kind="stable")]
    return near + low, apart[near]


def nearest(latitude: float, longitude: float, within_m: float) -> tuple[Airfield, float] | None:
    """Nearest airfield and its distance in metres; None if none lies within `within_m`."""
    found, apart = around(latitude, longitude, within_m)
    return (airfields().rows[int(found[0])], float(apart[0])) if len(found) else None


@cache
def zone_at(latitude: float, longitude: float) -> ZoneInfo:
    """Civil time zone of a place: the nearest airfield's (within 500 km), else UTC."""
    index, _ = around(latitude, longitude, 500_000.0)
    names = (airfields().rows[int(at)].zone for at in index)
    return ZoneInfo(next((name for name in names if name), "UTC"))
