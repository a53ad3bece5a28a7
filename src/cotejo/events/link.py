"""Claims -> events: the same happening across documents and languages, each join with its reasons; and what stands against it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from cotejo.events.archive import Archive
from cotejo.events.blocks import Blocks
from cotejo.events.comparing import find_ties
from cotejo.events.corrections import part_ways, read_notices, revise, withdraw
from cotejo.events.decisions import Decisions, read_decisions
from cotejo.events.features import Facts, note_facts
from cotejo.events.oppose import oppose
from cotejo.events.score import VETO, Outcome, compare, explain, is_anchored, is_apart, is_retold
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
    facts = note_facts(corpus, settings, find_ties(archive))
    taken_back = [found for found in facts if found.claim in notices and notices[found.claim].kind == "withdraw"]
    gone = {found.claim for found in taken_back}
    linker = Linker(read_decisions(corpus), settings)
    linker.join(found for found in facts if found.stand == "member" and found.claim not in gone)
    linker.settle()
    linker.settle_retold()
    yield from linker.links
    for state in linker.states:
        yield summarise(corpus, state)
    yield from linker.decisions.conflicts()
    opponents = [found for found in facts if (found.stand != "member" or found.recasts) and found.claim not in gone]
    yield from oppose(corpus, opponents, linker.states, settings)
    yield from withdraw(archive, notices, taken_back, linker.states, settings)
    yield from revise(archive, notices, linker.states, settings)
    yield from part_ways(linker.states)


def ties_of(state: State) -> Iterator[str]:
    """Documents, carriers and sources of an event, by which a retelling is found."""
    yield from state.documents
    yield from (f"={key}" for key in (*state.carriers, *state.sources))


def reach_of(state: State) -> set[str]:
    """What an event's texts follow, whom they name, and who brings them."""
    return {key for member in state.members for key in member.copies} | {f"={key}" for key in (*state.sources, *state.carriers)}


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
        """Compare a claim with the events of its blocks; of equal ones the first opened."""
        best: Match | None = None
        near_days = self.settings.time["near_days"]
        doubt = self.settings.bands.join - GAIN
        for state in self.blocks.near(facts):
            if is_apart(facts, state, near_days) or not is_anchored(facts, state) or self.decisions.forbid(facts.claim, state):
                continue
            score, outcomes = compare(facts, state, self.settings)
            if doubt <= score:
                self.doubtful.add(id(state))
            if score != VETO and (best is None or score > best.score):
                best = Match(score, outcomes, facts, state)
        return best

    def settle(self) -> None:
        """Look at small events once more: one with a claim that fits an event which grew later goes there whole, if it may."""
        gone: set[int] = set()
        asked = {id(self.home[found.left]) for found in self.links if found.judgement == "unsure"}
        doubted = [state for state in self.states if id(state) in self.doubtful or id(state) in asked]
        for state in sorted(doubted, key=lambda found: (len(found.members), found.seed.claim)):
            best = self.best_home(state, gone)
            if best is None:
                continue
            gone.add(id(state))
            self.move(state, best)
        self.states = [state for state in self.states if id(state) not in gone]

    def move(self, state: State, best: Match) -> None:
        """Move all members of an event into another, with the link of the one that fits best."""
        moved = {fellow.claim for fellow in state.members}
        self.links = [found for found in self.links if found.left not in moved or found.judgement == "positive"]
        self.note(best.facts, best.state, "positive", best.score, explain(best.outcomes))
        for fellow in state.members:
            best.state.take(fellow)
            self.blocks.put(best.state, fellow)

    def settle_retold(self) -> None:
        """Join an event with one of another type that texts on which its texts rest, or that speak on the same word, tell of one happening.

        Never where one text gives both types: by its own account these are two happenings.
        """
        by_tie: dict[str, dict[int, State]] = defaultdict(dict)
        for number, state in enumerate(self.states):
            for tie in ties_of(state):
                by_tie[tie][number] = state
        gone: set[int] = set()
        order = sorted(enumerate(self.states), key=lambda found: (len(found[1].members), found[1].seed.claim))
        for number, state in order:
            near = {other: home for tie in sorted(reach_of(state)) for other, home in by_tie.get(tie, {}).items()}
            homes = [near[other] for other in sorted(near) if other != number and id(near[other]) not in gone]
            best = self.best_retelling(state, homes)
            if best:
                gone.add(id(state))
                self.move(state, best)
        self.states = [state for state in self.states if id(state) not in gone]

    def best_retelling(self, state: State, homes: list[State]) -> Match | None:
        """Find the event at least as large, of a near type and without a common text, that a member joins while none is kept from it."""
        best: Match | None = None
        near_days = self.settings.time["near_days"]
        for home in homes:
            if home.seed.group == state.seed.group or len(home.members) < len(state.members) or not state.documents.isdisjoint(home.documents):
                continue
            if not self.settings.may_be_near(state.types, home.types):
                continue
            for member in state.members[:MAX_SETTLED]:
                if not is_retold(member, home) or is_apart(member, home, near_days):
                    continue
                score, outcomes = compare(member, home, self.settings)
                if score >= self.settings.bands.join and (best is None or score > best.score) and self.may_move(state, home):
                    best = Match(score, outcomes, member, home)
        return best

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
        self.links.append(
            Link(
                left=facts.claim, right=state.seed.claim, relation="same_event", judgement=judgement, score=round(score, 2), reasons=reasons,
                made_by=MADE_BY,
            )
        )  # fmt: skip
