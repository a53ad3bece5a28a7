"""Tracks: loading, cleaning, landings, the space-time prism."""

import gzip
import json
from datetime import UTC, datetime

import numpy as np
import pytest
from eval.shared import ABSENT, SHARED

from cotejo.evidence.flights import Window, cannot_have_been, touches
from cotejo.evidence.sphere import distance_m
from cotejo.evidence.tracks import BadTrack, load

SAMPLES = SHARED / "data" / "evidence" / "flights_traffic_samples" / "src" / "traffic" / "data" / "samples"
MAIQUETIA = (10.60312, -66.99059)
BASE = 1_553_352_000.0


def trace(*, ends: str = "ground", steps: int = 60) -> list[list[object]]:
    """A straight approach to Maiquetía from 100 km out, then taxiing; or lost at the height where it ends."""
    rows: list[list[object]] = []
    for step in range(steps):
        share = step / (steps - 1)
        altitude = 10_000 * (1 - share) + 235
        rows.append([20.0 * step, MAIQUETIA[0] + 0.6 * (1 - share), MAIQUETIA[1] + 0.6 * (1 - share), altitude, 260 - 120 * share])
    if ends == "ground":
        rows += [[20.0 * (steps + step), MAIQUETIA[0] + 0.001 * step, MAIQUETIA[1], "ground", 30.0] for step in range(5)]
    else:
        rows = rows[: int(steps * 0.9)]
    return rows


def body(rows: list[list[object]]) -> bytes:
    return json.dumps({"icao": "1553c7", "r": "RA-86983", "t": "IL62", "timestamp": BASE, "trace": rows}).encode()


def test_a_ground_flag_at_a_field_is_an_arrival_there() -> None:
    (touch,) = touches(load(body(trace())))
    assert (touch.kind, touch.basis, touch.airfield.icao) == ("arrival", "ground-flag", "SVMI")
    assert touch.distance_m < 3000
    assert touch.t == BASE + 1200


def test_a_lost_signal_low_and_sinking_is_only_inferred() -> None:
    (touch,) = touches(load(body(trace(ends="lost"))))
    assert touch.basis == "signal-lost-low"


def test_a_low_pass_is_no_arrival() -> None:
    low = [[10.0 * n, MAIQUETIA[0] + 0.3 - 0.01 * n, MAIQUETIA[1], 900.0 if 20 < n < 40 else 5000.0, 250.0] for n in range(61)]
    assert touches(load(body(low))) == ()


@pytest.mark.parametrize("change", ["shuffled", "doubled", "gzipped"])
def test_order_doubles_and_packing_change_nothing(change: str) -> None:
    rows = trace()
    altered = {"shuffled": rows[::-1], "doubled": rows + rows, "gzipped": rows}[change]
    data = gzip.compress(body(altered)) if change == "gzipped" else body(altered)
    assert [(touch.kind, touch.t, touch.airfield.icao) for touch in touches(load(data))] == [("arrival", BASE + 1200, "SVMI")]


def test_null_positions_and_rows_off_the_globe_are_dropped_and_counted() -> None:
    rows = [*trace(), [1.0, None, None, 3000, 200], [2.0, 0.0, 0.0, 3000, 200], [3.0, 95.0, 10.0, 3000, 200]]
    track = load(body(rows))
    assert track.rows_dropped == 3
    assert np.all(np.isfinite(track.latitude))


def test_a_spoofed_jump_is_dropped_and_flagged_and_invents_no_landing() -> None:
    rows = trace(ends="lost")[:30]
    rows.insert(15, [290.0, 55.97, 37.41, "ground", 0.0])
    track = load(body(rows))
    assert track.jumps == 1
    assert touches(track) == ()


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        (gzip.compress(body(trace()))[:-20], "truncated"),
        (b"\x1f\x8bnot gzip at all", "damaged gzip"),
        (b'{"trace": [', "no JSON"),
        (body([]), "no usable position"),
        (b"Timestamp,UTC,Callsign,Position\nx,y,z,w\n", "no usable position"),
    ],
)
def test_bad_files_are_named_for_what_they_are(data: bytes, seen: str) -> None:
    with pytest.raises(BadTrack, match=seen):
        load(data)


def test_a_table_is_read_in_feet_and_knots() -> None:
    table = (
        b'Timestamp,UTC,Callsign,Position,Altitude,Speed,Direction\n1553352000,2019-03-23T14:40:00Z,RFF1,"10.7,-66.9",3000,180,200\n'
        b'1553352060,,RFF1,"10.65,-66.95",1500,150,200\n'
    )
    track = load(table)
    assert track.callsigns == ("RFF1",)
    assert track.altitude_ft.tolist() == [3000.0, 1500.0]


def test_the_prism_is_empty_only_where_it_could_not_have_been() -> None:
    day = (datetime(2019, 3, 23, tzinfo=UTC).timestamp(), datetime(2019, 3, 23, 1, tzinfo=UTC).timestamp())
    rows = [[float(step * 600) + day[0] - BASE - 3600, 55.97, 37.41, 30_000.0, 400.0] for step in range(20)]
    track = load(body(rows))
    assert cannot_have_been(track, Window(*MAIQUETIA, 10_000.0, *day))
    assert not cannot_have_been(track, Window(55.7, 37.4, 10_000.0, *day))
    assert not cannot_have_been(track, Window(*MAIQUETIA, 10_000.0, day[0] + 86_400 * 3, day[1] + 86_400 * 3))


def test_distances_agree_with_a_published_one() -> None:
    # JFK - LHR: 5,540 km by the great circle (ICAO's published city pair distance, rounded)
    assert float(distance_m(40.6398, -73.7789, 51.4706, -0.461941)) == pytest.approx(5_540_000, rel=0.003)


@pytest.mark.skipif(not SAMPLES.exists(), reason=ABSENT)
@pytest.mark.parametrize(
    ("name", "field", "moment"),
    [
        ("2ce4f83f", "RCSS", datetime(2022, 8, 2, 14, 44, 3, tzinfo=UTC)),
        ("3376ab31", "RJTT", None),
        ("34a8254b", "MMUN", None),
        ("372355e5", "ENGM", None),
    ],
)
def test_real_flights_land_where_and_when_it_was_published(name: str, field: str, moment: datetime | None) -> None:
    arrivals = [touch for touch in touches(load((SAMPLES / "fr24" / f"{name}.json").read_bytes())) if touch.kind == "arrival"]
    assert arrivals[-1].airfield.icao == field
    if moment:
        assert abs(arrivals[-1].t - moment.timestamp()) < 60
