"""Two states of a case -> why the number of an event's origins changed: documents that came or went, origins that appeared, fell or were united."""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from cotejo.dossier.describe import describe_origins, name_document
from cotejo.dossier.indexed import Indexed
from cotejo.dossier.retold import retell
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


def compare(before: Indexed, after: Indexed, words: Wording | None = None) -> Iterator[Change]:
    """Tell every event whose origins changed, was opened, or is gone. Events are the same where they share most claims."""
    words = words or Wording.load()
    matched = match(before, after)
    for key, event in after.events.items():
        old = matched.get(key)
        if old is None:
            yield Change(None, key, (words.say("changes.new", count=count_words(words, after, event)),))
            continue
        first, second = keep(before, before.events[old]), keep(after, event)
        if first.digest != second.digest:
            why = tuple(explain(words, before, after, before.events[old], event))
            if why:
                yield Change(old, key, why)
    followed = set(matched.values())
    for key, event in before.events.items():
        if key not in followed:
            yield Change(key, None, (words.say("changes.gone", claims=len(event.claims)),))


def match(before: Indexed, after: Indexed) -> dict[str, str]:
    """Give, per event after, the one before with which it shares most claims."""
    home = {claim: key for key, event in before.events.items() for claim in event.claims}
    found = {}
    for key, event in after.events.items():
        votes = [home[claim] for claim in event.claims if claim in home]
        if votes:
            found[key] = max(sorted(set(votes)), key=votes.count)
    return found


def explain(words: Wording, before: Indexed, after: Indexed, old: Event, new: Event) -> Iterator[str]:
    """Say what differs between two states of an event, the count first."""
    first, second = tally_of(before, old), tally_of(after, new)
    if (first.lo, first.hi) != (second.lo, second.hi):
        yield words.say("changes.count", old=describe_origins(words, first.lo, first.hi), new=describe_origins(words, second.lo, second.hi))
    documents = [{corpus.claims[key].span.document for key in event.claims} for corpus, event in ((before, old), (after, new))]
    for row, corpus, keys in (("document_gone", before, documents[0] - documents[1]), ("document_came", after, documents[1] - documents[0])):
        yield from (words.say(f"changes.{row}", name=name_document(corpus.documents[key])) for key in sorted(keys))
    yield from compare_roots(words, first, second)


def compare_roots(words: Wording, first: Tally, second: Tally) -> Iterator[str]:
    """Say which roots appeared, fell, were withdrawn, gained or lost their evidence, or were united."""
    old, new = ({origin.root: origin for origin in tally.standing} for tally in (first, second))
    withdrawn = {origin.root for origin in second.withdrawn}
    for root in sorted({*old, *new}):
        row = None
        if root not in new:
            row = "root_withdrawn" if root in withdrawn else "root_gone"
        elif root not in old:
            row = "root_new"
        elif old[root].determined != new[root].determined:
            row = "root_shows" if new[root].determined else "root_shows_no_more"
        elif set(new[root].merged) - set(old[root].merged):
            row = "root_merged"
        if row:
            found = new.get(root) or old[root]
            yield words.say(f"changes.{row}", name=found.name, why=retell(words, found.why))


def tally_of(corpus: Indexed, event: Event) -> Tally:
    """Count an event's standing origins."""
    return count_standing(corpus, origins_of(corpus, event))


def count_words(words: Wording, corpus: Indexed, event: Event) -> str:
    """Write an event's count."""
    tally = tally_of(corpus, event)
    return describe_origins(words, tally.lo, tally.hi)
