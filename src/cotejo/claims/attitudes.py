"""A zone and what is said in it -> drafts of how somebody stands towards something: wants, backs, criticises, plans, describes, is worried about.

No claim rests on these (`attributions.voices` leaves them out): who condemns the arrival of troops does not say that they came. An outlet's own
attitude is not read.
"""

from collections.abc import Sequence

from cotejo.claims.clauses import clause_subject
from cotejo.claims.drafts import MIN_CONTENT, OPENERS, Draft, Match, content_of, draft_at, mode_over, span_of
from cotejo.claims.inversions import phrase_after
from cotejo.claims.phrases import Phrase
from cotejo.claims.subjects import left_edge, subject_of
from cotejo.claims.verb_forms import is_gerund, is_plural, is_solid, is_verb
from cotejo.claims.wording import Verb
from cotejo.claims.zones import Zone
from cotejo.records.attribution import Polarity

RULE = "attitude."
NO_HOLDERS = frozenset({"outlet", "agency", "journalist", "image", "track", "sensor", "rumour"})
FEELING = Verb("feel", "finite", "ASSERT", "possible", "positive", "uncommitted", weak=False)
NEGATIONS = frozenset({"not", "no", "nao", "не", "cannot"})
AGENT_REACH = 5  # items between a passive and its "by"


def read(zone: Zone, said: Sequence[Draft]) -> list[Draft]:
    """Drafts of a sentence's attitudes, outside quotations and outside what is said in it."""
    drafts: list[Draft] = []
    if zone.inside is not None:
        return drafts
    held = [span for draft in said for span in (draft.cue, draft.content, (draft.phrase.start, draft.phrase.end) if draft.phrase else None) if span]
    at = 0
    while at < len(zone.items):
        hit = _verb_at(zone, at)
        found = _drafted(zone, at, *hit, [*said, *drafts]) if hit and not any(left <= zone.items[at].start < right for left, right in held) else None
        if found:
            drafts.append(found)
        at += hit[0] if hit else 1
    return drafts


def _verb_at(zone: Zone, at: int) -> tuple[int, Verb] | None:
    """The verb, or the feeling behind a form of "be", at an item; a verb of saying without a content too."""
    if not zone.items[at].is_word or (zone.items[at].is_capital and at):
        return None
    words, low = zone.wording, zone.low
    feeling = words.feelings["words"].at(low, at)
    before = low[at - 1] if at else ""
    linked = words.language == "ru" or before in words.grammar.be | words.grammar.auxiliaries or before.endswith("ly")
    if feeling and at and linked:
        after = at + feeling[0]
        if after < len(low) and words.feelings["after"].at(low, after):
            return feeling[0], FEELING
    return words.attitudes.at(low, at) or words.verbs.at(low, at)


def _drafted(zone: Zone, at: int, length: int, verb: Verb, before: Sequence[Draft]) -> Draft | None:
    passive = _agent(zone, at, length)
    if passive:
        return _passive(zone, at, length, verb, passive)
    phrase = _subject(zone, at, length, verb, before)
    if phrase is None or phrase.first >= at:
        return None
    return _draft(zone, at, length, verb, phrase, _content(zone, at, at + length))


def _passive(zone: Zone, at: int, length: int, verb: Verb, phrase: Phrase) -> Draft | None:
    """Read "The deployment was confirmed by S": a verb of saying is one here too, and an outlet may be its source."""
    last = at
    while last and zone.low[last - 1] in zone.wording.grammar.be | zone.wording.grammar.auxiliaries | zone.wording.grammar.passive_be:
        last -= 1
    content = content_of(zone, _start(zone, at), last)
    if content is None:
        return None
    said = zone.wording.verbs.at(zone.low, at)
    if said is None:
        return _draft(zone, at, length, verb, phrase, content)
    fields = {"act": said[1].act, "certainty": said[1].certainty, "polarity": said[1].polarity, "outlet": said[1].outlet}
    return draft_at(zone, at, "verb.passive", phrase=phrase, cue=span_of(zone, at, at + length), content=content, **fields)


def _draft(zone: Zone, at: int, length: int, verb: Verb, phrase: Phrase, content: tuple[int, int] | None) -> Draft | None:
    if content is None or phrase.kind in NO_HOLDERS:
        return None
    cue = span_of(zone, at, at + length)
    fields = {
        "act": verb.act,
        "certainty": verb.certainty,
        "polarity": _polarity(zone, at, verb),
        "outlet": verb.outlet,
        "mode": mode_over(zone, content),
    }
    return draft_at(zone, at, f"{RULE}{verb.group}", phrase=phrase, cue=cue, content=content, **fields)


def _polarity(zone: Zone, at: int, verb: Verb) -> Polarity:
    """Turned round by a negation in the verb's group: "does not want", "no apoya", "не хочет"."""
    before = zone.low[left_edge(zone, at) : at]
    negated = any(low in NEGATIONS or low.endswith("n't") for low in before)
    if not negated:
        return verb.polarity
    return "negative" if verb.polarity == "positive" else "positive"


def _subject(zone: Zone, at: int, length: int, verb: Verb, before: Sequence[Draft]) -> Phrase | None:
    """Who wants, backs, fears: the verb's subject, or that of the verb that it is joined to."""
    joined = at and zone.low[at - 1] in zone.wording.grammar.conjunctions
    if is_gerund(zone, at, verb) or joined:
        return _shared(zone, at, before) if joined or (at and zone.items[at - 1].text == ",") else None
    if verb is not FEELING and (not is_verb(zone, at, length, verb) or (verb.base and not is_plural(zone, at))):
        return None
    match: Match | None = subject_of(zone, at, length, verb)
    return match.phrase if match and not match.carry and match.phrase and is_solid(zone, match.phrase) else None


def _shared(zone: Zone, at: int, before: Sequence[Draft]) -> Phrase | None:
    last = max((draft.phrase for draft in before if draft.phrase and draft.phrase.first < at), key=lambda phrase: phrase.first, default=None)
    return last or clause_subject(zone, at)


def _agent(zone: Zone, at: int, length: int) -> Phrase | None:
    """Read "was criticised by S": the phrase behind "by", where the verb is a passive."""
    after = at + length
    if not at or not (zone.low[at].endswith(("ed", "en", "do", "da", "dos", "das")) and after < len(zone.items)):
        return None
    for k in range(after, min(after + AGENT_REACH, len(zone.items))):
        if zone.wording.frames["agent"].at(zone.low, k):
            phrase = phrase_after(zone, k + 1, skip=0)
            return phrase if phrase and not phrase.pronoun else None
        adverb = zone.low[k].endswith(("ly", "mente")) or zone.low[k] in zone.wording.grammar.auxiliaries - zone.wording.grammar.be
        if not zone.items[k].is_word or not adverb:
            return None
    return None


def _start(zone: Zone, at: int) -> int:
    for k in range(at - 1, -1, -1):
        if zone.items[k].text in OPENERS:
            return k + 1
    return 0


def _content(zone: Zone, at: int, after: int) -> tuple[int, int] | None:
    """What somebody stands to: up to the next clause; or what stands before, where nothing follows."""
    grammar, total = zone.wording.grammar, len(zone.items)
    if after < total and zone.items[after].text == ",":
        after = total
    last = total
    for k in range(after + 1, total - 1):
        gerund = zone.low[k + 1].endswith("ing") and zone.wording.language == "en"
        if zone.items[k].text == ";" or (zone.items[k].text == "," and (gerund or zone.low[k + 1] in grammar.breaks | grammar.coordinators)):
            last = k
            break
    content = content_of(zone, after, last)
    if content is not None and last - after >= MIN_CONTENT - 1:
        return content
    return content_of(zone, 0, at) if any(item.quote is not None for item in zone.items[:at]) else None
