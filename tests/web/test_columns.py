"""Packed columns and the packed base map say what the records and the dossier's world say."""

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import accumulate

import pytest
from tests.web.conftest import Client

from cotejo.dossier.world import load_world
from cotejo.web.assets import load

Line = list[tuple[float, float]]


def test_columns_unpack_to_the_events(client: Client) -> None:
    laid = client.desk.look()
    found = client.get("/api/v1/events.columns?with=id&with=lo&with=label&with=nothing").json
    events = [laid.corpus.events[key] for key in found["id"]]
    assert list(accumulate(found["number"])) == [laid.shelf.numbers[event.id] for event in events] == [*range(1, len(laid.shelf.events) + 1)]
    assert [found["types"][at] for at in found["type"]] == [event.event_type for event in events]
    first, before = [], 0
    for step in found["earliest"]:
        before += step or 0
        first.append(None if step is None else before)
    epoch = 719_163
    assert first == [event.time.earliest.toordinal() - epoch if event.time and event.time.earliest else None for event in events]
    for event, start, long in zip(events, first, found["latest"], strict=True):
        known = event.time.latest if event.time else None
        assert (None if long is None else long + (start or 0)) == (known.toordinal() - epoch if known else None)
    for event, at in zip(events, found["place"], strict=True):
        assert (at is None) == (event.place is None)
        if event.place:
            assert (found["places"]["id"][at], found["places"]["longitude"][at]) == (event.place.gazetteer_id, event.place.longitude)
    assert found["lo"] == [laid.corpus.assessments[event.id].lo for event in events]
    assert "nothing" not in found
    assert "claims" not in client.get("/api/v1/events.columns").json


def test_a_number_leads_to_its_event_while_it_is_the_same_run(client: Client) -> None:
    laid = client.desk.look()
    for event in laid.shelf.events:
        answer = client.get(f"/n/{laid.shelf.numbers[event.id]}?run={laid.run}")
        assert (answer.status, answer.headers["location"]) == (303, f"/h/{event.id}")
    assert client.get(f"/n/1?run={laid.run + 1}").status == 409
    assert client.get("/n/0").status == 404
    assert client.get("/n/x").status == 404


def digits(text: str) -> Iterator[int]:
    number = shift = 0
    for sign in text:
        digit = ord(sign) - 63
        number |= (digit & 31) << shift
        shift += 5
        if digit < 32:
            yield number
            number = shift = 0


def unfold(number: int) -> int:
    return -(number + 1) // 2 if number & 1 else number // 2


def lines_of(text: str, units: int) -> list[Line]:
    numbers, lines, x, y = digits(text), [], 0, 0
    for count in numbers:
        line = []
        for _ in range(count):
            x, y = x + unfold(next(numbers)), y + unfold(next(numbers))
            line.append((x / units, y / units))
        lines.append(line)
    return lines


def shapes_of(text: str, outer: list[Line], inner: list[Line]) -> list[list[Line]]:
    numbers, shapes, expected = digits(text), [], [0, 0]
    for count in numbers:
        rings = []
        for _ in range(count):
            ring: Line = []
            for _ in range(next(numbers)):
                said = next(numbers)
                level = said >> 1 & 1
                at = expected[level] + unfold(said >> 2)
                expected[level] = at + 1
                arc = (outer, inner)[level][at]
                ring += arc[::-1] if said & 1 else arc
            rings.append(ring)
        shapes.append(rings)
    return shapes


@pytest.fixture(scope="module")
def maps() -> tuple[dict[str, list[Line]], list[list[Line]], list[Line]]:
    """Read both files: outlines of states, of regions, and the disputed lines."""
    states, regions = (json.loads(load()[name][0]) for name in ("basemap.json", "regions.json"))
    outer, inner = lines_of(states["arcs"], states["units"]), lines_of(regions["arcs"], regions["units"])
    named = dict(zip(states["states"].split(" "), shapes_of(states["outlines"], outer, []), strict=True))
    return named, shapes_of(regions["outlines"], outer, inner), lines_of(states["disputed"], states["units"])


def box(rings: list[Line]) -> tuple[float, float, float, float]:
    xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def area(rings: list[Line]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for ring in rings for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def test_regions_are_numbered_and_lie_as_in_the_world(maps: tuple[dict[str, list[Line]], list[list[Line]], list[Line]]) -> None:
    world = load_world().regions
    assert len(maps[1]) == len(world)
    for rings, region in zip(maps[1], world, strict=True):
        assert all(abs(mine - theirs) < 2.0 for mine, theirs in zip(box(rings), region.box, strict=True)) or len(rings) < len(region.rings), (
            region.name
        )
        for ring in rings:
            assert abs(ring[0][0] - ring[-1][0]) + abs(ring[0][1] - ring[-1][1]) < 0.001, region.name  # closed: neighbours meet


def test_states_are_the_sum_of_their_regions(maps: tuple[dict[str, list[Line]], list[list[Line]], list[Line]]) -> None:
    world = load_world().regions
    assert set(maps[0]) == {region.country for region in world}
    for code in ("VE", "CO", "UA", "RU", "ML", "SY", "TW", "MD", "BY", "NI"):
        whole = sum(area([ring]) for region, rings in zip(world, maps[1], strict=True) if region.country == code for ring in rings)
        assert area(maps[0][code]) == pytest.approx(whole, rel=0.02), code
        for ring in maps[0][code]:
            assert abs(ring[0][0] - ring[-1][0]) + abs(ring[0][1] - ring[-1][1]) < 0.001, code


def test_disputed_lines_are_all_there(maps: tuple[dict[str, list[Line]], list[list[Line]], list[Line]]) -> None:
    theirs = [line.points for line in load_world().lines if line.kind == "disputed"]
    raw = json.loads(load()["basemap.json"][0])
    outer = lines_of(raw["arcs"], raw["units"])
    mine = [*(outer[number] for number in digits(raw["dashed"])), *maps[2]]
    assert len(mine) == len(theirs)
    ends = {(round(x), round(y)) for line in theirs for x, y in (line[0], line[-1])}
    assert all(any(abs(line[0][0] - x) + abs(line[0][1] - y) < 1.5 for x, y in ends) for line in mine)


def test_a_first_visit_is_light_and_the_wheel_too() -> None:
    known = load()
    assert len(known["basemap.json"][1]) < 76_000  # compressed; the first-level borders come when they are shown
    assert sum(len(entry.read_bytes()) for entry in files("cotejo.web.static").iterdir() if entry.is_file()) < 1_000_000
    for name, (whole, *_) in known.items():
        assert not re.search(rb"https?://(?!www\.w3\.org/)", whole), name  # nothing of ours asks another host
