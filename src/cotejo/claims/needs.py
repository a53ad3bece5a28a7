"""A clause and what a reading needs -> whether it is there, and where."""

from typing import NamedTuple

from cotejo.claims.casting import RIGHT_ONLY, Cast, Clause
from cotejo.claims.equipment import is_of
from cotejo.claims.places import Placed, Spot
from cotejo.claims.slots import phrase_in
from cotejo.claims.vocabulary import Vocabulary

SITE_REACH = 8  # words between a trigger and the site that is its object


class Found(NamedTuple):
    """What a clause holds for a reading: who acts, where, and the words of means and instrument."""

    cast: Cast | None
    placed: Placed | None
    means: tuple[int, int] | None
    instrument: tuple[int, int] | None
    second: tuple[int, int] | None


def look(clause: Clause, words: Vocabulary, cast: Cast | None, placed: Placed | None) -> Found:
    """Gather what the needs ask for."""
    line, scope = clause.scene.line, (clause.first, clause.last)
    means = phrase_in(line, words, "means", scope)
    return Found(cast, placed, means, phrase_in(line, words, "instruments", scope), second(clause, words, cast))


def met(clause: Clause, words: Vocabulary, found: Found, need: str, group: str) -> bool:
    """Whether a need is met; an unknown one is an error of the table."""
    name, _, argument = need.partition(":")
    match name:
        case "force":
            return found.cast is not None
        case "object":
            return is_object(clause, found.cast, group)
        case "system":
            return any(is_of(system, words.sets[argument]) for system in clause.systems())
        case "site":
            return any(spot.kind in words.sets[argument] for spot in near_sites(clause))
        case "place":
            return found.placed is not None
        case "second":
            return found.second is not None
        case "means":
            return found.means is not None
        case "instrument":
            return found.instrument is not None
        case "economic":
            return phrase_in(clause.scene.line, words, "economic", (clause.first, clause.last)) is not None
        case "military":
            line = clause.scene.line
            return words.lists["military"].anywhere(line.low) or bool(clause.scene.forces)
        case "bare_of_force":
            return bare(clause)
    raise KeyError(need)


def is_object(clause: Clause, cast: Cast | None, group: str) -> bool:
    """Whether the force stands in the sentence as what is sent, hosted or talked of."""
    if cast is None or cast.force.line != clause.scene.line.number or cast.force.strength == "pronoun":
        return False
    after = cast.force.first >= clause.trigger.last
    return after if group in RIGHT_ONLY else after or cast.force.last <= clause.trigger.first


def near_sites(clause: Clause) -> list[Spot]:
    """Sites close to a trigger, in its clause."""
    spots = [spot for spot in clause.scene.spots if clause.first <= spot.first and spot.last <= clause.last]
    return [spot for spot in spots if 0 <= spot.first - clause.trigger.last <= SITE_REACH or 0 <= clause.trigger.first - spot.last <= SITE_REACH]


def bare(clause: Clause) -> bool:
    """Whether the nearest thing after a trigger is a system and no force."""
    forces = [force.first for force in clause.forces() if force.first >= clause.trigger.last and force.strength != "pronoun"]
    systems = [system.first for system in clause.systems() if system.first >= clause.trigger.last]
    return (bool(systems) and (not forces or min(systems) < min(forces))) or (not forces and bool(clause.systems()))


def second(clause: Clause, words: Vocabulary, cast: Cast | None) -> tuple[int, int] | None:
    """Whom or what it is done to: another force, a person or a site."""
    own = cast.force if cast else None
    others = [force for force in clause.forces() if force.strength != "pronoun" and (own is None or force.head != own.head)]
    after = [force for force in others if force.first >= clause.trigger.last] or others
    if after:
        return after[0].first, after[0].last
    return phrase_in(clause.scene.line, words, "protected", (clause.trigger.last, clause.last))
