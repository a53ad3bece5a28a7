"""What the API answers with, as types: the OpenAPI document's schemas are made from them, and tests hold each answer against its own."""

from typing import NotRequired, TypedDict

from cotejo.case.decisions import Decision
from cotejo.records.resolution import Interval
from cotejo.web.views.rows import Card, Row
from cotejo.web.views.source import Named
from cotejo.web.worker import State

Steps = list[int | None]


class Titled(TypedDict):
    """Any page as JSON: its title, and what it shows."""

    title: str


class Fault(TypedDict):
    """What went wrong, as a sentence."""

    title: str
    fault: str


class Events(Titled):
    """Events by filter."""

    total: int
    chosen: int
    events: list[Row]


class Claims(Titled):
    """Claims of the chosen events."""

    total: int
    chosen: int
    claims: list[Card]


class Places(TypedDict):
    """Places in columns."""

    id: list[str]
    name: list[str]
    longitude: list[float | None]
    latitude: list[float | None]
    radius_m: list[float | None]
    precision: list[str]
    state: list[str | None]
    regions: list[list[int]]


class Columns(Titled):
    """Events in packed columns; `number` and `earliest` are steps from the last known one, `latest` counts from `earliest`."""

    total: int
    run: int
    number: Steps
    types: list[str]
    type: Steps
    bases: list[str]
    basis: Steps
    earliest: Steps
    latest: Steps
    places: Places
    place: Steps
    id: NotRequired[list[str]]
    lo: NotRequired[Steps]
    hi: NotRequired[Steps]
    label: NotRequired[list[str | None]]
    claims: NotRequired[list[int]]


class DocumentLine(TypedDict):
    """A document, without its text."""

    id: str
    external_id: str | None
    outlet: str | None
    title: str | None
    byline: str | None
    language: str | None
    url: str | None
    published: Interval | None
    length: int
    capture: str
    sha256: str | None


class Documents(Titled):
    """All documents."""

    total: int
    documents: list[DocumentLine]


class Sources(Titled):
    """All sources."""

    sources: list[Named]


class DecisionLine(TypedDict):
    """A decision as the log has it."""

    number: int
    at: str
    seal: str
    stands: bool
    decision: Decision


class Decisions(Titled):
    """All decisions in their order, with the head that the next one must expect."""

    head: str
    total: int
    undo: str
    redo: str
    decisions: list[DecisionLine]


class Decided(Titled):
    """A decision that was written."""

    head: str
    decision: Decision
    number: int


class Work(Titled):
    """How far the work in the background is."""

    work: State
    run: int


class Elsewhere(TypedDict):
    """An address that shows what was asked for, or what comes next."""

    to: str
