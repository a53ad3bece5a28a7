"""Scenes -> who "they" and "the soldiers" are: the force named last before a word, and whose force the whole text is about."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from cotejo.claims.actors import Force
from cotejo.claims.equipment import System, is_of
from cotejo.claims.places import Spot
from cotejo.claims.scenes import Scene, topics_of
from cotejo.lexicon.load import table
from cotejo.text.patterns import Patterns, listed

OLD_YEAR = re.compile(r"1(?:[0-8]\d|9[0-7])\d$")
BACK_PARAGRAPHS = 2  # a pronoun that opens a paragraph may point into the one or two before it
BACK_FORCES = 40  # and over so many mentions
MILITARY_WORDS = 2  # from which a text is about armies
BESIDE = 3  # words between a company and its nationality
CLEAR_SHARE = 0.8  # share of a text's foreign mentions from which one state is whose force it is about


class Antecedents(NamedTuple):
    """Forces that are named in full, in the order of the text, and the states that the text speaks of."""

    forces: tuple[Force, ...]
    crafts: tuple[Force, ...]  # aircraft and ships whose state is said
    company: str | None  # state of the one employer whose nationality is said
    order: tuple[tuple[int, int], ...]
    paragraphs: Mapping[int, int]
    country: str | None  # where most of the text's places lie
    places: tuple[str, ...]  # names of places in it, for those that bear the same name
    states: frozenset[str]
    armed: frozenset[str]  # states of which men under arms are named
    military: int  # how often the text speaks of weapons and armies
    topics: int  # different words of sport, museums, courts, ... in it
    about: Mapping[str, int]  # how many different words of each topic of topics.toml it has

    @classmethod
    def of(cls, scenes: Sequence[Scene]) -> "Antecedents":
        """Gather them."""
        forces = tuple(force for scene in scenes if not scene.vetoed for force in scene.forces if force.acts)
        places = Counter(spot.state for scene in scenes for spot in scene.spots if spot.state and is_inside(scene, spot))
        country = min(places, key=lambda state: (-places[state], state)) if places else None
        states = frozenset(state.state for scene in scenes for state in scene.line.states)
        states |= frozenset(name.state for scene in scenes for _, _, name in scene.line.names if name.state)
        paragraphs = {scene.line.number: scene.line.sentence.paragraph for scene in scenes}
        order = tuple((force.line, force.first) for force in forces)
        armed = frozenset(force.state for force in forces if force.strength == "strong" and force.state)
        names = tuple(sorted({name_of(scene, spot) for scene in scenes for spot in scene.spots if spot.named}))
        crafts = tuple(as_force(system, system.state) for scene in scenes for system in scene.systems if system.state and is_craft(scene, system))
        return cls(
            forces,
            crafts,
            company_state(scenes),
            order,
            paragraphs,
            country,
            names,
            states,
            armed,
            military_words(scenes),
            len(topics_of(scenes)),
            abouts(scenes),
        )

    @property
    def is_martial(self) -> bool:
        """Whether the text is about armies or weapons."""
        return self.military >= MILITARY_WORDS

    def is_armed(self, force: Force, martial: bool = False) -> bool:  # noqa: FBT001, FBT002 - what the verb says
        """Whether people given by nationality or trade alone are taken for a force.

        The text names armed men of theirs, or is about armies; of a trade that armies have, one such word, or a `martial` verb, is enough.
        """
        enough = (martial or self.military > 0) if force.strength == "weak" else self.is_martial
        return force.strength not in {"national", "weak"} or enough or force.state in self.armed

    def before(self, line: int, word: int) -> Force | None:
        """The force named last before a word, in its paragraph or the two before it; the host's own men only if there are no others."""
        end = bisect_left(self.order, (line, word))
        last = self.forces[max(0, end - BACK_FORCES) : end]
        near = [force for force in last if self.paragraphs[line] - self.paragraphs[force.line] <= BACK_PARAGRAPHS]
        foreign = [force for force in near if force.state != self.country or force.foreign]
        return next(reversed(foreign or near), None)

    def clear(self) -> Force | None:
        """The first force of the one state that nearly all foreign mentions of the text share; None where there are several.

        A text without foreign men may have their craft: "Two Russian aircraft landed. ... A third aircraft ...".
        """
        men = [force for force in self.forces if force.state and force.state != self.country]
        foreign = men or [force for force in self.crafts if force.state != self.country]
        if not foreign:
            return None
        state, times = Counter(force.state for force in foreign).most_common(1)[0]
        return next(force for force in foreign if force.state == state) if times >= CLEAR_SHARE * len(foreign) else None


@cache
def topics(language: str) -> Patterns[str]:
    """The words of other topics in a language."""
    return Patterns((phrase, topic) for topic, row in table("topics")[language].items() for phrase in listed(row))


def abouts(scenes: Sequence[Scene]) -> Mapping[str, int]:
    """How many different words of each other topic a text has."""
    words = {(hit.label, scene.line.low[hit.first]) for scene in scenes for hit in topics(scene.line.words.language).search(scene.line.low)}
    words |= {("history", word) for scene in scenes for word in scene.line.low if OLD_YEAR.match(word)}
    return Counter(label for label, _ in words)


def company_state(scenes: Sequence[Scene]) -> str | None:
    """State of the employers that a text speaks of, by the nationality beside the noun ("a Russian state arms company"); None for none or several."""
    states: set[str] = set()
    for scene in scenes:
        for hit in scene.line.words.lists["company"].search(scene.line.low):
            reach = range(max(0, hit.first - BESIDE), min(len(scene.line.low), hit.last + BESIDE))
            states.update(state.state for at in reach if (state := scene.line.state_at(at)) and state.adjective)
    return states.pop() if len(states) == 1 else None


def is_craft(scene: Scene, system: System) -> bool:
    """Whether a system moves by itself."""
    return is_of(system, scene.line.words.sets["craft"])


def as_force(system: System, state: str | None) -> Force:
    """A craft as the one who acts."""
    return Force(system.line, system.first, system.last, system.noun, "strong", state, "military")


def name_of(scene: Scene, spot: Spot) -> str:
    """The words of a spot."""
    return " ".join(token.text for token in scene.line.tokens[spot.first : spot.last])


def is_inside(scene: Scene, spot: Spot) -> bool:
    """Whether a preposition says that something is there, or goes there."""
    return spot.prep is not None and spot.prep not in scene.line.words.words["from"]


def military_words(scenes: Sequence[Scene]) -> int:
    """How often a text speaks of armies or weapons."""
    hits = 0
    for scene in scenes:
        line = scene.line
        hits += sum(1 for name in ("military", "means") for _ in line.words.lists[name].search(line.low))
        hits += sum(name.kind in {"force", "unit"} for _, _, name in line.names)
        hits += sum(is_of(system, line.words.sets["emplaced"]) or is_of(system, line.words.sets["operated"]) for system in scene.systems)
        hits += sum(force.strength in {"strong", "home"} for force in scene.forces)
        hits += sum(spot.kind in {"barracks", "base"} and not spot.named for spot in scene.spots)
    return hits
