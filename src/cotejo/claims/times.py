"""A trigger and the dates around it -> the words of its time, and the days that they leave possible."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from cotejo.claims.lines import Line
from cotejo.language.reading import Dated, Reading
from cotejo.records.attribution import Attribution
from cotejo.records.resolution import Interval
from cotejo.records.span import Span

OLD_DAYS = 365 * 12  # a happening so long before the report is its background
OPENING = 400  # signs at the head of a text in which it may date itself


class Bound(NamedTuple):
    """The latest day by which a document was written, and how that is known."""

    latest: date | None
    reason: str


class Timed(NamedTuple):
    """The words of a time (None where only the publication bounds it), its days, and the reason."""

    span: Span | None
    interval: Interval
    reason: str


def bound_of(reading: Reading) -> Bound:
    """Latest day that the document can speak of: its publication, else a dated post inside it, else a date at its head."""
    document = reading.document
    if document.published and document.published.latest:
        return Bound(document.published.latest, "the publication date bounds it")
    if document.published_at:
        return Bound(document.published_at.date(), "the publication date bounds it")
    posts = [dated.interval.latest for line in reading.sentences if "(@" in line.text for dated in line.dates if is_day(dated)]
    if posts:
        latest = max(day for day in posts if day)
        return Bound(month_end(latest), f"no publication date; a post inside is of {latest.isoformat()}, and its month bounds it")
    opening = [dated.interval.latest for line in reading.sentences for dated in line.dates if is_day(dated) and dated.span.start < OPENING]
    if opening:
        return Bound(opening[0], "no publication date; the head of the text is dated")
    return Bound(None, "no publication date, and no date inside that bounds it")


def is_day(dated: Dated) -> bool:
    """Whether a date names one day."""
    return dated.interval.earliest is not None and dated.interval.earliest == dated.interval.latest


def month_end(day: date) -> date:
    """Last day of a day's month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1) - timedelta(days=1)


def attach(line: Line, trigger: tuple[int, int], scope: tuple[int, int, int], voices: Sequence[Attribution], bound: Bound) -> Timed:
    """The time of a trigger: a date of its clauses, else one after it or before the sentence's first trigger (`scope[2]`).

    Failing that, the day of an utterance is an upper bound, and then that of publication.
    """
    said = [entry for entry in line.dates if is_said(entry[2], line, trigger, voices)]
    free = [entry for entry in line.dates if entry not in said]
    inside = [entry for entry in free if scope[0] <= entry[0] and entry[1] <= scope[1]]
    shared = [entry for entry in free if entry[0] >= trigger[1] or entry[1] <= scope[2]]
    for entries, rule in ((inside, "time.clause"), (shared, "time.sentence")):
        if entries:
            dated = min(entries, key=lambda entry: (distance(entry, trigger), entry[0]))[2]
            return Timed(dated.span, dated.interval, rule)
    upper = [dated for _, _, dated in said if dated.interval.latest]
    if upper:
        latest = min(upper, key=lambda dated: dated.interval.latest or date.max)
        interval = Interval(earliest=None, latest=latest.interval.latest, basis="relative")
        return Timed(latest.span, interval, "time.said: it was said then, and happened on or before that day")
    return Timed(None, Interval(earliest=None, latest=bound.latest, basis="publication_bound"), f"time.publication_bound: {bound.reason}")


def distance(entry: tuple[int, int, Dated], trigger: tuple[int, int]) -> int:
    """Words between a date and a trigger."""
    return max(entry[0] - trigger[1], trigger[0] - entry[1], 0)


def is_said(dated: Dated, line: Line, trigger: tuple[int, int], voices: Sequence[Attribution]) -> bool:
    """Whether a date says when something was said: it stands in an attribution's `said_on`, or by its cue and outside of what is reported."""
    at = line.start(trigger[0])
    start, end = dated.span.start, dated.span.end
    for each in voices:
        if each.said_on and each.said_on.start < end and start < each.said_on.end:
            return True
        content, cue = each.content, each.cue
        if content is None or cue is None or not content.start <= at < content.end or content.start <= start < content.end:
            continue
        if not is_aside(line, end, cue.start):
            return True
    return False


def is_aside(line: Line, start: int, end: int) -> bool:
    """Whether a saying is put in between ("In August, as this paper revealed, ..."): the date before it is the happening's."""
    between = [at for at, token in enumerate(line.tokens) if start <= token.start <= end]
    return any(line.is_small("asides", at) for at in between)


def is_old(interval: Interval, bound: Bound) -> bool:
    """Whether a happening lies so far before the report that it is history."""
    return bound.latest is not None and interval.latest is not None and (bound.latest - interval.latest).days > OLD_DAYS
