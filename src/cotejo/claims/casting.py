"""A clause -> who acts in it: a force named there, one that a pronoun or bare noun takes up, a craft, or the state that supplies a system."""

from typing import NamedTuple

from cotejo.claims.actors import Force
from cotejo.claims.antecedents import Antecedents
from cotejo.claims.equipment import System, is_of
from cotejo.claims.scenes import Scene, Trigger
from cotejo.claims.vocabulary import Vocabulary

OBJECT_FIRST = frozenset({"host", "rumour", "send", "expel", "presence", "deployment", "exist"})
RIGHT_ONLY = frozenset({"host", "rumour"})
SPONSORED = frozenset({"deliver", "install", "deploy", "deployment", "fly", "lost", "send", "seen", "service"})
PRO_DROP = frozenset({"es", "pt"})
START = 2  # words between the beginning of a clause and a verb without a subject


class Clause(NamedTuple):
    """A trigger with the words `[first, last)` that go with it."""

    scene: Scene
    trigger: Trigger
    first: int
    last: int

    def systems(self) -> list[System]:
        """Systems in the clause."""
        return [system for system in self.scene.systems if self.first <= system.first and system.last <= self.last]

    def forces(self) -> list[Force]:
        """Forces in the clause."""
        return [force for force in self.scene.forces if self.first <= force.first and force.last <= self.last]


class Cast(NamedTuple):
    """Who acts, and who it is carried from."""

    force: Force
    carried: Force | None
    role: str = "actor"


def cast(clause: Clause, words: Vocabulary, known: Antecedents, group: str) -> Cast | None:
    """Find who acts; None where nobody foreign or unattributed does."""
    for force in ordered(clause, group):
        found = settle(clause, words, known, force)
        if found:
            return found
    if group in RIGHT_ONLY:
        return None
    earlier = [force for force in clause.scene.forces if force.last <= clause.trigger.first]
    found = settle(clause, words, known, earlier[-1]) if earlier else None
    return found or craft(clause, words, known) or sponsor(clause, words, group) or dropped(clause, words, known)


def ordered(clause: Clause, group: str) -> list[Force]:
    """Forces of the clause, the likeliest first: the subject before the trigger, or the object after it, the nearer first."""
    left = [force for force in clause.forces() if force.last <= clause.trigger.first][::-1]
    right = [force for force in clause.forces() if force.first >= clause.trigger.last]
    if group in RIGHT_ONLY:
        return right
    return [*right, *left] if group in OBJECT_FIRST else [*left, *right]


def settle(clause: Clause, words: Vocabulary, known: Antecedents, force: Force) -> Cast | None:
    """Say whose a force is; None where neither its own words nor those before it tell."""
    if force.acts:
        return Cast(force, None)
    owner = owner_state(clause, words)
    if force.strength in {"strong", "weak"} or (force.strength == "plain" and force.count):
        if owner:
            return Cast(force._replace(state=owner), None)
        past = known.before(force.line, force.first) or known.clear()
        return Cast(force._replace(state=past.state, foreign=past.foreign, name=past.name), past) if past else None
    if force.strength in {"plain", "pronoun"}:
        past = known.before(force.line, force.first)
        return Cast(force._replace(state=past.state, foreign=past.foreign, name=past.name, status=past.status), past) if past else None
    return None


def owner_state(clause: Clause, words: Vocabulary) -> str | None:
    """The state whose craft brings them, or that sends them: "A Rússia enviou", "Two Russian aircraft landed with 99 men"."""
    for system in clause.systems():
        if system.state:
            return system.state
    line = clause.scene.line
    for state in line.states:
        before = line.low[state.first - 1] if state.first else ""
        subject = not state.adjective and state.last <= clause.trigger.first and before not in words.words["prepositions"]
        if subject and clause.first <= state.first:
            return state.state
    offices = [name for first, last, name in line.names if clause.first <= first and last <= clause.trigger.first and name.kind == "office" and name.state]
    return offices[-1].state if offices else None


def craft(clause: Clause, words: Vocabulary, known: Antecedents) -> Cast | None:
    """A foreign or military aircraft or ship that moves by itself."""
    for system in sorted(clause.systems(), key=lambda each: abs(each.first - clause.trigger.first)):
        if is_of(system, words.sets["craft"]):
            past = known.clear() if system.military and not system.state else None
            state = system.state or (past.state if past else None)
            if state and (system.military or system.designator or past is not None):
                return Cast(as_force(system, state), past)
    return None


def as_force(system: System, state: str) -> Force:
    """A craft as the one who acts."""
    return Force(system.line, system.first, system.last, state, "military", "strong", False, None, None, system.noun, False)


def sponsor(clause: Clause, words: Vocabulary, group: str) -> Cast | None:
    """The state whose system it is, or that supplies it."""
    if group not in SPONSORED:
        return None
    for system in clause.systems():
        if system.state:
            return Cast(as_force(system, system.state), None, "supplier")
    line = clause.scene.line
    owner = owner_state(clause, words)
    word = next((state for state in line.states if state.state == owner), None)
    if owner is None or word is None or not clause.systems():
        return None
    return Cast(Force(line.number, word.first, word.last, owner, "unknown", "strong", False, None, None, word.first, False), None, "supplier")


def dropped(clause: Clause, words: Vocabulary, known: Antecedents) -> Cast | None:
    """A verb in the plural without a subject, at the head of its clause: "Visten el uniforme", "Saem toda manhã"."""
    line, trigger = clause.scene.line, clause.trigger
    opening = max([at for at in (0, *line.opens) if at <= trigger.first], default=0)
    verb = line.low[trigger.first] if line.low[trigger.first] != "se" else line.low[min(trigger.first + 1, len(line.low) - 1)]
    if words.language not in PRO_DROP or trigger.first - opening > START or not verb.endswith(("n", "m")):
        return None
    past = known.before(line.number, trigger.first)
    if past is None or not past.state:
        return None
    return Cast(past._replace(line=line.number, first=trigger.first, last=trigger.last, head=trigger.first, count=None), past)

