"""Which claims are one happening, which are not, and what a person should look at."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import pytest
from building import MADE_BY, Desk, on

from cotejo.events.link import link
from cotejo.records.event import Event, Link
from cotejo.records.resolution import Resolution


def events_of(desk: Desk, *more) -> list[Event]:
    return [found for found in link(desk.corpus(*more)) if isinstance(found, Event)]


def links_of(desk: Desk, *more) -> list[Link]:
    return [found for found in link(desk.corpus(*more)) if isinstance(found, Link)]


def two_reports(first, second):
    desk = Desk()
    for name, (words, facts) in (("a", first), ("b", second)):
        document = desk.document(name, f"{words} {name}.", outlet=f"Outlet {name}", day=on("2019-03-25"))
        desk.claim(document, f"{words} {name}", facts.pop("kind", "ARRIVAL"), **facts)
    return desk


LANDING = {"place": "Caracas", "first": on("2019-03-23"), "last": on("2019-03-23")}


def test_same_place_day_actor_and_type_are_one_event_whatever_the_words():
    desk = two_reports(("Two planes landed", {**LANDING}), ("Два самолёта приземлились", {**LANDING}))
    assert len(events_of(desk)) == 1


@pytest.mark.parametrize(
    "other",
    [
        {**LANDING, "first": on("2019-06-24"), "last": on("2019-06-24"), "equipment": ("aircraft.transport",), "registration": "RA-86983"},
        {**LANDING, "place": "Rubio"},
        {**LANDING, "state": "CU"},
        {**LANDING, "host": "ML", "place": "Gao"},
        {**LANDING, "kind": "PRESENCE"},
    ],
    ids=["months apart, same tail", "another town", "another army", "another country", "arrival is not presence"],
)
def test_what_contradicts_is_another_happening(other):
    desk = two_reports(
        ("One plane landed", {**LANDING, "equipment": ("aircraft.transport",), "registration": "RA-86983"}), ("Another plane landed", dict(other))
    )
    assert len(events_of(desk)) == 2


def test_numbers_that_conflict_are_recorded_and_do_not_part_the_event():
    desk = two_reports(("They brought 99 men", {**LANDING, "count": (99, 99)}), ("They brought 400 men", {**LANDING, "count": (400, 400)}))
    (event,) = events_of(desk)
    (disputed,) = event.disputed
    assert disputed.field == "count"
    assert [value for value, _ in disputed.values] == ["99", "400"]


def test_state_is_the_intersection_of_what_members_say():
    desk = two_reports(
        ("At least 18 men stay", {"kind": "PRESENCE", "place": "Rubio", "first": on("2020-01-01"), "last": on("2020-01-13"), "count": (18, None)}),
        ("About 20 men stay", {"kind": "BASE_USE", "place": "Rubio", "first": on("2020-01-05"), "last": on("2020-01-15"), "count": (17, 23)}),
    )
    (event,) = events_of(desk)
    assert (event.low, event.high) == (18, 23)
    assert (event.time.earliest, event.time.latest) == (on("2020-01-05"), on("2020-01-13"))
    assert event.place.name == "Rubio"


def test_a_day_of_publication_is_weak_and_leaves_the_decision_to_a_person():
    desk = two_reports(
        ("Men stay in the town", {"kind": "PRESENCE", "place": "Rubio", "last": on("2019-03-25")}),
        ("Men stay in the state", {"kind": "PRESENCE", "place": "Tachira", "last": on("2019-03-25")}),
    )
    assert len(events_of(desk)) == 2
    assert [found.judgement for found in links_of(desk)] == ["unsure"]
    assert all(found.reasons for found in links_of(desk))


def test_a_person_joins_and_parts_and_a_rerun_replays_it():
    desk = two_reports(("Two planes landed", {**LANDING}), ("Planes landed", {**LANDING, "place": "Rubio"}))
    claims = sorted(desk.corpus().claims)
    decision = {"left": claims[0], "right": claims[1], "relation": "same_event", "score": 0.0, "reasons": (), "made_by": "person:ana"}
    assert len(events_of(desk, Link(judgement="positive", **decision))) == 1
    alike = two_reports(("Two planes landed", {**LANDING}), ("Planes landed", {**LANDING}))
    claims = sorted(alike.corpus().claims)
    decision |= {"left": claims[0], "right": claims[1]}
    assert len(events_of(alike, Link(judgement="negative", **decision))) == 2


def test_a_denial_is_linked_and_is_no_member():
    desk = two_reports(
        ("Soldiers stay at the hotel", {"kind": "PRESENCE", "place": "Rubio", "first": on("2019-03-20"), "last": on("2019-03-24")}),
        (
            "There is not one soldier",
            {"kind": "PRESENCE", "place": "Tachira", "last": on("2019-03-25"), "polarity": "negative", "act": "DENY", "denies": "presence"},
        ),
    )  # fmt: skip
    (event,) = events_of(desk)
    assert len(event.claims) == 1
    (denial,) = [found for found in links_of(desk) if found.relation == "denies"]
    assert denial.right in event.claims
    assert denial.left not in event.claims


def test_every_claim_is_answered_for():
    desk = two_reports(
        ("Soldiers stay", {"kind": "PRESENCE", "place": "Rubio", "last": on("2019-03-24")}),
        ("There are no soldiers", {"kind": "PRESENCE", "host": "ML", "place": "Gao", "polarity": "negative", "act": "DENY"}),
    )
    corpus = desk.corpus()
    out = list(link(corpus))
    answered = {claim for found in out if isinstance(found, Event) for claim in found.claims}
    answered |= {found.subject for found in out if found.type_name() == "abstention"} | {found.left for found in out if isinstance(found, Link)}
    assert answered == set(corpus.claims)


def test_words_that_recast_are_a_concession():
    desk = Desk()
    report = desk.document("a", "Soldiers landed in Caracas on Saturday.", outlet="A", day=on("2019-03-24"))
    desk.claim(report, "Soldiers landed in Caracas", "ARRIVAL", place="Caracas", first=on("2019-03-23"), last=on("2019-03-23"))
    answer = desk.document("b", "The ministry said they are specialists.", outlet="B", day=on("2019-03-26"), url="https://b.example/1")
    ministry = desk.attribution(answer, "The ministry", "office", key="office:RU-mfa")
    desk.claim(answer, "they are specialists", "PRESENCE", by=ministry, act="RECHARACTERISE", place="VE", last=on("2019-03-26"))
    (recast,) = [found for found in links_of(desk) if found.relation == "recasts"]
    assert recast.field == "role"


def test_an_unresolved_place_is_not_taken_for_the_country():
    desk = two_reports(("Two planes landed", {**LANDING}), ("Planes landed", {"first": on("2019-03-23"), "last": on("2019-03-23"), "host": None}))
    reasons = [reason.feature for found in links_of(desk) for reason in found.reasons]
    assert "place.same_country" not in reasons
    assert not any(isinstance(found, Resolution) and found.made_by != MADE_BY for found in link(desk.corpus()))


def test_a_retraction_withdraws_its_own_report_and_is_no_member():
    desk = Desk()
    first = desk.document("first", "Forty Russian soldiers reached Gao on Monday.", outlet="Sahel Post", day=on("2022-03-02"))
    told = desk.claim(first, "Forty Russian soldiers reached Gao", "ARRIVAL", host="ML", place="Gao", first=on("2022-02-28"), last=on("2022-02-28"))
    other = desk.document("other", "Forty Russian soldiers reached Gao on Monday, we saw.", outlet="Niger Bend", day=on("2022-03-02"))
    stands = desk.claim(other, "Forty Russian soldiers reached Gao", "ARRIVAL", host="ML", place="Gao", first=on("2022-02-28"), last=on("2022-02-28"))
    notice = desk.document("notice", "Sahel Post retracts its report that Russian soldiers reached Gao.", outlet="Sahel Post", day=on("2022-03-09"))
    back = desk.claim(notice, "Russian soldiers reached Gao", "ARRIVAL", host="ML", place="Gao", last=on("2022-03-09"))
    records = list(link(desk.corpus()))
    found = [record for record in records if isinstance(record, Link) and record.relation == "corrects"]
    assert [(record.left, record.right, record.field) for record in found] == [(back.id, told.id, None)]
    (event,) = (record for record in records if isinstance(record, Event))
    assert set(event.claims) == {told.id, stands.id}


def test_a_correction_of_a_number_corrects_that_field_and_a_new_number_without_a_notice_updates():
    for words, relation in (
        ("Correction: 40 Russian soldiers reached Gao, not 400.", "corrects"),
        ("By now 40 Russian soldiers reached Gao.", "updates"),
    ):
        desk = Desk()
        days = {"first": on("2022-02-28"), "last": on("2022-02-28"), "host": "ML", "place": "Gao"}
        first = desk.document("first", "400 Russian soldiers reached Gao on Monday.", outlet="Sahel Post", day=on("2022-03-02"))
        old = desk.claim(first, "400 Russian soldiers reached Gao", "ARRIVAL", count=(400, 400), **days)
        later = desk.document("later", words, outlet="Sahel Post", day=on("2022-03-03"))
        new = desk.claim(later, "40 Russian soldiers reached Gao", "ARRIVAL", count=(40, 40), **days)
        found = [record for record in link(desk.corpus()) if isinstance(record, Link) and record.relation in {"corrects", "updates"}]
        assert [(record.left, record.right, record.relation, record.field) for record in found] == [(new.id, old.id, relation, "count")]
