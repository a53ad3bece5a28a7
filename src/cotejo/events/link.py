"""Claims -> events: the same happening across documents and languages, each join with its reasons; and what stands against it."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from cotejo.events.archive import Archive
from cotejo.events.blocks import Blocks
from cotejo.events.comparing import find_ties
from cotejo.events.corrections import date_notices, part_ways, read_notices, revise, withdraw
from cotejo.events.decisions import Decisions, read_decisions
from cotejo.events.features import Facts, definiteness, note_facts
from cotejo.events.oppose import oppose
from cotejo.events.reprints import find_reprints, free_ties, match_reprints
from cotejo.events.retelling import find_retellings
from cotejo.events.score import compare, explain, is_anchored, is_apart
from cotejo.events.score_places import VETO, Outcome
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
GAIN = 4.0  # by how much a growing event may come nearer to a claim that it did not fit before
Judgement = Literal["positive", "unsure"]


def link(corpus: Corpus, settings: Settings | None = None) -> Iterator[Record]:
    """Link all claims of a corpus.

    Every claim becomes a member of one event, or stands against events (a denial, a disputed number, a refusal to comment), or is abstained on.
    The result does not depend on the order of input: claims are taken the most definite first, ties by id.
    """
    settings = settings or load_settings()
    archive = Archive(corpus)
    notices = read_notices(archive)
    decisions, copies = read_decisions(corpus), find_reprints(archive)
    facts = sorted(date_notices(archive, notices, note_facts(corpus, settings, free_ties(find_ties(archive), copies))), key=definiteness)
    reprints = match_reprints(facts, copies, decisions)
    taken_back = [found for found in facts if found.claim in notices and notices[found.claim].kind == "withdraw"]
    back = {found.claim for found in taken_back}
    gone = back | set(reprints)
    linker = Linker(decisions, settings)
    linker.join(found for found in facts if found.stand == "member" and found.claim not in gone)
    linker.settle()
    linker.settle_retold()
    linker.attach((found, reprints[found.claim]) for found in facts if found.claim in reprints and found.claim not in back)
    yield from (*linker.links, *linker.asked.values())
    for state in linker.states:
        yield summarise(corpus, state)
    yield from linker.decisions.conflicts()
    opponents = [found for found in facts if (found.stand != "member" or found.recasts) and found.claim not in back]
    yield from oppose(corpus, opponents, linker.states, settings)
    yield from withdraw(archive, notices, taken_back, linker.states, settings)
    yield from revise(archive, notices, linker.states, settings)
    yield from part_ways(linker.states)


class Match(NamedTuple):
    """A claim beside an event, and how well they fit."""

    score: float
    outcomes: list[Outcome]
    facts: Facts
    state: State


class Linker:
    """Events that grow claim by claim. It lives only inside one call of the stage."""

    def __init__(self, decisions: Decisions, settings: Settings) -> None:
        self.decisions, self.settings = decisions, settings
        self.blocks = Blocks()
        self.states: list[State] = []
        self.links: list[Link] = []
        self.asked: dict[str, Link] = {}  # by claim, the link that asks a person
        self.home: dict[str, State] = {}
        self.doubtful: set[int] = set()  # states that nearly were one with another

    def join(self, facts: Iterable[Facts]) -> None:
        """Put each claim where it fits best, or open an event."""
        for found in facts:
            state = self.choose(found)
            if state is None:
                state = State.start(found)
                self.states.append(state)
            else:
                state.take(found)
            self.home[found.claim] = state
            self.blocks.put(state, found)

    def choose(self, facts: Facts) -> State | None:
        """Pick the event that a claim joins, and note the link that says so; None = a new one, perhaps with a link that asks a person."""
        decided = self.decisions.home_of(facts.claim, self.home)
        if decided:
            reason = Reason(feature="decision", seen="a person joined these claims", weight=self.settings.bands.join)
            self.note(facts, decided, "positive", self.settings.bands.join, (reason,))
            return decided
        best = self.best_match(facts)
        if best is None or best.score < self.settings.bands.review:
            return None
        sure = best.score >= self.settings.bands.join
        self.note(facts, best.state, "positive" if sure else "unsure", best.score, explain(best.outcomes))
        return best.state if sure else None

    def best_match(self, facts: Facts) -> Match | None:
        """Compare a claim with the events of its blocks; of equal ones the one with more members, then the first opened."""
        best: Match | None = None
        near_days = self.settings.time["near_days"]
        doubt = self.settings.bands.join - GAIN
        for state in self.blocks.near(facts):
            if is_apart(facts, state, near_days) or not is_anchored(facts, state) or self.decisions.forbid(facts.claim, state):
                continue
            score, outcomes = compare(facts, state, self.settings)
            if doubt <= score:
                self.doubtful.add(id(state))
            if score != VETO and (best is None or (score, len(state.members)) > (best.score, len(best.state.members))):
                best = Match(score, outcomes, facts, state)
        return best

    def settle(self) -> None:
        """Look at small events once more: one with a claim that fits an event which grew later goes there whole, if it may."""
        gone: set[int] = set()
        asked = {id(self.home[claim]) for claim in self.asked}
        doubted = [state for state in self.states if id(state) in self.doubtful or id(state) in asked]
        for state in sorted(doubted, key=lambda found: (len(found.members), found.seed.claim)):
            best = self.best_home(state, gone)
            if best is None:
                continue
            gone.add(id(state))
            self.move(state, best.state, best)
        self.states = [state for state in self.states if id(state) not in gone]

    def move(self, state: State, home: State, best: Match) -> None:
        """Move all members of an event into another, with the link of the member that fits best."""
        for fellow in state.members:
            self.asked.pop(fellow.claim, None)
        self.note(best.facts, best.state, "positive", best.score, explain(best.outcomes))
        for fellow in state.members:
            home.take(fellow)
            self.home[fellow.claim] = home
            self.blocks.put(home, fellow)

    def attach(self, reprints: Iterable[tuple[Facts, Facts]]) -> None:
        """Put each claim of a reprint where the claim is that it repeats: a copy ties nothing that was apart without it."""
        for found, original in reprints:
            home = self.home.get(original.claim)
            if home is None:  # the original stands against events, or was taken back, and so does its reprint
                continue
            home.take(found)
            self.home[found.claim] = home
            reason = Reason(feature="lineage.reprint", seen="the same sentence, in a text that is reprinted", weight=self.settings.bands.join)
            self.note(found, home, "positive", self.settings.bands.join, (reason,))

    def settle_retold(self) -> None:
        """Join events of near types that retellings make of one happening; the one with fewer members goes into the other."""
        home = dict(enumerate(self.states))
        gone: set[int] = set()
        for found in list(find_retellings(self.states, self.decisions, self.settings)):
            small, large = sorted((home[found.left], home[found.right]), key=lambda state: (len(state.members), state.seed.claim))
            gone.add(id(small))
            self.move(small, large, Match(found.score, found.outcomes, found.facts, found.home))
            home = {number: large if state is small else state for number, state in home.items()}
        self.states = [state for state in self.states if id(state) not in gone]

    def best_home(self, state: State, gone: set[int]) -> Match | None:
        """Find the event at least as large that a member joins while no member is kept from it."""
        best: Match | None = None
        near_days = self.settings.time["near_days"]
        for member in state.members[:MAX_SETTLED]:
            for home in self.blocks.near(member):
                if home is state or id(home) in gone or len(home.members) < len(state.members):
                    continue
                if is_apart(member, home, near_days) or not is_anchored(member, home):
                    continue
                score, outcomes = compare(member, home, self.settings)
                if score >= self.settings.bands.join and (best is None or score > best.score) and self.may_move(state, home):
                    best = Match(score, outcomes, member, home)
        return best

    def may_move(self, state: State, home: State) -> bool:
        """Whether no member of an event is kept from another by what it says or by a person's decision."""
        return all(
            compare(fellow, home, self.settings)[0] != VETO and not self.decisions.forbid(fellow.claim, home) for fellow in state.members
        )  # fmt: skip

    def note(self, facts: Facts, state: State, judgement: Judgement, score: float, reasons: tuple[Reason, ...]) -> None:
        """Tie a claim to the first claim of an event."""
        made = Link(
            left=facts.claim, right=state.seed.claim, relation="same_event", judgement=judgement, score=round(score, 2), reasons=reasons,
            made_by=MADE_BY,
        )  # fmt: skip
        if judgement == "unsure":
            self.asked[facts.claim] = made
        else:
            self.links.append(made)
