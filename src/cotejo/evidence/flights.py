"""A track -> where and when the aircraft stood on the ground, came down, took off or passed low, each with its basis."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cotejo.evidence.airfields import Airfield, nearest
from cotejo.evidence.sphere import distance_m
from cotejo.evidence.tracks import Track

FIELD_M = 6_000.0  # a point on the ground belongs to an airfield whose centre lies nearer; the longest runways are 5.5 km
SLOW_KT = 60.0  # no jet flies slower
FAST_KT = 220.0  # no aircraft rolls faster: a ground flag at that speed is wrong (tyres are rated to 204 kt)
SLOW_AGL_FT = 1_000.0  # height by pressure: up to 900 ft off between 980 and 1040 hPa
SLOW_ROWS = 2  # one slow row alone may be a slip
GAP_S = 1_800.0  # a longer silence ends one flight: what lies behind it may be another
HOP_M = 10_000.0  # between two rows on the ground that lie farther apart it flew
HOP_FT = 300.0  # between its lowest and highest row: less, and a break in a stay is a flicker of the flag, no flight
HOP_S = 180.0
ROLL_S = 120.0  # the longest roll from touchdown to `SLOW_KT`
ROLL_FT = 60.0

Basis = Literal["ground-flag", "slow", "signal-lost-low", "signal-found-low", "listed"]


class Touch(NamedTuple):
    """An aircraft came down at (or left) an airfield. `t` s since 1970 UTC; it happened between `since` and `until`; `basis` says what shows it."""

    kind: Literal["arrival", "departure"]
    basis: Basis
    airfield: Airfield | None  # None: on the ground, and no airfield of the register near (a strip, a ship, a field)
    distance_m: float  # from the airfield's centre
    t: float
    since: float
    until: float
    row: int  # in the file
    latitude: float
    longitude: float
    probability: float = 1.0  # of the airfield, where it is inferred


class Stay(NamedTuple):
    """An aircraft stood at one place from `since` to `until` (s since 1970 UTC); `arrived`/`left` tell whether both ends were seen."""

    basis: Basis
    airfield: Airfield | None
    distance_m: float
    since: float
    until: float
    arrived: bool
    left: bool
    first: int  # index in the track
    last: int


def stays(track: Track) -> tuple[Stay, ...]:
    """All stays on the ground, in the order of time. A visit is one whose arrival and departure were both seen."""
    found: list[Stay] = []
    for first, last in runs(track):
        stay = stand(track, first, last)
        if stay is None:
            continue
        if found and one_stay(track, found[-1], stay):
            before = found.pop()
            basis: Basis = "ground-flag" if "ground-flag" in {before.basis, stay.basis} else "slow"
            stay = before._replace(basis=basis, until=stay.until, left=stay.left, last=stay.last)
        found.append(stay)
    return tuple(found)


def runs(track: Track) -> list[tuple[int, int]]:
    """First and last index of each run of rows on the ground (by flag, or slow), cut where the aircraft moved away between two rows."""
    down = (track.ground & ~(track.speed_kt > FAST_KT)) | (track.speed_kt < SLOW_KT)
    rows = np.flatnonzero(down)
    if not len(rows):
        return []
    apart = np.diff(rows) > 1
    near = np.flatnonzero(~apart)
    step = distance_m(track.latitude[rows[near]], track.longitude[rows[near]], track.latitude[rows[near + 1]], track.longitude[rows[near + 1]])
    apart[near] = step > HOP_M
    cuts = np.flatnonzero(apart)
    firsts = np.concatenate([rows[:1], rows[cuts + 1]]).tolist()
    lasts = np.concatenate([rows[cuts], rows[-1:]]).tolist()
    return list(zip(firsts, lasts, strict=True))


def stand(track: Track, first: int, last: int) -> Stay | None:
    """Place one run: at the nearest airfield, or off any if the flag says ground; None if it is only slow and not low over an airfield."""
    flagged = np.flatnonzero(track.ground[first : last + 1])
    seen = first + int(flagged[0]) if len(flagged) else first
    found = nearest(float(track.latitude[seen]), float(track.longitude[seen]), FIELD_M)
    if not len(flagged):
        if (
            last - first + 1 < SLOW_ROWS
            or found is None
            or not np.nanmin(track.altitude_ft[first : last + 1], initial=np.inf) - found[0].elevation_ft < SLOW_AGL_FT
        ):
            return None
        first = roll(track, first)
    elif first > 0 and high(track, seen, found):
        return None
    return Stay(
        "ground-flag" if len(flagged) else "slow", found[0] if found else None, found[1] if found else 0.0,
        float(track.t[first]), float(track.t[last]), first > 0, last < len(track.t) - 1, first, last,
    )  # fmt: skip


def high(track: Track, seen: int, found: tuple[Airfield, float] | None) -> bool:
    """Whether rows within two minutes show it far too high for the ground flag: the flag is wrong."""
    near = np.flatnonzero(np.abs(track.t - track.t[seen]) < ROLL_S)
    least = float(np.nanmin(track.altitude_ft[near], initial=np.inf))
    return bool(np.isfinite(least) and least > (found[0].elevation_ft if found else 0.0) + 10 * SLOW_AGL_FT)


def roll(track: Track, first: int) -> int:
    """Walk back from the first slow row to where it was as low already: the touchdown."""
    while (
        first > 0
        and track.t[first - 1] >= track.t[first] - ROLL_S
        and abs(track.altitude_ft[first - 1] - track.altitude_ft[first]) <= ROLL_FT
        and not track.climb_fpm[first - 1] < -200  # noqa: PLR2004 - feet a minute: still sinking
    ):
        first -= 1
    return first


def one_stay(track: Track, before: Stay, after: Stay) -> bool:
    """Whether a break between two runs at one place is a flicker: short, and never higher than a bounce."""
    if before.airfield != after.airfield or after.since - before.until > HOP_S:
        return False
    heights = track.altitude_ft[before.last + 1 : after.first]
    return not float(np.nanmax(heights, initial=-np.inf)) - float(np.nanmin(heights, initial=np.inf)) > HOP_FT


def edges(track: Track, stood: tuple[Stay, ...]) -> Iterator[Touch]:
    """Arrivals and departures of stays. A stay with which a track begins gives no arrival, one with which it ends no departure."""
    for stay in stood:
        if stay.arrived:
            yield touch(track, stay, "arrival", stay.first, (float(track.t[stay.first - 1]), stay.since))
        if stay.left:
            yield touch(track, stay, "departure", stay.last, (stay.until, float(track.t[stay.last + 1])))


def touch(track: Track, stay: Stay, kind: Literal["arrival", "departure"], at: int, bracket: tuple[float, float]) -> Touch:
    """One end of a stay."""
    return Touch(
        kind, stay.basis, stay.airfield, stay.distance_m, float(track.t[at]), *bracket, int(track.row[at]), float(track.latitude[at]),
        float(track.longitude[at]),
    )  # fmt: skip


class Legs(NamedTuple):
    """First and last index of each stretch of a track without a silence of more than `GAP_S`."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]


def legs(track: Track) -> Legs:
    """Cut a track at its silences."""
    cuts = np.flatnonzero(np.diff(track.t) > GAP_S)
    return Legs(np.concatenate([[0], cuts + 1]).astype(np.int64), np.concatenate([cuts, [len(track.t) - 1]]).astype(np.int64))
