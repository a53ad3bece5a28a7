"""What the words of a claim denote: places on the globe, days on the calendar, entities."""

from datetime import date
from typing import Annotated, Literal

import msgspec

from cotejo.records.attribution import Source
from cotejo.records.base import Record

Precision = Literal["site", "settlement", "admin2", "admin1", "country"]
Basis = Literal["stated", "relative", "publication_bound"]
Latitude = Annotated[float, msgspec.Meta(ge=-90, le=90, description="degrees, WGS 84")]
Longitude = Annotated[float, msgspec.Meta(ge=-180, le=180, description="degrees, WGS 84")]


class Place(Record, frozen=True, kw_only=True):
    """A gazetteer place. `path` goes from the country code down to the place itself; a nameless site inside it is `leaf`.

    `radius_m` is how far from the coordinates the place may reach. A place known only to its admin1 has that precision and is never a dot.
    """

    key = ("gazetteer_id", "leaf")

    gazetteer_id: str
    name: str
    country: str | None  # ISO 3166-1 alpha-2
    admin1: str | None = None
    path: tuple[str, ...] = ()  # gazetteer ids, country first, this place last
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    radius_m: float | None = None
    precision: Precision
    leaf: str | None = None  # site kind of an anonymous site inside: "hotel"


class Interval(Record, frozen=True, kw_only=True):
    """Whole civil days, both ends inclusive; None = open. `basis` says whether the text states it or only the publication bounds it."""

    earliest: date | None
    latest: date | None
    basis: Basis
    granularity: Literal["instant", "day", "week", "month", "season", "year", "decade", "unknown"] = "unknown"
    modifier: str | None = None  # since, until, early, mid, late, about

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"an interval ends before it begins: {self.earliest} > {self.latest}")


class Entity(Record, frozen=True, kw_only=True):
    """A force, company, office, outlet or person known across documents by one canonical key."""

    key = ("canonical",)

    canonical: str  # e.g. person:sebastiana-barraez, outlet:infobae, force:ru-armed-forces
    name: str
    entity_kind: str
    state: str | None = None


class Candidate(Record, frozen=True, kw_only=True):
    """A reading that was weighed: its value's id or name, its score, and why."""

    value: str
    score: float
    reasons: tuple[str, ...] = ()


class Resolution(Record, frozen=True, kw_only=True):
    """What a field of a claim (or the source of an attribution) denotes. `value` None = looked up and left undecided, with the reason."""

    key = ("subject", "field")

    subject: str  # claim or attribution id
    field: str  # place, time, source, actor
    value: Place | Interval | Entity | Source | None
    candidates: tuple[Candidate, ...] = ()
    reason: str
    made_by: str
