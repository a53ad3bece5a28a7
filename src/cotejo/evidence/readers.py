"""A file's bytes -> raw rows of its aircraft, or the flights that it lists; or the reason why there are none."""

import zlib
from typing import Any, NamedTuple

import numpy as np

from cotejo.evidence.columns import from_csv, from_list_of_airframes, from_rows, from_series
from cotejo.evidence.opensky import Flight, from_flights, from_states, from_waypoints
from cotejo.evidence.readsb import address, decode_json, from_heatmap, from_trace, is_heatmap, number, words
from cotejo.evidence.tracks import BadTrack, Columns, Craft, Fleet, gather

MAX_TRACK_BYTES = 1 << 30  # unpacked; half an hour of the whole world as a heatmap is about 40 MB


class Flown(NamedTuple):
    """What a file holds: rows of positions, or flights that a provider inferred."""

    fleet: Fleet | None
    flights: tuple[Flight, ...] = ()
    airframes: tuple[Craft, ...] = ()  # the user's own list of addresses and registrations


def load(data: bytes) -> Flown:
    """Read any of the known forms: readsb/tar1090 trace and heatmap, OpenSky states, waypoints and flights, FR24 JSON and CSV, tables of positions.

    Raises:
        BadTrack: truncated gzip, no JSON, no known form, no usable position in it.
    """
    plain = unpack(data)
    if is_heatmap(plain):
        return Flown(from_heatmap(plain))
    head = plain[:64].lstrip()
    if head[:1] in {b"{", b"["}:
        return from_json(plain)
    if b"\x00" in plain[:1024]:
        raise BadTrack("neither text nor a heatmap (no slice's mark among its first records); fetch the file again")
    listed = from_list_of_airframes(plain)
    return Flown(None, (), listed) if listed else Flown(from_csv(plain))


def unpack(data: bytes) -> bytes:
    """Undo gzip (also under another name), with a limit and a check that it is whole."""
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


def from_json(plain: bytes) -> Flown:
    """Tell the JSON forms apart by the names that they hold."""
    body = decode_lines(plain)
    if isinstance(body, list):
        return from_list(body)
    if not isinstance(body, dict):
        raise BadTrack("the JSON holds neither an object nor a list; check that the file is a track")
    if "trace" in body:
        return Flown(from_trace(body))
    if "states" in body:
        return Flown(from_states([body]))
    if isinstance(body.get("path"), list):
        return Flown(from_waypoints(body))
    if isinstance(body.get("latitude", body.get("lat")), list | dict):
        return Flown(from_series(body))
    return Flown(from_flight(body))


def decode_lines(plain: bytes) -> Any:  # noqa: ANN401 - strangers' JSON
    """One JSON value, or a list of those that stand on lines of their own."""
    try:
        return decode_json(plain)
    except BadTrack:
        lines = [line for line in plain.split(b"\n") if line.strip()]
        if len(lines) < 2:  # noqa: PLR2004 - one line that is no JSON is damaged
            raise
        return [decode_json(line) for line in lines]


def from_list(body: list[Any]) -> Flown:
    """A list of snapshots, of flights or of rows."""
    rows = [row for row in body if isinstance(row, dict)]
    if not rows:
        raise BadTrack("the JSON list holds no rows with names; check that the file is a track")
    if "states" in rows[0]:
        return Flown(from_states(rows))
    if "firstSeen" in rows[0]:
        return Flown(None, from_flights(rows))
    return Flown(from_rows(rows))


def from_flight(body: dict[str, Any]) -> Fleet:
    """Read an FR24 flight: `track` or `trail` entries with feet, knots and seconds. Height 0 is how it writes the ground."""
    flight = dig(body, "result", "response", "data", "flight") or body
    trail = [point for point in dig(flight, "track") or dig(flight, "trail") or [] if isinstance(point, dict)]
    if not trail:
        raise BadTrack("no known form: neither trace, states, path nor trail; docs/evidence.md lists what can be read")
    feet = np.array([measure(point, "altitude", "feet", "alt") for point in trail])
    columns = Columns(
        t=np.array([number(point.get("timestamp", point.get("ts"))) for point in trail]),
        latitude=np.array([number(point.get("latitude", point.get("lat"))) for point in trail]),
        longitude=np.array([number(point.get("longitude", point.get("lng"))) for point in trail]),
        altitude_ft=np.where(feet == 0, np.nan, feet).astype(np.float32),
        ground=feet == 0,
        speed_kt=np.array([measure(point, "speed", "kts", "spd") for point in trail], dtype=np.float32),
        heading_deg=np.array([number(point.get("heading", point.get("hd"))) for point in trail], dtype=np.float32),
        climb_fpm=np.array([measure(point, "verticalSpeed", "fpm", "vspd") for point in trail], dtype=np.float32),
        row=np.arange(len(trail), dtype=np.int64),
    )
    identity = dig(flight, "aircraft", "identification") or {}
    called = words(dig(flight, "identification", "callsign"))
    craft = Craft(
        address(identity.get("modes")),
        words(identity.get("registration")),
        words(dig(flight, "aircraft", "model", "code")),
        (called,) if called else (),
    )
    return gather("FR24 flight", (craft,), np.zeros(len(trail), dtype=np.int64), columns)


def measure(point: dict[str, Any], name: str, unit: str, short: str) -> float:
    """A number under `name.unit`, or under the short name."""
    held = point.get(name)
    return number(held.get(unit) if isinstance(held, dict) else point.get(short, held))


def dig(body: object, *names: str) -> Any:  # noqa: ANN401 - strangers' JSON
    """Walk down nested mappings; None where a step is missing."""
    for name in names:
        body = body.get(name) if isinstance(body, dict) else None
    return body
