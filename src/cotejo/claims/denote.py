"""A claim's place and time as written -> what they denote, as resolutions with their reasons."""

from collections.abc import Sequence

from cotejo.claims.places import Placed
from cotejo.claims.times import Timed
from cotejo.language.reading import Reading
from cotejo.records.resolution import Place, Resolution


def place_of(reading: Reading, placed: Placed | None) -> tuple[Place | None, str]:
    """The gazetteer place of a site."""
    if placed is None:
        return None, "place.none: the clause names no place"
    state = next((spot.state for spot in placed.spots if spot.state), None)
    del reading
    if state is None:
        return None, "place.unknown: no gazetteer knows it"
    return Place(gazetteer_id=f"country:{state}", name=state, country=state, path=(state,), precision="country"), placed.rule


def resolutions(claim: str, place: tuple[Place | None, str], timed: Timed, made_by: str) -> Sequence[Resolution]:
    """The two resolutions of a claim."""
    return (
        Resolution(subject=claim, field="place", value=place[0], reason=place[1], made_by=made_by),
        Resolution(subject=claim, field="time", value=timed.interval, reason=timed.reason, made_by=made_by),
    )
