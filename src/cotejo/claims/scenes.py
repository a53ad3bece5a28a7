"""A reading -> its sentences with the forces, systems, sites and triggers in each, and whether the text is on our matter at all."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from cotejo.claims.actors import Force, find_forces
from cotejo.claims.equipment import System, find_systems
from cotejo.claims.lines import Line, view
from cotejo.claims.places import Spot, find_spots
from cotejo.claims.triggers import Trigger, find_triggers
from cotejo.claims.vocabulary import Vocabulary
from cotejo.language.reading import Reading
from cotejo.records.attribution import Attribution
from cotejo.text.patterns import folded

TOPICS = 3  # different words of sport, museums, courts, ... that take a text away
ACTING = 2  # sentences with a force of its own that keep it all the same
LOOSE = frozenset({"other", "equipment", "nationality", "force"})  # kinds of names in which a word may still say what happens


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
    cues = {(each.cue.start, each.cue.end) for each in attributions if each.cue}
    happens = {at for at in cues if words.triggers.anywhere(tuple(folded(word) for word in reading.document.text[slice(*at)].split()))}
    said = [each.source.head for each in attributions if not (each.cue and (each.cue.start, each.cue.end) in happens)]
    sources = sorted(head for head in said if head)
    starts = [start for start, _ in sources]
    scenes = []
    for number, sentence in enumerate(reading.sentences):
        here = sources[bisect_left(starts, sentence.start) : bisect_right(starts, sentence.end)]
        scenes.append(scene_of(view(number, sentence, words), here))
    return tuple(scenes)


def scene_of(line: Line, sources: Sequence[tuple[int, int]]) -> Scene:
    """One sentence."""
    systems = find_systems(line)
    forces = tuple(force for force in find_forces(line) if not speaks(line, force, sources))
    inside = [range(system.noun + 1, system.last) for system in systems]
    forces = tuple(force for force in forces if not any(force.head in words for words in inside))  # "aviones militares rusos" are no men
    taken = {at for force in forces if force.strength != "pronoun" for at in range(force.head, force.last)}
    taken |= {at for system in systems for at in range(system.noun, system.last)}
    taken |= {at for first, last, name in line.names if name.kind not in LOOSE for at in range(first, last)}
    taken |= {at for at in range(len(line.low)) if any(start <= line.start(at) and line.end(at + 1) <= end for start, end in sources)}
    triggers = tuple(trigger for trigger in find_triggers(line) if trigger.first not in taken and not is_witness(line, trigger))
    spots = find_spots(line, forces, sources)
    seats = {spot.first for spot in spots if spot.named and spot.kind == "headquarters"}
    forces = tuple(force for force in forces if force.head not in seats)  # "in the Strategic Command": a place there, nobody who acts
    return Scene(line, forces, systems, spots, triggers, line.words.lists["veto_sentence"].anywhere(line.low))


def speaks(line: Line, force: Force, sources: Sequence[tuple[int, int]]) -> bool:
    """Whether a force is who speaks ("two soldiers told this paper"), not who acts."""
    start, end = line.start(force.head), line.end(force.last)
    return any(first <= start and end <= last + 1 for first, last in sources)


def is_witness(line: Line, trigger: Trigger) -> bool:
    """Whether who tells it does it: "I photographed the aircraft"."""
    return trigger.first > 0 and line.is_small("witness", trigger.first - 1)


def has_craft(scene: Scene) -> bool:
    """Whether a foreign military system is named."""
    return any(system.state and system.military for system in scene.systems)


def is_off_topic(scenes: Sequence[Scene]) -> bool:
    """Whether a text is about sport, a museum, a court, the weather, ..., and no force acts in two of its sentences."""
    topics = topics_of(scenes)
    acting = sum(any(force.strength == "strong" and force.acts for force in scene.forces) or has_craft(scene) for scene in scenes)
    return len(topics) >= TOPICS and acting < ACTING


def topics_of(scenes: Sequence[Scene]) -> frozenset[str]:
    """The words of a text that are of sport, museums, courts, the weather, ..."""
    return frozenset(scene.line.low[hit.first] for scene in scenes for hit in scene.line.words.lists["veto_document"].search(scene.line.low))
