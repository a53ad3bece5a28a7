"""Derivations -> rings: reports that rest on each other in a circle (strongly connected components of the hard edges)."""

from cotejo.dossier.indexed import Indexed, lift
from cotejo.records.event import Event


def find_rings(corpus: Indexed, event: Event) -> tuple[frozenset[str], ...]:
    """Find the rings that an event's reports run into; document and claim nodes of one document are one node.

    Time is linear in the edges that can be reached from the event's documents.
    """
    starts = sorted({corpus.claims[key].span.document for key in event.claims})
    onward = reach(corpus, starts)
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


def reach(corpus: Indexed, starts: list[str]) -> dict[str, list[str]]:
    """Gather the hard edges that can be reached, by their later end."""
    onward: dict[str, list[str]] = {}
    todo = list(starts)
    while todo:
        node = todo.pop()
        if node not in onward:
            ends = [lift(corpus, edge.earlier) for edge in corpus.edges_by_document.get(node, ()) if edge.strength == "hard"]
            onward[node] = [end for end in ends if end != node]
            todo += onward[node]
    return onward


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
