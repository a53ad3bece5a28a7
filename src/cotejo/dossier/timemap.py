"""Events with a day and a place -> the JSON that timemap draws: events, and the sources that they name."""

from cotejo.dossier.events_json import Json
from cotejo.dossier.facts import Facts, facts_of
from cotejo.records.corpus import Corpus
from cotejo.records.document import Document

LOSSES = (
    "events without a day or coordinates",
    "the later bound of a time, but in the description",
    "claims, chains and origins but for their number",
    "archived bytes",
)


def gather(corpus: Corpus) -> dict[str, Json]:
    """Build `{events, sources, associations}`; `date` is the first possible day, written as timemap wants it: month/day/year."""
    shown = [facts for facts in facts_of(corpus) if facts.located and facts.earliest]
    documents = {document.id: document for facts in shown for document in facts.documents}
    kinds = sorted({facts.event.event_type for facts in shown})
    return {
        "events": [show_event(facts) for facts in shown],
        "sources": {key: show_source(document) for key, document in sorted(documents.items())},
        "associations": [{"id": kind, "title": kind, "mode": "FILTER", "filter_paths": ["Event type", kind]} for kind in kinds],
    }


def show_event(facts: Facts) -> dict[str, Json]:
    """Write one event."""
    latitude, longitude = facts.located or (0.0, 0.0)
    day = facts.earliest
    until = f" (until {facts.latest.isoformat()})" if facts.latest and facts.latest != day else ""
    origins = f"{facts.lo}" if facts.lo == facts.hi else f"{facts.lo} to {facts.hi}"
    return {
        "id": facts.event.id,
        "description": f"{facts.quote}{until} [{facts.label or 'not assessed'}; independent origins: {origins}]",
        "date": f"{day.month}/{day.day}/{day.year}" if day else "",
        "time": "",
        "location": facts.where,
        "latitude": repr(latitude),
        "longitude": repr(longitude),
        "type": facts.event.event_type,
        "associations": [facts.event.event_type],
        "sources": [document.id for document in facts.documents],
    }


def show_source(document: Document) -> dict[str, Json]:
    """Write one source."""
    day = (document.published.latest or document.published.earliest) if document.published else None
    return {
        "id": document.id, "title": document.title or document.external_id, "type": "Article", "author": document.outlet or "",
        "date": day.isoformat() if day else "", "url": document.url or "", "description": "", "paths": [], "thumbnail": "",
    }  # fmt: skip
