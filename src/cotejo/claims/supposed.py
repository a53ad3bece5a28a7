"""A clause in which nobody surely acts -> all who may: people of a trade, a capital, a machine without a flag; `weighing` decides on each."""

from collections.abc import Iterator

from cotejo.claims.actors import Force
from cotejo.claims.antecedents import Antecedents, as_force
from cotejo.claims.casting import HANDLED, NEXT, RIGHT_ONLY, Cast, Clause, ordered
from cotejo.claims.equipment import is_of
from cotejo.claims.lines import StateWord
from cotejo.claims.slots import tense_of
from cotejo.claims.stand_ins import continued, is_close
from cotejo.claims.wording import wording

STATELY = frozenset(  # what states are said to do
    "send deploy deployment deliver handover install build withdraw reinforce rotate train expel legal attack".split()  # noqa: SIM905 - words
) | frozenset("control occupy guard survey service exercise use".split())  # noqa: SIM905 - words
MOVED = frozenset("arrive enter move travel withdraw leave fly send deploy conceal survey seen stay exist located attack guard".split())  # noqa: SIM905 - words
STOOD = frozenset("install deploy deployment fly seen exist located stay lost deliver goods_arrive handover conceal".split())  # noqa: SIM905 - words
DOERS = frozenset({"attack", "guard"})
BARE = frozenset({"strong", "plain"})


def suppose(clause: Clause, known: Antecedents, group: str, acted: Force | None) -> Iterator[Cast]:
    """Everyone who may act, the likelier first; each says by which `route` it was found. `acted` is who did in the claim before."""
    forces = ordered(clause, group)
    told = tense_of(clause.line, clause.at, clause.scope) in {"past", "ongoing"} and known.military > 0  # else somebody must be said to do it
    for force in forces:
        if force.acts:
            yield Cast(force, route=f"supposed.{force.strength}")
    yield from states(clause, group)
    if same := continued(clause, known, group, acted):
        yield same._replace(route="supposed.continued")
    if group not in RIGHT_ONLY and told:
        yield from things(clause, group)
    for force in forces:
        past = known.before(force.line, force.first) or known.clear()
        if not force.acts and force.strength in BARE | {"home", "pronoun"} and past and past.state not in {None, known.country}:
            yield Cast(force._replace(state=past.state, foreign=past.foreign, name=past.name), past, route=f"supposed.past.{force.strength}")
    for force in forces:
        if not force.acts and force.strength in BARE and told:
            yield Cast(force, route=f"supposed.bare.{force.strength}")


def states(clause: Clause, group: str) -> Iterator[Cast]:
    """A state, its capital or its adjective before the verb, in the order of nearness."""
    if group not in STATELY:
        return
    line = clause.line
    for state in sorted([*line.states, *capitals(clause)], key=lambda each: -each.first):
        if clause.first <= state.first and state.last <= clause.trigger.first and not line.is_owner(state):
            if state.adjective:
                yield Cast(as_actor(clause, state), route="supposed.adjective")
            elif line.is_subject(state.first) and is_close(clause, state):
                yield Cast(as_actor(clause, state), supplies=bool(clause.systems()), route="supposed.state")


def capitals(clause: Clause) -> Iterator[StateWord]:
    """Capitals, which may stand for their state."""
    matchers = wording(clause.line.words.language)
    if matchers is not None:
        for first, last, state in matchers.capitals.search(clause.line.low):
            if clause.line.tokens[first].text[:1].isupper():
                yield StateWord(first, last, state, adjective=False)


def as_actor(clause: Clause, state: StateWord) -> Force:
    """A state as the one who acts."""
    return Force(clause.line.number, state.first, state.last, state.first, "strong", state.state)


def things(clause: Clause, group: str) -> Iterator[Cast]:
    """Craft and systems, with the state that is said or without one: "S-400 launchers stand along the coast"."""
    words = clause.line.words
    for system in sorted(clause.systems(), key=lambda each: (abs(each.first - clause.trigger.first), each.first)):
        craft = is_of(system, words.sets["craft"])
        if group in HANDLED | DOERS and not 0 <= clause.trigger.first - system.last <= NEXT:
            continue  # what is handled there, or hit, or guarded
        if (craft and group in MOVED) or (group in STOOD and is_of(system, words.sets["materiel"])):
            known = "flag" if system.state else "military" if system.military or system.designator else "civil"
            yield Cast(as_force(system, system.state), route=f"supposed.{'craft' if craft else 'system'}.{known}")
