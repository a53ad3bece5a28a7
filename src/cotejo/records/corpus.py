"""Records -> an indexed, immutable view of them: what every stage over many documents reads."""

from collections.abc import Iterable, Mapping
from typing import Self, TypeVar

import msgspec

from cotejo.records.abstention import Abstention
from cotejo.records.attribution import Attribution
from cotejo.records.base import Record
from cotejo.records.claim import Claim
from cotejo.records.document import Capture, Document
from cotejo.records.dossier import Statement
from cotejo.records.event import Derivation, Event, Link
from cotejo.records.evidence import Exhibit, Finding
from cotejo.records.origin import Assessment, Origin
from cotejo.records.resolution import Entity, Interval, Place, Resolution

R = TypeVar("R", bound=Record)


class Corpus(msgspec.Struct, frozen=True):
    """All records of a case by kind and id, each kind in the order of its ids (so that no order of input shows)."""

    captures: Mapping[str, Capture]
    documents: Mapping[str, Document]
    exhibits: Mapping[str, Exhibit]
    attributions: Mapping[str, Attribution]
    claims: Mapping[str, Claim]
    resolutions: Mapping[tuple[str, str], Resolution]
    links: Mapping[str, Link]
    events: Mapping[str, Event]
    derivations: Mapping[str, Derivation]
    origins: Mapping[str, Origin]
    findings: Mapping[str, Finding]
    assessments: Mapping[str, Assessment]  # by event id
    statements: Mapping[str, Statement]
    abstentions: Mapping[str, Abstention]

    @classmethod
    def of(cls, records: Iterable[Record]) -> Self:
        """Index records; equal ones count once."""
        kept: dict[str, Record] = {}
        for record in set(records):
            other = kept.get(record.id)
            if other is None or record.as_line() < other.as_line():  # two of one id: always the same one stays
                kept[record.id] = record
        by_id = dict(sorted(kept.items(), key=lambda item: item[0]))

        def only(kind: type[R]) -> dict[str, R]:
            return {key: record for key, record in by_id.items() if isinstance(record, kind)}

        return cls(
            captures=only(Capture),
            documents=only(Document),
            exhibits=only(Exhibit),
            attributions=only(Attribution),
            claims=only(Claim),
            resolutions={(found.subject, found.field): found for found in only(Resolution).values()},
            links=only(Link),
            events=only(Event),
            derivations=only(Derivation),
            origins=only(Origin),
            findings=only(Finding),
            assessments={found.event: found for found in only(Assessment).values()},
            statements=only(Statement),
            abstentions=only(Abstention),
        )

    def chain(self, attribution: str | None) -> tuple[Attribution, ...]:
        """Attributions that lead to this one, outermost first; () for the outlet's own word."""
        found: list[Attribution] = []
        while attribution is not None and len(found) < len(self.attributions):
            hop = self.attributions[attribution]
            found.append(hop)
            attribution = hop.within
        return tuple(reversed(found))

    def place(self, claim: str) -> Place | None:
        """Where a claim's place is, if it was resolved."""
        found = self.resolutions.get((claim, "place"))
        return found.value if found and isinstance(found.value, Place) else None

    def time(self, claim: str) -> Interval | None:
        """When a claim's happening was or is, as far as text and publication bound it."""
        found = self.resolutions.get((claim, "time"))
        return found.value if found and isinstance(found.value, Interval) else None

    def source(self, attribution: str) -> Entity | None:
        """Who an attribution's source is across documents."""
        found = self.resolutions.get((attribution, "source"))
        return found.value if found and isinstance(found.value, Entity) else None

    def document_of(self, claim: str) -> Document:
        """Document in which a claim stands."""
        return self.documents[self.claims[claim].span.document]
