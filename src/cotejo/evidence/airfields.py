"""Coordinates -> the nearest airfield, offline (airportsdata)."""

from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import airportsdata
import numpy as np
from numpy.typing import NDArray

from cotejo.evidence.sphere import distance_m


class Airfield(NamedTuple):
    """An airfield: ICAO code, names, country (ISO 3166-1 alpha-2), degrees, elevation, time zone."""

    icao: str
    name: str
    city: str
    region: str
    country: str
    latitude: float
    longitude: float
    elevation_ft: float
    zone: str


@cache
def airfields() -> tuple[tuple[Airfield, ...], NDArray[np.float64]]:
    """All airfields with an ICAO code, in the order of their codes, and their coordinates (n x 2, degrees)."""
    rows = [
        Airfield(code, row["name"], row["city"], row["subd"], row["country"], row["lat"], row["lon"], row["elevation"], row["tz"])
        for code, row in sorted(airportsdata.load("ICAO").items())
    ]
    return tuple(rows), np.array([(row.latitude, row.longitude) for row in rows])


def nearest(latitude: float, longitude: float, within_m: float) -> tuple[Airfield, float] | None:
    """Nearest airfield and its distance in metres; None if none lies within `within_m`."""
    rows, coordinates = airfields()
    box = np.flatnonzero(np.abs(coordinates[:, 0] - latitude) < within_m / 110_000 + 0.01)
    if not len(box):
        return None
    distances = distance_m(latitude, longitude, coordinates[box, 0], coordinates[box, 1])
    best = int(np.argmin(distances))
    return (rows[box[best]], float(distances[best])) if distances[best] <= within_m else None


def zone_at(latitude: float, longitude: float) -> ZoneInfo:
    """Civil time zone of a place: the nearest airfield's (within 500 km), else UTC."""
    found = nearest(latitude, longitude, 500_000.0)
    return ZoneInfo(found[0].zone if found and found[0].zone else "UTC")
