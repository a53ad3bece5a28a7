"""The log of custody -> for each day the sources that were looked at: so that "nothing happened" is told from "nobody looked"."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal, NamedTuple

from cotejo.case.custody import read_line

Covered = Literal["read", "unchanged", "failed"]
BETTER = {"read": 2, "unchanged": 1, "failed": 0}


class Day(NamedTuple):
    """One day (UTC): the best answer of each source, the pages that it named for the first time, and the looks that failed."""

    day: date
    source: str
    outcome: Covered
    looks: int
    failed: int
    new: int


def coverage(lines: Iterable[bytes]) -> tuple[Day, ...]:
    """Read the looks at sources from the log, by day and source."""
    days: dict[tuple[date, str], Day] = {}
    for line in lines:
        if b'"act":"collect"' not in line:
            continue
        entry = read_line(line)
        day = date.fromisoformat(entry.at[:10])
        for look in entry.detail.get("sources", ()):
            key = (day, str(look["name"]))
            before = days.get(key, Day(day, key[1], "failed", 0, 0, 0))
            best = max(before.outcome, look["outcome"], key=BETTER.__getitem__)
            days[key] = Day(day, key[1], best, before.looks + 1, before.failed + (look["outcome"] == "failed"), before.new + int(look["new"]))
    return tuple(days[key] for key in sorted(days))


def gaps(days: Iterable[Day], first: date, last: date) -> dict[str, tuple[date, ...]]:
    """For each source the days from `first` to `last` on which no look succeeded: "not covered", whatever else is known of them."""
    rows = list(days)
    covered = {(row.day, row.source) for row in rows if row.outcome != "failed"}
    span = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return {source: tuple(day for day in span if (day, source) not in covered) for source in sorted({row.source for row in rows})}
