"""The query -> the first page: filter, events, map, timeline, and the lanes of the chosen one."""

from collections import Counter
from collections.abc import Callable

from cotejo.case.decisions import Standing
from cotejo.dossier import describe
from cotejo.dossier.wording import Wording
from cotejo.records.event import Event
from cotejo.records.origin import Assessment
from cotejo.web.asked import Asked, Page
from cotejo.web.choose import FIELDS, Filter
from cotejo.web.desk import Desk, Laid
from cotejo.web.drawing import bar_of, fit_scale, lanes_of, marks_of, ticks_of, view_address
from cotejo.web.routes import COUNT, DAY, TEXTS, Field, Route
from cotejo.web.views.rows import rows_of, type_said

PAGE = 100  # events on one page of the list
MAX_LISTED = 300  # events off the map that are listed; all are counted


def show_workbench(desk: Desk, asked: Asked) -> Page:
    """What is said to have happened, where, when? What is new?"""
    laid, standing = desk.look(), desk.standing()
    chosen_by = Filter.of(asked)
    events = chosen_by.choose(laid)
    page = max(1, asked.number("page", 1))
    pages = max(1, -(-len(events) // PAGE))
    page = min(page, pages)
    shown = events[(page - 1) * PAGE : page * PAGE]
    rows = rows_of(laid, asked.words, standing, shown)
    scale = fit_scale(laid, shown)
    view, marks, rest = marks_of(laid, events, asked.words)
    return Page(
        template="workbench.html",
        title=asked.phrases.say("Workbench"),
        view={
            "total": len(laid.shelf.events),
            "chosen": len(events),
            "page": page,
            "pages": pages,
            "first": (page - 1) * PAGE + 1 if shown else 0,
            "last": (page - 1) * PAGE + len(shown),
            "rows": rows,
            "bars": {event.id: bar_of(scale, event.time) for event in shown} if scale else {},
            "ticks": ticks_of(asked.words, scale) if scale else [],
            "marks": marks,
            "map_height": view.height if view else 0,
            "land": view_address(view, asked.words) if view else "",
            "placed": len(events) - len(rest),
            "unplaced_total": len(rest),
            "unplaced": [
                (event.id, laid.shelf.numbers[event.id], describe.describe_event(asked.words, laid.corpus, event)) for event in rest[:MAX_LISTED]
            ],
            "wrong": chosen_by.wrong,
            "choices": laid.keep(("choices", asked.language), lambda: choices(laid, asked.words)),
            "query": [(key, value) for key, value in asked.query if key in FIELDS and value],
            "filtered": any(value for key, value in asked.query if key in FIELDS),
            "documents": len(laid.corpus.documents),
            "claims": len(laid.corpus.claims),
            "ran": laid.run > 0,
            **chosen_lanes(laid, asked, standing),
        },
    )


def chosen_lanes(laid: Laid, asked: Asked, standing: Standing) -> dict[str, object]:
    """Lay out the lanes of the event that the address names, if any."""
    event = laid.corpus.events.get(asked.one("event"))
    if event is None:
        return {"open": None, "lanes": [], "lane_ticks": []}
    lanes, ticks = lanes_of(laid, asked.words, event)
    return {"open": rows_of(laid, asked.words, standing, [event])[0], "lanes": lanes, "lane_ticks": ticks}


def choices(laid: Laid, words: Wording) -> dict[str, list[tuple[str, str, int]]]:
    """Count what the filter's lists offer: (value, said, how many events)."""
    events = laid.shelf.events
    names = place_names(laid, words)

    def say_country(code: str) -> str:
        return describe.name_country(code, words)

    found = [laid.corpus.assessments.get(laid.name(event)) for event in events]
    return {
        "type": offer(Counter(event.event_type for event in events), lambda code: type_said(words, code)),
        "state": offer(Counter(state for event in events for state in event.actor_states), say_country),
        "host": offer(Counter(event.host for event in events if event.host), say_country),
        "label": offer(Counter(one.label for one in found if one), lambda code: words.pick("label", code)),
        "flag": offer(
            Counter(name for one in found if one for name in {flag.name for flag in one.flags}), lambda code: words.pick("flag_name", code)
        ),
        "place": offer(places_in(events), lambda code: names.get(code, code)),
    }


def flags_of(found: Assessment) -> set[str]:
    """Names of the flags of a verdict."""
    return {flag.name for flag in found.flags}


def offer(counted: Counter[str], say: Callable[[str], str]) -> list[tuple[str, str, int]]:
    """Sort choices by how many events they choose."""
    return [(code, say(code), number) for code, number in sorted(counted.items(), key=lambda item: (-item[1], item[0]))]


def places_in(events: tuple[Event, ...]) -> Counter[str]:
    """Count events by their own place."""
    return Counter(event.place.gazetteer_id for event in events if event.place)


def place_names(laid: Laid, words: Wording) -> dict[str, str]:
    """Name the places of events."""
    places = {event.place.gazetteer_id: event.place for event in laid.shelf.events if event.place}
    return {key: describe.short_name(place, words) for key, place in places.items()}


FILTER_FIELDS = (
    Field("q", "words that title, place, claims or outlets have"),
    Field("type", "kind of happening (may be repeated)", schema=TEXTS),
    Field("state", "state of the actor, ISO 3166-1 alpha-2 (may be repeated)", schema=TEXTS),
    Field("host", "state where it happens (may be repeated)", schema=TEXTS),
    Field("label", "verdict (may be repeated)", schema=TEXTS),
    Field("flag", "flag (may be repeated)", schema=TEXTS),
    Field("from", "first day: YYYY, YYYY-MM or YYYY-MM-DD", schema=DAY),
    Field("to", "last day: YYYY, YYYY-MM or YYYY-MM-DD", schema=DAY),
    Field("source", "key of a source in the chains of its claims"),
    Field("place", "gazetteer id of the place, or of one that it lies in"),
    Field("min", "least number of independent origins", schema=COUNT),
)
ROUTES = (
    Route(
        "/",
        show_workbench,
        "events by filter, on list, map and timeline",
        fields=(*FILTER_FIELDS, Field("page", "page of the list, from 1", schema=COUNT), Field("event", "event whose lanes are open")),
    ),
)
