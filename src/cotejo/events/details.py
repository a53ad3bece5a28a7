"""An event's claims -> the claims that give one detail of it: how many, where, with what."""

from collections import defaultdict
from collections.abc import Iterator

from cotejo.events.features import Count, count_of
from cotejo.events.score import show_count
from cotejo.events.summarise import compatible
from cotejo.records.corpus import Corpus
from cotejo.records.event import Event


def readings_of(corpus: Corpus, event: Event, members: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (detail, claims): "count" for the event's own reading, "count=400" for each reading that contradicts it; "place", "equipment:class"."""
    yield from count_readings(corpus, event, members)
    if event.place and len(event.place.path) > 1:
        placed = tuple(claim for claim in members if (found := corpus.place(claim)) and event.place.gazetteer_id in {found.gazetteer_id, *found.path})
        if placed and placed != members:
            yield "place", placed
    by_class: dict[str, list[str]] = defaultdict(list)
    for claim in members:
        for category in sorted({item.category for item in corpus.claims[claim].equipment}):
            by_class[category].append(claim)
    for category, claims in sorted(by_class.items()):
        if tuple(claims) != members:
            yield f"equipment:{category}", tuple(claims)


def count_readings(corpus: Corpus, event: Event, members: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the claims that give the event's count, and those of every reading that cannot be true beside it."""
    if event.low is None and event.high is None:
        return
    own = Count(event.low or 0, event.high, event.count_unit or "unit")
    groups: dict[str, list[str]] = defaultdict(list)
    for claim in members:
        found = count_of(corpus.claims[claim])
        if found and found.unit == own.unit:
            groups["count" if compatible(found, own) else f"count={show_count(found)}"].append(claim)
    for detail, claims in sorted(groups.items()):
        yield detail, tuple(claims)
