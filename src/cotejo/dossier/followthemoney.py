"""Events and documents -> FollowTheMoney entities, one a line: Event, Document, and a Documentation between them for each quotation."""

from collections.abc import Iterator

import msgspec

from cotejo.dossier.facts import Facts, facts_of
from cotejo.records.corpus import Corpus
from cotejo.records.document import Document

LOSSES = ("chains of attribution, stances and links", "origins but for their number", "a place's radius", "archived bytes", "the texts of documents")


def render(corpus: Corpus) -> str:
    """Write the lines, documents first; an entity's empty properties are left out, as the format wants."""
    found = list(facts_of(corpus))
    documents = {document.id: document for facts in found for document in facts.documents}
    lines = [show_document(corpus, documents[key]) for key in sorted(documents)]
    for facts in found:
        lines.append(show_event(facts))
        lines += show_documentation(corpus, facts)
    return "".join(msgspec.json.encode(line).decode() + "\n" for line in lines)


def entity(name: str, schema: str, properties: dict[str, list[str | None]]) -> dict[str, object]:
    """Write one entity."""
    kept = {key: [value for value in values if value] for key, values in properties.items()}
    return {"id": f"cotejo-{name}", "schema": schema, "properties": {key: values for key, values in kept.items() if values}}


def show_event(facts: Facts) -> dict[str, object]:
    """Write one event."""
    event, place = facts.event, facts.place
    notes: list[str | None] = [f"independent origins: {facts.lo}..{facts.hi}"]
    notes += [f"label: {facts.label}" if facts.label else None, f"count: {facts.number}" if facts.number else None]
    if facts.located:
        notes.append(f"coordinates: {facts.located[0]!r}, {facts.located[1]!r}, precision: {place.precision if place else ''}")
    country = (place.country if place else None) or event.host
    return entity(event.id, "Event", {
        "name": [f"{event.event_type}: {facts.where}" if facts.where else event.event_type], "summary": [facts.quote],
        "startDate": [facts.earliest.isoformat() if facts.earliest else None], "endDate": [facts.latest.isoformat() if facts.latest else None],
        "location": [facts.where], "country": [country.lower() if country else None], "recordId": [event.id], "notes": notes,
    })  # fmt: skip


def show_document(corpus: Corpus, document: Document) -> dict[str, object]:
    """Write one document. Its hash stands in the notes: the format's own field takes SHA-1 only."""
    capture = corpus.captures.get(document.capture)
    day = (document.published.latest or document.published.earliest) if document.published else None
    return entity(document.id, "Document", {
        "title": [document.title], "fileName": [document.external_id], "author": [document.byline], "publisher": [document.outlet],
        "publishedAt": [day.isoformat() if day else None], "sourceUrl": [document.url], "mimeType": [capture.media_type if capture else None],
        "notes": [f"SHA-256 of the archived bytes: {capture.sha256}" if capture else None],
    })  # fmt: skip


def show_documentation(corpus: Corpus, facts: Facts) -> Iterator[dict[str, object]]:
    """Write which words of which document speak of an event."""
    for key in facts.event.claims:
        claim = corpus.claims.get(key)
        if claim is not None and claim.span.document in corpus.documents:
            yield entity(f"{claim.id}-{facts.event.id}", "Documentation", {
                "document": [f"cotejo-{claim.span.document}"], "entity": [f"cotejo-{facts.event.id}"], "summary": [claim.span.exact],
                "recordId": [f"{claim.id}:{claim.span.start}-{claim.span.end}"],
            })  # fmt: skip
