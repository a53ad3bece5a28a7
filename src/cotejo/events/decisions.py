"""Links that a person judged -> must-link and cannot-link: replayed over every run, never overwritten."""

from collections import defaultdict
from collections.abc import Iterator

from cotejo.events.states import State
from cotejo.records.abstention import Abstention
from cotejo.records.corpus import Corpus

PERSON = "person:"


class Decisions:
    """Which claims a person joined, and which a person parted."""

    def __init__(self, together: dict[str, set[str]], apart: dict[str, set[str]], contrary: list[tuple[str, str]]) -> None:
        self.together, self.apart, self.contrary = together, apart, contrary

    def home_of(self, claim: str, home: dict[str, State]) -> State | None:
        """Event that a person's decision puts this claim in, when a fellow already has one."""
        placed = sorted(fellow for fellow in self.together.get(claim, ()) if fellow in home)
        return home[placed[0]] if placed else None

    def forbid(self, claim: str, state: State) -> bool:
        """Whether a person parted this claim from a member of the event."""
        parted = self.apart.get(claim)
        return bool(parted) and any(member.claim in parted for member in state.members)

    def conflicts(self, made_by: str) -> Iterator[Abstention]:
        """Report pairs that a person both joined (perhaps through others) and parted: the joining stands, and it is said."""
        for left, right in self.contrary:
            yield Abstention(
                stage="events.link",
                subject=left,
                reason="decisions_conflict",
                detail=f"decisions join {left} with {right}, and part them: the joining was replayed. Take one of the decisions back.",
                made_by=made_by,
            )


def read_decisions(corpus: Corpus) -> Decisions:
    """Read the links made by persons; joined claims are closed to groups."""
    parent: dict[str, str] = {}

    def top(node: str) -> str:
        while parent.setdefault(node, node) != node:
            node = parent[node]
        return node

    judged = [found for found in corpus.links.values() if found.made_by.startswith(PERSON) and found.relation == "same_event"]
    for found in judged:
        if found.judgement == "positive":
            left, right = top(found.left), top(found.right)
            parent[max(left, right)] = min(left, right)
    groups: dict[str, set[str]] = defaultdict(set)
    for node in sorted(parent):
        groups[top(node)].add(node)
    together = {node: groups[top(node)] - {node} for node in parent}
    apart: dict[str, set[str]] = defaultdict(set)
    contrary = []
    for found in judged:
        if found.judgement == "negative":
            if found.right in together.get(found.left, ()):
                contrary.append((found.left, found.right))
                continue
            for left in groups.get(top(found.left), set()) | {found.left}:
                for right in groups.get(top(found.right), set()) | {found.right}:
                    apart[left].add(right)
                    apart[right].add(left)
    return Decisions(together, dict(apart), sorted(contrary))
