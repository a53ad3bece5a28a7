"""Bytes -> whether they are a flight track or a satellite's detections or scenes (the evidence room reads them)."""

import re
import zlib

HEAD_BYTES = 65_536
HEATMAP_MARK = b"\x9d\x7c\x7f\x0e"  # begins each slice of a heatmap's 16-byte records
RECORD = 16
JSON_MARKS: tuple[tuple[bytes, ...], ...] = (  # names that together stand in no document
    (b'"trace"', b'"icao"'),  # readsb, tar1090
    (b'"icao24"', b'"path"'),  # OpenSky's waypoints
    (b'"icao24"', b'"firstSeen"'),  # OpenSky's flights
    (b'"icao24"', b'"latitude"', b'"longitude"'),  # rows, or columns, of positions
    (b'"aircraft"', b'"identification"', b'"trail"'),  # FR24
    (b'"aircraft"', b'"identification"', b'"track"'),
)
STATES = re.compile(rb'\A\s*\[?\s*\{\s*"time"\s*:\s*\d+\s*,\s*"states"\s*:\s*\[')
SCENE_MARK = b'"stac_version"'
MEASURED = re.compile(rb'\A\s*\{\s*"measurement"\s*:\s*"')
TIMES = frozenset({"timestamp", "time", "utc", "last_position", "datetime", "date_time", "ts"})
PLACES = frozenset({"position", "lat", "latitude"})
ADDRESSES = frozenset({"icao24", "hex", "icao", "modes", "mode_s"})
MARKS = frozenset({"registration", "reg", "tail", "tail_number"})
FIRES = frozenset({"acq_date", "latitude", "longitude"})


def is_track(media_type: str, data: bytes) -> bool:
    """Tell a file of tracks, flights or airframes from other binaries, JSON and CSV; gzipped or not, whatever its name."""
    head = head_of(data)
    if head is None:
        return False
    if head[:1] not in {b"{", b"["} and HEATMAP_MARK in head[:HEAD_BYTES] and media_type in {"application/gzip", "application/octet-stream"}:
        return any(head[at : at + 4] == HEATMAP_MARK for at in range(0, len(head), RECORD))
    if media_type in {"application/json", "application/jsonl", "application/gzip"}:
        return bool(STATES.match(head)) or any(all(mark in head for mark in marks) for marks in JSON_MARKS)
    columns = columns_of(head) if media_type == "text/csv" else frozenset()
    return bool(columns & PLACES and columns & TIMES) or bool(columns & ADDRESSES and columns & MARKS)


def is_detection(media_type: str, data: bytes) -> bool:
    """Tell a FIRMS table of heat, a STAC item or collection of scenes, or an analyst's measurement from other JSON and CSV."""
    head = head_of(data)
    if head is None:
        return False
    if media_type in {"application/json", "application/gzip"} and head.lstrip()[:1] in {b"{", b"["}:
        return SCENE_MARK in head or bool(MEASURED.match(head))
    return media_type == "text/csv" and columns_of(head) >= FIRES


def head_of(data: bytes) -> bytes | None:
    """The first bytes, unpacked; None for a gzip that cannot be unpacked."""
    if not data.startswith(b"\x1f\x8b"):
        return data[:HEAD_BYTES]
    try:
        return zlib.decompressobj(wbits=31).decompress(data, HEAD_BYTES)
    except zlib.error:
        return None


def columns_of(head: bytes) -> frozenset[str]:
    """Names in a table's first line."""
    first = head.split(b"\n", 1)[0].decode("utf-8-sig", "replace")
    return frozenset(name.strip(' "\r').lower().replace(" ", "_") for name in re.split(r"[,;\t]", first))
