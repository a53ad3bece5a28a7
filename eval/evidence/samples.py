"""The flight samples of the development data -> tracks by file, and what is published of them."""

import gzip
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from cotejo.evidence.histories import History, tell
from cotejo.evidence.readers import load
from cotejo.evidence.tracks import BadTrack, Track
from eval.shared import SHARED

FLIGHTS = SHARED / "data" / "evidence" / "flights_traffic_samples" / "src" / "traffic" / "data" / "samples"


class Sample(NamedTuple):
    """One aircraft of one file."""

    file: str  # folder/name
    track: Track
    history: History


@cache
def samples() -> tuple[Sample, ...]:
    """All aircraft of all sample files that can be read, in the order of files."""
    return tuple(read())


def read() -> Iterator[Sample]:
    """Read the files; a raw receiver's dump among them is no table of positions."""
    for path in sorted(FLIGHTS.glob("*/*")):
        try:
            fleet = load(path.read_bytes()).fleet
        except BadTrack:
            continue
        if fleet is not None:
            for track in fleet.tracks():
                yield Sample(f"{path.parent.name}/{path.name}", track, tell(track))


def published(path: Path) -> dict[str, Any]:
    """What FR24 publishes of a flight: destination (ICAO) and the moment of landing (s since 1970 UTC)."""
    flight = json.loads(path.read_bytes())["result"]["response"]["data"]["flight"]
    return {"destination": flight["airport"]["destination"]["code"]["icao"], "landed": flight["status"]["generic"]["eventTime"]["utc"]}


def stated() -> Iterator[tuple[str, str]]:
    """(File, destination) of the samples whose rows state one; ICAO codes."""
    for path in sorted(FLIGHTS.glob("*/*.json.gz")):
        body = json.loads(gzip.decompress(path.read_bytes()))
        if isinstance(body, list) and isinstance(body[0], dict):
            for code in sorted({row["destination"] for row in body if row.get("destination")}):
                yield f"{path.parent.name}/{path.name}", code
