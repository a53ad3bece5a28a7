"""A reporting verb in a zone -> the subject behind it: "dijo Ana Ruiz", "рассказали соседи", "said a shepherd."."""

from cotejo.claims.clauses import PLURAL_WORDS, SPOKEN, plain_noun_after
from cotejo.claims.drafts import STRONG_OBJECT
from cotejo.claims.phrases import Phrase
from cotejo.claims.source_kinds import called
from cotejo.claims.source_phrases import parse
from cotejo.claims.wording import Verb
from cotejo.claims.zones import Zone
from cotejo.language.load import is_person_noun

ENDS = frozenset({"", ",", ".", "that", ":", ";", "?", "!", "(", "—", "–"})  # what may follow an inverted English subject
PERSONAL = frozenset({"person", "politician", "journalist", "outlet", "agency", "office", "organisation", "unnamed", "witness", "document"})
PLAIN = {"en": frozenset({"say"})}  # verbs behind which a noun that no table knows speaks; elsewhere all of saying


def subject_behind(zone: Zone, edge: int, past: int, verb: Verb) -> Phrase | None:
    """The subject after a verb: a source phrase, or behind a comma, a dash or a quotation any noun of persons that closes the sentence."""
    after = _inverted(zone, past, verb)
    parted = edge > 0 and (zone.items[edge - 1].text in {",", "—", "–"} or zone.items[edge - 1].quote is not None)
    if after is None and parted and verb.group in PLAIN.get(zone.wording.language, SPOKEN):
        return speaker_after(zone, past)
    return after


def _inverted(zone: Zone, past: int, verb: Verb) -> Phrase | None:
    """A subject after its verb; not the object of a verb that takes one ("revealed the army's ...")."""
    if past < len(zone.items) and zone.wording.frames["that"].at(zone.low, past):
        return None
    phrase = phrase_after(zone, _past_place(zone, _past_time(zone, past)), skip=3)
    if phrase is None:
        return None
    follows = zone.low[phrase.last] if phrase.last < len(zone.items) else ""
    quoted = any(item.quote is not None for item in zone.items[max(0, past - 4) : past])
    ends = follows in ENDS or follows in zone.wording.grammar.inside | zone.wording.grammar.relatives
    if zone.wording.language == "en" and not quoted and (not ends or phrase.pronoun):
        return None
    if verb.group in STRONG_OBJECT and phrase.kind not in PERSONAL:
        return None
    return phrase


def _past_time(zone: Zone, at: int) -> int:
    """Over words of time that are no auxiliaries: "писала на прошлой неделе «Харбор таймс»"."""
    hit = zone.wording.frames["when"].at(zone.low, at) if at < len(zone.items) else None
    return at + hit[0] if hit else at


def _past_place(zone: Zone, at: int) -> int:
    """Over one adverbial of place: "comentó en la plaza Bolívar un jubilado"."""
    grammar, low = zone.wording.grammar, zone.low
    if at >= len(low) or low[at] not in grammar.inside - grammar.determiners:
        return at
    for k in range(at + 1, min(at + 7, len(low))):
        if not zone.items[k].is_word:
            return at
        if low[k] in grammar.determiners and k > at + 1 and low[k - 1] not in grammar.inside | grammar.determiners:
            return k
    return at


def phrase_after(zone: Zone, at: int, skip: int = 2) -> Phrase | None:
    """The source phrase at an item, over at most `skip` signs or small words."""
    for first in range(at, min(at + skip + 1, len(zone.items))):
        phrase = parse(zone, first)
        if phrase:
            return phrase
        item = zone.items[first]
        small = zone.wording.grammar.auxiliaries | zone.wording.grammar.inside | zone.wording.grammar.determiners
        if item.quote is not None or (item.is_word and item.low not in small) or (not item.is_word and item.text not in {"«", "“", '"'}):
            return None
    return None


def speaker_after(zone: Zone, first: int) -> Phrase | None:
    """Read "said a shepherd.", "dijo un pastor", "рассказали соседи": a noun that the table does not know, behind a verb that closes its sentence."""
    if zone.wording.language != "ru":
        phrase = plain_noun_after(zone, first)
        of_time = phrase is not None and all(
            low in zone.wording.grammar.auxiliaries | zone.wording.grammar.determiners for low in zone.low[first : phrase.last]
        )
        return None if of_time else phrase
    last = first
    while last < len(zone.low) and last - first < PLURAL_WORDS and zone.items[last].is_word and zone.low[last] not in zone.wording.grammar.breaks:
        last += 1
    if last == len(zone.low) or not zone.items[last].is_word:
        for k in range(first, last):
            if is_person_noun(zone.items[k].text, "ru"):
                return Phrase(
                    zone.items[first].start, zone.items[last - 1].end, first, last, "unnamed", called(zone, first, last), flags=("plain_noun",)
                )
    return None
