"""The map: precision is drawn, what is not placed is named, the asset is the one that was built."""

import hashlib
import re
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotejo.dossier import html
from cotejo.dossier.html_labels import is_free, label_spots
from cotejo.dossier.html_map import clip
from cotejo.dossier.html_view import WIDTH, View, fit_view
from cotejo.dossier.world import load_world, regions_of
from cotejo.records.resolution import Place


def drawn(archive, blob) -> str:
    written = html.render(archive.corpus(), "Gao", blob)
    return written[written.index('id="map"') : written.index('id="happenings"')]


def place(**fields: object) -> Place:
    known = {"gazetteer_id": "x", "name": "x", "country": None, "latitude": 0.0, "longitude": 0.0, "radius_m": 1000.0, "precision": "settlement"}
    return Place(**known | fields)


def put(archive, where: Place | None) -> None:
    archive.change("event", place=where)


def test_the_asset_is_the_one_that_was_built() -> None:
    assets = files("cotejo.dossier").joinpath("assets")
    digest = hashlib.sha256(assets.joinpath("world.json").read_bytes()).hexdigest()
    assert digest in assets.joinpath("README.md").read_text(encoding="utf-8")


def test_the_world_has_states_regions_and_disputed_lines() -> None:
    world = load_world()
    assert len({region.country for region in world.regions}) > 200
    assert {line.kind for line in world.lines} == {"coast", "border", "region", "disputed"}


@pytest.mark.parametrize(
    ("x", "y"), [(33.7, 46.2), (-60.6, 7.3), (-9.0, 27.66), (74.3, 32.9), (20.6, 43.2), (35.1, 32.5), (48.94, 10.5)],
    ids=["Crimea", "Essequibo", "Western Sahara", "Kashmir", "Kosovo", "West Bank", "Somaliland"],
)  # fmt: skip
def test_a_disputed_border_is_dashed_and_not_drawn_solid_too(x: float, y: float) -> None:
    near = {
        line.kind
        for line in load_world().lines
        if any(min(ax, bx) - 0.1 <= x <= max(ax, bx) + 0.1 and min(ay, by) - 0.1 <= y <= max(ay, by) + 0.1 for (ax, ay), (bx, by) in pairwise(line.points))
    }  # fmt: skip
    assert "disputed" in near
    assert "border" not in near


def test_no_outline_takes_the_side_of_who_seized_a_region() -> None:
    crimea = place(name="Crimea", country="UA", latitude=45.2, longitude=34.1, precision="admin1")
    (outline,) = regions_of(crimea)
    assert outline in regions_of(place(country="UA", precision="country"))
    assert all("Crimea" not in region.name for region in regions_of(place(country="RU", precision="country")))


def test_a_settlement_is_a_spot(archive, blob) -> None:
    svg = drawn(archive, blob)
    assert svg.count('class="spot"') == 1
    assert 'class="area' not in svg
    assert "1 of 2 happenings placed. Not on the map:" in svg


@pytest.mark.parametrize("precision", ["admin2", "admin1", "country"])
def test_an_area_is_never_a_dot(archive, blob, precision: str) -> None:
    put(archive, place(name="Nowhere in particular", country="ML", latitude=17.0, longitude=-4.0, radius_m=300_000.0, precision=precision))
    svg = drawn(archive, blob)
    assert 'class="area' in svg
    assert 'class="spot"' not in svg


def test_hatching_is_there_without_a_single_date(archive, blob) -> None:
    archive.change("event", time=None)
    written = html.render(archive.corpus(), "Gao", blob)
    assert "None of the happenings has a date." in written
    assert written.count('<pattern id="hatch"') == 1


def test_a_map_of_the_world_stays_small(archive, blob) -> None:
    put(archive, place(name="Russia", country="RU", latitude=None, longitude=None, radius_m=None, precision="country"))
    svg = drawn(archive, blob)
    assert len(svg) < 400_000
    paths = re.findall(r' d="([^"]*)"', svg)
    assert all(path.startswith("M") for path in paths if path)


def test_a_state_without_coordinates_is_its_outline(archive, blob) -> None:
    put(archive, place(name="Mali", country="ML", latitude=None, longitude=None, radius_m=None, precision="country"))
    svg = drawn(archive, blob)
    assert 'class="area wide"' in svg
    assert "1 of 2 happenings placed." in svg


def test_a_region_without_coordinates_needs_a_name_of_its_own() -> None:
    assert len(regions_of(place(name="Táchira", country="VE", latitude=None, longitude=None, precision="admin1"))) == 1
    assert regions_of(place(name="Región", country="VE", latitude=None, longitude=None, precision="admin1")) == ()


def test_a_place_without_coordinates_is_named_and_not_drawn(archive, blob) -> None:
    put(archive, place(name="Somewhere", latitude=None, longitude=None))
    svg = drawn(archive, blob)
    assert "<circle" not in svg
    assert "0 of 2 happenings placed." in svg


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        ("Táchira", "VE", 7.9, -72.1),
        ("Estado Bolívar", "VE", 6.3, -63.5),
        ("Tombouctou", "ML", 20.0, -3.0),
        ("Kaliningrad", "RU", 54.7, 21.2),
        ("Homs", "SY", 34.3, 38.0),
    ],
)
def test_a_region_has_its_outline(name: str, country: str, latitude: float, longitude: float) -> None:
    (found,) = regions_of(place(name=name, country=country, latitude=latitude, longitude=longitude, precision="admin1"))
    assert found.country == country


def test_a_seat_that_lies_in_another_region_gives_no_wrong_outline() -> None:
    assert regions_of(place(name="Moskovskaya Oblast", country="RU", latitude=55.75, longitude=37.62, precision="admin1")) == ()
    assert regions_of(place(name="Gao Region", country="ML", latitude=14.5, longitude=-4.2, precision="admin1")) == ()


def test_all_of_a_state_is_its_outline() -> None:
    assert {region.country for region in regions_of(place(country="TW", precision="country"))} == {"TW"}


def test_the_view_holds_every_box() -> None:
    for boxes in (
        [(10.0, 10.0, 10.0, 10.0)],
        [(-72.0, 6.0, -60.0, 11.0), (37.0, 33.0, 38.0, 56.0)],
        [(-180.0, -80.0, 180.0, 85.0)],
        [(20.0, 70.0, 21.0, 71.0)],
    ):
        view = fit_view(boxes)
        for west, south, east, north in boxes:
            assert view.west <= west <= east <= view.east
            assert view.south <= south <= north <= view.north


def test_clipping_keeps_to_the_drawing() -> None:
    found = clip([(-5000.0, -5000.0), (5000.0, -5000.0), (5000.0, 5000.0), (-5000.0, 5000.0)], 400.0)
    assert found
    assert all(-5 <= x <= WIDTH + 5 and -5 <= y <= 405 for x, y in found)


def test_projection_puts_north_up() -> None:
    view = View(0.0, 0.0, 10.0, 10.0, 500.0)
    assert view.at((0.0, 10.0)) == (0.0, 0.0)
    assert view.at((10.0, 0.0)) == (WIDTH, 500.0)


def test_the_timeline_hatches_what_only_publication_bounds(archive, blob) -> None:
    written = html.render(archive.corpus(), "Gao", blob)
    assert re.search(r'<rect x="[\d.]+%" y="4" width="[\d.]+%" height="11" class="bar closed">', written)


@given(st.lists(st.tuples(st.floats(300, 600), st.floats(200, 400), st.integers(20, 160)), min_size=1, max_size=12))
def test_labels_of_places_that_lie_together_do_not_lie_on_each_other(marks) -> None:
    view = View(0, 0, 10, 10, 600)
    taken: list[tuple[float, float, float, float]] = []
    for x, y, length in marks:
        spot = next((spot for spot in label_spots(x, y, length) if is_free(spot, length, view, taken)), None)
        assert spot is not None
        taken.append((spot[0], spot[1] - 12, spot[0] + length, spot[1] + 4))
    for number, (left, top, right, bottom) in enumerate(taken):
        for other in taken[:number]:
            assert not (left < other[2] and other[0] < right and top < other[3] and other[1] < bottom)
