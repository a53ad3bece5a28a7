"""Members of an event -> what they all leave possible: the running state that a further claim is compared with."""

from dataclasses import dataclass, field

from cotejo.events.features import Count, Facts, path_of
from cotejo.events.unresolved import Name
from cotejo.records.resolution import Place

MAX_WORDINGS = 12  # wordings of an event that a further claim's words are compared with


@dataclass
class State:
    """A growing event. It lives only inside one call of the linking stage; an `Event` record is made of it at the end."""

    seed: Facts
    members: list[Facts] = field(default_factory=list)
    actors: set[str] = field(default_factory=set)
    forces: set[str] = field(default_factory=set)
    hosts: set[str] = field(default_factory=set)
    place: Place | None = None
    path: tuple[str, ...] = ()
    names: set[Name] = field(default_factory=set)
    said: set[str] = field(default_factory=set)  # by all members
    unplaced: set[str] = field(default_factory=set)  # by those of which no place was read
    site_kinds: set[str] = field(default_factory=set)
    first: int | None = None
    last: int | None = None
    bound: bool = True
    counts: set[Count] = field(default_factory=set)
    equipment: set[str] = field(default_factory=set)
    registrations: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    frames: list[frozenset[str]] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    carriers: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    types: set[str] = field(default_factory=set)
    published: int | None = None

    @classmethod
    def start(cls, facts: Facts) -> "State":
        """Open an event with its first claim."""
        state = cls(seed=facts)
        state.take(facts)
        return state

    def take(self, facts: Facts) -> None:
        """Add a member: intersect days and place, collect the rest."""
        self.members.append(facts)
        self.actors |= facts.actors
        self.forces |= facts.forces
        self.hosts |= {facts.host} if facts.host else set()
        self.take_days(facts)
        if facts.place and (self.place is None or contains(self.place, facts.place)):
            self.place, self.path = facts.place, facts.path
        self.said |= facts.said
        self.unplaced |= set() if facts.placed else facts.said
        self.names |= {facts.name} if facts.name else set()
        self.site_kinds |= {facts.site_kind} - {"unknown"}
        self.counts |= {facts.count} if facts.count else set()
        self.equipment |= set(facts.equipment)
        self.registrations |= facts.registrations
        if facts.words not in self.words and len(self.frames) < MAX_WORDINGS:
            self.frames.append(facts.frames)
        self.words.add(facts.words)
        self.documents.add(facts.document)
        self.carriers |= facts.carriers
        self.sources |= facts.sources
        self.links |= facts.links
        self.addresses |= {facts.address} if facts.address else set()
        self.types.add(facts.event_type)
        if facts.published is not None:
            self.published = facts.published if self.published is None else min(self.published, facts.published)

    def take_days(self, facts: Facts) -> None:
        """Intersect days; stated ones replace those that only a publication bounds. An empty intersection leaves the state as it was."""
        if facts.bound and not self.bound:
            if facts.last is not None and (self.first is None or facts.last >= self.first):
                self.last = facts.last if self.last is None else min(self.last, facts.last)
            return
        if self.bound and not facts.bound:
            bound_last = self.last
            self.first, self.last, self.bound = facts.first, facts.last, False
            if bound_last is not None and (self.first is None or bound_last >= self.first):
                self.last = bound_last if self.last is None else min(self.last, bound_last)
            return
        first = later_of(self.first, facts.first)
        last = earlier_of(self.last, facts.last)
        if first is None or last is None or first <= last:
            self.first, self.last = first, last


def later_of(left: int | None, right: int | None) -> int | None:
    """Later of two lower bounds; None is open."""
    return right if left is None else left if right is None else max(left, right)


def earlier_of(left: int | None, right: int | None) -> int | None:
    """Earlier of two upper bounds; None is open."""
    return right if left is None else left if right is None else min(left, right)


def contains(outer: Place, inner: Place) -> bool:
    """Whether `inner` lies in `outer` (or is it), by their gazetteer paths; an anonymous leaf lies inside its place."""
    outer_path, inner_path = path_of(outer), path_of(inner)
    return inner_path[: len(outer_path)] == outer_path
