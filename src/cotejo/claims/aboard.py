"""A happening of a craft -> how many people it carried, where the sentence says so: "landed with 99 soldiers on board"."""

from cotejo.claims.actors import Force
from cotejo.claims.casting import Clause
from cotejo.claims.equipment import is_of
from cotejo.claims.lines import Line
from cotejo.records.claim import EventType
from cotejo.records.span import Quantity

CARRIED = frozenset({"ARRIVAL", "MOVEMENT", "WITHDRAW", "ROTATE"})  # happenings of a craft that its people share
BEFORE = 2  # words between "carrying" and its people: "carrying what were said to be"
AFTER = 1  # words between people and "on board"


def aboard(clause: Clause, own: Force, kind: EventType) -> Quantity | None:
    """The count of the one group of people that is joined to a craft of the sentence by a word of the list `aboard`.

    None where who acts is people, where no craft is in the sentence, where nobody is counted, or where two groups may be meant.
    """
    line = clause.line
    if kind not in CARRIED or not any(is_of(system, line.words.sets["craft"]) for system in clause.scene.systems):
        return None
    others = [force for force in clause.scene.forces if force.persons and force.head != own.head and force.state in {None, own.state}]
    joined = [force for force in others if is_joined(line, force)]
    return joined[0].persons if len(joined) == 1 else None


def is_joined(line: Line, force: Force) -> bool:
    """Whether a word of carrying stands right before people, or one of being aboard right after."""
    hits = list(line.words.lists["aboard"].search(line.low))
    before = any(0 <= force.first - hit.last <= BEFORE for hit in hits)
    return before or any(0 <= hit.first - force.last <= AFTER for hit in hits)
