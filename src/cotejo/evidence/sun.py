"""A moment and a place -> where the sun stands, how shadows fall, and at which hours a measured shadow can have been."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

EPOCH_1900_S = -2_208_988_800.0 - 43_200.0  # 1900 January 0.5: noon of 31 December 1899
DAY_S = 86_400.0
CENTURY_DAYS = 36_525.0
DELTA_T_S = 67.0  # dynamical less universal time; between 33 s (1960) and about 75 s (2030): .0004 degree of longitude at most
PARALLAX_DEG = 0.00244
HORIZON_DEG = -0.833  # the upper limb touches the horizon: refraction and half the disc
FIT_CHI2 = 9.0  # three of the analyst's sigmas


class Sun(NamedTuple):
    """Degrees: azimuth from north through east; elevation of the disc's centre, without refraction, seen from the ground."""

    azimuth: Floats
    elevation: Floats


class Shadow(NamedTuple):
    """What an analyst measured in a picture: degrees from north in which a shadow points, and its length over the height of what casts it.

    Either may be None. `..._sigma` are the analyst's own standard errors.
    """

    azimuth: float | None
    azimuth_sigma: float
    ratio: float | None = None
    ratio_sigma: float = 0.0


def apparent(t: Floats) -> tuple[Floats, Floats, Floats]:
    """Right ascension, declination and the sidereal time of Greenwich (degrees) at moments in s since 1970 UTC.

    Source of the theory: J. Meeus, "Astronomical Formulae for Calculators", chapters 7, 8 and 18 (elements after Newcomb), 1979.
    """
    days = (np.asarray(t, dtype=np.float64) - EPOCH_1900_S) / DAY_S  # since 1900 January 0.5
    c = (days + DELTA_T_S / DAY_S) / CENTURY_DAYS
    anomaly = np.radians(358.47583 + 35999.04975 * c - 0.000150 * c**2 - 0.0000033 * c**3)
    longitude = 279.69668 + 36000.76892 * c + 0.0003025 * c**2
    longitude = longitude + (1.919460 - 0.004789 * c - 0.000014 * c**2) * np.sin(anomaly)
    longitude = longitude + (0.020094 - 0.000100 * c) * np.sin(2 * anomaly) + 0.000293 * np.sin(3 * anomaly) + disturbances(c)
    node = np.radians(259.18 - 1934.142 * c)
    longitude = np.radians(longitude - 0.00569 - 0.00479 * np.sin(node))
    mean_tilt = 23.452294 - 0.0130125 * c
    tilt = np.radians(mean_tilt + 0.00256 * np.cos(node))
    ascension = np.degrees(np.arctan2(np.cos(tilt) * np.sin(longitude), np.cos(longitude))) % 360
    declination = np.degrees(np.arcsin(np.sin(tilt) * np.sin(longitude)))
    equinoxes = -0.00479 * np.sin(node) * np.cos(tilt)
    sidereal = (99.6909833 + 36000.7689 * (days / CENTURY_DAYS) + 360.0 * (days - 0.5)) % 360
    sidereal = sidereal + 0.00038708 * (days / CENTURY_DAYS) ** 2 + equinoxes
    return ascension, declination, sidereal


def disturbances(c: Floats) -> Floats:
    """What Venus, Jupiter and the Moon add to the sun's longitude (degrees), at centuries since 1900."""
    venus = 0.00134 * np.cos(np.radians(153.23 + 22518.7541 * c)) + 0.00154 * np.cos(np.radians(216.57 + 45037.5082 * c))
    jupiter = 0.00200 * np.cos(np.radians(312.69 + 32964.3577 * c))
    moon = 0.00179 * np.sin(np.radians(350.74 + 445267.1142 * c - 0.00144 * c**2))
    slow = 0.00178 * np.sin(np.radians(231.19 + 20.20 * c))
    return np.asarray(venus + jupiter + moon + slow, dtype=np.float64)


def sun_at(t: Floats | float, latitude: float, longitude: float) -> Sun:
    """Where the sun stands at moments in s since 1970 UTC (1950 to 2050), seen from degrees WGS 84. Good to .01 degree."""
    ascension, declination, sidereal = apparent(np.atleast_1d(np.asarray(t, dtype=np.float64)))
    hour = np.radians(sidereal + longitude - ascension)
    phi, delta = np.radians(latitude), np.radians(declination)
    height = np.degrees(np.arcsin(np.clip(np.sin(phi) * np.sin(delta) + np.cos(phi) * np.cos(delta) * np.cos(hour), -1, 1)))
    south = np.arctan2(np.sin(hour), np.cos(hour) * np.sin(phi) - np.tan(delta) * np.cos(phi))
    return Sun(np.asarray((np.degrees(south) + 180) % 360), np.asarray(height - PARALLAX_DEG * np.cos(np.radians(height))))


def misfit(shadow: Shadow, sun: Sun) -> Floats:
    """Chi-square of a measured shadow at each moment; infinite while the sun is below the horizon."""
    total = np.zeros_like(sun.azimuth)
    if shadow.azimuth is not None:
        off = (sun.azimuth + 180.0 - shadow.azimuth + 180.0) % 360.0 - 180.0
        total += (off / shadow.azimuth_sigma) ** 2
    if shadow.ratio is not None:
        length = 1.0 / np.tan(np.radians(np.maximum(sun.elevation, 0.1)))
        total += ((length - shadow.ratio) / shadow.ratio_sigma) ** 2
    return np.where(sun.elevation > HORIZON_DEG, total, np.inf)


def hours_of(shadow: Shadow, latitude: float, longitude: float, window: tuple[float, float], step_s: float = 60.0) -> list[tuple[float, float]]:
    """Stretches of a window (s since 1970 UTC) in which the shadow can have fallen so, within three of the analyst's sigmas.

    None at all: it contradicts that the picture was taken there and then. It dates an hour, never a day: other days have such hours too.

    Raises:
        ValueError: nothing was measured, or a sigma of what was measured is not above 0.
    """
    measured = [sigma for value, sigma in ((shadow.azimuth, shadow.azimuth_sigma), (shadow.ratio, shadow.ratio_sigma)) if value is not None]
    if not measured or min(measured) <= 0:
        raise ValueError("a shadow needs a direction or a length, each with the analyst's standard error above 0")
    t = np.arange(window[0], window[1] + step_s / 2, step_s)
    fits = np.flatnonzero(misfit(shadow, sun_at(t, latitude, longitude)) <= FIT_CHI2)
    if not len(fits):
        return []
    cuts = np.flatnonzero(np.diff(fits) > 1)
    firsts = np.concatenate([fits[:1], fits[cuts + 1]])
    lasts = np.concatenate([fits[cuts], fits[-1:]])
    return [(float(t[first]), float(t[last])) for first, last in zip(firsts, lasts, strict=True)]


def is_dark(latitude: float, longitude: float, window: tuple[float, float], step_s: float = 60.0) -> bool:
    """Whether the sun stays below the horizon through a whole window: daylight in the picture then contradicts the claimed time."""
    t = np.arange(window[0], window[1] + step_s / 2, step_s)
    return bool(np.all(sun_at(t, latitude, longitude).elevation < HORIZON_DEG))
