"""An analyst's shadows against claims: an hour is consistent at most, no hour at all contradicts, and bad measurements are named."""

import io
import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.evidence.builders import MAIQUETIA, capture_of, claimed, findings, moment

from cotejo.evidence.measurements import BadMeasurement, read_measurement
from cotejo.evidence.sun import sun_at
from cotejo.records.resolution import Place

TEXT = "Los soldados bajaron del avión en Maiquetía el 23 de marzo."
NOON = moment(16, 30)  # 12:30 there
VENEZUELA = Place(gazetteer_id="gn:3625428", name="Venezuela", country="VE", latitude=8.0, longitude=-66.0, radius_m=700_000.0, precision="country")


def picture() -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((320, 240), 80).convert("RGB").save(stream, "PNG")
    return stream.getvalue()


PICTURE = picture()
SHOWN = capture_of(PICTURE, "image/png")


def measured(**fields: Any) -> bytes:
    return json.dumps({"measurement": "shadow", "analyst": "ana", "document": TEXT[:12]} | fields).encode()


def shadow_at(t: float, **fields: Any) -> bytes:
    sun = sun_at(t, MAIQUETIA.latitude or 0, MAIQUETIA.longitude or 0)
    length = 1 / math.tan(math.radians(float(sun.elevation[0])))
    return measured(direction=(float(sun.azimuth[0]) + 180) % 360, direction_error=2.0, length=length, length_error=0.05, **fields)


def told(data: bytes, *, place: Place | None = MAIQUETIA, language: str = "es", photo: bool = False) -> tuple[str, str, str]:
    records = claimed(TEXT, place=place, media=(SHOWN.id,), language=language)
    found, left = findings(records, [("detection", data, "application/json"), *([("photo", PICTURE, "image/png")] if photo else [])])
    light = [(one.verdict, one.reason, one.basis) for one in found if one.facet == "scene_light"]
    return (light or [(one.reason, one.reason, one.detail) for one in left if one.reason != "no_other_copy"])[0]


def test_a_shadow_of_the_claimed_day_is_consistent_and_tells_its_hours() -> None:
    verdict, reason, basis = told(shadow_at(NOON - 3 * 3600))
    assert (verdict, reason) == ("consistent", "hours")
    assert "2019-03-23 09:" in basis
    assert "ana" in basis


def test_the_picture_may_be_named_instead_of_the_document() -> None:
    assert told(shadow_at(NOON, document=None, picture=SHOWN.sha256), photo=True)[0] == "consistent"
    assert told(shadow_at(NOON, document=None, picture=SHOWN.locator), photo=True)[0] == "consistent"


def test_hours_that_the_document_states_contradict_where_no_such_shadow_falls() -> None:
    data = shadow_at(NOON - 3 * 3600, since="2019-03-23T15:00", until="2019-03-23T17:00")
    assert told(data)[:2] == ("contradicts", "no_hour")
    assert told(shadow_at(NOON - 3 * 3600, since="2019-03-23T12:00Z", until="2019-03-23T14:00Z"))[:2] == ("consistent", "hours")


def test_daylight_at_night_contradicts_and_by_day_is_consistent() -> None:
    assert told(measured(daylight=True, since="2019-03-23T21:00", until="2019-03-23T23:30"))[:2] == ("contradicts", "below_horizon")
    assert told(measured(daylight=True))[:2] == ("consistent", "daylight")


def test_a_shadow_that_the_sun_never_casts_there_contradicts() -> None:
    assert told(measured(direction=180.0, direction_error=3.0))[:2] == (
        "contradicts",
        "no_hour",
    )  # due south, ten degrees north of the equator in March


@pytest.mark.parametrize("place", [None, VENEZUELA])
def test_a_country_or_no_place_is_silence(place: Place | None) -> None:
    assert told(shadow_at(NOON - 3 * 3600), place=place)[:2] == ("silent", "not_applicable")


@pytest.mark.parametrize("language", ["en", "es", "ru", "pt"])
def test_it_is_told_in_the_documents_language(language: str) -> None:
    texts = {told(shadow_at(NOON - 3 * 3600), language=other)[2] for other in ("en", "es", "ru", "pt")}
    assert len(texts) == 4
    assert told(shadow_at(NOON - 3 * 3600), language=language)[2] in texts


def test_a_measurement_of_a_picture_that_nobody_shows_is_left_undecided() -> None:
    assert told(measured(document=None, picture="other.jpg", direction=10.0, direction_error=2.0))[0] == "not_in_case"


@pytest.mark.parametrize(
    "data",
    [
        measured(direction=10.0), measured(), measured(direction=10.0, direction_error=0.0), measured(direction=float("nan"), direction_error=1.0),
        measured(direction="10", direction_error=1.0), measured(length=-1.0, length_error=1.0), measured(daylight=True, colour="red"),
        measured(daylight=True, since="2019-03-23T12:00"), measured(daylight=True, since="noon", until="one"),
        measured(daylight=True, since="1019-03-23T12:00", until="2019-03-23T12:00"), measured(daylight=True, document=None),
        b'{"measurement": "shadow"', b'{"measurement":"length","analyst":"a","picture":"p","daylight":true}',
    ],
)  # fmt: skip
def test_bad_measurements_are_refused_with_the_reason(data: bytes) -> None:
    with pytest.raises(BadMeasurement):
        read_measurement(data)
    assert told(data)[0] == "unreadable"


@settings(max_examples=25, deadline=None)
@given(minutes=st.integers(-270, 270), error=st.floats(0.5, 8.0))
def test_a_right_measurement_is_never_contradicted(minutes: int, error: float) -> None:
    sun = sun_at(NOON + minutes * 60.0, MAIQUETIA.latitude or 0, MAIQUETIA.longitude or 0)
    data = measured(direction=(float(sun.azimuth[0]) + 180) % 360, direction_error=error)
    assert told(data)[0] == "consistent"
