"""A clause that nobody who acts, or may act, makes a claim of -> every reading by anybody whom the text speaks of; `weighing` decides.

The needs of a reading (claims/needs.py) are no gates here: what is not met is kept with the draft as what it `lacks`, to be weighed with all else
that is seen of it, and so is a place that is not surely abroad. A force at a named place of its own country is no draft, nor is a time long gone.
"""

from collections.abc import Iterator, Sequence

from cotejo.claims import casting, needs, places, times
from cotejo.claims.actors import Force
from cotejo.claims.antecedents import as_force
from cotejo.claims.casting import Cast, Clause
from cotejo.claims.hosts import host_of
from cotejo.claims.making import Draft, Work
from cotejo.claims.pointers import follow
from cotejo.claims.settings import HOMEWARD, is_abroad, is_meant, placings, when_seen, whereabouts
from cotejo.claims.stand_ins import stand_in
from cotejo.claims.supposed import STATELY, as_actor, capitals, suppose

STATES = frozenset({"open.state", "open.adjective"})  # routes
LACKS = 2  # things that a reading may want
MOST = 4  # states that may act in one clause


def draft(work: Work, clause: Clause, earlier: Sequence[Draft]) -> Iterator[Draft]:
    """All readings of a clause, with what each lacks; none in a text that knows nothing of armed people, craft or weapons."""
    if not (work.known.military or work.known.forces or work.known.crafts):
        return
    acted = earlier[-1].cast.force if earlier else None
    opening = clause.scene.triggers[0].first if clause.scene.triggers else clause.trigger.first
    timed = when_seen(work, clause, times.attach(clause.line, clause.at, (*clause.scope, opening), work.attributions, work.bound))
    known = placings(earlier)
    for group in clause.trigger.groups:
        placed = places.attach(clause.line, group, clause.at, clause.scope, clause.scene.spots)
        for cast in anybody(work, clause, group, acted):
            here = follow(clause.line, placed, known, cast.force.state) if placed else None
            found = needs.look(clause, cast, here)
            where = whereabouts(work, clause, here)
            for read in clause.line.words.reads[group]:
                made = Draft(clause, read, group, cast, found, where, timed)
                if is_ruled_out(work, made):
                    continue
                made = made._replace(lacks=tuple(lacking(work, made)))
                if len(made.lacks) <= LACKS:
                    yield made if where.country else made._replace(host=host_of(made, earlier))


def is_ruled_out(work: Work, made: Draft) -> bool:
    """Whether a reading is of a force at home, or of a time long gone."""
    if made.read.event_type != "LEGAL_BASIS" and times.is_old(made.timed.interval, work.bound):
        return True
    placed, state = made.found.placed, made.cast.force.state
    named = placed is not None and placed.is_named and made.place.country is not None
    return named and made.place.country == state and made.read.event_type not in HOMEWARD | {"LEGAL_BASIS"}


def lacking(work: Work, made: Draft) -> Iterator[str]:
    """What a reading wants and has not: names of needs, `meaning`, `abroad`, and what speaks against a state as who does it."""
    if not is_meant(work, made.clause, made.cast, made.group):
        yield "meaning"
    for need in made.read.needs:
        if not needs.met(made.clause, made.found, need, made.group):
            yield need.partition(":")[0]
    if not is_abroad(work, made):
        yield "abroad"
    if made.cast.route in STATES:
        yield from misplaced(made)


def misplaced(made: Draft) -> Iterator[str]:
    """What speaks against a state as who does it: a verb that only people and craft do, a place in the sentence that no subject has."""
    clause, force = made.clause, made.cast.force
    state = next(each for each in (*clause.line.states, *capitals(clause)) if each.first == force.first)
    if made.group not in STATELY:
        yield "people"
    if clause.line.is_owner(state):
        yield "owner"
    elif not state.adjective and not (clause.line.is_subject(state.first) and state.last <= clause.trigger.first):
        yield "subject"


def anybody(work: Work, clause: Clause, group: str, acted: Force | None) -> Iterator[Cast]:
    """Whoever may act, one for each state, the likelier first; each says by which `route` it was found."""
    seen: set[str | None] = set()
    for each in everybody(work, clause, group, acted):
        if each.force.state not in seen:
            seen.add(each.force.state)
            yield each
        if len(seen) == MOST:
            return


def everybody(work: Work, clause: Clause, group: str, acted: Force | None) -> Iterator[Cast]:
    """Those whom the words name, then forces, craft and states of the sentence by their nearness, then who was named before."""
    known, line, at = work.known, clause.line, clause.trigger
    if found := casting.cast(clause, known, group):
        yield found._replace(route="open.told")
    if found := stand_in(clause, known, group):
        yield found._replace(route="open.stand_in")
    for each in suppose(clause, known, group, acted):
        yield each._replace(route=each.route.replace("supposed", "open", 1))
    for force in sorted(clause.scene.forces, key=lambda each: abs(each.first - at.first)):
        if force.strength != "pronoun" and (force.state or force.foreign):
            yield Cast(force, route=f"open.force.{force.strength}")
    for system in sorted(clause.scene.systems, key=lambda each: abs(each.first - at.first)):
        if system.state:
            yield Cast(as_force(system, system.state), route="open.system")
    for state in sorted([*line.states, *capitals(clause)], key=lambda each: abs(each.first - at.first)):
        yield Cast(as_actor(clause, state), route="open.adjective" if state.adjective else "open.state")
    if past := known.before(line.number, at.first) or known.clear():
        same = past._replace(line=line.number, first=at.first, last=at.last, head=at.first, persons=None, definite=True)
        yield Cast(same, past, route="open.past")
