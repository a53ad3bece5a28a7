"""A draft of a happening -> a weight that says whether it is one: a sum of a table's numbers over what is seen of it.

The numbers are learnt (training/weights.py: logistic regression) from texts that we wrote and coded, of all four languages together, since
nothing here names a word. Zero is where as many such drafts were right as wrong.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from cotejo.claims.making import Draft, Work
from cotejo.claims.slots import is_negated, tense_of
from cotejo.claims.stand_ins import has_arms, is_loose, is_told
from cotejo.lexicon.load import table

HUNDRED = 100
STEPS = (0, 1, 2, 4, 8)  # a number counts as the last of these that it reaches
SMALL = ("definite", "articles", "passive", "belonging", "prepositions", "pronouns", "coordinators", "negation", "boundaries")
PARTING = ("boundaries", "prepositions", "belonging", "coordinators", "passive", "negation")
LENGTHS = (0, 4, 10)  # sentences of a text
FAR = (0, 2, 5, 9)  # words between who acts and the trigger


def weigh(work: Work, draft: Draft, earlier: Sequence[Draft]) -> float:
    """The sum of the weights of what is seen of a draft; what the table does not know weighs nothing."""
    known = hundredths()
    total = known["bias"]
    for key, names in parts_of(work, draft, earlier):
        if key is None:
            total += sum(known.get(name, 0) for name in names)
            continue
        if key not in work.weights:
            work.weights[key] = sum(known.get(name, 0) for name in names)
        total += work.weights[key]
    return total / HUNDRED


@cache
def weights() -> Mapping[str, float]:
    """The learnt table."""
    return {str(name): float(value) for name, value in table("weights")["weights"].items()}


@cache
def hundredths() -> Mapping[str, int]:
    """The learnt table in hundredths, which is all that it gives: whole numbers add up to the same in any order."""
    return {name: round(value * HUNDRED) for name, value in weights().items()}


def step(number: int, steps: tuple[int, ...] = STEPS) -> int:
    """The last of the steps that a number reaches."""
    return max(each for each in steps if each <= number)


def seen_of(work: Work, draft: Draft, earlier: Sequence[Draft]) -> Iterator[str]:
    """Names of all that is seen of a draft."""
    return chain.from_iterable(names for _, names in parts_of(work, draft, earlier))


def parts_of(work: Work, draft: Draft, earlier: Sequence[Draft]) -> Iterator[tuple[tuple[object, ...] | None, Iterator[str]]]:
    """Names of what is seen, in parts; what stands by a key is the same for all drafts of a text that have this key."""
    clause, group, own = draft.clause, draft.group, draft.cast.force
    broad = draft.cast.route.partition(".")[0]
    here = (clause.line.number, clause.trigger, clause.first, clause.last, group, broad)
    yield ("read", draft.read, group, draft.cast.route), of_read(draft, broad)
    yield None, twice((*of_actor(work, draft), *of_place(work, draft)), broad)
    yield ("beside", *here, own.head), twice(of_beside(work, draft), broad)
    yield ("text", own.state, step(len(earlier)), broad), of_whole(work, draft, earlier, broad)
    yield ("trigger", *here, draft.timed.span is None), of_trigger(draft)
    yield None, of_pairs(work, draft)
    yield None, of_lacks(draft)


def twice(names: Iterable[str], broad: str) -> Iterator[str]:
    """Each name by itself, and with the way in which who acts was found."""
    for name in names:
        yield name
        yield f"{name}&broad={broad}"


def of_read(draft: Draft, broad: str) -> Iterator[str]:
    """What is read, from which words, by which way."""
    kind, group = draft.read.event_type, draft.group
    yield from (f"type={kind}", f"group={group}", f"route={draft.cast.route}", f"broad={broad}&type={kind}", f"broad={broad}&group={group}")


def of_whole(work: Work, draft: Draft, earlier: Sequence[Draft], broad: str) -> Iterator[str]:
    """What the text is about: it shows in a note otherwise than in a long article."""
    length = f"sentences={step(len(work.reading.sentences), LENGTHS)}"
    yield length
    for name in of_text(work, draft, earlier):
        yield name
        yield f"{name}&broad={broad}"
        yield f"{name}&{length}"


def of_pairs(work: Work, draft: Draft) -> Iterator[str]:
    """What says more together than apart: who acts and whether the text is of arms, whether it is abroad; a craft's kind and what it does."""
    force, kind, known = draft.cast.force, draft.read.event_type, work.known
    who = f"{'institution' if is_institution(draft) else force.strength}/{force.status}"
    country = draft.place.country or draft.host
    where = "unknown" if country is None else "own" if country == force.state else "other"
    alone = not known.states - {force.state}
    yield f"who={who}"
    yield f"who={who}&type={kind}"
    yield f"who={who}&military={step(known.military, (0, 1, 3))}"
    yield f"who={who}&where={where}&alone={alone}"
    yield f"where={where}&alone={alone}&type={kind}"
    for category in sorted({system.category for system in draft.clause.systems()}):
        yield f"system={category}"
        yield f"system={category}&type={kind}"


def is_institution(draft: Draft) -> bool:
    """Whether who acts is named as an army, a navy or a police, not as men of it."""
    force, line = draft.cast.force, draft.clause.line
    if draft.cast.carried or force.line != line.number:
        return False
    return any(hit.label.strength == "home" for hit in line.words.forces.at(line.low, force.head))


def of_lacks(draft: Draft) -> Iterator[str]:
    """What an open reading wants and has not."""
    if draft.cast.route.startswith("open"):
        yield f"lacks={len(draft.lacks)}"
        yield from (f"lack={each}" for each in draft.lacks)
        yield from (f"lack={each}&group={draft.group}" for each in draft.lacks)
        yield f"route={draft.cast.route}&lacks={'+'.join(sorted(draft.lacks)) or 'nothing'}"


def of_actor(work: Work, draft: Draft) -> Iterator[str]:
    """Who acts: how surely, whose, how many, and where it stands."""
    force, clause = draft.cast.force, draft.clause
    yield f"strength={force.strength}"
    yield f"status={force.status}"
    yield f"state={'none' if force.state is None else 'home' if force.state == work.known.country else 'abroad'}"
    if force.persons is not None:
        yield "counted"
    if force.definite:
        yield "definite"
    if draft.cast.carried:
        yield "carried"
    if force.state in work.known.armed:
        yield "armed elsewhere"
    if force.line == clause.line.number:
        after = force.first >= clause.trigger.last
        gap = force.first - clause.trigger.last if after else clause.trigger.first - force.last
        yield f"{'after' if after else 'before'}={step(max(0, gap), FAR)}"
        if not clause.first <= force.head < clause.last:
            yield "outside"
        if draft.cast.carried is None:
            yield from of_gap(draft)


def of_gap(draft: Draft) -> Iterator[str]:
    """What stands between who acts and the trigger, and before who acts."""
    clause, force = draft.clause, draft.cast.force
    line, left = clause.line, force.last <= clause.trigger.first
    side = f"{'L' if left else 'R'}&{draft.cast.route.partition('.')[0]}"
    between = range(force.last, clause.trigger.first) if left else range(clause.trigger.last, force.first)
    yield from (f"between {side}={name}" for name in PARTING if any(line.is_small(name, at) for at in between))
    if any(not line.low[at][:1].isalnum() for at in between):
        yield f"between {side}=sign"
    if any(each.first in between for each in clause.scene.triggers):
        yield f"between {side}=trigger"
    if force.first and line.is_small("prepositions", force.first - 1):
        yield f"governed {side}"
    yield f"{side}&group={draft.group}"
    yield f"{side}&strength={force.strength}"


def of_place(work: Work, draft: Draft) -> Iterator[str]:
    """Where: named, of a kind, in whose country."""
    placed = draft.found.placed
    country = draft.place.country or draft.host
    yield f"place={'none' if placed is None else 'named' if placed.is_named else 'nameless'}"
    if placed is not None:
        yield f"placed by={placed.rule}"
        yield f"site={placed.spots[0].kind if placed.spots else 'unknown'}"
    own = draft.cast.force.state
    yield f"country={'unknown' if country is None else 'own' if country == own else 'other'}"
    if country is not None and country == work.known.country:
        yield "country of the text"


def of_text(work: Work, draft: Draft, earlier: Sequence[Draft]) -> Iterator[str]:
    """What the rest of the text is about."""
    known = work.known
    yield f"military={step(known.military)}"
    yield f"topics={step(known.topics)}"
    yield from (f"about={topic}{'+' if times > 1 else ''}" for topic, times in sorted(known.about.items()))
    yield f"about={step(len(known.about))}"
    yield f"other states={step(len(known.states - {draft.cast.force.state}), (0, 1, 2))}"
    if draft.cast.force.state is None:
        yield f"stateless&states={step(len(known.states), (0, 1, 2))}"
    yield f"earlier={step(len(earlier))}"


def of_beside(work: Work, draft: Draft) -> Iterator[str]:
    """Arms and men in the clause and its sentence."""
    known = work.known
    if has_arms(draft.clause, draft.group):
        yield "arms beside"
    if any(system.military for system in draft.clause.systems()):
        yield "military system"
    elif draft.clause.systems():
        yield "system"
    if any(system.military or system.designator for system in draft.clause.scene.systems):
        yield "military system in the sentence"
    own = draft.cast.force
    if any(
        force.head != own.head and (force.strength == "home" or (force.state and force.state == known.country)) for force in draft.clause.scene.forces
    ):
        yield "men of the host in the sentence"
    if any(force.strength == "strong" for force in draft.clause.scene.forces):
        yield "strong force in the sentence"


def of_trigger(draft: Draft) -> Iterator[str]:
    """The words that say it."""
    clause = draft.clause
    if is_loose(clause):
        yield "loose"
        yield f"loose&told={is_told(clause, draft.group)}"
    yield from beside(draft)
    yield f"words={min(clause.trigger.last - clause.trigger.first, 3)}"
    yield f"tense={tense_of(clause.line, clause.at, clause.scope)}"
    if is_negated(clause.line, clause.at, clause.scope):
        yield "negated"
    yield f"dated={draft.timed.span is not None}"
    if clause.scene.vetoed:
        yield "vetoed"
    yield f"triggers={step(len(clause.scene.triggers))}"


def beside(draft: Draft) -> Iterator[str]:
    """Kinds of the words right before and after the trigger: an article makes a noun of it, "were" a passive, "to" a purpose."""
    line, (first, last) = draft.clause.line, draft.clause.at
    broad = draft.cast.route.partition(".")[0]
    for name, at in (("left", first - 1), ("left 2", first - 2), ("right", last)):
        kinds = [kind for kind in SMALL if 0 <= at < len(line.low) and line.is_small(kind, at)]
        inside = 0 <= at < len(line.low)
        sign = inside and not line.low[at][:1].isalnum()
        kind = "edge" if not inside or sign else kinds[0] if kinds else "state" if line.state_at(at) else "word"
        yield f"{name}={kind}"
        yield f"{name}={kind}&broad={broad}"
        yield f"{name}={kind}&group={draft.group}"
