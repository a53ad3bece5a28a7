"""Claim -> what linking compares: actors, host, place, days, count, equipment, words, and on whose word it rests."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from cotejo.events.anchors import frames_of
from cotejo.events.identities import address_key, carrier_keys, slug, source_keys
from cotejo.events.settings import Settings
from cotejo.events.unresolved import Name, names_in, unresolved
from cotejo.records.claim import Claim, EventType
from cotejo.records.corpus import Corpus
from cotejo.records.document import Document
from cotejo.records.resolution import Interval, Place

MIN_WORDING = 24  # letters of a sentence below which its recurrence says nothing
Stand = Literal["member", "denies", "disputes", "no_comment"]


class Count(msgspec.Struct, frozen=True):
    """Integer bounds of what is counted; `high` None = no upper bound is given."""

    low: int
    high: int | None
    unit: str


class Facts(msgspec.Struct, frozen=True):
    """What linking knows of a claim. `days` are ordinals, None = open; `bound` says that only the publication bounds them."""

    claim: str
    document: str
    event_type: EventType
    group: str
    stand: Stand
    recasts: bool
    actors: frozenset[str]
    forces: frozenset[str]
    host: str | None
    place: Place | None
    path: tuple[str, ...]
    said: frozenset[str]  # frames of the capitalised words of its sentence
    placed: bool  # whether a place below the country was read, or a name of one
    name: Name | None  # of the place, where no gazetteer tells it apart
    site_kind: str
    first: int | None
    last: int | None
    bound: bool
    interval: Interval | None
    published: int | None
    count: Count | None
    equipment: tuple[str, ...]
    registrations: frozenset[str]
    words: str
    frames: frozenset[str]
    carriers: frozenset[str]
    sources: frozenset[str]
    links: frozenset[str]
    copies: frozenset[str]  # documents that this one's text follows, or that follow it
    address: str | None

    @property
    def span_days(self) -> int | None:
        """Length of the stated interval in days; None when an end is open or only publication bounds it."""
        return None if self.bound or self.first is None or self.last is None else self.last - self.first + 1


def path_of(place: Place) -> tuple[str, ...]:
    """Gazetteer path, without an anonymous leaf: "a hotel in Táchira" may be the hotel in a town of Táchira; kinds of sites are compared apart."""
    return place.path or tuple(part for part in (place.country, place.gazetteer_id) if part)


def note_facts(corpus: Corpus, settings: Settings, copies: Mapping[str, frozenset[str]]) -> list[Facts]:
    """Note the facts of every claim, in an order that depends on what is claimed and not on how it came in: the most definite first."""
    facts = [note_claim(corpus, key, settings, copies.get(claim.span.document, frozenset())) for key, claim in corpus.claims.items()]
    return sorted(facts, key=definiteness)


def definiteness(facts: Facts) -> tuple[int, int, int, str]:
    """Order of joining: stated days first, since they say most about which happening is meant; then the earlier published; near places; id."""
    days = facts.span_days
    vague = 0 if days is not None and days <= 31 else 1 if days is not None else 2  # noqa: PLR2004 - a month
    depth = -len(facts.place.path) if facts.place else 0
    return vague, facts.published or facts.last or 0, depth, facts.claim


def note_claim(corpus: Corpus, key: str, settings: Settings, copies: frozenset[str]) -> Facts:
    """Gather what linking compares."""
    claim = corpus.claims[key]
    document = corpus.documents[claim.span.document]
    place, interval = corpus.place(key), corpus.time(key)
    name = unresolved(claim, place)
    chain = corpus.chain(claim.attribution)
    sources: set[str] = set()
    for hop in chain:
        if hop.source.kind not in {"unnamed", "rumour"}:
            sources |= source_keys(hop.source, corpus.source(hop.id))
    acting = [actor for actor in claim.actors if actor.role in {"actor", "supplier", "trainee", "recipient"}] or list(claim.actors)
    return Facts(
        claim=key,
        document=claim.span.document,
        event_type=claim.event_type,
        group=settings.group_of(claim.event_type),
        stand=stand_of(claim),
        recasts=any(stance.speech_act == "RECHARACTERISE" for stance in claim.stances[-1:]),
        actors=frozenset(actor.state for actor in acting if actor.role == "actor" and actor.state),
        forces=frozenset(slug(actor.name) for actor in acting if actor.name),
        host=claim.host or (place.country if place else None),
        place=place,
        path=path_of(place) if place else (),
        said=names_in(claim.span.exact),
        placed=name is not None or (place is not None and len(path_of(place)) > 1),
        name=name,
        site_kind=claim.place.site_kind if claim.place else "unknown",
        first=interval.earliest.toordinal() if interval and interval.earliest else None,
        last=interval.latest.toordinal() if interval and interval.latest else None,
        bound=interval is None or interval.basis == "publication_bound" or (interval.earliest is None and interval.latest is None),
        interval=interval,
        published=published_day(document),
        count=count_of(claim),
        equipment=tuple(sorted({item.category for item in claim.equipment})),
        registrations=frozenset(item.registration for item in claim.equipment if item.registration),
        words=slug(claim.span.exact),
        frames=frames_of(claim.span.exact),
        carriers=carrier_keys(document),
        sources=frozenset(sources),
        links=frozenset(address_key(url) for url in document.links),
        copies=copies,
        address=address_key(document.url) if document.url else None,
    )


def stand_of(claim: Claim) -> Stand:
    """Say whether a claim reports the happening or stands against it: the innermost voice decides.

    A voice that recasts is a member: it concedes that the thing happened.
    """
    voice = claim.stances[-1] if claim.stances else None
    if voice and voice.speech_act == "DECLINE":
        return "no_comment"
    if voice and voice.denies == "number":
        return "disputes"
    if voice and voice.speech_act == "RECHARACTERISE":
        return "member"
    against = claim.polarity == "negative" or (voice is not None and (voice.polarity == "negative" or voice.speech_act == "DENY"))
    return "denies" if against else "member"


def count_of(claim: Claim) -> Count | None:
    """Persons first; else the first system that is counted."""
    for found in (claim.personnel, *(item.count for item in claim.equipment)):
        if found and (found.low is not None or found.high is not None):
            return Count(found.low or 0, found.high, found.unit or "unit")
    return None


def published_day(document: Document) -> int | None:
    """Day of publication as an ordinal, its latest bound."""
    if document.published and document.published.latest:
        return document.published.latest.toordinal()
    return document.published_at.date().toordinal() if document.published_at else None
