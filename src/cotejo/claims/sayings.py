"""A zone -> drafts of its attributions, one rule for each way of saying who says it.

A draft's source is still a phrase of the text (or a carry-over); `coreference` names it and `nesting` turns drafts into records.
"""

from collections.abc import Iterator
from typing import NamedTuple

from cotejo.claims.source_phrases import CARRIERS, Outlet, Phrase, parse, published_in
from cotejo.claims.wording import Verb
from cotejo.claims.zones import Zone
from cotejo.records.attribution import Certainty, Mode, Polarity, SpeechAct

MIN_CONTENT = 2  # items; "said so" is no content
MIN_CLAUSE = 3
REACH = 14  # items between a verb and its complementiser: "told reporters in Kyiv on Monday that"
OPENERS = frozenset({",", ":", ";", "—", "–", "-", "(", ")", "…", ".", "!", "?"})
ADVERBIAL = frozenset({"on", "by", "por", "during", "durante"})
STRONG_OBJECT = frozenset({"deny", "accuse", "confirm", "reveal", "announce", "demand", "observe", "threaten"})


class Draft(NamedTuple):
    """An attribution as read from one place. `outer` is the place in the list of drafts of the one that relays it."""

    phrase: Phrase | None
    cue: tuple[int, int] | None
    content: tuple[int, int] | None
    mode: Mode
    rule: str
    act: SpeechAct = "ASSERT"
    certainty: Certainty = "certain"
    polarity: Polarity = "positive"
    outlet: Certainty = "uncommitted"
    sentence: int = 0
    paragraph: int = 0
    inside: int | None = None
    outer: int | None = None
    carry: bool = False
    told: Outlet | None = None
    backward: bool = False  # "Así lo contó ...": the content is what stands before the sentence
    at: int = 0


class Match(NamedTuple):
    """A verb with its subject: items `[first, last)` cover both."""

    verb: Verb
    at: int
    length: int
    first: int
    last: int
    phrase: Phrase | None
    carry: bool
    told: Outlet | None
    own: bool


def read(zone: Zone) -> list[Draft]:
    """All drafts of one zone, in the order of the text."""
    drafts: list[Draft] = []
    at, done = 0, 0
    while at < len(zone.items):
        if zone.items[at].is_word:
            found = list(_at(zone, at, drafts)) if at >= done else _quoted_source(zone, at, drafts)
            drafts.extend(draft for draft, _ in found)
            done = max([done, *(last for _, last in found)])
        at += 1
    return _fence(zone, _cited_first(drafts))


def _cited_first(drafts: list[Draft]) -> list[Draft]:
    """ "O, citing S, reported that X": the one cited comes before the verb of the one who cites."""
    placed = []
    for place, draft in enumerate(drafts):
        later = next((k for k in range(place + 1, len(drafts)) if drafts[k].cue and drafts[k].outer is None), None)
        citing = drafts[later] if later is not None else None
        if draft.rule == "frame.quoting_outlet" and citing and citing.phrase and draft.cue and citing.phrase.end <= draft.cue[0]:
            placed.append(draft._replace(outer=later, content=citing.content, rule="frame.quoting", at=citing.at))
        else:
            placed.append(draft)
    return placed


def _at(zone: Zone, at: int, drafts: list[Draft]) -> Iterator[tuple[Draft, int]]:
    """What begins at one item: the first rule that fits; each draft with the item up to which it was read."""
    for rule in (_witnessed, _declined, _impersonal, _quoted_source, _according, _reported, _rumour):
        found = rule(zone, at, drafts)
        if found:
            yield from found
            return


def _draft(zone: Zone, at: int, rule: str, **fields: object) -> Draft:
    base = Draft(None, None, None, "indirect", rule, sentence=zone.sentence, paragraph=zone.paragraph, inside=zone.inside, at=zone.items[at].start)
    return base._replace(**fields)  # type: ignore[arg-type]


def _span(zone: Zone, first: int, last: int) -> tuple[int, int]:
    return zone.items[first].start, zone.items[last - 1].end


def _content(zone: Zone, first: int, last: int) -> tuple[int, int] | None:
    """Trim signs off the ends; None when nothing is left."""
    while first < last and not zone.items[first].is_word and zone.items[first].quote is None:
        first += 1
    while (
        last > first and not zone.items[last - 1].is_word and zone.items[last - 1].quote is None and zone.items[last - 1].text not in {")", "»", "”"}
    ):
        last -= 1
    return _span(zone, first, last) if last > first else None


def mode_of(zone: Zone, first: int, last: int) -> Mode:
    """Direct when the content is a quotation, mixed when it holds one, else indirect."""
    inner = zone.items[first:last]
    quotes = sum(1 for item in inner if item.quote is not None)
    word_count = sum(1 for item in inner if item.is_word)
    if quotes and not word_count:
        return "direct"
    return "mixed" if quotes else "indirect"


def _witnessed(zone: Zone, at: int, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    """ "This correspondent watched ...", "este diario constató": the publisher saw it; the source is the one who signs, or the outlet."""
    del drafts
    hit = zone.wording.own["first_person"].at(zone.low, at) if zone.inside is None else None
    if not hit:
        return []
    content = _content(zone, at + hit[0], len(zone.items)) or _content(zone, 0, at)
    if content is None:
        return []
    draft = _draft(zone, at, "own.first_person", cue=_span(zone, at, at + hit[0]), content=content, act="OBSERVE")
    return [(draft, at + hit[0])]


# ---- no comment -------------------------------------------------------------------------------------------------------------


def _declined(zone: Zone, at: int, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    hit = zone.wording.decline.at(zone.low, at)
    if not hit or drafts:
        return []
    end = at + hit[0]
    subject = (_first_phrase(zone, at) or _before(zone, at)) if zone.wording.language == "ru" else (_before(zone, at) or _first_phrase(zone, at))
    found = _neither(zone, at) or ([subject] if subject else [])
    if not found and end < len(zone.items):
        found = [phrase for phrase in (_next_phrase(zone, end),) if phrase]
    fields = {"cue": _span(zone, at, end), "act": "DECLINE", "certainty": "uncommitted", "polarity": "unknown"}
    return [(_draft(zone, at, "verb.decline", phrase=phrase, **fields), max(end, phrase.last)) for phrase in found if not phrase.pronoun]


def _neither(zone: Zone, stop: int) -> list[Phrase]:
    """ "Ni el Ministerio ni la embajada": each of the two."""
    found = []
    for first, last, _ in zone.wording.frames["neither"].search(zone.low, 0, stop):
        phrase = parse(zone, last, stop)
        if phrase:
            found.append(phrase)
        del first
    return found


def _first_phrase(zone: Zone, stop: int) -> Phrase | None:
    """The first source phrase of the sentence: "В пресс-службе ... на момент публикации на вопросы не ответили"."""
    for first in range(min(stop, REACH)):
        phrase = parse(zone, first, stop)
        if phrase and not phrase.pronoun and (phrase.group or phrase.kind in {"office", "organisation"}):
            return phrase
    return None


# ---- sourceless -------------------------------------------------------------------------------------------------------------


def _impersonal(zone: Zone, at: int, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    """ "it was reported that", "se informó que", "по неподтверждённым данным"."""
    del drafts
    hit = zone.wording.frames["impersonal"].at(_without_commas(zone, at), 0)
    if not hit or (at and _before(zone, at)):
        return []
    end = _skip_words(zone, at, hit[0])
    content = _content(zone, end, len(zone.items)) or _content(zone, 0, at)
    if content is None:
        return []
    cue = _span(zone, at, end)
    return [(_draft(zone, at, "frame.impersonal", cue=cue, content=content, mode="sourceless", certainty="probable"), end)]


def _without_commas(zone: Zone, at: int) -> list[str]:
    return [low for low in zone.low[at : at + 8] if low != ","] or [""]


def _skip_words(zone: Zone, at: int, count: int) -> int:
    while count and at < len(zone.items):
        count -= zone.low[at] != ","
        at += 1
    return at


def _rumour(zone: Zone, at: int, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    """ "Rumors of X have been around": the content is what they are of, up to the comma."""
    del drafts
    hit = zone.wording.nouns.at(zone.low, at)
    if not hit or hit[1].name != "rumour":
        return []
    end = at + hit[0]
    if end >= len(zone.items) or zone.low[end] not in {
        "of",
        "that",
        "about",
        "de",
        "del",
        "sobre",
        "que",
        "о",
        "об",
        "что",
        "да",
        "acerca",
        "do",
        "da",
    }:
        return []
    stop = next((k for k in range(end, len(zone.items)) if zone.items[k].text in {",", ";", ":"}), len(zone.items))
    content = _content(zone, end + 1, stop)
    phrase = Phrase(*_span(zone, at, end), at, end, "rumour", zone.items[at].text, group="rumour")
    if content is None:
        return []
    return [(_draft(zone, at, "frame.rumour", phrase=phrase, cue=_span(zone, at, end), content=content, certainty="possible"), end)]


# ---- quoting another --------------------------------------------------------------------------------------------------------


def _quoted_source(zone: Zone, at: int, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    """ "..., citing S": S lies inside the one who cites, with the same content; a subject before "cita a" is the one who cites."""
    hit = zone.wording.frames["quoting"].at(zone.low, at)
    if not hit:
        return []
    phrase = _next_phrase(zone, at + hit[0], skip=2) or _counted(zone, at + hit[0])
    if phrase is None or phrase.pronoun:
        return []
    outer = len(drafts) - 1 if drafts and drafts[-1].inside == zone.inside and drafts[-1].act != "DECLINE" else None
    content = drafts[outer].content if outer is not None else _around(zone, at, phrase.last)
    if outer is None:
        citing = _before(zone, at)
        if citing and content:
            return []
    rule = "frame.quoting" if outer is not None else "frame.quoting_outlet"
    draft = _draft(zone, at, rule, phrase=phrase, cue=_span(zone, at, at + hit[0]), content=content, outer=outer)
    return [(draft, phrase.last)] if content else []


def _counted(zone: Zone, at: int) -> Phrase | None:
    """ "citing three beekeepers": after such a frame a counted noun is a source, whatever the noun."""
    if at + 1 >= len(zone.items) or zone.low[at] not in zone.wording.grammar.determiners or zone.items[at + 1].is_capital or not zone.items[at + 1].is_word:
        return None
    start, end = _span(zone, at, at + 2)
    return Phrase(start, end, at, at + 2, "unnamed", f"{zone.items[at].text} {zone.items[at + 1].text}")


# ---- according to -----------------------------------------------------------------------------------------------------------


def _according(zone: Zone, at: int, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    """ "According to S, X", "X, según S", "как сообщает S, X"; "по его словам" carries the last source over."""
    del drafts
    anaphoric = zone.wording.frames["anaphoric"].at(zone.low, at)
    if anaphoric:
        content = _around(zone, at, at + anaphoric[0])
        match = Match(_plain_verb(), at, anaphoric[0], at, at + anaphoric[0], None, carry=True, told=None, own=False)
        return _emit(zone, at, match, content, match.last, "frame.anaphoric") if content else []
    as_verb = _as_verb(zone, at)
    if as_verb:
        match, end = as_verb
        content = _around(zone, at, end)
        return _emit(zone, at, match, content, end, "frame.as_verb") if content else []
    hit = zone.wording.frames["according"].at(zone.low, at)
    if not hit:
        return []
    phrase = _next_phrase(zone, at + hit[0])
    if phrase is None:
        return []
    content = _around(zone, at, phrase.last)
    if content is None:
        return []
    match = Match(_plain_verb(), at, hit[0], at, phrase.last, phrase, carry=False, told=None, own=False)
    return _emit(zone, at, match, content, phrase.last, "frame.according")


def _plain_verb() -> Verb:
    return Verb("say", "finite", "ASSERT", "certain", "positive", "uncommitted", weak=False)


def _as_verb(zone: Zone, at: int) -> tuple[Match, int] | None:
    """ "as S reported", "según informó S", "как пишет S"."""
    hit = zone.wording.frames["as_verb"].at(zone.low, at)
    if not hit:
        return None
    after = at + hit[0]
    if zone.wording.language == "en":
        phrase = _next_phrase(zone, after, skip=0)
        verb = zone.wording.verbs.at(zone.low, phrase.last) if phrase and phrase.last < len(zone.items) else None
        if phrase and verb and verb[1].form == "finite":
            return Match(verb[1], phrase.last, verb[0], at, phrase.last + verb[0], phrase, carry=False, told=None, own=False), phrase.last + verb[0]
        return None
    while after < len(zone.items) and zone.low[after] in zone.wording.grammar.auxiliaries:
        after += 1
    verb = zone.wording.verbs.at(zone.low, after) if after < len(zone.items) else None
    if not verb or verb[1].form == "gerund":
        return None
    told, own, past = _told(zone, after + verb[0])
    phrase = _next_phrase(zone, past)
    if phrase is None:
        return None
    return Match(verb[1], after, verb[0], at, phrase.last, phrase, carry=False, told=told, own=own), phrase.last


def _around(zone: Zone, first: int, last: int) -> tuple[int, int] | None:
    """The content of a parenthetic source phrase: what follows when it opens the clause, what precedes when it closes it, else all."""
    before = _content(zone, _clause_start(zone, first), first)
    rest = _content(zone, last, len(zone.items))
    opens = first - _clause_start(zone, first) < MIN_CONTENT
    if opens and rest:
        return rest
    if before and (rest is None or len(zone.items) - last < MIN_CLAUSE):
        return before
    if before and rest:
        if zone.items[last].text == "," or zone.items[first - 1].text == "," or not opens:
            return _content(zone, _clause_start(zone, first), _clause_end(zone, last))
        return before
    return rest


def _clause_start(zone: Zone, at: int) -> int:
    for k in range(at - 1, -1, -1):
        if zone.items[k].text == ";" or (zone.items[k].text == "," and k + 1 < at and zone.low[k + 1] in zone.wording.grammar.coordinators):
            return k + 1
    return 0


def _clause_end(zone: Zone, at: int) -> int:
    return next((k for k in range(at, len(zone.items)) if zone.items[k].text == ";"), len(zone.items))


# ---- reporting verbs --------------------------------------------------------------------------------------------------------


def _reported(zone: Zone, at: int, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    """ "S said that X", "X, S said", "«X», dijo S", "S denied X"."""
    hit = zone.wording.verbs.at(zone.low, at)
    if not hit:
        return _labelled(zone, at, drafts)
    length, verb = hit
    if verb.form == "gerund":
        return _added(zone, at, length, verb, drafts)
    if not _is_verb(zone, at, length, verb):
        return []
    match = _coordinated(zone, at, length, verb, drafts) or _subject(zone, at, length, verb)
    if match is None:
        return []
    content, used = _of_verb(zone, match)
    if content is None and verb.weak:
        return []
    thus = match.at <= MIN_CLAUSE and any(low in zone.wording.grammar.thus for low in zone.low[: match.at])
    if content is None and not thus and not _lone(zone, match) and not match.own:
        return []
    if zone.low[at - 1 : at] and zone.low[at - 1] in {"not", "n't", "не", "no", "nao"} and verb.group != "deny":
        return []
    rule = "verb.carry" if match.carry else f"verb.{verb.group}"
    return _emit(zone, at, match, content, used, rule)


def _labelled(zone: Zone, at: int, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    """ "S called the reports a hoax": a verb of naming with a word of falsehood denies."""
    hit = zone.wording.labelling.at(zone.low, at)
    if not hit or not any(True for _ in zone.wording.denial_phrases.search(zone.low, at)):
        return []
    verb = _plain_verb()._replace(group="label", act="DENY", polarity="negative")
    match = _coordinated(zone, at, hit[0], verb, drafts) or _subject(zone, at, hit[0], verb)
    content = _content(zone, at + hit[0], len(zone.items))
    if match is None or match.carry or content is None:
        return []
    return _emit(zone, at, match, content, at + hit[0], "verb.label")


def _is_verb(zone: Zone, at: int, length: int, verb: Verb) -> bool:
    """Whether a form stands as a verb here: no article before it, no passive, no reporting verb right behind it."""
    grammar, low = zone.wording.grammar, zone.low
    before = low[at - 1] if at else ""
    after = low[at + length] if at + length < len(low) else ""
    articles = grammar.determiners - {"lo", "se", "this", "that", "esta", "este", "others", "some"}
    if (
        before in articles
        or before in {"to", "be", "by", "'s", "a", "de"}
        or (zone.wording.language in {"es", "pt"} and before in {"en", "del", "por", "sin"})
    ):
        return False
    if zone.wording.language == "en":
        return _is_english_verb(zone, at, before, after)
    if verb.form == "participle":
        return before in {"ha", "han", "habia", "habian", "tem", "tinha", "haviam", "havia", "habria", "teria"}
    return not (after in {"de", "del", "do", "da"} and verb.group in {"accuse", "announce"} and zone.items[at].low.endswith(("a", "o")) and at == 0)


def _is_english_verb(zone: Zone, at: int, before: str, after: str) -> bool:
    passive = {"is", "are", "was", "were", "been", "being", "be", "not", "get", "got"}
    back = at - 1
    while back >= 0 and zone.low[back].endswith("ly"):
        back -= 1
    if (back >= 0 and zone.low[back] in passive and before != "not") or after in {"by", "of"}:
        return False
    follows = zone.wording.verbs.at(zone.low, at + 1) if at + 1 < len(zone.items) else None
    return not (
        follows and follows[1].form == "finite" and zone.low[at] in {"report", "reports", "claim", "claims", "states", "notes"}
    ) and before not in {"of", "media", "news"}


def _subject(zone: Zone, at: int, length: int, verb: Verb) -> Match | None:
    """The verb's subject: right before it, behind an apposition, after it, or left out."""
    told, own, past = _told(zone, at + length)
    edge = _left_edge(zone, at)
    loose = edge == 0 or zone.items[edge - 1].quote is not None or zone.items[edge - 1].text in OPENERS
    if not loose:
        phrase = _before(zone, at) or _behind_relative(zone, edge)
        if phrase:
            return Match(verb, at, length, phrase.first, past, phrase, carry=False, told=told, own=own)
    after = _inverted(zone, past, verb) if loose else None
    if after:
        return Match(verb, at, length, edge, after.last, after, carry=False, told=told, own=own)
    if loose and edge and zone.items[edge - 1].text == ",":
        behind = _behind_apposition(zone, edge - 1)
        if behind:
            return Match(verb, at, length, behind.first, past, behind, carry=False, told=told, own=own)
    if zone.wording.language != "en" and _may_drop(zone, edge, past):
        return Match(verb, at, length, edge, past, None, carry=True, told=told, own=own)
    return None


def _coordinated(zone: Zone, at: int, length: int, verb: Verb, drafts: list[Draft]) -> Match | None:
    """ "S rejected A and said B": the same subject says B."""
    if not (at and drafts and zone.low[at - 1] in zone.wording.grammar.conjunctions):
        return None
    last = drafts[-1]
    if last.phrase is None or last.phrase.first > at or last.act == "DECLINE" or not last.rule.startswith(("verb", "own")):
        return None
    told, own, past = _told(zone, at + length)
    return Match(verb, at, length, at, past, last.phrase, carry=False, told=told, own=own)


def _inverted(zone: Zone, past: int, verb: Verb) -> Phrase | None:
    """A subject after its verb; not the object of a verb that takes one ("revealed the army's ...")."""
    if past < len(zone.items) and zone.wording.frames["that"].at(zone.low, past):
        return None
    phrase = _next_phrase(zone, _past_place(zone, past), skip=3)
    if phrase is None:
        return None
    follows = zone.low[phrase.last] if phrase.last < len(zone.items) else ""
    if zone.wording.language == "en" and (follows not in {"", ",", ".", "that", ":", ";", "in", "on", "?", "!", "who"} or phrase.pronoun):
        return None
    if verb.group in STRONG_OBJECT and phrase.kind not in {
        "person",
        "politician",
        "journalist",
        "outlet",
        "agency",
        "office",
        "organisation",
        "unnamed",
    }:
        return None
    return phrase


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


def _may_drop(zone: Zone, edge: int, past: int) -> bool:
    """es/pt/ru leave the subject out: only beside a quotation or before a complementiser."""
    beside = edge > 0 and (zone.items[edge - 1].quote is not None or (edge > 1 and zone.items[edge - 2].quote is not None))
    follows = past < len(zone.items) and (zone.wording.frames["that"].at(zone.low, past) is not None or zone.items[past].quote is not None)
    colon = past + 1 < len(zone.items) and zone.items[past].text in {":", ","} and zone.items[past + 1].quote is not None
    return beside or ((follows or colon) and (edge == 0 or zone.items[edge - 1].text in OPENERS))


def _left_edge(zone: Zone, at: int) -> int:
    """Back over auxiliaries, clitics and adverbs to where the verb group begins."""
    small = zone.wording.grammar.auxiliaries
    while at > 0 and (
        zone.low[at - 1] in small
        or zone.low[at - 1].endswith(("mente",))
        or (zone.wording.language == "en" and zone.low[at - 1].endswith("ly") and not zone.wording.nouns.at(zone.low, at - 1))
    ):
        at -= 1
    return at


def _before(zone: Zone, at: int) -> Phrase | None:
    """The longest source phrase that ends where the verb group begins."""
    edge = _left_edge(zone, at)
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


def _behind_relative(zone: Zone, edge: int) -> Phrase | None:
    """ "Lawyers who have read it say": the phrase that opens the clause and is followed by a relative clause up to the verb."""
    start = _clause_start(zone, edge)
    phrase = parse(zone, start, edge)
    if (
        phrase is None
        or phrase.pronoun
        or phrase.last >= edge
        or zone.low[phrase.last] not in {"who", "que", "который", "которые", "которая", "quienes"}
    ):
        return None
    plain = all(item.quote is None and item.text not in OPENERS for item in zone.items[phrase.last : edge])
    return phrase if plain else None


def _behind_apposition(zone: Zone, comma: int) -> Phrase | None:
    """ "Andrés X, an opposition leader from whom ..., denounced": the phrase before the apposition."""
    for k in range(comma - 1, max(-1, comma - 45), -1):
        if zone.items[k].text in {";", ":"}:
            return None
        if zone.items[k].text == "," or k == 0:
            stop = k if k else comma
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
    return first_phrase if first_phrase and not first_phrase.pronoun and (first_phrase.owner or not first_phrase.single) else None


def _next_phrase(zone: Zone, at: int, skip: int = 2) -> Phrase | None:
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


def _told(zone: Zone, at: int) -> tuple[Outlet | None, bool, int]:
    """Who was told: "told this newspaper" is the outlet's own reporting, "told O" names the outlet that carried it."""
    if at >= len(zone.items):
        return None, False, at
    to = zone.wording.frames["told_to"].at(zone.low, at)
    start = at + to[0] if to else at
    if zone.inside is None and (
        zone.low[at] in zone.wording.grammar.us or any(low in zone.wording.grammar.us for low in zone.low[max(0, at - 3) : at])
    ):
        return None, True, at + (zone.low[at] in zone.wording.grammar.us)
    if to is None and zone.low[at] == "a" and at + 1 < len(zone.items) and zone.wording.own["told_us"].at(zone.low, at + 1):
        start = at + 1
    own = zone.wording.own["told_us"].at(zone.low, start) if start < len(zone.items) else None
    if own:
        return None, True, start + own[0]
    told = zone.wording.language == "en" and zone.low[at - 1] in {"told", "tells", "telling"}
    if not (to or told or zone.wording.language == "ru") or start >= len(zone.items):
        return None, False, at
    phrase = parse(zone, start)
    if phrase is None or phrase.pronoun:
        return None, False, at
    if (
        ((to or told) and phrase.kind in {"outlet", "agency"})
        or (phrase.kind in {"person", "organisation"} and phrase.group is None and (to or told))
        or _dative_in_marks(zone, phrase)
    ):
        return Outlet(phrase.start, phrase.end, phrase.name, phrase.last, phrase.key), False, phrase.last
    return (None, False, phrase.last) if (to or told) and phrase.group else (None, False, at)


def _dative_in_marks(zone: Zone, phrase: Phrase) -> bool:
    """ "рассказал «Деловому Меридиану»": a name in marks whose last word ends as a dative does."""
    if zone.items[phrase.first].text not in {"«", "“"}:
        return False
    named = [item.low for item in zone.items[phrase.first : phrase.last] if item.is_word]
    return bool(named) and named[-1].split("-")[0].endswith(("у", "ю", "е", "ам", "ям", "ой"))


# ---- what is said -----------------------------------------------------------------------------------------------------------


def _of_verb(zone: Zone, match: Match) -> tuple[tuple[int, int] | None, int]:
    """The content of a verb, and the item up to which the frame itself reaches."""
    after = max(match.last, match.at + match.length)
    total = len(zone.items)
    inverted = match.phrase is not None and match.phrase.first > match.at
    if match.at <= MIN_CLAUSE and any(low in zone.wording.grammar.thus for low in zone.low[: match.at]):
        return None, after
    that = None if inverted and after < total and zone.items[after].text == "," else _complementiser(zone, after)
    if (
        that is not None
        and that > after + 1
        and match.verb.group in STRONG_OBJECT
        and zone.wording.language in {"es", "pt"}
        and not _only_when(zone, after)
    ):
        that = None
    left = _content(zone, _clause_start(zone, match.first), match.first)
    on_left = match.first > 0 and (zone.items[match.first - 1].quote is not None or zone.items[match.first - 1].text in OPENERS)
    said_before = on_left and left is not None and _left_is_said(zone, match)
    if that is not None and not (inverted and said_before):
        return _content(zone, that, total), that
    closes = inverted or total - after < MIN_CLAUSE or _only_when(zone, after) or _quote_stands_before(zone, match.first)
    if said_before and left and closes:
        return _quote_wide(zone, match.first, left), after
    at = after
    while at < total and at < after + REACH and zone.items[at].quote is None and zone.items[at].text != ":":
        at += 1
    if at < total and (zone.items[at].text == ":" or (zone.items[at].quote is not None and at - after <= 1)):
        return _content(zone, at, total), at
    if match.verb.weak or total - after < MIN_CLAUSE:
        return None, after
    if _only_when(zone, after) and (match.verb.group not in STRONG_OBJECT or inverted or zone.items[after].text in OPENERS):
        return None, after
    return _content(zone, after, total), after


def _only_when(zone: Zone, after: int) -> bool:
    """Whether only time and place follow the verb: "told O on Friday.", or a sign."""
    grammar, low = zone.wording.grammar, zone.low[after]
    if zone.items[after].text in OPENERS:
        return True
    weekday = low in grammar.determiners and after + 1 < len(zone.items) and zone.low[after + 1] in grammar.auxiliaries - grammar.determiners
    return (
        weekday or low in grammar.auxiliaries - grammar.determiners or low in grammar.inside - grammar.determiners or low in ADVERBIAL
    ) and low not in {"о", "об"}


def _quote_stands_before(zone: Zone, first: int) -> bool:
    return any(item.quote is not None for item in zone.items[max(0, first - 2) : first])


def _left_is_said(zone: Zone, match: Match) -> bool:
    """What precedes is the content when a quotation or a clause of some length stands there."""
    start = _clause_start(zone, match.first)
    if any(item.quote is not None for item in zone.items[start : match.first]):
        return True
    return match.verb.group not in STRONG_OBJECT and sum(1 for item in zone.items[start : match.first] if item.is_word) >= MIN_CLAUSE


def _quote_wide(zone: Zone, first: int, left: tuple[int, int]) -> tuple[int, int]:
    """A quotation right before the source phrase is the content, not what stood before the quotation."""
    for k in range(first - 1, max(-1, first - 3), -1):
        if zone.items[k].quote is not None:
            words_before = sum(1 for item in zone.items[:k] if item.is_word)
            return left if words_before > MIN_CONTENT else (zone.items[k].start, zone.items[k].end)
    return left


def _complementiser(zone: Zone, after: int) -> int | None:
    """The item after "that": within reach, with no quotation, finite reporting verb or end of clause between."""
    that = zone.wording.frames["that"]
    for k in range(after, min(after + REACH, len(zone.items))):
        item = zone.items[k]
        hit = that.at(zone.low, k)
        if hit:
            return None if k > after and zone.wording.language in {"es", "pt"} and _is_relative(zone, after, k) else k + hit[0]
        if item.quote is not None or item.text in {";", ":", ".", "?", "!", "—"}:
            return None
        verb = zone.wording.verbs.at(zone.low, k) if k > after else None
        if verb and not zone.wording.nouns.at(zone.low, k) and not zone.wording.frames["quoting"].at(zone.low, k) and verb[1].form != "participle":
            return None
    return None


def _is_relative(zone: Zone, after: int, at: int) -> bool:
    """ "calcula el tamaño por las raciones que salían": with an object before it "que" belongs to a noun; a weekday is no object."""
    grammar, low = zone.wording.grammar, zone.low
    if low[after] in grammar.determiners and after + 1 < at and low[after + 1] in grammar.auxiliaries:
        return False
    return low[after] in grammar.determiners - {"a", "o"} or (low[at - 1] in grammar.determiners and low[at - 1] not in grammar.auxiliaries)


def _lone(zone: Zone, match: Match) -> bool:
    """A sentence that is nothing but "J said.": its content is the quotation before it."""
    return match.first == 0 and len(zone.items) - max(match.last, match.at + match.length) <= MIN_CONTENT and match.verb.form == "finite"


def _added(zone: Zone, at: int, length: int, verb: Verb, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    """ "..., adding that Z": the same source says Z."""
    that = _complementiser(zone, at + length) if at + length < len(zone.items) else None
    if that is None or not drafts or drafts[-1].sentence != zone.sentence or drafts[-1].act == "DECLINE":
        return []
    content = _content(zone, that, len(zone.items))
    last = drafts[-1]
    if content is None or (last.content and last.content[0] <= content[0] and content[1] <= last.content[1] and last.polarity == verb.polarity):
        return []
    draft = last._replace(
        cue=_span(zone, at, at + length),
        content=content,
        mode="indirect",
        rule="verb.gerund",
        act=verb.act,
        polarity=verb.polarity,
        certainty=verb.certainty,
    )
    return [(draft, that)]


def _emit(zone: Zone, at: int, match: Match, content: tuple[int, int] | None, used: int, rule: str) -> list[tuple[Draft, int]]:
    """One draft; two when a report names both its outlet and its author."""
    verb = match.verb
    told_rule = "own.told_us" if match.own else rule
    draft = _draft(
        zone,
        at,
        told_rule,
        phrase=match.phrase,
        carry=match.carry,
        cue=_span(zone, match.at, match.at + match.length),
        content=content,
        mode=_mode(zone, content),
        act=verb.act,
        certainty=verb.certainty,
        polarity=verb.polarity,
        outlet=verb.outlet,
        told=match.told,
        backward=content is None and any(low in zone.wording.grammar.thus for low in zone.low[: match.at]),
    )
    return [(draft, max(used, match.at + match.length))]


def _mode(zone: Zone, content: tuple[int, int] | None) -> Mode:
    if content is None:
        return "floating"
    first = next(k for k, item in enumerate(zone.items) if item.end > content[0])
    last = next((k for k, item in enumerate(zone.items) if item.start >= content[1]), len(zone.items))
    return mode_of(zone, first, last)


def _fence(zone: Zone, drafts: list[Draft]) -> list[Draft]:
    """End a content before the next source of the same sentence where a coordinator or semicolon parts them: two voices side by side."""
    fenced: list[Draft] = []
    for draft in drafts:
        content = draft.content
        if content:
            for other in drafts:
                if not (other.phrase and other.cue and other.at > draft.at and other.act != "DECLINE"):
                    continue
                pivot = other.cue[0] if other.phrase == draft.phrase else other.phrase.start
                if content[0] <= pivot < content[1]:
                    edge = _parting(zone, min(pivot, other.at), joined=other.phrase == draft.phrase)
                    if edge is not None and content[0] < edge:
                        content = (content[0], edge)
                        break
        fenced.append(draft._replace(content=content))
    return fenced


def _parting(zone: Zone, start: int, *, joined: bool) -> int | None:
    """The end of the words before `start` when a comma and a coordinator, or a semicolon, stand there; `joined` verbs need no comma."""
    at = next((k for k, item in enumerate(zone.items) if item.start >= start), 0)
    back = at - 1
    while back >= 0 and (
        zone.low[back] in zone.wording.grammar.coordinators | zone.wording.grammar.conjunctions or zone.items[back].text in {",", ";"}
    ):
        back -= 1
    between = zone.items[back + 1 : at]
    signs = {item.text for item in between}
    parted = (
        ";" in signs
        or (joined and any(item.is_word for item in between))
        or any(item.low in zone.wording.grammar.coordinators for item in between)
        or ("," in signs and any(item.is_word for item in between))
    )
    return zone.items[back].end if parted and back >= 0 else None


__all__ = ["CARRIERS", "Draft", "published_in", "read"]
