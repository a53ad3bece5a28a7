"""What must hold whatever is reported: no order shows, a copy adds no origin, an unrelated document changes no event, every claim is answered for."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from datetime import timedelta

from building import Desk, interval, on, run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cotejo.events.link import link
from cotejo.records.corpus import Corpus
from cotejo.records.event import Event

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = [
    "men", "trucks", "radars", "the", "a", "of", "in", "at", "near", "under", "river", "fort", "gate",
    "week", "night", "barracks", "colonel", "Ivanov", "Peña", "Traoré", "market", "said", "bridge", "12", "80", "400", "roof",
]  # fmt: skip
PLACES = {"Rubio": "VE", "Caracas": "VE", "Tachira": "VE", "VE": "VE", "Gao": "ML", "ML": "ML"}

reports = st.fixed_dictionaries({
    "place": st.sampled_from(sorted(PLACES)),
    "kind": st.sampled_from(["PRESENCE", "BASE_USE", "ARRIVAL", "SYSTEM_EMPLACED"]),
    "day": st.integers(0, 60),
    "stated": st.booleans(),
    "count": st.sampled_from([None, (80, 80), (72, 88), (400, 400), (18, None)]),
    "outlet": st.integers(0, 4),
    "credit": st.sampled_from([None, None, "Outlet 0", "Outlet 1", "own", "speaker"]),
    "link": st.sampled_from([None, None, 0, 1, 2]),
    "text": st.lists(st.sampled_from(WORDS), min_size=3, max_size=40).map(" ".join),
})  # fmt: skip
corpora = st.lists(reports, min_size=1, max_size=8)


def build(found: list[dict]) -> Desk:
    desk = Desk()
    for number, report in enumerate(found):
        add(desk, number, report)
    return desk


def add(desk: Desk, number: int, report: dict, *, outlet: str | None = None, later: int = 0):
    day = on("2019-01-01") + timedelta(days=report["day"] + later)
    credit = report["credit"]
    words = f"Report {number} of the day {report['day']} says: {report['text']}"
    text = f"{words}. {'' if credit is None else f'It is the word of {credit}.'}"
    links = () if report["link"] is None else (f"https://o.example/{report['link']}",)
    document = desk.document(
        f"d{number}{outlet or ''}",
        text,
        outlet=outlet or f"Outlet {report['outlet']}",
        day=day,
        links=links,
        url=f"https://o.example/{number}{'-copy' if outlet else ''}",
    )
    by = None
    if credit == "own":
        by = desk.attribution(document, "own", "unnamed", rule="own.told_us")
    elif credit == "speaker":
        by = desk.attribution(document, "speaker", "politician", key="person:luis-pena")
    elif credit:
        by = desk.attribution(document, credit, "outlet", key=f"outlet:{credit.lower().replace(' ', '-')}")
    first = (
        {"first": day - timedelta(days=later + 1), "last": day - timedelta(days=later)} if report["stated"] else {"last": day - timedelta(days=later)}
    )
    desk.claim(document, words, report["kind"], by=by, place=report["place"], host=PLACES[report["place"]], count=report["count"], **first)
    return document


def event_sets(corpus: Corpus) -> set[tuple[str, ...]]:
    return {event.claims for event in corpus.events.values()}


@FEW
@given(corpora, st.randoms(use_true_random=False))
def test_any_order_of_records_gives_the_same(found, random):
    records = build(found).records
    shuffled = list(records)
    random.shuffle(shuffled)
    first, second = run(records), run(shuffled)
    assert event_sets(first) == event_sets(second)
    assert set(first.origins) == set(second.origins)
    assert set(first.derivations) == set(second.derivations)


@FEW
@given(corpora, st.data())
def test_a_copy_never_raises_lo_or_hi(found, data):
    before = run(build(found).records)
    desk = build(found)
    number = data.draw(st.integers(0, len(found) - 1))
    add(desk, number, found[number], outlet="Copyist", later=data.draw(st.integers(1, 3)))
    after = run(desk.records)
    for key, event in before.events.items():
        grown = [other for other, later in after.events.items() if set(event.claims) <= set(later.claims)]
        assert len(grown) == 1
        old, new = interval(before, key), interval(after, grown[0])
        assert new[0] <= old[0]
        assert new[1] <= old[1]
    assert len(after.events) == len(before.events)


@FEW
@given(corpora)
def test_an_unrelated_document_changes_no_event(found):
    before = run(build(found).records)
    desk = build(found)
    document = desk.document("x", "Cuban advisers train the guard of another country entirely.", outlet="Elsewhere", day=on("2019-01-20"))
    desk.claim(document, "Cuban advisers train the guard", "TRAIN_ADVISE", state="CU", host="NI", first=on("2019-01-10"), last=on("2019-01-12"))
    after = run(desk.records)
    assert event_sets(before) <= event_sets(after)
    kept = {key: interval(before, key) for key in before.events}
    assert kept == {key: interval(after, key) for key in before.events}


@FEW
@given(corpora)
def test_every_claim_has_one_event_and_every_event_an_interval(found):
    corpus = run(build(found).records)
    members = [claim for event in corpus.events.values() for claim in event.claims]
    assert sorted(members) == sorted(corpus.claims)
    for key, event in corpus.events.items():
        lo, hi = interval(corpus, key)
        assert 0 <= lo <= hi
        assert 1 <= hi <= len(event.claims)


@FEW
@given(corpora)
def test_linking_again_over_its_own_output_changes_nothing(found):
    corpus = run(build(found).records)
    assert {record.id for record in link(corpus) if isinstance(record, Event)} == set(corpus.events)


@FEW
@given(corpora)
def test_nothing_rests_on_a_later_document(found):
    corpus = run(build(found).records)
    for edge in corpus.derivations.values():
        later = corpus.claims[edge.later].span.document if edge.later in corpus.claims else edge.later
        if edge.earlier in corpus.documents:
            assert corpus.documents[edge.earlier].published_at <= corpus.documents[later].published_at
            assert edge.earlier != later
