"""Files of satellite data that a user supplies -> heat detections (FIRMS CSV) or scenes (STAC items), or the reason why there are none."""

import csv
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from cotejo.evidence.readers import unpack
from cotejo.evidence.readsb import decode_json, number, words
from cotejo.evidence.tracks import BadTrack

STATIC = frozenset({"1", "2", "3"})  # FIRMS `type`: volcano, other static land source, offshore; 0 is a vegetation fire or what else burns
WORST = frozenset({"l", "low"})
PERCENT_MIN = 30.0  # MODIS gives confidence in per cent; below 30 is "low"
MAX_SCENES = 100_000
SAFE = re.compile(r"^S\d[A-D]_\w{3,7}_(?:\w+_)*?(\d{8}T\d{6})")  # Sentinel product names: the first moment is the sensing's


class Heat(NamedTuple):
    """A heat detection: s since 1970 UTC, degrees, its footprint in metres (larger side), fire radiative power in MW (NaN unknown)."""

    t: float
    latitude: float
    longitude: float
    footprint_m: float
    frp_mw: float
    satellite: str
    row: int


class Scene(NamedTuple):
    """A satellite picture that exists: s since 1970 UTC, its box (west, south, east, north; degrees), cloud in per cent (NaN unknown)."""

    name: str
    t: float
    box: tuple[float, float, float, float]
    cloud: float

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether a point lies in its box; a box may cross the date line."""
        west, south, east, north = self.box
        inside = west <= longitude <= east if west <= east else longitude >= west or longitude <= east
        return inside and south <= latitude <= north


class Seen(NamedTuple):
    """What a file holds."""

    heat: tuple[Heat, ...]
    scenes: tuple[Scene, ...]


def read_satellite(data: bytes) -> Seen:
    """Read FIRMS CSV or STAC JSON.

    Raises:
        BadTrack: neither, damaged, or nothing usable in it.
    """
    plain = unpack(data)
    if plain.lstrip()[:1] in {b"{", b"["}:
        scenes = tuple(sorted(read_scenes(decode_json(plain)), key=lambda scene: (scene.t, scene.name)))
        if not scenes:
            raise BadTrack("the STAC JSON holds no item with a moment and a box")
        return Seen((), scenes)
    heat = tuple(sorted(read_heat(plain)))
    if not heat:
        raise BadTrack("no heat detection with place and time; is it a FIRMS CSV?")
    return Seen(heat, ())


def read_heat(plain: bytes) -> Iterator[Heat]:
    """Detections that FIRMS does not call low or static."""
    try:
        rows = list(csv.DictReader(plain.decode("utf-8-sig", "replace").splitlines()))
    except csv.Error as error:
        raise BadTrack(f"no CSV: {error}") from error
    for index, cells in enumerate(rows):
        row = {(name or "").strip().lower(): (value or "").strip() if isinstance(value, str) else "" for name, value in cells.items()}
        confidence = row.get("confidence", "").lower()
        if row.get("type", "0") in STATIC or confidence in WORST or number(confidence) < PERCENT_MIN:
            continue
        t = moment_of(row.get("acq_date", ""), row.get("acq_time", ""))
        latitude, longitude = number(row.get("latitude")), number(row.get("longitude"))
        if t == t and abs(latitude) <= 90 and abs(longitude) <= 180:  # noqa: PLR0124, PLR2004 - false only for NaN; the globe
            footprint = 1000 * max(number(row.get("scan")), number(row.get("track"))) if row.get("scan") else 1000.0
            yield Heat(t, latitude, longitude, footprint if footprint > 0 else 1000.0, number(row.get("frp")), row.get("satellite", ""), index)


def moment_of(day: str, clock: str) -> float:
    """A FIRMS date and time (HHMM, zeros in front perhaps lost; UTC) -> s since 1970; NaN for what is none."""
    digits = clock.replace(":", "").zfill(4)
    try:
        return datetime.strptime(f"{day} {digits[:4]}", "%Y-%m-%d %H%M").replace(tzinfo=UTC).timestamp()
    except ValueError:
        return float("nan")


def read_scenes(body: Any) -> Iterator[Scene]:  # noqa: ANN401 - strangers' JSON
    """Items of a STAC item, item collection, or a list of either."""
    held = body.get("features") if isinstance(body, dict) else None
    items: list[Any] = held if isinstance(held, list) else body if isinstance(body, list) else [body]
    for item in items[:MAX_SCENES]:
        properties = item.get("properties") if isinstance(item, dict) else None
        box = item.get("bbox") if isinstance(item, dict) else None
        if not isinstance(properties, dict) or not isinstance(box, list) or len(box) not in {4, 6}:
            continue
        name = words(item.get("id")) or "?"
        t = scene_moment(properties, name)
        corners = tuple(number(value) for value in (box if len(box) == 4 else (box[0], box[1], box[3], box[4])))  # noqa: PLR2004 - without heights
        if t is not None and all(abs(value) <= 180 for value in corners):  # noqa: PLR2004 - degrees
            yield Scene(name, t, corners, number(properties.get("eo:cloud_cover")))  # type: ignore[arg-type]  # four of them


def scene_moment(properties: dict[str, Any], name: str) -> float | None:
    """When a scene was taken: its `datetime`, `start_datetime`, or what a Sentinel product's name says."""
    written = words(properties.get("datetime")) or words(properties.get("start_datetime"))
    if not written:
        match = SAFE.match(name)
        written = f"{match.group(1)}Z" if match else None
    try:
        moment = datetime.fromisoformat(written) if written else None
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() if moment else None
