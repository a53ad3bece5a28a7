"""A clause -> who acts in it: a force named there, one that a pronoun or bare noun takes up, a craft, or the state that does it."""

from typing import NamedTuple

from cotejo.claims.actors import Force, is_owner
from cotejo.claims.antecedents import Antecedents, as_force
from cotejo.claims.equipment import System, is_of
from cotejo.claims.lines import ARTICLES, Line, StateWord
from cotejo.claims.scenes import Scene
from cotejo.claims.triggers import Trigger

OBJECT_FIRST = frozenset({"host", "rumour", "send", "expel", "presence", "deployment", "exist", "casualty"})
RIGHT_ONLY = frozenset({"host", "rumour"})
SPONSORED = frozenset(
    "deliver handover install deploy deployment fly lost send seen service build withdraw reinforce control exercise train rotate".split()  # noqa: SIM905 - words
)
SUPPLIED = frozenset({"deliver", "goods_arrive", "handover"})
HANDLED = frozenset({"use", "fly", "conceal", "survey"})  # what a craft does not do by itself: it is what is handled
MARTIAL = frozenset("exercise deploy withdraw rotate reinforce fly attack casualty guard".split())  # noqa: SIM905 - a list of words
SUBJECTS = frozenset({"fly", "survey"})  # and what one does as a subject: "A survey vessel mapped"
NEXT = 3  # words between a craft and the verb whose subject it is
STAFFED = frozenset({"withdraw", "reinforce", "rotate", "send", "deploy"})
PRO_DROP = frozenset({"es", "pt"})
PARTIES = 2  # states that an agreement needs
BEING = 2  # words between a verb of being and who is there: "there are some soldiers"
START = 2  # words between the beginning of a clause and a verb without a subject


class Clause(NamedTuple):
    """A trigger with the words `[first, last)` that go with it."""

    scene: Scene
    trigger: Trigger
    first: int
    last: int

    @property
    def line(self) -> Line:
        """The sentence."""
        return self.scene.line

    @property
    def at(self) -> tuple[int, int]:
        """The trigger's words."""
        return self.trigger.first, self.trigger.last

    @property
    def scope(self) -> tuple[int, int]:
        """The clause's words."""
        return self.first, self.last

    def systems(self) -> list[System]:
        """Systems in the clause."""
        return [system for system in self.scene.systems if self.first <= system.noun and system.last <= self.last]

    def origin(self) -> str | None:
        """The state that craft come from: "MiG-29 jets flew from Russia to the base"."""
        inside = [state for state in self.line.states if not state.adjective and self.trigger.last < state.first < self.last]
        return next((state.state for state in inside if self.line.is_small("from", state.first - 1)), None)

    def forces(self) -> list[Force]:
        """Forces in the clause."""
        return [force for force in self.scene.forces if self.first <= force.head and force.last <= self.last]


class Cast(NamedTuple):
    """Who acts, who it is carried from, and by which `route` it was found."""

    force: Force
    carried: Force | None = None
    supplies: bool = False
    route: str = "told"


def cast(clause: Clause, known: Antecedents, group: str) -> Cast | None:
    """Find who acts; None where nobody foreign or unattributed does."""
    first = supplier(clause, group) or attacker(clause, group) or teacher(clause, group)
    if first:
        return first
    for force in ordered(clause, group):
        found = settle(clause, known, force, group)
        if found:
            return found
    if group in RIGHT_ONLY:
        return None
    earlier = [force for force in clause.scene.forces if force.last <= clause.trigger.first and not is_owner(clause.line, force)]
    found = settle(clause, known, earlier[-1], group) if earlier else None
    moved = craft(clause, known, group)
    return found or moved or employer(clause, known, group) or sponsor(clause, group) or dropped(clause, known) or stayed(clause, known, group)


def employer(clause: Clause, known: Antecedents, group: str) -> Cast | None:
    """The company whose people they are: "the company had cut its staff in the country"."""
    hit = next((hit for hit in clause.line.words.lists["company"].search(clause.line.low) if clause.first <= hit.first < clause.trigger.first), None)
    if hit is None or group not in STAFFED or known.company is None:
        return None
    return Cast(Force(clause.line.number, hit.first, hit.last, hit.first, "strong", known.company, "contractor", definite=True))


def supplier(clause: Clause, group: str) -> Cast | None:
    """Who supplies: "received 50 tanks from Russia", "Iranian drones were delivered"."""
    if group not in SUPPLIED:
        return None
    line = clause.line
    for state in line.states:
        before = line.low[state.first - 1] if state.first else ""
        if not state.adjective and clause.first <= state.first < clause.last and before in line.words.words["from"] and clause.systems():
            return Cast(Force(line.number, state.first, state.last, state.first, "strong", state.state), supplies=True)
    return sponsor(clause, group)


def teacher(clause: Clause, group: str) -> Cast | None:
    """The state that trains others: "Turkey trained 1,500 Somali commandos"."""
    owner = owner_of(clause) if group == "train" and not clause.systems() else None
    if owner is None or owner.adjective or owner.last > clause.trigger.first or any(force.last <= clause.trigger.first for force in clause.forces()):
        return None
    return Cast(Force(clause.line.number, owner.first, owner.last, owner.first, "strong", owner.state))


def attacker(clause: Clause, group: str) -> Cast | None:
    """The craft or drone that attacks: "Israeli jets struck"."""
    if group != "attack":
        return None
    systems = [system for system in clause.systems() if system.state and system.military and system.last <= clause.trigger.first]
    return Cast(as_force(systems[-1], systems[-1].state or "")) if systems else None


def ordered(clause: Clause, group: str) -> list[Force]:
    """Forces of the clause, the likeliest first: the subject before the trigger, or the object after it, the nearer first.

    A subject reaches over other triggers of its clause: "twenty Iranians in camouflage teach Bolivian cadets".
    """
    left = [force for force in clause.forces() if force.last <= clause.trigger.first][::-1]
    if not left and group not in OBJECT_FIRST:
        opening = max([at for at in (0, *clause.line.opens) if at <= clause.trigger.first], default=0)
        left = [force for force in clause.scene.forces if opening <= force.head and force.last <= clause.trigger.first and force.acts][::-1]
    right = [force for force in clause.forces() if force.first > clause.trigger.first]  # in a phrase with a gap too: "told the soldiers to leave"
    if group in RIGHT_ONLY:
        return right
    if group == "exist":
        right = [force for force in right if force.first - clause.trigger.last <= BEING]
    return [*right, *left] if group in OBJECT_FIRST else [*left, *right]


def settle(clause: Clause, known: Antecedents, force: Force, group: str) -> Cast | None:
    """Say whose a force is; None where neither its own words nor those before it tell."""
    owner = owner_of(clause) or owner_of(clause._replace(first=0))
    if force.acts:
        if not known.is_armed(force, group in MARTIAL):
            return None
        return Cast(force._replace(state=owner.state) if owner and force.state is None else force)
    bare = force.strength in {"strong", "weak", "home"} or (force.strength == "plain" and force.persons is not None)
    if bare and owner:
        return Cast(force._replace(state=owner.state))
    if force.strength == "home":
        return None
    past = known.before(force.line, force.first) or (known.clear() if bare else None)
    if past is None or (past.strength == "weak" and not known.is_armed(past, group in MARTIAL)):
        return None
    status = past.status if force.status == "unknown" else force.status
    return Cast(force._replace(state=past.state, foreign=past.foreign, name=past.name, status=status), past)


def owner_of(clause: Clause) -> StateWord | None:
    """The state whose craft brings them, or that sends them: "A Rússia enviou", "Two Russian aircraft landed with 99 men"."""
    line = clause.line
    for system in clause.systems():
        if system.state:
            return StateWord(system.first, system.last, system.state, adjective=True)
    subjects = [state for state in line.states if not state.adjective and clause.first <= state.first and state.last <= clause.trigger.first]
    articles = ARTICLES.get(line.words.language, frozenset())
    for state in reversed(subjects):
        before = line.tokens[state.first - 1].norm if state.first else ""
        if (line.is_subject(state.first) and not line.is_owner(state)) or (before in articles and clause.trigger.first == state.last):
            return state
    for first, last, name in line.names:
        if name.state and name.kind == "office" and clause.first <= first and last <= clause.trigger.first:
            return StateWord(first, last, name.state, adjective=False)
    return None


def craft(clause: Clause, known: Antecedents, group: str) -> Cast | None:
    """A foreign or military aircraft, ship or vehicle that moves by itself; where it is handled, only as the subject right before the verb."""
    for system in sorted(clause.systems(), key=lambda each: (abs(each.first - clause.trigger.first), each.first)):
        between = clause.line.low[system.last : clause.trigger.first]
        subject = system.last <= clause.trigger.first and len(between) <= NEXT and all(word.isalpha() for word in between)
        if is_of(system, clause.line.words.sets["craft"]) and (group not in HANDLED or (subject and group in SUBJECTS)):
            past = known.clear() if not system.state else None
            state = system.state or (past.state if past else None)
            if state is None and system.military:
                state = clause.origin()
            if state and (system.military or system.designator or system.registration or (past and known.crafts)):
                return Cast(as_force(system, state), past)
    return None


def sponsor(clause: Clause, group: str) -> Cast | None:
    """The state whose system it is, that supplies it, or that builds a base."""
    if group not in SPONSORED:
        return None
    systems = clause.systems()
    owner = owner_of(clause)
    for system in systems:
        if system.state:
            return Cast(as_force(system, system.state), supplies=True)
    line = clause.line
    military = line.words.lists["military"].anywhere(line.low[clause.first : clause.last])
    based = any(spot.kind in clause.line.words.sets["based"] and clause.first <= spot.first < clause.last for spot in clause.scene.spots)
    military = military or group in {"exercise", "train"}
    if owner is None or not (systems or military or based):
        return None
    return Cast(Force(line.number, owner.first, owner.last, owner.first, "strong", owner.state), supplies=bool(systems))


def stayed(clause: Clause, known: Antecedents, group: str) -> Cast | None:
    """Whose presence an agreement speaks of: "Their stay is regulated by", "Su presencia está amparada por"."""
    if group not in {"legal", "pact"}:
        return None
    party = agreed(clause, known)
    if party:
        return party
    past = known.before(clause.line.number, clause.trigger.first)
    words = clause.line.words.triggers
    hits = (hit for at in range(clause.trigger.first) for hit in words.at(clause.line.low, at) if hit.label in {"presence", "stay", "deployment"})
    hit = next(hits, None) if past else None
    if past is None or hit is None:
        return None
    return Cast(past._replace(line=clause.line.number, first=hit.first, last=hit.last, head=hit.first, persons=None, definite=True), past)


def agreed(clause: Clause, known: Antecedents) -> Cast | None:
    """The foreign party of a military agreement: "signed a military agreement with Russia"."""
    line = clause.line
    inside = [state for state in line.states if not state.adjective and clause.first <= state.first < clause.last]
    parties = [state for state in inside if state.state != known.country]
    if not parties or not line.words.lists["military"].anywhere(line.low[clause.first : clause.last]) or len(known.states) < PARTIES:
        return None
    last = parties[-1]
    return Cast(Force(line.number, last.first, last.last, last.first, "strong", last.state))


def dropped(clause: Clause, known: Antecedents) -> Cast | None:
    """A verb in the plural without a subject, at the head of its clause: "Visten el uniforme", "Saem toda manhã"."""
    line, trigger = clause.line, clause.trigger
    opening = max([at for at in (0, *line.opens) if at <= trigger.first], default=0)
    verbs = line.low[trigger.first : trigger.last]
    begins = trigger.first - opening <= START or (trigger.first > 0 and line.is_small("coordinators", trigger.first - 1))
    if line.words.language not in PRO_DROP or not begins or not any(verb.endswith(("n", "m")) for verb in verbs):
        return None
    past = known.before(line.number, trigger.first) or known.clear()  # a post may open with the quotation and name them after it
    if past is None or not past.state or (past.strength == "weak" and not known.is_armed(past)):
        return None
    taken_up = past._replace(line=line.number, first=trigger.first, last=trigger.last, head=trigger.first, persons=None, definite=True)
    return Cast(taken_up, past)
