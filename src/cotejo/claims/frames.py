"""A reading and its attributions -> claims, with what their places and times denote; nothing where a need of the type is not met."""

from collections.abc import Iterator, Sequence

from cotejo.claims import casting, needs, open_readings, places, times
from cotejo.claims.bare_denials import denials_of
from cotejo.claims.casting import Clause
from cotejo.claims.hosts import host_of
from cotejo.claims.making import Draft, Work, build
from cotejo.claims.pointers import follow
from cotejo.claims.scenes import Scene, is_off_topic, stage
from cotejo.claims.settings import is_abroad, is_meant, placings, when_seen, whereabouts
from cotejo.claims.stand_ins import stand_in
from cotejo.claims.supposed import suppose
from cotejo.claims.triggers import Trigger
from cotejo.claims.vocabulary import vocabulary
from cotejo.claims.weighing import weigh
from cotejo.language.reading import Reading
from cotejo.records.attribution import Attribution
from cotejo.records.claim import Claim
from cotejo.records.resolution import Resolution

SPREAD = frozenset({"PRESENCE", "BASE_USE", "ARRIVAL", "MOVEMENT", "WITHDRAW", "BASE_ESTABLISH", "SYSTEM_EMPLACED"})
# by five folds (training/weights.py): docs/decisions/013
TOLD = -0.7  # weight from which a reading by those who act as the words have it is a claim
UNTOLD = -0.1  # and by those who only may act
CONTINUED = -1.1  # and by who acted in the claim just before
STATELESS = 0.4  # and by those of whom nothing says whose they are
OPEN = 0.4  # and by anybody whom the text speaks of, whatever the reading lacks
WITNESSED = 2  # triggers after a word of seeing that may say what was seen


def find(reading: Reading, attributions: tuple[Attribution, ...], made_by: str) -> Iterator[Claim | Resolution]:
    """Claims in the order of the text, each followed by its resolutions."""
    words = vocabulary(reading.language)
    scenes = stage(reading, words, attributions) if words else ()
    if is_off_topic(scenes):
        return
    work = Work.of(reading, attributions, scenes, made_by)
    earlier: list[Draft] = []
    for scene in scenes:
        found: list[Draft] = []
        for draft in drafts_of(work, scene, earlier) if not scene.vetoed else ():
            found.append(draft)
            earlier.append(draft)
            yield from build(work, draft)
        for draft in denials_of(work, scene, found, earlier):
            earlier.append(draft)
            yield from build(work, draft)


def drafts_of(work: Work, scene: Scene, earlier: list[Draft]) -> Iterator[Draft]:
    """The readings of a sentence's triggers, each but once; where there are none, a force with its place beside it ("18 rusos en un hotel")."""
    seen: set[tuple[object, ...]] = set()
    head = work.dateline.last if work.dateline and scene.line.number == 0 else 0
    clauses = list(clauses_of(scene, head))
    for place, clause in enumerate(clauses):
        draft = read_clause(work, clause, earlier)
        if draft and is_witnessed(work, draft, clauses[place + 1 : place + 1 + WITNESSED], earlier):
            continue
        for each in spread(work, draft) if draft else ():
            if sameness(each) not in seen:
                seen.add(sameness(each))
                yield each
    for clause in verbless(scene) if not seen else ():
        draft = read_clause(work, clause, earlier)
        if draft:
            yield draft
            return


def is_witnessed(work: Work, draft: Draft, later: Sequence[Clause], earlier: list[Draft]) -> bool:
    """Whether a word of seeing only brings in what was seen, which the same force does: "footage shows Russian soldiers unloading a launcher"."""
    if draft.group != "seen" or draft.read.event_type != "PRESENCE":
        return False
    following = (read_clause(work, clause, earlier) for clause in later if "seen" not in clause.trigger.groups)
    return any(each is not None and each.cast.force.state == draft.cast.force.state for each in following)


def clauses_of(scene: Scene, head: int) -> Iterator[Clause]:
    """Each trigger with the words that go with it: its clause, and those beside it that hold no other trigger; nothing before `head`."""
    line, triggers = scene.line, scene.triggers
    for place, here in enumerate(triggers):
        before, after = triggers[place - 1] if place else None, triggers[place + 1] if place + 1 < len(triggers) else None
        first, last = head if here.first >= head else 0, len(line.low)
        if before:
            first = next((at for at in line.opens if before.last <= at <= here.first), before.last)
        if after:
            last = next((at for at in reversed(line.opens) if here.last <= at <= after.first), after.first)
        yield Clause(scene, here, first, last)


def spread(work: Work, draft: Draft) -> Iterator[Draft]:
    """A happening at each place that "and" joins to its first; each has the clause up to its own place, so that their spans differ."""
    clause, placed = draft.clause, draft.found.placed
    further = []
    if placed and draft.read.event_type in SPREAD:
        further = list(places.others(clause.line, placed, clause.scene.spots, clause.last))
    if not placed or not further:
        yield draft
        return
    for each in (placed, *further):
        last = max(clause.trigger.last, *(spot.last for spot in each.spots))
        yield draft._replace(clause=clause._replace(last=last), found=draft.found._replace(placed=each), place=work.place_of(each))


def verbless(scene: Scene) -> Iterator[Clause]:
    """A force with its place right after it, joined by "in" or "at"."""
    for force in scene.forces:
        for spot in scene.spots:
            if force.acts and spot.joint == force.last and spot.prep in places.INSIDE:
                yield Clause(scene, Trigger(force.last, force.last + 1, ("located",)), force.first, len(scene.line.low))


def sameness(draft: Draft) -> tuple[object, ...]:
    """What tells two claims of one sentence apart; an agreement is one however many verbs speak of it."""
    kind = draft.read.event_type
    placed = draft.found.placed.spots[0] if draft.found.placed and kind != "LEGAL_BASIS" else None
    return kind, placed, draft.cast.force.state


def read_clause(work: Work, clause: Clause, earlier: list[Draft]) -> Draft | None:
    """The first reading of a trigger's groups that weighs enough: of those who surely act, else the heaviest of those who may, else of all."""
    sure = next((draft for draft in told(work, clause, earlier) if weigh(work, draft, earlier) >= TOLD), None)
    if sure:
        return sure
    return heaviest(work, untold(work, clause, earlier), earlier) or heaviest(work, open_readings.draft(work, clause, earlier), earlier)


def heaviest(work: Work, drafts: Iterator[Draft], earlier: list[Draft]) -> Draft | None:
    """The heaviest draft of those that weigh enough, the first of equals."""
    weighed = [(weigh(work, draft, earlier), -place, draft) for place, draft in enumerate(drafts)]
    enough = [each for each in weighed if each[0] >= needed(each[2])]
    return max(enough, key=lambda each: each[:2])[2] if enough else None


def needed(draft: Draft) -> float:
    """The weight from which a draft by one who only may act is a claim."""
    if draft.cast.route.startswith("open"):
        return OPEN
    if draft.cast.force.state is None:
        return STATELESS
    return CONTINUED if draft.cast.route == "supposed.continued" else UNTOLD


def told(work: Work, clause: Clause, earlier: list[Draft]) -> Iterator[Draft]:
    """Readings by those who act as the words have it."""
    for group in clause.trigger.groups:
        if cast := casting.cast(clause, work.known, group):
            yield from read_group(work, clause, group, cast, earlier)
        if other := stand_in(clause, work.known, group):
            yield from read_group(work, clause, group, other._replace(route="stand_in"), earlier)


def untold(work: Work, clause: Clause, earlier: list[Draft]) -> Iterator[Draft]:
    """Readings by those who may act."""
    acted = earlier[-1].cast.force if earlier else None
    for group in clause.trigger.groups:
        for cast in suppose(clause, work.known, group, acted):
            yield from read_group(work, clause, group, cast, earlier)


def read_group(work: Work, clause: Clause, group: str, cast: casting.Cast, earlier: list[Draft]) -> Iterator[Draft]:
    """The first reading of one group by one who acts whose needs are met, if it is abroad and not in a past long gone."""
    placed = places.attach(clause.line, group, clause.at, clause.scope, clause.scene.spots)
    if placed:
        placed = follow(clause.line, placed, placings(earlier), cast.force.state)
    found = needs.look(clause, cast, placed)
    for read in clause.line.words.reads[group]:
        meant = cast.route.startswith("supposed") or is_meant(work, clause, cast, group)
        if meant and all(needs.met(clause, found, need, group) for need in read.needs):
            first = clause.scene.triggers[0].first if clause.scene.triggers else clause.trigger.first
            timed = times.attach(clause.line, clause.at, (*clause.scope, first), work.attributions, work.bound)
            timed = when_seen(work, clause, timed)
            draft = Draft(clause, read, group, cast, found, whereabouts(work, clause, placed), timed)
            if is_abroad(work, draft) and (read.event_type == "LEGAL_BASIS" or not times.is_old(timed.interval, work.bound)):
                yield draft if draft.place.country else draft._replace(host=host_of(draft, earlier))
                return
