"""Words -> every place where they stand: texts with snippets, events, sources, records by id."""

from cotejo.dossier import describe
from cotejo.web.asked import Asked, Missing, Moved, Page
from cotejo.web.choose import Filter, fold
from cotejo.web.desk import Desk, Laid
from cotejo.web.finding import search_documents, snippets
from cotejo.web.routes import Field, Route
from cotejo.web.views.rows import rows_of
from cotejo.web.views.source import list_sources

MAX_SHOWN = 50
PAGES = {"event": "h", "claim": "c", "document": "d", "exhibit": "e"}


def show_search(desk: Desk, asked: Asked) -> Page | Moved:
    """Where was this ever mentioned?"""
    laid, query = desk.look(), asked.one("q").strip()
    to = address_of(laid, query)
    if to:
        return Moved(to)
    found = [laid.corpus.documents[key] for key in search_documents(desk.case, query) if key in laid.corpus.documents] if query else []
    events = Filter(q=query).choose(laid) if query else []
    sources = [one for one in list_sources(laid) if query and all(word in fold(one.name) for word in fold(query).split())]
    return Page(
        template="search.html",
        title=asked.phrases.say("Search"),
        view={
            "q": query,
            "documents": [
                {"id": one.id, "title": one.title or one.external_id, "outlet": describe.name_document(one), "language": one.language,
                 "published": describe.describe_interval(asked.words, one.published, basis=False), "snippets": snippets(one.text, query)}
                for one in found[:MAX_SHOWN]
            ],
            "documents_total": len(found),
            "events": rows_of(laid, asked.words, desk.standing(), events[:MAX_SHOWN]),
            "events_total": len(events),
            "sources": sources[:MAX_SHOWN],
            "sources_total": len(sources),
        },
    )  # fmt: skip


def address_of(laid: Laid, name: str) -> str:
    """Address of the record whose id, or external id, this is; empty for none."""
    kind = name.partition("-")[0]
    known = {"event": laid.corpus.events, "claim": laid.corpus.claims, "document": laid.corpus.documents, "exhibit": laid.corpus.exhibits}
    return f"/{PAGES[kind]}/{name}" if kind in known and name in known[kind] else ""


def show_statement(desk: Desk, asked: Asked) -> Moved:
    """Open the first passage that a sentence of the dossier cites."""
    found = desk.look().corpus.statements.get(asked.names["id"])
    if found is None:
        raise Missing(f"no sentence {asked.names['id']} in the latest run.")
    span = found.citations[0]
    return Moved(f"/d/{span.document}?at={span.start}-{span.end}#at")


ROUTES = (
    Route("/search", show_search, "full text of documents, events and sources", fields=(Field("q", "words; quotes keep words together"),)),
    Route("/sentence/{id}", show_statement, "the first passage that a sentence of the dossier cites"),
)
