"""Claims -> events: the same happening across documents and languages, each join with its score and reasons; what a person should look at; what stands against it."""

from collections.abc import Iterator

from cotejo.events.blocks import Blocks
from cotejo.events.decisions import Decisions, read_decisions
from cotejo.events.features import Facts, note_facts
from cotejo.events.oppose import oppose
from cotejo.events.score import VETO, compare
from cotejo.events.settings import Settings, load_settings
from cotejo.events.states import State
from cotejo.events.summarise import summarise
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.corpus import Corpus
from cotejo.records.event import Link, Reason

VERSION = "1"
MADE_BY = f"events.link@{VERSION}"


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
        yield summarise(corpus, state, MADE_BY)
    yield from decisions.conflicts(MADE_BY)
    opponents = [found for found in facts if found.stand != "member" or found.recasts]
    yield from oppose(corpus, opponents, states, settings, MADE_BY)


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
    return states, links


def choose(
    facts: Facts, blocks: Blocks, decisions: Decisions, home: dict[str, State], settings: Settings
) -> tuple[State | None, Link | None]:
    """Pick the event that a claim joins (None = a new one), and the link that says so, or asks a person."""
    decided = decisions.home_of(facts.claim, home)
    if decided:
        reason = Reason(feature="decision", seen="a person joined these claims", weight=settings.bands.join)
        return decided, make_link(facts, decided, "positive", settings.bands.join, (reason,))
    best: tuple[float, tuple[Reason, ...], State] | None = None
    for state in blocks.near(facts):
        if decisions.forbid(facts.claim, state):
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


def make_link(facts: Facts, state: State, judgement: str, score: float, reasons: tuple[Reason, ...]) -> Link:
    """Tie a claim to the first claim of an event."""
    sure = "positive" if judgement == "positive" else "unsure"
    return Link(
        left=facts.claim, right=state.seed.claim, relation="same_event", judgement=sure, score=round(score, 2), reasons=reasons, made_by=MADE_BY
    )  # fmt: skip


__all__ = ["MADE_BY", "VERSION", "Abstention", "link"]
