"""A document's id -> the reader: its text cut at every boundary of a span, the claims beside it, its hash, capture and versions."""

import itertools
from collections.abc import Iterable, Iterator

import msgspec

from cotejo.dossier import describe
from cotejo.records.document import Document
from cotejo.records.span import Span
from cotejo.web.asked import Asked, Missing, Page
from cotejo.web.choose import outlet_key
from cotejo.web.desk import Desk, Laid
from cotejo.web.routes import Field, Route
from cotejo.web.views.rows import card_of


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text between two boundaries: what covers it, the claims that begin here, and whether it is the passage asked for."""

    text: str
    kinds: tuple[str, ...]
    begins: tuple[str, ...]
    at: str  # "", "first" (of the passage asked for), "more"


def show_reader(desk: Desk, asked: Asked) -> Page:
    """Does the document really say this?"""
    laid, standing, words = desk.look(), desk.standing(), asked.words
    corpus = laid.corpus
    document = find_document(laid, asked.names["id"])
    keys = laid.claims_of.get(document.id, ())
    passage = read_passage(asked.one("at"), len(document.text))
    capture = corpus.captures.get(document.capture)
    versions = [
        other
        for other in corpus.documents.values()
        if other.id != document.id and ((document.url and other.url == document.url) or other.external_id == document.external_id)
    ]
    edges = corpus.edges_by_document.get(document.id, ())
    later = [edge for edge in corpus.derivations.values() if edge.earlier == document.id]
    return Page(
        template="reader.html",
        title=document.title or document.external_id,
        view={
            "document": {
                "id": document.id, "external_id": document.external_id, "title": document.title, "outlet": document.outlet, "byline": document.byline,
                "language": document.language, "url": document.url, "outlet_key": outlet_key(document.outlet) if document.outlet else "",
                "published": describe.describe_interval(words, document.published, basis=False), "length": len(document.text),
                "feed_only": document.extent == "feed",
            },
            "pieces": list(cut(document.text, spans_of(laid, document), passage)),
            "passage": passage,
            "claims": [card_of(laid, words, standing, corpus.claims[key]) for key in keys],
            "capture": capture,
            "versions": [{"id": one.id, "external_id": one.external_id, "published": describe.describe_interval(words, one.published, basis=False)}
                         for one in versions],
            "rests_on": [edge_of(laid, edge.earlier, edge.relation, edge.credited, edge.why, edge.spans) for edge in edges],
            "rested_on_by": [edge_of(laid, edge.later, edge.relation, edge.credited, edge.why, edge.spans) for edge in later],
            "exhibits": [{"id": one.id, "kind": words.pick("exhibit", one.exhibit_kind)} for one in corpus.exhibits_by_document.get(document.id, ())],
            "embeds": list(document.embeds),
            "pictures": [one for one in document.pictures if one.caption or one.credit],
            "links": list(document.links[:100]),
            "abstentions": [one for one in corpus.abstentions.values() if one.subject == document.id],
        },
    )  # fmt: skip


def find_document(laid: Laid, key: str) -> Document:
    """Find a document by id, or by the external id that it came with.

    Raises:
        Missing: no such document.
    """
    found = laid.corpus.documents.get(key)
    if found is None:
        found = next((one for one in laid.corpus.documents.values() if one.external_id == key), None)
    if found is None:
        raise Missing(f"no document {key} in this case.")
    return found


def read_passage(written: str, length: int) -> tuple[int, int] | None:
    """Read `start-end` in code points; None where it is no passage of a text of this length."""
    first, _, last = written.partition("-")
    if not (first.isascii() and first.isdigit() and last.isascii() and last.isdigit() and len(written) < 24):  # noqa: PLR2004 - no text is so long
        return None
    start, end = int(first), int(last)
    return (start, end) if start < end <= length else None


def spans_of(laid: Laid, document: Document) -> Iterator[tuple[str, Span, str]]:
    """Spans of a document that the reader marks: (kind, span, claim that it is)."""
    for key in laid.claims_of.get(document.id, ()):
        claim = laid.corpus.claims[key]
        yield "claim", claim.span, key
        for span in (claim.time, claim.place.span if claim.place else None, claim.personnel.span if claim.personnel else None):
            if span:
                yield "slot", span, ""
        for hop in laid.corpus.chain(claim.attribution):
            for span in (hop.source.span, hop.cue):
                if span:
                    yield "voice", span, ""


def cut(text: str, spans: Iterable[tuple[str, Span, str]], passage: tuple[int, int] | None) -> Iterator[Piece]:
    """Cut a text at every boundary; the pieces joined are the text. Offsets are code points."""
    found = [(span.start, span.end, kind, key) for kind, span, key in spans if 0 <= span.start < span.end <= len(text)]
    if passage:
        found.append((*passage, "at", ""))
    opened: dict[int, list[tuple[str, str]]] = {}
    closed: dict[int, list[str]] = {}
    for start, end, kind, key in found:
        opened.setdefault(start, []).append((kind, key))
        closed.setdefault(end, []).append(kind)
    bounds = sorted({0, len(text), *opened, *closed})
    depth: dict[str, int] = {}
    for start, end in itertools.pairwise(bounds):
        for kind in closed.get(start, ()):
            depth[kind] -= 1
        for kind, _ in opened.get(start, ()):
            depth[kind] = depth.get(kind, 0) + 1
        kinds = tuple(kind for kind in ("claim", "voice", "slot") if depth.get(kind))
        begins = tuple(dict.fromkeys(key for kind, key in opened.get(start, ()) if key))
        at = ("first" if passage and start == passage[0] else "more") if depth.get("at") else ""
        yield Piece(text[start:end], kinds, begins, at)


def edge_of(laid: Laid, node: str, relation: str, credited: bool, why: str, spans: tuple[Span, ...]) -> dict[str, object]:  # noqa: FBT001 - the fields of an edge
    """Lay out one end of a derivation."""
    document = laid.corpus.claims[node].span.document if node in laid.corpus.claims else node
    return {
        "name": describe.name_node(laid.corpus, node),
        "document": document if document in laid.corpus.documents else "",
        "key": node.partition(":")[2] if node.startswith(("source:", "ghost:")) else "",
        "relation": relation,
        "credited": credited,
        "why": why,
        "spans": list(spans),
    }


ROUTES = (
    Route(
        "/d/{id}",
        show_reader,
        "one document: its text with every span marked, its claims, what it rests on",
        fields=(Field("at", "passage to show, start-end in code points"),),
    ),
)
