"""A draft whose place has no known country -> the country in which it happens, where the words around it say so; None where they do not."""

from collections.abc import Sequence

from cotejo.claims.lines import StateWord
from cotejo.claims.making import Draft

ORDERING = frozenset({"EXPEL", "LEGAL_BASIS"})
SERVED = frozenset({"GUARD_ESCORT", "TRAIN_ADVISE", "SERVICE_MAINTAIN"})
BACK_LINES = 2  # sentences back in which the same force may have been placed


def host_of(draft: Draft, earlier: Sequence[Draft]) -> str | None:
    """Who orders a force out, whose base or men it is about, or where the same force was a sentence ago."""
    actor = draft.cast.force.state
    if draft.read.event_type in ORDERING:
        return ordering(draft, actor)
    return owner_of_site(draft, actor) or served(draft, actor) or carried(draft, earlier)


def ordering(draft: Draft, actor: str | None) -> str | None:
    """The state before the verb: "Moldova's parliament voted to expel", "el Gobierno dominicano expulsó"."""
    clause = draft.clause
    before = [state for state in clause.line.states if state.last <= clause.trigger.first and state.state != actor]
    return before[-1].state if before and len({state.state for state in before}) == 1 else None


def owner_of_site(draft: Draft, actor: str | None) -> str | None:
    """Whose a site without a name is: "four more Philippine bases", "la base libia"."""
    clause = draft.clause
    for spot in clause.scene.spots:
        if clause.first <= spot.first and spot.last <= clause.last:
            state = beside(clause.line.states, spot.first, spot.last)
            if state and state.adjective and state.state != actor:
                return state.state
    return None


def beside(states: Sequence[StateWord], first: int, last: int) -> StateWord | None:
    """The state named right before or after words."""
    return next((state for state in states if state.last == first or state.first == last), None)


def served(draft: Draft, actor: str | None) -> str | None:
    """Whose men are guarded or trained, or whose equipment is serviced."""
    if draft.read.event_type not in SERVED:
        return None
    clause = draft.clause
    others = [force.state for force in clause.forces() if force.state not in {None, actor} and force.first >= clause.trigger.last]
    others += [system.state for system in clause.systems() if system.state not in {None, actor} and system.first >= clause.trigger.last]
    return others[0] if others else None


def carried(draft: Draft, earlier: Sequence[Draft]) -> str | None:
    """Where the same force was placed in the same paragraph, at most two sentences before; only where this clause names no place."""
    line = draft.clause.line
    if draft.found.placed is not None and draft.found.placed.is_named:
        return None
    for each in reversed(earlier[-3:]):
        there = each.clause.line
        near = there.sentence.paragraph == line.sentence.paragraph and line.number - there.number <= BACK_LINES
        if near and each.cast.force.state == draft.cast.force.state and (each.place.country or each.host):
            return each.place.country or each.host
    return None
