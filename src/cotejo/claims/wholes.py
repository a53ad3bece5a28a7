"""Drafts of a zone -> the same with whole verb groups as cues and whole phrases as sources: "has also said", "Ana Ruiz, the mayor of Ceibal".

What a source is called (`Source.name`) stays what it was: only the words that are shown and counted grow.
"""

from collections.abc import Sequence

from cotejo.claims.drafts import ADVERBIAL, OPENERS, Draft
from cotejo.claims.zones import Zone

GROUP_ITEMS = 6  # auxiliaries and adverbs before a verb: "had not yet publicly"
BRACKET_ITEMS = 8  # "(R-Iowa)", "(party, province)"
PLAIN_ITEMS = 4
CLAUSE_ITEMS = 14  # words from the start of a clause to the source's own phrase
NAME_ITEMS = 4
APPOSITION_ITEMS = 30  # the longest apposition that is read as one
VERBAL = ("verb.", "attitude.", "own.told_us")


def whole(zone: Zone, drafts: Sequence[Draft]) -> list[Draft]:
    """Each draft of a zone with its parts whole."""
    places = {item.start: at for at, item in enumerate(zone.items)}
    ends = {item.end: at + 1 for at, item in enumerate(zone.items)}
    return [_whole(zone, draft, places, ends) for draft in drafts]


def _whole(zone: Zone, draft: Draft, places: dict[int, int], ends: dict[int, int]) -> Draft:
    if draft.cue is None or draft.cue[0] not in places or draft.cue[1] not in ends:
        return draft
    first, last = places[draft.cue[0]], ends[draft.cue[1]]
    if draft.rule.startswith(VERBAL):
        first = _group_start(zone, first)
        draft = draft._replace(cue=(zone.items[first].start, zone.items[last - 1].end))
    phrase = draft.phrase
    if phrase is None or phrase.pronoun or not (0 <= phrase.first < phrase.last <= len(zone.items)):
        return draft
    if phrase.start < zone.items[phrase.first].start or phrase.start >= zone.items[phrase.last - 1].end:
        return draft
    before = phrase.last <= first and draft.rule.startswith(VERBAL)
    opening = phrase.first > first and first == 0  # "According to the police, officers saw ...": no apposition
    start = _phrase_start(zone, phrase.first) if before else phrase.first
    end = phrase.last if opening else _phrase_end(zone, phrase.last, first)
    while end > phrase.last and not zone.items[end - 1].is_word and zone.items[end - 1].text != ")":
        end -= 1
    limit = zone.items[end - 1].end
    if draft.content and phrase.end <= draft.content[0] < limit:
        limit = phrase.end
    return draft._replace(whole=(min(phrase.start, zone.items[start].start), max(phrase.end, limit)))


def _group_start(zone: Zone, at: int) -> int:
    """Back over what belongs to the verb: auxiliaries, negations, adverbs in "-ly" and "-mente"."""
    grammar, first = zone.wording.grammar, at
    small = grammar.modals | grammar.be | grammar.group
    while first > 0 and at - first < GROUP_ITEMS:
        low = zone.low[first - 1]
        adverb = low.endswith("mente") or (zone.wording.language == "en" and low.endswith("ly") and not zone.wording.nouns.at(zone.low, first - 1))
        if not (zone.items[first - 1].is_word or low.startswith("'")) or zone.items[first - 1].is_capital or not (low in small or adverb):
            break
        first -= 1
    return first


def _phrase_start(zone: Zone, first: int) -> int:
    """Back to where the clause begins, over what the phrase is joined to or hangs on: "Federal and state officials", "judges of the Court of X"."""
    start = _nominal_start(zone, first)
    if start > 1 and zone.items[start - 1].text == ",":
        named = _nominal_start(zone, start - 1)
        if named < start - 1 and start - 1 - named <= NAME_ITEMS and all(zone.items[k].is_capital for k in range(named, start - 1)):
            return named
    return start


def _nominal_start(zone: Zone, first: int) -> int:
    """The start of the clause where nothing but a noun phrase stands from there on; else where it was."""
    grammar, start = zone.wording.grammar, first
    plain = 0
    while start > 0 and first - start < CLAUSE_ITEMS and (zone.items[start - 1].is_word or zone.low[start - 1] == "'s"):
        plain += _is_plain(zone, start - 1)
        if plain > PLAIN_ITEMS or _is_verbal(zone, start - 1, first):
            return first
        start -= 1
    if start > 0 and zone.items[start - 1].text not in OPENERS and zone.items[start - 1].quote is None:
        return first
    adverbs = (grammar.coordinators | grammar.breaks | grammar.auxiliaries | grammar.conjunctions | grammar.thus) - grammar.determiners
    while start < first and zone.low[start] in adverbs - {"not"}:
        start += 1
    return first if zone.low[start] in (grammar.inside | ADVERBIAL) - grammar.determiners else start


def _is_plain(zone: Zone, at: int) -> bool:
    """Whether a word is neither a name nor a small word nor a noun of a source: it may be an unknown verb."""
    grammar, low = zone.wording.grammar, zone.low[at]
    small = grammar.determiners | grammar.inside | grammar.conjunctions | {"by", "por", "'s"}
    return not zone.items[at].is_capital and low not in small and zone.wording.nouns.at(zone.low, at) is None


def _is_verbal(zone: Zone, at: int, stop: int) -> bool:
    """Whether a word is a verb, a relative or a complementiser, and not "released by"."""
    grammar, low = zone.wording.grammar, zone.low
    closed = grammar.breaks - grammar.conjunctions - grammar.determiners - grammar.inside - {"not"}
    if low[at] in closed | grammar.modals | grammar.be | grammar.pronouns | grammar.relatives or zone.wording.frames["that"].at(low, at):
        return True
    said = any(each.at(low, at) for each in (zone.wording.verbs, zone.wording.attitudes)) and not zone.wording.nouns.at(low, at)
    return said and not (at + 1 < stop and low[at + 1] in {"by", "por"})


def _phrase_end(zone: Zone, last: int, cue: int) -> int:
    """Over a bracket and an apposition up to its comma, where it ends before the verb or there is nothing behind it."""
    end = last + 1 if last < len(zone.items) and zone.low[last] == "'s" else _past_bracket(zone, last)
    if end < len(zone.items) and zone.items[end].text == ",":
        close = _apposition_end(zone, end + 1, cue)
        if close is not None:
            return close
    elif end < len(zone.items) and zone.low[end] in zone.wording.grammar.relatives and cue > end:
        stop = next((k for k in range(end, min(cue, end + APPOSITION_ITEMS)) if not zone.items[k].is_word), cue)
        return stop if stop == cue else end
    return end


def _past_bracket(zone: Zone, at: int) -> int:
    if at >= len(zone.items) or zone.items[at].text != "(":
        return at
    close = next((k for k in range(at, min(at + BRACKET_ITEMS, len(zone.items))) if zone.items[k].text == ")"), None)
    return at if close is None else close + 1


def _apposition_end(zone: Zone, at: int, cue: int) -> int | None:
    grammar = zone.wording.grammar
    that = at < len(zone.items) and zone.wording.frames["that"].at(zone.low, at) and zone.low[at] != "que"
    if at >= len(zone.items) or not zone.items[at].is_word or that:
        return None
    opens = zone.low[at] in grammar.determiners | grammar.relatives or zone.wording.nouns.at(zone.low, at) or zone.low[at] in {"now", "then"}
    before = cue > at
    if not (opens or before):
        return None
    stop = min(len(zone.items), at + APPOSITION_ITEMS)
    for k in range(at, stop):
        text = zone.items[k].text
        if k == cue:
            return None
        if zone.items[k].quote is not None or text in {";", ":", "—", "–"}:
            return None if before else k
        if text == "," and (not before or k + 1 == cue or zone.low[k + 1] not in grammar.determiners):
            return k  # without the comma
    return None if before or stop < len(zone.items) else stop
