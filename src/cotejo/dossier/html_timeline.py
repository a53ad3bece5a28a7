"""Events -> a timeline: an interval is a bar, an open end fades, what only publication bounds is hatched; publications are ticks below."""

from datetime import date, timedelta

from cotejo.dossier import describe
from cotejo.dossier.html_elements import NOTHING, Html, el, join, text
from cotejo.dossier.html_scale import Scale, grid, scale_over, show_axis
from cotejo.dossier.shelf import Shelf
from cotejo.records.event import Event
from cotejo.records.resolution import Interval

BACK_DAYS = 365  # a happening dated long before all reports does not squeeze the rest: its bar is cut, and says so
ROW_PX = 26


def show_timeline(shelf: Shelf) -> Html:
    """Draw a row per dated event, and name those that have no date."""
    dated = [event for event in shelf.events if event.time and (event.time.earliest or event.time.latest)]
    scale = fit_scale(shelf, dated)
    if scale is None:
        return el("p", text(shelf.words.phrase("None of the happenings has a date.")))
    shown = [el("li", row_label(shelf, event), draw_row(shelf, scale, event)) for event in dated]
    axis = el("li", el("span", class_="row-label"), show_axis(shelf.words, scale), class_="axis-row", aria_hidden="true")
    undated = [event for event in shelf.events if event not in dated]
    note = shelf.words.phrase("{shown} of {count} happenings shown.", shown=len(dated), count=len(shelf.events))
    links = join([el("a", text(str(shelf.numbers[event.id])), href=f"#{shelf.place_of(event)}") for event in undated], ", ")
    rest = el("p", text(note + (shelf.words.phrase(" Without a date: ") if undated else "")), links, class_="note")
    return join([el("ol", join(shown), axis, class_="timeline"), show_legend(shelf), rest])


def fit_scale(shelf: Shelf, events: list[Event]) -> Scale | None:
    """Fit the scale to all that is dated and published, cutting what lies far before the first report."""
    days = {day for event in events if event.time for day in (event.time.earliest, event.time.latest) if day}
    published = {day for event in events for day in publication_days(shelf, event)}
    floor = min(published) - timedelta(days=BACK_DAYS) if published else date.min
    return scale_over({max(day, floor) for day in days} | published)


def publication_days(shelf: Shelf, event: Event) -> list[date]:
    """Find on which days an event's documents were published."""
    found = {shelf.corpus.claims[key].span.document for key in event.claims}
    times = [shelf.corpus.documents[key].published for key in sorted(found)]
    return sorted({day for time in times if time for day in (time.latest or time.earliest,) if day})


def row_label(shelf: Shelf, event: Event) -> Html:
    """Name a row by number, happening and time."""
    name = describe.describe_event(shelf.words, shelf.corpus, event)
    when = describe.describe_interval(shelf.words, event.time, basis=False)
    link = el("a", text(f"{shelf.numbers[event.id]}. {name}"), href=f"#{shelf.place_of(event)}")
    return el("span", link, text(" "), el("span", text(when), class_="when"), class_="row-label")


def draw_row(shelf: Shelf, scale: Scale, event: Event) -> Html:
    """Draw one event's bar and the publications of its documents."""
    published = [
        el("line", x1=f"{scale.at(day)}%", x2=f"{scale.at(day)}%", y1=str(ROW_PX - 7), y2=str(ROW_PX - 1), class_="published")
        for day in publication_days(shelf, event)
    ]
    bar = draw_bar(scale, event.time) if event.time else NOTHING
    reported = shelf.words.phrase("reported on {count} days", count=len(published))
    said = f"{describe.describe_interval(shelf.words, event.time)}; {reported}"
    return el("svg", grid(scale, ROW_PX), bar, join(published), width="100%", height=str(ROW_PX), role="img", aria_label=said)


def draw_bar(scale: Scale, time: Interval) -> Html:
    """Draw an interval: as wide as it is, hatched where only publication bounds it, with fading open ends."""
    left = scale.at(time.earliest) if time.earliest else 0.0
    right = scale.after(time.latest) if time.latest else 100.0
    kind = (
        "hatched"
        if time.basis == "publication_bound"
        else "open-left"
        if time.earliest is None
        else "open-right"
        if time.latest is None
        else "closed"
    )
    if kind == "hatched" and time.earliest is None:
        kind = "hatched-open"
    width = max(right - left, 0.4)
    cut = time.earliest is not None and time.earliest < scale.first
    arrow = el("text", text("◂"), x="0", y="13", class_="cut") if cut else NOTHING
    return join([el("rect", x=f"{left}%", y="4", width=f"{round(width, 2)}%", height="11", class_=f"bar {kind}"), arrow])


def show_patterns() -> Html:
    """Define hatching and fading once for all drawings of the page."""
    hatch = el(
        "pattern", el("path", d="M0 6L6 0M-1 1L1 -1M5 7L7 5", class_="hatch-line"), id="hatch", width="6", height="6", patternUnits="userSpaceOnUse"
    )
    fades = [
        el(
            "linearGradient",
            el("stop", offset="0", class_=f"stop-{'off' if name == 'fade-left' else 'on'}"),
            el("stop", offset="1", class_=f"stop-{'on' if name == 'fade-left' else 'off'}"),
            id=name,
        )
        for name in ("fade-left", "fade-right")
    ]
    veil = el("linearGradient", el("stop", offset="0", class_="veil-off"), el("stop", offset="0.6", class_="veil-on"), id="veil")
    box = el("mask", el("rect", width="1", height="1", fill="url(#veil)"), id="fade-mask", maskContentUnits="objectBoundingBox")
    return el("svg", el("defs", hatch, join(fades), veil, box), width="0", height="0", class_="defs", aria_hidden="true")


def show_legend(shelf: Shelf) -> Html:
    """Explain the bars."""
    kinds = (("closed", "stated or counted from the text"), ("open-right", "one end open"), ("hatched", "bounded only by publication"))
    keys = [
        el(
            "li",
            el("svg", el("rect", x="0", y="2", width="34", height="10", class_=f"bar {kind}"), width="34", height="14", aria_hidden="true"),
            text(" " + shelf.words.phrase(said)),
        )
        for kind, said in kinds
    ]
    tick = el("svg", el("line", x1="4", x2="4", y1="4", y2="12", class_="published"), width="10", height="14", aria_hidden="true")
    return el("ul", join(keys), el("li", tick, text(" " + shelf.words.phrase("day of a publication"))), class_="legend")
