"""Zones -> drafts of those whose name alone says that they speak: "ORTIZ: ..." in a transcript or headline, "“...” — Lena Ortiz" under a quotation.

A speaker's turn reaches to the end of its paragraph or to the next speaker. One capitalised word is a speaker only where the text knows a longer name
that holds it.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from cotejo.claims.drafts import Draft, content_of, draft_at, mode_over, span_of
from cotejo.claims.name_runs import run_at
from cotejo.claims.phrases import Phrase
from cotejo.claims.quotes import Quotation
from cotejo.claims.source_phrases import parse
from cotejo.claims.zones import Zone

DASHES = frozenset({"―", "—", "–", "-"})
TAG_ITEMS = 7  # "ORTIZ", "El ministro Julio Paz": a longer run before a colon is a clause
CAPITALS = 3
GAP = 2  # code points between a quotation and the dash of its signature
THINGS = frozenset({"image", "track", "sensor", "rumour"})


def turns(zones: Sequence[Zone], quotations: Sequence[Quotation]) -> list[Draft]:
    """Drafts of the turns of speakers and of signed quotations, in the order of the text."""
    ends = {quotation.end: quotation for quotation in quotations}
    last = {zone.paragraph: zone.end for zone in zones if zone.inside is None}
    drafts: list[Draft] = []
    for zone in zones:
        drafts.extend(draft for draft in (*_signed(zone, ends), _turn(zone, last)) if draft)
    starts = sorted(draft.at for draft in drafts if draft.rule == "frame.speaker")
    return [_until_next(draft, starts) for draft in drafts]


def _turn(zone: Zone, last: dict[int, int]) -> Draft | None:
    """Read "ORTIZ: The men are cooks." at the head of a sentence, or of a quoted one."""
    colon = next((k for k in range(1, min(TAG_ITEMS, len(zone.items) - 1)) if zone.items[k].text == ":"), None)
    if colon is None or not zone.items[0].is_capital or zone.items[0].quote is not None:
        return None
    phrase = _tag(zone, colon)
    content = content_of(zone, colon + 1, len(zone.items)) if phrase else None
    if content is None:
        return None
    end = max(content[1], last.get(zone.paragraph, 0)) if zone.inside is None and phrase and phrase.name.isupper() else content[1]
    return draft_at(
        zone, 0, "frame.speaker", phrase=phrase, cue=span_of(zone, colon, colon + 1), content=(content[0], end), mode=mode_over(zone, content)
    )


def _tag(zone: Zone, colon: int) -> Phrase | None:
    """Who stands before the colon: a full name, a role, a poll; a lone word only for later proof."""
    item = zone.items[0]
    if any(low in zone.wording.grammar.labels for low in zone.low[:colon]):
        return None
    if colon == 1 and item.text.isupper() and len(item.text) >= CAPITALS and zone.wording.nouns.at(zone.low, 0) is None:
        return Phrase(item.start, item.end, 0, 1, "person", item.text)
    noun = zone.wording.nouns.at(zone.low, 0)
    opens = noun is not None or run_at(zone, 0, colon) is not None or item.low in zone.wording.grammar.determiners
    opens = opens and (zone.items[colon - 1].is_capital or zone.wording.nouns.at(zone.low, colon - 1) is not None)
    phrase = parse(zone, 0, colon) if opens else None
    if phrase and phrase.last == colon and not phrase.pronoun and phrase.kind not in THINGS and phrase.group != "source":
        roleless = phrase.kind == "person" and (phrase.group is None or noun is None)
        return phrase._replace(flags=(*phrase.flags, "lone_word")) if roleless else phrase
    if noun is not None or (phrase and phrase.last == colon):
        return None
    return Phrase(item.start, item.end, 0, 1, "person", item.text, single=True, flags=("lone_word",)) if colon == 1 else None


def _signed(zone: Zone, ends: dict[int, Quotation]) -> Iterator[Draft]:
    """Read "“...” — Lena Ortiz, a teacher": a name behind a dash under a quotation."""
    if zone.inside is not None:
        return
    for k, item in enumerate(zone.items[:-1]):
        if item.text not in DASHES or not zone.items[k + 1].is_capital:
            continue
        quotation = next((ends[item.start - gap] for gap in range(GAP + 1) if item.start - gap in ends), None)
        phrase = parse(zone, k + 1) if quotation else None
        if quotation is None or phrase is None or phrase.pronoun or (phrase.single and phrase.group is None):
            continue
        if phrase.last == len(zone.items) or not zone.items[phrase.last].is_word:
            content = (quotation.start, quotation.end)
            yield draft_at(zone, k, "frame.signed", phrase=phrase, cue=(item.start, item.end), content=content, mode="direct")


def _until_next(draft: Draft, starts: Sequence[int]) -> Draft:
    """End a turn where the next speaker of the paragraph begins."""
    content = draft.content
    if content is None or draft.rule != "frame.speaker":
        return draft
    following = bisect_right(starts, content[0])
    end = min(content[1], starts[following]) if following < len(starts) else content[1]
    return draft._replace(content=(content[0], end))
