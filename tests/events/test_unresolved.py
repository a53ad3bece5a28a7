"""Places that are named and in no gazetteer: the same name agrees in any script, another one is a matter for a person, and no name is no place."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import pytest
from building import Desk, on

from cotejo.events.link import link
from cotejo.events.unresolved import name_of, names_in, says
from cotejo.records.event import Event, Link

LANDING = {"first": on("2019-03-23"), "last": on("2019-03-23"), "count": (60, 60)}


def run_two(first, second):
    desk = Desk()
    for key, (words, facts) in (("a", first), ("b", second)):
        document = desk.document(key, f"{words}.", outlet=f"Outlet {key}", day=on("2019-03-25"))
        desk.claim(document, words, "ARRIVAL", **(LANDING | facts))
    found = list(link(desk.corpus()))
    return [one for one in found if isinstance(one, Event)], [one for one in found if isinstance(one, Link)]


def reasons(links):
    return {reason.feature for one in links for reason in one.reasons}


@pytest.mark.parametrize(
    ("first", "second"),
    [("Kolonsito", "Колонсито"), ("Verin Shorzha", "Верин-Шоржу"), ("Vila Nova", "Vilanova"), ("Bir Umm Saad", "Umm Saad")],
)
def test_the_same_unknown_name_agrees(first, second):
    assert name_of(first, site=False).is_same(name_of(second, site=False)) is not False
    events, links = run_two((f"Sixty men landed at {first}", {"named": first}), (f"Sixty men came to {second}", {"named": second}))
    assert len(events) == 1
    assert "place.other_name" not in reasons(links)


def test_two_unknown_names_are_not_open_to_each_other():
    events, links = run_two(("Sixty men landed at Kolonsito", {"named": "Kolonsito"}), ("Sixty men came to Marhuanta", {"named": "Marhuanta"}))
    assert len(events) == 2
    (asked,) = links
    assert asked.judgement == "unsure"
    assert "place.other_name" in reasons(links)


def test_an_unknown_name_is_not_open_to_a_town_that_is_known():
    events, links = run_two(("Sixty men landed at Kolonsito", {"named": "Kolonsito"}), ("Sixty men came to Rubio", {"place": "Rubio"}))
    assert len(events) == 2
    assert "place.other_name" in reasons(links)


def test_a_known_town_that_was_not_told_apart_agrees_with_itself():
    events, _ = run_two(("Sixty men landed at Rubio", {"named": "Rubio"}), ("Sixty men came to town", {"place": "Rubio"}))
    assert len(events) == 1


def test_a_named_hotel_may_stand_in_a_known_town():
    _, links = run_two(("Sixty men sleep at Kolonsito", {"named": "Kolonsito", "site": "hotel"}), ("Sixty men came to Rubio", {"place": "Rubio"}))
    assert "place.other_name" not in reasons(links)


def test_retold_under_another_name_it_is_one_event_and_the_place_is_disputed():
    desk = Desk()
    first = desk.document("a", "Sixty men landed at Kolonsito.", outlet="Outlet A", day=on("2019-03-25"), url="https://a.example/1")
    later = desk.document("b", "Sixty men came to Marhuanta.", outlet="Outlet B", day=on("2019-03-26"), links=("https://a.example/1",))
    desk.claim(first, "Sixty men landed at Kolonsito", "ARRIVAL", named="Kolonsito", **LANDING)
    desk.claim(later, "Sixty men came to Marhuanta", "ARRIVAL", named="Marhuanta", **LANDING)
    (event,) = [one for one in link(desk.corpus()) if isinstance(one, Event)]
    (disputed,) = event.disputed
    assert disputed.field == "place"
    assert [value for value, _ in disputed.values] == ["Kolonsito", "Marhuanta"]


@pytest.mark.parametrize(
    ("words", "feature"),
    [("Men with trucks came close to Rubio on the hill", "place.said"), ("Men with trucks came close to the hill", "place.unplaced")],
)
def test_a_place_that_nobody_read_is_known_by_its_name_in_the_sentence(words, feature):
    _, links = run_two(("Sixty men landed at the town", {"place": "Rubio"}), (words, {}))
    assert feature in reasons(links)


@pytest.mark.parametrize(("written", "is_said"), [("Масьяф", True), ("Rubio", False)])
def test_a_name_is_found_in_any_script_and_case(written, is_said):
    said = names_in("Военные развернули комплекс под сирийским городом Масьяфом")
    assert says(said, name_of(written, site=False)) is is_said


def test_the_same_sentence_with_another_name_in_it_is_not_alike():
    desk = Desk()
    for key, town, facts, around in (
        (
            "a",
            "Rubio",
            {"place": "Rubio"},
            "It had rained all night, the bakers said, and the bridge over the river was closed to lorries until noon.",
        ),
        ("b", "Deir ez Zor", {}, "Prices of bread and oil go up for the third month; teachers of three provinces are on strike since Monday."),
    ):
        words = f"Soldiers from abroad set up four launchers on the hill beside {town}"
        document = desk.document(key, f"{words}. {around}", outlet=f"Outlet {key}", day=on("2019-03-25"))
        desk.claim(document, words, "ARRIVAL", **(LANDING | {"count": None} | facts))
    found = list(link(desk.corpus()))
    assert sum(isinstance(one, Event) for one in found) == 2
    assert "lineage.alike" not in reasons(one for one in found if isinstance(one, Link))
