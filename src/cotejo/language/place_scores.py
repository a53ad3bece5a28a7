"""A gazetteer row and what the text says of a name -> its weight, each line with its reason."""

from collections.abc import Sequence
from math import cos, hypot, inf, log10, radians
from typing import NamedTuple

from cotejo.language.surroundings import Surroundings
from cotejo.lexicon.gazetteer import Row

# One weight a line, read aloud in the reasons. Swept by hand on LGL and TR-News only for their order, not their decimals.
WEIGHT_MAIN_NAME = 2.5
WEIGHT_WITHIN = 8.0
WEIGHT_OUTSIDE = -8.0
WEIGHT_DIVISION = 6.0
WEIGHT_SITE_KIND = 4.0
WEIGHT_DOCUMENT_COUNTRY = 3.0
WEIGHT_COUNTRY_AROUND = 2.0
WEIGHT_UNIT_AROUND = 3.5
WEIGHT_NEAR = 2.0
KIND_PRIOR = {"country": 8.0, "admin1": -1.2, "admin2": 2.5, "region": 6.5, "airport": 1.0, "settlement": 0.0}  # sites: 5.0; people come on top
SITE_PRIOR = 5.0
PEOPLED = frozenset({"settlement", "admin1"})  # kinds of which the number of people tells how often they are meant
SAME_SPOT_M = 30_000.0
INSIDE_M = 8_000.0  # a site may lie outside a town's radius by this and still be in it
AIRFIELDS = frozenset({"airport", "airfield"})
METRES_A_DEGREE = 111_200.0


class Said(NamedTuple):
    """What the text says of a name besides its letters."""

    site_kind: str = "unknown"
    division: str | None = None
    around: tuple[Row, ...] = ()
    country: str | None = None


class Scored(NamedTuple):
    """A candidate with its weight and the lines that make it."""

    score: float
    row: Row
    reasons: tuple[str, ...]


def weigh(row: Row, main: bool, said: Said, near: Surroundings | None = None) -> Scored:  # noqa: FBT001 - a column of the row
    """Add up the lines of one candidate. `main` tells that the name is its main one; `near` is what else the document names."""
    lines = [(KIND_PRIOR.get(row.kind, SITE_PRIOR), f"kind of place: {row.kind}")]
    if row.population and row.kind in PEOPLED:
        lines.append((log10(row.population + 1), f"population {row.population}"))
    if main:
        lines.append((WEIGHT_MAIN_NAME, "its main name"))
    if said.division:
        lines.append((WEIGHT_DIVISION if row.kind == said.division else -WEIGHT_DIVISION / 2, f"the text calls it: {said.division}"))
    if said.site_kind != "unknown":
        fits = row.kind == said.site_kind or (said.site_kind == "airfield" and row.kind in AIRFIELDS)
        lines.append((WEIGHT_SITE_KIND if fits else 0.0, f"the text calls it: {said.site_kind}"))
    if said.around:
        inside = lies_in(row, said.around)
        named = "inside the place named around it" if inside else "outside the place named around it"
        lines.append((WEIGHT_WITHIN if inside else WEIGHT_OUTSIDE, named))
    if said.country and row.country == said.country:
        lines.append((WEIGHT_DOCUMENT_COUNTRY, f"the document is about {said.country}"))
    if near:
        lines += beside(row, near)
    return Scored(sum(weight for weight, _ in lines), row, tuple(f"{why} {weight:+.1f}" for weight, why in lines if abs(weight) >= 0.05))  # noqa: PLR2004 - what shows


def beside(row: Row, near: Surroundings) -> list[tuple[float, str]]:
    """Lines for what else the document names in the same country, first-level unit and neighbourhood."""
    return [
        (WEIGHT_COUNTRY_AROUND * near.in_country(row), f"other places of the document lie in {row.country}"),
        (WEIGHT_UNIT_AROUND * near.in_unit(row), f"other places of the document lie in {row.admin1}"),
        (WEIGHT_NEAR * near.in_reach(row), "other places of the document lie near it"),
    ]


def lies_in(row: Row, around: Sequence[Row]) -> bool:
    """Whether a place lies in one of these: by its path, or within reach of a settlement, second-level unit or region."""
    steps = set(row.path.split())
    loose = {"settlement", "region", "admin2"}
    return any(outer.id in steps or (outer.kind in loose and apart_m(row, outer) <= outer.radius_m + INSIDE_M) for outer in around)


def apart_m(left: Row, right: Row) -> float:
    """Distance of two places in metres (flat, good to some percent at these lengths); infinite where one has no coordinates."""
    if left.latitude is None or right.latitude is None or left.longitude is None or right.longitude is None:
        return inf
    east = (left.longitude - right.longitude) * cos(radians((left.latitude + right.latitude) / 2))
    return METRES_A_DEGREE * hypot(left.latitude - right.latitude, east)


def same_spot(left: Row, right: Row) -> bool:
    """Whether two rows are the same place under two headings (a town and its airfield, a unit and its seat)."""
    return apart_m(left, right) < SAME_SPOT_M


def nested(left: Row, right: Row) -> bool:
    """Whether one of two rows lies in the other: a town and the unit that has its name are no doubt about where something is."""
    return left.id in right.path.split() or right.id in left.path.split()
