"""A verb in a zone -> the subject of its clause where it does not stand right before it, and the plain noun that does."""

from cotejo.claims.drafts import OPENERS
from cotejo.claims.phrases import Phrase
from cotejo.claims.source_kinds import called
from cotejo.claims.source_phrases import parse
from cotejo.claims.zones import Zone

LEAD_ITEMS = 10  # "Last week, in a speech in Gao, the minister": so many items may stand before the subject
PLURAL_WORDS = 4
PLAIN_WORDS = 6  # "the announcer", "the head of the crew": a plain noun with what belongs to it
HOLDING = frozenset({"support", "oppose", "want", "intend", "think", "speak", "feel", "believe"})
SPOKEN = frozenset({"say", "claim", "confirm", "deny", "noun_like", "accuse", "announce", "demand"})


def clause_subject(zone: Zone, at: int) -> Phrase | None:
    """The subject of the sentence that an item belongs to: the first source phrase that no adposition governs and that no sign cuts off."""
    grammar = zone.wording.grammar
    governed = grammar.inside - grammar.determiners
    for first in range(min(at, LEAD_ITEMS)):
        opens = first == 0 or zone.items[first - 1].text in OPENERS or zone.items[first - 1].quote is not None
        opens = opens or zone.low[first - 1] in grammar.conjunctions | grammar.coordinators | grammar.breaks
        if not opens or zone.low[first] in governed:
            continue
        phrase = parse(zone, first, at)
        if phrase and not phrase.pronoun:
            phrase = _cut(zone, phrase)
        if phrase and phrase.last < at and zone.low[phrase.last] not in grammar.conjunctions:
            return phrase
    return None


def _cut(zone: Zone, phrase: Phrase) -> Phrase | None:
    """Without the plain words at its end, which may be the verb of the clause: "La gobernadora cerró ..."."""
    last = phrase.last
    while last > phrase.first + 1 and not zone.items[last - 1].is_capital and zone.wording.nouns.at(zone.low, last - 1) is None:
        last -= 1
    return parse(zone, phrase.first, last) if last < phrase.last else phrase


def plain_noun_before(zone: Zone, edge: int) -> Phrase | None:
    """Read "the announcer said", "su vecina contó": a noun that the table does not know, with its article, right before a verb of saying."""
    grammar, low = zone.wording.grammar, zone.low
    if edge and low[edge - 1] in grammar.breaks | grammar.relatives:
        return None
    for first in range(edge - 2, max(-1, edge - PLAIN_WORDS - 1), -1):
        item = zone.items[first]
        if (not item.is_word and low[first] != "'s") or low[first] in grammar.breaks:
            return None
        owner = first + 1 < edge and low[first + 1] == "'s" and item.is_capital
        articles = grammar.determiners - grammar.inside - grammar.auxiliaries - (grammar.pronouns - grammar.definite)
        if owner or low[first] in articles:
            opens = first == 0 or not zone.items[first - 1].is_word or low[first - 1] in grammar.conjunctions | grammar.coordinators | grammar.breaks
            name = called(zone, first, edge)
            return Phrase(item.start, zone.items[edge - 1].end, first, edge, "unnamed", name, flags=("plain_noun",)) if opens else None
    return _plural_before(zone, edge)


def _plural_before(zone: Zone, edge: int) -> Phrase | None:
    """Read "Environmentalists say", "state regulators feared": an English plural without an article, at the head of its clause."""
    if zone.wording.language != "en" or not edge or not zone.low[edge - 1].endswith("s"):
        return None
    for first in range(edge - 1, max(-1, edge - PLURAL_WORDS - 1), -1):
        item = zone.items[first]
        before = zone.low[first - 1] if first else ""
        opens = first == 0 or not zone.items[first - 1].is_word or before in zone.wording.grammar.conjunctions | zone.wording.grammar.breaks
        if not item.is_word or item.low in zone.wording.grammar.breaks | zone.wording.grammar.inside or zone.wording.verbs.at(zone.low, first):
            return None
        if opens:
            return Phrase(item.start, zone.items[edge - 1].end, first, edge, "unnamed", called(zone, first, edge), flags=("plain_noun",))
    return None


def plain_noun_after(zone: Zone, first: int) -> Phrase | None:
    """Read "according to the data,": a noun that the table does not know, with its article, up to a sign."""
    grammar, low = zone.wording.grammar, zone.low
    if first >= len(low) or low[first] not in grammar.determiners - grammar.inside:
        return None
    last = first + 1
    while last < len(low) and last - first <= PLAIN_WORDS and zone.items[last].is_word and low[last] not in grammar.breaks:
        last += 1
    if last == first + 1 or (last < len(low) and zone.items[last].is_word):
        return None
    return Phrase(zone.items[first].start, zone.items[last - 1].end, first, last, "unnamed", called(zone, first, last), flags=("plain_noun",))
