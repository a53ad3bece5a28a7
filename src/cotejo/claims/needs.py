"""A clause and what a reading needs -> whether it is there, and where."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from cotejo.claims.casting import RIGHT_ONLY, Cast, Clause
from cotejo.claims.equipment import is_of
from cotejo.claims.places import Placed
from cotejo.claims.slots import phrase_in

PASSIVE = 3  # words between "were" and "sent"
PARTICIPLES = ("ado", "ados", "ada", "adas", "ido", "idos", "ida", "idas")  # "soldados enviados por"
BESIDE = 2  # words between "left" and the craft that is left
SITE_REACH = 8  # words between a trigger and the site that is its object


class Found(NamedTuple):
    """What a clause holds for a reading: who acts, where, and the words of means and instrument, of whom it is done to."""

    cast: Cast | None
    placed: Placed | None
    means: tuple[int, int] | None
    instrument: tuple[int, int] | None
    second: tuple[int, int] | None


def look(clause: Clause, cast: Cast | None, placed: Placed | None) -> Found:
    """Gather what the needs ask for."""
    means = phrase_in(clause.line, "means", clause.scope)
    after = phrase_in(clause.line, "instruments", (clause.trigger.last, clause.last))
    instrument = after or phrase_in(clause.line, "instruments", (clause.first, clause.trigger.first))
    return Found(cast, placed, means, instrument, second(clause, cast))


def met(clause: Clause, found: Found, need: str, group: str) -> bool:
    """Whether a need is met.

    Raises:
        KeyError: the table asks for what is not known here.
    """
    name, _, argument = need.partition(":")
    if name == "system":
        return any(is_of(system, clause.line.words.sets[argument]) for system in clause.systems())
    if name == "site":
        return has_site(clause, argument)
    if name == "object":
        return is_object(clause, found.cast, group)
    return PLAIN[name](clause, found)


def in_words(clause: Clause) -> bool:
    """Whether the clause is a matter of business."""
    return phrase_in(clause.line, "economic", clause.scope) is not None


def is_military(clause: Clause) -> bool:
    """Whether the sentence speaks of armed forces."""
    return clause.line.words.lists["military"].anywhere(clause.line.low) or any(force.strength != "pronoun" for force in clause.scene.forces)


def is_object(clause: Clause, cast: Cast | None, group: str) -> bool:
    """Whether the force stands in the sentence as what is sent, hosted or talked of."""
    if cast is None or cast.force.line != clause.line.number or cast.force.strength == "pronoun":
        return False
    after = cast.force.first > clause.trigger.first
    return after if group in RIGHT_ONLY or (group == "send" and not is_done_to(clause)) else after or cast.force.last <= clause.trigger.first


def is_done_to(clause: Clause) -> bool:
    """Whether the subject before a verb may be whom it is done to: a passive, or a language whose cases tell and words do not."""
    line, at = clause.line, clause.trigger.first
    if not line.words.words["passive"]:
        return True
    near = any(line.is_small("passive", place) for place in range(max(0, at - PASSIVE), clause.trigger.last))
    opens = any(place > clause.first and line.low[place - 1] not in {",", "and"} for place in (at,) if line.low[place].endswith(PARTICIPLES))
    return near or opens


def is_passive(clause: Clause) -> bool:
    """Whether an auxiliary of the passive stands right before the trigger, or in it."""
    at = clause.trigger.first
    return any(clause.line.is_small("passive", place) for place in range(max(0, at - PASSIVE), at)) and clause.line.words.language != "ru"


def has_site(clause: Clause, kinds: str) -> bool:
    """Whether a site of some kinds stands close to the trigger, in its clause."""
    for spot in clause.scene.spots:
        relative = 0 <= clause.first - spot.last <= BESIDE  # "the airfield, which they use"
        inside = (clause.first <= spot.first and spot.last <= clause.last) or relative
        gap = spot.first - clause.trigger.last if spot.first >= clause.trigger.last else clause.trigger.first - spot.last
        if inside and gap <= SITE_REACH and spot.kind in clause.line.words.sets[kinds]:
            return True
    return False


def is_bare(clause: Clause) -> bool:
    """Whether the nearest thing after a trigger is a system and no force."""
    forces = [force.first for force in clause.forces() if force.first >= clause.trigger.last and force.strength != "pronoun"]
    systems = [system.first for system in clause.systems() if system.first >= clause.trigger.last]
    if not forces:
        carried = any(force.acts and force.last <= clause.trigger.first for force in clause.forces()) and is_passive(clause)
        return bool(clause.systems()) and not carried  # "soldiers were carried in ships": no ship is sent
    return bool(systems) and min(systems) < min(forces)


def is_off_craft(clause: Clause) -> bool:
    """Whether what is left is an aircraft or a ship: "passengers in uniform left a Russian Il-62M" have come, not gone."""
    near = (system for system in clause.systems() if 0 <= system.first - clause.trigger.last <= BESIDE)
    return any(is_of(system, clause.line.words.sets["craft"]) for system in near)


def second(clause: Clause, cast: Cast | None) -> tuple[int, int] | None:
    """Whom or what it is done to: another force, a person or a site."""
    own = cast.force.head if cast else None
    others = [force for force in clause.forces() if force.strength != "pronoun" and force.head != own]
    after = [force for force in others if force.first >= clause.trigger.last] or others
    if after:
        return after[0].first, after[0].last
    named = phrase_in(clause.line, "protected", (clause.trigger.last, clause.last)) or phrase_in(clause.line, "protected", clause.scope)
    things = [(spot.first, spot.last) for spot in clause.scene.spots if spot.kind != "unknown" or spot.joint is None]
    things += [(system.first, system.last) for system in clause.systems() if cast is None or system.noun != cast.force.head]
    inside = sorted(thing for thing in things if clause.first <= thing[0] and thing[1] <= clause.last)
    return named or next(iter([*[thing for thing in inside if thing[0] >= clause.trigger.last], *inside]), None)


def is_armed(clause: Clause) -> bool:
    """Whether armed people are in the sentence, or a word of armies."""
    named = any(force.strength in {"strong", "home"} for force in clause.scene.forces)
    return named or clause.line.words.lists["military"].anywhere(clause.line.low)


def is_warlike(clause: Clause) -> bool:
    """Whether some system is one of armies, or the sentence speaks of them: not a truck for firemen, or planes that carry tourists."""
    line = clause.line
    plain = line.words.sets["civil"]
    return any(system.military or system.designator or system.category not in plain for system in clause.systems()) or is_armed(clause)


PLAIN: Mapping[str, Callable[[Clause, Found], bool]] = {
    "force": lambda _, found: found.cast is not None,
    "place": lambda _, found: found.placed is not None,
    "second": lambda _, found: found.second is not None,
    "means": lambda _, found: found.means is not None,
    "instrument": lambda _, found: found.instrument is not None,
    "economic": lambda clause, _: in_words(clause),
    "military": lambda clause, _: is_military(clause),
    "current": lambda clause, _: not clause.line.words.lists["background"].anywhere(clause.line.low),
    "armed": lambda clause, _: is_armed(clause),
    "warlike": lambda clause, _: is_warlike(clause),
    "men": lambda clause, found: found.cast is not None and all(found.cast.force.head != system.noun for system in clause.systems()),
    "off_craft": lambda clause, _: is_off_craft(clause),
    "bare_of_force": lambda clause, _: is_bare(clause),
}
