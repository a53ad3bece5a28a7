"""Zones and the document's own names -> drafts of what its people saw: "our reporter counted", "корреспондент издания видел", "La Marea constató".

The one who saw is the publisher: its reporter, under any of the words for that, or the outlet by its name. It is no source but evidence of own
reporting.
"""

from collections.abc import Iterator, Sequence

from cotejo.claims.drafts import Draft, content_of, draft_at, span_of
from cotejo.claims.publishers import Publisher
from cotejo.claims.wording import words
from cotejo.claims.zones import Zone

RULE = "own.first_person"
HOLDER_ITEMS = 10  # "A correspondent for the Harbour Times who was there"
MARKS = frozenset({"«", "»", "“", "”", '"', "'s", "'"})


def seen(zones: Sequence[Zone], publisher: Publisher) -> Iterator[Draft]:
    """One draft for each sentence whose subject is the publisher and whose verb says that it was there."""
    own = tuple(words(publisher.outlet)) if publisher.outlet else ()
    for zone in zones:
        if zone.inside is None:
            yield from _seen_in(zone, own)


def without(drafts: Sequence[Draft], own: Sequence[Draft]) -> list[Draft]:
    """Drafts whose cue is not one of the publisher's own eyes; places that `outer` counts in stay right."""
    cues = [draft.cue for draft in own if draft.cue]
    if not cues or any(draft.outer is not None for draft in drafts):
        return list(drafts)
    return [draft for draft in drafts if not (draft.cue and any(left <= draft.cue[0] < right for left, right in cues))]


def _seen_in(zone: Zone, own: tuple[str, ...]) -> Iterator[Draft]:
    verbs = zone.wording.own["seen"]
    for at in range(1, len(zone.items)):
        hit = verbs.at(zone.low, at)
        if not hit:
            continue
        first = _holder(zone, at, own)
        if first is None:
            continue
        content = content_of(zone, at + hit[0], len(zone.items))
        if content:
            yield draft_at(zone, first, RULE, cue=span_of(zone, first, at + hit[0]), content=content, act="OBSERVE")
        return


def _holder(zone: Zone, at: int, own: tuple[str, ...]) -> int | None:
    """The item at which the publisher's people begin, when they are the verb's subject."""
    small = zone.wording.grammar.auxiliaries | zone.wording.grammar.modals
    edge = at
    while edge and (zone.low[edge - 1] in small or zone.low[edge - 1].endswith(("ly", "mente")) or zone.wording.own["able"].at(zone.low, edge - 1)):
        edge -= 1
    found = None
    for first in range(edge - 1, max(-1, edge - HOLDER_ITEMS - 1), -1):
        opens = (
            first == 0 or not zone.items[first - 1].is_word or zone.low[first - 1] in zone.wording.grammar.conjunctions | zone.wording.grammar.breaks
        )
        if opens and _is_own(zone, first, edge, own):
            found = first
    return found


def _is_own(zone: Zone, first: int, last: int, own: tuple[str, ...]) -> bool:
    """Whether items are nothing but words for the publisher's people, with its name or "our", "this", "of the paper" among them."""
    grammar, low = zone.wording.grammar, zone.low
    at, ours = first, False
    while at < last:
        holder = zone.wording.own["holder"].at(low, at)
        noun = zone.wording.nouns.at(low, at)
        if holder and at + holder[0] <= last:
            at, ours = at + holder[0], True
        elif own and tuple(low[at : at + len(own)]) == own:
            at, ours = at + len(own), True
        elif noun and noun[1].name in {"journalist", "outlet"}:
            at += noun[0]
        elif low[at] in grammar.determiners | grammar.inside or zone.items[at].text in MARKS or low[at] in MARKS:
            at += 1
        else:
            return False
    return ours
