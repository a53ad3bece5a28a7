"""A track and a disc in space and time -> whether the aircraft can have been there at all."""

from typing import NamedTuple

import numpy as np

from cotejo.evidence.sphere import distance_m
from cotejo.evidence.tracks import KNOT_M_PER_S, Track

MAX_KT = 600.0  # fastest sustained ground speed of a transport aircraft with a strong tail wind


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
    begin, end = track.t - reach_s, track.t + reach_s
    order = np.argsort(begin, kind="stable")
    begin, end = begin[order], end[order]
    covered = np.maximum.accumulate(np.concatenate([[window.start_s], end]))
    holes = np.concatenate([begin, [np.inf]]) > covered
    return bool(covered[int(np.argmax(holes))] >= window.end_s)
