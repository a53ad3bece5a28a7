"""Days -> percent of a drawing's width: one scale for timeline and lanes, with its ticks."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from cotejo.dossier.html_elements import Html, el, join, text
from cotejo.dossier.wording import Wording

MAX_TICKS = 6
STEPS_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)  # distances between ticks, in months
STEPS_DAYS = (1, 2, 5, 10)  # for scales shorter than two months
SHORT_DAYS = 62
LETTER_PERCENT = 1.7  # of the narrowest drawing (print): a label that would leave it on the right is left out
MARGIN = 0.03  # of the scale, left free at both ends


class Scale(NamedTuple):
    """Days `first` to `last`, both inclusive, on a width of 100 %."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Place the beginning of a day, in percent, cut to the drawing."""
        days = (self.last - self.first).days + 1
        return round(min(max((day - self.first).days / days * 100, 0.0), 100.0), 2)

    def after(self, day: date) -> float:
        """Place the end of a day, in percent."""
        return 100.0 if day >= self.last else self.at(day + timedelta(days=1))


def scale_over(days: Iterable[date]) -> Scale | None:
    """Fit a scale over days with a margin; None without any."""
    found = sorted(days)
    if not found:
        return None
    margin = timedelta(days=max(2, round((found[-1] - found[0]).days * MARGIN)))
    first = found[0] - margin if found[0] - date.min > margin else date.min
    last = found[-1] + margin if date.max - found[-1] > margin else date.max
    return Scale(first, last)


def ticks(scale: Scale) -> list[date]:
    """Choose round days for the ticks: at most MAX_TICKS."""
    length = (scale.last - scale.first).days + 1
    if length <= SHORT_DAYS:
        step = next((days for days in STEPS_DAYS if length / days <= MAX_TICKS), STEPS_DAYS[-1])
        days = [scale.first + timedelta(days=number) for number in range(length)]
        return [day for day in days if (day.day - 1) % step == 0 and not (step > 1 and day.day > 30)]  # noqa: PLR2004 - the 31st crowds the 1st
    months = next((step for step in STEPS_MONTHS if length / 30.4 / step <= MAX_TICKS), STEPS_MONTHS[-1])
    start, end = scale.first.year * 12 + scale.first.month, scale.last.year * 12 + scale.last.month - 1
    numbers = [number for number in range(start, end + 1) if number % months == 0]
    return [date(number // 12, number % 12 + 1, 1) for number in numbers if number // 12 >= 1]


def show_axis(words: Wording, scale: Scale) -> Html:
    """Draw the axis: a line and a label per tick."""
    short = (scale.last - scale.first).days + 1 <= SHORT_DAYS
    marks = []
    for day in ticks(scale):
        x = f"{scale.at(day)}%"
        month = words.pick("months", str(day.month))[:3]
        label = f"{day.day} {month} {day.year}" if short else str(day.year) if (day.month == 1) else f"{month} {day.year}"
        marks.append(el("line", x1=x, x2=x, y1="0", y2="6", class_="tick"))
        if scale.at(day) + len(label) * LETTER_PERCENT <= 100:  # noqa: PLR2004 - percent
            marks.append(el("text", text(label), x=x, y="18", dx="3"))
    return el("svg", join(marks), width="100%", height="22", class_="axis", aria_hidden="true")


def grid(scale: Scale, height: int) -> Html:
    """Draw the ticks' faint lines behind a row."""
    return join([el("line", x1=f"{scale.at(day)}%", x2=f"{scale.at(day)}%", y1="0", y2=str(height), class_="grid") for day in ticks(scale)])
