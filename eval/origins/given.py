"""A case, its truth, what was read of its texts -> runs in which the truth's claims (and events) stand in place of the read ones.

What is then still wrong comes from who is read as the source, from derivations and from counting, and not from claims that were missed.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

import msgspec

from cotejo.claims.coverage import Coverage
from cotejo.records.attribution import Attribution, Stance
from cotejo.records.base import Record
from cotejo.records.claim import Actor, Claim
from cotejo.records.corpus import Corpus
from cotejo.records.document import Document
from cotejo.records.event import Event
from cotejo.records.resolution import Interval, Place, Resolution
from cotejo.records.span import Span
from eval.lineage import locate
from eval.origins.cases import Case, Happening, Mention
from eval.origins.runs import STAGES, Ran, finish, read_rows

Given = Literal["claims", "events"]
MADE_BY = "eval.given@1"


def run_given(case: Case, given: Given) -> Ran:
    """Run a case with the claims of its truth; with `events`, they are grouped as the truth has them too."""
    read = Corpus.of(read_rows(case.rows()))
    named = {found.external_id: found for found in read.documents.values()}
    kept: list[Record] = [*read.captures.values(), *read.documents.values(), *read.attributions.values()]
    kept += [found for (subject, _), found in read.resolutions.items() if subject in read.attributions]
    records: dict[str, Record] = {record.id: record for record in kept}
    events: list[Event] = []
    for happening in case.events:
        members = [claim_of(read, named[mention.doc], happening, mention) for mention in happening.mentions]
        for claim in members:
            records |= {record.id: record for record in (claim, *resolve(happening, claim))}
        events.append(event_of(happening, members))
    records |= {claim.id: claim for claim in denials_of(read, named, case)}
    if given == "claims":
        return finish(list(records.values()), STAGES)
    return finish([*records.values(), *events], STAGES[1:])


def claim_of(read: Corpus, document: Document, happening: Happening, mention: Mention) -> Claim:
    """Take the claim that was read at a mention, else make one there; on the word of whoever was read as saying it."""
    stretch = locate({document.external_id: document.text}, {"doc": mention.doc, "exact": mention.exact})
    span = Span.of(document.id, document.text, stretch.start, stretch.end)
    touching = [
        claim for claim in read.claims.values()
        if claim.span.document == document.id and claim.span.start < span.end and span.start < claim.span.end and claim.event_type in happening.types
    ]  # fmt: skip
    if touching:
        first = min(touching, key=lambda claim: (claim.span.start, claim.id))
        return msgspec.structs.replace(first, host=happening.place["country"], polarity="positive")
    hops = [found for found in read.attributions.values() if found.document == document.id]
    by = Coverage(hops).innermost(span.start, span.end) or Coverage(hops).innermost(span.start, span.start + 1)
    return Claim(
        span=span, event_type=happening.kind, attribution=by.id if by else None, trigger=span, actors=actors_of(read, happening, span),
        host=happening.place["country"], stances=stances_of(read, by), rule="given", made_by=MADE_BY,
    )  # fmt: skip


def actors_of(read: Corpus, happening: Happening, span: Span) -> tuple[Actor, ...]:
    """Whose men: as the claims that were read on this happening say."""
    words = {mention.exact for mention in happening.mentions}
    states = {
        actor.state for claim in read.claims.values() for actor in claim.actors
        if actor.role == "actor" and actor.state and any(claim.span.exact in said or said in claim.span.exact for said in words)
    }  # fmt: skip
    return tuple(Actor(span=span, state=state) for state in sorted(states)[:1])


def stances_of(read: Corpus, by: Attribution | None) -> tuple[Stance, ...]:
    """One stance per voice, the outlet's first; nobody denies what the truth lists as a mention."""
    if by is None:
        return (Stance(voice=None, certainty="certain", polarity="positive", speech_act="ASSERT"),)
    hops = [Stance(voice=hop.id, certainty=hop.certainty, polarity="positive", speech_act=hop.speech_act) for hop in read.chain(by.id)]
    return (Stance(voice=None, certainty="certain", polarity="positive", speech_act="RELAY"), *hops)


def resolve(happening: Happening, claim: Claim) -> Iterator[Resolution]:
    """Give a claim the true place and days."""
    yield Resolution(subject=claim.id, field="place", value=place_of(happening), reason="given", made_by=MADE_BY)
    interval = interval_of(happening)
    if interval:
        yield Resolution(subject=claim.id, field="time", value=interval, reason="given", made_by=MADE_BY)


def place_of(happening: Happening) -> Place:
    """Write the true place."""
    country, name = happening.place["country"], happening.place["name"]
    admin = f"given:{country}.{happening.place.get('admin1', '-')}"
    key = f"{admin}.{name}"
    return Place(gazetteer_id=key, name=name, country=country, path=(country, admin, key), precision="settlement")


def interval_of(happening: Happening) -> Interval | None:
    """Write the true days."""
    if not (happening.earliest or happening.latest):
        return None
    first, last = (date.fromisoformat(day) if day else None for day in (happening.earliest, happening.latest))
    return Interval(earliest=first, latest=last, basis="stated", granularity="day" if first == last else "unknown")


def event_of(happening: Happening, members: Sequence[Claim]) -> Event:
    """Group the true mentions."""
    return Event(
        claims=tuple(sorted({claim.id for claim in members})), event_type=happening.kind, place=place_of(happening),
        time=interval_of(happening), host=happening.place["country"], made_by=MADE_BY,
    )  # fmt: skip


def denials_of(read: Corpus, named: dict[str, Document], case: Case) -> Iterator[Claim]:
    """Keep the claims that were read at the words of a true denial."""
    for happening in case.events:
        for denial in happening.denials:
            document = named[denial.doc]
            stretch = locate({document.external_id: document.text}, {"doc": denial.doc, "exact": denial.exact})
            for claim in read.claims.values():
                against = claim.polarity == "negative" or any(stance.speech_act == "DENY" for stance in claim.stances)
                if claim.span.document == document.id and claim.span.start < stretch.end and stretch.start < claim.span.end and against:
                    yield claim
