"""readsb and tar1090 files -> raw rows: a trace (JSON) of one aircraft, a heatmap (binary) of many."""

from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from cotejo.evidence.tracks import BadTrack, Columns, Craft, Fleet, gather

MAGIC = 0x0E7F7C9D  # begins each slice of a heatmap; its next two words are the time, ms since 1970 UTC
IDENTITY = 1 << 30  # set in the second word of a record that gives a callsign instead of a position
FOREIGN = 1 << 24  # set in an address that is no aircraft's own (TIS-B and the like): written `~`
RECORD = 16  # bytes
ALTITUDE_GROUND, ALTITUDE_UNKNOWN = -123, -124
COLUMNS_MIN = 5  # seconds, latitude, longitude, altitude, speed


def from_trace(body: dict[str, Any]) -> Fleet:
    """Read [seconds after `timestamp`, lat, lon, feet or "ground", knots, heading, flags, ft/min, details, ...] rows."""
    base = number(body.get("timestamp"))
    written = body["trace"] if isinstance(body["trace"], list) else []
    rows = [(index, row) for index, row in enumerate(written) if isinstance(row, list) and len(row) >= COLUMNS_MIN]
    callsigns = [str(row[8].get("flight", "")).strip() for _, row in rows if len(row) > 8 and isinstance(row[8], dict)]  # noqa: PLR2004 - the ninth column
    if not rows:
        raise BadTrack(f"no usable position in {len(written)} rows of the trace; check that the file is a track")
    ground = np.array([row[3] == "ground" for _, row in rows])
    columns = Columns(
        t=base + column(rows, 0),
        latitude=column(rows, 1),
        longitude=column(rows, 2),
        altitude_ft=np.where(ground, np.nan, column(rows, 3)).astype(np.float32),
        ground=ground,
        speed_kt=column(rows, 4).astype(np.float32),
        heading_deg=column(rows, 5).astype(np.float32),
        climb_fpm=column(rows, 7).astype(np.float32),
        row=np.array([index for index, _ in rows], dtype=np.int64),
    )
    craft = Craft(address(body.get("icao")), words(body.get("r")), words(body.get("t")), tuple(dict.fromkeys(name for name in callsigns if name)))
    return gather("readsb trace", (craft,), np.zeros(len(rows), dtype=np.int64), columns)


def column(rows: list[tuple[int, list[Any]]], index: int) -> NDArray[np.float64]:
    """One column as numbers; NaN for what is none."""
    return np.array([number(row[index]) if len(row) > index else float("nan") for _, row in rows], dtype=np.float64)


def number(value: object) -> float:
    """A number, or NaN. A number written as a string counts (some servers write `timestamp` so)."""
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return float("nan")
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else float("nan")


def words(value: object) -> str | None:
    """A string that is not blank."""
    return value.strip() or None if isinstance(value, str) else None


def address(value: object) -> str | None:
    """A 24-bit address in lower case; None for one that is no aircraft's own (`~...`) or no address at all."""
    written = (words(value) or "").lower()
    return written if len(written) == 6 and all(sign in "0123456789abcdef" for sign in written) else None  # noqa: PLR2004 - hex digits


def is_heatmap(data: bytes) -> bool:
    """Whether bytes are 16-byte records with a slice's mark among the first (an index of slices stands before it)."""
    if len(data) % RECORD or not data:
        return False
    return bool(np.any(np.frombuffer(data[: RECORD * 4096], dtype="<u4")[::4] == MAGIC))


def from_heatmap(data: bytes) -> Fleet:
    """Read slices of (address, latitude and longitude in millionths of a degree, altitude in 25 ft, speed in tenths of a knot)."""
    table = np.frombuffer(data, dtype="<i4").reshape(-1, 4)
    heads = np.flatnonzero(table[:, 0] == MAGIC)
    table = table[heads[0] :]
    heads = heads - heads[0]
    unsigned = table[heads].view("<u4")
    moments = unsigned[:, 1].astype(np.float64) * 4_294_967.296 + unsigned[:, 2] / 1000.0
    is_head = np.zeros(len(table), dtype=bool)
    is_head[heads] = True
    naming = ~is_head & (table[:, 1] >= IDENTITY)
    rows = np.flatnonzero(~is_head & ~naming)
    if not len(rows):
        raise BadTrack("the heatmap holds no position")
    numbers = np.unique(table[rows, 0] & 0x1FFFFFF)
    names = callsigns_of(table, np.flatnonzero(naming))
    crafts = tuple(Craft(None if code & FOREIGN else f"{code & 0xFFFFFF:06x}", None, None, names.get(code, ())) for code in map(int, numbers))
    low = table[rows, 3].astype(np.int16)
    speed = (table[rows, 3] >> 16).astype(np.float32)
    unknown = np.full(len(rows), np.nan, dtype=np.float32)
    columns = Columns(
        t=moments[np.searchsorted(heads, rows, side="right") - 1],
        latitude=table[rows, 1] / 1e6,
        longitude=table[rows, 2] / 1e6,
        altitude_ft=np.where(low <= ALTITUDE_GROUND, np.nan, low * np.float32(25)).astype(np.float32),
        ground=low == ALTITUDE_GROUND,
        speed_kt=np.where(speed < 0, np.nan, speed / 10).astype(np.float32),
        heading_deg=unknown,
        climb_fpm=unknown,
        row=rows.astype(np.int64),
    )
    return gather("readsb heatmap", crafts, np.searchsorted(numbers, table[rows, 0] & 0x1FFFFFF).astype(np.int64), columns)


def callsigns_of(table: NDArray[np.int32], rows: NDArray[np.int64]) -> dict[int, tuple[str, ...]]:
    """Callsigns by address, each once, in the order of the file."""
    found: dict[int, list[str]] = {}
    for row in rows.tolist():
        name = table[row, 2:].tobytes().decode("ascii", "replace").strip("\0 ")
        held = found.setdefault(int(table[row, 0]) & 0x1FFFFFF, [])
        if name and name not in held:
            held.append(name)
    return {code: tuple(held) for code, held in found.items()}


def decode_json(data: bytes) -> Any:  # noqa: ANN401 - strangers' JSON
    """JSON of any form.

    Raises:
        BadTrack: it is none.
    """
    try:
        return msgspec.json.decode(data)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise BadTrack(f"no JSON: {error}; fetch the track again") from error
