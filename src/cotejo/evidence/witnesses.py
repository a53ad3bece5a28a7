"""A history and a question -> what of that kind happened at the place, nearest to the claimed days first."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from cotejo.evidence.airfields import Airfield
from cotejo.evidence.asked import OFF_WINDOW_H, Asked
from cotejo.evidence.flights import GAP_S
from cotejo.evidence.histories import History
from cotejo.evidence.scopes import say
from cotejo.evidence.sphere import distance_m
from cotejo.records.evidence import Measure
from cotejo.records.resolution import Place
from cotejo.text.folding import fold

SEEN = frozenset({"ground-flag", "fix"})  # bases that show it; the others let it be inferred


class Witness(NamedTuple):
    """Something that happened at the place: `[since, until]` is what the fixes leave open (s since 1970 UTC), `t` the moment that is shown."""

    kind: str
    basis: str
    field: str  # for reading
    t: float
    since: float
    until: float
    distance_m: float
    probability: float
    height_ft: float = 0.0

    @property
    def seen(self) -> bool:
        """Whether it was observed, and not inferred."""
        return self.basis in SEEN

    def outside_s(self, asked: Asked) -> float:
        """Seconds by which its moment lies outside the claimed days; for a stay by which all of it does."""
        first, last = (self.since, self.until) if self.kind == "stay" else (self.t, self.t)
        return max(asked.start_s - last, first - asked.end_s, 0.0)

    def certain(self, asked: Asked) -> bool:
        """Whether the claimed days hold it wholly (a stay: some of it)."""
        if self.kind == "stay":
            return self.outside_s(asked) == 0
        return (asked.start_s <= self.since or self.t - self.since <= GAP_S) and (self.until <= asked.end_s or self.until - self.t <= GAP_S)

    def describe(self, asked: Asked) -> str:
        """Say what was seen, where, when and on what basis."""
        name = f"touch.{self.kind}"
        return say(
            name, asked.language, field=self.field, moment=asked.local(self.since if self.kind == "stay" else self.t),
            until=asked.local(self.until), basis=self.basis, height=round(self.height_ft),
        )  # fmt: skip

    def measures(self, asked: Asked) -> tuple[Measure, ...]:
        """The numbers behind it."""
        found = [
            Measure(name="distance_from_field", value=float(round(self.distance_m)), unit="metre"),
            Measure(name="time", value=asked.local(self.t), unit="local"),
        ]
        if self.probability < 1:
            found.append(Measure(name="probability", value=round(self.probability, 2), unit="share"))
        return tuple(found)


def witnesses(history: History, asked: Asked) -> list[Witness]:
    """All of the wanted kind at the place: observed ones first, then by how far they lie outside the days."""
    found = [witness for kind in asked.wanted for witness in of_kind(history, asked, kind)]
    return sorted(found, key=lambda one: (one.outside_s(asked) > OFF_WINDOW_H * 3600, not one.seen, one.outside_s(asked), one.t))


def of_kind(history: History, asked: Asked, kind: str) -> Iterator[Witness]:
    """All of one kind at the place."""
    place = asked.place
    if place is None:
        return
    if kind in {"arrival", "departure"}:
        for touch in history.touches:
            if touch.kind == kind and at_place(touch.airfield, (touch.latitude, touch.longitude), place):
                name = name_field(touch.airfield, (touch.latitude, touch.longitude), asked)
                yield Witness(kind, touch.basis, name, touch.t, touch.since, touch.until, touch.distance_m, touch.probability)
    elif kind == "stay":
        for stay in history.stays:
            where = (float(history.track.latitude[stay.first]), float(history.track.longitude[stay.first])) if history.track else (0.0, 0.0)
            if at_place(stay.airfield, where, place):
                yield Witness("stay", stay.basis, name_field(stay.airfield, where, asked), stay.since, stay.since, stay.until, stay.distance_m, 1.0)
    else:
        yield from over(history, asked, place)


def over(history: History, asked: Asked, place: Place) -> Iterator[Witness]:
    """The fix nearest to the place's centre, within its radius and the claimed days (or the day around them)."""
    window = asked.window()
    if history.track is None or window is None or place.precision == "country":
        return
    slack = OFF_WINDOW_H * 3600
    rows = np.flatnonzero((history.track.t >= window.start_s - slack) & (history.track.t < window.end_s + slack) & ~history.track.ground)
    apart = distance_m(history.track.latitude[rows], history.track.longitude[rows], window.latitude, window.longitude)
    inside = np.flatnonzero(apart <= window.radius_m)
    if len(inside):
        row = int(rows[inside[int(np.argmin(apart[inside]))]])
        t = float(history.track.t[row])
        height = float(np.nan_to_num(history.track.altitude_ft[row]))
        yield Witness("overflight", "fix", place.name, t, t, t, float(apart[inside].min()), 1.0, height)


def at_place(airfield: Airfield | None, where: tuple[float, float], place: Place) -> bool:
    """Whether an airfield (or a spot off any) lies in the claimed place: within its radius, or by country, first-level unit or the city it serves."""
    if airfield is not None:
        if place.precision == "country":
            return airfield.country == place.country
        if airfield.country == place.country and fold(place.name) in {fold(airfield.city), fold(airfield.region)}:
            return True
        where = (airfield.latitude, airfield.longitude)
    if place.precision == "country" or place.latitude is None or place.longitude is None:
        return False
    return float(distance_m(*where, place.latitude, place.longitude)) <= (place.radius_m or 0.0) + 6_000.0


def name_field(airfield: Airfield | None, where: tuple[float, float], asked: Asked) -> str:
    """Name an airfield by code and name, or say that there is none."""
    if airfield is None:
        return say("word.off_field", asked.language, latitude=f"{where[0]:.3f}", longitude=f"{where[1]:.3f}")
    return f"{airfield.icao} ({airfield.name})"
