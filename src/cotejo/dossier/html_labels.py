"""Marks on a map -> their labels: numbers of happenings and names of places, where neither a label nor another mark lies."""

from cotejo.dossier import describe
from cotejo.dossier.html_elements import Html, el, join, text
from cotejo.dossier.html_view import SPOT_PX, WIDTH, View
from cotejo.dossier.shelf import Shelf
from cotejo.dossier.world import Point
from cotejo.records.event import Event
from cotejo.records.resolution import Place

LETTER_PX = 7.2  # mean width of a letter of a label
LINE_PX = 17.0  # height of a label's line
MAX_LINES_AWAY = 8  # lines that a label may stand above or below its mark
MAX_NUMBERS = 6  # happenings numbered at one place; more are counted


def place_labels(shelf: Shelf, view: View, marks: list[tuple[Place, Point, list[Event]]]) -> Html:
    """Write the events' numbers and the place's name beside each mark, where neither a label nor another mark lies; a far one has a line to it."""
    middles = [view.at(middle) for _, middle, _ in marks]
    taken = [(x - SPOT_PX, y - SPOT_PX, x + SPOT_PX, y + SPOT_PX) for x, y in middles]
    labels = []
    for (place, _, events), (x, y) in reversed(list(zip(marks, middles, strict=True))):
        shown, more = events[:MAX_NUMBERS], len(events) - MAX_NUMBERS
        tail = f"{f' +{more}' if more > 0 else ''} {describe.short_name(place, shelf.words)}"
        length = LETTER_PX * (len(tail) + sum(len(str(shelf.numbers[event.id])) + 2 for event in shown) - 2)
        spots = label_spots(x, y, length)
        left, base = next((spot for spot in spots if is_free(spot, length, view, taken)), spots[0])
        taken.append((left, base - 12, left + length, base + 4))
        if abs(base - 4 - y) > LINE_PX:
            end = min(max(x, left), left + length)
            labels.append(el("line", x1=f"{x:.1f}", y1=f"{y:.1f}", x2=f"{end:.1f}", y2=f"{base - (12 if base < y else -4):.1f}", class_="leader"))
        links = join([el("a", text(str(shelf.numbers[event.id])), href=f"#{shelf.place_of(event)}") for event in shown], ", ")
        labels.append(el("text", links, text(tail), x=f"{left:.1f}", y=f"{base:.1f}"))
    return join(labels)


def label_spots(x: float, y: float, length: float) -> list[Point]:
    """Where a label may begin, the nearest first: right, left, above, below, then further lines above and below on both sides."""
    near = [(x + 9, y + 4), (x - 9 - length, y + 4), (x - length / 2, y - 10), (x - length / 2, y + 20)]
    far = [
        (left, y + 4 + sign * step * LINE_PX)
        for step in range(1, MAX_LINES_AWAY + 1)
        for sign in (-1, 1)
        for left in (x + 14, x - 14 - length, x - length / 2)
    ]
    return near + far


def is_free(spot: Point, length: float, view: View, taken: list[tuple[float, float, float, float]]) -> bool:
    """Whether a label at a spot stays in the drawing and off the others."""
    left, base = spot
    if left < 0 or left + length > WIDTH or base < 12 or base > view.height - 4:  # noqa: PLR2004 - the height of a line
        return False
    return not any(left < right and left + length > start and base - 12 < bottom and base + 4 > top for start, top, right, bottom in taken)
