"""Corpus -> anchors: which documents are cited, their numbers, and the place in this file of every span."""

from collections.abc import Iterator, Mapping

import msgspec

from cotejo.dossier.contradict import stand_beside
from cotejo.dossier.describe import published_first
from cotejo.dossier.html_elements import Html, el, join, plain, text
from cotejo.dossier.indexed import Indexed
from cotejo.records.attribution import Attribution
from cotejo.records.claim import Claim
from cotejo.records.span import Span

LONG_QUOTE = 80  # code points of a quotation that a link's title shows


class Anchors(msgspec.Struct, frozen=True):
    """Numbers of the cited documents (from 1, by publication) and all cited spans by document, with what they are."""

    numbers: Mapping[str, int]
    spans: Mapping[str, Mapping[tuple[int, int], str]]

    def at(self, span: Span) -> str:
        """Name the place of a span: `d3-120-180`."""
        return f"d{self.numbers[span.document]}-{span.start}-{span.end}"

    def link(self, span: Span, shown: Html | None = None, **attributes: str) -> Html:
        """Link to a span: by default under its document's number and offset."""
        number = self.numbers[span.document]
        label = shown if shown is not None else text(f"{number}:{span.start}")
        quote = span.exact if len(span.exact) <= LONG_QUOTE else span.exact[:LONG_QUOTE] + "…"
        return el("a", label, href=f"#{self.at(span)}", title=f"{number}:{span.start}–{span.end}: {quote}", **attributes)

    def cite(self, spans: tuple[Span, ...]) -> Html:
        """Link to several spans, as small numbers behind a sentence."""
        known = [span for span in spans if span.document in self.numbers]
        return el("span", join([self.link(span) for span in known], " "), class_="cites") if known else Html("")

    def open(self, document: str, start: int, end: int, *, first: bool) -> Html:
        """Open the element of a span; only its first piece has its name."""
        name = f"d{self.numbers[document]}-{start}-{end}"
        kind = self.spans[document].get((start, end), "other")
        return Html(f'<span class="s {kind}" id="{name}">' if first else f'<span class="s {kind}" data-of="{plain(name)}">')


def find_anchors(corpus: Indexed) -> Anchors:
    """Gather every span that the dossier can cite, and number the documents in which they stand."""
    spans: dict[str, dict[tuple[int, int], str]] = {}
    for kind, span in cited(corpus):
        if span.document in corpus.documents:
            known = spans.setdefault(span.document, {})
            known[span.start, span.end] = min(known.get((span.start, span.end), kind), kind)
    ordered = sorted((corpus.documents[key] for key in spans), key=published_first)
    return Anchors(numbers={document.id: number for number, document in enumerate(ordered, start=1)}, spans=spans)


def cited(corpus: Indexed) -> Iterator[tuple[str, Span]]:
    """Yield (kind, span) of all that a page of the dossier may point at."""
    events = corpus.events.values()
    keys = {key for event in events for key in event.claims} | {entry.claim for event in events for entry in stand_beside(corpus, event)}
    claims = [corpus.claims[key] for key in sorted(keys) if key in corpus.claims]
    for claim in claims:
        yield from spans_of_claim(claim)
        for hop in corpus.chain(claim.attribution):
            yield from spans_of_attribution(hop)
    for statement in corpus.statements.values():
        yield from (("claim", span) for span in statement.citations)
    documents = {claim.span.document for claim in claims}
    yield from (("source", span) for edge in corpus.derivations.values() for span in edge.spans if span.document in documents)
    yield from (("source", piece.span) for origin in corpus.origins.values() for piece in origin.evidence if piece.span)
    yield from (("other", span) for found in corpus.assessments.values() for flag in found.flags for span in flag.spans)
    yield from (("other", span) for found in corpus.abstentions.values() for span in found.spans)


def spans_of_claim(claim: Claim) -> Iterator[tuple[str, Span]]:
    """Yield a claim's own span and those of its time, place and number."""
    yield "claim", claim.span
    for span in (claim.time, claim.place.span if claim.place else None, claim.personnel.span if claim.personnel else None):
        if span:
            yield "slot", span


def spans_of_attribution(hop: Attribution) -> Iterator[tuple[str, Span]]:
    """Yield the words that name a source and that attribute to it."""
    for kind, span in (("source", hop.source.span), ("source", hop.cue)):
        if span:
            yield kind, span
