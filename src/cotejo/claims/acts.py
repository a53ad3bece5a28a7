"""An attribution's words -> its speech act in context: observed, denied (and what), recast, or as the verb says."""

from collections.abc import Sequence
from functools import lru_cache

from cotejo.claims.wording import WORD, Phrases, Wording, fold
from cotejo.records.attribution import Denied, Polarity, SourceKind, SpeechAct

OFFICIAL: frozenset[SourceKind] = frozenset({"office", "politician", "organisation"})
INSTRUMENTS: frozenset[SourceKind] = frozenset({"image", "track", "sensor"})
MAX_WORDS = 60  # of a content: what is denied or recast stands at its head
NEAR = 3  # items between a copula and the noun that it gives: "are only military specialists"


@lru_cache(maxsize=64)  # a sentence is asked about once for each of its attributions
def folded(text: str) -> tuple[str, ...]:
    """The folded words and signs of a text."""
    return tuple(fold(word) for word in WORD.findall(text))


def refine(
    wording: Wording, act: SpeechAct, polarity: Polarity, kind: SourceKind, content: str, sentence: str
) -> tuple[SpeechAct, Polarity, Denied | None]:
    """The act, polarity and object of denial of one voice towards its content.

    Args:
        wording: matchers of the document's language.
        act: what the verb alone says.
        polarity: what the verb alone says.
        kind: the source's kind; only those who answer for a force can recast what it does.
        content: the words said.
        sentence: the whole sentence, for what supports it.
    """
    low = folded(content)[:MAX_WORDS]
    if act in {"ASSERT", "CONFIRM"} and (kind in INSTRUMENTS or has(wording.supported_by, folded(sentence))):
        return "OBSERVE", polarity, None
    if has(wording.decline, low) and act in {"ASSERT", "CONFIRM"}:
        return "DECLINE", "unknown", None
    if act == "DENY":
        return act, polarity, denied(wording, low)
    if act in {"ASSERT", "CONFIRM", "ACCUSE"} and kind in OFFICIAL:
        recast = recasts(wording, low)
        negated = negates(wording, low)
        if recast and not (negated and recast == "number"):
            return "RECHARACTERISE", polarity, recast
        if negated:
            return "DENY", "negative", denied(wording, low)
    if act in {"ASSERT", "CONFIRM"} and negates(wording, low):
        return act, "negative", None
    return act, polarity, None


def has(phrases: Phrases[str], low: Sequence[str]) -> bool:
    """Whether any of the phrases stands among the words."""
    return any(True for _ in phrases.search(low))


def negates(wording: Wording, low: Sequence[str]) -> bool:
    """Whether the words negate a happening as a whole ("there are no ...")."""
    return has(wording.existential, low)


def denied(wording: Wording, low: Sequence[str]) -> Denied:
    """What a denial denies: number, legality, purpose or status when its content speaks of that, else presence."""
    kinds: tuple[Denied, ...] = ("number", "legality", "status", "purpose")
    return next((kind for kind in kinds if has(wording.denied[kind], low)), "presence")


def recasts(wording: Wording, low: Sequence[str]) -> Denied | None:
    """What is disputed by one who concedes the fact: the status ("they are specialists"), the legality, the purpose, the number."""
    copulas = wording.recast["copula"]
    for start, _, _ in wording.recast["nature"].search(low):
        before = low[max(0, start - NEAR) : start]
        if any(copulas.at(before, k) for k in range(len(before))) or start == 0 or '"' in before or "“" in before or "«" in before:
            return "status"
    if has(wording.recast["number"], low):
        return "number"
    if has(wording.recast["legality"], low):
        return "legality"
    return "purpose" if has(wording.recast["purpose"], low) else None
