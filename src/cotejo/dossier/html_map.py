"""Events -> a map without a network: areas are hatched, places are rings or spots with their reach, and what is not on it is named."""

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable

from cotejo.dossier import describe
from cotejo.dossier.html_elements import NOTHING, Html, details, el, join, plain, text
from cotejo.dossier.html_labels import place_labels
from cotejo.dossier.html_view import SPOT_PX, WIDTH, View, fit_view
from cotejo.dossier.shelf import Shelf
from cotejo.dossier.wording import Wording
from cotejo.dossier.world import Point, Region, box_of, load_world, regions_of
from cotejo.records.event import Event
from cotejo.records.resolution import Place

METRES_PER_DEGREE = 111_320.0
MIN_STEP_PX = 1.0  # vertices nearer than this to the last one are not drawn
MAX_COARSER = 3.0  # a wide map draws coarser lines, at most by this factor: 450 KB become 330
MIN_PART_PX = 1.5  # parts smaller than this on both sides are not drawn
REGION_LINES_DEG = 45.0  # wider maps do not show first-level borders
MAX_NAMED = 8  # unplaced happenings named in the line; more are folded
MIN_NAME_PX = 4500.0  # area of a state in view that gets its name


def show_map(shelf: Shelf) -> Html:
    """Draw the placed events, one mark per place, and list the rest."""
    marks: dict[str, list[Event]] = defaultdict(list)
    places: dict[str, Place] = {}
    for event in shelf.events:
        if event.place is not None and can_place(event.place):
            key = f"{event.place.gazetteer_id} {event.place.precision}"
            marks[key].append(event)
            places.setdefault(key, event.place)
    placed = sum(len(events) for events in marks.values())
    if not marks:
        return show_rest(shelf, 0)
    outlines = {key: regions_of(place) for key, place in places.items()}
    view = fit_view([extent(place, outlines[key]) for key, place in places.items()])
    order = sorted(places, key=lambda key: -(places[key].radius_m or 0.0))
    drawn = [draw_place(shelf, view, places[key], outlines[key]) for key in order]
    names = place_labels(shelf, view, [(places[key], middle_of(places[key], outlines[key]), marks[key]) for key in order])
    say = shelf.words.phrase
    said = say("Map of {placed} happenings at {places} places; the table of the summary lists them.", placed=placed, places=len(marks))
    picture = el(
        "svg",
        draw_land(view, {place.country or "" for place in places.values() if place.precision == "country"}, shelf.words),
        join(drawn),
        names,
        viewBox=f"0 0 {WIDTH:g} {view.height:g}",
        class_="map",
        role="group",
        aria_label=said,
    )
    caption = say(
        "Numbers are those of the happenings. A spot is a town or site, with a ring for its reach; hatching is an area within which no point "
        "is claimed. Dashed: disputed. Borders: Natural Earth, no claim."
    )
    return join(
        [
            el("figure", el("div", picture, class_="scroll", tabindex="0", role="region", aria_label=say("Map")), el("figcaption", text(caption))),
            show_rest(shelf, placed),
        ]
    )


def show_rest(shelf: Shelf, placed: int) -> Html:
    """Count what is on the map, and name what is not."""
    rest = [event for event in shelf.events if event.place is None or not can_place(event.place)]
    line = shelf.words.phrase("{placed} of {count} happenings placed.", placed=placed, count=len(shelf.events))
    links = [
        el(
            "a",
            text(f"{shelf.numbers[event.id]} {describe.describe_event(shelf.words, shelf.corpus, event)}"),
            href=f"#{shelf.place_of(event)}",
        )
        for event in rest
    ]
    if len(rest) > MAX_NAMED:
        named = el("ul", join([el("li", link) for link in links]), class_="note")
        return join([el("p", text(line), class_="note"), details(text(shelf.words.phrase("Not on the map: {count}", count=len(rest))), named)])
    return el("p", text(line + (" " + shelf.words.phrase("Not on the map: {count}", count="") if rest else "")), join(links, "; "), class_="note")


def can_place(place: Place) -> bool:
    """Whether a place can be drawn: it has coordinates, or an outline."""
    return (place.latitude is not None and place.longitude is not None) or bool(regions_of(place))


def middle_of(place: Place, outline: tuple[Region, ...]) -> Point:
    """Where a place's name stands: at its coordinates, else in the middle of its largest part."""
    if place.latitude is not None and place.longitude is not None:
        return place.longitude, place.latitude
    rings = [weigh(list(ring)) for region in outline for ring in region.rings]
    return max(rings, default=(0.0, (0.0, 0.0)))[1]


def extent(place: Place, outline: tuple[Region, ...]) -> tuple[float, float, float, float]:
    """Box of all that a place may mean: its outline (the part around its point, for a state over many seas), or its circle."""
    x, y = middle_of(place, outline)
    high = (place.radius_m or 0.0) / METRES_PER_DEGREE
    wide = high / max(math.cos(math.radians(y)), 0.05)
    circle = (x - wide, y - high, x + wide, y + high)
    if not outline:
        return circle
    near = [region.box for region in outline if region.box[2] - region.box[0] < 180.0] or [circle]  # noqa: PLR2004 - half the globe: it crosses the antimeridian
    return min(box[0] for box in near), min(box[1] for box in near), max(box[2] for box in near), max(box[3] for box in near)


def draw_land(view: View, marked: set[str], words: Wording) -> Html:
    """Draw land, coasts, borders, and first-level borders where the map is near enough; name the larger states that no mark names."""
    world = load_world()
    wide = view.east - view.west >= REGION_LINES_DEG
    step = MIN_STEP_PX * min(max((view.east - view.west) / REGION_LINES_DEG, 1.0), MAX_COARSER)
    land, names = list[list[Point]](), dict[str, tuple[float, Point]]()
    for region in world.regions:
        if view.meets(region.box):
            for ring in region.rings:
                inside = clip([view.at(point) for point in ring], view.height)
                if is_seen(inside):
                    land.append(inside)
                    size, middle = weigh(inside)
                    total, before = names.get(region.country, (0.0, middle))
                    share = size / (total + size) if total + size else 0.0
                    names[region.country] = total + size, (before[0] + (middle[0] - before[0]) * share, before[1] + (middle[1] - before[1]) * share)
    kinds = ("border", "coast", "disputed") if wide else ("region", "border", "coast", "disputed")
    drawn = [el("path", d=area_of(land, step), class_="land")]
    for kind in kinds:
        lines = [[view.at(point) for point in line.points] for line in world.lines if line.kind == kind and view.meets(line.box)]
        drawn.append(el("path", d=" ".join(path_of(line, step) for line in lines if is_seen(line)), class_=kind))
    labels = [
        el("text", text(describe.name_country(code, words)), x=f"{middle[0]:.0f}", y=f"{middle[1]:.0f}", class_="country-name")
        for code, (size, middle) in sorted(names.items())
        if code and size > MIN_NAME_PX and code not in marked
    ]
    return el("g", join(drawn), join(labels), aria_hidden="true")


def clip(ring: list[Point], height: float) -> list[Point]:
    """Cut a ring to the drawing, with a rim (Sutherland and Hodgman)."""
    rim = 4.0
    for axis, edge, keep_greater in ((0, -rim, True), (0, WIDTH + rim, False), (1, -rim, True), (1, height + rim, False)):
        cut: list[Point] = []
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
            a_in, b_in = (a[axis] >= edge) == keep_greater, (b[axis] >= edge) == keep_greater
            if a_in:
                cut.append(a)
            if a_in != b_in:
                share = (edge - a[axis]) / (b[axis] - a[axis])
                cut.append((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share))
        ring = cut
        if not ring:
            break
    return ring


def is_seen(points: list[Point]) -> bool:
    """Whether a part is large enough to be seen."""
    if len(points) < 2:  # noqa: PLR2004 - a point is no part
        return False
    west, south, east, north = box_of(points)
    return max(east - west, north - south) >= MIN_PART_PX


def path_of(points: Iterable[Point], step: float = MIN_STEP_PX) -> str:
    """Write a path in steps of a tenth of a pixel; vertices too near to the last one are left out, the last of all is kept."""
    kept: list[tuple[int, int]] = []
    last: tuple[int, int] | None = None
    for x, y in points:
        last = round(x * 10), round(y * 10)
        if not kept or abs(last[0] - kept[-1][0]) + abs(last[1] - kept[-1][1]) >= step * 10:
            kept.append(last)
    if last and kept[-1] != last:
        kept.append(last)
    if len(kept) < 2:  # noqa: PLR2004 - a point is no path
        return ""
    steps = " ".join(f"{(bx - ax) / 10:g} {(by - ay) / 10:g}" for (ax, ay), (bx, by) in itertools.pairwise(kept))
    return f"M{kept[0][0] / 10:g} {kept[0][1] / 10:g}l{steps}"


def area_of(rings: Iterable[list[Point]], step: float = MIN_STEP_PX) -> str:
    """Write closed rings as one path; those too small to be seen are left out."""
    paths = [path_of(ring, step) for ring in rings if is_seen(ring)]
    return " ".join(f"{path}Z" for path in paths if path)


def weigh(ring: list[Point]) -> tuple[float, Point]:
    """Area of a ring and its middle."""
    twice = cx = cy = 0.0
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = ax * by - bx * ay
        twice, cx, cy = twice + cross, cx + (ax + bx) * cross, cy + (ay + by) * cross
    return abs(twice) / 2, ((cx / 3 / twice, cy / 3 / twice) if twice else ring[0])


def draw_place(shelf: Shelf, view: View, place: Place, outline: tuple[Region, ...]) -> Html:
    """Draw a place as precisely as it is known, and no more: an outline or a circle hatched for an area, a spot in its ring for a town or site."""
    title = Html(f"<title>{plain(describe.short_name(place, shelf.words))}: {plain(shelf.words.pick('precision', place.precision))}</title>")
    if outline:
        rings = [clip([view.at(point) for point in ring], view.height) for region in outline if view.meets(region.box) for ring in region.rings]
        return el("path", title, d=area_of(rings), class_="area wide" if place.precision == "country" else "area")
    x, y = view.at((place.longitude or 0.0, place.latitude or 0.0))
    reach = (place.radius_m or 0.0) / METRES_PER_DEGREE / (view.north - view.south) * view.height
    where = {"cx": f"{x:.1f}", "cy": f"{y:.1f}"}
    if place.precision in ("country", "admin1", "admin2"):
        return el("circle", title, r=f"{max(reach, 3 * SPOT_PX):.1f}", class_="area", **where)
    ring = el("circle", r=f"{reach:.1f}", class_="ring", **where) if reach > SPOT_PX else NOTHING
    return el("g", ring, el("circle", title, r=f"{SPOT_PX:g}", class_="spot", **where))
