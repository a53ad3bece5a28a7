"""Event -> how its details drifted: along each edge, the value that a report has and the one of the report that it rests on, in order of telling."""

from collections.abc import Iterator
from typing import NamedTuple

from cotejo.dossier.describe import describe_quantity, name_place, published_first
from cotejo.dossier.indexed import Indexed, lift
from cotejo.dossier.leaders import Leader, find_leaders
from cotejo.dossier.wording import Wording
from cotejo.records.claim import Claim
from cotejo.records.event import Derivation, Event
from cotejo.records.resolution import Place
from cotejo.records.span import Quantity, Span


class Mutation(NamedTuple):
    """A detail that changed from one report to the one that rests on it: the field, both claims, both values as words, the edge."""

    field: str
    later: Claim
    earlier: Claim
    new: str
    old: str
    edge: str
    spans: tuple[Span, ...] = ()  # where both values stand, for a detail that is no part of the claims

    @property
    def shown(self) -> tuple[Span, ...]:
        """Where both values stand."""
        return self.spans or (self.earlier.span, self.later.span)


def find_mutations(words: Wording, corpus: Indexed, event: Event) -> tuple[Mutation, ...]:
    """Find the details that drifted, those of the earliest report first. Each pair of values between two documents is given once."""
    found: dict[tuple[str, str, str, str, str], Mutation] = {}
    documents = sorted({corpus.claims[key].span.document for key in event.claims})
    leaders = {document: find_leaders(corpus.documents[document].text) for document in documents}
    for edge in (edge for document in documents for edge in corpus.edges_by_document.get(document, ())):
        pairs = list(pairs_along(corpus, event, edge))
        for later, earlier in pairs[:1]:
            for one in follow_leaders(words, corpus, leaders, later, earlier, edge.id):
                found.setdefault((later.span.document, earlier.span.document, one.field, one.new, one.old), one)
        for later, earlier in pairs:
            for field, new, old in changes(words, corpus, later, earlier):
                key = (later.span.document, earlier.span.document, field, new, old)
                found.setdefault(key, Mutation(field, later, earlier, new, old, edge.id))

    def told(mutation: Mutation) -> tuple[object, ...]:
        first, second = (corpus.documents[claim.span.document] for claim in (mutation.earlier, mutation.later))
        return published_first(first), published_first(second), mutation.field, mutation.old, mutation.new

    return tuple(sorted(found.values(), key=told))


def follow_leaders(
    words: Wording, corpus: Indexed, leaders: dict[str, tuple[Leader, ...]], later: Claim, earlier: Claim, edge: str
) -> Iterator[Mutation]:  # fmt: skip
    """Give who leads the men where the later text has another office than the earlier one. Texts that name several who lead are not compared."""
    first, second = leaders.get(earlier.span.document, ()), leaders.get(later.span.document, ())
    if len({one.office for one in first}) == 1 and len({one.office for one in second}) == 1 and first[0].office != second[0].office:
        spans = tuple(
            Span.of(claim.span.document, corpus.documents[claim.span.document].text, one.start, one.end)
            for claim, one in ((earlier, first[0]), (later, second[0]))
        )
        yield Mutation("leader", later, earlier, words.pick("office", second[0].office), words.pick("office", first[0].office), edge, spans)


def pairs_along(corpus: Indexed, event: Event, edge: Derivation) -> Iterator[tuple[Claim, Claim]]:
    """Pair claims of the event in the later document with those in the earlier one."""

    def members(node: str) -> list[Claim]:
        return [corpus.claims[key] for key in event.claims if corpus.claims[key].span.document == lift(corpus, node)]

    if edge.later != edge.earlier:
        for later in members(edge.later):
            for earlier in members(edge.earlier):
                if later.span.document != earlier.span.document:
                    yield later, earlier


def changes(words: Wording, corpus: Indexed, later: Claim, earlier: Claim) -> Iterator[tuple[str, str, str]]:
    """Give what differs between two claims: (field, new value, old value)."""
    for field, new, old in zip(("count", "systems"), numbers_of(later), numbers_of(earlier), strict=True):
        if new and old and new.unit == old.unit and (new.low, new.high) != (old.low, old.high):
            yield field, describe_quantity(words, new.low, new.high, new.unit), describe_quantity(words, old.low, old.high, old.unit)
    here, there = corpus.place(later.id), corpus.place(earlier.id)
    if here and there and (here.country, here.admin1) != (there.country, there.admin1) and not lies_in(here, there) and not lies_in(there, here):
        yield "place", name_place(words, here), name_place(words, there)
    kinds = [{item.category for item in claim.equipment} for claim in (later, earlier)]
    if kinds[0] and kinds[1] and not any(left.startswith(right) or right.startswith(left) for left in kinds[0] for right in kinds[1]):
        new_kinds, old_kinds = (", ".join(words.pick("equipment", name) for name in sorted(kind)) for kind in kinds)
        yield "equipment", new_kinds, old_kinds


def lies_in(inner: Place, outer: Place) -> bool:
    """Whether a place is another, or lies in it."""
    return outer.gazetteer_id in {inner.gazetteer_id, *inner.path}


def numbers_of(claim: Claim) -> tuple[Quantity | None, Quantity | None]:
    """Give a claim's two comparable numbers: persons, and the systems that it counts first."""
    return claim.personnel, next((item.count for item in claim.equipment if item.count), None)
