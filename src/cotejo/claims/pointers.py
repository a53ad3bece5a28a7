"""A place that only points back ("there", "the base", "a battalion") -> the one that it points to, said in the same text before."""

from typing import NamedTuple

from cotejo.claims.lines import Line
from cotejo.claims.places import Placed

BACK_PARAGRAPHS = 2


class Placing(NamedTuple):
    """Where an earlier happening took place, and whose force did it."""

    paragraph: int
    line: int
    state: str | None
    placed: Placed


def follow(line: Line, placed: Placed, earlier: list[Placing], actor: str | None) -> Placed:
    """Join what a site points to: a definite one to the last of its kind, words of pointing to the last place, an anonymous one inside its paragraph.

    A place with a name of its own stays as it is; so does one that nothing before explains.
    """
    if placed.is_named:
        return placed
    head = placed.spots[0]
    paragraph = line.sentence.paragraph
    near = [each for each in earlier if paragraph - each.paragraph <= BACK_PARAGRAPHS and each.placed.is_named][::-1]
    if head.points and head.kind != "unknown":
        target = next((each for each in near if kind_of(each.placed) == head.kind), None) or first_wider(near, paragraph)
        return carry(placed, target, "place.definite_site")
    if head.points and any(hit.last == head.last for hit in line.words.lists["country"].at(line.low, head.first)):
        return carry(placed, next((land for each in near if (land := country_in(each))), None), "place.pointer_country")
    if head.points:
        return carry(placed, near[0] if near else None, "place.pointer")
    here = [each for each in near if each.paragraph == paragraph and each.state == actor]
    return carry(placed, here[0] if here else None, "place.paragraph: an anonymous site where the paragraph places the same force")


def first_wider(near: list[Placing], paragraph: int) -> Placing | None:
    """The last place of the paragraph that is no single site."""
    return next((each for each in near if each.paragraph == paragraph and kind_of(each.placed) == "unknown"), None)


def kind_of(placed: Placed) -> str:
    """The kind of the smallest site."""
    return placed.spots[0].kind


def carry(placed: Placed, target: Placing | None, rule: str) -> Placed:
    """Keep the words, and what they point to."""
    if target is None:
        return placed
    return placed._replace(rule=rule, carried=target.placed)


def country_in(placing: Placing) -> Placing | None:
    """The country alone of where an earlier happening took place, if it was named."""
    land = next((spot for spot in placing.placed.all_spots() if spot.state), None)
    return placing._replace(placed=Placed((land,), placing.placed.rule)) if land else None
