"""A zone -> drafts of its attributions, one rule for each way of saying who says it.

A draft's source is still a phrase of the text (or a carry-over); `coreference` names it and `nesting` turns drafts into records.
"""

from collections.abc import Iterator

from cotejo.claims.citings import according, bracketed, quoted_source
from cotejo.claims.clauses import SPOKEN, clause_subject, plain_noun_before
from cotejo.claims.contents import closes, complementiser, content_of_verb, stands_alone
from cotejo.claims.cue_nouns import noted
from cotejo.claims.drafts import MIN_CLAUSE, REACH, THUS_ITEMS, Draft, Match, content_of, draft_at, emit, plain_verb, span_of
from cotejo.claims.fences import fence
from cotejo.claims.hearsay import impersonal, rumour
from cotejo.claims.inversions import PERSONAL, phrase_after
from cotejo.claims.phrases import Phrase
from cotejo.claims.source_phrases import parse
from cotejo.claims.subjects import coordinated, left_edge, phrase_before, subject_of
from cotejo.claims.verb_forms import is_gerund, is_in_name, is_plural, is_solid, is_verb
from cotejo.claims.wording import Verb
from cotejo.claims.zones import Zone


def read(zone: Zone) -> list[Draft]:
    """All drafts of one zone, in the order of the text."""
    drafts: list[Draft] = []
    at, done = 0, 0
    while at < len(zone.items):
        if zone.items[at].is_word:
            found = list(_at(zone, at, drafts)) if at >= done else quoted_source(zone, at, drafts) or _closing(zone, at, drafts)
            drafts.extend(draft for draft, _ in found)
            done = max([done, *(last for _, last in found)])
        at += 1
    return fence(zone, _cited_first(drafts))


def _closing(zone: Zone, at: int, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    """Read "Relatives watched it on Thursday, a lawyer said.": behind its comma, S closes a sentence that another verb opened."""
    hit = zone.wording.verbs.at(zone.low, at)
    if not hit or hit[1].weak or hit[1].form != "finite" or not closes(zone, at + hit[0]):
        return []
    edge = left_edge(zone, at)
    phrase = phrase_before(zone, at) or plain_noun_before(zone, edge)
    if phrase is None or phrase.first < MIN_CLAUSE or zone.items[phrase.first - 1].text != ",":
        return []
    return _reported(zone, at, drafts)


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
    for rule in (_witnessed, _declined, impersonal, bracketed, quoted_source, according, noted, _reported, rumour):
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


def _reported(zone: Zone, at: int, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    """Read "S said that X", "X, S said", "«X», dijo S", "S denied X"."""
    hit = zone.wording.verbs.at(zone.low, at)
    if not hit:
        return _labelled(zone, at, drafts)
    length, verb = hit
    if is_in_name(zone, at, verb):
        return []
    if is_gerund(zone, at, verb):
        return _added(zone, at, length, verb, drafts)
    if not is_verb(zone, at, length, verb) or (verb.base and not is_plural(zone, at)):
        return []
    match = coordinated(zone, at, length, verb, drafts) or subject_of(zone, at, length, verb)
    if match is None or _may_be_noun(zone, match):
        return []
    content, used = content_of_verb(zone, match)
    thus = match.at <= THUS_ITEMS and any(low in zone.wording.grammar.thus for low in zone.low[: match.at])
    if content is None and (verb.weak or not (thus or stands_alone(zone, match) or match.own)):
        return []
    if verb.group != "deny" and any(low in zone.wording.grammar.modals for low in zone.low[left_edge(zone, at) : at]):
        return []
    rule = "verb.carry" if match.carry else f"verb.{verb.group}"
    return emit(zone, at, match, content, used, rule)


def _may_be_noun(zone: Zone, match: Match) -> bool:
    """Whether an English form is spelt as a noun ("remarks") and its subject does not end as one does: "Ortiz cited disparaging remarks"."""
    noun = zone.wording.cue_nouns.at(zone.low, match.at) or zone.wording.nouns.at(zone.low, match.at)
    return noun is not None and match.phrase is not None and zone.wording.language == "en" and not is_solid(zone, match.phrase)


def _opened(zone: Zone, at: int, verb: Verb) -> Draft | None:
    """Read "S closed the road, saying that X": the subject of a clause that says nothing itself."""
    phrase = clause_subject(zone, at)
    if phrase is None or phrase.kind not in PERSONAL:
        return None
    return draft_at(zone, at, "verb.gerund", phrase=phrase, outlet=verb.outlet)


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


def _added(zone: Zone, at: int, length: int, verb: Verb, drafts: list[Draft]) -> list[tuple[Draft, int]]:
    """Read "..., adding that Z": the same source says Z."""
    after = at + length
    if after >= len(zone.items):
        return []
    that = complementiser(zone, after)
    last = drafts[-1] if drafts else _opened(zone, at, verb)
    joined = zone.items[at - 1].text == "," or zone.low[at - 1] == "by"  # "responded by saying"
    if that is None and joined and not verb.weak and verb.group in SPOKEN:
        that = after
    if that is None or last is None or last.act == "DECLINE":
        return []
    content = content_of(zone, that, len(zone.items))
    held = content and last.content and last.content[0] <= content[0] and content[1] <= last.content[1] and last.polarity == verb.polarity
    if content is None or (held and zone.items[at - 1].text != ","):
        return []
    draft = last._replace(
        cue=span_of(zone, at, at + length),
        content=content,
        mode="indirect",
        rule="verb.gerund",
        act=verb.act,
        polarity=verb.polarity,
        certainty=verb.certainty,
        at=zone.items[at].start,
    )
    return [(draft, that)]
