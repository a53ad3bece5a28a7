"""A zone and a position -> drafts of those who are cited: "according to S", "as S reported", "citing S"."""

from cotejo.claims.clauses import plain_noun_after
from cotejo.claims.contents import content_around
from cotejo.claims.drafts import MIN_CLAUSE, Draft, Match, content_of, draft_at, emit, plain_verb, span_of
from cotejo.claims.inversions import phrase_after
from cotejo.claims.phrases import Phrase
from cotejo.claims.recipients import told_to
from cotejo.claims.source_phrases import parse
from cotejo.claims.subjects import phrase_before
from cotejo.claims.zones import Zone

CLOSING_ITEMS = 2  # the bracket and the full stop behind it


def quoted_source(zone: Zone, at: int, drafts: list[Draft]) -> list[tuple[Draft, int]]:
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
    backward = outer is not None and drafts[outer].backward
    rule = "frame.quoting" if outer is not None else "frame.quoting_outlet"
    draft = draft_at(zone, at, rule, phrase=phrase, cue=span_of(zone, at, at + hit[0]), content=content, outer=outer)
    return [(draft._replace(backward=backward), phrase.last)] if content or backward else []


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


def according(zone: Zone, at: int, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    """Read "According to S, X", "X, según S", "как сообщает S, X"; "по его словам" carries the last source over."""
    del drafts
    anaphoric = zone.wording.frames["anaphoric"].at(zone.low, at)
    if anaphoric:
        content = content_around(zone, at, at + anaphoric[0])
        match = Match(plain_verb(), at, anaphoric[0], at, at + anaphoric[0], None, carry=True, told=None, own=False)
        return emit(zone, at, match, content, match.last, "frame.anaphoric") if content else []
    info = zone.wording.frames["info_from"].at(zone.low, at) if at == 0 else None
    whom = phrase_after(zone, info[0]) if info else None
    if info and whom:
        draft = draft_at(zone, at, "frame.according", phrase=whom, cue=span_of(zone, at, info[0]), mode="floating", backward=True)
        return [(draft, whom.last)]
    as_verb = _as_verb(zone, at)
    if as_verb:
        match, end = as_verb
        content = content_around(zone, at, end)
        return emit(zone, at, match, content, end, "frame.as_verb") if content else []
    hit = zone.wording.frames["according"].at(zone.low, at)
    if not hit:
        return []
    phrase = phrase_after(zone, at + hit[0]) or plain_noun_after(zone, at + hit[0])
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
        said = phrase.last if phrase else len(zone.items)
        while said < len(zone.items) and zone.low[said] in {"have", "has", "had", "also", "previously", "repeatedly"}:
            said += 1
        verb = zone.wording.verbs.at(zone.low, said) if said < len(zone.items) else None
        if phrase and verb and verb[1].form == "finite":
            return Match(verb[1], said, verb[0], at, said + verb[0], phrase, carry=False, told=None, own=False), said + verb[0]
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


def bracketed(zone: Zone, at: int, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    """Read "... in Bamako (Kommersant).", "(vía Radio Umbral)": an outlet in brackets at the end of a sentence that nobody else is said to say."""
    if zone.items[at - 1].text != "(" or any(draft.act != "DECLINE" for draft in drafts) or zone.inside is not None:
        return []
    credited = zone.wording.frames["credited"].at(zone.low, at)
    first = at + (credited[0] if credited else 0)
    while first < len(zone.items) and zone.items[first].text == ":":
        first += 1
    phrase = parse(zone, first) if first < len(zone.items) else None
    if phrase is None or phrase.last >= len(zone.items) or zone.items[phrase.last].text != ")" or len(zone.items) - phrase.last > CLOSING_ITEMS:
        return []
    content = content_of(zone, 0, at - 1)
    known = phrase.kind in {"outlet", "agency"} or zone.wording.agencies.at(zone.low, first) is not None
    if content is None or at - 1 < MIN_CLAUSE or not (known or (credited and not phrase.pronoun and phrase.kind != "unnamed")):
        return []
    phrase = phrase if phrase.kind in {"outlet", "agency"} else phrase._replace(kind="outlet", single=False)
    return [(draft_at(zone, at, "frame.bracket", phrase=phrase, cue=span_of(zone, at - 1, phrase.last + 1), content=content), phrase.last)]
