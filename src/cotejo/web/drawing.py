"""Events -> drawings as numbers that a template or a canvas turns into marks: bars in time, lanes of origins, places on a map."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

import msgspec

from cotejo.dossier import describe
from cotejo.dossier.html_elements import el, plain
from cotejo.dossier.html_lanes import published_on
from cotejo.dossier.html_map import METRES_PER_DEGREE, area_of, can_place, clip, draw_land, extent, middle_of
from cotejo.dossier.html_scale import SHORT_DAYS, Scale, scale_over, ticks
from cotejo.dossier.html_timeline import BACK_DAYS
from cotejo.dossier.html_view import SPOT_PX, WIDTH, View, fit_view
from cotejo.dossier.indexed import lift
from cotejo.dossier.retold import retell
from cotejo.dossier.tally import origins_of
from cotejo.dossier.wording import Wording
from cotejo.dossier.world import regions_of
from cotejo.records.event import Event
from cotejo.records.resolution import Interval, Place
from cotejo.web.choose import outlet_key
from cotejo.web.desk import Laid

LAND_STYLE = (
    "svg{color-scheme:light dark;--land:#ece9df;--edge:#77746a;--name:#55595d;--sea:#f4f7f8}"
    "@media(prefers-color-scheme:dark){svg{--land:#2a2e31;--edge:#8b8f92;--name:#b4b6b6;--sea:#17191b}}"
    "rect{fill:var(--sea)}.land{fill:var(--land);stroke:var(--land)}.region,.border,.coast,.disputed{fill:none;stroke:var(--edge)}"
    ".region{stroke-width:.4;opacity:.7}.border{stroke-width:1.1}.coast{stroke-width:.7}.disputed{stroke-width:1.1;stroke-dasharray:4 3}"
    "text{font:11px sans-serif;fill:var(--name);text-anchor:middle}"
)

LETTER_PX = 7.2  # of a place's name, at 13 px


class Bar(msgspec.Struct, frozen=True):
    """An interval on a scale, in percent: `closed`, open at an end, or `bound` by publication only."""

    left: float
    width: float
    kind: str
    cut: bool


class Tick(msgspec.Struct, frozen=True):
    """A label on a scale."""

    at: float
    said: str


class Dot(msgspec.Struct, frozen=True):
    """A document on a lane."""

    at: float
    document: str
    said: str
    hollow: bool


class Lane(msgspec.Struct, frozen=True, kw_only=True):
    """One independent origin over time."""

    id: str
    root: str
    key: str
    name: str
    kind: str
    determined: bool
    why: str
    dots: tuple[Dot, ...]
    undated: int
    documents: tuple[tuple[str, str], ...]
    evidence: tuple[str, ...]


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One place on a map: a spot with its reach, or a hatched outline. No place is drawn finer than it is known."""

    place: str
    name: str
    precision: str
    x: float
    y: float
    reach: float
    path: str
    label: tuple[float, float, str] | None  # where its name stands (x, y, anchor), if there is room
    events: tuple[tuple[str, int], ...]


def fit_scale(laid: Laid, events: Sequence[Event]) -> Scale | None:
    """Fit a scale over times and publications; what lies long before the first report is cut."""
    days = {day for event in events if event.time for day in (event.time.earliest, event.time.latest) if day}
    published = {day for event in events for day in days_of(laid, event)}
    floor = date.fromordinal(max(min(published).toordinal() - BACK_DAYS, 1)) if published else date.min
    return scale_over({max(day, floor) for day in days} | published)


def days_of(laid: Laid, event: Event) -> list[date]:
    """Days on which an event's documents were published."""
    found = {laid.corpus.claims[key].span.document for key in event.claims}
    return sorted({day for key in found for day in (published_on(laid.corpus.documents[key]),) if day})


def bar_of(scale: Scale, time: Interval | None) -> Bar | None:
    """Place an interval on a scale: as wide as it is known."""
    if time is None or (time.earliest is None and time.latest is None):
        return None
    left = scale.at(time.earliest) if time.earliest else 0.0
    right = scale.after(time.latest) if time.latest else 100.0
    kind = "closed"
    if time.basis == "publication_bound":
        kind = "bound"
    elif time.earliest is None or time.latest is None:
        kind = "open-left" if time.earliest is None else "open-right"
    return Bar(left, round(max(right - left, 0.5), 2), kind, time.earliest is not None and time.earliest < scale.first)


def ticks_of(words: Wording, scale: Scale) -> list[Tick]:
    """Label a scale."""
    short = (scale.last - scale.first).days + 1 <= SHORT_DAYS
    found = []
    for day in ticks(scale):
        month = words.pick("months", str(day.month))[:3]
        found.append(Tick(scale.at(day), f"{day.day} {month}" if short else str(day.year) if day.month == 1 else f"{month} {day.year}"))
    return found


def lanes_of(laid: Laid, words: Wording, event: Event, side: str = "supports", detail: str | None = None) -> tuple[list[Lane], list[Tick]]:
    """Lay out an event's origins as lanes, with the labels of their time axis."""
    corpus = laid.corpus
    origins = origins_of(corpus, event, side, detail)
    leaning = Counter(key for origin in origins for key in sorted(set(origin.documents)))
    scale = scale_over([day for key in leaning for day in (published_on(corpus.documents.get(key)),) if day])
    lanes = []
    for origin in origins:
        documents = sorted((corpus.documents[key] for key in set(origin.documents) if key in corpus.documents), key=describe.published_first)
        dots = [
            Dot(scale.at(day), document.id, f"{describe.name_document(document)}, {describe.describe_day(words, day)}", leaning[document.id] > 1)
            for document in documents
            for day in (published_on(document),)
            if day and scale
        ]
        lanes.append(
            Lane(
                id=origin.id,
                root=origin.root,
                key=key_of_root(laid, origin.root),
                name=origin.name,
                kind=words.pick("source_kind", origin.source_kind),
                determined=origin.determined,
                why=retell(words, origin.why),
                dots=tuple(dots),
                undated=len(documents) - len(dots),
                documents=tuple((document.id, describe.name_document(document)) for document in documents),
                evidence=tuple(retell(words, piece.why) for piece in origin.evidence),
            )
        )
    return lanes, ticks_of(words, scale) if scale else []


def key_of_root(laid: Laid, root: str) -> str:
    """Key of the source behind an origin: an entity's own, else that of the outlet whose document it is."""
    if root.startswith(("source:", "ghost:")):
        return root.partition(":")[2]
    document = laid.corpus.documents.get(lift(laid.corpus, root))
    return outlet_key(document.outlet) if document and document.outlet else ""


def marks_of(laid: Laid, events: Sequence[Event], words: Wording | None = None) -> tuple[View | None, list[Mark], list[Event]]:
    """Lay out events on a map: the view, one mark per place (areas first), and the events that have no place on it."""
    at: dict[str, list[Event]] = defaultdict(list)
    every: dict[str, Place] = {}
    for event in events:
        key = f"{event.place.gazetteer_id} {event.place.precision}" if event.place else ""
        at[key].append(event)
        if event.place:
            every.setdefault(key, event.place)
    places = {key: place for key, place in every.items() if can_place(place)}
    gone = {laid.name(event) for key, found in at.items() if key not in places for event in found}
    rest = [event for event in events if laid.name(event) in gone] if gone else []
    if not places:
        return None, [], rest
    view = fit_view([extent(place, regions_of(place)) for place in places.values()])
    order = sorted(places, key=lambda key: (-(places[key].radius_m or 0.0), key))
    marks = [mark_of(laid, view, places[key], at[key], words) for key in order]
    return view, place_names(marks, view), rest


def place_names(marks: list[Mark], view: View) -> list[Mark]:
    """Find room for the names: beside its mark, on the other side, above or below; a name without room is in the mark's title only."""
    taken = [(mark.x - SPOT_PX, mark.y - SPOT_PX, mark.x + SPOT_PX, mark.y + SPOT_PX) for mark in marks if not mark.path]
    found: dict[str, tuple[float, float, str]] = {}
    for mark in sorted(marks, key=lambda mark: (-len(mark.events), mark.name, mark.place)):
        wide = LETTER_PX * (len(mark.name) + (4 if len(mark.events) > 1 else 0))
        for dx, dy, anchor in ((8, 4, "start"), (-8, 4, "end"), (0, -9, "middle"), (0, 19, "middle")):
            x, y = mark.x + dx, mark.y + dy
            left = x - {"start": 0.0, "end": wide, "middle": wide / 2}[anchor]
            box = (left, y - 11, left + wide, y + 3)
            inside = box[0] >= 0 and box[2] <= WIDTH and box[1] >= 0 and box[3] <= view.height
            if inside and not any(box[0] < other[2] and box[2] > other[0] and box[1] < other[3] and box[3] > other[1] for other in taken):
                taken.append(box)
                found[mark.place + mark.precision] = (round(x, 1), round(y, 1), anchor)
                break
    return [msgspec.structs.replace(mark, label=found.get(mark.place + mark.precision)) for mark in marks]


def mark_of(laid: Laid, view: View, place: Place, events: list[Event], words: Wording | None) -> Mark:
    """Lay out one place."""
    outline = regions_of(place)
    x, y = view.at(middle_of(place, outline))
    reach = (place.radius_m or 0.0) / METRES_PER_DEGREE / (view.north - view.south) * view.height
    rings = [clip([view.at(point) for point in ring], view.height) for region in outline if view.meets(region.box) for ring in region.rings]
    area = place.precision in ("country", "admin1", "admin2")
    return Mark(
        place=place.gazetteer_id,
        name=describe.short_name(place, words),
        precision=place.precision,
        x=round(x, 1),
        y=round(y, 1),
        reach=round(max(reach, 3 * SPOT_PX if area else SPOT_PX), 1),
        path=area_of(rings),
        label=None,
        events=tuple((laid.name(event), laid.shelf.numbers[laid.name(event)]) for event in events),
    )


def land_of(view: View, words: Wording) -> bytes:
    """Draw the land behind a map as a picture of its own, which a browser keeps; it follows light and dark."""
    sea = el("rect", width=f"{WIDTH:g}", height=f"{view.height:g}")
    box = f'viewBox="0 0 {WIDTH:g} {view.height:g}" width="{WIDTH:g}" height="{view.height:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><style>{plain(LAND_STYLE)}</style>{sea}{draw_land(view, set(), words)}</svg>'.encode()


def view_address(view: View, words: Wording) -> str:
    """Address of the land behind a view."""
    return f"/api/v1/land.svg?box={view.west:.3f},{view.south:.3f},{view.east:.3f},{view.north:.3f}&height={view.height:g}&lang={words.language}"
