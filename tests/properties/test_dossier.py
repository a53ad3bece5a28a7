"""What must hold whatever lies in a case: a copy adds no origin, an unrelated text changes nothing, no order shows, the books balance."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
from bench.corpus import documents
from eval.demo import DEMO
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.properties.archive import Concluded, Page, conclude, read_folders, write_page

from cotejo.records.claim import Claim
from cotejo.records.codec import decode
from cotejo.records.document import Document

FEW = settings(max_examples=10, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
MADE = 42  # documents of the generated corpus: six families of seven
MOST = 10  # documents of a drawn case


@pytest.fixture(scope="module")
def shelf() -> list[Page]:
    """Everything that cases are drawn from: the demo's documents and tracks, and a generated corpus."""
    made = [write_page(body.pop("id"), **body) for body in documents(MADE, seed=3)]
    return [*read_folders(DEMO / "documents", DEMO / "tracks"), *made]


def draw_case(draw: Callable[..., int], shelf: list[Page]) -> list[Page]:
    """Draw a case; neighbours lie together, as they tell of the same."""
    start = draw(st.integers(0, len(shelf) - MOST))
    chosen = draw(st.sets(st.integers(0, MOST - 1), min_size=3, max_size=MOST))
    return [shelf[start + number] for number in sorted(chosen)]


def document_of(page: Page) -> Document | None:
    return next((record for record in page.records if isinstance(record, Document)), None)


def tells(page: Page) -> bool:
    """Whether a document has a claim."""
    return any(isinstance(record, Claim) for record in page.records)


def copy_of(document: Document, hours: int) -> Page:
    """The same text under another name, later the same day and without credit."""
    published = document.published_at
    assert published is not None
    return write_page(
        f"copy-of-{document.external_id}", text=document.text, outlet="Eco del Valle", url="https://eco.example/1", language=document.language,
        title=document.title, published=(published + timedelta(hours=hours)).isoformat(),
    )  # fmt: skip


def same_day(document: Document, hours: int) -> bool:
    """Whether a copy of that many hours later is of the same day: words like 'today' and 'on Monday' mean the same in it."""
    return document.published_at is not None and (document.published_at + timedelta(hours=hours)).date() == document.published_at.date()


def check_books(case: Concluded) -> None:
    """Every unit of every stage is answered, abstained from or failed; none failed."""
    for books in (*case.books, *(books for page in case.pages for books in page.books)):
        assert books.inputs == books.answered + books.abstained
        assert books.failed == 0


@settings(FEW, max_examples=40)
@given(st.data())
def test_a_copy_never_raises_lo_or_hi(shelf: list[Page], data: st.DataObject) -> None:
    pages = draw_case(data.draw, shelf)
    hours = data.draw(st.integers(1, 3))
    originals = [document for page in pages if tells(page) and (document := document_of(page)) and same_day(document, hours)]
    if not originals:
        return
    copied = data.draw(st.sampled_from(originals))
    before, after = conclude(pages), conclude([*pages, copy_of(copied, hours)])
    check_books(after)
    for claims, lo, hi in after.bounds().values():
        held = [entry for entry in before.bounds().values() if entry[0] <= claims]
        assert held, f"the copy of {copied.external_id} tells of something of its own"
        assert lo <= sum(entry[1] for entry in held), copied.external_id  # a copy may bring events together, then theirs add up
        assert hi <= sum(entry[2] for entry in held), copied.external_id
    assert sum(len(claims) for claims, _, _ in before.bounds().values()) <= sum(len(claims) for claims, _, _ in after.bounds().values())


UNRELATED = (
    {
        "text": "Wagner instructors train the presidential guard in Bangui, the Central African interior ministry said on 4 May 2011.",
        "language": "en",
    },
    {"text": "La cosecha de café fue buena este año, dijeron los productores de Jinotega, y los precios subieron.", "language": "es"},
    {"text": "Белорусские и российские военные прибыли 3 мая 2011 года на полигон под Брестом, сообщило министерство обороны.", "language": "ru"},
)


@FEW
@given(st.data())
def test_an_unrelated_document_changes_no_event(shelf: list[Page], data: st.DataObject) -> None:
    pages = draw_case(data.draw, shelf[:38])
    other = write_page("elsewhere", outlet="Away Post", published="2011-05-05T09:00:00+00:00", **data.draw(st.sampled_from(UNRELATED)))
    before, after = conclude(pages), conclude([*pages, other])
    kept = after.bounds()
    assert {key: kept.get(key) for key in before.bounds()} == before.bounds()
    for key, event in before.corpus.events.items():
        assert event == after.corpus.events[key]


@FEW
@given(st.data())
def test_any_order_of_documents_gives_the_same_dossier(shelf: list[Page], data: st.DataObject) -> None:
    pages = draw_case(data.draw, shelf)
    mixed = pages.copy()
    Random(data.draw(st.integers(0, 9999))).shuffle(mixed)  # noqa: S311 - an order, no secret
    assert conclude(mixed).dossier() == conclude(pages).dossier()


@FEW
@given(st.data())
def test_bounds_are_bounds_and_every_claim_has_one_event(shelf: list[Page], data: st.DataObject) -> None:
    case = conclude(draw_case(data.draw, shelf))
    check_books(case)
    members = [claim for event in case.corpus.events.values() for claim in event.claims]
    assert len(members) == len(set(members))
    for claims, lo, hi in case.bounds().values():
        assert (
            0
            <= lo
            <= hi
            <= len({case.corpus.claims[claim].span.document for claim in claims})
            + sum(len(case.corpus.chain(case.corpus.claims[claim].attribution)) for claim in claims)
        )


def test_a_family_of_copies_and_translations_has_one_origin_or_two(shelf: list[Page]) -> None:
    case = conclude(shelf[38:])
    check_books(case)
    told = {key: entry for key, entry in case.bounds().items() if case.corpus.events[key].event_type in {"ARRIVAL", "SYSTEM_EMPLACED"}}
    assert len(told) >= MADE // 7
    wrong = [
        (sorted(case.corpus.document_of(claim).external_id for claim in claims), lo, hi)
        for claims, lo, hi in told.values()
        if lo > 1 + any(case.corpus.document_of(claim).external_id.endswith("-4") for claim in claims)
    ]
    assert len(wrong) <= MADE // 7 // 3, wrong  # names of outlets that no table has are cut short at times


def test_every_record_comes_back_as_it_was_written(shelf: list[Page]) -> None:
    case = conclude(shelf[:38]).corpus
    for kind in ("claims", "attributions", "links", "events", "derivations", "origins", "findings", "assessments", "statements", "abstentions"):
        for record in getattr(case, kind).values():
            assert decode(record.as_line()).as_line() == record.as_line()
