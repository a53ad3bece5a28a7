"""OpenSky's JSON -> raw rows (state vectors, waypoints) or the provider's own flights, which are inferences already."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from cotejo.evidence.columns import Layout, build
from cotejo.evidence.readsb import address, number, words
from cotejo.evidence.tracks import BadTrack, Craft, Fleet

STATE = (  # source: the API's documentation, "All State Vectors"; metres, metres a second
    "icao24", "callsign", "origin_country", "time_position", "last_contact", "lon", "lat", "baroaltitude", "onground", "velocity",
    "true_track", "vertrate",
)  # fmt: skip
HEADER = ["time", "icao24", "callsign", "lat", "lon", "baroaltitude", "onground", "velocity", "true_track", "vertrate"]


class Flight(NamedTuple):
    """What a provider says of one flight: ICAO codes of the airfields (None unknown), seconds since 1970 UTC (NaN unknown)."""

    craft: Craft
    departure: str | None
    arrival: str | None
    first_seen: float
    last_seen: float
    row: int


def from_states(snapshots: list[dict[str, Any]]) -> Fleet:
    """Read snapshots `{"time", "states": [[...]]}`; a state without a time of its own has the snapshot's."""
    return build(Layout.of(HEADER), state_rows(snapshots), "OpenSky states")


def state_rows(snapshots: list[dict[str, Any]]) -> Iterator[list[object]]:
    """Rows under our header, one a state."""
    for snapshot in snapshots:
        for state in snapshot.get("states") or []:
            if isinstance(state, list) and len(state) >= len(STATE):
                cell = dict(zip(STATE, state, strict=False))
                moment = cell["time_position"] if cell["time_position"] is not None else snapshot.get("time")
                yield [moment, *(cell[name] for name in HEADER[1:])]


def from_waypoints(body: dict[str, Any]) -> Fleet:
    """Read a track `{"icao24", "callsign", "path": [[time, lat, lon, metres, degrees, on ground], ...]}`."""
    path = [point for point in body.get("path") or [] if isinstance(point, list) and len(point) >= 6]  # noqa: PLR2004 - six columns
    rows: Iterator[list[object]] = (
        [point[0], body.get("icao24"), body.get("callsign"), point[1], point[2], point[3], point[5], None, point[4], None] for point in path
    )
    return build(Layout.of(HEADER), rows, "OpenSky waypoints")


def from_flights(rows: list[dict[str, Any]]) -> tuple[Flight, ...]:
    """Read the flights that OpenSky estimates from its states.

    Raises:
        BadTrack: none of the rows names an aircraft.
    """
    found = []
    for index, row in enumerate(rows):
        code = address(row.get("icao24"))
        if code:
            called = words(row.get("callsign"))
            craft = Craft(code, None, None, (called,) if called else ())
            ends = (words(row.get("estDepartureAirport")), words(row.get("estArrivalAirport")))
            found.append(Flight(craft, *ends, number(row.get("firstSeen")), number(row.get("lastSeen")), index))
    if not found:
        raise BadTrack(f"none of {len(rows)} flights names an aircraft's address")
    return tuple(sorted(found, key=lambda flight: (flight.craft, flight.first_seen, flight.row)))
