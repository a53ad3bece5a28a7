"""A zone and a position -> drafts without a source: "it was reported that", "по неподтверждённым данным", rumours."""

from cotejo.claims.drafts import Draft, content_of, draft_at, span_of
from cotejo.claims.phrases import Phrase
from cotejo.claims.subjects import phrase_before
from cotejo.claims.zones import Zone


def impersonal(zone: Zone, at: int, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    """Read "it was reported that", "se informó que", "по неподтверждённым данным"."""
    del drafts
    hit = zone.wording.frames["impersonal"].at(_without_commas(zone, at), 0)
    if not hit or (at and phrase_before(zone, at)):
        return []
    end = _skip_words(zone, at, hit[0])
    content = content_of(zone, end, len(zone.items)) or content_of(zone, 0, at)
    if content is None:
        return []
    cue = span_of(zone, at, end)
    return [(draft_at(zone, at, "frame.impersonal", cue=cue, content=content, mode="sourceless", certainty="probable"), end)]


def _without_commas(zone: Zone, at: int) -> list[str]:
    return [low for low in zone.low[at : at + 8] if low != ","] or [""]


def _skip_words(zone: Zone, at: int, count: int) -> int:
    while count and at < len(zone.items):
        count -= zone.low[at] != ","
        at += 1
    return at


def rumour(zone: Zone, at: int, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    """Read "Rumors of X have been around": the content is what they are of, up to the comma."""
    del drafts
    hit = zone.wording.nouns.at(zone.low, at)
    if not hit or hit[1].name != "rumour":
        return []
    end = at + hit[0]
    if end >= len(zone.items) or zone.low[end] not in zone.wording.grammar.rumour_of:
        return []
    stop = next((k for k in range(end, len(zone.items)) if zone.items[k].text in {",", ";", ":"}), len(zone.items))
    content = content_of(zone, end + 1, stop)
    phrase = Phrase(*span_of(zone, at, end), at, end, "rumour", zone.items[at].text, group="rumour")
    if content is None:
        return []
    return [(draft_at(zone, at, "frame.rumour", phrase=phrase, cue=span_of(zone, at, end), content=content, certainty="possible"), end)]
