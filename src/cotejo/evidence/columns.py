"""Tables of positions with named columns (CSV, or a JSON list of rows) -> raw rows; a column's name tells its unit."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cotejo.evidence.readsb import address, number, words
from cotejo.evidence.tracks import BadTrack, Columns, Craft, Fleet, gather
from cotejo.lexicon.load import table

CHUNK = 100_000  # rows that are held as text at a time
MILLISECONDS = 1e11  # a later moment than the year 5138 in seconds is one in milliseconds
TRUE = frozenset({"true", "t", "1", "1.0", "yes"})
NUMBERS = ("latitude", "longitude", "altitude_ft", "speed_kt", "heading_deg", "climb_fpm")
Cells = Sequence[object]


class Layout(NamedTuple):
    """Which column of a file holds what: canonical name -> (its place, its unit)."""

    at: dict[str, tuple[int, str]]
    width: int

    @classmethod
    def of(cls, header: list[str]) -> "Layout":
        """Read a header.

        Raises:
            BadTrack: no time, or no position.
        """
        names = [name.strip(' "\ufeff').lower().replace(" ", "_") for name in header]
        at = {}
        for canonical, known in table("track_columns").items():
            if isinstance(known, list):
                found = next(((names.index(name), unit) for name, unit in known if name in names), None)
                if found is not None:
                    at[canonical] = found
        placed = "position" in at or {"latitude", "longitude"} <= set(at)
        if "t" not in at or not placed:
            raise BadTrack(f"the columns {', '.join(names[:12])} give no {'position' if 't' in at else 'time'}; name them as in docs/evidence.md")
        return cls(at, len(names))


def from_csv(data: bytes) -> Fleet:
    """Read a CSV with a header (comma, semicolon or tab).

    Raises:
        BadTrack: no time or position among its columns, or no usable row.
    """
    text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", errors="replace", newline="")
    first = text.readline()
    text.seek(0)
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(text, delimiter=delimiter)
    try:
        layout = Layout.of(next(reader, []))
        return build(layout, reader, "table of positions")
    except csv.Error as error:
        raise BadTrack(f"no CSV: {error}; fetch the table again") from error


def from_list_of_airframes(data: bytes) -> tuple[Craft, ...]:
    """Read a CSV of airframes (address and registration, perhaps type); () where it gives times and is no such list."""
    lines = data.decode("utf-8-sig", "replace").splitlines()
    reader = csv.DictReader(lines)
    try:
        fields = list(reader.fieldnames or ())
    except csv.Error:
        return ()
    names = {name: name.strip().lower().replace(" ", "_") for name in fields if name}
    wanted = {field: {name for name, _ in table("track_columns")[field]} for field in ("icao_hex", "registration", "aircraft_type", "t")}
    if not (set(names.values()) & wanted["icao_hex"] and set(names.values()) & wanted["registration"]) or set(names.values()) & wanted["t"]:
        return ()
    found = []
    for row in reader:
        filled = {low: written for name, low in names.items() if (written := words(row[name]))}
        cells = {field: next((filled[low] for low in filled if low in known), None) for field, known in wanted.items()}
        if address(cells["icao_hex"]) and cells["registration"]:
            found.append(Craft(address(cells["icao_hex"]), cells["registration"], cells["aircraft_type"]))
    return tuple(sorted(set(found), key=str))


def from_rows(rows: Sequence[Mapping[str, object]]) -> Fleet:
    """Read a JSON list of rows with the same names."""
    header = list(dict.fromkeys(name for row in rows[:100] for name in row))
    return build(Layout.of(header), ([row.get(name) for name in header] for row in rows), "table of positions")


def from_series(body: Mapping[str, object]) -> Fleet:
    """Read a JSON mapping of columns, each a list or a mapping by row."""
    header = [name for name, column in body.items() if isinstance(column, list | dict)]
    columns = [list(column.values()) if isinstance(column := body[name], dict) else list(column) for name in header]  # type: ignore[call-overload]  # a list
    return build(Layout.of(header), (list(cells) for cells in zip(*columns, strict=False)), "table of positions")


def build(layout: Layout, rows: Iterable[Cells], source: str) -> Fleet:
    """Turn rows into columns in chunks, so that ten million need little more memory than their numbers."""
    known: dict[tuple[str | None, str | None, str | None], int] = {}
    names: list[dict[str, None]] = []
    parts: list[tuple[NDArray[np.int64], Columns]] = []
    read = 0
    for chunk in chunks(rows, layout.width):
        parts.append((number_crafts(layout, chunk, known, names), columns_of(layout, chunk, read)))
        read += len(chunk)
    if not parts:
        raise BadTrack("the table has a header and no row")
    crafts = tuple(Craft(*identity, tuple(held)) for identity, held in zip(known, names, strict=True))
    columns = Columns(*(np.concatenate(column) for column in zip(*(part for _, part in parts), strict=True)))
    return gather(source, crafts, np.concatenate([craft for craft, _ in parts]), columns)


def chunks(rows: Iterable[Cells], width: int) -> Iterator[list[Cells]]:
    """Rows of the header's width, some at a time; shorter ones are filled."""
    held: list[Cells] = []
    for row in rows:
        held.append(row if len(row) >= width else [*row, *[None] * (width - len(row))])
        if len(held) == CHUNK:
            yield held
            held = []
    if held:
        yield held


def number_crafts(
    layout: Layout, chunk: list[Cells], known: dict[tuple[str | None, str | None, str | None], int], names: list[dict[str, None]]
) -> NDArray[np.int64]:
    """Number the aircraft of each row: by address, else by registration; a table without either is of one aircraft."""
    places = [layout.at[name][0] if name in layout.at else None for name in ("icao_hex", "registration", "aircraft_type")]
    called = layout.at["callsign"][0] if "callsign" in layout.at else None
    found = np.empty(len(chunk), dtype=np.int64)
    for index, row in enumerate(chunk):
        code, registration, kind = (words(row[place]) if place is not None else None for place in places)
        identity = (address(code), registration, kind)
        found[index] = number_of = known.setdefault(identity, len(known))
        if number_of == len(names):
            names.append({})
        name = words(row[called]) if called is not None else None
        if name:
            names[number_of].setdefault(name)
    return found


def columns_of(layout: Layout, chunk: list[Cells], read: int) -> Columns:
    """Turn one chunk into columns of canonical units."""
    size = len(chunk)
    factors = table("track_columns")
    values = {name: np.full(size, np.nan) for name in NUMBERS}
    for name in NUMBERS:
        if name in layout.at:
            place, unit = layout.at[name]
            values[name] = numbers([row[place] for row in chunk]) * (factors["climb"] if name == "climb_fpm" else factors["factor"])[unit]
    paired = "position" in layout.at
    if paired:
        pairs = [str(row[layout.at["position"][0]] or "").partition(",") for row in chunk]
        values["latitude"], values["longitude"] = numbers([pair[0] for pair in pairs]), numbers([pair[2] for pair in pairs])
    if "ground" in layout.at:
        ground = np.array([str(row[layout.at["ground"][0]]).strip().lower() in TRUE for row in chunk])
    else:  # Flightradar24 (the one with a column of pairs) writes height 0 on the ground
        ground = (values["altitude_ft"] == 0) if paired else np.zeros(size, dtype=bool)
    singles = {name: values[name].astype(np.float32) for name in NUMBERS[2:]}
    return Columns(
        moments([row[layout.at["t"][0]] for row in chunk]),
        values["latitude"], values["longitude"], singles["altitude_ft"], ground, singles["speed_kt"], singles["heading_deg"], singles["climb_fpm"],
        np.arange(read, read + size, dtype=np.int64),
    )  # fmt: skip


def numbers(cells: Cells) -> NDArray[np.float64]:
    """Cells as numbers; NaN for what is none."""
    try:
        return np.array(cells, dtype=np.float64)
    except (TypeError, ValueError):
        return np.array([number(cell) for cell in cells], dtype=np.float64)


def moments(cells: Cells) -> NDArray[np.float64]:
    """Seconds since 1970 UTC from numbers (seconds or milliseconds) or ISO times; one without zone counts as UTC."""
    values = numbers(cells)
    for index in np.flatnonzero(np.isnan(values)).tolist():
        written = words(cells[index])
        if written:
            values[index] = moment_of(written)
    return np.where(np.abs(values) > MILLISECONDS, values / 1000, values)


def moment_of(written: str) -> float:
    """Seconds since 1970 of an ISO time; NaN for another form."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return float("nan")
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
