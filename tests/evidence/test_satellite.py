"""Heat detections and scenes: consistent at most, against what is usual, and clouds are silence."""

import json
from contextlib import suppress
from datetime import date, timedelta
from math import isfinite
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.builders import DAY, claimed, findings

from cotejo.documents.tracks import is_detection
from cotejo.evidence.satellite import read_satellite
from cotejo.evidence.tracks import BadTrack
from cotejo.records.resolution import Place

HEADER = "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,bright_ti5,frp,daynight,type\n"


def line(day: date, *, north: float = 0.0, confidence: str = "n", kind: int = 0, clock: str = "534") -> str:
    return f"{10.5945 + north},-66.9562,340.1,0.4,0.4,{day},{clock},N20,VIIRS,{confidence},2.0,300.0,12.5,N,{kind}\n"


def fires(*lines: str) -> bytes:
    return (HEADER + "".join(lines)).encode()


def heat(data: bytes, **claim: Any) -> tuple[str, str]:
    found, left = findings(claimed("A strike hit the depot", event_type="FORCE_USED", **claim), [("detection", data, "text/csv")])
    assert len(found) <= 1
    return (found[0].verdict, found[0].reason) if found else ("none", left[0].reason)


MONTH = [DAY + timedelta(days=day) for day in range(-20, 11)]
QUIET = [line(day, north=3.0) for day in MONTH]


def test_a_pixel_on_the_spot_where_none_are_usual_is_consistent() -> None:
    assert heat(fires(*QUIET, line(DAY))) == ("consistent", "heat")


def test_where_something_burns_every_day_a_pixel_is_ambiguous() -> None:
    assert heat(fires(*(line(day) for day in MONTH))) == ("silent", "ambiguous")


@pytest.mark.parametrize(
    "one", [line(DAY, confidence="l"), line(DAY, confidence="12"), line(DAY, kind=2), line(DAY, north=0.5), line(DAY + timedelta(days=3))]
)
def test_low_static_far_and_late_pixels_do_not_count(one: str) -> None:
    assert heat(fires(*QUIET, one)) == ("silent", "no_data")


def test_a_file_of_other_days_has_no_coverage_and_a_province_is_no_spot() -> None:
    assert heat(fires(*(line(day) for day in MONTH)), days=(date(2019, 6, 1), date(2019, 6, 1))) == ("silent", "no_coverage")
    state = Place(gazetteer_id="a", name="La Guaira", country="VE", latitude=10.6, longitude=-66.9, radius_m=60_000.0, precision="admin1")
    assert heat(fires(*QUIET, line(DAY)), place=state) == ("none", "no_claim")


def test_nothing_contradicts_and_a_denial_is_not_judged() -> None:
    assert heat(fires(*QUIET), denied=True) == ("none", "no_claim")


def scene(name: str, moment: str, cloud: float | None, box: tuple[float, ...] = (-67.5, 10.0, -66.5, 11.0)) -> dict[str, Any]:
    properties = {"datetime": moment} | ({"eo:cloud_cover": cloud} if cloud is not None else {})
    return {"type": "Feature", "stac_version": "1.0.0", "id": name, "bbox": list(box), "properties": properties}


def looked(*scenes: dict[str, Any]) -> tuple[str, str, str]:
    body = json.dumps({"type": "FeatureCollection", "stac_version": "1.0.0", "features": list(scenes)}).encode()
    found, left = findings(claimed("A radar was put up", event_type="SYSTEM_EMPLACED"), [("detection", body, "application/json")])
    return (found[0].verdict, found[0].reason, found[0].basis) if found else ("none", left[0].reason, "")


def test_the_clearest_scene_is_named_and_clouds_are_silence() -> None:
    verdict, reason, basis = looked(scene("cloudy", "2019-03-23T15:00:00Z", 96.0), scene("clear", "2019-03-26T15:00:00Z", 4.0))
    assert (verdict, reason) == ("silent", "checkable")
    assert "clear" in basis
    assert "4 %" in basis
    assert looked(scene("cloudy", "2019-03-23T15:00:00Z", 96.0))[:2] == ("silent", "below_quality")


@pytest.mark.parametrize(
    "one",
    [
        scene("early", "2019-03-20T15:00:00Z", 1.0),
        scene("late", "2019-04-23T15:00:00Z", 1.0),
        scene("far", "2019-03-23T15:00:00Z", 1.0, (0, 0, 1, 1)),
    ],
)
def test_scenes_of_other_days_and_places_say_nothing(one: dict[str, Any]) -> None:
    assert looked(one)[:2] == ("none", "no_claim")


def test_a_sentinel_name_gives_the_moment_and_a_box_may_cross_the_date_line() -> None:
    name = "S2A_MSIL2A_20190323T150721_N0211_R082_T19PGM_20190323T190000"
    item = scene(name, "", None, (179.0, -20.0, -179.0, -15.0))
    (found,) = read_satellite(json.dumps(item).encode()).scenes
    assert found.t == 1553353641
    assert found.holds(-17, 179.5)
    assert found.holds(-17, -179.5)
    assert not found.holds(-17, 0)


@pytest.mark.parametrize(
    "data", [b"{}", b"{", b"latitude,longitude\n", HEADER.encode(), b'{"stac_version": "1.0.0", "features": [null, 3]}', b"\xff\xfe\x00"]
)
def test_bad_files_are_a_clear_error(data: bytes) -> None:
    with pytest.raises(BadTrack):
        read_satellite(data)


def test_a_bare_list_of_scenes_is_read_and_known_at_the_door() -> None:
    data = json.dumps([scene("a", "2019-03-23T15:00:00Z", 4.0)]).encode()
    assert is_detection("application/json", data)
    assert [one.name for one in read_satellite(data).scenes] == ["a"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=12))
def test_no_bytes_break_the_reader_of_heat(changes: list[tuple[int, int]]) -> None:
    data = bytearray(fires(line(DAY)))
    for at, value in changes:
        data[at % len(data)] = value
    with suppress(BadTrack):
        assert all(abs(one.latitude) <= 90 and isfinite(one.t) for one in read_satellite(bytes(data)).heat)
