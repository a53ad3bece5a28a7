"""Two states of a case -> what somebody should be told: an event is new, gained an origin, is denied, or lost its support."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from cotejo.dossier.changes import compare, match, tally_of
from cotejo.dossier.describe import describe_event, describe_origins
from cotejo.dossier.indexed import Indexed
from cotejo.dossier.wording import Wording
from cotejo.records.base import content_id
from cotejo.records.corpus import Corpus
from cotejo.records.event import Event

Kind = Literal["new", "gained_origin", "denied", "lost_support"]
KINDS: tuple[Kind, ...] = ("new", "gained_origin", "denied", "lost_support")


class Alert(NamedTuple):
    """One thing to tell. `event` is the event now (before, if it is gone); `id` is the same for the same change, whoever looks."""

    id: str
    kind: Kind
    event: str
    headline: str
    origins: str  # how many origins it has now, in words
    why: tuple[str, ...]


def find_alerts(before: Corpus, after: Corpus, words: Wording | None = None) -> Iterator[Alert]:
    """Compare two states; alerts by kind, then by event. Nothing is told of an event whose origins and denials are as they were."""
    words = words or Wording.load()
    old, new = Indexed.over(before), Indexed.over(after)
    matched = match(old, new)
    reasons = {change.after or change.before: change.why for change in compare(old, new, words)}
    found: list[Alert] = []
    for key, event in new.events.items():
        first = old.events.get(matched.get(key, ""))
        found += [make(words, new, event, kind, reasons.get(key, ())) for kind in kinds_of(old, first, new, event)]
    gone = sorted(set(old.events) - set(matched.values()))
    found += [make(words, old, old.events[key], "lost_support", reasons.get(key, ())) for key in gone]
    yield from sorted(found, key=lambda alert: (KINDS.index(alert.kind), alert.event))


def kinds_of(before: Indexed, old: Event | None, after: Indexed, new: Event) -> Iterator[Kind]:
    """Say what changed about one event."""
    if old is None:
        yield "new"
        if denials_of(after, new):
            yield "denied"
        return
    first, second = tally_of(before, old), tally_of(after, new)
    if second.lo > first.lo or (second.lo == first.lo and second.hi > first.hi):
        yield "gained_origin"
    elif second.lo < first.lo or len(second.standing) < len(first.standing):
        yield "lost_support"
    if denials_of(after, new) - denials_of(before, old):
        yield "denied"


def denials_of(corpus: Indexed, event: Event) -> set[str]:
    """Claims that deny the event."""
    links = (link for claim in event.claims for link in corpus.links_by_right.get(claim, ()))
    return {link.left for link in links if link.relation == "denies" and link.judgement == "positive"}


def make(words: Wording, corpus: Indexed, event: Event, kind: Kind, why: tuple[str, ...]) -> Alert:
    """Put an alert into words. Its id rests on the event's claims, its count and its denials: told once, however often it is looked for."""
    tally = tally_of(corpus, event)
    denials = sorted(denials_of(corpus, event))
    said = (*why, *(words.say("alerts.denial", exact=corpus.claims[key].span.exact) for key in denials)) if kind == "denied" else why
    key = content_id("alert", [kind, list(event.claims), tally.lo, tally.hi, denials])
    return Alert(key, kind, event.id, describe_event(words, corpus, event), describe_origins(words, tally.lo, tally.hi), said)
