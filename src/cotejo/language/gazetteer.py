"""A place's name in its context -> one gazetteer place with every candidate weighed, or none with the reason."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from math import exp

from cotejo.language.name_forms import TAILS, division_of, shortened, stripped, uninflected
from cotejo.language.place_scores import Said, lies_in, nested, same_spot, weigh
from cotejo.language.surroundings import NOWHERE, Chances, Surroundings, gather
from cotejo.lexicon.gazetteer import Gazetteer, Row, gazetteer_path
from cotejo.records.resolution import Candidate, Place, Precision
from cotejo.text.folding import fold

MARGIN = 0.3  # two candidates in different places nearer than this: undecided
UNITS = frozenset({"country", "admin1", "admin2", "region"})
LONGEST = 120  # signs of a name; no place has a longer one
SHOWN = 5  # candidates kept on the record
WEIGHED = 40  # candidates of a name among a document's others
ROUNDS = 2  # how often the names of a document are weighed again with each other in view

__all__ = ["TAILS", "choose", "division_of", "find", "find_whole", "gazetteer", "place_of", "resolve", "together"]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this process."""
    return Gazetteer(fold)


def prepare() -> None:
    """Build the gazetteer's file where it is not there yet: up to a minute, once per machine and version, before work is shared out."""
    gazetteer_path(fold)


@lru_cache(maxsize=20_000)
def find(name: str) -> tuple[tuple[Row, bool], ...]:
    """Places of a name, also without article, division word or Russian case ending, else without a tail; () for none, and for what is too long."""
    if len(name) > LONGEST:
        return ()
    return find_whole(name) or next((found for form in shortened(name) if (found := gazetteer().find(form))), ())


@lru_cache(maxsize=20_000)
def find_whole(name: str) -> tuple[tuple[Row, bool], ...]:
    """Places of a name, also without article or division word, and of what it may be a Russian case of; () for none."""
    if len(name) > LONGEST:
        return ()
    return next((found for form in stripped(name) if (found := in_any_case(form))), ())


def in_any_case(name: str) -> tuple[tuple[Row, bool], ...]:
    """Places of a name as it stands, then those of its dictionary forms, for which it is no main name."""
    found = {row.id: (row, main) for row, main in gazetteer().find(name)}
    for form in uninflected(name):
        for row, _ in gazetteer().find(form):
            found.setdefault(row.id, (row, False))
    return tuple(found.values())


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
    said = Said(site_kind, division or division_of(name), surrounding(name, within), document_country)
    around, chances = scene(tuple(sorted({*others, name})))
    return choose(name, said, around.without(chances[name]))


def choose(name: str, said: Said, near: Surroundings) -> tuple[Place | None, tuple[Candidate, ...], str]:
    """Weigh the places of a name and take the best, if it is better than any other place."""
    found = find(name)
    if not found:
        return None, (), f"unknown: {name[:LONGEST]!r} is not in the gazetteer"
    scored = sorted((weigh(row, main, said, near) for row, main in found), key=lambda one: (-one.score, one.row.id))
    shown = tuple(Candidate(value=one.row.id, score=round(one.score, 2), reasons=one.reasons) for one in scored[:SHOWN])
    best = scored[0]
    if said.around and not lies_in(best.row, said.around):
        return None, shown, f"outside: no place of the name {name!r} lies in {', '.join(outer.name for outer in said.around)}"
    rival = next((one for one in scored[1:] if not (same_spot(one.row, best.row) or nested(one.row, best.row))), None)
    if rival and best.score - rival.score < MARGIN:
        return None, shown, f"ambiguous: {best.row.name} ({best.row.id}) and {rival.row.name} ({rival.row.id}) are as good"
    return place_of(best.row), shown, f"{best.row.id}: " + "; ".join(best.reasons)


@lru_cache(maxsize=256)
def scene(names: tuple[str, ...]) -> tuple[Surroundings, Mapping[str, Chances]]:
    """What the names of a document, weighed together, say about where it is."""
    return together({name: Said() for name in names})


def together(names: Mapping[str, Said]) -> tuple[Surroundings, dict[str, Chances]]:
    """Weigh the names of a document, first each alone, then with the others in view; the surroundings and each name's chances."""
    chances = {name: likely(name, said, NOWHERE) for name, said in names.items()}
    around = gather(chances.values())
    for _ in range(ROUNDS):
        chances = {name: likely(name, said, around.without(chances[name])) for name, said in names.items()}
        around = gather(chances.values())
    return around, chances


def likely(name: str, said: Said, near: Surroundings) -> Chances:
    """How likely each place of a name is; they add up to one, () for an unknown name."""
    scored = [weigh(row, main, said, near) for row, main in find(name)[:WEIGHED]]
    best = max((one.score for one in scored), default=0.0)
    weights = [exp(one.score - best) for one in scored]
    return tuple((one.row, weight / sum(weights)) for one, weight in zip(scored, weights, strict=True))


def surrounding(name: str, within: Sequence[str]) -> tuple[Row, ...]:
    """What the names around a name denote. A mere town in which no place of the name lies is no container but another place of the journey."""
    around = containers(within)
    unit = any(row.kind in UNITS for row in around)
    return around if unit or any(lies_in(row, around) for row, _ in find(name)) else ()


def containers(within: Iterable[str]) -> tuple[Row, ...]:
    """Countries, units, regions and settlements that the names of surrounding places may denote."""
    found: dict[str, Row] = {}
    for name in within:
        rows = [row for row, _ in find(name)]
        units = [row for row in rows if row.kind in UNITS]
        found |= {row.id: row for row in units or rows[:3]}
    return tuple(found.values())


def place_of(row: Row, leaf: str | None = None) -> Place:
    """A gazetteer row as a record; `leaf` is the kind of a nameless site inside it."""
    precision: Precision = "site"
    if row.kind == "country":
        precision = "country"
    elif row.kind in {"admin1", "region"}:
        precision = "admin1"
    elif row.kind == "admin2":
        precision = "admin2"
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
