"""A coded item and what was found in it -> pairs of the same claim, what was missed, what is false."""

from typing import NamedTuple

from eval.claims.found import Found
from eval.claims.items import Coded, Item
from eval.claims.judging import judge


class Matched(NamedTuple):
    """One item's claims: pairs, coded ones that nothing answers to, found ones that answer to nothing."""

    item: Item
    pairs: tuple[tuple[Coded, Found], ...]
    missed: tuple[Coded, ...]
    false: tuple[Found, ...]


def match(item: Item, found: list[Found]) -> Matched:
    """Pair one to one where the type is right and the trigger touches the quote, most slots right first.

    Optional claims are neither missed nor false; nor is a found one of an `also` type beside the matched one of its own type.
    """
    options = []
    for index, coded in enumerate(item.claims):
        for number, given in enumerate(found):
            if given.event_type in {coded.event_type, *coded.also} and touches(item, coded, given):
                right = sum(verdict.right for verdict in judge(coded, given).values())
                options.append((coded.optional, given.event_type != coded.event_type, -right, index, number))
    partner: dict[int, int] = {}
    for *_, index, number in sorted(options):
        if index not in partner and number not in partner.values():
            partner[index] = number
    pairs = tuple((item.claims[index], found[number]) for index, number in sorted(partner.items()) if not item.claims[index].optional)
    missed = tuple(coded for index, coded in enumerate(item.claims) if index not in partner and not coded.optional)
    left = [given for number, given in enumerate(found) if number not in partner.values()]
    return Matched(item, pairs, missed, tuple(given for given in left if not excused(item, given)))


def touches(item: Item, coded: Coded, given: Found) -> bool:
    """Whether the trigger overlaps the quote."""
    start = item.text.index(coded.quote)
    return given.start < start + len(coded.quote) and start < given.end


def excused(item: Item, given: Found) -> bool:
    """A second reading of the same words that the coding allows too."""
    return any(
        touches(item, coded, given)
        and (given.event_type in coded.also or (given.event_type == coded.event_type and (coded.optional or bool(coded.also))))
        for coded in item.claims
    )
