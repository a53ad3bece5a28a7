"""Coordinates -> distances on the sphere."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

EARTH_M = 6_371_008.8  # mean radius, IUGG


def distance_m(lat1: ArrayLike, lon1: ArrayLike, lat2: ArrayLike, lon2: ArrayLike) -> NDArray[np.float64]:
    """Great-circle distance in metres (haversine; within 0.5 % of the ellipsoid). Degrees in, arrays broadcast."""
    phi1, phi2 = np.radians(lat1), np.radians(lat2)
    half = np.sin((phi2 - phi1) / 2) ** 2 + np.cos(phi1) * np.cos(phi2) * np.sin((np.radians(lon2) - np.radians(lon1)) / 2) ** 2
    return np.asarray(2 * EARTH_M * np.arcsin(np.sqrt(np.minimum(half, 1.0))), dtype=np.float64)


def bearing_deg(lat1: ArrayLike, lon1: ArrayLike, lat2: ArrayLike, lon2: ArrayLike) -> NDArray[np.float64]:
    """Initial course from the first point to the second, degrees from north in [0, 360)."""
    phi1, phi2, turn = np.radians(lat1), np.radians(lat2), np.radians(lon2) - np.radians(lon1)
    east = np.sin(turn) * np.cos(phi2)
    north = np.cos(phi1) * np.sin(phi2) - np.sin(phi1) * np.cos(phi2) * np.cos(turn)
    return np.asarray(np.degrees(np.arctan2(east, north)) % 360, dtype=np.float64)
