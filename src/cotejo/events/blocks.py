"""Claims -> blocks: which event states are worth comparing with a claim, and why the rest are not."""

from collections import defaultdict

from cotejo.events.features import MIN_WORDING, Facts
from cotejo.events.states import State, earlier_of

BUCKET_DAYS = 30
MAX_BUCKETS = 14  # an interval of more than a year is looked up at its end only
Key = tuple[str, str, str, int]
ANY, ALL = "?", "*"  # not said; whatever it is


class Blocks:
    """Event states by (kind of happening, actor state, host, 30-day bucket), and by the words of their sentences."""

    def __init__(self) -> None:
        self.by_key: dict[Key, dict[int, State]] = defaultdict(dict)
        self.by_words: dict[tuple[str, str], dict[int, State]] = defaultdict(dict)
        self.by_lineage: dict[tuple[str, str], dict[int, State]] = defaultdict(dict)
        self.by_source: dict[tuple[str, str], dict[int, State]] = defaultdict(dict)
        self.numbers: dict[int, int] = {}

    def put(self, state: State, facts: Facts) -> None:
        """Index a state under what its new member adds."""
        number = self.numbers.setdefault(id(state), len(self.numbers))
        for block in keys_of(facts, neighbours=False):
            self.by_key[block][number] = state
        if len(facts.words) > MIN_WORDING:
            self.by_words[facts.group, facts.words][number] = state
        for key in facts.links | ({facts.address} if facts.address else set()):
            self.by_lineage[facts.group, key][number] = state
        for key in facts.sources | facts.carriers:
            self.by_source[facts.group, key][number] = state

    def near(self, facts: Facts) -> list[State]:
        """States that may speak of the same happening, in the order in which they were opened."""
        found: dict[int, State] = {}
        for block in keys_of(facts, neighbours=True):
            found.update(self.by_key.get(block, {}))
        found.update(self.by_words.get((facts.group, facts.words), {}))
        for key in facts.links | ({facts.address} if facts.address else set()):
            found.update(self.by_lineage.get((facts.group, key), {}))
        if facts.last is None and facts.published is None:  # no day at all: only its sources lead to it
            for key in facts.sources | facts.carriers:
                found.update(self.by_source.get((facts.group, key), {}))
        return [found[number] for number in sorted(found)]


def keys_of(facts: Facts, *, neighbours: bool) -> list[Key]:
    """Keys of a claim, to file it (or, with `neighbours`, to look for what may be the same)."""
    buckets = buckets_of(facts)
    if neighbours:
        buckets = sorted({bucket + step for bucket in buckets for step in (-1, 0, 1)})
    actors = entries(sorted(facts.actors), neighbours=neighbours)
    hosts = entries([facts.host] if facts.host else [], neighbours=neighbours)
    return [(facts.group, actor, host, bucket) for actor in actors for host in hosts for bucket in buckets]


def entries(known: list[str], *, neighbours: bool) -> list[str]:
    """Entries of one part of a key. What is known is filed under itself and under ALL, what is not known under ANY.

    One who knows looks under what he knows and under ANY; one who does not looks at all of them.
    """
    if neighbours:
        return [*known, ANY] if known else [ANY, ALL]
    return [*known, ALL] if known else [ANY]


def buckets_of(facts: Facts) -> list[int]:
    """30-day buckets that a claim's days touch; a claim with an open beginning lies at its end."""
    last = earlier_of(facts.last, facts.published) if facts.bound else facts.last if facts.last is not None else facts.published
    first = facts.first if facts.first is not None and not facts.bound else last
    if last is None:
        return [-1] if first is None else [first // BUCKET_DAYS]
    first = last if first is None else first
    buckets = range(first // BUCKET_DAYS, last // BUCKET_DAYS + 1)
    return list(buckets) if len(buckets) <= MAX_BUCKETS else [buckets[0], buckets[-1]]
