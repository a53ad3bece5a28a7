"""Events and claims -> the lines of lists: title, place, time, origins, flags, and what a person decided on them."""

from collections.abc import Iterable

import msgspec

from cotejo.case.decisions import CLOSED, Made, Standing
from cotejo.dossier import describe
from cotejo.dossier.contradict import stand_beside
from cotejo.dossier.margin import Reply
from cotejo.dossier.wording import Wording
from cotejo.pipeline.margins import replies_of
from cotejo.records.claim import Claim
from cotejo.records.event import Event
from cotejo.web.choose import outlet_key
from cotejo.web.desk import Laid


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One event in a list."""

    id: str
    number: int
    event_type: str
    title: str
    where: str
    precision: str
    when: str
    earliest: str | None
    latest: str | None
    basis: str | None
    low: int | None
    high: int | None
    count: str
    lo: int | None
    hi: int | None
    origins: str
    label: str
    label_said: str
    flags: tuple[tuple[str, str], ...]
    claims: int
    documents: int
    beside: int
    state: str  # open, or what a person made of it
    reopened: bool


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """One hop of a chain: who, what kind, how this voice stands to the claim, and its page."""

    name: str
    kind: str
    kind_said: str
    key: str
    act: str
    certainty: str
    polarity: str
    cue: str | None
    cue_at: tuple[int, int] | None


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One claim with its words and chain."""

    id: str
    event: str | None
    event_type: str
    type_said: str
    document: str
    external_id: str
    outlet: str
    published: str
    language: str | None
    start: int
    end: int
    exact: str
    chain: tuple[Voice, ...]
    where: str
    when: str
    count: str
    negative: bool
    judged: str  # proposed, accept, reject, unsure
    reason: str
    replies: tuple[Reply, ...] = ()


def row_of(laid: Laid, words: Wording, standing: Standing, event: Event) -> Row:
    """Lay out one event."""
    found = laid.corpus.assessments.get(event.id)
    time = event.time
    state, reopened = state_of(standing, event)
    return Row(
        id=event.id,
        number=laid.shelf.numbers[event.id],
        event_type=event.event_type,
        title=describe.describe_event(words, laid.corpus, event),
        where=describe.capitalise(describe.describe_place(words, event.place)),
        precision=event.place.precision if event.place else "none",
        when=describe.capitalise(describe.describe_interval(words, time)),
        earliest=time.earliest.isoformat() if time and time.earliest else None,
        latest=time.latest.isoformat() if time and time.latest else None,
        basis=time.basis if time else None,
        low=event.low,
        high=event.high,
        count=describe.describe_quantity(words, event.low, event.high, event.count_unit) if event.low is not None or event.high is not None else "",
        lo=found.lo if found else None,
        hi=found.hi if found else None,
        origins=describe.describe_origins(words, found.lo, found.hi) if found else "",
        label=found.label if found else "",
        label_said=words.pick("label", found.label) if found else "",
        flags=tuple(dict.fromkeys((flag.name, words.pick("flag_name", flag.name)) for flag in found.flags)) if found else (),
        claims=len(event.claims),
        documents=len({laid.corpus.claims[key].span.document for key in event.claims}),
        beside=len({entry.claim for entry in stand_beside(laid.corpus, event)}),
        state=state,
        reopened=reopened,
    )


def rows_of(laid: Laid, words: Wording, standing: Standing, events: Iterable[Event]) -> list[Row]:
    """Lay out events."""
    return [row_of(laid, words, standing, event) for event in events]


def state_made(standing: Standing, event: Event) -> Made | None:
    """Find the latest state that a person gave this event, or one that shares most of its claims (its id changes with its claims)."""
    members = set(event.claims)
    best: tuple[int, Made] | None = None
    for made in standing.done:
        if made.decision.verb != "state":
            continue
        shared = len(members & set(made.decision.claims)) or int(made.decision.subject == event.id)
        if shared and (best is None or shared >= best[0]):
            best = (shared, made)
    return best[1] if best else None


def state_of(standing: Standing, event: Event) -> tuple[str, bool]:
    """Give an event's state, and whether it was closed and a claim that landed in it later (or left it) opened it again."""
    made = state_made(standing, event)
    if made is None:
        return "open", False
    changed = set(made.decision.claims) != set(event.claims)
    return ("open", True) if changed and made.decision.value in CLOSED else (made.decision.value, False)


def card_of(laid: Laid, words: Wording, standing: Standing, claim: Claim) -> Card:
    """Lay out one claim."""
    corpus = laid.corpus
    document = corpus.document_of(claim.id)
    home = laid.event_of.get(claim.id)
    made = standing.latest().get(("judge", claim.id, ""))
    person = claim.personnel
    return Card(
        id=claim.id,
        event=home.id if home else None,
        event_type=claim.event_type,
        type_said=type_said(words, claim.event_type),
        document=document.id,
        external_id=document.external_id,
        outlet=describe.name_document(document),
        published=describe.describe_interval(words, document.published, basis=False),
        language=document.language,
        start=claim.span.start,
        end=claim.span.end,
        exact=claim.span.exact,
        chain=chain_of(laid, words, claim),
        where=describe.describe_place(words, corpus.place(claim.id)),
        when=describe.describe_interval(words, corpus.time(claim.id)),
        count=describe.describe_quantity(words, person.low, person.high, person.unit) if person else "",
        negative=claim.polarity == "negative" or bool(claim.stances and claim.stances[-1].polarity == "negative"),
        judged=made.decision.verb if made else "proposed",
        reason=made.decision.reason if made else "",
        replies=replies_of(standing).get(claim.id, ()),
    )


def type_said(words: Wording, event_type: str) -> str:
    """Name a kind of happening alone, without who did it."""
    said = words.pick("event_kind" if "event_kind" in words.rows else "event_type", event_type)
    return describe.capitalise(
        said.replace("{who}", "")
        .replace("  ", " ")
        .strip()
        .removesuffix(" of")
        .removesuffix(" by")
        .removesuffix(" among")
        .removesuffix(" concerning")
    )


def chain_of(laid: Laid, words: Wording, claim: Claim) -> tuple[Voice, ...]:
    """Lay out on whose word a claim is, outermost first."""
    corpus = laid.corpus
    document = corpus.document_of(claim.id)
    stances = {stance.voice: stance for stance in claim.stances}
    own = stances.get(None)
    hops = [
        Voice(
            name=describe.name_document(document),
            kind="outlet",
            kind_said=words.pick("source_kind", "outlet"),
            key=outlet_key(document.outlet or document.external_id),
            act=words.pick("act", own.speech_act) if own else "",
            certainty=own.certainty if own else "",
            polarity=own.polarity if own else "",
            cue=None,
            cue_at=None,
        )
    ]
    for hop in corpus.chain(claim.attribution):
        stance, entity = stances.get(hop.id), corpus.source(hop.id)
        hops.append(
            Voice(
                name=hop.source.name or words.pick("source_kind", "unnamed"),
                kind=hop.source.kind,
                kind_said=words.pick("source_kind", hop.source.kind),
                key=entity.canonical if entity else "",
                act=words.pick("act", stance.speech_act if stance else hop.speech_act),
                certainty=stance.certainty if stance else hop.certainty,
                polarity=stance.polarity if stance else hop.polarity,
                cue=hop.cue.exact if hop.cue else None,
                cue_at=(hop.cue.start, hop.cue.end) if hop.cue else None,
            )
        )
    return tuple(hops)
