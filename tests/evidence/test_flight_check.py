"""Claims about named aircraft, types, legs, stays, numbers, denials: what tracks say of each, and what they stay silent on."""

import json
import struct
from datetime import date
from typing import Any

import pytest
from tests.evidence.builders import DAY, MAIQUETIA, MOSCOW, claimed, findings, fly, moment, said, track_of

from cotejo.evidence.aircraft import FLOWN
from cotejo.language.equipment import class_of
from cotejo.lexicon.load import table
from cotejo.records.resolution import Place

MAIQUETIA_FIELD = (10.60312, -66.99059)
DAMASCUS_FIELD = (33.41149, 36.51558)
DAKAR_FIELD = (14.67, -17.07306)  # Blaise Diagne
HAVANA_FIELD = (22.98915, -82.40909)
NAMED = {"registration": "RA-86983", "designator": "Il-62M"}
BASE = moment(0)


def arrival(hour: float = 14.0, **marks: Any) -> bytes:
    """Two days at Dakar, eight and a half hours to Maiquetía, down at an hour of 23 March, UTC (local: four hours less), a day on the ground there."""
    begin = 3600 * hour - 510 * 60
    rows: list[Any] = [[begin - 1800.0 * step, *DAKAR_FIELD, "ground", 0.0] for step in range(120, 0, -1)]
    rows += fly(since=3600 * hour - 510 * 60, start=DAKAR_FIELD, end=MAIQUETIA_FIELD, minutes=510)
    rows += [[3600 * hour + 600.0 * step, *MAIQUETIA_FIELD, "ground", 0.0] for step in range(1, 150)]
    return track_of(rows, base=BASE, **marks)


def test_the_right_airport_supports_and_what_a_track_cannot_show_is_silent() -> None:
    found = said(claimed("RA-86983 landed at Maiquetia with 99 soldiers", craft_of=NAMED, people=(99, 99), state="RU"), arrival())
    assert found["landing", "identity"] == ("supports", "address_arithmetic")
    assert found["landing", "place"] == ("supports", "ground-flag")
    assert found["landing", "time"] == ("supports", "ground-flag")
    assert found["landing", "event"] == ("supports", "ground-flag")
    assert found["landing", "head_count"] == ("silent", "not_applicable")
    assert found["landing", "operator"] == ("consistent", "address")


@pytest.mark.parametrize("code", ["MOSCOW", "DAMASCUS"])
def test_wrong_airports_contradict(code: str) -> None:
    damascus = Place(gazetteer_id="d", name="Damascus", country="SY", latitude=33.51, longitude=36.29, radius_m=15_000.0, precision="settlement")
    place = {"MOSCOW": MOSCOW, "DAMASCUS": damascus}[code]
    assert said(claimed("RA-86983 landed", craft_of=NAMED, place=place), arrival())["landing", "place"] == ("contradicts", "prism_empty")


@pytest.mark.parametrize(("day", "hour", "verdict"), [
    (22, 14.0, ("consistent", "off_window")), (24, 14.0, ("consistent", "off_window")), (23, 3.0, ("consistent", "off_window")), (23, 4.5, ("supports", "ground-flag")),
])  # fmt: skip
def test_the_wrong_day_is_off_window_by_local_civil_days(day: int, hour: float, verdict: tuple[str, str]) -> None:
    when = date(2019, 3, day)
    assert said(claimed("RA-86983 landed", craft_of=NAMED, days=(when, when)), arrival(hour))["landing", "time"] == verdict


def test_a_claim_without_a_day_is_never_supported_in_time() -> None:
    found = said(claimed("RA-86983 landed", craft_of=NAMED, days=(None, date(2019, 4, 2))), arrival())
    assert found["landing", "place"][0] == "consistent"
    assert found["landing", "time"] == ("silent", "not_applicable")
    assert ("landing", "event") not in found


def test_an_announced_flight_is_not_judged() -> None:
    assert said(claimed("RA-86983 will land", craft_of=NAMED, tense="future"), arrival()) == {}


def test_a_denial_is_contradicted_by_a_touchdown_and_borne_out_by_an_empty_prism() -> None:
    assert said(claimed("RA-86983 never landed here", craft_of=NAMED, denied=True), arrival())["landing", "event"] == ("contradicts", "ground-flag")
    far = said(claimed("RA-86983 never landed here", craft_of=NAMED, denied=True, place=MOSCOW), arrival())
    assert far["landing", "event"] == ("supports", "prism_empty")
    assert ("landing", "place") not in far


def test_no_track_in_the_days_proves_no_denial() -> None:
    rows = [[60.0 * step, 20.0, -40.0 + 0.1 * step, 30_000, 400.0] for step in range(30)]
    found = said(claimed("RA-86983 never landed here", craft_of=NAMED, denied=True), track_of(rows, base=moment(2)))
    assert found["landing", "event"] == ("silent", "no_coverage")


@pytest.mark.parametrize(("words", "verdict"), [
    ("El RA-86983 llegó a Maiquetía desde Dakar", "supports"),
    ("Борт RA-86983 прилетел в Майкетию из Дакара", "supports"),
    ("RA-86983 flew in from Moscow", "contradicts"),
    ("O RA-86983 chegou vindo de Havana", "contradicts"),
])  # fmt: skip
def test_where_it_came_from(words: str, verdict: str) -> None:
    assert said(claimed(words, craft_of=NAMED), arrival(20.0))["leg_from", "place"][0] == verdict


def test_a_stop_on_the_way_is_seen() -> None:
    rows = fly(since=0, start=DAKAR_FIELD, end=HAVANA_FIELD, minutes=560) + fly(
        since=560 * 60 + 5400, start=HAVANA_FIELD, end=MAIQUETIA_FIELD, minutes=180
    )
    found = said(claimed("RA-86983 came from Dakar via Havana", craft_of=NAMED), track_of(rows, base=moment(2)))
    assert found["leg_via", "place"] == ("supports", "ground-flag")
    assert found["leg_from", "place"] == ("supports", "ground-flag")


def test_a_stay_supports_presence_for_the_days_it_stood() -> None:
    words = "RA-86983 stood at Maiquetia"
    assert said(claimed(words, event_type="PRESENCE", craft_of=NAMED), arrival())["landing", "event"] == ("supports", "ground-flag")
    late = date(2019, 3, 29)
    assert said(claimed(words, event_type="PRESENCE", craft_of=NAMED, days=(late, late)), arrival()) == {}


def test_departures_answer_withdrawals() -> None:
    rows = fly(since=36_000, start=MAIQUETIA_FIELD, end=DAKAR_FIELD, minutes=510)
    data = track_of(rows, base=BASE)
    assert said(claimed("RA-86983 left", event_type="WITHDRAW", craft_of=NAMED), data)["landing", "event"] == ("supports", "ground-flag")
    dakar = Place(gazetteer_id="k", name="Dakar", country="SN", latitude=14.69, longitude=-17.44, radius_m=40_000.0, precision="settlement")
    found = said(claimed("RA-86983 left", event_type="WITHDRAW", craft_of=NAMED, place=dakar), data)
    assert found["landing", "place"][0] != "supports"


@pytest.mark.parametrize(("tracks", "verdict"), [(2, "supports"), (1, "silent")])
def test_numbers_of_aircraft_are_lower_bounds(tracks: int, verdict: str) -> None:
    flights = [arrival(14.0 + index, icao=f"155{index}c7", registration=f"RA-8698{index}", kind="IL62") for index in range(tracks)]
    claim = claimed("Two Il-62s landed at Maiquetia", craft_of={"designator": "Il-62", "count": (2, 2)}, state="RU")
    assert said(claim, *flights)["aircraft_count", "count_vehicles"][0] == verdict


def test_an_aircraft_of_the_state_alone_is_compatible_and_no_more() -> None:
    claim = claimed("A Russian military aircraft landed at Maiquetia", craft_of={}, state="RU")
    found = said(claim, arrival(registration=None, kind=None))
    assert found["landing", "identity"] == ("silent", "state_only")
    assert found["landing", "place"][0] == "consistent"
    cuban = claimed("A Cuban military aircraft landed at Maiquetia", craft_of={}, state="CU")
    assert said(cuban, arrival(registration=None, kind=None)) == {}


def test_a_registration_with_anothers_address_is_no_identity() -> None:
    found = said(claimed("RA-86983 landed", craft_of=NAMED), arrival(icao="155000"))
    assert found["landing", "identity"] == ("silent", "address_differs")


def test_the_cases_own_list_of_airframes_makes_an_identity_sure() -> None:
    track = arrival(icao="0b0123", registration=None, kind=None)
    claim = claimed("CU-T1250 landed", craft_of={"registration": "CU-T1250"})
    assert said(claim, track) == {}
    listed = b"icao24,registration,typecode\n0b0123,CU-T1250,IL96\n"
    found, left = findings(claim, [("track", track, "application/json"), ("track", listed, "text/csv")])
    identity = next(one for one in found if one.facet == "identity")
    assert (identity.verdict, identity.reason) == ("supports", "airframe_list")
    assert identity.measures[0].value == "high"
    assert [one.reason for one in left] == ["airframe_list"]


def test_a_spoofed_track_says_nothing_of_the_place() -> None:
    body = json.loads(arrival())
    for row in body["trace"][100:103]:
        row[1], row[2] = 55.97, 37.41
    found = said(claimed("RA-86983 landed", craft_of=NAMED), json.dumps(body).encode())
    assert found["landing", "place"] == ("silent", "below_quality")
    denied = said(claimed("RA-86983 never landed", craft_of=NAMED, denied=True), json.dumps(body).encode())
    assert denied["landing", "event"][0] == "silent"


def test_a_track_of_two_aircraft_under_one_address_is_refused_with_its_reason() -> None:
    rows = [[10.0 * step, 55.97 if step % 2 else 10.6, 37.41 if step % 2 else -66.99, 5000, 200.0] for step in range(900)]
    found, left = findings(claimed("RA-86983 landed", craft_of=NAMED), [("track", track_of(rows, base=moment(12)), "application/json")])
    assert found == []
    assert [one.reason for one in left] == ["below_quality"]


def test_one_aircraft_is_found_among_thousands() -> None:
    rows = json.loads(arrival())["trace"]
    parts = []
    for index, row in enumerate(rows):
        t = int((BASE + row[0]) * 1000)
        parts.append(struct.pack("<IIII", 0x0E7F7C9D, t >> 32, t & 0xFFFFFFFF, 30_000))
        height = -123 if row[3] == "ground" else round(row[3] / 25)
        parts.append(struct.pack("<Iiihh", 0x1553C7, round(row[1] * 1e6), round(row[2] * 1e6), height, round(row[4] * 10)))
        parts.append(struct.pack("<Iiihh", 0x400000 + index, 50_000_000, 10_000_000, 1400, 4000))
    found, _ = findings(claimed("RA-86983 landed", craft_of=NAMED), [("track", b"".join(parts), "application/octet-stream")])
    assert {one.facet: one.verdict for one in found}["place"] == "supports"


def test_flights_that_a_provider_lists_are_consistent_at_most() -> None:
    listed = [
        {
            "icao24": "1553c7",
            "firstSeen": moment(5),
            "estDepartureAirport": "GOBD",
            "lastSeen": moment(14),
            "estArrivalAirport": "SVMI",
            "callsign": "RFF1",
        }
    ]
    found = said(claimed("RA-86983 landed", craft_of=NAMED), json.dumps(listed).encode())
    assert found["landing", "place"] == ("consistent", "listed")
    assert found["landing", "event"][0] == "consistent"


@pytest.mark.parametrize("language", ["en", "es", "ru", "pt"])
def test_every_basis_and_scope_is_in_the_documents_language(language: str) -> None:
    found, _ = findings(claimed("RA-86983 landed", craft_of=NAMED, language=language), [("track", arrival(), "application/json")])
    place = next(one for one in found if one.facet == "place")
    words = {"en": ("came down", "transponder"), "es": ("tomó tierra", "transpondedor"), "ru": ("сел", "ответчик"), "pt": ("aterrou", "transponder")}[
        language
    ]
    assert words[0] in place.basis
    assert words[1] in place.scope
    assert place.inputs
    assert DAY.isoformat() in place.basis


def test_a_document_that_shows_the_track_rests_on_it() -> None:
    from tests.evidence.builders import capture_of  # noqa: PLC0415

    data = arrival()
    claim = claimed("An aircraft landed", media=(capture_of(data).id,), place=MAIQUETIA)
    found, _ = findings(claim, [("track", data, "application/json")])
    assert {one.derived_from for one in found} == {(claim[1].id,)}


def test_every_type_with_seats_is_an_aircraft_that_claims_can_name() -> None:
    for row in table("aircraft_seats")["aircraft"]:
        classes = {(class_of(name) or class_of(f"Boeing {name}") or "").split(".")[0] for name in row["names"]}
        assert classes & FLOWN, row["icao"]
