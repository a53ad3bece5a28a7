"""Claims that one speaker's words, a correction or a month's name bring together, and those that they do not."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import pytest
from building import Desk, on

from cotejo.events.link import link
from cotejo.records.event import Event

JANUARY = {"first": on("2020-01-01"), "last": on("2020-01-31")}


def events_of(desk: Desk) -> list[Event]:
    return [one for one in link(desk.corpus()) if isinstance(one, Event)]


@pytest.mark.parametrize(("place", "count", "events"), [("Rubio", (45, 55), 1), ("Tachira", (45, 55), 2), ("Rubio", None, 2), ("Rubio", (90, 90), 2)])
def test_what_one_named_speaker_said_of_one_place_and_number_is_one_happening_in_two_wordings(place, count, events):
    desk = Desk()
    for name, words, kind, where, number, around in (
        ("a", "Soldados ocupan el fuerte", "BASE_USE", "Rubio", (50, 50), "Llovía sobre la cordillera y nadie quiso salir a la plaza del mercado."),
        ("b", "A company rolled in by lorry", "ARRIVAL", place, count, "Prices of bread went up again; teachers in the capital are on strike."),
    ):
        document = desk.document(name, f"{words}, Luis Peña: {around}", outlet=f"Outlet {name}", day=on("2020-02-03"))
        speaker = desk.attribution(document, "Luis Peña", "politician", key="person:luis-pena")
        desk.claim(document, words, kind, by=speaker, place=where, count=number, **JANUARY)
    assert len(events_of(desk)) == events


@pytest.mark.parametrize(("words", "events"), [("Correction: it was one battery", 1), ("Now it was one battery", 2)])
def test_the_day_of_the_report_that_is_put_right_is_no_day_of_the_happening(words, events):
    desk = Desk()
    first = desk.document("a", "Soldiers set up four batteries at Rubio.", outlet="Norte", day=on("2020-01-19"))
    desk.claim(first, "Soldiers set up four batteries at Rubio", "SYSTEM_EMPLACED", place="Rubio", first=on("2020-01-10"), last=on("2020-01-11"))
    later = desk.document("b", f"{words} and not four at Rubio, as Norte wrote on 19 January.", outlet="Norte", day=on("2020-01-24"))
    desk.claim(later, words, "SYSTEM_EMPLACED", place="Rubio", first=on("2020-01-19"), last=on("2020-01-19"), equipment=("air_defence",))
    assert len(events_of(desk)) == events


def test_of_two_events_that_fit_as_well_a_claim_joins_the_one_that_more_tell():
    desk = Desk()
    for number, (words, day) in enumerate((("One truck came", "2020-01-05"), ("Two trucks came", "2020-01-20"), ("Trucks did come", "2020-01-20"))):
        document = desk.document(f"d{number}", f"{words} to Rubio.", outlet=f"Outlet {number}", day=on("2020-01-25"))
        desk.claim(document, words, "ARRIVAL", place="Rubio", first=on(day), last=on(day))
    month = desk.document("m", "In January trucks reached Rubio.", outlet="Outlet m", day=on("2020-02-05"))
    claim = desk.claim(month, "trucks reached Rubio", "ARRIVAL", place="Rubio", **JANUARY)
    (joined,) = [event for event in events_of(desk) if claim.id in event.claims]
    assert len(joined.claims) == 3
