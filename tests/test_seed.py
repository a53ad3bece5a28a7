"""The seed article through the code of the main job, held against its hand coding."""

import pytest
from eval import seed
from eval.demo import Ran, run_files
from eval.shared import ABSENT

pytestmark = pytest.mark.skipif(not seed.CASE.exists(), reason=ABSENT)
BARRAEZ = ("C1", "C5", "C6", "C7", "C13")  # of the origin O1; C2-C4 stand in the article without her name


@pytest.fixture(scope="module")
def ran() -> Ran:
    """A finished run over a case that holds the article alone."""
    return run_files([seed.CASE / "article.txt"])


@pytest.fixture(scope="module")
def scored(ran: Ran) -> seed.Score:
    text, gold = seed.load()
    assert ran.texts["article"] == text
    return seed.score(ran.corpus, text, gold)


@pytest.mark.parametrize("name", seed.REQUIRED)
def test_a_required_claim_is_right_in_type_place_time_count_and_innermost_source(name: str, scored: seed.Score) -> None:
    wrong = [field for field, right in scored.fields[name].items() if not right]
    assert not wrong
    assert "source" in scored.fields[name]


def test_what_must_not_be_a_claim_is_none(scored: seed.Score) -> None:
    assert scored.background == ()


def test_nothing_of_the_agreement_or_the_sales_is_dated_to_the_article(ran: Ran) -> None:
    for event in ran.export["events"]:
        for claim in event["claims"]:
            if "signed in May 2001" in claim["exact"]:
                assert event["event_type"] == "LEGAL_BASIS", "the signing is no happening of its own"


def holding(name: str, ran: Ran) -> list[dict[str, object]]:
    """Events that hold a claim of the hand-coded one's type in its line."""
    text, gold = seed.load()
    entry = next(entry for entry in gold["claims"] if entry["id"] == name)
    starts = seed.line_starts(text)
    return [
        event
        for event in ran.export["events"]
        if any(claim["event_type"] == entry["event_type"] and line_of(claim["start"], starts) == seed.LINES[name] for claim in event["claims"])
    ]


def line_of(at: int, starts: list[int]) -> int:
    return sum(start <= at for start in starts)


def test_the_report_is_one_origin_whatever_it_tells(ran: Ran) -> None:
    origins = {}
    for name in BARRAEZ:
        (event,) = holding(name, ran)
        origins[name] = {origin["name"] for origin in event["origins"] if "Barráez" in origin["name"]}
    assert all(len(names) == 1 for names in origins.values()), origins
    assert len(set().union(*origins.values())) == 1, origins


def test_the_hotel_has_one_origin_and_echoes_add_none(ran: Ran) -> None:
    (event,) = holding("C1", ran)
    assert (event["lo"], event["hi"]) == (1, 1), [(origin["name"], origin["docs"]) for origin in event["origins"]]
    assert event["label"] == "single origin"


def test_unnamed_officials_are_never_an_origin_beside_who_carries_them(ran: Ran) -> None:
    assert not [origin for event in ran.export["events"] for origin in event["origins"] if origin["kind"] == "unnamed"]


def test_the_ministry_of_that_country_is_flagged_and_given_to_no_state(ran: Ran) -> None:
    sources = [hop.source for hop in ran.corpus.attributions.values() if "Foreign Ministry of that country" in hop.source.name]
    assert sources
    assert {source.state for source in sources} == {None}
    assert all(any(flag.startswith("ambiguous:") for flag in source.flags) for source in sources)


def test_every_place_of_the_article_lies_in_the_host_or_is_left_open(ran: Ran) -> None:
    assert {event["place"]["country"] for event in ran.export["events"] if event["place"]} == {"VE"}
    for event in holding("C6", ran):
        assert event["place"] is None or event["place"]["admin1"] == "Táchira"


def test_the_books_balance_and_spans_hold(ran: Ran) -> None:
    assert ran.report.balances
    assert ran.report.failed == 0
    for event in ran.export["events"]:
        for claim in event["claims"]:
            assert ran.texts[claim["doc"]][claim["start"] : claim["end"]] == claim["exact"]
