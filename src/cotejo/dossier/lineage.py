"""Event -> its lineage: which report rests on which, where every mention ends, what soft ties unite, and who stays undetermined."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from cotejo.dossier.describe import name_node
from cotejo.dossier.indexed import Indexed, lift
from cotejo.dossier.tally import origins_of
from cotejo.records.event import Derivation, Event
from cotejo.records.origin import Origin


class Lineage(NamedTuple):
    """Nodes are documents and entities; `ways` leads from each document of the event to a root, edge by edge."""

    roots: tuple[Origin, ...]
    edges: tuple[Derivation, ...]  # hard ones on the way to a root, in the order of their ids
    ties: tuple[Derivation, ...]  # soft ones between documents of the event
    ways: tuple[tuple[str, str, tuple[str, ...]], ...]  # (document, root, derivation ids)
    depth: dict[str, int]  # steps from a root; a root has 0


def trace(corpus: Indexed, event: Event) -> Lineage:
    """Trace an event's supporting mentions to their roots. Linear in the edges that its origins list."""
    roots = origins_of(corpus, event)
    ids = sorted({key for origin in roots for key in origin.path})
    edges = tuple(corpus.derivations[key] for key in ids if key in corpus.derivations)
    documents = sorted({corpus.claims[key].span.document for key in event.claims if key in corpus.claims})
    inside = set(documents)
    ties = tuple(
        edge
        for document in documents
        for edge in corpus.edges_by_document.get(document, ())
        if edge.strength == "soft" and lift(corpus, edge.earlier) in inside and lift(corpus, edge.earlier) != document
    )
    onward: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, edge in zip((key for key in ids if key in corpus.derivations), edges, strict=True):
        later, earlier = lift(corpus, edge.later), lift(corpus, edge.earlier)
        if later != earlier:
            onward[later].append((earlier, key))
    ways = tuple(
        (document, origin.root, walk(onward, document, origin.root)) for origin in roots for document in sorted(set(origin.documents) & inside)
    )
    return Lineage(roots, edges, ties, ways, measure_depth(onward, [origin.root for origin in roots]))


def walk(onward: dict[str, list[tuple[str, str]]], start: str, root: str) -> tuple[str, ...]:
    """Give the shortest way from a document to a root; () where the document is the root, or no edge says how."""
    seen: dict[str, tuple[str, str] | None] = {start: None}
    todo = [start]
    for node in todo:
        for earlier, key in onward.get(node, ()):
            if earlier not in seen:
                seen[earlier] = (node, key)
                todo.append(earlier)
    way: list[str] = []
    step = seen.get(root)
    while step:
        way.append(step[1])
        step = seen[step[0]]
    return tuple(reversed(way))


def measure_depth(onward: dict[str, list[tuple[str, str]]], roots: list[str]) -> dict[str, int]:
    """Count the steps from the roots back to what rests on them."""
    back: dict[str, list[str]] = defaultdict(list)
    for later, steps in sorted(onward.items()):
        for earlier, _ in steps:
            back[earlier].append(later)
    depth = dict.fromkeys(roots, 0)
    todo = list(depth)
    for node in todo:
        for later in back.get(node, ()):
            if later not in depth:
                depth[later] = depth[node] + 1
                todo.append(later)
    return depth


def tell(corpus: Indexed, event: Event) -> Iterator[tuple[str, str, str]]:
    """Tell an event's lineage line by line: (what, record id, words). Its roots, each mention's way, the merges behind lo, the undetermined."""
    found = trace(corpus, event)
    for origin in found.roots:
        sure = "shown by own reporting" if origin.determined else "undetermined: it counts in the upper bound only"
        yield "root", origin.id, f"{origin.name}, {sure}; {len(set(origin.documents))} documents lead to it"
    for document, root, way in found.ways:
        if way:
            steps = [f"{corpus.derivations[key].relation} {name_node(corpus, corpus.derivations[key].earlier)} [{marks(corpus, key)}]" for key in way]
            yield "way", document, f"{name_node(corpus, document)} {', which '.join(steps)}"
        elif document != root:
            yield "way", document, f"{name_node(corpus, document)}: its words lead to {name_node(corpus, root)} within the text"
    for edge in found.ties:
        yield "tie", edge.id, f"{name_node(corpus, edge.later)} may rest on {name_node(corpus, edge.earlier)}: {edge.why}"
    for origin in found.roots:
        if origin.merged:
            others = ", ".join(name_node(corpus, node) for node in origin.merged)
            yield "merge", origin.id, f"{origin.name} counts in lo together with {others}"


def marks(corpus: Indexed, key: str) -> str:
    """Say on which words an edge stands: rule, and the span of its first words."""
    edge = corpus.derivations[key]
    credit = "credited" if edge.credited else "not credited"
    spans = "; ".join(f"{span.start}..{span.end} {span.exact[:60]!r}" for span in edge.spans[:1])
    return f"{edge.rule}, {credit}{'; ' if spans else ''}{spans}"
