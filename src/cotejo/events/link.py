"""Claims -> events: the same happening across documents and languages, each join with its reasons; and what stands against it."""

from collections.abc import Iterator
from typing import Literal

from cotejo.events.blocks import Blocks
from cotejo.events.decisions import Decisions, read_decisions
from cotejo.events.features import Facts, note_facts
from cotejo.events.oppose import oppose
from cotejo.events.score import VETO, compare, is_apart
from cotejo.events.settings import Settings, load_settings
from cotejo.events.states import State
from cotejo.events.summarise import summarise
from cotejo.events.versions import LINK_VERSION, LINKED_BY
from cotejo.records.base import Record
from cotejo.records.corpus import Corpus
from cotejo.records.event import Link, Reason

VERSION = LINK_VERSION
MADE_BY = LINKED_BY

MAX_SETTLED = 20  # members of a small event that are looked at again
Judgement = Literal["positive", "unsure"]


def link(corpus: Corpus, settings: Settings | None = None) -> Iterator[Record]:
    """Link all claims of a corpus.

    Every claim becomes a member of one event, or stands against events (a denial, a disputed number, a refusal to comment), or is abstained on.
    The result does not depend on the order of input: claims are taken the most definite first, ties by id.
    """
    settings = settings or load_settings()
    facts = note_facts(corpus, settings)
    decisions = read_decisions(corpus)
    states, links = join(facts, decisions, settings)
    yield from links
    for state in states:
        yield summarise(corpus, state)
    yield from decisions.conflicts()
    opponents = [found for found in facts if found.stand != "member" or found.recasts]
    yield from oppose(corpus, opponents, states, settings)


def join(facts: list[Facts], decisions: Decisions, settings: Settings) -> tuple[list[State], list[Link]]:
    """Grow event states claim by claim; give them and the links that say why."""
    blocks, links = Blocks(), list[Link]()
    states: list[State] = []
    home: dict[str, State] = {}
    for found in facts:
        if found.stand != "member":
            continue
        state, link_record = choose(found, blocks, decisions, home, settings)
        if state is None:
            state = State.start(found)
            states.append(state)
        else:
            state.take(found)
        if link_record:
            links.append(link_record)
        home[found.claim] = state
        blocks.put(state, found)
    return settle(states, blocks, decisions, links, settings)


def settle(
    states: list[State], blocks: Blocks, decisions: Decisions, links: list[Link], settings: Settings
) -> tuple[list[State], list[Link]]:  # fmt: skip
    """Look at small events once more: one whose claim fits an event that grew after it was opened goes there, whole, if nothing forbids it."""
    gone: set[int] = set()
    for state in sorted(states, key=lambda found: (len(found.members), found.seed.claim)):
        best = best_home(state, blocks, decisions, gone, settings)
        if best is None:
            continue
        score, reasons, member, home = best
        gone.add(id(state))
        links = [found for found in links if found.left not in {fellow.claim for fellow in state.members} or found.judgement == "positive"]
        links.append(make_link(member, home, "positive", score, reasons))
        for fellow in state.members:
            home.take(fellow)
            blocks.put(home, fellow)
    return [state for state in states if id(state) not in gone], links


def best_home(
    state: State, blocks: Blocks, decisions: Decisions, gone: set[int], settings: Settings
) -> tuple[float, tuple[Reason, ...], Facts, State] | None:  # fmt: skip
    """Find the larger (or as large, opened earlier) event that a member joins while no member is kept from it."""
    best: tuple[float, tuple[Reason, ...], Facts, State] | None = None
    near_days = settings.time["near_days"]
    for member in state.members[:MAX_SETTLED]:
        for home in blocks.near(member):
            if home is state or id(home) in gone or len(home.members) < len(state.members) or is_apart(member, home, near_days):
                continue
            score, reasons = compare(member, home, settings)
            if score < settings.bands.join or (best is not None and score <= best[0]):
                continue
            kept = all(compare(fellow, home, settings)[0] != VETO and not decisions.forbid(fellow.claim, home) for fellow in state.members)
            if kept:
                best = (score, reasons, member, home)
    return best


def choose(
    facts: Facts, blocks: Blocks, decisions: Decisions, home: dict[str, State], settings: Settings
) -> tuple[State | None, Link | None]:
    """Pick the event that a claim joins (None = a new one), and the link that says so, or asks a person."""
    decided = decisions.home_of(facts.claim, home)
    if decided:
        reason = Reason(feature="decision", seen="a person joined these claims", weight=settings.bands.join)
        return decided, make_link(facts, decided, "positive", settings.bands.join, (reason,))
    best: tuple[float, tuple[Reason, ...], State] | None = None
    near_days = settings.time["near_days"]
    for state in blocks.near(facts):
        if is_apart(facts, state, near_days) or decisions.forbid(facts.claim, state):
            continue
        score, reasons = compare(facts, state, settings)
        if score != VETO and (best is None or score > best[0]):
            best = (score, reasons, state)
    if best is None or best[0] < settings.bands.review:
        return None, None
    score, reasons, state = best
    if score >= settings.bands.join:
        return state, make_link(facts, state, "positive", score, reasons)
    return None, make_link(facts, state, "unsure", score, reasons)


def make_link(facts: Facts, state: State, judgement: Judgement, score: float, reasons: tuple[Reason, ...]) -> Link:
    """Tie a claim to the first claim of an event."""
    return Link(
        left=facts.claim, right=state.seed.claim, relation="same_event", judgement=judgement, score=round(score, 2), reasons=reasons, made_by=MADE_BY
    )  # fmt: skip
