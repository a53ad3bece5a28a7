"""Two states of a case -> why the number of an event's origins changed: documents that came or went, origins that appeared, fell or were united."""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from cotejo.dossier.describe import describe_origins, name_document
from cotejo.dossier.indexed import Indexed
from cotejo.dossier.tally import Tally, count_standing, origins_of
from cotejo.dossier.wording import Wording
from cotejo.records.event import Event


class Counted(msgspec.Struct, frozen=True):
    """What is kept of a count: bounds, and the digest of all that it was counted from. Equal digests need no second look."""

    event: str
    lo: int
    hi: int
    digest: str


class Change(NamedTuple):
    """An event before and after (None: it was not there), and in words what made the difference."""

    before: str | None
    after: str | None
    why: tuple[str, ...]


def keep(corpus: Indexed, event: Event) -> Counted:
    """Keep the count of an event with the digest of its graph: claims, roots, evidence, ways and merges."""
    origins = origins_of(corpus, event)
    tally = count_standing(corpus, origins)
    found = hashlib.sha256()
    for line in sorted(origin.as_line() for origin in origins):
        found.update(line.encode())
    found.update("\n".join(event.claims).encode())
    return Counted(event.id, tally.lo, tally.hi, found.hexdigest())


def compare(before: Indexed, after: Indexed) -> Iterator[Change]:
    """Tell every event whose origins changed, was opened, or is gone. Events are the same where they share most claims."""
    words = Wording.load()
    home = {claim: key for key, event in before.events.items() for claim in event.claims}
    matched: set[str] = set()
    for key, event in after.events.items():
        votes = [home[claim] for claim in event.claims if claim in home]
        old = max(sorted(set(votes)), key=votes.count) if votes else None
        if old is None:
            yield Change(None, key, (f"new: {count_words(words, after, event)}",))
            continue
        matched.add(old)
        first, second = keep(before, before.events[old]), keep(after, event)
        if first.digest != second.digest:
            why = tuple(explain(words, before, after, before.events[old], event))
            if why:
                yield Change(old, key, why)
    for key, event in before.events.items():
        if key not in matched:
            yield Change(key, None, (f"gone: none of its {len(event.claims)} claims is read any more, or all went to another event",))


def explain(words: Wording, before: Indexed, after: Indexed, old: Event, new: Event) -> Iterator[str]:
    """Say what differs between two states of an event, the count first."""
    first, second = tally_of(before, old), tally_of(after, new)
    if (first.lo, first.hi) != (second.lo, second.hi):
        yield f"{describe_origins(words, first.lo, first.hi)} -> {describe_origins(words, second.lo, second.hi)}"
    documents = [{corpus.claims[key].span.document for key in event.claims} for corpus, event in ((before, old), (after, new))]
    for verb, corpus, gone in (("no longer there", before, documents[0] - documents[1]), ("came", after, documents[1] - documents[0])):
        yield from (f"{name_document(corpus.documents[key])} {verb}" for key in sorted(gone))
    yield from compare_roots(first, second)


def compare_roots(first: Tally, second: Tally) -> Iterator[str]:
    """Say which roots appeared, fell, were withdrawn, gained or lost their evidence, or were united."""
    old, new = ({origin.root: origin for origin in tally.standing} for tally in (first, second))
    withdrawn = {origin.root for origin in second.withdrawn}
    for root in sorted({*old, *new}):
        if root not in new:
            yield f"{old[root].name} {'took its report back' if root in withdrawn else 'is no origin any more: it was found to rest on another'}"
        elif root not in old:
            yield f"{new[root].name} is a further origin: {new[root].why}"
        elif old[root].determined != new[root].determined:
            yield f"{new[root].name} {'now shows' if new[root].determined else 'no longer shows'} reporting of its own"
        elif set(new[root].merged) - set(old[root].merged):
            yield f"{new[root].name} may be one with another origin: {new[root].why}"


def tally_of(corpus: Indexed, event: Event) -> Tally:
    """Count an event's standing origins."""
    return count_standing(corpus, origins_of(corpus, event))


def count_words(words: Wording, corpus: Indexed, event: Event) -> str:
    """Write an event's count."""
    tally = tally_of(corpus, event)
    return describe_origins(words, tally.lo, tally.hi)
