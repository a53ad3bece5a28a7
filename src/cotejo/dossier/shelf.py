"""Corpus -> what every part of the page needs: events in reading order with their numbers, sentences by event, anchors, words."""

from collections.abc import Mapping, Sequence
from typing import Self

import msgspec

from cotejo.dossier.anchors import Anchors, find_anchors
from cotejo.dossier.changes import Change
from cotejo.dossier.compose import order_events
from cotejo.dossier.coverage import Reach
from cotejo.dossier.indexed import Indexed
from cotejo.dossier.margin import Margin
from cotejo.dossier.translate import translate
from cotejo.dossier.wording import Wording
from cotejo.records.corpus import Corpus
from cotejo.records.dossier import Statement
from cotejo.records.event import Event


class Shelf(msgspec.Struct, frozen=True):
    """A corpus laid out for reading."""

    corpus: Indexed
    words: Wording
    anchors: Anchors
    events: tuple[Event, ...]
    numbers: Mapping[str, int]  # by event id, from 1
    statements: Mapping[tuple[str, str], tuple[Statement, ...]]  # by subject and section
    resting: Mapping[str, tuple[Statement, ...]]  # by the first record that they rest on
    reach: Reach
    told: Mapping[str, str]  # by a statement's id, what it says in the language of the words, where that is not English
    margin: Margin
    changes: tuple[Change, ...] = ()  # what the latest run changed of the counts

    @classmethod
    def of(cls, given: Corpus, changes: Sequence[Change] = (), words: Wording | None = None, margin: Margin | None = None) -> Self:
        """Lay a corpus out, in the language of the words (by default English): its sentences keep their ids."""
        words = words or Wording.load()
        stored = Indexed.over(given)
        corpus, told = translate(stored, words)
        events = tuple(order_events(corpus))
        found: dict[tuple[str, str], tuple[Statement, ...]] = {}
        for statement in corpus.statements.values():
            key = statement.subject, statement.section
            found[key] = (*found.get(key, ()), statement)
        resting: dict[str, tuple[Statement, ...]] = {}
        for statement in corpus.statements.values():
            for first in statement.rests_on[:1]:
                resting[first] = (*resting.get(first, ()), statement)
        numbers = {event.id: number for number, event in enumerate(events, start=1)}
        return cls(
            corpus=corpus, words=words, told=told, margin=margin or Margin(), anchors=find_anchors(corpus), events=events, numbers=numbers,
            statements=found, resting=resting, reach=Reach.of(corpus), changes=tuple(changes),
        )  # fmt: skip

    def sentences(self, subject: str, section: str) -> tuple[Statement, ...]:
        """Find the sentences of one section about an event (or the case)."""
        return self.statements.get((subject, section), ())

    def sentences_resting_on(self, record: str) -> tuple[Statement, ...]:
        """Find the sentences whose first ground is a record."""
        return self.resting.get(record, ())

    def place_of(self, event: Event) -> str:
        """Name the place of an event's card."""
        return f"e{self.numbers[event.id]}"
