"""A track -> where and when the aircraft came down and took off, each with its basis."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np

from cotejo.evidence.airfields import Airfield, nearest
from cotejo.evidence.sphere import distance_m
from cotejo.evidence.tracks import KNOT_M_PER_S, Track

FIELD_M = 6_000.0  # a point on the ground belongs to an airfield whose centre lies nearer; the longest runways are 5.5 km
SLOW_KT = 60.0  # no jet flies slower
SLOW_AGL_FT = 500.0
LOST_LOW_FT = 2_000.0  # above the field; measured top-1 .83 for naming the field from there, so it never supports
LOST_LOW_M = 20_000.0
GAP_S = 1_800.0  # a longer silence ends one flight: what lies behind it is another
MAX_KT = 600.0  # fastest sustained ground speed of a transport aircraft with a strong tail wind


class Touch(NamedTuple):
    """An aircraft came down at (or left) an airfield. `t` s since 1970 UTC; `basis` says what shows it."""

    kind: Literal["arrival", "departure"]
    basis: Literal["ground-flag", "slow", "signal-lost-low"]
    airfield: Airfield
    distance_m: float  # from the airfield's centre
    t: float
    row: int


def touches(track: Track) -> tuple[Touch, ...]:
    """Arrivals and departures of a track in the order of time. Low passes give none: neither ground flag nor slow."""
    return tuple(sorted([*landings(track), *lost_low(track)], key=lambda touch: (touch.t, touch.kind)))


def landings(track: Track) -> Iterator[Touch]:
    """Changes between air and ground near an airfield: by the ground flag, else by speed and height above the field."""
    down = track.ground | (track.speed_kt < SLOW_KT)
    changes = np.flatnonzero(down[1:] != down[:-1]) + 1
    for row in changes:
        if track.t[row] - track.t[row - 1] > GAP_S:
            continue
        on_ground = row if down[row] else row - 1
        found = nearest(float(track.latitude[on_ground]), float(track.longitude[on_ground]), FIELD_M)
        if found is None:
            continue
        flagged = bool(track.ground[on_ground])
        if not flagged and not track.altitude_ft[on_ground] - found[0].elevation_ft < SLOW_AGL_FT:
            continue
        yield Touch(
            "arrival" if down[row] else "departure",
            "ground-flag" if flagged else "slow",
            found[0],
            found[1],
            float(track.t[on_ground]),
            int(on_ground),
        )


def lost_low(track: Track) -> Iterator[Touch]:
    """A last fix low, sinking and near an airfield, with nothing after it: an inferred landing, consistent at most."""
    last = len(track.t) - 1
    if last < 1 or track.ground[last] or not np.isfinite(track.altitude_ft[last]) or track.altitude_ft[last] >= track.altitude_ft[max(0, last - 5)]:
        return
    found = nearest(float(track.latitude[last]), float(track.longitude[last]), LOST_LOW_M)
    if found and track.altitude_ft[last] - found[0].elevation_ft < LOST_LOW_FT:
        yield Touch("arrival", "signal-lost-low", found[0], found[1], float(track.t[last]), last)


class Window(NamedTuple):
    """A disc on the globe (degrees, metres) over a stretch of time [start, end] (s since 1970 UTC)."""

    latitude: float
    longitude: float
    radius_m: float
    start_s: float
    end_s: float


def cannot_have_been(track: Track, window: Window) -> bool:
    """Space-time prism: whether no moment of the window lets this aircraft be inside its disc at `MAX_KT`.

    Every fix i forbids the open interval (t_i - d_i / v, t_i + d_i / v); True if these cover the whole window. Needs no fix inside the window.
    """
    apart_m = distance_m(track.latitude, track.longitude, window.latitude, window.longitude)
    reach_s = np.maximum(apart_m - window.radius_m, 0.0) / (MAX_KT * KNOT_M_PER_S)
    blocked = sorted(zip((track.t - reach_s).tolist(), (track.t + reach_s).tolist(), strict=True))
    covered = window.start_s
    for begin, end in blocked:
        if begin > covered:
            return False
        covered = max(covered, end)
        if covered >= window.end_s:
            return True
    return covered >= window.end_s
