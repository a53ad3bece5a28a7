"""The sun against published positions; shadows against hours."""

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotejo.evidence.sun import Shadow, apparent, hours_of, is_dark, sun_at

CARACAS = (10.5, -66.9)
NOON = datetime(2019, 3, 23, 16, 35, tzinfo=UTC).timestamp()  # about true noon there
DAY = (NOON - 43_200.0, NOON + 43_200.0)


def test_the_position_is_the_published_one_of_the_solar_position_algorithm() -> None:
    # Reda and Andreas, "Solar Position Algorithm for Solar Radiation Applications", NREL/TP-560-34302, appendix A.5
    moment = datetime(2003, 10, 17, 19, 30, 30, tzinfo=UTC).timestamp()
    sun = sun_at(moment, 39.742476, -105.1786)
    assert float(sun.azimuth[0]) == pytest.approx(194.34024, abs=0.01)
    assert float(sun.elevation[0]) == pytest.approx(39.872046, abs=0.01)  # before refraction


def test_right_ascension_and_declination_are_the_published_ones() -> None:
    # NREL/TP-560-34302 A.5; and J. Meeus, "Astronomical Algorithms", example 25.b (0h dynamical time of 13 October 1992)
    for moment, ascension, declination in [
        (datetime(2003, 10, 17, 19, 30, 30, tzinfo=UTC).timestamp(), 202.22741, -9.31434),
        (datetime(1992, 10, 13, tzinfo=UTC).timestamp() - 67, 198.378121, -7.783817),
    ]:
        found = apparent(np.array([moment]))
        assert float(found[0][0]) == pytest.approx(ascension, abs=0.005)
        assert float(found[1][0]) == pytest.approx(declination, abs=0.005)


@given(hour=st.floats(-4.5, 4.5), latitude=st.floats(-60, 60))
def test_a_shadow_measured_right_fits_its_own_hour(hour: float, latitude: float) -> None:
    moment = NOON + round(hour * 60) * 60.0
    sun = sun_at(moment, latitude, CARACAS[1])
    if sun.elevation[0] < 2:
        return
    azimuth, ratio = float(sun.azimuth[0] + 180) % 360, float(1 / np.tan(np.radians(sun.elevation[0])))
    found = hours_of(Shadow(azimuth, 1.0, ratio, 0.05), latitude, CARACAS[1], DAY)
    assert any(first <= moment <= last for first, last in found)


def test_a_morning_shadow_does_not_fit_the_afternoon() -> None:
    west = Shadow(azimuth=270.0, azimuth_sigma=3.0)
    (found,) = hours_of(west, *CARACAS, DAY)
    assert found[1] < NOON
    assert hours_of(west, *CARACAS, (NOON + 3600, NOON + 5 * 3600)) == []


def test_night_is_dark_and_fits_no_shadow() -> None:
    night = (NOON + 8 * 3600, NOON + 14 * 3600)
    assert is_dark(*CARACAS, night)
    assert not is_dark(*CARACAS, DAY)
    assert hours_of(Shadow(90.0, 180.0), *CARACAS, night) == []


@pytest.mark.parametrize("shadow", [Shadow(None, 1.0), Shadow(90.0, 0.0), Shadow(90.0, 1.0, 1.0, 0.0)])
def test_a_shadow_without_a_measure_or_its_error_is_refused(shadow: Shadow) -> None:
    with pytest.raises(ValueError, match="standard error"):
        hours_of(shadow, *CARACAS, DAY)
