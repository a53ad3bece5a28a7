"""Origins of an event -> lanes: a row is one independent origin, a dot a document over time; a hollow dot also leans on another origin."""

from collections import Counter
from datetime import date

from cotejo.dossier import describe
from cotejo.dossier.html_elements import NOTHING, Html, el, join, plain, text
from cotejo.dossier.html_scale import Scale, grid, scale_over, show_axis
from cotejo.dossier.shelf import Shelf
from cotejo.dossier.tally import origins_of
from cotejo.records.document import Document
from cotejo.records.event import Event
from cotejo.records.origin import Origin

LANE_PX = 24


def show_lanes(shelf: Shelf, event: Event) -> Html:
    """Draw one lane per origin that supports the event; nothing where no document has a date."""
    origins = origins_of(shelf.corpus, event)
    leaning = Counter(document for origin in origins for document in sorted(set(origin.documents)))
    days = [day for document in leaning for day in (published_on(shelf.corpus.documents.get(document)),) if day]
    scale = scale_over(days)
    if scale is None or not origins:
        return NOTHING
    lanes = [show_lane(shelf, scale, origin, leaning) for origin in origins]
    axis = el("tr", el("td"), el("td", show_axis(shelf.words, scale)), class_="axis-row", aria_hidden="true")
    say = shelf.words.phrase
    head = el("tr", el("th", text(say("Origin")), scope="col"), el("th", text(say("Documents that lead to it, by day of publication")), scope="col"))
    caption = el("caption", text(say("Each row is one origin. Filled: leads to this origin only. Hollow: also leans on another.")))
    return el("table", caption, el("thead", head), el("tbody", join(lanes), axis), class_="lanes")


def published_on(document: Document | None) -> date | None:
    """Give the day of publication, if it is known."""
    if document is None or document.published is None:
        return None
    return document.published.latest or document.published.earliest


def show_lane(shelf: Shelf, scale: Scale, origin: Origin, leaning: Counter[str]) -> Html:
    """Draw one origin's lane, and name its documents for those who do not see it."""
    documents = sorted((shelf.corpus.documents[key] for key in set(origin.documents) if key in shelf.corpus.documents), key=describe.published_first)
    dots = [draw_dot(shelf, scale, document, alone=leaning[document.id] == 1) for document in documents]
    undated = sum(published_on(document) is None for document in documents)
    kind = shelf.words.pick("source_kind", origin.source_kind)
    sure = "" if origin.determined else f", {shelf.words.phrase('counted only in the upper bound')}"
    name = el("th", text(origin.name), el("span", text(f"{kind}{sure}"), class_="kind"), scope="row")
    line = el("line", x1="0", x2="100%", y1="12", y2="12", class_="lane" if origin.determined else "lane unsure")
    names = describe.names_of(shelf.words, documents)
    picture = el(
        "svg",
        grid(scale, LANE_PX),
        line,
        join(dots),
        width="100%",
        height=str(LANE_PX),
        role="group",
        aria_label=f"{shelf.words.say('origins.documents', number=len(documents), count=len(documents))}: {names}",
    )
    more = el("span", text(shelf.words.phrase(" and {count} without a date", count=undated)), class_="kind") if undated else NOTHING
    return el("tr", name, el("td", picture, more))


def draw_dot(shelf: Shelf, scale: Scale, document: Document, *, alone: bool) -> Html:
    """Draw one document as a link to its text."""
    day = published_on(document)
    if day is None:
        return NOTHING
    number = shelf.anchors.numbers.get(document.id)
    title = Html(f"<title>{plain(f'{describe.name_document(document)}, {describe.describe_day(shelf.words, day)}')}</title>")
    dot = el("circle", title, cx=f"{scale.at(day)}%", cy="12", r="5", class_="dot" if alone else "dot hollow")
    return el("a", dot, href=f"#d{number}") if number else dot
