"""A track file's bytes -> one cleaned table of positions with the aircraft's identity, or the reason why there is none."""

import csv
import io
import zlib
from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from cotejo.evidence.sphere import distance_m

MAX_TRACK_BYTES = 512 * 2**20  # unpacked; a day of one aircraft is about 1 MB
JUMP_M = 30_000.0  # a step longer than this and ...
JUMP_KT = 1_400.0  # ... faster than this is no flight: spoofed, or two aircraft under one address
KNOT_M_PER_S = 1852.0 / 3600.0

Floats = NDArray[np.float64]


class Track(NamedTuple):
    """Positions of one aircraft in the order of time. `t` s since 1970 UTC, degrees WGS 84, feet (NaN unknown), knots (NaN unknown)."""

    icao_hex: str | None  # None or "~..." for an address that is no aircraft's own
    registration: str | None
    aircraft_type: str | None
    callsigns: tuple[str, ...]
    t: Floats
    latitude: Floats
    longitude: Floats
    altitude_ft: Floats
    ground: NDArray[np.bool_]
    speed_kt: Floats
    rows_read: int
    rows_dropped: int  # null positions, doubles, off the globe
    jumps: int  # rows dropped as implausible: > 0 marks the track as flagged


class BadTrack(ValueError):  # noqa: N818 - what is bad is the track
    """No track can be read; the message says where it breaks off and what to do."""


class Rows(NamedTuple):
    """Identity and raw rows (t, latitude, longitude, altitude_ft, ground, speed_kt), before cleaning."""

    icao_hex: str | None
    registration: str | None
    aircraft_type: str | None
    callsigns: tuple[str, ...]
    rows: list[tuple[float, float, float, float, bool, float]]
    seen: int


def load(data: bytes) -> Track:
    """Read a readsb/tar1090 trace (JSON, gzipped or not), an FR24 flight (JSON) or an FR24 table (CSV).

    Raises:
        BadTrack: truncated gzip, no JSON, no position in it.
    """
    plain = unpack(data)
    if plain[:1] in {b"{", b"["}:
        try:
            body: Any = msgspec.json.decode(plain)
        except msgspec.MsgspecError as error:
            raise BadTrack(f"no JSON: {error}; fetch the track again") from error
        found = from_trace(body) if isinstance(body, dict) and "trace" in body else from_flight(body)
    else:
        found = from_table(plain)
    if not found.rows:
        raise BadTrack(f"no usable position in {found.seen} rows; check that the file is a track")
    return clean(found)


def unpack(data: bytes) -> bytes:
    """Undo gzip (also under a .json name), with a limit and a check that it is whole."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    stream = zlib.decompressobj(wbits=31)
    try:
        plain = stream.decompress(data, MAX_TRACK_BYTES)
    except zlib.error as error:
        raise BadTrack(f"damaged gzip: {error}; fetch the track again") from error
    if not stream.eof:
        why = f"unpacks to more than {MAX_TRACK_BYTES:,} bytes" if stream.unconsumed_tail else "the gzip is truncated"
        raise BadTrack(f"{why}; fetch the track again")
    return plain


def number(value: object) -> float:
    """A finite number, or NaN."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else float("nan")


def from_trace(body: dict[str, Any]) -> Rows:
    """Rows of a readsb trace: [seconds after `timestamp`, lat, lon, feet or "ground", knots, ...]."""
    base = number(body.get("timestamp"))
    trace = body["trace"] if isinstance(body["trace"], list) else []
    rows, callsigns = [], []
    for row in trace:
        if not isinstance(row, list) or len(row) < 5:  # noqa: PLR2004 - the five columns that are read
            continue
        ground = row[3] == "ground"
        rows.append((base + number(row[0]), number(row[1]), number(row[2]), 0.0 if ground else number(row[3]), ground, number(row[4])))
        detail = row[8] if len(row) > 8 and isinstance(row[8], dict) else {}  # noqa: PLR2004
        callsigns.append(str(detail.get("flight", "")).strip())
    return Rows(text(body.get("icao")), text(body.get("r")), text(body.get("t")), unique(callsigns), rows, len(trace))


def from_flight(body: object) -> Rows:
    """Rows of an FR24 flight: `trail` entries with lat, lng, alt (feet), spd (knots), ts. Altitude 0 with taxi speed is the ground."""
    flight = dig(body, "result", "response", "data", "flight") or body
    trail = dig(flight, "track") or dig(flight, "trail") or []
    rows = []
    for point in trail if isinstance(trail, list) else []:
        altitude = point.get("altitude", {})
        feet = number(altitude.get("feet") if isinstance(altitude, dict) else point.get("alt"))
        speed = point.get("speed", {})
        knots = number(speed.get("kts") if isinstance(speed, dict) else point.get("spd"))
        moment = number(point.get("timestamp", point.get("ts")))
        longitude = number(point.get("longitude", point.get("lng")))
        rows.append((moment, number(point.get("latitude", point.get("lat"))), longitude, feet, feet == 0.0, knots))
    identity = dig(flight, "aircraft", "identification") or {}
    code = text(dig(flight, "aircraft", "model", "code"))
    callsign = text(dig(flight, "identification", "callsign"))
    return Rows(text(identity.get("modes")), text(identity.get("registration")), code, unique([callsign or ""]), rows, len(trail))


def from_table(plain: bytes) -> Rows:
    """Rows of an FR24 CSV: Timestamp, UTC, Callsign, Position "lat,lon", Altitude (feet), Speed (knots), Direction."""
    rows, callsigns, seen = [], [], 0
    for row in csv.DictReader(io.StringIO(plain.decode("utf-8", "replace"))):
        seen += 1
        fields = {(name or "").strip().lower(): (value or "").strip() if isinstance(value, str) else "" for name, value in row.items()}
        where = fields.get("position", "").split(",") if fields.get("position") else [fields.get("lat", ""), fields.get("lon", "")]
        feet, knots = parse(fields.get("altitude", "")), parse(fields.get("speed", ""))
        if len(where) == 2:  # noqa: PLR2004 - latitude and longitude
            rows.append((moment_of(fields), parse(where[0]), parse(where[1]), feet, feet == 0.0, knots))
        callsigns.append(fields.get("callsign", ""))
    return Rows(None, None, None, unique(callsigns), rows, seen)


def parse(written: str) -> float:
    """A decimal number as written, or NaN."""
    try:
        return float(written)
    except ValueError:
        return float("nan")


def moment_of(fields: dict[str, str]) -> float:
    """Seconds since 1970 from `timestamp`, else from an ISO `utc` column; NaN for neither. A time without zone counts as UTC, as the column says."""
    stamp = parse(fields.get("timestamp", ""))
    if stamp == stamp:  # noqa: PLR0124 - false only for NaN
        return stamp
    try:
        moment = datetime.fromisoformat(fields.get("utc", ""))
    except ValueError:
        return float("nan")
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def clean(found: Rows) -> Track:
    """Sort by time, drop doubles, nulls and what lies off the globe, then jumps that no aircraft flies."""
    table = np.array([(t, lat, lon, feet, float(ground), knots) for t, lat, lon, feet, ground, knots in found.rows], dtype=np.float64).reshape(-1, 6)
    usable = np.isfinite(table[:, 0]) & (np.abs(table[:, 1]) <= 90) & (np.abs(table[:, 2]) <= 180) & ~((table[:, 1] == 0) & (table[:, 2] == 0))  # noqa: PLR2004
    table = np.unique(table[usable], axis=0)
    table = table[np.unique(table[:, 0], return_index=True)[1]] if len(table) else table
    if not len(table):
        raise BadTrack(f"no usable position in {found.seen} rows (null, off the globe or without time)")
    keep = plausible(table)
    kept = table[keep]
    own_address = bool(found.icao_hex) and not str(found.icao_hex).startswith("~")
    return Track(
        icao_hex=str(found.icao_hex).lower() if own_address else None,
        registration=found.registration,
        aircraft_type=found.aircraft_type,
        callsigns=found.callsigns,
        t=kept[:, 0],
        latitude=kept[:, 1],
        longitude=kept[:, 2],
        altitude_ft=kept[:, 3],
        ground=kept[:, 4] > 0,
        speed_kt=kept[:, 5],
        rows_read=found.seen,
        rows_dropped=found.seen - len(kept),
        jumps=int(len(table) - len(kept)),
    )


def plausible(table: Floats) -> NDArray[np.bool_]:
    """Mark rows that can be reached from the last one kept. A single outlier goes; after a real gap the track goes on."""
    keep = np.ones(len(table), dtype=bool)
    if len(table) < 2:  # noqa: PLR2004 - nothing to compare
        return keep
    step_m = distance_m(table[:-1, 1], table[:-1, 2], table[1:, 1], table[1:, 2])
    step_kt = step_m / np.maximum(np.diff(table[:, 0]), 1.0) / KNOT_M_PER_S
    if not np.any((step_m > JUMP_M) & (step_kt > JUMP_KT)):
        return keep
    last = 0
    for row in range(1, len(table)):
        step = float(distance_m(table[last, 1], table[last, 2], table[row, 1], table[row, 2]))
        fast = step / max(table[row, 0] - table[last, 0], 1.0) / KNOT_M_PER_S > JUMP_KT
        if step > JUMP_M and fast:
            keep[row] = False
        else:
            last = row
    return keep


def dig(body: object, *names: str) -> Any:  # noqa: ANN401 - strangers' JSON
    """Walk down nested mappings; None where a step is missing."""
    for name in names:
        body = body.get(name) if isinstance(body, dict) else None
    return body


def text(value: object) -> str | None:
    """A string that is not blank."""
    return value.strip() or None if isinstance(value, str) else None


def unique(values: list[str]) -> tuple[str, ...]:
    """Values that are not blank, each once, in their order."""
    return tuple(dict.fromkeys(value for value in values if value))
