"""Independent roots of an event's reports, and the verdict on them."""

from typing import Literal

from cotejo.records.attribution import SourceKind
from cotejo.records.base import Record
from cotejo.records.span import Span

Side = Literal["supports", "denies", "concedes"]
Label = Literal["withdrawn", "physically corroborated", "corroborated", "possibly corroborated", "single origin", "origin undetermined"]


class OwnReporting(Record, frozen=True, kw_only=True):
    """One piece of positive evidence that an origin knows the thing itself."""

    kind: Literal["told_us", "first_person", "dateline_interviewee", "named_speaker", "artefact", "own_report", "statement"]
    span: Span | None
    why: str


class Origin(Record, frozen=True, kw_only=True):
    """One independent root of an event (or of one detail of it). No evidence of own reporting = undetermined: it counts in hi, not in lo."""

    key = ("event", "root", "side", "detail")

    event: str
    root: str  # node id
    name: str
    source_kind: SourceKind
    side: Side = "supports"
    detail: str | None = None  # None = the happening itself; "count", "place", ... = that detail
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    path: tuple[str, ...] = ()  # derivation ids that lead from the mentions to this root
    evidence: tuple[OwnReporting, ...] = ()
    determined: bool
    merged: tuple[str, ...] = ()  # other roots that soft edges unite with this one (they count in hi)
    why: str
    made_by: str


class Flag(Record, frozen=True, kw_only=True):
    """What stands beside a label and is never folded into it: contested, conceded in part, values disputed, circular, unnamed only, ..."""

    name: str
    detail: str
    spans: tuple[Span, ...] = ()
    records: tuple[str, ...] = ()


class DetailOrigins(Record, frozen=True, kw_only=True):
    """On how many origins one detail rests."""

    detail: str
    value: str
    lo: int
    hi: int


class Assessment(Record, frozen=True, kw_only=True):
    """The verdict on an event: how many independent origins, which label, what stands beside it. Never a score."""

    key = ("event",)

    event: str
    lo: int
    hi: int
    label: Label
    details: tuple[DetailOrigins, ...] = ()
    flags: tuple[Flag, ...] = ()
    findings: tuple[str, ...] = ()
    credibility_digit: Literal["2", "3", "4", "5", "6"] | None = None  # suggested; software never says 1
    reasons: tuple[str, ...] = ()
    made_by: str
