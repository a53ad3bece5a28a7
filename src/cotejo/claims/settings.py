"""A clause and who acts in it -> where and when it happens, whether that is abroad, and whether the word is meant as a happening at all."""

from collections.abc import Sequence

from cotejo.claims import casting, denote, times
from cotejo.claims.casting import Clause
from cotejo.claims.making import Draft, Work
from cotejo.claims.places import Placed
from cotejo.claims.pointers import Placing
from cotejo.claims.stand_ins import is_loose, is_told

TWO_SIDED = frozenset({"GUARD_ESCORT", "TRAIN_ADVISE", "EXERCISE", "EXPEL", "FORCE_USED", "LEGAL_BASIS"})
HOMEWARD = frozenset({"WITHDRAW", "ROTATE"})
HOMELY = frozenset({"MATERIEL_LOST", "CASUALTY", "SYSTEM_OPERATED", "SYSTEM_EMPLACED", "EXERCISE"})  # they befall an army at home too
BACK = 40  # claims before one to which it may point back


def placings(earlier: Sequence[Draft]) -> list[Placing]:
    """Where the last happenings took place, for what points back to them."""
    last = [(draft.clause.line, draft.cast.force.state, draft.found.placed) for draft in earlier[-BACK:]]
    return [Placing(line.sentence.paragraph, line.number, state, placed) for line, state, placed in last if placed]


def is_meant(work: Work, clause: Clause, cast: casting.Cast, group: str) -> bool:
    """Whether a word of many uses ("gave", "see", "signed") is meant as a happening: the force is under arms, or the text is about armies."""
    armed = cast.force.strength == "strong" and cast.force.status != "unknown"
    return armed or work.known.is_martial or not is_loose(clause) or is_told(clause, group)


def whereabouts(work: Work, clause: Clause, placed: Placed | None) -> denote.Denoted:
    """What the place denotes; for what the writer saw, and places nowhere, the dateline's place."""
    named = placed is not None and placed.is_named
    if not named and work.dateline and is_seen(work, clause):
        here = placed._replace(carried=work.dateline.placed, rule=work.dateline.placed.rule) if placed else work.dateline.placed
        return work.place_of(here)
    return work.place_of(placed)


def when_seen(work: Work, clause: Clause, timed: times.Timed) -> times.Timed:
    """The time; for what the writer saw, and dates nowhere, the dateline's day."""
    dated = work.dateline.dated if work.dateline else None
    if dated is None or timed.span is not None or not is_seen(work, clause):
        return timed
    return times.Timed(dated.span, dated.interval, "time.dateline: seen by who writes, that day")


def is_seen(work: Work, clause: Clause) -> bool:
    """Whether the writer's own eyes are behind a clause."""
    voice = work.voices.innermost(clause.line.start(clause.trigger.first), clause.line.end(clause.trigger.last))
    return voice is not None and voice.rule.startswith("own.first_person")


def is_abroad(work: Work, draft: Draft) -> bool:
    """Whether who acts is not in its own country: by the place, or where none is known, by what the text is about."""
    force = draft.cast.force
    if force.foreign or force.state is None or draft.read.event_type == "LEGAL_BASIS":
        return True
    if draft.read.event_type in TWO_SIDED and any(other.state not in {None, force.state} for other in draft.clause.scene.forces):
        return True
    if draft.read.event_type == "EXERCISE" and any(state.adjective and state.state != force.state for state in draft.clause.line.states):
        return True  # "Chinese and Cambodian troops"
    if draft.read.event_type in HOMEWARD and draft.place.country == force.state:
        return True  # "withdrew to Rostov": they come from abroad
    if draft.place.country:
        return draft.place.country != force.state
    if draft.found.placed is None:
        line, (_, last) = draft.clause.line, draft.clause.at
        if draft.read.event_type in HOMELY and not work.known.states - {force.state}:
            return False
        return force.state != work.known.country and not line.words.lists["beside"].anywhere(line.low[last:])  # "to the border with": their own side
    elsewhere = bool(work.known.states - {force.state})
    return force.state != work.known.country and (elsewhere or draft.found.placed is not None)
