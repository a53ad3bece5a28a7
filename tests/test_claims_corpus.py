"""The corpus made here: its make-up, and that its scorer rewards a perfect reading and punishes a false one."""

from collections import Counter
from datetime import date
from typing import get_args

import pytest
from eval.claims import baseline
from eval.claims.found import Found
from eval.claims.items import HALVES, LANGUAGES, Coded, Count, Days, Item, load
from eval.claims.judging import chained, counted, dated, equipped, judge, words
from eval.claims.matching import match
from eval.claims.score import slots, types

from cotejo.records.claim import EventType

ITEMS = [item for half in HALVES for item in load(half)]


def test_it_is_as_large_as_promised():
    sizes = Counter(item.lang for item in ITEMS)
    assert sizes["es"] >= 150
    assert min(sizes["en"], sizes["ru"]) >= 90
    assert sizes["pt"] >= 70
    near = sum(item.topic is not None for item in ITEMS)
    assert 0.2 < near / len(ITEMS) < 0.3


def test_ids_are_unique_and_halves_are_disjoint():
    assert len({item.id for item in ITEMS}) == len(ITEMS)
    assert len({item.text for item in ITEMS}) == len(ITEMS)
    assert all(item.half == half for half in HALVES for item in load(half))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_type_stands_in_every_language_at_least_twice(lang):
    counts = Counter(claim.event_type for item in ITEMS if item.lang == lang for claim in item.claims if not claim.optional)
    assert {kind for kind in get_args(EventType) if counts[kind] < 2} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_denial_stands_in_every_language(lang):
    kinds = {claim.denies for item in ITEMS if item.lang == lang for claim in item.claims if isinstance(claim.denies, str)}
    assert kinds == {"presence", "purpose", "number", "status", "legality"}


def test_an_item_has_claims_or_a_topic():
    assert all(any(not claim.optional for claim in item.claims) != (item.topic is not None) for item in ITEMS)


def perfect(item: Item, claim: Coded) -> Found:
    start = item.text.index(claim.quote)
    first = {
        name: value[0] if isinstance(value, list) else value
        for name in ("state", "host", "place")
        if isinstance(value := getattr(claim, name), str | list)
    }
    return Found(
        event_type=claim.event_type,
        start=start,
        end=start + len(claim.quote),
        states=(first["state"],) if first.get("state") else (),
        host=first.get("host"),
        place=(first["place"].lower(),) if first.get("place") else (),
        site=claim.site if isinstance(claim.site, str) else "unknown",
        equipment=tuple(name for name in claim.equipment if name[0] != "?") if isinstance(claim.equipment, list) else (),
        count=(claim.count.low, claim.count.high) if isinstance(claim.count, Count) else None,
        items=((claim.items.low, claim.items.high),) if isinstance(claim.items, Count) else (),
        date=tuple(day.isoformat() if day else None for day in (claim.date.earliest, claim.date.latest)) if isinstance(claim.date, Days) else None,
    )


def test_a_perfect_reading_gets_everything_that_is_latin_script():
    for item in ITEMS:
        if item.lang == "ru":
            continue
        matched = match(item, [perfect(item, claim) for claim in item.claims if not claim.optional])
        assert not matched.missed, item.id
        assert not matched.false, item.id
        for coded, given in matched.pairs:
            wrong = {
                name: verdict
                for name, verdict in judge(coded, given).items()
                if name != "place" and verdict.right < max(verdict.asked, verdict.found)
            }
            assert not wrong, (item.id, wrong)


def item_of(text: str, *claims: Coded) -> Item:
    return Item(id="t", lang="en", half="dev", published=date(2024, 5, 3), text=text, claims=list(claims))


def coded(quote: str, **fields: object) -> Coded:
    return Coded(event_type="ARRIVAL", quote=quote, chains=[[]], **fields)


def test_a_wrong_type_is_missed_and_false():
    item = item_of("Russian troops arrived in Gao.", coded("arrived in Gao", state="RU"))
    matched = match(item, [Found("PRESENCE", 15, 22)])
    assert types(matched) == (0, 1, 0, 1)
    assert slots(matched, whole=True).f == 0


def test_also_types_match_and_their_second_reading_is_not_false():
    item = item_of("Russian troops arrived in Gao.", coded("arrived in Gao", also=["PRESENCE"]))
    both = match(item, [Found("ARRIVAL", 15, 22), Found("PRESENCE", 15, 22)])
    assert types(both) == (1, 1, 1, 1)
    assert types(match(item, [Found("PRESENCE", 15, 22)])) == (1, 1, 1, 1)


def test_an_optional_claim_counts_neither_way():
    item = item_of("TROOPS ARRIVE\nRussian troops arrived in Gao.", coded("TROOPS ARRIVE", optional=True), coded("arrived in Gao"))
    assert types(match(item, [Found("ARRIVAL", 7, 13), Found("ARRIVAL", 29, 36)])) == (1, 1, 1, 1)
    assert types(match(item, [Found("ARRIVAL", 29, 36)])) == (1, 1, 1, 1)


def test_numbers_made_up_are_false_and_hedges_have_room():
    assert counted(None, (20, 20)) == (0, 1, 0)
    assert counted(Count(200, 200), (170, 230)) == (1, 1, 0)
    assert counted(Count(170, 230), (180, 220)) == (1, 1, 1)
    assert counted(Count(None, 300), (1, 300)) == (1, 1, 1)
    assert counted(Count(18, None), (18, 18)) == (1, 1, 0)


def test_a_publication_date_is_no_date_of_the_happening():
    assert dated(None, ("2024-05-03", "2024-05-03")) == (0, 1, 0)
    assert dated(None, None) == (0, 0, 0)
    assert dated(Days(date(2024, 4, 29), date(2024, 4, 29)), ("2024-04-29", "2024-04-29")) == (1, 1, 1)
    assert dated(Days(date(2024, 4, 20), date(2024, 4, 20), fuzzy=True), ("2024-04-15", "2024-04-21")) == (1, 1, 1)
    assert dated(Days(date(2024, 4, 20), None), ("2024-04-20", "2024-05-03")) == (1, 1, 0)


def test_alternatives_and_empty_slots():
    assert words(["Gao", None], (), lambda a, b: a == b) == (0, 0, 0)
    assert words(["Gao", None], ("Bamako",), lambda a, b: a == b) == (0, 1, 0)
    assert words(None, ("Bamako",), lambda a, b: a == b) == (0, 1, 0)
    assert equipped(["aircraft.transport"], ("aircraft",)) == (1, 1, 1)
    assert equipped(["uav", "?ship"], ("uav", "ship", "radar")) == (1, 2, 1)


def test_chains_need_every_hop():
    claim = Coded(event_type="ARRIVAL", quote="x", chains=[["Agence Sahel", "Oumar Sidibé|governor"]])
    assert chained(claim, Found("ARRIVAL", 0, 1, chain=("agence sahel", "the governor of the region")))
    assert chained(claim, Found("ARRIVAL", 0, 1, chain=("sidibe",), published_in=("agence sahel",)))
    assert not chained(claim, Found("ARRIVAL", 0, 1, chain=("oumar sidibe",)))
    assert not chained(claim, Found("ARRIVAL", 0, 1, chain=("agence sahel", "moscow")))


@pytest.mark.parametrize(
    ("lang", "text", "state", "host"),
    [
        ("en", "Some 200 Russian soldiers are in Mali.", "RU", "ML"),
        ("es", "Hay 200 soldados rusos en Cuba.", "RU", "CU"),
        ("pt", "Há 200 soldados russos no Brasil.", "RU", "BR"),
        ("ru", "В Мали находятся 200 российских солдат.", "RU", "ML"),
    ],
)
def test_the_naive_reader_reads_what_it_should(lang, text, state, host):
    item = Item(id="t", lang=lang, half="dev", published=date(2024, 5, 3), text=text, claims=[])
    (found,) = baseline.read_item(item)
    assert (found.event_type, found.states, found.host, found.count) == ("PRESENCE", (state,), host, (200, 200))
