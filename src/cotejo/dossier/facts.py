"""Event -> the few facts of it that other tools' formats have room for; nothing is added, what is not known stays empty."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cotejo.dossier.compose import order_events
from cotejo.dossier.indexed import Indexed
from cotejo.dossier.tally import bounds, origins_of
from cotejo.records.corpus import Corpus
from cotejo.records.document import Document
from cotejo.records.event import Event
from cotejo.records.resolution import Place


class Facts(NamedTuple):
    """What is known of an event: days are bounds, coordinates the middle of an area of `precision`."""

    event: Event
    earliest: date | None
    latest: date | None
    place: Place | None
    lo: int
    hi: int
    label: str
    quote: str  # the words of its first claim
    documents: tuple[Document, ...]

    @property
    def located(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees, where there are any."""
        place = self.place
        return (place.latitude, place.longitude) if place and place.latitude is not None and place.longitude is not None else None

    @property
    def where(self) -> str:
        """Place, province, country, as far as known."""
        place = self.place
        return ", ".join(dict.fromkeys(name for name in (place.name, place.admin1, place.country) if name)) if place else ""

    @property
    def number(self) -> str:
        """Bounds of its number, with their unit."""
        event = self.event
        if event.low is None and event.high is None:
            return ""
        low, high = ("" if bound is None else str(bound) for bound in (event.low, event.high))
        return f"{low if low == high else f'{low}..{high}'} {event.count_unit or ''}".strip()


def facts_of(corpus: Corpus) -> Iterator[Facts]:
    """Yield the facts of every event, in the order for readers."""
    indexed = Indexed.over(corpus)
    for event in order_events(indexed):
        found = indexed.assessments.get(event.id)
        lo, hi = (found.lo, found.hi) if found else bounds(origins_of(indexed, event))
        claims = [indexed.claims[key] for key in event.claims if key in indexed.claims]
        documents = {claim.span.document: indexed.documents[claim.span.document] for claim in claims if claim.span.document in indexed.documents}
        time = event.time
        yield Facts(
            event, time.earliest if time else None, time.latest if time else None, event.place, lo, hi, found.label if found else "",
            claims[0].span.exact if claims else "", tuple(documents[key] for key in sorted(documents)),
        )  # fmt: skip
