"""How a track is written decides nothing: order, doubles, time zone, units."""

import json
from datetime import date, datetime, timedelta, timezone
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.test_check import DAY, MAIQUETIA, MOSCOW, case, landing_track, verdicts

from cotejo.records.resolution import Place

CASES = [  # place, day, whether the signal is lost on the approach, what is said of the place
    (MAIQUETIA, DAY, False, "supports"),
    (MAIQUETIA, date(2019, 3, 24), False, "supports"),
    (MAIQUETIA, date(2019, 3, 28), False, None),
    (MOSCOW, DAY, False, "contradicts"),
    (MAIQUETIA, DAY, True, "consistent"),
]


def positions(*, lost: bool) -> tuple[float, list[list[Any]]]:
    body = json.loads(landing_track(lost=lost))
    parked = [] if lost else [[1300.0 + 600 * step, 10.604, -66.99059, "ground", 0.0] for step in range(200)]
    before = [] if lost else [[-62_000.0, 10.6, -66.99, "ground", 0.0]]  # else it could have been in Moscow that very morning
    return body["timestamp"], before + body["trace"] + parked


def table(rows: list[list[Any]], base: float, zone: timezone, *, metric: bool) -> bytes:
    lines = ["utc,hex,registration,typecode,lat,lon,onground," + ("altitude_m,speed_ms" if metric else "altitude_ft,speed_kt")]
    for t, latitude, longitude, height, speed in rows:
        down = height == "ground"
        feet = "" if down else height * 0.3048 if metric else height
        moment = datetime.fromtimestamp(base + t, zone).isoformat()
        lines.append(f"{moment},1553c7,RA-86983,IL62,{latitude},{longitude},{down},{feet},{speed * 1852 / 3600 if metric else speed}")
    return "\n".join(lines).encode()


@pytest.mark.parametrize(("place", "day", "lost", "expected"), CASES)
def test_a_table_and_a_trace_of_the_same_fixes_get_the_same_verdicts(place: Place, day: date, *, lost: bool, expected: str | None) -> None:
    base, rows = positions(lost=lost)
    trace = json.loads(landing_track()) | {"trace": rows}
    told = verdicts(*case(table(rows, base, timezone(timedelta(0)), metric=False), place=place, day=day))
    assert told == verdicts(*case(json.dumps(trace).encode(), place=place, day=day))
    assert told.get("place", (None,))[0] == expected


@settings(max_examples=30, deadline=None)
@given(
    random=st.randoms(use_true_random=False), doubled=st.lists(st.integers(0, 264), max_size=40), hours=st.sampled_from([-12.0, -11.0, -4.5, 3.0, 5.75, 14.0]), metric=st.booleans(),
    which=st.sampled_from(CASES),
)  # fmt: skip
def test_order_doubles_zones_and_units_change_no_verdict(random: Random, doubled: list[int], hours: float, metric: bool, which: Any) -> None:  # noqa: FBT001 - hypothesis gives it
    place, day, lost, _ = which
    base, rows = positions(lost=lost)
    plain = verdicts(*case(table(rows, base, timezone(timedelta(0)), metric=False), place=place, day=day))
    mixed = rows + [rows[index % len(rows)] for index in doubled]
    random.shuffle(mixed)
    assert verdicts(*case(table(mixed, base, timezone(timedelta(hours=hours)), metric=metric), place=place, day=day)) == plain
