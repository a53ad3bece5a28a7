"""Records just written -> rows of the text index and of the place index."""

import math
from collections.abc import Iterable

from sqlalchemy import Connection, text

from cotejo.records.base import Record
from cotejo.records.document import Document
from cotejo.records.resolution import Place, Resolution

METRES_PER_DEGREE = 111_320.0  # of latitude, on the WGS 84 mean sphere
NEAR_POLE_COSINE = 0.01  # beyond 89.4 degrees a radius spans all longitudes


def box(place: Place) -> tuple[float, float, float, float] | None:
    """West, east, south, north in degrees of what a place may cover; None where it has no coordinates."""
    if place.latitude is None or place.longitude is None:
        return None
    high = (place.radius_m or 0.0) / METRES_PER_DEGREE
    cosine = math.cos(math.radians(place.latitude))
    wide = high / cosine if cosine > NEAR_POLE_COSINE else 180.0
    return place.longitude - wide, place.longitude + wide, place.latitude - high, place.latitude + high


def index_records(link: Connection, fresh: Iterable[tuple[int, Record]]) -> None:
    """Index the text of documents and the boxes of resolved places."""
    texts: list[dict[str, object]] = []
    boxes: list[dict[str, object]] = []
    for seq, record in fresh:
        if isinstance(record, Document):
            texts.append({"seq": seq, "title": record.title or "", "text": record.text})
        elif isinstance(record, Resolution) and isinstance(record.value, Place):
            found = box(record.value)
            if found:
                boxes.append({"seq": seq} | dict(zip(("west", "east", "south", "north"), found, strict=True)))
    if texts:
        link.execute(text("INSERT INTO document_text(rowid, title, text) VALUES (:seq, :title, :text)"), texts)
    if boxes:
        link.execute(text("INSERT INTO place_box VALUES (:seq, :west, :east, :south, :north)"), boxes)
