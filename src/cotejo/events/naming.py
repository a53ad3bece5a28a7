"""Archived outlets that a text names outside what was read as quoting them -> derivations of the document, and of a claim in the same sentence."""

from collections.abc import Iterator

from cotejo.events.archive import Archive
from cotejo.events.identities import exact_keys
from cotejo.events.reports import choose_report, edge
from cotejo.records.event import Derivation
from cotejo.records.span import Span


def cite_mention(archive: Archive, claim: str) -> Iterator[Derivation]:
    """Tie a claim in the outlet's plain voice to the archived report of another outlet that its sentence names, unless the writer saw the thing."""
    found = archive.corpus.claims[claim]
    document = found.span.document
    if any(stance.speech_act == "OBSERVE" for stance in found.stances):
        return
    text = archive.corpus.documents[document].text
    start = max(text.rfind(sign, 0, found.span.start) for sign in "\n.!?") + 1
    end = min((stop for sign in "\n.!?" if (stop := text.find(sign, found.span.end)) >= 0), default=len(text))
    for mention in archive.mentions(document):
        if start <= mention.start < end:
            report = choose_report(archive, document, archive.event_of.get(claim), exact_keys(mention.outlet), mention.outlet)
            if report:
                span = Span.of(document, text, mention.start, mention.end)
                yield edge(claim, report[0], "cites", "cite.mentioned", f"its sentence {report[2]}", (span,))
                return


def cite_mentions(archive: Archive, seen: set[tuple[str, str]]) -> Iterator[Derivation]:
    """Archived reports of outlets that a text names without being read as quoting them."""
    for key, document in archive.corpus.documents.items():
        for mention in archive.mentions(key):
            events: list[str | None] = [*sorted(archive.events_of[key])] or [None]
            for event in events:
                report = choose_report(archive, key, event, exact_keys(mention.outlet), mention.outlet)
                if report and (key, report[0]) not in seen:
                    seen.add((key, report[0]))
                    span = Span.of(key, document.text, mention.start, mention.end)
                    yield edge(key, report[0], "cites", "document.cite.mentioned", report[2], (span,))
