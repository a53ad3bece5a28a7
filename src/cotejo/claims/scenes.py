"""A reading -> its sentences with the forces, systems, sites and triggers in each, and the document's vetoes."""

from collections.abc import Sequence
from typing import NamedTuple

from cotejo.claims.actors import Force, find_forces
from cotejo.claims.equipment import System, find_systems
from cotejo.claims.lines import Line, view
from cotejo.claims.places import Spot, find_spots, source_spans
from cotejo.claims.vocabulary import Vocabulary
from cotejo.language.reading import Reading
from cotejo.records.attribution import Attribution

TOPICS = 3  # different words of sport, museums, courts, ... that take a text away


class Trigger(NamedTuple):
    """Words `[first, last)` that may say a happening, and the groups that they belong to, the longest phrase first."""

    first: int
    last: int
    groups: tuple[str, ...]


class Scene(NamedTuple):
    """A sentence with all that a claim is made of."""

    line: Line
    forces: tuple[Force, ...]
    systems: tuple[System, ...]
    spots: tuple[Spot, ...]
    triggers: tuple[Trigger, ...]
    vetoed: bool


def stage(reading: Reading, words: Vocabulary, attributions: Sequence[Attribution]) -> tuple[Scene, ...]:
    """Set the scene of each sentence."""
    sources = tuple(source_spans(attributions))
    return tuple(scene_of(view(number, sentence, words), words, sources) for number, sentence in enumerate(reading.sentences))


def scene_of(line: Line, words: Vocabulary, sources: tuple) -> Scene:  # type: ignore[type-arg]
    """One sentence."""
    systems = find_systems(line, words)
    forces = tuple(force for force in find_forces(line, words) if not said_by(line, force, sources))
    spots = find_spots(line, words, forces, sources)
    vetoed = words.lists["veto_sentence"].anywhere(line.low)
    return Scene(line, forces, systems, spots, tuple(find_triggers(line, words)), vetoed)


def said_by(line: Line, force: Force, sources: tuple) -> bool:  # type: ignore[type-arg]
    """Whether a force is who speaks ("two soldiers told this paper"), not who acts."""
    start, end = line.start(force.head), line.end(force.last)
    return any(source.start <= start and end <= source.end + 1 for source in sources)


def find_triggers(line: Line, words: Vocabulary) -> list[Trigger]:
    """Every word or phrase that may say a happening; a phrase inside a longer one is taken up by it."""
    found: list[Trigger] = []
    at = 0
    while at < len(line.low):
        hits = list(words.triggers.at(line.low, at))
        if hits:
            found.append(Trigger(at, hits[0].last, tuple(dict.fromkeys(hit.label for hit in hits))))
            at = hits[0].last
        else:
            at += 1
    return found


def off_topic(scenes: Sequence[Scene], words: Vocabulary) -> bool:
    """Whether a text is about sport, a museum, a court, the weather, ..., and no force acts in two of its sentences."""
    topics = {scene.line.low[hit.first] for scene in scenes for hit in words.lists["veto_document"].search(scene.line.low)}
    acting = sum(any(force.strength == "strong" and force.acts for force in scene.forces) for scene in scenes)
    return len(topics) >= TOPICS and acting < 2  # noqa: PLR2004 - said above
