"""A reporting verb in a zone -> its subject: before it, behind an apposition or relative clause, after it, shared with another verb, or left out."""

from cotejo.claims.clauses import HOLDING, SPOKEN, clause_subject, plain_noun_before
from cotejo.claims.drafts import ADVERBIAL, OPENERS, Draft, Match, clause_start
from cotejo.claims.inversions import subject_behind
from cotejo.claims.phrases import Phrase
from cotejo.claims.recipients import told_to
from cotejo.claims.source_phrases import parse
from cotejo.claims.wording import Verb
from cotejo.claims.zones import Zone

RECIPIENT_ITEMS = 4
BRACKET_ITEMS = 9  # "(R-Iowa)", "(party, province)": a longer bracket is a clause
NAMED = frozenset({"person", "politician", "journalist"})
ADJUNCT_ITEMS = 9


def subject_of(zone: Zone, at: int, length: int, verb: Verb) -> Match | None:
    """The verb's subject: right before it, behind an apposition, after it, or left out."""
    told, own, past = told_to(zone, at + length)
    edge = left_edge(zone, at)
    loose = edge == 0 or zone.items[edge - 1].quote is not None or zone.items[edge - 1].text in OPENERS
    loose = loose or all(low in zone.wording.grammar.thus for low in zone.low[:edge])  # "Esto lo confirmó el ministro"
    if not loose:
        phrase = phrase_before(zone, at) or _relative(zone, edge) or _behind_relative(zone, edge) or _behind_adjunct(zone, edge)
        if phrase is None and verb.group in SPOKEN | HOLDING:
            phrase = plain_noun_before(zone, edge)
        if phrase:
            phrase = with_fellow(zone, phrase)
            return Match(verb, at, length, phrase.first, past, phrase, carry=False, told=told, own=own)
    apposed = _apposed(zone, edge) if loose and zone.wording.language == "en" else None
    if apposed:
        return Match(verb, at, length, apposed.first, past, apposed, carry=False, told=told, own=own)
    after = subject_behind(zone, edge, past, verb) if loose else None
    if after:
        last = after.last
        if told is None and not own and last < len(zone.items):
            told, own, last = told_to(zone, last)
        return Match(verb, at, length, edge, last, after, carry=False, told=told, own=own)
    if loose and edge and zone.items[edge - 1].text == ",":
        behind = _behind_apposition(zone, edge - 1)
        if behind:
            return Match(verb, at, length, behind.first, past, behind, carry=False, told=told, own=own)
    if zone.wording.language != "en" and _may_drop(zone, edge, past):
        return Match(verb, at, length, edge, past, None, carry=True, told=told, own=own)
    return None


def with_fellow(zone: Zone, phrase: Phrase) -> Phrase:
    """Join "two diplomats" to "and a security official": two nameless sources that say the same; a named one stays by itself, from its fellow on."""
    joint = phrase.first - 1
    if joint < 1 or zone.low[joint] not in zone.wording.grammar.conjunctions or phrase.pronoun:
        return phrase
    fellow = phrase_before(zone, joint)
    if fellow is None or fellow.last != joint or fellow.pronoun:
        return phrase
    if fellow.kind != "unnamed" or phrase.kind != "unnamed":
        return phrase._replace(first=fellow.first)
    return phrase._replace(first=fellow.first, start=fellow.start, name=f"{fellow.name} {zone.items[joint].text} {phrase.name}")


def coordinated(zone: Zone, at: int, length: int, verb: Verb, drafts: list[Draft]) -> Match | None:
    """Read "S rejected A and said B": the same subject says B; so does the subject of a clause that says nothing ("S left and said B")."""
    edge = left_edge(zone, at)
    if not (edge and zone.low[edge - 1] in zone.wording.grammar.conjunctions):
        return None
    if not drafts:
        phrase = clause_subject(zone, edge - 1)
        if phrase is None:
            return None
        told, own, past = told_to(zone, at + length)
        return Match(verb, at, length, at, past, phrase, carry=False, told=told, own=own)
    last = drafts[-1]
    if last.phrase is None or last.phrase.first > at or last.act == "DECLINE" or not last.rule.startswith(("verb", "own")):
        return None
    told, own, past = told_to(zone, at + length)
    return Match(verb, at, length, at, past, last.phrase, carry=False, told=told, own=own)


def _may_drop(zone: Zone, edge: int, past: int) -> bool:
    """es/pt/ru leave the subject out: only beside a quotation or before a complementiser."""
    beside = edge > 0 and (zone.items[edge - 1].quote is not None or (edge > 1 and zone.items[edge - 2].quote is not None))
    follows = past < len(zone.items) and (zone.wording.frames["that"].at(zone.low, past) is not None or zone.items[past].quote is not None)
    colon = past + 1 < len(zone.items) and zone.items[past].text in {":", ","} and zone.items[past + 1].quote is not None
    return beside or ((follows or colon) and (edge == 0 or zone.items[edge - 1].text in OPENERS))


def left_edge(zone: Zone, at: int) -> int:
    """Back over auxiliaries, clitics, adverbs and whom one told, to where the verb group begins."""
    edge = _over_recipient(zone, _over_small(zone, at))
    return _over_bracket(zone, _over_small(zone, edge) if edge < at else edge)


def _over_small(zone: Zone, at: int) -> int:
    grammar = zone.wording.grammar
    small = grammar.auxiliaries | grammar.modals
    linked = at < len(zone.items) and (zone.low[at].endswith(("ing", "ndo")) or zone.wording.feelings["words"].at(zone.low, at) is not None)
    while (
        at > 0
        and not _is_surname(zone, at - 1)
        and (
            zone.low[at - 1] in small
            or (linked and zone.low[at - 1] in grammar.be)
            or zone.low[at - 1].endswith("mente")
            or (zone.wording.language == "en" and zone.low[at - 1].endswith("ly") and not zone.wording.nouns.at(zone.low, at - 1))
        )
    ):
        at -= 1
    return at


def _is_surname(zone: Zone, at: int) -> bool:
    """Whether a word spelt as a modal is the end of a name: "Theresa May said"."""
    return at > 0 and zone.items[at].is_capital and zone.items[at - 1].is_capital and zone.low[at] in zone.wording.grammar.modals


def _over_recipient(zone: Zone, at: int) -> int:
    """Russian says whom one told before the verb: "Об этом изданию рассказал ..."."""
    if zone.wording.language != "ru":
        return at
    hit = next((k for k in range(max(0, at - RECIPIENT_ITEMS), at) if _ends_at(zone, k, at)), None)
    return at if hit is None else hit


def _ends_at(zone: Zone, first: int, last: int) -> bool:
    hit = zone.wording.frames["told_to"].at(zone.low, first)
    return hit is not None and first + hit[0] == last


def _over_bracket(zone: Zone, at: int) -> int:
    """Back over a short bracket behind a name: "Lena Ortiz (D-Ohio) said"."""
    if at < 1 or zone.items[at - 1].text != ")":
        return at
    for k in range(at - 2, max(0, at - BRACKET_ITEMS), -1):
        if zone.items[k].text == "(":
            return k if zone.items[k - 1].is_word else at
    return at


def phrase_before(zone: Zone, at: int) -> Phrase | None:
    """The longest source phrase that ends where the verb group begins."""
    edge = left_edge(zone, at)
    low = max(0, edge - 22)
    bound = edge
    while bound > low and zone.items[bound - 1].quote is None and zone.items[bound - 1].text not in {",", ";", ":", "—", "–", "(", "."}:
        bound -= 1
    for first in range(bound, edge):
        if first > bound and zone.low[first] in zone.wording.grammar.inside and not zone.items[first].is_capital:
            continue
        phrase = parse(zone, first, edge)
        if phrase and phrase.last >= edge and not _follows_adposition(zone, first, bound):
            return phrase
    return None


def _follows_adposition(zone: Zone, first: int, bound: int) -> bool:
    """A noun right behind "of", "in", "для" belongs to what stands before it: "the word of two soldiers"."""
    while first > bound and zone.low[first - 1] in zone.wording.grammar.determiners - zone.wording.grammar.inside:
        first -= 1
    return first > bound and zone.low[first - 1] in (zone.wording.grammar.inside | ADVERBIAL) - zone.wording.grammar.determiners


def _relative(zone: Zone, edge: int) -> Phrase | None:
    """Read "a driver who said that": the phrase right before the relative pronoun."""
    if edge < 1 or zone.low[edge - 1] not in zone.wording.grammar.relatives:
        return None
    stop = edge - 1 - (edge > 1 and zone.items[edge - 2].text == ",")
    return phrase_before(zone, stop) if stop > 0 else None


def _behind_relative(zone: Zone, edge: int) -> Phrase | None:
    """Read "Lawyers who have read it say": the phrase that opens the clause and is followed by a relative clause up to the verb."""
    start = clause_start(zone, edge)
    phrase = parse(zone, start, edge)
    if (
        phrase is None
        or phrase.pronoun
        or phrase.last >= edge
        or (zone.low[phrase.last] != "que" and zone.low[phrase.last] not in zone.wording.grammar.relatives)
    ):
        return None
    plain = all(item.quote is None and item.text not in OPENERS for item in zone.items[phrase.last : edge])
    return phrase if plain else None


def _behind_adjunct(zone: Zone, edge: int) -> Phrase | None:
    """Read "Experts on North Korea and proliferation said": a plural that opens the clause, and what hangs on it, up to the verb."""
    start = clause_start(zone, edge)
    phrase = parse(zone, start, edge)
    if zone.wording.language != "en" or phrase is None or phrase.pronoun or not phrase.last < edge or phrase.group is None:
        return None
    low, grammar = zone.low, zone.wording.grammar
    if low[phrase.last] not in grammar.inside | grammar.conjunctions | {"on"} or not low[phrase.last - 1].endswith("s"):
        return None
    rest = range(phrase.last, edge)
    closed = grammar.breaks - grammar.conjunctions - grammar.inside
    plain = all(zone.items[k].is_word and low[k] not in closed and not zone.wording.verbs.at(low, k) for k in rest)
    return phrase if plain and len(rest) <= ADJUNCT_ITEMS else None


def _behind_apposition(zone: Zone, comma: int) -> Phrase | None:
    """Read "Andrés X, an opposition leader from whom ..., denounced": the phrase before the apposition."""
    for k in range(comma - 1, max(-1, comma - 45), -1):
        if zone.items[k].text in {";", ":"}:
            return None
        if zone.items[k].text == "," or (k == 0 and zone.wording.language == "en"):
            stop = _over_bracket(zone, k) or comma
            for first in range(max(0, stop - 12), stop):
                phrase = parse(zone, first, stop)
                if (
                    phrase
                    and not phrase.pronoun
                    and phrase.last >= stop
                    and (first == 0 or not zone.items[first - 1].is_word or first == max(0, stop - 12))
                ):
                    return phrase
    first_phrase = parse(zone, 0, comma)
    if first_phrase is None or first_phrase.pronoun:
        return None
    if zone.wording.language != "en" and (first_phrase.last >= comma or zone.items[first_phrase.last].is_word):
        return None  # "Soldiers crossed the river, it said": a clause, not a name with its apposition
    return first_phrase if first_phrase.owner or not first_phrase.single else None


def _apposed(zone: Zone, edge: int) -> Phrase | None:
    """Read "The Rev. Peter W., of the church of X, said soldiers slept there": a name that opens the sentence, an apposition, the verb."""
    if edge < 1 or zone.items[edge - 1].text != ",":
        return None
    phrase = parse(zone, 0, edge)
    if phrase is None or phrase.pronoun or phrase.kind not in NAMED or phrase.last >= edge - 1:
        return None
    last = phrase.last
    while last < edge and zone.items[last].text != ",":
        if zone.items[last].text != "(" and last == phrase.last:
            return None
        last += 1
    middle = range(last + 1, edge - 1)
    small = zone.wording.grammar.determiners | zone.wording.grammar.inside | zone.wording.grammar.relatives
    opens = bool(middle) and (zone.low[middle[0]] in small or zone.wording.nouns.at(zone.low, middle[0]) is not None)
    return phrase if opens and all(zone.items[k].text != "," and zone.items[k].quote is None for k in middle) else None
