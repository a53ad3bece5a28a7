"""A clause in which no force is named -> who acts all the same: the state that it speaks of, or whoever acted in the claim before."""

from cotejo.claims.actors import Force
from cotejo.claims.antecedents import Antecedents
from cotejo.claims.casting import MARTIAL, PRO_DROP, SPONSORED, SUPPLIED, Cast, Clause
from cotejo.claims.equipment import is_of
from cotejo.claims.lines import StateWord

NEVER = frozenset({"legal", "rumour", "seen", "none", "presence", "host", "handover"})
ARMED_VERBS = MARTIAL | {"control", "expel", "reinforce", "train", "install", "service"}
WORKED = frozenset({"use", "control", "occupy", "build", "install", "service", "guard", "handover", "stay", "exist", "presence"})
AFLOAT = frozenset({"survey", "conceal"})  # what ships do that are no warships
HELD = frozenset({"base", "barracks", "headquarters", "camp", "border_post"})
BACK_LINES = 2  # sentences back in which a claim may say who acts
BACK_PARAGRAPHS = 1
NEXT_WORDS = 3  # between a state and what it does: "has not yet sent"
PARTING = ("definite", "articles", "prepositions", "boundaries", "belonging")
QUOTES = frozenset('«“"„')
OWN = 4  # words between a nationality and the verb of what it stands beside


def stand_in(clause: Clause, known: Antecedents, group: str) -> Cast | None:
    """Who acts where no force, craft or sender is named; None where nothing tells, or where the word has many uses."""
    return national(clause, known, group) or maker(clause, group) or owning(clause, group)


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
    if not before or before[-1].strength != "national":
        return None
    return Cast(before[-1]) if before[-1].state != known.country else None


def owning(clause: Clause, group: str) -> Cast | None:
    """The state in whose name it is done: "China will run the port", "la empresa rusa explota una mina"."""
    told = is_told(clause, group)
    afloat = group in AFLOAT and any(is_of(system, clause.line.words.sets["craft"]) and system.state for system in clause.scene.systems)
    if group in NEVER or not (told or afloat or (group in ARMED_VERBS and not is_loose(clause))):
        return None
    state = subject(clause) or subject(clause._replace(first=opening_of(clause)))
    return Cast(Force(clause.line.number, state.first, state.last, state.first, "strong", state.state)) if state else None


def opening_of(clause: Clause) -> int:
    """Where the clause begins in which a trigger stands, over other triggers in it: "An Israeli strike flattened"."""
    return max([at for at in (0, *clause.line.opens) if at <= clause.trigger.first], default=0)


def maker(clause: Clause, group: str) -> Cast | None:
    """The state that made what is supplied: "components of the S-400, of Russian make"."""
    line, made = clause.line, clause.line.words.lists["made"]
    if group not in SPONSORED | SUPPLIED or not clause.systems():
        return None
    for state in line.states:
        beside = [at for at in (state.first - 3, state.first - 2, state.first - 1, state.first, state.last) if 0 <= at < len(line.low)]
        if state.adjective and clause.first <= state.first < clause.last and any(made.longest(line.low, at) for at in beside):
            return Cast(Force(line.number, state.first, state.last, state.first, "strong", state.state), supplies=True)
    return None


def is_told(clause: Clause, group: str) -> bool:
    """Whether the clause itself shows that a word is meant as a happening: by weapons, a site of theirs, or what is mined or leased."""
    return has_arms(clause, group) or is_business(clause, group)


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
            if clause.trigger.first - state.last <= OWN and is_of_arms(clause, state):
                return state
        elif free and not line.is_owner(state) and is_close(clause, state):
            return state
    return None


def is_close(clause: Clause, state: StateWord) -> bool:
    """Whether a state is the trigger's own subject: nothing between them but a few words, none of which opens another phrase.

    "Ankara has quietly sent": yes; "Washington condemns the attacks", "Paris deplores that soldiers were killed": no.
    """
    between = range(state.last, clause.trigger.first)
    return len(between) <= NEXT_WORDS and not any(clause.line.is_small(name, at) for at in between for name in PARTING)


def is_of_arms(clause: Clause, state: StateWord) -> bool:
    """Whether a nationality stands beside a system, a site, a company or a name of its own: not beside tourists or a striker."""
    line, scene = clause.line, clause.scene
    if any(force.first <= state.first < force.last for force in scene.forces):
        return False
    if any(left <= state.first < right and name.kind in {"person", "outlet", "agency"} for left, right, name in line.names):
        return False
    beside = {state.first - 2, state.first - 1, state.last} if line.words.language in PRO_DROP else {state.last}
    things = [range(system.noun, system.last) for system in scene.systems] + [range(spot.first, spot.last) for spot in scene.spots]
    things += [range(hit.first, hit.last) for hit in line.words.lists["company"].search(line.low)]
    things += [range(each.first, each.last) for each in scene.triggers if "attack" in each.groups and each != clause.trigger]
    named = any(state.last <= at < len(line.tokens) and line.tokens[at].text[0] in QUOTES for at in beside)
    return named or any(at in thing for at in beside for thing in things)


def continued(clause: Clause, known: Antecedents, group: str, acted: Force | None) -> Cast | None:
    """Whoever acted in the claim just before: "Two frigates called at Ream. ... and mapped the seabed"."""
    line = clause.line
    if acted is None or group in NEVER or (is_loose(clause) and not is_told(clause, group)) or line.number - acted.line > BACK_LINES:
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
