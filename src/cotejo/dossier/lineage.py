"""Event -> its lineage: which report rests on which, where every mention ends, what soft ties unite, and who stays undetermined."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from cotejo.dossier.describe import name_node
from cotejo.dossier.indexed import Indexed, lift
from cotejo.dossier.mutations import find_mutations
from cotejo.dossier.tally import origins_of
from cotejo.dossier.wording import Wording
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


class Line(NamedTuple):
    """One line of a told lineage: root, undetermined, way, tie, merge or drift; the record that it is about, words, and the edges that show it."""

    what: str
    id: str
    says: str
    edges: tuple[str, ...] = ()


def tell(corpus: Indexed, event: Event) -> Iterator[Line]:
    """Tell an event's lineage line by line: its roots, each mention's way with its spans, the soft ties, the merges behind lo, the undetermined."""
    found = trace(corpus, event)
    for origin in found.roots:
        documents = len(set(origin.documents))
        led = "1 document leads" if documents == 1 else f"{documents} documents lead"
        if origin.determined:
            yield Line("root", origin.id, f"{origin.name}, shown by own reporting; {led} to it")
        else:
            yield Line("undetermined", origin.id, f"{origin.name}: nothing shows own reporting; it counts in the upper bound only; {led} to it")
    for document, root, way in found.ways:
        if way:
            steps = [f"{corpus.derivations[key].relation} {name_node(corpus, corpus.derivations[key].earlier)} [{marks(corpus, key)}]" for key in way]
            yield Line("way", document, f"{name_node(corpus, document)} {', which '.join(steps)}", way)
        elif document != root:
            yield Line("way", document, f"{name_node(corpus, document)}: its words lead to {name_node(corpus, root)} within the text")
    for edge in found.ties:
        yield Line("tie", edge.id, f"{name_node(corpus, edge.later)} may rest on {name_node(corpus, edge.earlier)}: {edge.why}", (edge.id,))
    yield from tell_merges(corpus, found)
    words = Wording.load()
    for one in find_mutations(words, corpus, event):
        later, earlier = name_node(corpus, one.later.id), name_node(corpus, one.earlier.id)
        yield Line("drift", one.later.id, words.say("flags.step", later=later, new=one.new, earlier=earlier, old=one.old), (one.edge,))


def tell_merges(corpus: Indexed, found: Lineage) -> Iterator[Line]:
    """Tell which roots count once in lo, and by what: the soft ties between their documents with the anchors shared, else as the origin says."""
    told: set[frozenset[str]] = set()
    for origin in found.roots:
        group = frozenset({origin.root, *origin.merged})
        if not origin.merged or group in told:
            continue
        told.add(group)
        inside = {document for other in found.roots if other.root in group for document in other.documents}
        ties = [edge for edge in found.ties if {lift(corpus, edge.later), lift(corpus, edge.earlier)} <= inside]
        names = " and ".join(sorted(other.name for other in found.roots if other.root in group))
        why = "; ".join(edge.why for edge in ties) or origin.why
        yield Line("merge", origin.id, f"{names} count once in lo: {why}", tuple(edge.id for edge in ties))


def marks(corpus: Indexed, key: str) -> str:
    """Say on which words an edge stands: rule, and the span of its first words."""
    edge = corpus.derivations[key]
    credit = "credited" if edge.credited else "not credited"
    spans = "; ".join(f"{span.start}..{span.end} {span.exact[:60]!r}" for span in edge.spans[:1])
    return f"{edge.rule}, {credit}{'; ' if spans else ''}{spans}"
