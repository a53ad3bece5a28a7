"""A claim and an event state -> a score with every reason, or a veto that says why they cannot be one happening."""

from collections.abc import Callable
from datetime import date

from cotejo.events.features import MIN_WORDING, Count, Facts
from cotejo.events.score_places import VETO, Outcome, compare_places, compare_sites, distance_km, names_another, veto, weigh
from cotejo.events.settings import Settings
from cotejo.events.states import State
from cotejo.records.event import Reason

Step = Callable[[Facts, State, Settings], Outcome | None]
ALIKE_FRAMES = 5
ALIKE_SHARE = 0.65
FAR_KM = 1000.0  # stands for places that are no points; `near_km` of the table decides below it


def compare(facts: Facts, state: State, settings: Settings) -> tuple[float, list[Outcome]]:
    """Add up the table. A veto ends it: the score is minus infinity and the last outcome says why."""
    outcomes: list[Outcome] = []
    total = 0.0
    for step in STEPS:
        outcome = step(facts, state, settings)
        if outcome is not None:
            outcomes.append(outcome)
            total += outcome[1]
            if total == VETO:
                break
    return total, outcomes


def explain(outcomes: list[Outcome]) -> tuple[Reason, ...]:
    """Write the reasons of a comparison."""
    return tuple(Reason(feature=feature, seen=seen(), weight=weight) for feature, weight, seen in outcomes)


def is_apart(facts: Facts, state: State, near_days: float) -> bool:
    """See at once, without reasons, that a claim cannot be of an event: other men, another country or other days, a place elsewhere."""
    if facts.actors and state.actors and facts.actors.isdisjoint(state.actors):
        return True
    if facts.host and state.hosts and facts.host not in state.hosts:
        return True
    if facts.first is not None and state.last is not None and facts.first - state.last > near_days:
        return True
    if facts.last is not None and state.first is not None and state.first - facts.last > near_days:
        return True
    here, there = facts.path, state.path
    if here[: len(there)] == there or there[: len(here)] == here or facts.place is None or state.place is None:
        return False
    return (distance_km(facts.place, state.place) or FAR_KM) >= FAR_KM


def is_anchored(facts: Facts, state: State) -> bool:
    """See at once whether anything beside actor, country and kind could tie a claim to an event: without it the two are never compared.

    "Soldiers are in the country" and "soldiers were seen in the country" of the same month are not asked about.
    """
    if (len(facts.path) > 1 and len(state.path) > 1) or (facts.name and any(facts.name.is_same(name) for name in state.names)):
        return True
    if not (facts.bound or state.bound) or (facts.count and state.counts) or not facts.registrations.isdisjoint(state.registrations):
        return True
    if facts.words in state.words or facts.document in state.documents or not facts.copies.isdisjoint(state.documents):
        return True
    if not facts.sources.isdisjoint(state.sources) or not facts.sources.isdisjoint(state.carriers):
        return True
    if not facts.carriers.isdisjoint(state.sources) or facts.address in state.links:
        return True
    return not facts.links.isdisjoint(state.addresses) or any(alike(facts.frames, other) for other in state.frames)


def compare_actors(facts: Facts, state: State, settings: Settings) -> Outcome | None:
    """Whose men: the same state, not said, or another state (veto)."""
    if facts.actors and state.actors:
        if facts.actors & state.actors:
            return weigh(settings.actor, "actor", "same", lambda: "+".join(sorted(facts.actors & state.actors)))
        return veto("actor.differs", lambda: f"{'+'.join(sorted(facts.actors))} / {'+'.join(sorted(state.actors))}")
    return weigh(settings.actor, "actor", "kin", lambda: "one does not say whose men they are")


def compare_hosts(facts: Facts, state: State, _settings: Settings) -> Outcome | None:
    """In which country: another one is a veto."""
    if facts.host and state.hosts and facts.host not in state.hosts:
        return veto("host.differs", lambda: f"{facts.host} / {'+'.join(sorted(state.hosts))}")
    return None


def compare_forces(facts: Facts, state: State, settings: Settings) -> Outcome | None:
    """The same force or company by name."""
    shared = facts.forces & state.forces
    return weigh(settings.actor, "actor", "named", lambda: "+".join(sorted(shared))) if shared else None


def compare_actions(facts: Facts, state: State, settings: Settings) -> Outcome | None:
    """What is said to happen: the same type, a type of the same kin, or one that a retelling may give it."""
    outcome = "same" if facts.event_type in state.types else "kin" if facts.group == state.seed.group else "near"
    return weigh(settings.action, "action", outcome, lambda: f"{facts.event_type} / {'+'.join(sorted(state.types))}")


def compare_times(facts: Facts, state: State, settings: Settings) -> Outcome | None:
    """When: sharing a day, near, apart (veto). A day of publication is only an upper bound, and weak."""
    table = settings.time
    first, last = state.first, state.last  # as they are now: the state goes on growing

    def seen() -> str:
        return f"{show_days(facts.first, facts.last)} / {show_days(first, last)}"

    gap = gap_days(facts, state)
    if gap > 0:
        # a report cannot precede its happening by more than the difference of time zones
        return weigh(table, "time", "near", seen) if gap <= table["near_days"] else veto("time.apart", seen)
    if facts.bound or state.bound:
        last_seen = (facts.last or facts.published, state.last or state.published)
        if None not in last_seen and abs((last_seen[0] or 0) - (last_seen[1] or 0)) <= table["bound_days"]:
            return weigh(table, "time", "bound", seen)
        return weigh(table, "time", "open", seen)
    ends = (facts.first, facts.last, state.first, state.last)
    if None in ends:
        return weigh(table, "time", "overlap", seen)
    lengths = ((facts.last or 0) - (facts.first or 0) + 1, (state.last or 0) - (state.first or 0) + 1)
    return weigh(table, "time", "tight" if max(lengths) <= table["tight_days"] else "overlap", seen)


def gap_days(facts: Facts, state: State) -> int:
    """Days between two intervals; 0 or less when they share a day or an end is open."""
    before = facts.first - state.last if facts.first is not None and state.last is not None else 0
    after = state.first - facts.last if state.first is not None and facts.last is not None else 0
    return max(before, after, 0)


def show_days(first: int | None, last: int | None) -> str:
    """Write an interval of ordinals as ISO dates."""
    return f"{date.fromordinal(first) if first else '..'}..{date.fromordinal(last) if last else '..'}"


def compare_counts(facts: Facts, state: State, settings: Settings) -> Outcome | None:
    """How many: against the nearest reading that the event has. A conflict is recorded, and never a veto."""
    count = facts.count
    readings = [reading for reading in state.counts if count and reading.unit == count.unit]
    if not count or not readings:
        return None
    outcomes = [(settings.count[outcome], outcome, reading) for reading in readings for outcome in [match_counts(count, reading, settings)]]
    _, outcome, reading = max(outcomes, key=lambda found: (found[0], found[2].low))
    if outcome == "conflict" and is_retold(facts, state):
        outcome = "drift"
    return weigh(settings.count, "count", outcome, lambda: f"{show_count(count)} / {show_count(reading)}")


def is_retold(facts: Facts, state: State) -> bool:
    """Whether a claim's text follows, credits or links to one of the event's, or the other way round."""
    if facts.address in state.links or not facts.copies.isdisjoint(state.documents) or not facts.sources.isdisjoint(state.carriers):
        return True
    return not facts.carriers.isdisjoint(state.sources) or not facts.links.isdisjoint(state.addresses)


def match_counts(left: Count, right: Count, settings: Settings) -> str:
    """Compare two integer intervals: tight, overlap or conflict."""
    if left == right:
        return "tight"
    low = max(left.low, right.low)
    high = min((end for end in (left.high, right.high) if end is not None), default=None)
    if high is not None and low > high:
        return "conflict"
    narrow = all(reading.high and (reading.high - reading.low) / reading.high <= settings.count["narrow"] for reading in (left, right))
    return "tight" if narrow else "overlap"


def show_count(count: Count) -> str:
    """Write a count: "99", "72-80", "at least 18"."""
    if count.high is None:
        return f"at least {count.low}"
    return str(count.low) if count.low == count.high else f"{count.low}-{count.high}"


def compare_equipment(facts: Facts, state: State, settings: Settings) -> Outcome | None:
    """With what: the same class, one class inside the other, or others."""
    table = settings.equipment
    if facts.registrations & state.registrations:
        return weigh(table, "equipment", "registration", lambda: "+".join(sorted(facts.registrations & state.registrations)))
    if not facts.equipment or not state.equipment:
        return None

    def seen() -> str:
        return f"{'+'.join(facts.equipment)} / {'+'.join(sorted(state.equipment))}"

    if set(facts.equipment) & state.equipment:
        return weigh(table, "equipment", "same", seen)
    kin = any(left.split(".")[0] == right.split(".")[0] for left in facts.equipment for right in state.equipment)
    return weigh(table, "equipment", "kin" if kin else "differs", seen)


def compare_lineage(facts: Facts, state: State, settings: Settings) -> Outcome | None:
    """On whose word: the same sentence, one that rests on the other, the same source, the same document."""
    table = settings.lineage
    if facts.words in state.words and len(facts.words) > MIN_WORDING:
        return weigh(table, "lineage", "wording", lambda: facts.words[:60])
    if any(alike(facts.frames, other) for other in state.frames) and not names_another(facts, state):
        return weigh(table, "lineage", "alike", lambda: "the same words in another form or a sister language")
    linked = (facts.links & state.addresses) or ({facts.address} & state.links)
    rests = (facts.sources & state.carriers) or (facts.carriers & state.sources) or linked
    if rests:
        return weigh(table, "lineage", "rests_on", lambda: min(key for key in rests if key))
    if facts.copies & state.documents and not is_bare_aside(facts, state) and not names_another(facts, state):
        return weigh(table, "lineage", "copy", lambda: "one text follows the other")
    if facts.sources & state.sources:
        return weigh(table, "lineage", "same_word", lambda: min(facts.sources & state.sources))
    if facts.document in state.documents:
        return weigh(table, "lineage", "fellow", lambda: "same document")
    return None


def is_bare_aside(facts: Facts, state: State) -> bool:
    """Whether a claim gives neither place, days nor number, and its text has a member in the event already: what a retelling says beside."""
    return facts.document in state.documents and facts.bound and len(facts.path) <= 1 and facts.count is None


def alike(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether one sentence repeats the other: most word frames of the shorter one, names and numbers among them."""
    fewer = min(len(left), len(right))
    return fewer >= ALIKE_FRAMES and len(left & right) / fewer >= ALIKE_SHARE


STEPS: tuple[Step, ...] = (
    compare_actors,
    compare_hosts,
    compare_times,
    compare_places,
    compare_actions,
    compare_forces,
    compare_sites,
    compare_counts,
    compare_equipment,
    compare_lineage,
)
