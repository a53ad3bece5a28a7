"""Decisions that stand -> records that a run puts beside what it read: joins and partings as links, corrected slots in place of read ones."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from cotejo.case.decisions import Decision, Standing
from cotejo.case.store import DECIDED
from cotejo.errors import UsageError
from cotejo.language import gazetteer
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.event import Link, Reason
from cotejo.records.resolution import Interval, Place, Resolution

STAGE = DECIDED
VERSION = "1"
MADE_BY = f"{STAGE}@{VERSION}"
SURE = 10.0  # score of a link that a person made; it is replayed, not weighed
DECEMBER = 12
WITHDRAWN = "withdrawn"  # reason of the abstention that stands for a withdrawn document
NONE = "none"  # the value of a correction that says: it is not known


def records_of(standing: Standing, claims: Collection[str], documents: Collection[str]) -> Iterator[Record]:
    """Give what the decisions that stand say of claims and documents that are there; of two on the same, the later. Others wait.

    `claims` are those of documents that were not withdrawn.
    """
    for document, decision in sorted(standing.withdrawn().items()):
        if document in documents:
            detail = f"withdrawn by {decision.by}: {decision.reason}"
            yield Abstention(stage=STAGE, subject=document, reason=WITHDRAWN, detail=detail, made_by=f"person:{decision.by}")
    latest = [made.decision for made in standing.latest().values()]
    for decision in latest:
        if decision.verb in ("same", "different") and decision.subject in claims and decision.other in claims:
            yield link_of(decision)
        elif decision.verb == "correct" and decision.subject in claims:
            yield resolution_of(decision)


def removed(subjects: Mapping[str, str]) -> Iterator[Abstention]:
    """Say of captures whose bytes a tombstone removed that nothing is read of them, and why."""
    for capture, reason in sorted(subjects.items()):
        yield Abstention(stage=STAGE, subject=capture, reason="tombstone", detail=f"its bytes were removed by law: {reason}", made_by=MADE_BY)


def link_of(decision: Decision) -> Link:
    """Write a join or a parting as a link; `made_by` names the person, so that linking replays it."""
    left, right = sorted((decision.subject, decision.other))
    weight = SURE if decision.verb == "same" else -SURE
    return Link(
        left=left,
        right=right,
        relation="same_event",
        judgement="positive" if decision.verb == "same" else "negative",
        score=weight,
        reasons=(Reason(feature="decision", seen=decision.reason, weight=weight),),
        made_by=f"person:{decision.by}",
    )


def resolution_of(decision: Decision) -> Resolution:
    """Write a corrected slot."""
    return Resolution(
        subject=decision.subject,
        field=decision.field,
        value=read_value(decision.field, decision.value),
        reason=f"corrected by a person: {decision.reason}",
        made_by=f"person:{decision.by}",
    )


def read_value(field: str, value: str) -> Place | Interval | None:
    """Read the value of a correction: a gazetteer id, a day or two of them, or `none`.

    Raises:
        UsageError: it cannot be read; the message says how it is written.
    """
    if value.strip() == NONE:
        return None
    if field == "place":
        row = gazetteer.gazetteer().get(value.strip())
        if row is None:
            raise UsageError(f"no place {value!r} in the gazetteer; a place is given by its id (those weighed stand beside the claim), or none.")
        return gazetteer.place_of(row)
    if field == "time":
        return read_interval(value)
    raise UsageError(f"{field!r} cannot be corrected; place and time can.")


def read_interval(value: str) -> Interval:
    """Read `YYYY-MM-DD`, `YYYY-MM`, `YYYY`, or two of them with a slash; an end may be left open.

    Raises:
        UsageError: no such days.
    """
    first, slash, last = value.strip().partition("/")
    earliest, latest = read_ends(first)[0], read_ends(last if slash else first)[1]
    if earliest is None and latest is None:
        raise UsageError("a time has at least one end: YYYY-MM-DD, or YYYY-MM-DD/YYYY-MM-DD.")
    if earliest and latest and earliest > latest:
        raise UsageError(f"{value!r} ends before it begins.")
    return Interval(earliest=earliest, latest=latest, basis="stated", granularity="day" if earliest == latest else "unknown")


def read_ends(written: str) -> tuple[date | None, date | None]:
    """First and last day of a year, a month or a day.

    Raises:
        UsageError: it is none of these.
    """
    if not written.strip():
        return None, None
    try:
        year, *rest = (int(part) for part in written.strip().split("-", 2))
        if len(rest) > 1:
            return date(year, rest[0], rest[1]), date(year, rest[0], rest[1])
        first = date(year, rest[0] if rest else 1, 1)
        following = date(year + 1, 1, 1) if not rest or rest[0] == DECEMBER else date(year, rest[0] + 1, 1)
    except ValueError as error:
        raise UsageError(f"{written!r} is no day; write YYYY, YYYY-MM or YYYY-MM-DD.") from error
    return first, date.fromordinal(following.toordinal() - 1)
