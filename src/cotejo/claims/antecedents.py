"""Scenes -> who "they" and "the soldiers" are: the force named last before a word, and whose force the whole text is about."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cotejo.claims.actors import Force
from cotejo.claims.scenes import Scene

BACK_PARAGRAPHS = 2  # a pronoun that opens a paragraph may point into the one or two before it
BACK_FORCES = 40  # and over so many mentions
CLEAR_SHARE = 0.8  # share of a text's foreign mentions from which one state is whose force it is about


class Antecedents(NamedTuple):
    """Forces that are named in full, in the order of the text, and the states that the text speaks of."""

    forces: tuple[Force, ...]
    order: tuple[tuple[int, int], ...]
    paragraphs: Mapping[int, int]
    country: str | None  # where most of the text's places lie
    states: frozenset[str]

    @classmethod
    def of(cls, scenes: Sequence[Scene]) -> "Antecedents":
        """Gather them."""
        forces = tuple(force for scene in scenes if not scene.vetoed for force in scene.forces if force.acts)
        places = Counter(spot.state for scene in scenes for spot in scene.spots if spot.state and spot.prep)
        country = min(places, key=lambda state: (-places[state], state)) if places else None
        states = frozenset(state.state for scene in scenes for state in scene.line.states)
        paragraphs = {scene.line.number: scene.line.sentence.paragraph for scene in scenes}
        return cls(forces, tuple((force.line, force.first) for force in forces), paragraphs, country, states)

    def before(self, line: int, word: int) -> Force | None:
        """The force named last before a word, in its paragraph or the two before it; the host's own men only if there are no others."""
        end = bisect_left(self.order, (line, word))
        last = self.forces[max(0, end - BACK_FORCES) : end]
        near = [force for force in last if self.paragraphs[line] - self.paragraphs[force.line] <= BACK_PARAGRAPHS]
        foreign = [force for force in near if force.state != self.country or force.foreign]
        return next(reversed(foreign or near), None)

    def clear(self) -> Force | None:
        """The first force of the one state that nearly all foreign mentions of the text share; None where there are several."""
        foreign = [force for force in self.forces if force.state and force.state != self.country]
        if not foreign:
            return None
        state, times = Counter(force.state for force in foreign).most_common(1)[0]
        return next(force for force in foreign if force.state == state) if times >= CLEAR_SHARE * len(foreign) else None
