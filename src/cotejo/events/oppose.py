"""Denials, disputed numbers, recasts and refusals to comment -> links to the events that they stand against."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from cotejo.events.features import Facts
from cotejo.events.score import gap_days
from cotejo.events.settings import Settings
from cotejo.events.states import State, contains
from cotejo.events.versions import LINKED_BY
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.claim import Claim
from cotejo.records.corpus import Corpus
from cotejo.records.event import Link, Reason, Relation

SURE = 4.0  # place and document, or actor, place and time: an opposing claim that reaches less is shown as unsure


def oppose(corpus: Corpus, opponents: list[Facts], states: list[State], settings: Settings) -> Iterator[Record]:
    """Tie each opposing claim to the events that it reaches; one that reaches none is abstained on.

    Somebody's denial that names no country ("not one of them is here") is of what its text is about.
    """
    by_host: dict[str, list[State]] = defaultdict(list)
    by_document: dict[str, list[State]] = defaultdict(list)
    for state in states:
        for host in sorted(state.hosts):
            by_host[host].append(state)
        for document in sorted(state.documents):
            by_document[document].append(state)
    for facts in opponents:
        said = any(stance.speech_act == "DENY" for stance in corpus.claims[facts.claim].stances[-1:])
        near = by_host.get(facts.host, []) if facts.host else by_document.get(facts.document, []) if said else []
        if is_about_things(corpus.claims[facts.claim]):
            near = [state for state in near if has_kin(facts.equipment, state.equipment)]
        reached = sorted(reach(facts, near, settings), key=lambda found: (-found[1], found[0].seed.claim))
        for state, score, reasons in reached:
            yield relate(corpus, facts, state, score, reasons)
        if not reached and facts.stand != "member":
            yield Abstention(
                stage="events.link",
                subject=facts.claim,
                reason="nothing_to_oppose",
                detail=f"{facts.stand} ({facts.event_type}), and no event in this archive with that country, place and time",
                spans=(corpus.claims[facts.claim].span,),
                made_by=LINKED_BY,
            )


def is_about_things(claim: Claim) -> bool:
    """Whether a denial is of systems only ("there is no air defence here"), and says nothing of men."""
    return bool(claim.equipment) and claim.personnel is None and all(actor.carried_from for actor in claim.actors)


def has_kin(left: Iterable[str], right: Iterable[str]) -> bool:
    """Whether two sets of systems share a top class."""
    return not {item.split(".")[0] for item in left}.isdisjoint(item.split(".")[0] for item in right)


def reach(facts: Facts, states: list[State], settings: Settings) -> Iterator[tuple[State, float, tuple[Reason, ...]]]:
    """Find the events that an opposing claim speaks of, with what ties them."""
    for state in states:
        if any(member.claim == facts.claim for member in state.members) or not same_kind(facts, state, settings):
            continue
        if facts.actors and state.actors and not facts.actors & state.actors:
            continue
        reasons = [found for found in (tie_place(facts, state), tie_time(facts, state, settings), tie_words(facts, state)) if found]
        score = sum(found.weight for found in reasons)
        if score > 0 and all(found.weight >= 0 for found in reasons) and tied(reasons):
            yield state, score, tuple(reasons)


def same_kind(facts: Facts, state: State, settings: Settings) -> bool:
    """Whether the denial is of this kind of happening: its own type, or any presence for a denial (or recast) of presence."""
    if facts.group == state.seed.group and not facts.recasts:
        return True
    if facts.stand == "disputes" and state.counts and tie_words(facts, state):
        return True  # a number is disputed whatever the men are said to do
    blanket = facts.group in settings.kin.presence or facts.recasts
    return blanket and state.seed.group in settings.kin.presence


def tied(reasons: list[Reason]) -> bool:
    """Whether more than the country ties them: the days, the document or the source."""
    return any(found.feature in {"time.reach", "time.shared", "lineage"} for found in reasons)


def tie_place(facts: Facts, state: State) -> Reason | None:
    """The denied place holds the event's, or lies in it; a place elsewhere cuts the tie."""
    if facts.place is None or state.place is None:
        return None
    seen = f"{facts.place.name} / {state.place.name}"
    if contains(facts.place, state.place):
        return Reason(feature="place", seen=seen, weight=2.0 if len(facts.place.path) > 1 else 1.0)
    if contains(state.place, facts.place):
        return Reason(feature="place", seen=seen, weight=1.0)
    return Reason(feature="place.apart", seen=seen, weight=-6.0)


def tie_time(facts: Facts, state: State, settings: Settings) -> Reason | None:
    """The denied days hold the event's; or the event was reported not long before the words were."""
    if not facts.bound and not state.bound:
        gap = gap_days(facts, state)
        shared = Reason(feature="time.shared", seen="same days", weight=2.0)
        return shared if gap == 0 else Reason(feature="time.apart", seen=f"{gap} days", weight=-6.0)
    said, happened = facts.published, state.last if state.last is not None else state.published
    if said is None or happened is None:
        return None
    first_told = state.published if state.published is not None else happened
    if first_told > said:
        return Reason(feature="time.apart", seen="first reported after these words", weight=-6.0)
    if said - happened <= settings.kin.reach_days:
        return Reason(feature="time.reach", seen=f"{said - happened} days before the words", weight=1.0)
    return Reason(feature="time.apart", seen=f"{said - happened} days before the words", weight=-6.0)


def tie_words(facts: Facts, state: State) -> Reason | None:
    """The same document, or a document that links to the report or names it."""
    if facts.document in state.documents:
        return Reason(feature="lineage", seen="same document", weight=2.0)
    if facts.links & state.addresses or facts.sources & state.carriers:
        return Reason(feature="lineage", seen="links to the report, or names it", weight=2.0)
    return None


def relate(corpus: Corpus, facts: Facts, state: State, score: float, reasons: tuple[Reason, ...]) -> Link:
    """Make the link: what stands against what, in which field."""
    relation: Relation = "recasts" if facts.stand == "member" else facts.stand
    voice = corpus.claims[facts.claim].stances[-1:] or ()
    denied = voice[0].denies if voice else None
    fields = {"number": "count", "purpose": "role", "legality": "role", "status": "role"}
    return Link(
        left=facts.claim,
        right=state.seed.claim,
        relation=relation,
        judgement="positive" if score >= SURE else "unsure",
        score=round(score, 2),
        reasons=reasons,
        field="role" if relation == "recasts" else fields.get(denied or ""),
        made_by=LINKED_BY,
    )
