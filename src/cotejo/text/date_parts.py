"""A stretch of days and the name of a part -> the days of that part: early, mid, late, a half, a quarter."""

from datetime import date, timedelta

SHARES = {"early": (0, 1 / 3), "mid": (1 / 3, 2 / 3), "late": (2 / 3, 1), "half1": (0, 1 / 2), "half2": (1 / 2, 1)}
YEAR_MONTHS = {
    "early": (1, 3), "mid": (5, 8), "late": (10, 12), "half1": (1, 6), "half2": (7, 12),
    "quarter1": (1, 3), "quarter2": (4, 6), "quarter3": (7, 9), "quarter4": (10, 12),
}  # fmt: skip
MONTH_DAYS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "half1": (1, 15), "half2": (16, 31)}
LONGEST_MONTH = 31
YEAR_DAYS = (365, 366)


def part_of(earliest: date, latest: date, part: str) -> tuple[date, date]:
    """Days of a part of a month, a year, or of anything else by its share; an unknown part is the whole."""
    days = (latest - earliest).days + 1
    if part in YEAR_MONTHS and days in YEAR_DAYS and earliest.month == 1:
        first, last = YEAR_MONTHS[part]
        end = date(earliest.year + (last == 12), last % 12 + 1, 1) - timedelta(days=1)  # noqa: PLR2004 - December
        return date(earliest.year, first, 1), end
    if part in MONTH_DAYS and earliest.day == 1 and earliest.month == latest.month:
        first, last = MONTH_DAYS[part]
        return earliest.replace(day=first), earliest.replace(day=min(last, latest.day))
    if part in SHARES:
        low, high = SHARES[part]
        return earliest + timedelta(days=round(days * low)), earliest + timedelta(days=round(days * high) - 1)
    return earliest, latest
