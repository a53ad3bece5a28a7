"""Exhibits that hold tracks -> what each aircraft did: arrivals, departures, stays, low passes, losses of coverage; worked out when asked for."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from cotejo.evidence.airfields import by_code
from cotejo.evidence.flights import Stay, Touch, edges, stays
from cotejo.evidence.loss import Loss, losses
from cotejo.evidence.opensky import Flight
from cotejo.evidence.passes import LowPass, low_passes
from cotejo.evidence.readers import Flown, load
from cotejo.evidence.tracks import BadTrack, Craft, Track
from cotejo.records.corpus import Corpus
from cotejo.records.evidence import Exhibit


class History(NamedTuple):
    """What one aircraft did, as far as one file tells. `track` is None where the file lists flights only."""

    craft: Craft
    track: Track | None
    touches: tuple[Touch, ...]
    stays: tuple[Stay, ...]
    passes: tuple[LowPass, ...]
    losses: tuple[Loss, ...]
    begins: float  # s since 1970 UTC, first and last that is known of it
    ends: float


class Film:
    """One exhibit's file, with the histories of its aircraft kept once they were asked for."""

    def __init__(self, exhibit: Exhibit, sha256: str, flown: Flown) -> None:
        self.exhibit = exhibit
        self.sha256 = sha256
        self.flown = flown
        self.crafts: tuple[Craft, ...] = flown.fleet.crafts if flown.fleet else tuple(sorted({flight.craft for flight in flown.flights}, key=str))
        self.known: dict[int, History | None] = {}
        self.refused: dict[int, str] = {}  # aircraft that were asked for and of whose rows none can be trusted, with the reason

    def history(self, index: int) -> History | None:
        """What the aircraft of this index did; None where none of its rows can be used."""
        if index not in self.known:
            self.known[index] = self.work_out(index)
        return self.known[index]

    def work_out(self, index: int) -> History | None:
        """Clean one aircraft's rows and find what it did."""
        if self.flown.fleet is None:
            return listed(self.crafts[index], [flight for flight in self.flown.flights if flight.craft == self.crafts[index]])
        try:
            return tell(self.flown.fleet.track(index))
        except BadTrack as error:
            self.refused[index] = str(error)
            return None

    def span(self, index: int) -> tuple[float, float]:
        """First and last moment of an aircraft's rows, without cleaning them."""
        fleet = self.flown.fleet
        if fleet is None:
            history = self.history(index)
            return (history.begins, history.ends) if history else (np.inf, -np.inf)
        first, last = int(fleet.starts[index]), int(fleet.starts[index + 1]) - 1
        return (float(fleet.columns.t[first]), float(fleet.columns.t[last])) if last >= first else (np.inf, -np.inf)


def tell(track: Track) -> History:
    """Find all that a track shows."""
    stood = stays(track)
    lost = tuple(loss for loss in losses(track) if not any(stay.since <= loss.t <= stay.until for stay in stood))  # there it stood already
    seen = tuple(edges(track, stood))
    inferred = [touch for loss in lost if (touch := loss.touch()) and not any(is_one(touch, other) for other in seen)]
    touches = tuple(sorted([*seen, *inferred], key=lambda touch: (touch.t, touch.kind)))
    return History(track.craft, track, touches, stood, low_passes(track, stood), lost, float(track.t[0]), float(track.t[-1]))


def is_one(inferred: Touch, seen: Touch) -> bool:
    """Whether an inferred touch is the one that was seen when the signal came back: the same field, the same silence."""
    return (inferred.kind, inferred.airfield, inferred.since, inferred.until) == (seen.kind, seen.airfield, seen.since, seen.until)


def listed(craft: Craft, flights: list[Flight]) -> History | None:
    """Make touches of flights that a provider inferred: consistent at most."""
    touches = []
    for flight in flights:
        for kind, code, t in (("departure", flight.departure, flight.first_seen), ("arrival", flight.arrival, flight.last_seen)):
            field = by_code().get(code or "")
            if field and np.isfinite(t):
                touches.append(Touch(kind, "listed", field, 0.0, t, t, t, flight.row, field.latitude, field.longitude))  # type: ignore[arg-type]
    moments = [moment for flight in flights for moment in (flight.first_seen, flight.last_seen) if np.isfinite(moment)]
    if not moments:
        return None
    return History(craft, None, tuple(sorted(touches, key=lambda touch: (touch.t, touch.kind))), (), (), (), min(moments), max(moments))


def films(corpus: Corpus, blob: Callable[[str], bytes]) -> Iterator[Film | tuple[Exhibit, str]]:
    """Read every exhibit that is a track, in the order of ids; an exhibit and the reason where its file cannot be read."""
    for exhibit in corpus.exhibits.values():
        if exhibit.exhibit_kind == "track":
            capture = corpus.captures[exhibit.capture]
            try:
                yield Film(exhibit, capture.sha256, load(blob(capture.sha256)))
            except BadTrack as error:
                yield exhibit, f"{capture.locator or capture.url}: {error}"
