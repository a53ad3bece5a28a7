"""A filter -> the dossier: every sentence with its passages, which of them are stale, and what can be taken out of the house."""

from collections.abc import Mapping

from cotejo.case.decisions import CLOSED
from cotejo.dossier import describe
from cotejo.dossier.translate import translate_event
from cotejo.dossier.wording import Wording
from cotejo.pipeline.margins import replies_of
from cotejo.records.dossier import Statement
from cotejo.records.event import Event
from cotejo.web.asked import Asked, Page
from cotejo.web.choose import FIELDS, Filter
from cotejo.web.desk import Desk, Laid
from cotejo.web.edited import written
from cotejo.web.routes import COUNT, Field, Route
from cotejo.web.stale import Doubts
from cotejo.web.views.event import find_event, may_be_established
from cotejo.web.views.rows import row_of, state_made, state_of
from cotejo.web.views.workbench import FILTER_FIELDS

PAGE = 200  # events on one page of the list
SECTIONS = ("claimed", "details", "flags", "denials", "disputed", "findings", "origins", "reports")


def show_dossiers(desk: Desk, asked: Asked) -> Page:
    """What can I publish, and what backs each sentence?"""
    laid, standing = desk.look(), desk.standing()
    chosen = Filter.of(asked).choose(laid)
    pages = max(1, -(-len(chosen) // PAGE))
    page = min(max(1, asked.number("page", 1)), pages)
    closed = sum(state_of(standing, event)[0] in CLOSED for event in chosen) if standing.done else 0
    return Page(
        template="dossiers.html",
        title=asked.phrases.say("Dossier"),
        view={
            "rows": [row_of(laid, asked.words, standing, event) for event in chosen[(page - 1) * PAGE : page * PAGE]],
            "chosen": len(chosen),
            "page": page,
            "pages": pages,
            "ready": closed,
            "total": len(laid.shelf.events),
            "query": [(key, value) for key, value in asked.query if key in FIELDS and value],
            "head_seal": standing.head,
        },
    )


def show_dossier(desk: Desk, asked: Asked) -> Page:
    """What can I publish of this event, and what backs each sentence?"""
    laid, standing = desk.look(), desk.standing()
    event = find_event(laid, asked.names["id"])
    made = state_made(standing, event)
    margin = Doubts.of(desk, laid, standing, event, made)
    sentences = {name: list(laid.shelf.sentences(event.id, name)) for name in SECTIONS}
    sentences["claimed"] += written(laid, standing).get(event.id, [])
    stored = [one for found in sentences.values() for one in found]
    told = translate_event(laid.corpus, asked.words, event, stored)[1]
    editors = {one.decision.by for one in standing.done if one.decision.subject in (event.id, *event.claims)}
    return Page(
        template="dossier.html",
        title=describe.describe_event(asked.words, laid.corpus, event),
        view={
            "row": row_of(laid, asked.words, standing, event),
            "sections": [(name, [lay(laid, event, one, margin, told, asked.words) for one in sentences[name]]) for name in SECTIONS],
            "claims": [(key, laid.corpus.claims[key].span.exact, describe.name_document(laid.corpus.document_of(key))) for key in event.claims],
            "gone": [{"text": one.text, "section": one.section} for one in margin.gone],
            "replies": [one for key in event.claims for one in replies_of(standing).get(key, ())],
            "stale": bool(made) and set(made.decision.claims) != set(event.claims) if made else False,
            "made": {"by": made.decision.by, "at": made.at, "value": made.decision.value, "reason": made.decision.reason} if made else None,
            "alone": len(editors) <= 1,
            "against_rule": bool(made and made.decision.value == "established" and not may_be_established(laid, event)),
            "documents": documents_of(laid, event),
        },
    )


def lay(laid: Laid, event: Event, found: Statement, margin: Doubts, told: Mapping[str, str], words: Wording) -> dict[str, object]:
    """Lay out a sentence with its passages, in the reader's language where `told` has it; `weak` says why it is stale."""
    return {
        "id": found.id,
        "text": told.get(found.id, found.text),
        "language": words.language if found.id in told else laid.shelf.words.language,
        "citations": [
            {
                "span": span,
                "name": describe.name_document(laid.corpus.documents[span.document]),
                "language": laid.corpus.documents[span.document].language,
            }
            for span in found.citations
            if span.document in laid.corpus.documents
        ],
        "weak": [words.pick("stale", name) for name in margin.why(laid, event, found)],
        "out": found.id in margin.rejected,
        "by": found.made_by.removeprefix("person:") if found.made_by.startswith("person:") else "",
    }


def documents_of(laid: Laid, event: Event) -> list[dict[str, object]]:
    """Documents of an event with their hashes."""
    keys = {laid.corpus.claims[key].span.document for key in event.claims}
    found: list[dict[str, object]] = []
    for document in sorted((laid.corpus.documents[key] for key in keys), key=describe.published_first):
        capture = laid.corpus.captures.get(document.capture)
        found.append({"id": document.id, "name": describe.name_document(document), "url": document.url, "sha256": capture.sha256 if capture else ""})
    return found


ROUTES = (
    Route(
        "/dossier",
        show_dossiers,
        "events that can be published, by filter, and the exports",
        fields=(*FILTER_FIELDS, Field("page", "page of the list, from 1", schema=COUNT)),
    ),
    Route("/dossier/{id}", show_dossier, "the sentences about one event, each with its passages"),
)
