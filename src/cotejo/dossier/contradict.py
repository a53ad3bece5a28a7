"""Event -> what stands beside its claims: denials, recasts, disputes, corrections, refusals to comment; each with the claim that says it."""

from collections.abc import Iterator
from typing import NamedTuple

from cotejo.dossier.indexed import Indexed
from cotejo.records.attribution import Denied, Source, Stance
from cotejo.records.claim import Claim
from cotejo.records.event import Event, Relation

OPPOSING: tuple[Relation, ...] = ("denies", "recasts", "disputes", "corrects", "incompatible", "updates", "no_comment")

NOBODY = "a source that is not named"  # words.phrase says it in other languages


class Voice(NamedTuple):
    """Who says a claim: the innermost source, or the outlet when no other is named. `key` is its key across documents."""

    name: str
    kind: str
    key: str | None
    state: str | None


class Beside(NamedTuple):
    """A claim that stands against (or corrects, or recasts) claims of an event. `certain` is False where the link waits for a reviewer."""

    relation: Relation
    claim: str
    against: tuple[str, ...]
    voice: Voice
    field: str | None
    denied: Denied | None
    specific: bool
    certain: bool
    links: tuple[str, ...]


def stand_beside(corpus: Indexed, event: Event) -> tuple[Beside, ...]:
    """Find what opposes an event: one entry per claim, relation and field, in the order of OPPOSING, then of claim ids.

    It comes from links whose judgement is not negative, and from origins that the count put on the side of deniers or conceders.
    """
    found: dict[tuple[Relation, str, str | None], tuple[list[str], list[str], bool]] = {}
    for relation, claim, field, against, link, certain in oppositions(corpus, event):
        seen, links, sure = found.get((relation, claim, field), ([], [], False))
        found[relation, claim, field] = ([*seen, *against], [*links, *link], sure or certain)
    entries = [
        Beside(
            relation, key, tuple(sorted(set(against))), voice_of(corpus, corpus.claims[key]), field, denied_by(corpus.claims[key]),
            is_specific(corpus.claims[key]), certain, tuple(sorted(set(links))),
        )
        for (relation, key, field), (against, links, certain) in found.items()
    ]  # fmt: skip
    return tuple(sorted(entries, key=lambda entry: (OPPOSING.index(entry.relation), not entry.certain, entry.claim, entry.field or "")))


def oppositions(corpus: Indexed, event: Event) -> Iterator[tuple[Relation, str, str | None, tuple[str, ...], tuple[str, ...], bool]]:
    """Yield (relation, opposing claim, field, claims opposed, link ids, certain)."""
    linked = set()
    for link in (link for claim in event.claims for link in corpus.links_by_right.get(claim, ())):
        if link.relation in OPPOSING and link.judgement != "negative" and link.left in corpus.claims:
            linked.add(link.left)
            yield link.relation, link.left, link.field, (link.right,), (link.id,), link.judgement == "positive"
    for origin in corpus.origins_by_event.get(event.id, ()):
        if origin.side != "supports":
            relation: Relation = "denies" if origin.side == "denies" else "recasts"
            for claim in origin.claims:
                if claim in corpus.claims and claim not in linked:
                    yield relation, claim, None, event.claims, (), True


def voice_of(corpus: Indexed, claim: Claim) -> Voice:
    """Name the innermost source of a claim; a document without an outlet speaks under its external id."""
    chain = corpus.chain(claim.attribution)
    if not chain:
        document = corpus.documents[claim.span.document]
        return Voice(document.outlet or document.external_id, "outlet", None, None)
    hop = chain[-1]
    entity = corpus.source(hop.id)
    source: Source = hop.source
    name = source.name or (entity.name if entity else "") or NOBODY
    return Voice(name, source.kind, entity.canonical if entity else None, source.state or (entity.state if entity else None))


def innermost(claim: Claim) -> Stance | None:
    """Stance of the voice that knows: the last of the chain."""
    return claim.stances[-1] if claim.stances else None


def denied_by(claim: Claim) -> Denied | None:
    """What a claim denies: presence, purpose, number, status or legality; None where the text does not say."""
    return next((stance.denies for stance in reversed(claim.stances) if stance.denies), None)


def is_specific(claim: Claim) -> bool:
    """Whether a denial speaks of a place, a day or a number, and not of everything at once."""
    return claim.place is not None or claim.time is not None or claim.personnel is not None or bool(claim.equipment)


def is_party(voice: Voice, event: Event) -> bool | None:
    """Whether a voice belongs to a state that the happening concerns; None where its state is not known."""
    if voice.state is None:
        return None
    return voice.state in event.actor_states or voice.state == event.host
