"""A claim and its chain -> positive evidence that who brings it knows it himself: told to this outlet, seen, on the record, shown."""

import re
from collections.abc import Iterator

import msgspec

from cotejo.events.citations import SPEAKERS, Hop, is_reporter, readable
from cotejo.events.identities import is_own, source_keys
from cotejo.records.attribution import Attribution
from cotejo.records.claim import Claim
from cotejo.records.corpus import Corpus
from cotejo.records.origin import OwnReporting

TOLD = "own.told_us"
SEEN = "own.first_person"
OWN = "own."
BREAK = re.compile(r"\n\s*")
MAX_SHOWN = 3  # pieces of evidence of one text
MAX_TOLD = 1  # paragraphs over which "told this newspaper" reaches
MAX_SEEN = 3  # paragraphs over which an eyewitness goes on


def own_word(corpus: Corpus, claim: Claim) -> tuple[OwnReporting, ...]:
    """Evidence in a claim that rests on nobody else: what was told to this outlet, seen by it, or is its own statement or picture."""
    chain = corpus.chain(claim.attribution)
    return tuple(dict.fromkeys((*from_hops(chain), *from_voice(claim))))


def own_text(corpus: Corpus, claim: Claim, told: dict[str, tuple[Attribution, ...]]) -> tuple[OwnReporting, ...]:
    """Evidence for a claim that names nobody, or somebody unnamed, in a text where others told this outlet something: it did report there."""
    chain = corpus.chain(claim.attribution)
    if elsewhere(corpus, chain) or any(hop.source.kind == "rumour" for hop in chain):
        return ()
    text = corpus.documents[claim.span.document].text
    near = tuple(hop for hop in told.get(claim.span.document, ()) if breaks_between(text, claim, hop) <= (MAX_SEEN if SEEN in hop.rule else MAX_TOLD))
    return told_text(near)


def told_text(told: tuple[Attribution, ...]) -> tuple[OwnReporting, ...]:
    """Evidence that a text reports by itself: what was told to its outlet, or seen by it, there."""
    return tuple(msgspec.structs.replace(piece, why=f"{piece.why}, in the same text") for piece in from_hops(told[:MAX_SHOWN]))


def breaks_between(text: str, claim: Claim, hop: Attribution) -> int:
    """Paragraph breaks between a claim and the words of an attribution."""
    span = hop.cue or hop.source.span or hop.content
    if span is None:
        return MAX_SEEN + 1
    first, last = sorted((claim.span, span), key=lambda found: found.start)
    return len(BREAK.findall(text[first.end : last.start]))


def elsewhere(corpus: Corpus, chain: tuple[Attribution, ...]) -> bool:
    """Whether a chain leads to a report of others, be it a nameless one ("that newspaper")."""
    reports = [hop for hop in chain if hop.source.kind in {"outlet", "agency", "journalist"}]
    return any(not is_own(hop.source, source_keys(hop.source, corpus.source(hop.id)), corpus.documents[hop.document]) for hop in reports)


def told_in(corpus: Corpus) -> dict[str, tuple[Attribution, ...]]:
    """Attributions by which somebody told the document's outlet something, or its writer saw it."""
    found: dict[str, list[Attribution]] = {}
    for hop in corpus.attributions.values():
        if hop.rule.startswith(OWN):
            found.setdefault(hop.document, []).append(hop)
    return {document: tuple(sorted(hops, key=where_said)) for document, hops in found.items()}


def where_said(hop: Attribution) -> tuple[int, str]:
    """Order of attributions in a text."""
    return hop.source.span.start if hop.source.span else 0, hop.id


def from_hops(chain: tuple[Attribution, ...]) -> Iterator[OwnReporting]:
    """Read the hops of a chain."""
    dateline = any(hop.mode == "structure" for hop in chain)
    for hop in chain:
        source, span = hop.source, hop.cue or hop.source.span
        if TOLD in hop.rule:
            yield OwnReporting(kind="told_us", span=span, why=f"{source.name} told this outlet")
        elif SEEN in hop.rule:
            yield OwnReporting(kind="first_person", span=span, why="the writer was there")
        elif hop.speech_act == "OBSERVE" and source.kind in {"image", "track", "sensor"}:
            yield OwnReporting(kind="artefact", span=span, why=f"shown: {source.name}")
        elif hop.speech_act == "OBSERVE" or hop.distance == 0:
            yield OwnReporting(kind="first_person", span=span, why=f"{source.name} saw it")
        elif dateline and source.kind in {"unnamed", "witness"} and hop.mode != "structure":
            yield OwnReporting(kind="dateline_interviewee", span=span, why=f"reported from the place, with {source.name} as interviewee")


def from_voice(claim: Claim) -> Iterator[OwnReporting]:
    """Read the outlet's own stance: it saw the thing itself."""
    for stance in claim.stances[:1]:
        if stance.voice is None and stance.speech_act == "OBSERVE":
            yield OwnReporting(kind="first_person", span=stance.cues[0] if stance.cues else claim.trigger, why="the writer saw it")


def on_the_record(hop: Hop) -> tuple[OwnReporting, ...]:
    """Evidence of a named speaker, or of a named journalist's report that is not archived."""
    source, span = hop.attribution.source, hop.attribution.source.span
    if source.kind in SPEAKERS and not source.published_in:
        if hop.attribution.speech_act == "OBSERVE":
            return (OwnReporting(kind="artefact", span=span, why=f"{source.name} observed it, and shows how"),)
        why = f"{source.name} says so on the record"
        return (OwnReporting(kind="statement" if source.kind == "office" else "named_speaker", span=span, why=why),)
    return ()


def own_report(hops: list[Hop], chain: tuple[Attribution, ...], *, carried: bool) -> tuple[OwnReporting, ...]:
    """Evidence that a report which is not archived is somebody's own: a named journalist with a named outlet, or sources that it gives as its own.

    `carried` says that the outlet which carried the journalist is named elsewhere in the archive.
    """
    journalist = next((hop for hop in reversed(hops) if hop.attribution.source.kind in {"journalist", "person"} and is_reporter(hops, hop)), None)
    outlet = any(hop.attribution.source.kind in {"outlet", "agency"} for hop in hops)
    if journalist and (outlet or carried or journalist.attribution.source.published_in):
        return (OwnReporting(kind="own_report", span=journalist.attribution.source.span, why=f"a report by {readable(journalist)}"),)
    inner = chain[-1] if chain else None
    if inner and hops and inner.source.kind == "unnamed" and inner.within == hops[-1].attribution.id:
        why = f"{hops[-1].attribution.source.name} gives its own source: {inner.source.name}"
        return (OwnReporting(kind="own_report", span=inner.source.span, why=why),)
    return ()
