"""The same happening across documents, and how its reports depend on each other."""

from typing import Literal

from cotejo.records.base import Record
from cotejo.records.claim import EventType
from cotejo.records.resolution import Interval, Place
from cotejo.records.span import Span

Relation = Literal["same_event", "denies", "disputes", "recasts", "incompatible", "corrects", "updates", "no_comment"]


class Reason(Record, frozen=True, kw_only=True):
    """One line of a score that can be read aloud: feature, what was compared, weight."""

    feature: str
    seen: str
    weight: float


class Link(Record, frozen=True, kw_only=True):
    """Two claims, how they relate, and the judgement with every reason. `left` denies/disputes/corrects `right`."""

    key = ("left", "right", "relation")

    left: str
    right: str
    relation: Relation
    judgement: Literal["positive", "negative", "unsure"]
    score: float
    reasons: tuple[Reason, ...]
    field: str | None = None  # what is disputed: count, place, time, role
    made_by: str


class Disputed(Record, frozen=True, kw_only=True):
    """A value on which the claims of one event differ: each reading with the claims that give it."""

    field: str
    values: tuple[tuple[str, tuple[str, ...]], ...]  # (reading as text, claim ids)


class Event(Record, frozen=True, kw_only=True):
    """A happening: its supporting and its opposing claims, and what all that agree leave possible (running intersection)."""

    key = ("claims",)

    claims: tuple[str, ...]  # claim ids, sorted; denials of it are linked, not members
    event_type: EventType
    place: Place | None
    time: Interval | None
    low: int | None = None  # persons, or systems where `count_unit` says so
    high: int | None = None
    count_unit: str | None = None
    actor_states: tuple[str, ...] = ()
    host: str | None = None
    disputed: tuple[Disputed, ...] = ()
    made_by: str


class Derivation(Record, frozen=True, kw_only=True):
    """`later` rests on `earlier`. Nodes are claim ids, document ids, or entity nodes `source:KEY` and ghosts `ghost:KEY` (named, not archived)."""

    key = ("later", "earlier", "relation", "rule")

    later: str
    earlier: str
    relation: Literal["cites", "quotes", "copies", "translates", "links_to", "embeds"]
    strength: Literal["hard", "soft"]
    credited: bool
    rule: str
    spans: tuple[Span, ...] = ()
    why: str
    made_by: str
