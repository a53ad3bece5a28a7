"""A zone -> drafts of its attributions, one rule for each way of saying who says it.

A draft's source is still a phrase of the text (or a carry-over); `coreference` names it and `nesting` turns drafts into records.
"""

from collections.abc import Iterator

from cotejo.claims.contents import complementiser, content_around, content_of_verb, stands_alone
from cotejo.claims.drafts import MIN_CLAUSE, REACH, Draft, Match, content_of, draft_at, emit, plain_verb, span_of
from cotejo.claims.source_phrases import Phrase, parse
from cotejo.claims.subjects import coordinated, phrase_after, phrase_before, subject_of, told_to
from cotejo.claims.wording import Verb
from cotejo.claims.zones import Zone


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
    """Read "O, citing S, reported that X": the one cited comes before the verb of the one who cites."""
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


def _witnessed(zone: Zone, at: int, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    """Read "This correspondent watched ...", "este diario constató": the publisher saw it; the source is the one who signs, or the outlet."""
    del drafts
    hit = zone.wording.own["first_person"].at(zone.low, at) if zone.inside is None else None
    if not hit:
        return []
    content = content_of(zone, at + hit[0], len(zone.items)) or content_of(zone, 0, at)
    if content is None:
        return []
    draft = draft_at(zone, at, "own.first_person", cue=span_of(zone, at, at + hit[0]), content=content, act="OBSERVE")
    return [(draft, at + hit[0])]


def _declined(zone: Zone, at: int, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    hit = zone.wording.decline.at(zone.low, at)
    if not hit or drafts:
        return []
    end = at + hit[0]
    subject = (
        (_first_phrase(zone, at) or phrase_before(zone, at))
        if zone.wording.language == "ru"
        else (phrase_before(zone, at) or _first_phrase(zone, at))
    )
    found = _neither(zone, at) or ([subject] if subject else [])
    if not found and end < len(zone.items):
        found = [phrase for phrase in (phrase_after(zone, end),) if phrase]
    fields = {"cue": span_of(zone, at, end), "act": "DECLINE", "certainty": "uncommitted", "polarity": "unknown"}
    return [(draft_at(zone, at, "verb.decline", phrase=phrase, **fields), max(end, phrase.last)) for phrase in found if not phrase.pronoun]


def _neither(zone: Zone, stop: int) -> list[Phrase]:
    """Read "Ni el Ministerio ni la embajada": each of the two."""
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


def _impersonal(zone: Zone, at: int, drafts: list[Draft]) -> list[tuple[Draft, int]]:
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


def _rumour(zone: Zone, at: int, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    """Read "Rumors of X have been around": the content is what they are of, up to the comma."""
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
    content = content_of(zone, end + 1, stop)
    phrase = Phrase(*span_of(zone, at, end), at, end, "rumour", zone.items[at].text, group="rumour")
    if content is None:
        return []
    return [(draft_at(zone, at, "frame.rumour", phrase=phrase, cue=span_of(zone, at, end), content=content, certainty="possible"), end)]


def _quoted_source(zone: Zone, at: int, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    """Read "..., citing S": S lies inside the one who cites, with the same content; a subject before "cita a" is the one who cites."""
    hit = zone.wording.frames["quoting"].at(zone.low, at)
    if not hit:
        return []
    phrase = phrase_after(zone, at + hit[0], skip=2) or _counted(zone, at + hit[0])
    if phrase is None or phrase.pronoun:
        return []
    outer = len(drafts) - 1 if drafts and drafts[-1].inside == zone.inside and drafts[-1].act != "DECLINE" else None
    content = drafts[outer].content if outer is not None else content_around(zone, at, phrase.last)
    if outer is None:
        citing = phrase_before(zone, at)
        if citing and content:
            return []
    rule = "frame.quoting" if outer is not None else "frame.quoting_outlet"
    draft = draft_at(zone, at, rule, phrase=phrase, cue=span_of(zone, at, at + hit[0]), content=content, outer=outer)
    return [(draft, phrase.last)] if content else []


def _counted(zone: Zone, at: int) -> Phrase | None:
    """Read "citing three beekeepers": after such a frame a counted noun is a source, whatever the noun."""
    if (
        at + 1 >= len(zone.items)
        or zone.low[at] not in zone.wording.grammar.determiners
        or zone.items[at + 1].is_capital
        or not zone.items[at + 1].is_word
    ):
        return None
    start, end = span_of(zone, at, at + 2)
    return Phrase(start, end, at, at + 2, "unnamed", f"{zone.items[at].text} {zone.items[at + 1].text}")


def _according(zone: Zone, at: int, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    """Read "According to S, X", "X, según S", "как сообщает S, X"; "по его словам" carries the last source over."""
    del drafts
    anaphoric = zone.wording.frames["anaphoric"].at(zone.low, at)
    if anaphoric:
        content = content_around(zone, at, at + anaphoric[0])
        match = Match(plain_verb(), at, anaphoric[0], at, at + anaphoric[0], None, carry=True, told=None, own=False)
        return emit(zone, at, match, content, match.last, "frame.anaphoric") if content else []
    as_verb = _as_verb(zone, at)
    if as_verb:
        match, end = as_verb
        content = content_around(zone, at, end)
        return emit(zone, at, match, content, end, "frame.as_verb") if content else []
    hit = zone.wording.frames["according"].at(zone.low, at)
    if not hit:
        return []
    phrase = phrase_after(zone, at + hit[0])
    if phrase is None:
        return []
    content = content_around(zone, at, phrase.last)
    if content is None:
        return []
    match = Match(plain_verb(), at, hit[0], at, phrase.last, phrase, carry=False, told=None, own=False)
    return emit(zone, at, match, content, phrase.last, "frame.according")


def _as_verb(zone: Zone, at: int) -> tuple[Match, int] | None:
    """Read "as S reported", "según informó S", "как пишет S"."""
    hit = zone.wording.frames["as_verb"].at(zone.low, at)
    if not hit:
        return None
    after = at + hit[0]
    if zone.wording.language == "en":
        phrase = phrase_after(zone, after, skip=0)
        verb = zone.wording.verbs.at(zone.low, phrase.last) if phrase and phrase.last < len(zone.items) else None
        if phrase and verb and verb[1].form == "finite":
            return Match(verb[1], phrase.last, verb[0], at, phrase.last + verb[0], phrase, carry=False, told=None, own=False), phrase.last + verb[0]
        return None
    while after < len(zone.items) and zone.low[after] in zone.wording.grammar.auxiliaries:
        after += 1
    verb = zone.wording.verbs.at(zone.low, after) if after < len(zone.items) else None
    if not verb or verb[1].form == "gerund":
        return None
    told, own, past = told_to(zone, after + verb[0])
    phrase = phrase_after(zone, past)
    if phrase is None:
        return None
    return Match(verb[1], after, verb[0], at, phrase.last, phrase, carry=False, told=told, own=own), phrase.last


def _reported(zone: Zone, at: int, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    """Read "S said that X", "X, S said", "«X», dijo S", "S denied X"."""
    hit = zone.wording.verbs.at(zone.low, at)
    if not hit:
        return _labelled(zone, at, drafts)
    length, verb = hit
    if verb.form == "gerund":
        return _added(zone, at, length, verb, drafts)
    if not _is_verb(zone, at, length, verb):
        return []
    match = coordinated(zone, at, length, verb, drafts) or subject_of(zone, at, length, verb)
    if match is None:
        return []
    content, used = content_of_verb(zone, match)
    if content is None and verb.weak:
        return []
    thus = match.at <= MIN_CLAUSE and any(low in zone.wording.grammar.thus for low in zone.low[: match.at])
    if content is None and not thus and not stands_alone(zone, match) and not match.own:
        return []
    if zone.low[at - 1 : at] and zone.low[at - 1] in {"not", "n't", "не", "no", "nao"} and verb.group != "deny":
        return []
    rule = "verb.carry" if match.carry else f"verb.{verb.group}"
    return emit(zone, at, match, content, used, rule)


def _labelled(zone: Zone, at: int, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    """Read "S called the reports a hoax": a verb of naming with a word of falsehood denies."""
    hit = zone.wording.labelling.at(zone.low, at)
    if not hit or not any(True for _ in zone.wording.denial_phrases.search(zone.low, at)):
        return []
    verb = plain_verb()._replace(group="label", act="DENY", polarity="negative")
    match = coordinated(zone, at, hit[0], verb, drafts) or subject_of(zone, at, hit[0], verb)
    content = content_of(zone, at + hit[0], len(zone.items))
    if match is None or match.carry or content is None:
        return []
    return emit(zone, at, match, content, at + hit[0], "verb.label")


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
    if (back >= 0 and zone.low[back] in passive and before != "not") or (after in {"by", "of"} and zone.low[at] not in {"said", "says"}):
        return False
    follows = zone.wording.verbs.at(zone.low, at + 1) if at + 1 < len(zone.items) else None
    return not (
        follows and follows[1].form == "finite" and zone.low[at] in {"report", "reports", "claim", "claims", "states", "notes"}
    ) and before not in {"of", "media", "news"}


def _added(zone: Zone, at: int, length: int, verb: Verb, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    """Read "..., adding that Z": the same source says Z."""
    that = complementiser(zone, at + length) if at + length < len(zone.items) else None
    if that is None or not drafts or drafts[-1].sentence != zone.sentence or drafts[-1].act == "DECLINE":
        return []
    content = content_of(zone, that, len(zone.items))
    last = drafts[-1]
    if content is None or (last.content and last.content[0] <= content[0] and content[1] <= last.content[1] and last.polarity == verb.polarity):
        return []
    draft = last._replace(
        cue=span_of(zone, at, at + length),
        content=content,
        mode="indirect",
        rule="verb.gerund",
        act=verb.act,
        polarity=verb.polarity,
        certainty=verb.certainty,
    )
    return [(draft, that)]


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
