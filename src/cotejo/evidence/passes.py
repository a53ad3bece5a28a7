"""A track -> low passes: down over an airfield and up again, without a stay."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cotejo.evidence.airfields import Airfield, nearest
from cotejo.evidence.flights import FIELD_M, Stay
from cotejo.evidence.tracks import Track

LOW_FT = 1_500.0  # above the field; aircraft in a circuit fly at 1,000 to 1,500 ft
RISE_FT = 500.0  # that it must have come down before and climbed after
CEILING_FT = 16_000.0  # the highest airfield lies at 14,472 ft
BUCKET_S = 15.0


class LowPass(NamedTuple):
    """The lowest point over an airfield: s since 1970 UTC, feet above the field, metres from its centre."""

    airfield: Airfield
    t: float
    height_ft: float
    distance_m: float
    row: int


def low_passes(track: Track, stood: tuple[Stay, ...]) -> tuple[LowPass, ...]:
    """Find troughs of the height over airfields; one with a stay at that airfield within five minutes is a landing, not a pass."""
    rows = np.flatnonzero((track.altitude_ft < CEILING_FT) & ~track.ground)
    if len(rows) < 3:  # noqa: PLR2004 - down, low, up
        return ()
    found = []
    for at in troughs(track.t[rows], track.altitude_ft[rows].astype(np.float64)).tolist():
        row = int(rows[at])
        near = nearest(float(track.latitude[row]), float(track.longitude[row]), FIELD_M)
        height = float(track.altitude_ft[row]) - near[0].elevation_ft if near else np.inf
        if near and -LOW_FT < height < LOW_FT and not landed(stood, near[0], float(track.t[row])):
            found.append(LowPass(near[0], float(track.t[row]), height, near[1], int(track.row[row])))
    return tuple(found)


def landed(stood: tuple[Stay, ...], airfield: Airfield, t: float) -> bool:
    """Whether a stay at the airfield lies within five minutes of the trough."""
    return any(stay.airfield == airfield and stay.since - 300 <= t <= stay.until + 300 for stay in stood)


def troughs(t: NDArray[np.float64], height: NDArray[np.float64]) -> NDArray[np.int64]:
    """Indices of lowest points between a descent and a climb of at least `RISE_FT` each, within one flight."""
    bucket = np.floor(t / BUCKET_S)
    starts = np.concatenate([[0], np.flatnonzero(np.diff(bucket)) + 1])
    lows = np.minimum.reduceat(height, starts)
    highs = np.maximum.reduceat(height, starts)
    moments = t[starts]
    found = []
    peak, low, at = highs[0], lows[0], 0
    for index in range(1, len(starts)):
        if moments[index] - moments[index - 1] > 600 or highs[index] > low + RISE_FT:  # noqa: PLR2004 - seconds: what lies behind is another flight
            if peak > low + RISE_FT and moments[index] - moments[index - 1] <= 600:  # noqa: PLR2004 - as above
                found.append(at)
            peak, low, at = highs[index], lows[index], index
        else:
            peak = max(peak, highs[index]) if lows[index] >= low else peak
            if lows[index] < low:
                low, at = lows[index], index
    exact = [starts[at] + int(np.argmin(height[starts[at] : starts[at + 1] if at + 1 < len(starts) else None])) for at in found]
    return np.array(exact, dtype=np.int64)
