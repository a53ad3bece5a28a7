"""Wikinews of MEANTIME with coded times -> F1 of times whose days are exactly those coded, beside "a year in figures is that year".

Only times of the calendar count (a day, week, month, quarter, season, half, year or decade); durations, sets and "now" denote no days.
A time as read is right where it overlaps a coded one and has its first and last day; where a word makes it open ("by 2008", "since 1992"),
the end that is given counts, for TimeML codes the year alone; of a range, each end counts by itself. The corpus is annotated in the
headline and the first five sentences, so that only these are read; the text's own creation time is given, not scored.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from defusedxml import ElementTree

from cotejo.language.load import read
from cotejo.records.document import Document
from cotejo.records.resolution import Interval
from eval.figures import Figure
from eval.shared import SHARED

FOLDER = SHARED / "data" / "meantime" / "intra-doc_annotation"
YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
HALVES = {"H1": (1, 6), "H2": (7, 12), "SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12)}
ANNOTATED = 6  # sentences, the headline and the date line among them
Days = tuple[str, str]


class Time(NamedTuple):
    """A time `[start, end)` of a text with its first and last day."""

    start: int
    end: int
    days: Days
    part: bool = False


class Story(NamedTuple):
    """A text, the day that it was written, and its coded times."""

    text: str
    written: date | None
    times: tuple[Time, ...]


@cache
def stories() -> tuple[Story, ...]:
    """All texts."""
    return tuple(story(ElementTree.parse(path).getroot()) for path in sorted(FOLDER.rglob("*.xml")))


def story(root: "ElementTree.Element") -> Story:
    """One text, its tokens joined by blanks, a line for a sentence."""
    text, places, line = "", {}, "0"
    for token in root.iter("token"):
        if int(token.get("sentence") or 0) >= ANNOTATED:
            continue
        if text:
            text += " " if token.get("sentence") == line else "\n"
        line = token.get("sentence") or ""
        places[token.get("t_id")] = (len(text), len(text) + len(token.text or ""))
        text += token.text or ""
    written, times = None, []
    for entry in root.iter("TIMEX3"):
        ends = [places[anchor.get("t_id")] for anchor in entry.iter("token_anchor") if anchor.get("t_id") in places]
        value = entry.get("value") or ""
        if entry.get("functionInDocument") == "CREATION_TIME":
            written = written_on(value)
        elif ends and entry.get("type") == "DATE" and (days := days_of(value)):
            times.append(Time(min(start for start, _ in ends), max(end for _, end in ends), days))
    return Story(text, written, tuple(times))


def written_on(value: str) -> date:
    """The day of a creation time; one of them is written day, month, year, another has a day of one figure."""
    parts = [int(part) for part in re.findall(r"\d+", value)[:3]]
    return date(*parts) if parts[0] > 31 else date(*reversed(parts))


def days_of(value: str) -> Days | None:
    """First and last day of a TIMEX3 value; None for one that denotes no days."""
    if found := re.match(r"(\d{4})-W(\d\d)", value):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        first, last = (monday + timedelta(5), monday + timedelta(6)) if value.endswith("WE") else (monday, monday + timedelta(6))
        return first.isoformat(), last.isoformat()
    if found := re.match(r"(\d{4})-(\d\d)-(\d\d)", value):
        return found[0], found[0]
    if found := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return f"{value}-01", f"{value}-{monthrange(int(found[1]), int(found[2]))[1]}"
    if (found := re.fullmatch(r"(\d{4})-([HQSF]\w)", value)) and found[2] in HALVES:
        first_month, last_month = HALVES[found[2]]
        return f"{found[1]}-{first_month:02}-01", f"{found[1]}-{last_month:02}-{monthrange(int(found[1]), last_month)[1]}"
    if re.fullmatch(r"\d{3,4}", value):
        return f"{value:0<4}-01-01", f"{value:9<4}-12-31"
    return None


def seen(one: Story) -> tuple[Time, ...]:
    """Times of a text as read."""
    published = Interval(earliest=one.written, latest=one.written, basis="stated") if one.written else None
    document = Document(capture="eval", text=one.text, external_id="eval", language="en", published=published, made_by="eval@1")
    dated = (time for sentence in read(document).sentences for time in sentence.dates)
    return tuple(
        Time(
            time.span.start,
            time.span.end,
            (str(time.interval.earliest or "-"), str(time.interval.latest or "-")),
            time.interval.modifier in {"early", "mid", "late"},
        )
        for time in dated
    )


def naive(one: Story) -> Iterator[Time]:
    """Years in figures."""
    for found in YEAR.finditer(one.text):
        yield Time(found.start(), found.end(), (f"{found[0]}-01-01", f"{found[0]}-12-31"))


def scored(coded: Sequence[Time], given: Sequence[Time]) -> tuple[int, int, int]:
    """Right ones, those coded, those given."""
    right = sum(any(time.start < other.end and other.start < time.end and agree(time.days, other) for other in given) for time in coded)
    ranges = sum(max(sum(time.start < other.end and other.start < time.end for time in coded) - 1, 0) for other in given)
    return right, len(coded), len(given) + ranges


def agree(coded: Days, seen: Time) -> bool:
    """Whether a time as read is the coded one, open at one end, a range that the coded one opens or closes, or a part of it ("late 2006")."""
    first, last = seen.days
    if "-" in seen.days:
        day_after = (date.fromisoformat(last) + timedelta(1)).isoformat() if last != "-" else ""
        return coded[0] in {first, day_after} or last == coded[1] or first == coded[1]
    if seen.part:
        return coded[0] <= first and last <= coded[1]
    return coded == seen.days or (coded[0] == first and coded[1] < last) or (first < coded[0] and coded[1] == last)


def in_text(one: Story, times: Sequence[Time]) -> tuple[Time, ...]:
    """Without the line that dates the text itself."""
    head = one.text.find("\n", one.text.find("\n") + 1)
    return tuple(time for time in times if time.start > head or any(time.start < coded.end and coded.start < time.end for coded in one.times))


def figures() -> list[Figure]:
    """Value F1 of all texts."""
    ours = [scored(one.times, in_text(one, seen(one))) for one in stories()]
    plain = [scored(one.times, in_text(one, tuple(naive(one)))) for one in stories()]
    return [Figure("en MEANTIME dates value F1", sum(row[0] for row in ours), sum(row[1] for row in ours), f1(plain), "calendar times", f1(ours))]


def f1(rows: Sequence[tuple[int, int, int]]) -> float:
    """Harmonic mean of precision and recall."""
    both = sum(row[1] + row[2] for row in rows)
    return 2 * sum(row[0] for row in rows) / both if both else 0.0
