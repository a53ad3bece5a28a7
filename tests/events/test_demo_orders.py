"""The demo, read once: any order of its records gives the same origins, a copy raises no count, a stranger changes nothing, a document that comes back changes nothing."""

import random
import sys
from datetime import timedelta
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import msgspec
from building import Desk, interval, on, run
from eval.demo import run_demo

from cotejo.claims.read import read as read_claims
from cotejo.events.comparing import LAST
from cotejo.records.base import Record
from cotejo.records.corpus import Corpus
from cotejo.records.document import Document

ORDERS = 200
COPIES = 8  # documents of the demo that are copied, spread over all of it
KINDS = ("captures", "documents", "attributions", "claims", "resolutions", "exhibits")


@cache
def read() -> tuple[Record, ...]:
    corpus = run_demo().corpus
    return tuple(record for kind in KINDS for record in getattr(corpus, kind).values())


@cache
def linked() -> Corpus:
    return run(read())


def outcome(corpus: Corpus) -> tuple[frozenset[Record], frozenset[Record], frozenset[Record]]:
    return frozenset(corpus.events.values()), frozenset(corpus.derivations.values()), frozenset(corpus.origins.values())


def without(document: str) -> list[Record]:
    """What was read, without one document and all that was read of it."""
    claims = {record.id for record in read() if getattr(getattr(record, "span", None), "document", None) == document}
    said = {record.id for record in read() if getattr(record, "document", None) == document}
    gone = {document, *claims, *said}
    return [record for record in read() if record.id not in gone and getattr(record, "subject", None) not in gone]


def copied(document: Document) -> list[Record]:
    """The same text in another outlet a day later, as it is read there."""
    later = None if document.published_at is None else document.published_at + timedelta(days=1)
    day = later.date() if later else None
    published = document.published and msgspec.structs.replace(document.published, earliest=day, latest=day)
    made = msgspec.structs.replace(
        document, capture="capture-copy", outlet="The Copyist", url="https://copyist.example/1", external_id="copy", published_at=later, published=published
    )  # fmt: skip
    return [made, *read_claims(made)]


def some_documents() -> list[Document]:
    """Documents of the demo with claims, spread over all of it."""
    home = {claim.span.document for claim in linked().claims.values()}
    told = [document for key, document in linked().documents.items() if key in home]
    return told[:: max(1, len(told) // COPIES)]


def test_any_order_of_the_demo_gives_the_same_events_edges_and_origins():
    chance = random.Random(5)  # noqa: S311 - orders, not secrets
    expected = outcome(linked())
    records = list(read())
    for number in range(ORDERS):
        chance.shuffle(records)
        if number % 20 == 0:
            LAST.clear()  # texts are compared anew
        assert outcome(run(records)) == expected


def test_a_copy_of_any_text_raises_neither_lo_nor_hi():
    before = linked()
    for document in some_documents():
        after = run([*read(), *copied(document)])
        for key, event in before.events.items():
            (grown,) = {home for home, later in after.events.items() if set(event.claims) & set(later.claims)}
            assert interval(after, grown) <= interval(before, key), document.external_id
            assert interval(after, grown)[1] <= interval(before, key)[1], document.external_id


def test_a_stranger_changes_no_event_and_no_count():
    desk = Desk()
    document = desk.document("x", "Cuban advisers train the guard of another country entirely.", outlet="Elsewhere", day=on("2019-01-20"))
    desk.claim(document, "Cuban advisers train the guard", "TRAIN_ADVISE", state="CU", host="NI", first=on("2019-01-10"), last=on("2019-01-12"))
    before, after = linked(), run([*read(), *desk.records])
    assert set(before.events) <= set(after.events)
    assert {key: interval(before, key) for key in before.events} == {key: interval(after, key) for key in before.events}


def test_a_document_that_is_taken_away_and_comes_back_changes_nothing():
    expected = outcome(linked())
    for document in some_documents():
        rest = without(document.id)
        kept = {record.id for record in rest}
        run(rest)
        assert document.id not in kept
        assert outcome(run([*rest, *(record for record in read() if record.id not in kept)])) == expected
