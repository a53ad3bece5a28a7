"""A trigger and the dates around it -> the words of its time, and the days that they leave possible."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from cotejo.claims.lines import Line, words_of
from cotejo.language.reading import Dated, Reading
from cotejo.records.attribution import Attribution
from cotejo.records.resolution import Interval
from cotejo.records.span import Span

OLD_DAYS = 365 * 12  # a happening so long before the report is its background
OPENING = 400  # signs at the head of a text in which it may date itself
CUE_WORDS = 4  # a date so near to a reporting verb, outside of what is reported, dates the utterance


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
    posts = [dated for line in reading.sentences if "(@" in line.text for dated in line.dates if exact(dated)]
    if posts:
        latest = max(dated.interval.latest for dated in posts if dated.interval.latest)
        end = month_end(latest)
        return Bound(end, f"no publication date; a post inside is of {latest.isoformat()}, and its month bounds it")
    opening = [dated for line in reading.sentences for dated in line.dates if exact(dated) and dated.span.start < OPENING]
    if opening:
        return Bound(opening[0].interval.latest, "no publication date; the text's head is dated")
    return Bound(None, "no publication date, and no date inside that bounds it")


def exact(dated: Dated) -> bool:
    """Whether a date names one day."""
    return dated.interval.earliest is not None and dated.interval.earliest == dated.interval.latest


def month_end(day: date) -> date:
    """Last day of a day's month."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - timedelta(days=1)


def attach(line: Line, trigger: tuple[int, int], scope: tuple[int, int], attributions: Sequence[Attribution]) -> tuple[Dated, str] | None:
    """The date that goes with a trigger: in its own clauses first, then elsewhere in its sentence; never the date of an utterance."""
    usable = [dated for dated in line.sentence.dates if not uttered(dated, line, trigger, attributions)]
    placed = [(*words_of(line.tokens, dated.span.start, dated.span.end), dated) for dated in usable]
    inside = [entry for entry in placed if scope[0] <= entry[0] and entry[1] <= scope[1]]
    for entries, rule in ((inside, "time.clause"), (placed, "time.sentence")):
        if entries:
            nearest = min(entries, key=lambda entry: (distance(entry, trigger), entry[0]))
            return nearest[2], rule
    return None


def distance(entry: tuple[int, int, Dated], trigger: tuple[int, int]) -> int:
    """Words between a date and a trigger."""
    return max(entry[0] - trigger[1], trigger[0] - entry[1], 0)


def uttered(dated: Dated, line: Line, trigger: tuple[int, int], attributions: Sequence[Attribution]) -> bool:
    """Whether a date says when something was said: it is an attribution's `said_on`, or stands outside of the content that holds the trigger."""
    at = line.start(trigger[0])
    for each in attributions:
        if each.said_on and each.said_on.start < dated.span.end and dated.span.start < each.said_on.end:
            return True
        covered = each.content and each.content.start <= at < each.content.end
        if covered and each.content and each.cue and not each.content.start <= dated.span.start < each.content.end:
            gap = min(abs(dated.span.start - each.cue.end), abs(each.cue.start - dated.span.end))
            if gap <= CUE_WORDS * 5 and each.cue.start < dated.span.end and not line.start(trigger[0]) > dated.span.end > each.cue.end:
                return True
    return False


def is_old(interval: Interval, bound: Bound) -> bool:
    """Whether a happening lies so far before the report that it is history."""
    return bound.latest is not None and interval.latest is not None and (bound.latest - interval.latest).days > OLD_DAYS


def bounded(bound: Bound) -> Timed:
    """No time in the text: only the publication bounds the happening."""
    interval = Interval(earliest=None, latest=bound.latest, basis="publication_bound")
    return Timed(None, interval, f"time.publication_bound: {bound.reason}")
