"""Links that a person judged -> must-link and cannot-link: replayed over every run, never overwritten."""

from collections import defaultdict
from collections.abc import Iterator

from cotejo.events.graph import Groups
from cotejo.events.states import State
from cotejo.events.versions import LINKED_BY
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
        parted = self.apart.get(claim, set())
        return bool(parted) and any(member.claim in parted for member in state.members)

    def conflicts(self) -> Iterator[Abstention]:
        """Report pairs that a person both joined (perhaps through others) and parted: the joining stands, and it is said."""
        for left, right in self.contrary:
            yield Abstention(
                stage="events.link",
                subject=left,
                reason="decisions_conflict",
                detail=f"decisions join {left} with {right}, and part them: the joining was replayed. Take one of the decisions back.",
                made_by=LINKED_BY,
            )


def read_decisions(corpus: Corpus) -> Decisions:
    """Read the links made by persons; joined claims are closed to groups."""
    groups = Groups()
    judged = [found for found in corpus.links.values() if found.made_by.startswith(PERSON) and found.relation == "same_event"]
    for found in judged:
        if found.judgement == "positive":
            groups.unite(found.left, found.right)
    members: dict[str, set[str]] = defaultdict(set)
    for node in sorted({node for found in judged for node in (found.left, found.right)}):
        members[groups.top(node)].add(node)
    together = {node: fellows - {node} for fellows in members.values() for node in fellows}
    apart: dict[str, set[str]] = defaultdict(set)
    contrary = []
    for found in judged:
        if found.judgement == "negative":
            left, right = groups.top(found.left), groups.top(found.right)
            if left == right:
                contrary.append((found.left, found.right))
                continue
            for here, there in ((left, right), (right, left)):
                for node in members[here]:
                    apart[node] |= members[there]
    return Decisions(together, dict(apart), sorted(contrary))
