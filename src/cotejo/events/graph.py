"""Edges -> where they end: strongly connected components, the sinks that each node reaches, and groups of united nodes."""

from collections.abc import Mapping, Sequence

import msgspec

Edges = Mapping[str, Sequence[tuple[str, str]]]  # node -> (target, derivation id)


class Ends(msgspec.Struct, frozen=True):
    """Component of each node (named by its least member), members of the components, and the end components that each component reaches."""

    component: dict[str, str]
    members: dict[str, tuple[str, ...]]
    reached: dict[str, frozenset[str]]

    def of(self, node: str) -> frozenset[str]:
        """End components that a node reaches."""
        return self.reached[self.component[node]]


def find_ends(edges: Edges) -> Ends:
    """Condense circles to one node each, and find where everything ends. O(V + E) for the components; no recursion."""
    component: dict[str, str] = {}
    members: dict[str, tuple[str, ...]] = {}
    reached: dict[str, frozenset[str]] = {}
    for found in components(edges):  # in reverse topological order: what a component rests on comes before it
        name = min(found)
        component.update(dict.fromkeys(found, name))
        members[name] = tuple(sorted(found))
        onward = sorted({component[target] for node in found for target, _ in edges.get(node, ()) if component[target] != name})
        reached[name] = frozenset().union(*(reached[target] for target in onward)) if onward else frozenset({name})
    return Ends(component, members, reached)


def components(edges: Edges) -> list[list[str]]:
    """Tarjan's strongly connected components, with an explicit stack; nodes in sorted order."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    open_nodes: dict[str, None] = {}
    found: list[list[str]] = []
    nodes = sorted(set(edges) | {target for targets in edges.values() for target, _ in targets})
    for root in nodes:
        if root in order:
            continue
        work = [(root, 0)]
        while work:
            node, step = work.pop()
            if step == 0:
                order[node] = low[node] = len(order)
                open_nodes[node] = None
            targets = edges.get(node, ())
            if step > 0:
                low[node] = min(low[node], low[targets[step - 1][0]])
            pushed = False
            for position in range(step, len(targets)):
                target = targets[position][0]
                if target not in order:
                    work += [(node, position + 1), (target, 0)]
                    pushed = True
                    break
                if target in open_nodes:
                    low[node] = min(low[node], order[target])
            if not pushed and low[node] == order[node]:
                found.append(close(node, open_nodes))
    return found


def close(node: str, open_nodes: dict[str, None]) -> list[str]:
    """Take a finished component off the stack of open nodes."""
    members = []
    while True:
        last, _ = open_nodes.popitem()
        members.append(last)
        if last == node:
            return members


class Groups:
    """Nodes united step by step (union-find); a group is named by its least member."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}

    def top(self, node: str) -> str:
        """Name of the node's group."""
        self.parent.setdefault(node, node)
        while self.parent[node] != node:
            self.parent[node] = self.parent[self.parent[node]]
            node = self.parent[node]
        return node

    def unite(self, left: str, right: str) -> None:
        """Put two nodes in one group."""
        first, second = sorted((self.top(left), self.top(right)))
        self.parent[second] = first

    def fellows(self, node: str, nodes: Sequence[str]) -> tuple[str, ...]:
        """Other nodes of the same group."""
        return tuple(other for other in nodes if other != node and self.top(other) == self.top(node))
