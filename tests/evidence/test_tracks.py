"""Tracks: all forms of files, cleaning, and what never comes out of bad input."""

import gzip
import json
import struct
from datetime import UTC, datetime

import numpy as np
import pytest
from eval.shared import ABSENT, SHARED
from hypothesis import given, settings
from hypothesis import strategies as st

from cotejo.evidence.flights import Touch, edges, stays
from cotejo.evidence.histories import tell
from cotejo.evidence.prism import Window, cannot_have_been
from cotejo.evidence.readers import load
from cotejo.evidence.sphere import distance_m
from cotejo.evidence.tracks import BadTrack, Track

SAMPLES = SHARED / "data" / "evidence" / "flights_traffic_samples" / "src" / "traffic" / "data" / "samples"
MAIQUETIA = (10.60312, -66.99059)
BASE = 1_553_352_000.0


def trace(*, ends: str = "ground", steps: int = 60) -> list[list[object]]:
    """A straight approach to Maiquetía from 90 km out on 3 degrees, then taxiing; or lost at the height where it ends."""
    rows: list[list[object]] = []
    for step in range(steps):
        left = 1 - step / (steps - 1)
        rows.append([20.0 * step, MAIQUETIA[0], MAIQUETIA[1] + 0.8 * left, 235 + 14_000 * left, 300 - 160 * (1 - left)])
    if ends == "ground":
        rows += [[20.0 * (steps + step), MAIQUETIA[0] + 0.001 * step, MAIQUETIA[1], "ground", 30.0] for step in range(5)]
    else:
        rows = rows[: int(steps * 0.92)]
    return rows


def body(rows: list[list[object]], *, base: float = BASE) -> bytes:
    return json.dumps({"icao": "1553c7", "r": "RA-86983", "t": "IL62", "timestamp": base, "trace": rows}).encode()


def one(data: bytes) -> Track:
    fleet = load(data).fleet
    assert fleet is not None
    (track,) = fleet.tracks()
    return track


def touches(track: Track) -> list[Touch]:
    return list(edges(track, stays(track)))


def seen(data: bytes) -> list[tuple[str, str, str, float]]:
    return [(touch.kind, touch.basis, touch.airfield.icao if touch.airfield else "", touch.t) for touch in touches(one(data))]


def test_a_ground_flag_at_a_field_is_an_arrival_there() -> None:
    (touch,) = touches(one(body(trace())))
    assert touch.airfield is not None
    assert (touch.kind, touch.basis, touch.airfield.icao) == ("arrival", "ground-flag", "SVMI")
    assert touch.distance_m < 3000
    assert touch.t == BASE + 1200
    assert touch.since == BASE + 1180


def test_a_lost_signal_low_and_sinking_is_only_inferred_and_gives_probabilities() -> None:
    history = tell(one(body(trace(ends="lost"))))
    (loss,) = history.losses[:1]
    assert loss.arriving
    assert loss.ranked[0].airfield.icao == "SVMI"
    assert len(loss.ranked) <= 3
    assert 0.5 < sum(one.probability for one in loss.ranked) <= 1.0
    assert {touch.basis for touch in history.touches} <= {"signal-lost-low"}


def descent(*, slow_at_end: bool) -> list[list[object]]:
    """An approach whose file never has a ground flag: lost at a hundred feet, or slow on the runway before it ends."""
    rows: list[list[object]] = [row for row in trace() if row[3] != "ground"]
    end = float(rows[-1][0])  # type: ignore[arg-type]
    if slow_at_end:
        rows += [[end + 10.0 * step, MAIQUETIA[0] + 0.0002 * step, MAIQUETIA[1], 235, 50.0] for step in range(1, 8)]
    return rows


def test_a_landing_seen_as_slow_is_not_inferred_once_more_from_the_lost_signal() -> None:
    history = tell(one(body(descent(slow_at_end=True))))
    assert [(touch.kind, touch.basis) for touch in history.touches] == [("arrival", "slow")]
    assert [loss for loss in history.losses if loss.arriving] == []
    alone = tell(one(body(descent(slow_at_end=False))))
    assert [(touch.kind, touch.basis) for touch in alone.touches] == [("arrival", "signal-lost-low")]


def test_a_silence_that_ends_on_the_ground_of_the_same_field_holds_one_landing() -> None:
    rows = descent(slow_at_end=False)
    rows += [[9_000.0 + 20.0 * step, MAIQUETIA[0] + 0.0002 * step, MAIQUETIA[1], "ground", 5.0] for step in range(5)]
    (touch,) = [touch for touch in tell(one(body(rows))).touches if touch.kind == "arrival"]
    assert touch.basis == "ground-flag"
    assert touch.since < touch.until == BASE + 9_000


def test_a_low_pass_is_no_arrival() -> None:
    low = [[10.0 * n, MAIQUETIA[0] + 0.3 - 0.01 * n, MAIQUETIA[1], 235 + 600 + 250 * abs(n - 30), 250.0] for n in range(61)]
    history = tell(one(body(low)))
    assert history.stays == ()
    assert [(one.airfield.icao, round(one.height_ft)) for one in history.passes] == [("SVMI", 600)]


def test_a_visit_has_both_ends() -> None:
    rows = trace()
    end = float(rows[-1][0])  # type: ignore[arg-type]
    rows += [[end + 3600 + 20.0 * step, MAIQUETIA[0], MAIQUETIA[1] + 0.01 * step, 235 + 250 * step, 160 + 2 * step] for step in range(1, 40)]
    (stay,) = stays(one(body(rows)))
    assert (stay.arrived, stay.left, stay.basis) == (True, True, "ground-flag")
    assert [touch.kind for touch in touches(one(body(rows)))] == ["arrival", "departure"]


def test_on_the_ground_without_an_airfield_is_named_so() -> None:
    rows = [[20.0 * n, 5.0, -140.0 + 0.002 * (40 - n), 100.0 * (40 - n), 140.0] for n in range(40)] + [[800.0, 5.0, -140.0, "ground", 5.0]]
    (touch,) = touches(one(body(rows)))
    assert touch.airfield is None


def test_a_ground_flag_in_cruise_is_no_landing() -> None:
    rows = [[10.0 * n, MAIQUETIA[0] + 0.01 * n, MAIQUETIA[1], 35_000, 450.0] for n in range(40)]
    rows[20][3] = "ground"
    assert touches(one(body(rows))) == []
    rows[20][4] = None  # no speed either
    assert touches(one(body(rows))) == []


@pytest.mark.parametrize("change", ["shuffled", "doubled", "gzipped", "later zone"])
def test_order_doubles_and_packing_change_nothing(change: str) -> None:
    rows = trace()
    altered = {"shuffled": rows[::-1], "doubled": rows + rows}.get(change, rows)
    data = gzip.compress(body(altered)) if change == "gzipped" else body(altered)
    assert seen(data) == [("arrival", "ground-flag", "SVMI", BASE + 1200)]


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.floats(-1e7, 1e7))
def test_any_order_of_rows_and_any_day_gives_the_same_touches(random: object, shift: float) -> None:
    rows = trace()
    rows = rows + rows[::3]
    random.shuffle(rows)  # type: ignore[attr-defined]
    shift = round(shift)
    assert seen(body(rows, base=BASE + shift)) == [("arrival", "ground-flag", "SVMI", BASE + shift + 1200)]


def opensky(rows: list[list[object]]) -> bytes:
    states = [
        [
            "1553c7", "RFF7010 ", "Russia", BASE + row[0], BASE, row[2], row[1],  # type: ignore[operator]
            None if row[3] == "ground" else row[3] * 0.3048, row[3] == "ground", row[4] * 1852 / 3600, None, None, None, None, None, False, 0,  # type: ignore[operator]
        ]
        for row in rows
    ]  # fmt: skip
    return b"\n".join(json.dumps({"time": BASE + n, "states": [state]}).encode() for n, state in enumerate(states))


def opensky_csv(rows: list[list[object]]) -> bytes:
    lines = ["time,icao24,lat,lon,velocity,heading,vertrate,callsign,onground,baroaltitude"]
    for row in rows:
        altitude = "" if row[3] == "ground" else row[3] * 0.3048  # type: ignore[operator]
        lines.append(f"{BASE + row[0]},1553c7,{row[1]},{row[2]},{row[4] * 1852 / 3600},,,RFF7010,{row[3] == 'ground'},{altitude}")  # type: ignore[operator]
    return "\n".join(lines).encode()


def fr24_csv(rows: list[list[object]]) -> bytes:
    lines = ["Timestamp,UTC,Callsign,Position,Altitude,Speed,Direction"]
    for row in rows:
        moment = datetime.fromtimestamp(BASE + row[0], UTC)  # type: ignore[operator]
        altitude = 0 if row[3] == "ground" else row[3]
        lines.append(f'{BASE + row[0]:.0f},{moment:%Y-%m-%dT%H:%M:%SZ},RFF7010,"{row[1]},{row[2]}",{altitude},{row[4]},250')  # type: ignore[operator]
    return "\n".join(lines).encode()


def fr24_json(rows: list[list[object]]) -> bytes:
    trail = [
        {"latitude": r[1], "longitude": r[2], "altitude": {"feet": 0 if r[3] == "ground" else r[3]}, "speed": {"kts": r[4]}, "timestamp": BASE + r[0]}  # type: ignore[operator]
        for r in rows
    ]
    flight = {"aircraft": {"identification": {"modes": "1553C7", "registration": "RA-86983"}, "model": {"code": "IL62"}}, "track": trail}
    return json.dumps({"result": {"response": {"data": {"flight": flight}}}}).encode()


def heatmap(rows: list[list[object]]) -> bytes:
    parts = [struct.pack("<4i", 2, 0, 0, 0)]
    for row in rows:
        moment = int((BASE + row[0]) * 1000)  # type: ignore[operator]
        altitude = -123 if row[3] == "ground" else round(row[3] / 25)  # type: ignore[operator]
        parts.append(struct.pack("<IIII", 0x0E7F7C9D, moment >> 32, moment & 0xFFFFFFFF, 30_000))
        parts.append(struct.pack("<Ii8s", 0x1553C7, 1 << 30 | 7010, b"RFF7010 "))
        parts.append(struct.pack("<Iiihh", 0x1553C7, round(row[1] * 1e6), round(row[2] * 1e6), altitude, round(row[4] * 10)))  # type: ignore[operator]
    return b"".join(parts)


@pytest.mark.parametrize("form", [opensky, opensky_csv, fr24_csv, fr24_json, heatmap])
def test_every_form_in_feet_or_metres_gives_the_same_landing(form: object) -> None:
    data = form(trace())  # type: ignore[operator]
    assert seen(data) == [("arrival", "ground-flag", "SVMI", BASE + 1200)]
    assert seen(gzip.compress(data)) == seen(data)
    if form is not fr24_csv:
        assert one(data).craft.icao_hex == "1553c7"
    if form is not fr24_json:
        assert one(data).craft.callsigns == ("RFF7010",)


def test_waypoints_and_listed_flights_are_read() -> None:
    path = [[BASE + row[0], row[1], row[2], 0 if row[3] == "ground" else row[3] * 0.3048, 270, row[3] == "ground"] for row in trace()]  # type: ignore[operator]
    assert seen(json.dumps({"icao24": "1553c7", "callsign": "RFF7010", "path": path}).encode())[0][:3] == ("arrival", "ground-flag", "SVMI")
    flights = [
        {"icao24": "1553c7", "firstSeen": 1, "estDepartureAirport": "OSLK", "lastSeen": 30_000, "estArrivalAirport": "SVMI", "callsign": "RFF7010"}
    ]
    (flight,) = load(json.dumps(flights).encode()).flights
    assert (flight.departure, flight.arrival, flight.craft.icao_hex) == ("OSLK", "SVMI", "1553c7")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (gzip.compress(body(trace()))[:-40], "truncated"),
        (b"\x1f\x8b\x08\x00 damaged", "gzip"),
        (body(trace())[:-30], "no JSON"),
        (b"{}", "no known form"),
        (b"[]", "no rows"),
        (b"[1, 2]", "no rows"),
        (b"null", "time"),
        (b"a,b\n1,2\n", "time"),
        (b"timestamp,altitude\n1,2\n", "position"),
        (b"timestamp,lat,lon\n", "no row"),
        (b"\x00\x01\x02" * 40, "heatmap"),
        (body([[0, None, None, 100, 10], [1, 0.0, 0.0, 100, 10], [2, 95.0, 10.0, 5, 5]]), "no usable position"),
        (body([[None, 10.0, 10.0, 5, 5]]), "no usable position"),
    ],
)
def test_bad_files_are_a_clear_error(data: bytes, why: str) -> None:
    with pytest.raises(BadTrack, match=why):
        load(data)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_at_all_break_the_reader(data: bytes) -> None:
    try:
        load(data)
    except BadTrack:
        return


def test_null_positions_are_counted_and_dropped() -> None:
    rows = trace()
    rows[3][1] = rows[7][2] = None
    fleet = load(body(rows)).fleet
    assert fleet is not None
    assert fleet.unplaced == 2
    assert seen(body(rows)) == seen(body(trace()))


@pytest.mark.parametrize("where", [slice(0, 3), slice(30, 33), slice(62, 65)])
def test_spoofed_jumps_flag_the_track_and_invent_no_landing(where: slice) -> None:
    rows = trace()
    for row in rows[where]:
        row[1], row[2], row[3], row[4] = 55.97, 37.41, "ground", 5.0  # Sheremetyevo
    track = one(body(rows))
    assert track.jumps == 3
    assert track.doubts == ("jumps",)
    assert {touch.airfield.icao for touch in touches(track) if touch.airfield} <= {"SVMI"}


def test_two_aircraft_under_one_address_are_refused() -> None:
    rows = trace(steps=900)
    for row in rows[::2]:
        row[1], row[2] = 55.97, 37.41
    fleet = load(body(rows)).fleet
    assert fleet is not None
    assert list(fleet.tracks()) == []
    with pytest.raises(BadTrack, match="jumps"):
        fleet.track(0)


def test_held_positions_go_before_the_speed_test() -> None:
    rows = trace()
    for row in rows[21:30]:
        row[1], row[2] = rows[20][1], rows[20][2]
    track = one(body(rows))
    assert (track.held, track.jumps) == (9, 0)


def test_speeds_in_another_unit_are_named() -> None:
    rows = [[10.0 * n, 10.0, -60 + 0.02 * n, 30_000, 222.0 * 0.5144 * 1.9173] for n in range(60)]
    real = float(distance_m(10.0, -60.0, 10.0, -59.98)) / 10 * 3600 / 1852
    for row in rows:
        row[4] = real * 0.514444
    assert one(body(rows)).doubts == ("speed_unit:m/s",)
    for row in rows:
        row[4] = real
    assert one(body(rows)).doubts == ()


def test_the_prism_is_empty_only_where_it_must_be() -> None:
    track = one(body(trace()))
    start, end = BASE, BASE + 1300
    assert cannot_have_been(track, Window(55.97, 37.41, 10_000, start, end))
    assert not cannot_have_been(track, Window(*MAIQUETIA, 10_000, start, end))
    assert not cannot_have_been(track, Window(55.97, 37.41, 10_000, start, end + 86_400))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1)), min_size=2, max_size=30), st.floats(0, 3000), st.floats(1, 4000))
def test_the_prism_never_denies_where_it_was(steps: list[tuple[float, float]], begin: float, length: float) -> None:
    rows = [[100.0 * n, 10 + 0.1 * n + 0.05 * a, 20 + 0.05 * b, 20_000, 300.0] for n, (a, b) in enumerate(steps)]
    track = one(body(rows))
    at = min(int(begin // 100), len(track.t) - 1)
    window = Window(float(track.latitude[at]), float(track.longitude[at]), 1000.0, float(track.t[at]) - 1, float(track.t[at]) + length)
    assert not cannot_have_been(track, window)


@pytest.mark.skipif(not SAMPLES.exists(), reason=ABSENT)
def test_published_landings_to_the_minute() -> None:
    for name in ("2ce4f83f", "3376ab31", "34a8254b", "372355e5"):
        data = (SAMPLES / "fr24" / f"{name}.json").read_bytes()
        flight = json.loads(data)["result"]["response"]["data"]["flight"]
        (arrival,) = [touch for touch in touches(one(data)) if touch.kind == "arrival"]
        assert arrival.airfield is not None
        assert arrival.airfield.icao == flight["airport"]["destination"]["code"]["icao"]
        assert abs(arrival.t - flight["status"]["generic"]["eventTime"]["utc"]) <= 60


def test_distances_are_those_of_the_sphere() -> None:
    assert float(distance_m(0, 0, 0, 180)) == pytest.approx(np.pi * 6_371_008.8)
    assert float(distance_m(10.6, -66.99, 55.97, 37.41)) == pytest.approx(9_900_000, rel=0.02)
