"""A draft of a happening (a clause with who acts, where and when) -> the claim, with its resolutions."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cotejo.claims import casting, datelines, denote, equipment, places, slots, stances, times
from cotejo.claims.aboard import aboard
from cotejo.claims.actors import Force
from cotejo.claims.antecedents import Antecedents
from cotejo.claims.casting import Clause
from cotejo.claims.coverage import Coverage
from cotejo.claims.datelines import Dateline
from cotejo.claims.needs import Found
from cotejo.claims.places import Placed
from cotejo.claims.scenes import Scene
from cotejo.claims.vocabulary import Read
from cotejo.language.reading import Reading
from cotejo.records.attribution import Attribution
from cotejo.records.claim import Actor, Claim
from cotejo.records.resolution import Resolution
from cotejo.records.span import Span

SIGNS = frozenset(',;:—–-.…"“”«»()')


class Work(NamedTuple):
    """What is read, and with what."""

    reading: Reading
    attributions: tuple[Attribution, ...]
    voices: Coverage
    known: Antecedents
    bound: times.Bound
    dateline: Dateline | None
    made_by: str
    wheres: dict[Placed | None, denote.Denoted]  # what was looked up before
    weights: dict[tuple[object, ...], int]  # what was added up before

    @classmethod
    def of(cls, reading: Reading, attributions: tuple[Attribution, ...], scenes: Sequence[Scene], made_by: str) -> "Work":
        """Begin with a reading."""
        voices, known, bound = Coverage(attributions), Antecedents.of(scenes), times.bound_of(reading)
        return cls(reading, attributions, voices, known, bound, datelines.find(reading), made_by, {}, {})

    def place_of(self, placed: Placed | None) -> denote.Denoted:
        """What a place denotes, looked up once."""
        if placed not in self.wheres:
            self.wheres[placed] = denote.place_of(self.reading, placed, self.known)
        return self.wheres[placed]


class Draft(NamedTuple):
    """A reading of a clause; `lacks` are the needs that are not met, of an open reading (open_readings.py)."""

    clause: Clause
    read: Read
    group: str
    cast: casting.Cast
    found: Found
    place: denote.Denoted
    timed: times.Timed
    denial: Attribution | None = None
    host: str | None = None
    lacks: tuple[str, ...] = ()


def build(work: Work, draft: Draft) -> Iterator[Claim | Resolution]:
    """Make the claim and its resolutions."""
    clause, line, kind = draft.clause, draft.clause.line, draft.read.event_type
    span = clause_span(work, clause)
    voice = draft.denial or work.voices.innermost(line.start(clause.trigger.first), line.end(clause.trigger.last))
    voice_id = voice.id if voice else None
    found = draft.found
    held = stances.of(work.reading, work.voices, voice_id, span.start, span.end)
    untrue = draft.denial is not None or held[0].speech_act == "DENY" or slots.is_negated(line, clause.at, clause.scope)
    claim = Claim(
        span=span,
        event_type=kind,
        attribution=voice_id,
        trigger=cut(work, clause, clause.at),
        actors=tuple(actors_of(work, draft)),
        host=draft.place.country or draft.host,
        equipment=tuple(equipment.record(work.reading, line, system) for system in clause.systems()),
        personnel=draft.cast.force.persons or aboard(clause, draft.cast.force, kind),
        place=places.written(work.reading, line, found.placed) if found.placed else None,
        time=draft.timed.span,
        means=cut(work, clause, slots.extend(line, found.means)) if found.means and kind == "CONCEAL" else None,
        instrument=cut(work, clause, slots.extend(line, found.instrument)) if found.instrument and kind == "LEGAL_BASIS" else None,
        tense=slots.tense_of(line, clause.at, clause.scope),
        polarity="negative" if untrue else "positive",
        stances=held,
        rule=f"frames.{'open.' if draft.cast.route.startswith('open') else ''}{draft.group}",
        made_by=work.made_by,
    )
    yield claim
    yield from denote.resolutions(claim.id, draft.place, draft.timed, work.made_by)


def clause_span(work: Work, clause: Clause) -> Span:
    """The words of a clause without the signs at its ends."""
    low, first, last = clause.line.low, clause.first, clause.last
    while first < clause.trigger.first and low[first] in SIGNS:
        first += 1
    while last > clause.trigger.last and low[last - 1] in SIGNS:
        last -= 1
    return cut(work, clause, (first, last))


def cut(work: Work, clause: Clause, words: tuple[int, int]) -> Span:
    """The span of words of a clause's sentence."""
    return work.reading.span(clause.line.start(words[0]), clause.line.end(words[1]))


def actors_of(work: Work, draft: Draft) -> Iterator[Actor]:
    """Who acts, then whom it is done to."""
    force, carried = draft.cast.force, draft.cast.carried
    yield Actor(
        span=span_of(work, force),
        state=force.state,
        status=force.status,
        name=force.name,
        role="supplier" if draft.cast.supplies else "actor",
        carried_from=span_of(work, carried) if carried else None,
    )
    if draft.found.second and draft.read.event_type in {"GUARD_ESCORT", "TRAIN_ADVISE"}:
        other = next((each for each in draft.clause.scene.forces if each.first == draft.found.second[0]), None)
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
