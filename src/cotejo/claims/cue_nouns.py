"""A zone and a position -> drafts of what a noun says that somebody said: "S's claim that", "la denuncia de S de que", "заявление S о том, что"."""

from cotejo.claims.contents import complementiser
from cotejo.claims.drafts import MIN_CLAUSE, Draft, content_of, draft_at, mode_over, span_of
from cotejo.claims.phrases import Phrase
from cotejo.claims.source_phrases import parse
from cotejo.claims.zones import Zone

BEFORE_CLAUSE = frozenset({"о", "об", "в"})  # "заявление S о том, что", "обвинения S в том, что"
OWNER_ITEMS = 12  # "the Malian defence ministry's claim"
ADJECTIVAL = ("ed", "al", "ic", "est", "ous", "ing")
REACH_ITEMS = 4  # items between the holder of a saying and its "that"


def noted(zone: Zone, at: int, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    """A draft where a noun of saying has both its holder and its clause."""
    del drafts
    hit = zone.wording.cue_nouns.at(zone.low, at)
    if not hit:
        return []
    after = at + hit[0]
    phrase = _owner_before(zone, at)
    if phrase is None:
        phrase = _holder_after(zone, after)
        after = phrase.last if phrase else after
    if phrase is None or after >= len(zone.items):
        return []
    that = complementiser(zone, after) if zone.wording.verbs.at(zone.low, after) is None else None
    if that is None or that - after > REACH_ITEMS:
        return []
    comma = (k for k in range(that + MIN_CLAUSE, len(zone.items)) if zone.items[k].text in {",", ";"})
    content = content_of(zone, that, next(comma, len(zone.items)))
    if content is None:
        return []
    verb = hit[1]
    fields = {"act": verb.act, "certainty": verb.certainty, "polarity": verb.polarity, "outlet": verb.outlet, "mode": mode_over(zone, content)}
    return [(draft_at(zone, at, f"noun.{verb.group}", phrase=phrase, cue=span_of(zone, at, at + hit[0]), content=content, **fields), that)]


def _owner_before(zone: Zone, at: int) -> Phrase | None:
    """The holder before the noun: "Ortiz's", "their", "su", "его"."""
    grammar, low = zone.wording.grammar, zone.low
    while at > 1 and zone.items[at - 1].is_word and low[at - 1] not in grammar.possessives and low[at - 1].endswith(ADJECTIVAL):
        at -= 1
    if at and low[at - 1] in grammar.possessives:
        item = zone.items[at - 1]
        return Phrase(item.start, item.end, at - 1, at, "unnamed", item.text, bare=True, definite=True, pronoun=True)
    if not at or low[at - 1] not in {"'s", "'"}:
        return None
    for first in range(max(0, at - OWNER_ITEMS), at - 1):
        phrase = parse(zone, first, at - 1)
        if phrase and phrase.last == at - 1:
            return phrase
    return None


def _holder_after(zone: Zone, after: int) -> Phrase | None:
    """The holder behind the noun: "by S", "de S", the genitive of Russian."""
    by = zone.wording.frames["holder"].at(zone.low, after) if after < len(zone.items) else None
    if by is None and zone.wording.language != "ru":
        return None
    first = after + (by[0] if by else 0)
    stop = (
        next((k for k in range(first, len(zone.items)) if zone.low[k] in {"о", "об", "в"} or not zone.items[k].is_word), None) if by is None else None
    )
    phrase = parse(zone, first, stop) if first < len(zone.items) else None
    return phrase if phrase and not phrase.pronoun else None
