"""A place's name in its context -> one gazetteer place with every candidate weighed, or none with the reason."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from math import cos, hypot, inf, log10, radians
from typing import NamedTuple

from cotejo.lexicon.gazetteer import Gazetteer, Row, gazetteer_path
from cotejo.lexicon.load import table
from cotejo.records.resolution import Candidate, Place, Precision
from cotejo.text.folding import fold
from cotejo.text.patterns import listed

# One weight a line, read aloud in the reasons. Swept by hand on LGL and TR-News only for their order, not their decimals.
WEIGHT_MAIN_NAME = 2.5
WEIGHT_WITHIN = 6.0
WEIGHT_OUTSIDE = -8.0
WEIGHT_DIVISION = 6.0
WEIGHT_SITE_KIND = 4.0
WEIGHT_DOCUMENT_COUNTRY = 3.0
WEIGHT_OTHERS = 2.0
KIND_PRIOR = {"country": 8.0, "admin1": 4.5, "region": 6.5, "airport": 1.0, "settlement": 0.0}  # sites: 5.0
SITE_PRIOR = 5.0
MARGIN = 0.8  # two candidates in different places nearer than this: undecided
SAME_SPOT_M = 30_000.0
SHOWN = 5  # candidates kept on the record
TAILS = frozenset({"of", "de", "del", "do", "da"})
INSIDE_M = 8_000.0  # a site may lie outside a town's radius by this and still be in it
AIRFIELDS = frozenset({"airport", "airfield"})


class Scored(NamedTuple):
    """A candidate with its weight and the lines that make it."""

    score: float
    row: Row
    reasons: tuple[str, ...]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this process."""
    return Gazetteer(fold)


def prepare() -> None:
    """Build the gazetteer's file where it is not there yet: up to a minute, once per machine and version, before work is shared out."""
    gazetteer_path(fold)


@lru_cache(maxsize=20_000)
def find(name: str) -> tuple[tuple[Row, bool], ...]:
    """Places of a name, also without article, division word or Russian case ending, else without a tail; () for none."""
    return find_whole(name) or first_of(shortened(name))


@lru_cache(maxsize=20_000)
def find_whole(name: str) -> tuple[tuple[Row, bool], ...]:
    """Places of a name, also without article, division word or Russian case ending; () for none."""
    return first_of(forms(name))


def first_of(names: Iterable[str]) -> tuple[tuple[Row, bool], ...]:
    """Places of the first of these names that has any."""
    return next((found for name in names if (found := gazetteer().find(name))), ())


def forms(name: str) -> Iterator[str]:
    """The name as it stands, then what is left of it without what may surround a name."""
    words = table("names")["divisions"]
    plain = fold(name)
    yield plain
    for row in (words["admin1"], words["settlement"], words["country"], words["articles"]):
        for word in sorted(map(fold, listed(row)), key=len, reverse=True):
            if plain.startswith(f"{word} "):
                yield plain[len(word) + 1 :]
            if plain.endswith(f" {word}"):
                yield plain[: -len(word) - 1]
    if any("а" <= sign <= "я" for sign in name.lower()):
        for ending in listed(words["russian_endings"]):
            if name.lower().endswith(ending) and len(name) - len(ending) > 2:  # noqa: PLR2004 - a stem has three letters
                stem = name[: -len(ending)]
                yield from (fold(stem + other) for other in ("", "а", "я", "ь", "ия", "о", "ы", "и", "й"))


def shortened(name: str) -> Iterator[str]:
    """The name without a tail ("Mining Arch of Death"), for one that is nowhere whole."""
    words = fold(name).split()
    for place in range(len(words) - 1, 1, -1):
        if words[place] in TAILS:
            yield " ".join(words[:place])


def division_of(name: str) -> str | None:
    """Kind of place that a division word in the name, or before it, says: admin1, settlement or country."""
    words = table("names")["divisions"]
    plain = fold(name)
    for kind in ("admin1", "settlement", "country"):
        if any(plain.startswith(f"{word} ") or plain.endswith(f" {word}") for word in map(fold, listed(words[kind]))):
            return kind
    return None


def resolve(
    name: str,
    *,
    site_kind: str = "unknown",
    within: Sequence[str] = (),
    document_country: str | None = None,
    others: Sequence[str] = (),
    division: str | None = None,
) -> tuple[Place | None, tuple[Candidate, ...], str]:
    """Choose the place that a name denotes, or none.

    Args:
        name: as written, or its dictionary form.
        site_kind: what the text says it is (airfield, base, club, ...).
        within: names of the places that the text puts it into, smallest first.
        document_country: country that the document is about (ISO 3166-1 alpha-2); weighs only, never decides.
        others: names of other places in the document.
        division: admin1, settlement or country, where a word beside the name says so ("the state of Bolívar").

    Abstains (None) with the reason: unknown (no such name), ambiguous (the best two are as good), outside (none lies in `within`).
    """
    found = find(name)
    if not found:
        return None, (), f"unknown: {name!r} is not in the gazetteer"
    division = division or division_of(name)
    around = containers(within)
    near = frozenset(row.country for other in others for row, main in find(other)[:1] if main and row.country)
    scored = sorted(
        (weigh(row, main, site_kind, division, (around, document_country, near)) for row, main in found), key=lambda one: (-one.score, one.row.id)
    )
    shown = tuple(Candidate(value=one.row.id, score=round(one.score, 2), reasons=one.reasons) for one in scored[:SHOWN])
    best = scored[0]
    if around and not lies_in(best.row, around):
        return None, shown, f"outside: no place of the name {name!r} lies in {', '.join(within)}"
    rival = next((one for one in scored[1:] if not (same_spot(one.row, best.row) or nested(one.row, best.row))), None)
    if rival and best.score - rival.score < MARGIN:
        return None, shown, f"ambiguous: {best.row.name} ({best.row.id}) and {rival.row.name} ({rival.row.id}) are as good"
    return place_of(best.row), shown, f"{best.row.id}: " + "; ".join(best.reasons)


def containers(within: Iterable[str]) -> tuple[Row, ...]:
    """Countries, units, regions and settlements that the names of surrounding places may denote."""
    found: dict[str, Row] = {}
    for name in within:
        rows = [row for row, _ in find(name)]
        units = [row for row in rows if row.kind in {"country", "admin1", "region"}]
        found |= {row.id: row for row in units or rows[:3]}
    return tuple(found.values())


def lies_in(row: Row, around: Sequence[Row]) -> bool:
    """Whether a place lies in one of these: by its path, or within reach of a settlement or region."""
    steps = set(row.path.split())
    return any(outer.id in steps or (outer.kind in {"settlement", "region"} and apart_m(row, outer) <= outer.radius_m + INSIDE_M) for outer in around)


def apart_m(left: Row, right: Row) -> float:
    """Distance of two places in metres (flat, good to some percent at these lengths); infinite where one has no coordinates."""
    if left.latitude is None or right.latitude is None or left.longitude is None or right.longitude is None:
        return inf
    east = (left.longitude - right.longitude) * cos(radians((left.latitude + right.latitude) / 2))
    return 111_200 * hypot(left.latitude - right.latitude, east)


def weigh(row: Row, main: bool, site_kind: str, division: str | None, context: tuple[tuple[Row, ...], str | None, frozenset[str | None]]) -> Scored:  # noqa: FBT001 - a column of the row
    """Add up the lines of one candidate."""
    around, country, near = context
    prior = KIND_PRIOR.get(row.kind, SITE_PRIOR)
    lines = [(prior, f"kind {row.kind}")]
    if row.population and row.kind == "settlement":
        lines.append((log10(row.population + 1), f"population {row.population}"))
    if main:
        lines.append((WEIGHT_MAIN_NAME, "its main name"))
    if division:
        lines.append((WEIGHT_DIVISION if row.kind == division else -WEIGHT_DIVISION / 2, f"the text calls it: {division}"))
    if site_kind != "unknown":
        fits = row.kind == site_kind or (site_kind == "airfield" and row.kind in AIRFIELDS)
        lines.append((WEIGHT_SITE_KIND if fits else 0.0, f"the text calls it: {site_kind}"))
    if around:
        inside = lies_in(row, around)
        lines.append(
            (WEIGHT_WITHIN if inside else WEIGHT_OUTSIDE, "inside the place named around it" if inside else "outside the place named around it")
        )
    if country and row.country == country:
        lines.append((WEIGHT_DOCUMENT_COUNTRY, f"the document is about {country}"))
    if row.country in near:
        lines.append((WEIGHT_OTHERS, f"other places of the document lie in {row.country}"))
    return Scored(sum(weight for weight, _ in lines), row, tuple(f"{why} {weight:+.1f}" for weight, why in lines if weight))


def same_spot(left: Row, right: Row) -> bool:
    """Whether two rows are the same place under two headings (a town and its airfield, a unit and its seat)."""
    return apart_m(left, right) < SAME_SPOT_M


def nested(left: Row, right: Row) -> bool:
    """Whether one of two rows lies in the other: a town and the unit that has its name are no doubt about where something is."""
    return left.id in right.path.split() or right.id in left.path.split()


def place_of(row: Row, leaf: str | None = None) -> Place:
    """A gazetteer row as a record; `leaf` is the kind of a nameless site inside it."""
    precision: Precision = "site"
    if row.kind == "country":
        precision = "country"
    elif row.kind in {"admin1", "region"}:
        precision = "admin1"
    elif row.kind == "settlement":
        precision = "settlement"
    unit = gazetteer().get(f"admin1:{row.admin1}") if row.admin1 else None
    return Place(
        gazetteer_id=row.id,
        name=row.name,
        country=row.country,
        admin1=unit.name if unit else None,
        path=tuple(row.path.split()),
        latitude=row.latitude,
        longitude=row.longitude,
        radius_m=row.radius_m,
        precision=precision,
        leaf=leaf,
    )
