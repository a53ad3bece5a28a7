"""Events of different types -> those that texts resting on each other tell of one happening: an arrival comes back as a presence."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from cotejo.events.decisions import Decisions
from cotejo.events.features import Facts
from cotejo.events.score import compare, is_apart, is_retold
from cotejo.events.score_places import VETO, Outcome
from cotejo.events.settings import Settings
from cotejo.events.states import State
from cotejo.events.summarise import compatible

MAX_COMPARED = 20  # members of an event that are held against another
MAX_HOLDERS = 50  # events with one tie; more say nothing


class Retelling(NamedTuple):
    """Two events that may be one, by numbers; the member that fits the other best, and how well."""

    left: int
    right: int
    score: float
    outcomes: list[Outcome]
    facts: Facts
    home: State


def find_retellings(states: list[State], decisions: Decisions, settings: Settings) -> Iterator[Retelling]:
    """Give the pairs of events to be joined, the surest first: of near types, tied by their texts or sources, without a text in common.

    Where one text gives both types, these are two happenings by its own account. Every pair is judged before any is joined, so that the result does
    not hang on an order; a group of events grows only while none of its texts is in it twice.
    """
    found = [retelling for left, right in tied_pairs(states) if (retelling := judge(states, left, right, decisions, settings))]
    group = {number: {number} for number in range(len(states))}
    for one in sorted(found, key=lambda found: (-found.score, states[found.left].seed.claim, states[found.right].seed.claim)):
        first, second = group[one.left], group[one.right]
        if first is not second and all(fit(states[left], states[right], decisions, settings) for left in first for right in second):
            first |= second
            group |= dict.fromkeys(second, first)
            yield one


def tied_pairs(states: list[State]) -> list[tuple[int, int]]:
    """Pairs of events of different kinds that share a tie: a document or its copy, a carrier, a source."""
    groups = [state.seed.group for state in states]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, state in enumerate(states):
        copies = {key for member in state.members for key in member.copies}
        for tie in sorted({*state.documents, *copies, *(f"={key}" for key in (*state.carriers, *state.sources))}):
            holders[tie].append(number)
    few = {tuple(numbers) for numbers in holders.values() if 1 < len(numbers) <= MAX_HOLDERS}
    return sorted({(left, right) for numbers in few for left in numbers for right in numbers if left < right and groups[left] != groups[right]})


def judge(states: list[State], left: int, right: int, decisions: Decisions, settings: Settings) -> Retelling | None:
    """Hold the members of two events against each other; None when they are of one kind, have a text in common, or do not fit."""
    first, second = states[left], states[right]
    if first.seed.group == second.seed.group or not settings.may_be_near(first.types, second.types):
        return None
    best: Retelling | None = None
    for state, home in ((first, second), (second, first)):
        for member in state.members[:MAX_COMPARED]:
            if (is_retold(member, home) or shares_word(member, home)) and not is_apart(member, home, settings.time["near_days"]):
                score, outcomes = compare(member, home, settings)
                if score >= settings.bands.join and (best is None or score > best.score):
                    best = Retelling(left, right, score, outcomes, member, home)
    return best if best and fit(first, second, decisions, settings) else None


def shares_word(facts: Facts, state: State) -> bool:
    """Whether a claim and an event rest on one named source, and give one place and one number: what he said was put in two ways."""
    if facts.sources.isdisjoint(state.sources) or facts.place is None or state.place is None or facts.place.gazetteer_id != state.place.gazetteer_id:
        return False
    return facts.count is not None and any(compatible(facts.count, reading) for reading in state.counts)


def fit(left: State, right: State, decisions: Decisions, settings: Settings) -> bool:
    """Whether no text is in both, and no member of either is kept from the other by what it says or by a person."""
    if not left.documents.isdisjoint(right.documents):
        return False
    pairs = [(member, home) for state, home in ((left, right), (right, left)) for member in state.members[:MAX_COMPARED]]
    return all(compare(member, home, settings)[0] != VETO and not decisions.forbid(member.claim, home) for member, home in pairs)
