"""The last (or first) fixes of a leg -> which airfields it was going to (or came from), with probabilities: an inference that never supports."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cotejo.evidence.airfields import Airfield, airfields, around
from cotejo.evidence.flights import Touch, legs
from cotejo.evidence.sphere import bearing_deg
from cotejo.evidence.tracks import Track
from cotejo.lexicon.load import table

LOOK_BACK_S = 180.0  # over which heading and descent are taken
SINK_FT = 250.0  # that it must have lost over the look-back to count as coming down
CEILING_FT = 15_000.0  # above the sea: a signal lost higher says nothing of where it landed
NAMED_FT = 2_000.0  # above the field: lower, and surer than ...
NAMED_P = 0.8  # ... this, the field is named; otherwise only the area
SLOPE_FT_PER_KM = 172.0  # three degrees
REACH_KM = (15.0, 110.0)  # how far is looked: at least, at most
KEPT = 3


class Ranked(NamedTuple):
    """An airfield with its probability and distance."""

    airfield: Airfield
    probability: float
    distance_m: float


class Loss(NamedTuple):
    """Where coverage ended on the way down (or began on the way up): s since 1970 UTC, degrees, feet, the three likeliest airfields."""

    arriving: bool
    t: float
    until: float  # the next fix's moment (inf: none); for a departure the last one before (-inf: none)
    latitude: float
    longitude: float
    altitude_ft: float
    ranked: tuple[Ranked, ...]
    named: bool
    row: int

    def touch(self) -> Touch | None:
        """The inferred touch, where the field may be named."""
        if not self.named:
            return None
        best = self.ranked[0]
        bracket = (self.t, self.until) if self.arriving else (self.until, self.t)
        return Touch(
            "arrival" if self.arriving else "departure", "signal-lost-low" if self.arriving else "signal-found-low", best.airfield, best.distance_m,
            self.t, *bracket, self.row, self.latitude, self.longitude, best.probability,
        )  # fmt: skip


def losses(track: Track) -> Iterator[Loss]:
    """Rank fields for each leg that ends sinking or begins climbing in the air."""
    cut = legs(track)
    for index, (first, last) in enumerate(zip(cut.first.tolist(), cut.last.tolist(), strict=True)):
        after = float(track.t[cut.first[index + 1]]) if index + 1 < len(cut.first) else np.inf
        before = float(track.t[cut.last[index - 1]]) if index else -np.inf
        for arriving, at, beyond in ((True, last, after), (False, first, before)):
            found = rank(track, (first, last), at, arriving=arriving)
            if found is not None:
                yield found._replace(until=beyond)


def rank(track: Track, leg: tuple[int, int], at: int, *, arriving: bool) -> Loss | None:
    """Rank the fields around the end (or begin) of a leg; None if it was on the ground, high, level, or no field is near."""
    if track.ground[at] or not track.altitude_ft[at] < CEILING_FT:
        return None
    first, last = leg
    if arriving:
        other = int(np.searchsorted(track.t[first : at + 1], track.t[at] - LOOK_BACK_S)) + first
    else:
        other = min(int(np.searchsorted(track.t[at : last + 1], track.t[at] + LOOK_BACK_S)) + at, last)
    if other == at or not track.altitude_ft[other] - track.altitude_ft[at] >= SINK_FT:
        return None
    here = (float(track.latitude[at]), float(track.longitude[at]), float(track.altitude_ft[at]))
    ranked, height = rank_fields(here, heading_at(track, at, other))
    if not ranked:
        return None
    named = ranked[0].probability >= NAMED_P and height < NAMED_FT
    return Loss(arriving, float(track.t[at]), np.inf, *here, ranked[:KEPT], named, int(track.row[at]))


def heading_at(track: Track, at: int, other: int) -> float:
    """Course at the end of a leg, from the last half minute's positions (towards the field, also for a departure); NaN if it did not move."""
    step = 1 if other > at else -1
    near = at
    while near != other and abs(track.t[near] - track.t[at]) < 30:  # noqa: PLR2004 - seconds
        near += step
    if track.latitude[near] == track.latitude[at] and track.longitude[near] == track.longitude[at]:
        return float("nan")
    return float(bearing_deg(track.latitude[near], track.longitude[near], track.latitude[at], track.longitude[at]))


def rank_fields(here: tuple[float, float, float], heading: float) -> tuple[tuple[Ranked, ...], float]:
    """Fields in reach with probabilities, likeliest first, and the height (feet) above the likeliest."""
    latitude, longitude, altitude = here
    reach = float(np.clip(altitude / SLOPE_FT_PER_KM * 2.5, *REACH_KM)) * 1000
    index, apart = around(latitude, longitude, reach)
    if not len(index):
        return (), np.inf
    weights = table("coverage_loss")["weights"]
    names, values = features(here, heading, index, apart)
    score = values @ np.array([float(weights[name]) for name in names])
    none = float(table("coverage_loss")["elsewhere"]["score"])
    top = max(float(score.max()), none)
    share = np.exp(score - top)
    share /= share.sum() + np.exp(none - top)
    order = np.argsort(-share, kind="stable")
    rows = airfields().rows
    ranked = tuple(Ranked(rows[int(index[at])], float(share[at]), float(apart[at])) for at in order[: KEPT + 2])
    return ranked, altitude - ranked[0].airfield.elevation_ft


def features(
    here: tuple[float, float, float], heading: float, index: NDArray[np.int64], apart: NDArray[np.float64]
) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """What is known of each field: how far, how far off the course, how the path would have to slope, whether it has scheduled flights."""
    latitude, longitude, altitude = here
    register = airfields()
    towards = bearing_deg(latitude, longitude, register.latitude[index], register.longitude[index])
    off = np.abs((towards - heading + 180) % 360 - 180) if np.isfinite(heading) else np.full(len(index), 60.0)
    far = apart / 1000
    height = altitude - register.elevation_ft[index]
    needed = np.maximum(height, 150.0) / SLOPE_FT_PER_KM
    slope = np.log((far + 1.5) / (needed + 1.5))
    scheduled = np.array([register.rows[int(at)].scheduled for at in index], dtype=np.float64)
    below = np.maximum(-height - 500.0, 0.0) / 1000
    columns = (off / 30 * np.minimum(far / 3, 1.0), np.maximum(slope, 0), np.maximum(-slope, 0), scheduled, far / 10, below)
    return ("off_course", "too_flat", "too_steep", "scheduled", "far", "below_field"), np.column_stack(columns)
