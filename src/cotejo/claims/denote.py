"""A claim's place and time as written -> what they denote, as resolutions with their reasons."""

from typing import NamedTuple

from cotejo.claims.antecedents import Antecedents
from cotejo.claims.places import Placed
from cotejo.claims.times import Timed
from cotejo.language.reading import Reading
from cotejo.records.resolution import Candidate, Place, Resolution


class Denoted(NamedTuple):
    """A gazetteer place or none, what else was weighed, and why."""

    place: Place | None
    candidates: tuple[Candidate, ...]
    reason: str

    @property
    def country(self) -> str | None:
        """The country of the place."""
        return self.place.country if self.place else None


def place_of(reading: Reading, placed: Placed | None, known: Antecedents) -> Denoted:
    """The gazetteer place of a site."""
    if placed is None:
        return Denoted(None, (), "place.none: the clause names no place")
    state = next((spot.state for spot in placed.all_spots() if spot.state), None)
    del reading, known
    if state is None:
        return Denoted(None, (), "place.unknown: no gazetteer knows it")
    return Denoted(Place(gazetteer_id=f"country:{state}", name=state, country=state, path=(state,), precision="country"), (), placed.rule)


def resolutions(claim: str, place: Denoted, timed: Timed, made_by: str) -> tuple[Resolution, Resolution]:
    """The two resolutions of a claim."""
    return (
        Resolution(subject=claim, field="place", value=place.place, candidates=place.candidates, reason=place.reason, made_by=made_by),
        Resolution(subject=claim, field="time", value=timed.interval, reason=timed.reason, made_by=made_by),
    )
