"""Raw rows of positions -> one cleaned track per aircraft, with what had to be dropped and what is doubtful."""

from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cotejo.evidence.sphere import distance_m

JUMP_M = 30_000.0  # a step longer than this and ...
JUMP_KT = 1_400.0  # ... faster than this is no flight: spoofed, or two aircraft under one address
HELD_KT = 60.0  # an aircraft that reports more than this and does not move shows a held position
RUNS_MAX = 400  # more runs between jumps than this, and no run can be told to be the aircraft's own
RUNS_BACK = 60  # runs that are compared backwards
UNIT_SHARE = 0.03  # reported speed over speed from positions within this of a wrong unit's factor
MOVES_MIN = 20  # steps needed before units are doubted
KNOT_M_PER_S = 1852.0 / 3600.0
FACTORS = {"m/s": KNOT_M_PER_S, "km/h": 1.852}

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]


class BadTrack(ValueError):  # noqa: N818 - what is bad is the track
    """No track can be read; the message says where it breaks off and what to do."""


class Craft(NamedTuple):
    """What a file says of one aircraft. `icao_hex` is None for an address that is no aircraft's own (`~...`)."""

    icao_hex: str | None = None
    registration: str | None = None
    aircraft_type: str | None = None
    callsigns: tuple[str, ...] = ()


class Columns(NamedTuple):
    """Rows by column: s since 1970 UTC, degrees WGS 84, feet, knots, degrees from north, feet a minute; NaN = unknown; `row` in the file."""

    t: Floats
    latitude: Floats
    longitude: Floats
    altitude_ft: Singles
    ground: NDArray[np.bool_]
    speed_kt: Singles
    heading_deg: Singles
    climb_fpm: Singles
    row: NDArray[np.int64]

    def take(self, which: "NDArray[np.bool_] | NDArray[np.int64] | slice") -> "Columns":
        """Rows by mask, index or slice."""
        return Columns(
            self.t[which], self.latitude[which], self.longitude[which], self.altitude_ft[which], self.ground[which], self.speed_kt[which],
            self.heading_deg[which], self.climb_fpm[which], self.row[which],
        )  # fmt: skip


class Fleet(NamedTuple):
    """Raw rows of one file, those of aircraft i being `[starts[i], starts[i + 1])`, in the order of time."""

    source: str  # the format that was read
    crafts: tuple[Craft, ...]
    starts: NDArray[np.int64]
    columns: Columns
    unplaced: int  # rows without time, or with a position that is null or off the globe

    def tracks(self) -> Iterator["Track"]:
        """Clean each aircraft's rows; aircraft without any row that can be used are left out."""
        for index in range(len(self.crafts)):
            if self.starts[index + 1] > self.starts[index]:
                with suppress(BadTrack):
                    yield self.track(index)

    def track(self, index: int) -> "Track":
        """Clean the rows of one aircraft."""
        return clean(self.crafts[index], self.source, self.columns.take(slice(int(self.starts[index]), int(self.starts[index + 1]))))

    def near(self, latitude: float, longitude: float, radius_m: float) -> NDArray[np.int64]:
        """Aircraft with any row in a disc (degrees, metres): the filter before the work on events."""
        columns = self.columns
        box = radius_m / 110_000.0
        rows = np.flatnonzero(np.abs(columns.latitude - latitude) <= box)
        rows = rows[distance_m(latitude, longitude, columns.latitude[rows], columns.longitude[rows]) <= radius_m]
        return np.unique(np.searchsorted(self.starts, rows, side="right") - 1)


class Track(NamedTuple):
    """Cleaned positions of one aircraft in the order of time; units as in `Columns`."""

    craft: Craft
    source: str
    t: Floats
    latitude: Floats
    longitude: Floats
    altitude_ft: Singles
    ground: NDArray[np.bool_]
    speed_kt: Singles
    heading_deg: Singles
    climb_fpm: Singles
    row: NDArray[np.int64]
    rows_read: int
    doubled: int  # rows that repeat a time
    held: int  # rows with a held position of a moving aircraft
    jumps: int  # rows dropped as implausible: > 0 marks the track as flagged
    doubts: tuple[str, ...]  # codes: jumps, speed_unit:m/s, speed_unit:km/h


def gather(source: str, crafts: tuple[Craft, ...], craft: NDArray[np.int64], columns: Columns) -> Fleet:
    """Sort rows by aircraft and time; drop those without time or place.

    Raises:
        BadTrack: no row is left.
    """
    usable = np.isfinite(columns.t) & (np.abs(columns.latitude) <= 90) & (np.abs(columns.longitude) <= 180)  # noqa: PLR2004 - the globe
    usable &= ~((columns.latitude == 0) & (columns.longitude == 0))
    unplaced = len(usable) - int(np.count_nonzero(usable))
    if unplaced == len(usable):
        raise BadTrack(f"no usable position in {len(usable)} rows (null, off the globe or without time); check that the file is a track")
    if unplaced:
        craft, columns = craft[usable], columns.take(usable)
    step = np.diff(craft)
    if np.any((step < 0) | ((step == 0) & (np.diff(columns.t) < 0))):
        order = np.lexsort((columns.t, craft))
        craft, columns = craft[order], columns.take(order)
    starts = np.searchsorted(craft, np.arange(len(crafts) + 1)).astype(np.int64)
    return Fleet(source, crafts, starts, columns, unplaced)


def clean(craft: Craft, source: str, columns: Columns) -> Track:
    """Keep one row a time, then drop held positions, then jumps that no aircraft flies."""
    read = len(columns.t)
    columns = drop_doubles(columns)
    doubled = read - len(columns.t)
    keep = moving(columns)
    held = len(keep) - int(np.count_nonzero(keep))
    if held:
        columns = columns.take(keep)
    keep = plausible(columns)
    jumps = len(keep) - int(np.count_nonzero(keep))
    if jumps:
        columns = columns.take(keep)
    doubts = (*(("jumps",) if jumps else ()), *doubt_units(columns))
    return Track(craft, source, *columns, rows_read=read, doubled=doubled, held=held, jumps=jumps, doubts=doubts)


def drop_doubles(columns: Columns) -> Columns:
    """Keep one row for each time: the least one, so that the order of the file decides nothing."""
    if not np.any(columns.t[1:] == columns.t[:-1]):
        return columns
    order = np.lexsort((columns.row, columns.speed_kt, columns.altitude_ft, columns.longitude, columns.latitude, ~columns.ground, columns.t))
    first = np.concatenate([[True], np.diff(columns.t[order]) != 0])
    return columns.take(order[first])


def moving(columns: Columns) -> NDArray[np.bool_]:
    """Mark rows but those that repeat the last position although the aircraft says that it moves."""
    keep = np.ones(len(columns.t), dtype=bool)
    same = (columns.latitude[1:] == columns.latitude[:-1]) & (columns.longitude[1:] == columns.longitude[:-1])
    keep[1:] = ~(same & (columns.speed_kt[1:] > HELD_KT) & ~columns.ground[1:])
    return keep


def plausible(columns: Columns) -> NDArray[np.bool_]:
    """Mark the rows of the longest chain of runs between which an aircraft can fly; outliers at the beginning go as well as later ones."""
    keep = np.ones(len(columns.t), dtype=bool)
    cuts = np.flatnonzero(jump(columns, np.arange(len(columns.t) - 1), np.arange(1, len(columns.t)))) + 1
    if not len(cuts):
        return keep
    first = np.concatenate([[0], cuts])
    last = np.concatenate([cuts, [len(columns.t)]]) - 1
    if len(first) > RUNS_MAX:
        raise BadTrack(f"{len(cuts)} jumps that no aircraft flies: several aircraft under one address, or spoofed; no run of it can be trusted")
    length = (last - first + 1).astype(np.int64)
    best, before = length.copy(), np.full(len(first), -1)
    for run in range(1, len(first)):
        earlier = np.arange(max(0, run - RUNS_BACK), run)
        reached = earlier[~jump(columns, last[earlier], np.full(len(earlier), first[run]))]
        if len(reached):
            chosen = reached[int(np.argmax(best[reached]))]
            best[run], before[run] = best[chosen] + length[run], chosen
    keep[:] = False
    run = int(np.argmax(best))
    while run >= 0:
        keep[first[run] : last[run] + 1] = True
        run = int(before[run])
    return keep


def jump(columns: Columns, here: NDArray[np.int64], there: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Mark steps between rows that are too long and too fast."""
    near = (np.abs(columns.latitude[there] - columns.latitude[here]) < 0.1) & (np.abs(columns.longitude[there] - columns.longitude[here]) < 0.1)  # noqa: PLR2004 - degrees: 16 km at most
    far = np.flatnonzero(~near)
    found = np.zeros(len(here), dtype=bool)
    if len(far):
        step = distance_m(columns.latitude[here[far]], columns.longitude[here[far]], columns.latitude[there[far]], columns.longitude[there[far]])
        took = np.maximum(columns.t[there[far]] - columns.t[here[far]], 1.0)
        found[far] = (step > JUMP_M) & (step / took / KNOT_M_PER_S > JUMP_KT)
    return found


def doubt_units(columns: Columns) -> tuple[str, ...]:
    """Name the unit in which speeds seem to be written, where they do not fit the positions as knots."""
    if len(columns.t) < MOVES_MIN:
        return ()
    sample = np.linspace(0, len(columns.t) - 2, min(len(columns.t) - 1, 400)).astype(np.int64)
    took = columns.t[sample + 1] - columns.t[sample]
    apart = distance_m(columns.latitude[sample], columns.longitude[sample], columns.latitude[sample + 1], columns.longitude[sample + 1])
    flown = np.divide(apart, took, out=np.zeros_like(apart), where=took > 0) / KNOT_M_PER_S
    told = columns.speed_kt[sample].astype(np.float64)
    usable = (flown > HELD_KT) & (told > HELD_KT / 2) & (took > 0) & (took < 120)  # noqa: PLR2004 - over two minutes it may have turned
    if np.count_nonzero(usable) < MOVES_MIN:
        return ()
    ratio = float(np.median(told[usable] / flown[usable]))
    return tuple(f"speed_unit:{unit}" for unit, factor in FACTORS.items() if abs(ratio / factor - 1) < UNIT_SHARE)
