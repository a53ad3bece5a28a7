"""A filter -> records for programs: events, claims (also packed in columns), documents, sources, decisions, maps, the API's own description."""

from cotejo.case.decisions import Made
from cotejo.dossier.html_view import View
from cotejo.errors import UsageError
from cotejo.records.claim import Claim
from cotejo.records.event import Event
from cotejo.web import columns, shapes
from cotejo.web.asked import Asked, Page, Sent
from cotejo.web.choose import Filter
from cotejo.web.desk import Desk, Laid
from cotejo.web.drawing import land_of, marks_of
from cotejo.web.routes import COUNT, Field, Route
from cotejo.web.views.review import POST_FIELDS, write_decision
from cotejo.web.views.rows import card_of, rows_of
from cotejo.web.views.source import list_sources
from cotejo.web.views.workbench import FILTER_FIELDS

JSON = "application/json"
MAX_ROWS = 10_000
LIMIT = Field("limit", f"rows at most ({MAX_ROWS})", schema=COUNT)
OFFSET = Field("offset", "rows to pass over", schema=COUNT)


def answer(view: dict[str, object]) -> Page:
    """Answer a program: no template."""
    return Page(template="", title="", view=view)


def window(asked: Asked, total: int) -> tuple[int, int]:
    """Read limit and offset."""
    start = min(asked.number("offset", 0), total)
    return start, min(total, start + min(asked.number("limit", MAX_ROWS), MAX_ROWS))


def send_events(desk: Desk, asked: Asked) -> Page:
    """Events by filter."""
    laid = desk.look()
    events = Filter.of(asked).choose(laid)
    start, end = window(asked, len(events))
    return answer({"total": len(laid.shelf.events), "chosen": len(events), "events": rows_of(laid, asked.words, desk.standing(), events[start:end])})


def claims_of(laid: Laid, events: list[Event]) -> list[Claim]:
    """Claims of events, by id."""
    return [laid.corpus.claims[key] for key in sorted({key for event in events for key in event.claims})]


def send_claims(desk: Desk, asked: Asked) -> Page:
    """Claims of the chosen events."""
    laid, standing = desk.look(), desk.standing()
    claims = claims_of(laid, Filter.of(asked).choose(laid))
    start, end = window(asked, len(claims))
    cards = [card_of(laid, asked.words, standing, claim) for claim in claims[start:end]]
    return answer({"total": len(laid.corpus.claims), "chosen": len(claims), "claims": cards})


def send_columns(desk: Desk, asked: Asked) -> Page:
    """Events in packed columns, for drawing many."""
    laid = desk.look()
    return answer(columns.pack(laid, asked.words, Filter.of(asked).choose(laid), asked.many("with")))


def send_documents(desk: Desk, asked: Asked) -> Page:
    """All documents, without their texts."""
    corpus = desk.look().corpus
    documents = list(corpus.documents.values())
    start, end = window(asked, len(documents))
    shown = [
        {
            "id": one.id, "external_id": one.external_id, "outlet": one.outlet, "title": one.title, "byline": one.byline, "language": one.language,
            "url": one.url, "published": one.published, "length": len(one.text), "capture": one.capture,
            "sha256": corpus.captures[one.capture].sha256 if one.capture in corpus.captures else None,
        }
        for one in documents[start:end]
    ]  # fmt: skip
    return answer({"total": len(documents), "documents": shown})


def send_sources(desk: Desk, _asked: Asked) -> Page:
    """All sources with how many claims they carry and how often they are an origin."""
    return answer({"sources": list(list_sources(desk.look()))})


def send_decisions(desk: Desk, asked: Asked) -> Page:
    """All decisions in their order, with the head that the next one must expect."""
    standing = desk.standing()
    stands = {made.seal for made in standing.done}
    start, end = window(asked, len(standing.every))
    return answer(
        {
            "head": standing.head,
            "total": len(standing.every),
            "undo": standing.done[-1].seal if standing.done else "",
            "redo": standing.undone[-1].seal if standing.undone else "",
            "decisions": [lay(made, stands=made.seal in stands) for made in standing.every[start:end]],
        }
    )


def lay(made: Made, *, stands: bool) -> dict[str, object]:
    """Lay out a decision."""
    return {"number": made.number, "at": made.at, "seal": made.seal, "stands": stands, "decision": made.decision}


def send_decided(desk: Desk, asked: Asked) -> Page:
    """Write one decision and give it with its seal, the head that the next one must expect.

    What somebody else decided meanwhile is no part of the answer: who decides next on this head is told of it.
    """
    made = write_decision(desk, asked)
    return answer({"head": made.seal, "decision": made.decision, "number": made.number})


def send_work(desk: Desk, _asked: Asked) -> Page:
    """How far the work in the background is."""
    return answer({"work": desk.work.state, "run": desk.look().run})


def send_land(_desk: Desk, asked: Asked) -> Sent:
    """The land behind a map.

    Raises:
        UsageError: the box is none.
    """
    try:
        west, south, east, north = (float(part) for part in asked.one("box").split(","))
        height = float(asked.one("height", "500"))
    except ValueError as error:
        raise UsageError("box=west,south,east,north in degrees, height in pixels") from error
    if not (-720 <= west < east <= 720 and -90 <= south < north <= 90 and 10 <= height <= 2000):  # noqa: PLR2004 - the globe, and a screen
        raise UsageError("the box lies outside the globe, or the height outside 10 to 2000 pixels")
    return Sent(land_of(View(west, south, east, north, height), asked.words), "image/svg+xml", sandbox=False)


def send_map(desk: Desk, asked: Asked) -> Sent:
    """The chosen events on a map, as one picture.

    Raises:
        UsageError: none of them has a place.
    """
    laid = desk.look()
    view, marks, _ = marks_of(laid, Filter.of(asked).choose(laid))
    if view is None:
        raise UsageError("none of the chosen events has a place that can be drawn.")
    whole = land_of(view, asked.words).decode()
    drawn = "".join(
        f'<path d="{mark.path}" fill="#3f6486" fill-opacity=".25" stroke="#3f6486"/>'
        if mark.path
        else f'<circle cx="{mark.x}" cy="{mark.y}" r="{mark.reach}" fill="#3f6486" fill-opacity=".2" stroke="#3f6486"/>'
        for mark in marks
    )
    return Sent(whole.removesuffix("</svg>").encode() + f"{drawn}</svg>".encode(), "image/svg+xml")


ROUTES = (
    Route("/api/v1/events", send_events, "events by filter", "GET", (*FILTER_FIELDS, LIMIT, OFFSET), JSON, shapes.Events),
    Route("/api/v1/claims", send_claims, "claims of the chosen events", "GET", (*FILTER_FIELDS, LIMIT, OFFSET), JSON, shapes.Claims),
    Route("/api/v1/events.columns", send_columns, "chosen events in packed columns, for drawing many", "GET",
          (*FILTER_FIELDS, Field("with", f"one more column: {', '.join(columns.MORE)} (may be repeated)", schema=columns.SCHEMA)),
          JSON, shapes.Columns),
    Route("/api/v1/documents", send_documents, "all documents, without their texts", "GET", (LIMIT, OFFSET), JSON, shapes.Documents),
    Route("/api/v1/sources", send_sources, "all sources", "GET", (), JSON, shapes.Sources),
    Route("/api/v1/decisions", send_decisions, "all decisions, and the head that the next one must expect", "GET", (LIMIT, OFFSET), JSON,
          shapes.Decisions),
    Route("/api/v1/decisions", send_decided, "write one decision; 409 when somebody decided on the same meanwhile", "POST", POST_FIELDS, JSON,
          shapes.Decided),
    Route("/api/v1/work", send_work, "how far the work in the background is", "GET", (), JSON, shapes.Work),
    Route("/api/v1/land.svg", send_land, "land, coasts and borders of a box", "GET",
          (Field("box", "west,south,east,north in degrees", needed=True), Field("height", "in pixels; the width is 960")), "image/svg+xml"),
    Route("/api/v1/map.svg", send_map, "the chosen events on a map, as one picture", "GET", FILTER_FIELDS, "image/svg+xml"),
)  # fmt: skip
