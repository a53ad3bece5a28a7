"""A reading and its attributions -> claims, with what their places and times denote; nothing where a need of the type is not met."""

from collections.abc import Iterator
from typing import NamedTuple

from cotejo.claims import denote, equipment, needs, places, slots, stances, times
from cotejo.claims.actors import Force
from cotejo.claims.antecedents import Antecedents
from cotejo.claims.attributions import innermost
from cotejo.claims.casting import Cast, Clause, cast
from cotejo.claims.needs import Found
from cotejo.claims.scenes import Scene, off_topic, stage
from cotejo.claims.vocabulary import Read, Vocabulary, vocabulary
from cotejo.language.reading import Reading
from cotejo.records.attribution import Attribution
from cotejo.records.claim import Actor, Claim
from cotejo.records.resolution import Place, Resolution
from cotejo.records.span import Span

TWO_SIDED = frozenset({"GUARD_ESCORT", "TRAIN_ADVISE", "EXERCISE", "EXPEL", "FORCE_USED", "LEGAL_BASIS"})
SIGNS = frozenset(',;:—–-.…"“”«»()')


class Work(NamedTuple):
    """What is read, and with what."""

    reading: Reading
    words: Vocabulary
    attributions: tuple[Attribution, ...]
    known: Antecedents
    bound: times.Bound
    made_by: str


class Draft(NamedTuple):
    """A reading of a clause whose needs are met."""

    clause: Clause
    read: Read
    group: str
    cast: Cast | None
    found: Found
    place: tuple[Place | None, str]


def find(reading: Reading, attributions: tuple[Attribution, ...], made_by: str) -> Iterator[Claim | Resolution]:
    """Claims in the order of the text, each followed by its resolutions."""
    words = vocabulary(reading.language)
    if words is None:
        return
    scenes = stage(reading, words, attributions)
    if off_topic(scenes, words):
        return
    work = Work(reading, words, attributions, Antecedents.of(scenes), times.bound_of(reading), made_by)
    for scene in scenes:
        seen: set[tuple[object, ...]] = set()
        for clause in clauses_of(scene) if not scene.vetoed else ():
            draft = read_clause(work, clause)
            if draft:
                key = (draft.read.event_type, draft.found.placed.site.span if draft.found.placed else None, draft.cast.force.state if draft.cast else None)
                if key not in seen:
                    seen.add(key)
                    yield from build(work, draft)


def clauses_of(scene: Scene) -> Iterator[Clause]:
    """Each trigger with the words that go with it: its clause, and those beside it that hold no other trigger."""
    line, triggers = scene.line, scene.triggers
    for place, here in enumerate(triggers):
        before, after = triggers[place - 1] if place else None, triggers[place + 1] if place + 1 < len(triggers) else None
        first, last = 0, len(line.low)
        if before:
            first = next((at for at in line.opens if before.last <= at <= here.first), before.last)
        if after:
            last = next((at for at in reversed(line.opens) if here.last <= at <= after.first), after.first)
        yield Clause(scene, here, first, last)


def read_clause(work: Work, clause: Clause) -> Draft | None:
    """The first reading of a trigger's groups whose needs are met by forces that are not at home."""
    for group in clause.trigger.groups:
        found = look(work, clause, group)
        for read in work.words.reads[group]:
            if all(needs.met(clause, work.words, found, need, group) for need in read.needs):
                draft = Draft(clause, read, group, found.cast, found, denote.place_of(work.reading, found.placed))
                if found.cast and abroad(work, draft):
                    return draft
    return None


def look(work: Work, clause: Clause, group: str) -> Found:
    """Find who acts in a clause, where, and with what words."""
    trigger, scope = (clause.trigger.first, clause.trigger.last), (clause.first, clause.last)
    placed = places.attach(work.reading, clause.scene.line, work.words, group, trigger, scope, clause.scene.spots)
    return needs.look(clause, work.words, cast(clause, work.words, work.known, group), placed)


def abroad(work: Work, draft: Draft) -> bool:
    """Whether who acts is not in its own country: by the place, or where none is named, by what the text is about."""
    force = draft.cast.force if draft.cast else None
    if force is None or force.foreign or (force.state is None and force.status == "contractor"):
        return force is not None
    place = draft.place[0]
    if draft.read.event_type in TWO_SIDED and any(other.state not in {None, force.state} for other in draft.clause.scene.forces):
        return True
    if place and place.country:
        return place.country != force.state
    return force.state != work.known.country and bool(work.known.states - {force.state})


def build(work: Work, draft: Draft) -> Iterator[Claim | Resolution]:
    """Make the claim and its resolutions."""
    clause, line = draft.clause, draft.clause.scene.line
    trigger, scope = (clause.trigger.first, clause.trigger.last), (clause.first, clause.last)
    dated = times.attach(line, trigger, scope, work.attributions)
    timed = times.Timed(dated[0].span, dated[0].interval, dated[1]) if dated else times.bounded(work.bound)
    if times.is_old(timed.interval, work.bound):
        return
    span = clause_span(work, clause)
    voice = innermost(work.attributions, line.start(trigger[0]), line.end(trigger[1]))
    negative = slots.negated(line, work.words, trigger, scope)
    found = draft.found
    claim = Claim(
        span=span,
        event_type=draft.read.event_type,
        attribution=voice.id if voice else None,
        trigger=cut(work, clause, trigger),
        actors=tuple(actors_of(work, draft)),
        host=draft.place[0].country if draft.place[0] else None,
        equipment=tuple(equipment.record(work.reading, line, system) for system in clause.systems()),
        personnel=draft.cast.force.count if draft.cast else None,
        place=found.placed.site if found.placed else None,
        time=timed.span,
        means=cut(work, clause, found.means) if found.means and draft.read.event_type == "CONCEAL" else None,
        instrument=cut(work, clause, found.instrument) if found.instrument and draft.read.event_type == "LEGAL_BASIS" else None,
        tense=slots.tense_of(line, work.words, trigger, scope),
        polarity="negative" if negative else "positive",
        stances=stances.of(work.reading, work.attributions, voice.id if voice else None, span.start, span.end),
        rule=f"frames.{draft.group}",
        made_by=work.made_by,
    )
    yield claim
    yield from denote.resolutions(claim.id, draft.place, timed, work.made_by)


def clause_span(work: Work, clause: Clause) -> Span:
    """The words of a clause without the signs at its ends."""
    low, first, last = clause.scene.line.low, clause.first, clause.last
    while first < clause.trigger.first and low[first] in SIGNS:
        first += 1
    while last > clause.trigger.last and low[last - 1] in SIGNS:
        last -= 1
    return cut(work, clause, (first, last))


def cut(work: Work, clause: Clause, words: tuple[int, int]) -> Span:
    """The span of words of a clause's sentence."""
    return work.reading.span(clause.scene.line.start(words[0]), clause.scene.line.end(words[1]))


def actors_of(work: Work, draft: Draft) -> Iterator[Actor]:
    """Who acts, then whom it is done to."""
    if draft.cast is None:
        return
    yield Actor(
        span=span_of(work, draft.cast.force),
        state=draft.cast.force.state,
        status=draft.cast.force.status,
        name=draft.cast.force.name,
        role="supplier" if draft.cast.role == "supplier" else "actor",
        carried_from=span_of(work, draft.cast.carried) if draft.cast.carried else None,
    )
    if draft.found.second and draft.read.event_type in {"GUARD_ESCORT", "TRAIN_ADVISE"}:
        other = next((force for force in draft.clause.scene.forces if force.first == draft.found.second[0]), None)
        yield Actor(
            span=cut(work, draft.clause, draft.found.second),
            state=other.state if other else None,
            status=other.status if other else "unknown",
            role="protected" if draft.read.event_type == "GUARD_ESCORT" else "trainee",
        )


def span_of(work: Work, force: Force) -> Span:
    """The span of a force's words in its own sentence."""
    own = work.reading.sentences[force.line].tokens
    return work.reading.span(own[force.first].start, own[force.last - 1].end)
