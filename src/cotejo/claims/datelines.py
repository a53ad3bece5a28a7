"""A reading -> the place and day of its dateline: where the one who writes was, and when."""

from typing import NamedTuple

from cotejo.claims.places import Placed, Spot
from cotejo.language import gazetteer
from cotejo.language.reading import Dated, Name, Reading, Sentence, Token

HEAD = 14  # words of a dateline at most: "MAIQUETÍA, Venezuela, 23 de marzo de 2019 —"
CLOSERS = frozenset("—–-(:")  # signs that end a dateline
AFTER = frozenset("—–-(:,./")  # and those that may follow its place


class Dateline(NamedTuple):
    """The place, the number of words of the first sentence before the text proper, and the day if it gives one."""

    placed: Placed
    last: int
    dated: Dated | None


def find(reading: Reading) -> Dateline | None:
    """Find the dateline's place, the smallest name first; None where the text does not open with a known place and a dateline's signs."""
    if not reading.sentences:
        return None
    opening = reading.sentences[0]
    places = [name for name in opening.names if name.kind in {"place", "other"} and gazetteer.find_whole(name.text)]
    last = closing(opening.tokens)
    if not places or last is None or places[0].start != opening.tokens[0].start:
        return None
    spots = [spot_of(opening, name) for name in places if name.end <= opening.tokens[last - 1].end]
    follows = opening.tokens[spots[0].last].text if spots and spots[0].last < len(opening.tokens) else ""
    dated = next((dated for dated in opening.dates if dated.span.end <= opening.tokens[last - 1].end), None)
    return Dateline(Placed(tuple(spots), "place.dateline: seen by who writes, there"), last, dated) if follows in AFTER else None


def closing(tokens: tuple[Token, ...]) -> int | None:
    """Where the dateline ends: at its dash or bracket, or with a first sentence that is nothing else; None where neither comes soon."""
    dash = next((place for place, token in enumerate(tokens[:HEAD]) if token.text in CLOSERS), None)
    return dash or (len(tokens) if len(tokens) < HEAD else None)


def spot_of(sentence: Sentence, name: Name) -> Spot:
    """A name as a spot."""
    first = next(place for place, token in enumerate(sentence.tokens) if token.end > name.start)
    last = next((place for place, token in enumerate(sentence.tokens) if token.start >= name.end), len(sentence.tokens))
    return Spot(0, first, last, "unknown", True, None, name.state)
