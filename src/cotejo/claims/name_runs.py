"""A zone -> its proper names as runs of items: capitalised words with the small words that link them, and names in marks."""

from collections.abc import Iterator
from typing import NamedTuple

from cotejo.claims.zones import Zone

PERSON_WORDS = 2
NAME_LINKS = frozenset({"de", "del", "la", "las", "los", "da", "do", "dos", "das", "van", "von", "der", "bin", "ibn", "al", "el", "y", "e", "и"})
CLOSING = frozenset({"»", "”"})
OPENING = frozenset({"«", "“"})
ACRONYM_LETTERS = 3
MARKED_ITEMS = 9  # a name in marks has at most so many words


class Run(NamedTuple):
    """Items `[first, last)` that are a proper name, with the language room's name for them if it has one."""

    first: int
    last: int
    words: int
    name_kind: str | None
    key: str | None
    state: str | None


def run_at(zone: Zone, first: int, limit: int) -> Run | None:  # noqa: C901 - one condition for each kind of word that opens no name
    """The proper name that begins at an item: capitalised words, with the small words that link them."""
    items = zone.items
    if not items[first].is_capital:
        return None
    known = zone.name_at(items[first].start, items[first].end)
    if known and known.kind == "other":
        known = None
    if known and known.kind in {"nationality", "equipment"} and known.start == items[first].start:
        return None
    grammar = zone.wording.grammar
    article = items[first].low in grammar.determiners and first > 0 and first + 1 < limit and items[first + 1].is_capital
    small = grammar.determiners | grammar.auxiliaries | grammar.breaks | grammar.inside | grammar.pronouns | grammar.thus
    if not article and items[first].low in small:
        return None
    last = first + 1
    while last < limit and _links(zone, last, limit):
        last += 1
    while last > first + 1 and not items[last - 1].is_capital:
        last -= 1
    if known and known.start <= items[first].start and known.end > items[last - 1].end:
        while last < limit and items[last].start < known.end:
            last += 1
    elif known and known.kind != "place" and known.end < items[last - 1].end:
        last = next((k for k in range(first, last) if items[k].start >= known.end), last)
    count = sum(1 for item in items[first:last] if item.is_capital)
    if first == 0 and count == 1 and not known and not _can_be_name(zone, first):
        return None
    return Run(first, last, count, known.kind if known else None, known.key if known else None, known.state if known else None)


def marked_run(zone: Zone, first: int, limit: int) -> Run | None:
    """A name in marks is read whole: «Береговой листок»."""
    if zone.items[first].text not in OPENING or first + 1 >= limit or not zone.items[first + 1].is_capital:
        return None
    for last in range(first + 2, min(first + MARKED_ITEMS, limit)):
        if zone.items[last].text in CLOSING:
            known = zone.name_at(zone.items[first + 1].start, zone.items[last - 1].end)
            known = None if known and known.kind in {"other", "place", "nationality"} else known
            return Run(first + 1, last, PERSON_WORDS, known.kind if known else None, known.key if known else None, known.state if known else None)
    return None


def _can_be_name(zone: Zone, first: int) -> bool:
    """A sentence's first word is capital anyway: alone it is a name only when it is an acronym or a reporting verb follows at once."""
    text = zone.items[first].text
    inner = text[1:]
    if inner != inner.casefold() or any(char.isdigit() for char in text):
        return True
    following = first + 1
    while following < len(zone.items) and zone.low[following] in zone.wording.grammar.auxiliaries:
        following += 1
    if following >= len(zone.items):
        return False
    while following + 1 < len(zone.items) and (zone.low[following].endswith("ly") or zone.low[following] in zone.wording.grammar.modals):
        following += 1
    return any(phrases.at(zone.low, following) for phrases in (zone.wording.verbs, zone.wording.attitudes, zone.wording.feelings["words"]))


def _links(zone: Zone, at: int, limit: int) -> bool:
    item = zone.items[at]
    if item.is_capital:
        noun = zone.wording.nouns.at(zone.low, at)
        return not (noun and noun[1].kind in {"office", "unnamed", "document"} and not (noun[0] == 1 and noun[1].kind == "unnamed"))
    if item.text == "." and zone.items[at - 1].is_capital and len(zone.items[at - 1].text) == 1:
        return at + 1 < limit and zone.items[at + 1].is_capital
    return item.low in NAME_LINKS and at + 1 < limit and (zone.items[at + 1].is_capital or zone.items[at + 1].low in NAME_LINKS)


def coined(word: str) -> bool:
    """An acronym or a coined name (OSCE, DFRLab, OpenSky), no person's name."""
    stem = word.split("-", maxsplit=1)[0]
    return len(stem) >= ACRONYM_LETTERS and stem[1:] != stem[1:].casefold() and not stem.startswith(("Mc", "Mac", "De", "O'", "O’", "D'"))


def runs_in(zone: Zone) -> Iterator[Run]:
    """All proper names of a zone, for coreference."""
    at = 0
    while at < len(zone.items):
        run = run_at(zone, at, len(zone.items))
        if run:
            yield run
            at = run.last
        else:
            at += 1
