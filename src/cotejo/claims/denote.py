"""A claim's place and time as written -> what they denote, as resolutions with their reasons."""

from typing import NamedTuple

import msgspec

from cotejo.claims.antecedents import Antecedents
from cotejo.claims.places import Placed, Spot
from cotejo.claims.times import Timed
from cotejo.language import gazetteer
from cotejo.language.reading import Reading, Token
from cotejo.records.resolution import Candidate, Place, Resolution

ADJECTIVES = 1  # words between a noun of a site and the name that it introduces
DIVISION_WORDS = 3  # "in the state of Táchira": words before a name among which one says what kind of place it is


class Denoted(NamedTuple):
    """A gazetteer place or none, what else was weighed, and why."""

    place: Place | None
    candidates: tuple[Candidate, ...]
    reason: str

    @property
    def country(self) -> str | None:
        """The country of the place."""
        return self.place.country if self.place else None


def place_of(reading: Reading, placed: Placed | None, known: Antecedents) -> Denoted:
    """The gazetteer place of a site: of its smallest name that the gazetteer knows inside the greater ones that the text gives.

    A site without a name, or with one that is in no gazetteer, is a leaf of the next greater place: "a hotel in Táchira" lies somewhere in
    Táchira. Abstains where no name is given, none is known, or the best two candidates are as good.
    """
    if placed is None:
        return Denoted(None, (), "place.none: the clause names no place")
    spots = placed.all_spots()
    names = [spot for spot in spots if spot.named]
    if not names:
        return Denoted(None, (), f"place.unnamed: {placed.rule}, and no name says where it is")
    candidates: tuple[Candidate, ...] = ()
    unknown: list[str] = []
    for number, spot in enumerate(names):
        within = [text_of(reading, other) for other in names[number + 1 :]]
        place, weighed, why = look_up(reading, introduced(spots, spot), within, known)
        candidates = candidates or weighed
        if place is not None:
            leaf = leaf_of(spots, spot)
            missed = f"; {', '.join(unknown)} is in no gazetteer and lies there" if unknown else ""
            nameless = f"; a {leaf} inside it" if leaf else ""
            return Denoted(msgspec.structs.replace(place, leaf=leaf), candidates, f"{placed.rule}: {why}{nameless}{missed}")
        if weighed:  # known, and undecided or elsewhere: the greater place would hide that
            return Denoted(None, weighed, f"place.{why}")
        unknown.append(text_of(reading, spot))
    return Denoted(None, candidates, f"place.unknown: {', '.join(unknown)} is in no gazetteer")


def look_up(reading: Reading, spot: Spot, within: list[str], known: Antecedents) -> tuple[Place | None, tuple[Candidate, ...], str]:
    """Resolve one name as written, else by its words' dictionary forms (Russian cases)."""
    tokens = reading.sentences[spot.line].tokens
    forms = (text_of(reading, spot), " ".join(token.lemma for token in tokens[spot.first : spot.last]))
    name = next((form for form in forms if gazetteer.find(form)), forms[0])
    others = [other for other in known.places if other not in forms]
    tail = [] if gazetteer.find_whole(name) else tail_of(name)
    place, weighed, why = gazetteer.resolve(
        name, site_kind=spot.kind, within=[*tail, *within], document_country=known.country, others=others, division=division_of(tokens, spot)
    )
    if place is None and tail:
        return gazetteer.resolve(tail[0], within=within, document_country=known.country, others=others)
    return place, weighed, why


def tail_of(name: str) -> list[str]:
    """The greater place in a name, if it ends in one: "Simón Bolívar de Maiquetía"."""
    words = name.split()
    for place in range(len(words) - 1, 0, -1):
        if words[place].lower() in gazetteer.TAILS:
            tail = " ".join(words[place + 1 :])
            return [tail] if gazetteer.find_whole(tail) else []
    return []


def division_of(tokens: tuple[Token, ...], spot: Spot) -> str | None:
    """Kind of place that the words before a name, or the one after it, say: "the state of Táchira", "Луганская область"."""
    name = "name"
    after = f"{name} {tokens[spot.last].lemma}" if spot.last < len(tokens) else name
    before = (" ".join(token.fold for token in tokens[first : spot.first]) for first in range(max(0, spot.first - DIVISION_WORDS), spot.first))
    found = (gazetteer.division_of(f"{words} {name}") for words in before)
    return next((kind for kind in found if kind), None) or gazetteer.division_of(after)


def introduced(spots: tuple[Spot, ...], spot: Spot) -> Spot:
    """A name with the kind of the noun right before it: "aeropuerto internacional Simón Bolívar"; as it is where none introduces it."""
    for noun in spots:
        near = noun.line == spot.line and 0 <= spot.first - noun.last <= ADJECTIVES
        if near and not noun.named and spot.kind == "unknown" and (spot.joint is None or spot.joint < noun.last):
            return spot._replace(kind=noun.kind)
    return spot


def leaf_of(spots: tuple[Spot, ...], resolved: Spot) -> str | None:
    """Kind of the nameless or unknown site that lies inside the resolved place; None where the resolved place is that site."""
    head = spots[0]
    is_it = head == resolved or introduced(spots, resolved) != resolved
    return None if is_it or head.kind == "unknown" else head.kind


def text_of(reading: Reading, spot: Spot) -> str:
    """The words of a spot in its own sentence."""
    tokens = reading.sentences[spot.line].tokens
    return reading.document.text[tokens[spot.first].start : tokens[spot.last - 1].end]


def resolutions(claim: str, place: Denoted, timed: Timed, made_by: str) -> tuple[Resolution, Resolution]:
    """The two resolutions of a claim."""
    return (
        Resolution(subject=claim, field="place", value=place.place, candidates=place.candidates, reason=place.reason, made_by=made_by),
        Resolution(subject=claim, field="time", value=timed.interval, reason=timed.reason, made_by=made_by),
    )
