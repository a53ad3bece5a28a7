"""A source's key -> its page: what it says itself, what it repeats and from whom, who repeats it; and the list of all sources."""

from collections import Counter
from collections.abc import Iterator

import msgspec

from cotejo.dossier import describe
from cotejo.pipeline.margins import LETTERS, RELIABILITY, grades_of
from cotejo.web.asked import Asked, Missing, Page
from cotejo.web.choose import fold, outlet_key, sources_of
from cotejo.web.desk import Desk, Laid
from cotejo.web.drawing import key_of_root
from cotejo.web.routes import Route
from cotejo.web.views.rows import card_of

MAX_CARDS = 200


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """One source in the list."""

    key: str
    name: str
    kind: str
    claims: int
    origins: int


def show_source(desk: Desk, asked: Asked) -> Page:
    """First reporter or echo?"""
    laid, standing, words = desk.look(), desk.standing(), asked.words
    key = asked.names["key"]
    corpus = laid.corpus
    known = {one.key: one for one in list_sources(laid)}
    if key not in known:
        raise Missing(f"no source {key} in this case.")
    mine = [claim for claim in corpus.claims.values() if key in sources_of(laid, claim.id)]
    documents = {one.id for one in corpus.documents.values() if outlet_key(one.outlet) == key}
    nodes = documents | {f"source:{key}", f"ghost:{key}"}
    nodes |= {claim.id for claim in corpus.claims.values() if claim.span.document in documents}
    edges = corpus.derivations.values()
    origins = [origin for origin in corpus.origins.values() if origin.detail is None and (origin.root in nodes or outlet_named(origin.root) == key)]
    mine.sort(key=lambda claim: (describe.published_first(corpus.document_of(claim.id)), claim.span.start, claim.id))
    return Page(
        template="source.html",
        title=known[key].name,
        view={
            "source": known[key],
            "kind_said": words.pick("source_kind", known[key].kind),
            "documents": [
                {"id": corpus.documents[one].id, "title": corpus.documents[one].title or corpus.documents[one].external_id,
                 "language": corpus.documents[one].language,
                 "published": describe.describe_interval(words, corpus.documents[one].published, basis=False)}
                for one in sorted(documents, key=lambda one: describe.published_first(corpus.documents[one]))
            ],
            "originates": [
                {"event": one.event, "title": describe.describe_event(words, corpus, corpus.events[one.event]), "side": one.side, "why": one.why,
                 "determined": one.determined}
                for one in origins if one.event in corpus.events
            ],
            "repeats": [
                {"from": describe.name_node(corpus, edge.earlier, words), "key": key_of(laid, edge.earlier), "relation": edge.relation,
                 "credited": edge.credited, "why": edge.why, "spans": list(edge.spans)}
                for edge in edges if edge.later in nodes and edge.earlier not in nodes
            ],
            "repeated_by": [
                {"by": describe.name_node(corpus, edge.later, words), "key": key_of(laid, edge.later), "relation": edge.relation,
                 "credited": edge.credited, "why": edge.why, "spans": list(edge.spans)}
                for edge in edges if edge.earlier in nodes and edge.later not in nodes
            ],
            "claims": [card_of(laid, words, standing, claim) for claim in mine[:MAX_CARDS]],
            "claims_total": len(mine),
            "letters": LETTERS,
            "grades": list(grades_of(standing, RELIABILITY).get(key, ())),
        },
    )  # fmt: skip


def show_sources(desk: Desk, asked: Asked) -> Page:
    """List all sources: outlets and voices."""
    laid = desk.look()
    found = sorted(list_sources(laid), key=lambda one: (-one.origins, -one.claims, one.name, one.key))
    return Page(
        template="sources.html",
        title=asked.phrases.say("Sources"),
        view={"sources": [(one, asked.words.pick("source_kind", one.kind)) for one in found]},
    )


def list_sources(laid: Laid) -> Iterator[Named]:
    """Every outlet and every voice that a claim's chain has, with how many claims it carries and how often it is an origin."""
    corpus = laid.corpus
    names: dict[str, tuple[str, str]] = {outlet_key(one.outlet): (one.outlet, "outlet") for one in corpus.documents.values() if one.outlet}
    for hop in corpus.attributions.values():
        entity = corpus.source(hop.id)
        key = entity.canonical if entity else f"name:{fold(hop.source.name)}"
        if hop.source.name or entity:
            names.setdefault(key, (entity.name if entity and entity.name else hop.source.name, hop.source.kind))
    carried = Counter(key for claim in corpus.claims for key in set(sources_of(laid, claim)))
    roots = Counter(key_of_root(laid, origin.root) for origin in corpus.origins.values() if origin.detail is None)
    for key, (name, kind) in sorted(names.items()):
        if carried[key] or kind == "outlet":
            yield Named(key=key, name=name, kind=kind, claims=carried[key], origins=roots[key])


def outlet_named(root: str) -> str:
    """Key of an outlet that a root names."""
    return root.partition(":")[2] if root.startswith(("source:outlet:", "ghost:outlet:")) else ""


def key_of(laid: Laid, node: str) -> str:
    """Key of the page of a node of the derivation graph; empty when it has none."""
    if node.startswith(("source:", "ghost:")):
        return node.partition(":")[2]
    document = laid.corpus.claims[node].span.document if node in laid.corpus.claims else node
    found = laid.corpus.documents.get(document)
    return outlet_key(found.outlet) if found and found.outlet else ""


ROUTES = (
    Route("/s", show_sources, "all sources, those that are origins first"),
    Route("/s/{key:path}", show_source, "one source: what it says itself, what it repeats, who repeats it"),
)
