"""Attributions and a clause -> how each voice stands to it, the outlet first, then the chain from outside in.

Distance words ("supposedly", "якобы") are of whoever words the sentence: the outlet, or inside a quotation the one who is quoted. Doubt ("may",
"podría") and the acts of speech are of the innermost voice. What a voice merely relays it does not vouch for: it is uncommitted.
"""

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from cotejo.claims import headlines, quotes
from cotejo.claims.acts import folded, negates
from cotejo.claims.coverage import Coverage
from cotejo.claims.wording import WORD, Wording, fold, wording
from cotejo.language.reading import Reading
from cotejo.records.attribution import Attribution, Certainty, Polarity, SpeechAct, Stance
from cotejo.records.span import Span

RANK: dict[Certainty, int] = {"certain": 0, "probable": 1, "possible": 2, "uncommitted": 3}
LEFT_WORDS = 5  # a hedge stands at most so far before the clause: "It is possible that", "supposedly,"


def of(
    reading: Reading, attributions: Sequence[Attribution] | Coverage, attribution_id: str | None, clause_start: int, clause_end: int
) -> tuple[Stance, ...]:
    """One stance for each voice, the outlet (`voice=None`) first, then the chain down to `attribution_id`."""
    matchers = wording(reading.language)
    chain = chain_of(attributions, attribution_id)
    if matchers is None:
        return (Stance(voice=None, certainty="uncommitted", polarity="unknown", speech_act="ASSERT"), *(_as_is(each) for each in chain))
    hedges = _hedges(reading, matchers, clause_start, clause_end, chain)
    distance = [(kind, span) for kind, span, quoted in hedges if kind.startswith("distance") and not quoted]
    own = [(kind, span) for kind, span, quoted in hedges if not kind.startswith("distance") or quoted]
    negated = negates(matchers, folded(reading.document.text[clause_start:clause_end]))
    if not chain:
        return (_in_headline(reading, _alone(distance + own, negated=negated), clause_start, clause_end),)
    outlet = _outlet(matchers, chain, distance)
    return (outlet, *(_as_is(each) for each in chain[:-1]), _innermost(chain[-1], own, negated=negated))


def chain_of(attributions: Sequence[Attribution] | Coverage, attribution_id: str | None) -> list[Attribution]:
    """The links from the outermost down to the one named."""
    return (attributions if isinstance(attributions, Coverage) else Coverage(attributions)).chain(attribution_id)


def _alone(hedges: list[tuple[str, Span]], *, negated: bool) -> Stance:
    """The outlet's own word."""
    polarity: Polarity = "negative" if negated else "positive"
    act: SpeechAct = "RELAY" if any(kind.startswith("distance") for kind, _ in hedges) else "ASSERT"
    return Stance(voice=None, certainty=_certainty("certain", hedges), polarity=polarity, speech_act=act, cues=tuple(span for _, span in hedges))


def _in_headline(reading: Reading, stance: Stance, start: int, end: int) -> Stance:
    """The outlet's own word in its headline, where a word, a colon or a question mark keeps it at a distance or takes it back."""
    head = headlines.span_of(reading.document.text)
    if head is None or not (head[0] <= start and end <= head[1]):
        return stance
    put = headlines.worded(reading, *head)
    if put.way == "refutes" and stance.polarity == "positive":
        return msgspec.structs.replace(stance, polarity="negative", speech_act="DENY", denies="presence", cues=put.cues)
    if put.way == "relays" and stance.speech_act == "ASSERT":
        return msgspec.structs.replace(stance, certainty="uncommitted", speech_act="RELAY", cues=put.cues)
    return stance


def _outlet(matchers: Wording, chain: list[Attribution], distance: list[tuple[str, Span]]) -> Stance:
    """The outlet relays: uncommitted, unless its wording lends or withholds more."""
    certainty: Certainty = "uncommitted"
    cues = tuple(span for _, span in distance)
    cue = chain[0].cue
    if distance:
        certainty = max((_of_kind(kind) for kind, _ in distance), key=RANK.__getitem__)
    elif cue:
        low = folded(cue.exact)
        verb = matchers.verbs.at(low, 0) if low else None
        if verb and verb[1].outlet != "uncommitted":
            certainty, cues = verb[1].outlet, (cue,)
    return Stance(voice=None, certainty=certainty, polarity="positive", speech_act="RELAY", cues=cues)


def _as_is(each: Attribution) -> Stance:
    return Stance(
        voice=each.id,
        certainty=each.certainty,
        polarity=each.polarity,
        speech_act=each.speech_act,
        denies=each.denies,
        cues=(each.cue,) if each.cue else (),
    )


def _innermost(each: Attribution, own: list[tuple[str, Span]], *, negated: bool) -> Stance:
    """The voice that makes the claim, with the doubt of its own clause."""
    polarity = each.polarity
    if negated and each.polarity == "positive" and each.speech_act not in {"RECHARACTERISE", "DECLINE"}:
        polarity = "negative"
    cues = (*((each.cue,) if each.cue else ()), *(span for _, span in own))
    act: SpeechAct = "DENY" if polarity == "negative" and each.speech_act in {"ASSERT", "CONFIRM"} else each.speech_act
    denies = each.denies or ("presence" if act == "DENY" else None)
    return Stance(voice=each.id, certainty=_certainty(each.certainty, own), polarity=polarity, speech_act=act, denies=denies, cues=cues)


def _certainty(base: Certainty, hedges: list[tuple[str, Span]]) -> Certainty:
    return max([base, *(_of_kind(kind) for kind, _ in hedges)], key=RANK.__getitem__)


def _of_kind(kind: str) -> Certainty:
    kinds: dict[str, Certainty] = {"distance_probable": "probable", "distance_uncommitted": "uncommitted", "doubt": "possible", "belief": "probable"}
    return kinds[kind]


def _hedges(reading: Reading, matchers: Wording, start: int, end: int, chain: list[Attribution]) -> list[tuple[str, Span, bool]]:
    """Hedge words in the clause and just before it, each with whether it stands inside a quotation of the chain."""
    text = reading.document.text
    quotations = [quotation for quotation in _quotations(text) if quotation.start < end and start < quotation.end] if chain else []
    found = list(WORD.finditer(text, _left(text, start), end))
    low = [fold(match.group()) for match in found]
    hedges = []
    for first, last, kind in matchers.hedges.search(low):
        span = reading.span(found[first].start(), found[last - 1].end())
        if span.end <= start and chain and chain[-1].content and span.start < chain[-1].content.start:
            continue
        quoted = any(quotation.start <= span.start < quotation.end for quotation in quotations)
        hedges.append((kind, span, quoted))
    return hedges


@lru_cache(maxsize=4)  # one document is asked about clause by clause
def _quotations(text: str) -> tuple[quotes.Quotation, ...]:
    return quotes.find(text)


def _left(text: str, start: int) -> int:
    """Up to a few words before the clause, not over a sign."""
    low = max(0, start - 60)
    before = text[low:start]
    cut = max((before.rfind(sign) for sign in '.,;:!?\n“”«»"—'), default=-1)
    tail = before[cut + 1 :]
    matches = list(WORD.finditer(tail))
    return low + cut + 1 + (matches[-LEFT_WORDS].start() if len(matches) > LEFT_WORDS else 0)
