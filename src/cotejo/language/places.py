"""Names of a text that are places -> each one's gazetteer place, resolved together: what stands beside a name, and where the text is about."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cotejo.language import gazetteer
from cotejo.language.name_tables import name_tables
from cotejo.language.place_scores import Said, lies_in
from cotejo.lexicon.gazetteer import Row
from cotejo.records.resolution import Candidate, Place
from cotejo.text.patterns import folded
from cotejo.text.tokens import tokenise

JOINTS = frozenset({",", "(", ", in", "in", ", en", "en", "em", ", em", "в", ", в"})  # "Paris, Texas": the second name is around the first


class Mention(NamedTuple):
    """A name `[start, end)` of a text."""

    start: int
    end: int
    name: str


class Found(NamedTuple):
    """What a name denotes, what else was weighed, and why."""

    place: Place | None
    candidates: tuple[Candidate, ...]
    reason: str


def resolve_all(text: str, mentions: Sequence[Mention], language: str | None) -> tuple[Found, ...]:
    """Resolve the names of a text, each with the others as its context; in the order given. A name means the same throughout a text.

    Args:
        text: the whole text.
        mentions: names that are places, or peoples of states, in the order of the text.
        language: ISO 639-1, for the tables of states and peoples; None for a language that has none.
    """
    states = {one.name: state_of(one.name, language) for one in mentions}
    names = list(dict.fromkeys(one.name for one in mentions))
    within = dict(qualified(text, mentions))
    said = {name: Said(division=gazetteer.division_of(name), around=fitting(name, within.get(name, ()))) for name in names}
    around, chances = gazetteer.together(said)
    found = {}
    for name in names:
        row = gazetteer.gazetteer().get(f"country:{states[name]}") if states[name] else None
        if row and row not in (other for other, _ in gazetteer.find_whole(name)):  # "US", "Russian"; "Georgia" may be either
            found[name] = Found(gazetteer.place_of(row), (), f"{row.id}: a name or people of the tables")
        else:
            found[name] = Found(*gazetteer.choose(name, said[name], around.without(chances.get(name, ()))))
    return tuple(found[one.name] for one in mentions)


def qualified(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[str, list[str]]]:
    """Names with the name that stands around each right after it, where one does."""
    for one, other in pairwise(mentions):
        if one.end <= other.start and text[one.end : other.start].strip().lower() in JOINTS and one.name != other.name:
            yield one.name, [other.name]


def fitting(name: str, outer: Sequence[str]) -> tuple[Row, ...]:
    """Places of the name that stands around another, if any place of the other lies in them; else the two are a list ("Iraq, Afghanistan")."""
    around = gazetteer.containers(outer)
    inside = any(lies_in(row, around) and row not in around for row, _ in gazetteer.find(name))
    return around if inside else ()


def state_of(name: str, language: str | None) -> str | None:
    """The state that a name or people of the tables denotes."""
    words = [folded(word.text.casefold()) for word in tokenise(name)]
    hit = next((hit for hit in name_tables(language).terms.at(words, 0) if hit.last == len(words)), None) if words else None
    return hit.label.state if hit and hit.label.kind in {"place", "nationality"} else None
