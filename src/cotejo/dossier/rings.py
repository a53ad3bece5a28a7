"""Derivations -> rings: reports that rest on each other in a circle (strongly connected components of the hard edges)."""

from cotejo.records.corpus import Corpus
from cotejo.records.event import Event


def find_rings(corpus: Corpus, event: Event) -> tuple[frozenset[str], ...]:
    """Find the rings that an event's reports run into; document and claim nodes of one document are one node.

    Time is linear in the edges that can be reached from the event's documents.
    """
    onward: dict[str, list[str]] = {}
    for edge in corpus.derivations.values():
        if edge.strength == "hard":
            later, earlier = document_of(corpus, edge.later), document_of(corpus, edge.earlier)
            if later != earlier:
                onward.setdefault(later, []).append(earlier)
    starts = sorted({corpus.claims[key].span.document for key in event.claims})
    order = postorder(starts, onward, set())
    seen = set(order)
    back: dict[str, list[str]] = {}
    for later in order:
        for earlier in onward.get(later, ()):
            if earlier in seen:
                back.setdefault(earlier, []).append(later)
    rings, done = [], set[str]()
    for node in reversed(order):
        if node not in done:
            part = postorder([node], back, done)
            if len(part) > 1:
                rings.append(frozenset(part))
    return tuple(sorted(rings, key=sorted))


def document_of(corpus: Corpus, node: str) -> str:
    """Lift a claim node to its document."""
    return corpus.claims[node].span.document if node in corpus.claims else node


def postorder(starts: list[str], onward: dict[str, list[str]], seen: set[str]) -> list[str]:
    """Walk depth first, without recursion, past what was seen (which grows); each node after all that it leads to."""
    order: list[str] = []
    for start in starts:
        if start in seen:
            continue
        seen.add(start)
        stack = [(start, iter(sorted(set(onward.get(start, ())))))]
        while stack:
            node, rest = stack[-1]
            step = next((found for found in rest if found not in seen), None)
            if step is None:
                stack.pop()
                order.append(node)
            else:
                seen.add(step)
                stack.append((step, iter(sorted(set(onward.get(step, ()))))))
    return order
