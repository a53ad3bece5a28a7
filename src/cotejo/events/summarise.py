"""Event state -> the `Event` record: what all members leave possible, and the values on which they differ."""

from collections import defaultdict
from datetime import date

from cotejo.events.features import Count, Facts, path_of
from cotejo.events.score import show_count
from cotejo.events.states import State, contains
from cotejo.events.unresolved import name_of_place
from cotejo.events.versions import LINKED_BY
from cotejo.records.claim import EventType
from cotejo.records.corpus import Corpus
from cotejo.records.event import Disputed, Event
from cotejo.records.resolution import Basis, Interval

BASES: tuple[Basis, ...] = ("stated", "relative", "publication_bound")


def summarise(corpus: Corpus, state: State) -> Event:
    """Close an event: its members sorted, its intersections, and its disputed values."""
    readings = group_counts(state.members)
    leading = leading_count(state.members, readings)
    agreed = intersect_counts(readings, leading)
    return Event(
        claims=tuple(sorted(member.claim for member in state.members)),
        event_type=common_type(state),
        place=state.place,
        time=interval_of(corpus, state),
        low=agreed.low if agreed else None,
        high=agreed.high if agreed else None,
        count_unit=agreed.unit if agreed else None,
        actor_states=tuple(sorted(state.actors)),
        host=min(state.hosts) if state.hosts else None,
        disputed=(*dispute_counts(readings), *dispute_places(state)),
        made_by=LINKED_BY,
    )


def common_type(state: State) -> EventType:
    """Type that most members give; of equal ones the first by name."""
    tally: dict[EventType, int] = defaultdict(int)
    for member in state.members:
        tally[member.event_type] += 1
    return min(tally, key=lambda found: (-tally[found], found))


def interval_of(corpus: Corpus, state: State) -> Interval | None:
    """Days that all members leave possible; its basis is the best that a member has."""
    if state.first is None and state.last is None:
        return None
    known = [found for found in (corpus.time(member.claim) for member in state.members) if found]
    basis: Basis = min((found.basis for found in known), key=BASES.index, default="publication_bound")
    return Interval(
        earliest=date.fromordinal(state.first) if state.first else None,
        latest=date.fromordinal(state.last) if state.last else None,
        basis="publication_bound" if state.bound else basis,
        granularity="day" if state.first is not None and state.first == state.last else "unknown",
    )


def group_counts(members: list[Facts]) -> dict[Count, list[str]]:
    """Claims by the reading that they give."""
    readings: dict[Count, list[str]] = defaultdict(list)
    for member in members:
        if member.count:
            readings[member.count].append(member.claim)
    return dict(readings)


def leading_count(members: list[Facts], readings: dict[Count, list[str]]) -> Count | None:
    """Reading that most members are compatible with, persons before systems; of equal ones the one first published, then the narrowest."""
    if not readings:
        return None
    first: dict[Count, int] = {}
    for member in members:
        if member.count and member.published is not None:
            first[member.count] = min(first.get(member.count, member.published), member.published)

    def rank(count: Count) -> tuple[bool, int, float, float, int]:
        support = sum(len(claims) for other, claims in readings.items() if compatible(count, other))
        width = float("inf") if count.high is None else count.high - count.low
        return count.unit != "person", -support, first.get(count, float("inf")), width, count.low

    return min(readings, key=rank)


def compatible(left: Count, right: Count) -> bool:
    """Whether two readings of the same unit share a value."""
    if left.unit != right.unit:
        return False
    low = max(left.low, right.low)
    return all(high is None or low <= high for high in (left.high, right.high))


def intersect_counts(readings: dict[Count, list[str]], leading: Count | None) -> Count | None:
    """Running intersection of the readings that are compatible with the leading one."""
    if leading is None:
        return None
    agreed = leading
    for reading in sorted(readings, key=lambda found: (found.low, found.high or 0)):
        if compatible(agreed, reading):
            high = min((end for end in (agreed.high, reading.high) if end is not None), default=None)
            agreed = Count(max(agreed.low, reading.low), high, agreed.unit)
    return agreed


def dispute_counts(readings: dict[Count, list[str]]) -> tuple[Disputed, ...]:
    """Per unit, the readings when not all of them can be true together."""
    found = []
    for unit in sorted({reading.unit for reading in readings}):
        same_unit = [reading for reading in readings if reading.unit == unit]
        if any(not compatible(left, right) for left in same_unit for right in same_unit):
            ordered = sorted(same_unit, key=lambda reading: (reading.low, reading.high or 0))
            values = tuple((show_count(reading), tuple(sorted(readings[reading]))) for reading in ordered)
            found.append(Disputed(field="count" if unit == "person" else f"count of {unit}", values=values))
    return tuple(found)


def dispute_places(state: State) -> tuple[Disputed, ...]:
    """Places that members give and that do not lie in each other; a name that no gazetteer knows is one that differs from the others' names."""
    places: dict[str, list[str]] = defaultdict(list)
    distinct = {}
    for member in state.members:
        if member.place:
            places[member.place.name].append(member.claim)
            distinct[path_of(member.place)] = member.place
    names = set(state.names)
    for member in state.members:
        if member.name:
            places[member.name.written].append(member.claim)
    names |= {point for place in distinct.values() if (point := name_of_place(place))}
    if all(contains(left, right) or contains(right, left) for left in distinct.values() for right in distinct.values()) and not any(
        left.is_same(right) is False for left in state.names for right in names
    ):
        return ()
    return (Disputed(field="place", values=tuple((name, tuple(sorted(claims))) for name, claims in sorted(places.items()))),)
