"""Bytes -> whether they are a flight track (the evidence room reads it)."""

import zlib

TRACE_MARKS = (b'"trace"', b'"icao"')
HEAD_BYTES = 65536


def is_track(media_type: str, data: bytes) -> bool:
    """Tell a readsb/tar1090 trace (plain, or gzipped under a .json name), or a table of positions, from other JSON and CSV."""
    head = data[:HEAD_BYTES]
    if media_type == "application/gzip":
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, HEAD_BYTES)
        except zlib.error:
            return False
    if media_type in {"application/json", "application/gzip"}:
        return all(mark in head for mark in TRACE_MARKS)
    if media_type == "text/csv":
        columns = {name.strip(' "').lower() for name in head.split(b"\n", 1)[0].decode("utf-8", "replace").split(",")}
        return bool(columns & {"position", "lat", "latitude"}) and bool(columns & {"timestamp", "time", "utc"})
    return False
