"""A clause in which no force is named -> who acts all the same: the state that it speaks of, or whoever acted in the claim before."""

from cotejo.claims.actors import Force
from cotejo.claims.antecedents import Antecedents
from cotejo.claims.casting import MARTIAL, Cast, Clause
from cotejo.claims.equipment import is_of
from cotejo.claims.lines import StateWord

NEVER = frozenset({"legal", "rumour", "seen", "none", "presence", "host", "handover"})
ARMED_VERBS = MARTIAL | {"control", "expel", "reinforce"}
WORKED = frozenset({"use", "control", "occupy", "build", "install", "service", "guard", "handover", "stay", "exist", "presence"})
HELD = frozenset({"base", "barracks", "headquarters", "camp", "border_post"})
BACK_LINES = 2  # sentences back in which a claim may say who acts
BACK_PARAGRAPHS = 1
OWN = 4  # words between a nationality and the verb of what it stands beside


def stand_in(clause: Clause, known: Antecedents, group: str, acted: Force | None) -> Cast | None:
    """Who acts where no force, craft or sender is named; None where nothing tells, or where the word has many uses."""
    return national(clause, known, group) or owning(clause, group) or continued(clause, known, group, acted)


def has_arms(clause: Clause, group: str) -> bool:
    """Whether a clause speaks of weapons, armies, or a site of theirs."""
    line = clause.line
    if line.words.lists["military"].anywhere(line.low[clause.first : clause.last]):
        return True
    kinds = {*HELD, *line.words.sets["based"]} if group in WORKED else HELD
    sited = any(spot.kind in kinds and clause.first <= spot.first < clause.last for spot in clause.scene.spots)
    return sited or any(is_of(system, line.words.sets["materiel"]) and system.military for system in clause.systems())


def national(clause: Clause, known: Antecedents, group: str) -> Cast | None:
    """People given by nationality alone at a base or with arms: "the Americans handed over the air base", "os russos ocuparão a base"."""
    if not has_arms(clause, group):
        return None
    forces = [force for force in clause.forces() if force.strength in {"national", "weak"} and force.state]
    before = [force for force in forces if force.last <= clause.trigger.first]
    if not before or before[-1].strength != "national" or is_loose(clause):
        return None
    return Cast(before[-1]) if before[-1].state != known.country else None


def owning(clause: Clause, group: str) -> Cast | None:
    """The state in whose name it is done: "China will run the port", "la empresa rusa explota una mina"."""
    if group in NEVER or not (has_arms(clause, group) or group in ARMED_VERBS or is_business(clause, group)):
        return None
    state = subject(clause)
    if state is None or is_loose(clause):
        return None
    return Cast(Force(clause.line.number, state.first, state.last, state.first, "strong", state.state))


def is_business(clause: Clause, group: str) -> bool:
    """Whether a site of an economic kind is taken."""
    line = clause.line
    return group == "occupy" and line.words.lists["economic"].anywhere(line.low[clause.first : clause.last])


def subject(clause: Clause) -> StateWord | None:
    """The state before the trigger that no preposition governs; its adjective only close to the verb, and not beside other people."""
    line = clause.line
    for state in reversed(line.states):
        if not clause.first <= state.first or state.last > clause.trigger.first:
            continue
        free = line.is_subject(state.first)
        if state.adjective:
            people = any(force.first <= state.first < force.last for force in clause.scene.forces)
            said = any(left <= state.first < right and name.kind in {"person", "outlet", "agency"} for left, right, name in line.names)
            if clause.trigger.first - state.last <= OWN and not people and not said:
                return state
        elif free:
            return state
    return None


def continued(clause: Clause, known: Antecedents, group: str, acted: Force | None) -> Cast | None:
    """Whoever acted in the claim just before: "Two frigates called at Ream. ... and mapped the seabed"."""
    line = clause.line
    if acted is None or group in NEVER or is_loose(clause) or line.number - acted.line > BACK_LINES:
        return None
    if known.paragraphs[line.number] - known.paragraphs[acted.line] > BACK_PARAGRAPHS:
        return None
    if any(force.strength == "home" and force.last <= clause.trigger.first for force in clause.forces()):
        return None
    state = subject(clause)
    if state is not None and state.state != acted.state:
        return None
    at = clause.trigger
    return Cast(acted._replace(line=line.number, first=at.first, last=at.last, head=at.first, persons=None, definite=True, strength="strong"), acted)


def is_loose(clause: Clause) -> bool:
    """Whether the trigger is a word of many uses."""
    line, (first, last) = clause.line, clause.at
    return any(hit.last == last for hit in line.words.lists["loose"].at(line.low, first))
