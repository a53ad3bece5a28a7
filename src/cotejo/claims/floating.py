"""Quotations that no attribution holds -> drafts that carry the last source of the paragraph over to them."""

from collections.abc import Iterator, Sequence

from cotejo.claims.coreference import Named
from cotejo.claims.drafts import Draft, mode_of
from cotejo.claims.quotes import Quotation
from cotejo.claims.zones import Zone

MIN_QUOTED = 3  # words; "occupy" in marks is a word held at a distance, not speech


def carried(
    zones: Sequence[Zone], quotations: Sequence[Quotation], found: Sequence[Named | None], taken: Sequence[tuple[int, int]]
) -> Iterator[Named]:
    """One named draft for each sentence with an unattributed quotation that follows an attribution of its paragraph.

    A sentence with a source of its own resets the carry-over, and so does a new paragraph unless it is nothing but a quotation.
    """
    by_sentence: dict[int, list[Named]] = {}
    for named in found:
        if named and named.draft.inside is None:
            by_sentence.setdefault(named.draft.sentence, []).append(named)
    last: Named | None = None
    paragraph = -1
    for zone in zones:
        if zone.inside is not None:
            continue
        if zone.paragraph != paragraph and not (zone.paragraph <= paragraph + 2 and _only_quotation(zone)):
            last = None
        paragraph = zone.paragraph
        here = by_sentence.get(zone.sentence)
        if here:
            last = next((named for named in reversed(here) if named.draft.act != "DECLINE" and named.draft.mode != "sourceless"), None)
        elif last:
            content = _unheld(zone, quotations, found, taken)
            if content:
                yield Named(_floating(zone, last.draft, content), last.sources, anaphor=True)


def backward(zones: Sequence[Zone], draft: Draft) -> Draft:
    """Give "J said." and "Así lo contó J" their content: the sentence before, or the paragraph before when it opens its own."""
    if draft.content is not None or draft.act == "DECLINE":
        return draft
    before = [zone for zone in zones if zone.inside is None and zone.sentence < draft.sentence and zone.items]
    same = [zone for zone in before if zone.paragraph == draft.paragraph]
    if same and (draft.backward or same[-1].items[-1].quote is not None):
        return draft._replace(content=(same[-1].items[0].start, same[-1].items[-1].end))
    if draft.backward and before and not same:
        held = [zone for zone in before if zone.paragraph == before[-1].paragraph]
        return draft._replace(content=(held[0].items[0].start, held[-1].items[-1].end))
    return draft


def _only_quotation(zone: Zone) -> bool:
    return any(item.quote is not None for item in zone.items) and not any(item.is_word for item in zone.items)


def _unheld(zone: Zone, quotations: Sequence[Quotation], found: Sequence[Named | None], taken: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The sentence (or its quotation alone) when it quotes some words that nobody is said to have spoken."""
    contents = [named.draft.content for named in found if named and named.draft.content] + list(taken)
    for item in zone.items:
        if item.quote is None or len(item.text.split()) < MIN_QUOTED:
            continue
        if any(left <= item.start and item.end <= right for left, right in contents):
            continue
        if _only_quotation(zone):
            return quotations[item.quote].start, quotations[item.quote].end
        return zone.items[0].start, zone.items[-1].end
    return None


def _floating(zone: Zone, last: Draft, content: tuple[int, int]) -> Draft:
    mixed = mode_of(zone, 0, len(zone.items)) == "mixed"
    return Draft(
        phrase=None,
        cue=None,
        content=content,
        mode="mixed" if mixed else "floating",
        rule="carry.floating_quote",
        act=last.act if last.act not in {"DENY", "ACCUSE"} else "ASSERT",
        certainty=last.certainty,
        polarity="positive",
        sentence=zone.sentence,
        paragraph=zone.paragraph,
        inside=None,
        at=zone.items[0].start,
    )
