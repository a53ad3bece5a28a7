"""Boxes on the globe -> what a map shows of it, and where each point lies in the drawing."""

import math
from typing import NamedTuple

from cotejo.dossier.world import Point

WIDTH = 960.0
MIN_HEIGHT, MAX_HEIGHT = 380.0, 680.0
MIN_SPAN = 7.0  # degrees of latitude in view at least, so that a single town still lies in its country
PAD = 0.18  # of the extent, free on each side
SPOT_PX = 5.0


class View(NamedTuple):
    """What is in view, in degrees, and its height in pixels of a width of WIDTH. A degree of longitude is drawn as long as at mid-latitude."""

    west: float
    south: float
    east: float
    north: float
    height: float

    def at(self, point: Point) -> Point:
        """Project a point."""
        x = (point[0] - self.west) / (self.east - self.west) * WIDTH
        y = (self.north - point[1]) / (self.north - self.south) * self.height
        return x, y

    def meets(self, box: tuple[float, float, float, float]) -> bool:
        """Whether a box is at least partly in view."""
        return box[0] <= self.east and box[2] >= self.west and box[1] <= self.north and box[3] >= self.south


def fit_view(boxes: list[tuple[float, float, float, float]]) -> View:
    """Fit a view around boxes, never narrower than MIN_SPAN, in a shape that a page can hold."""
    west, south = min(box[0] for box in boxes), max(min(box[1] for box in boxes), -85.0)
    east, north = max(box[2] for box in boxes), min(max(box[3] for box in boxes), 85.0)
    middle_y = (south + north) / 2
    cosine = max(math.cos(math.radians(middle_y)), 0.2)
    high = max((north - south) * (1 + 2 * PAD), MIN_SPAN)
    wide = max((east - west) * (1 + 2 * PAD), MIN_SPAN / cosine)
    high = max(high, wide * cosine * MIN_HEIGHT / WIDTH)
    wide = min(max(wide, high / cosine * WIDTH / MAX_HEIGHT), 360.0)
    middle_x = (west + east) / 2
    height = min(max(WIDTH * high / (wide * cosine), MIN_HEIGHT), MAX_HEIGHT)
    return View(middle_x - wide / 2, middle_y - high / 2, middle_x + wide / 2, middle_y + high / 2, round(height))
