"""Where claims and events lie -> one line of the score: the same place, one in the other, near, apart; and the kind of site."""

import math
from collections.abc import Callable

from cotejo.events.features import Facts
from cotejo.events.settings import Settings
from cotejo.events.states import State, contains
from cotejo.events.unresolved import Name, name_of, name_of_place, says
from cotejo.records.resolution import Place

Seen = Callable[[], str]  # written only for the comparison that decides
Outcome = tuple[str, float, Seen]
VETO = float("-inf")
POINTS = frozenset({"site", "settlement"})
EARTH_RADIUS_KM = 6371.0
MIN_FRAMES = 5
HALF = 0.5  # of a sentence's words, from which it is another's with something changed
SETTLED = frozenset({"place.apart", "place.near", "place.same_site", "place.same_settlement"})  # outcomes that no name can change


def veto(feature: str, seen: Seen) -> Outcome:
    """Say what makes two claims different happenings."""
    return feature, VETO, seen


def weigh(table: dict[str, float], feature: str, outcome: str, seen: Seen) -> Outcome:
    """Read one line of the table."""
    return f"{feature}.{outcome}", table[outcome], seen


def compare_places(facts: Facts, state: State, settings: Settings) -> Outcome | None:
    """Where: the same place, one inside the other, one unplaced, or apart (veto); a name that no gazetteer knows is held against the other's."""
    placed = compare_resolved(facts, state, settings)
    if placed[0] in SETTLED:
        return placed
    named = compare_names(facts, state, settings) if facts.name or state.names else None
    return named or compare_said(facts, state, settings) or placed


def compare_names(facts: Facts, state: State, settings: Settings) -> Outcome | None:
    """Where a place is named and not resolved: the same name agrees, another one of the same kind speaks against it; None when nobody can tell."""
    mine = facts.name or (name_of_place(facts.place) if facts.place else None)
    theirs = sorted(state.names, key=lambda name: name.written) if state.names else []
    point = name_of_place(state.place) if state.place else None
    if mine is None or not (theirs or point):
        return None
    readings = theirs if facts.name is None else [*theirs, *([point] if point else [])]
    judged = [(other, mine.is_same(other)) for other in readings]
    same = next((other for other, verdict in judged if verdict), None)
    if same:
        return weigh(settings.place, "place", "same_name", lambda: f"{mine.written} / {same.written}, which no gazetteer tells apart")
    if judged and all(verdict is False for _, verdict in judged):
        return weigh(settings.place, "place", "other_name", lambda: f"{mine.written} / {show_names(readings)}")
    return None


def compare_said(facts: Facts, state: State, settings: Settings) -> Outcome | None:
    """Where one of the two has no place below the country: whether its sentence has the name of the other's."""
    if not facts.placed:
        name = next((name for name in names_of(state) if says(facts.said, name)), None)
    elif len(state.path) <= 1 and state.unplaced:
        mine = facts.name or (name_of(facts.place.name, site=False) if facts.place else None)
        name = mine if mine and says(frozenset(state.unplaced), mine) else None
    else:
        return None
    return weigh(settings.place, "place", "said", lambda: f"the words have the name {name.written}") if name else None


def names_of(state: State) -> list[Name]:
    """Names of an event's place: of the gazetteer place below the country, and those that no gazetteer tells apart."""
    place = name_of(state.place.name, site=False) if state.place and len(state.path) > 1 else None
    return [*([place] if place else []), *sorted(state.names, key=lambda name: name.written)]


def names_another(facts: Facts, state: State) -> bool:
    """Whether a sentence of which no place was read says what one does that has a place, but for another name in place of that one's."""
    if facts.placed:
        mine = facts.name or (name_of(facts.place.name, site=False) if facts.place else None)
        known, nameless, other = [mine] if mine else [], frozenset(state.unplaced), facts.said
    else:
        known, nameless, other = names_of(state), facts.said, frozenset(state.said)
    if not known or (facts.placed and len(state.path) > 1) or nameless <= other or any(says(nameless, name) for name in known):
        return False
    return any(share(facts.frames, other) >= HALF for other in state.frames)


def share(left: frozenset[str], right: frozenset[str]) -> float:
    """Share of the word frames of the shorter sentence that the other has; 0 when one has too few to say."""
    fewer = min(len(left), len(right))
    return len(left & right) / fewer if fewer >= MIN_FRAMES else 0.0


def show_names(names: list[Name]) -> str:
    """Write the names of an event's places."""
    return ", ".join(sorted({name.written for name in names}))


def compare_resolved(facts: Facts, state: State, settings: Settings) -> Outcome:
    """Compare gazetteer places: the same, one inside the other, near, apart (veto), or one that has none."""
    here, there = facts.place, state.place
    if here is None or there is None:
        return weigh(settings.place, "place", "unplaced", lambda: f"{here.name if here else 'no place'} / {there.name if there else 'no place'}")

    def seen() -> str:
        return f"{here.name} / {there.name}"

    if here.gazetteer_id == there.gazetteer_id:
        return weigh(settings.place, "place", f"same_{here.precision}", seen)
    if contains(here, there) or contains(there, here):
        return weigh(settings.place, "place", "within", seen)
    apart_km = distance_km(here, there)
    if apart_km is not None and apart_km <= settings.place["near_km"]:
        return weigh(settings.place, "place", "near", lambda: f"{here.name} / {there.name}: {apart_km:.0f} km apart")
    return veto("place.apart", seen)


def distance_km(here: Place, there: Place) -> float | None:
    """Great-circle distance [km] between two places that are points (a settlement or a site); None when one is not."""
    if here.precision not in POINTS or there.precision not in POINTS:
        return None
    if here.latitude is None or here.longitude is None or there.latitude is None or there.longitude is None:
        return None
    north, south = math.radians(here.latitude), math.radians(there.latitude)
    across = math.radians(here.longitude - there.longitude)
    half = math.sin((north - south) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(across / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))


def compare_sites(facts: Facts, state: State, settings: Settings) -> Outcome | None:
    """What kind of site: a hotel is no barracks; only for happenings that have one."""
    if facts.site_kind == "unknown" or not state.site_kinds:
        return None
    outcome = "same_site_kind" if facts.site_kind in state.site_kinds else "other_site_kind"
    return weigh(settings.place, "place", outcome, lambda: f"{facts.site_kind} / {'+'.join(sorted(state.site_kinds))}")
