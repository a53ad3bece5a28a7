"""Ten million made-up positions -> points a second for reading, filtering by place and finding all events, and the peak of memory.

`python -m bench.tracks [POINTS]`. The flights go between airfields of the register: climb, cruise, approach on three degrees, taxi, a stay, again.
"""

import resource
import sys
import time

import numpy as np
from numpy.typing import NDArray

from cotejo.evidence.airfields import Register, airfields
from cotejo.evidence.histories import tell
from cotejo.evidence.readers import load
from cotejo.evidence.tracks import Fleet

POINTS = 10_000_000
EACH = 2_000  # points of one aircraft
FLIGHT = 500  # points of one flight: two hours at 14 s, and forty rows of taxi
TAXI = 20
STEP_MS = 14_000
MAGIC = 0x0E7F7C9D
RECORD = np.dtype([("address", "<u4"), ("latitude", "<i4"), ("longitude", "<i4"), ("altitude", "<i2"), ("speed", "<i2")])
FLOOR_PER_S = 1_000_000
FLOOR_MB = 3_000


def heatmap(points: int) -> bytes:
    """Write a heatmap of so many positions."""
    register, source = airfields(), np.random.default_rng(0)
    crafts = points // EACH
    by_band = np.lexsort((register.longitude, np.round(register.latitude / 5)))  # neighbours in this order lie near each other
    places = source.integers(0, len(by_band), (EACH // FLIGHT + 1, crafts))
    places[1:] = np.clip(places[:1] + source.integers(-60, 60, places[1:].shape), 0, len(by_band) - 1)
    fields = by_band[places]
    table = np.zeros((EACH, crafts + 1), dtype=RECORD)
    for step in range(EACH):
        moment = 1_553_352_000_000 + step * STEP_MS
        table[step, 0] = (MAGIC, moment >> 32, np.uint32(moment & 0xFFFFFFFF).astype(np.int32), 0, 0)
        fill(table[step, 1:], step, register, fields)
    return table.tobytes()


def fill(row: NDArray[np.void], step: int, register: Register, fields: NDArray[np.int64]) -> None:
    """One moment of all aircraft."""
    leg, at = divmod(step, FLIGHT)
    share = float(np.clip((at - TAXI) / (FLIGHT - 2 * TAXI), 0, 1))
    here, there = fields[leg], fields[leg + 1]
    row["address"] = 0x100000 + np.arange(len(here))
    for name, values in (("latitude", register.latitude), ("longitude", register.longitude)):
        row[name] = (values[here] + share * (values[there] - values[here])) * 1e6 + (at % 7) * 20
    height = min(at - TAXI, FLIGHT - TAXI - at) * 500.0
    flying = TAXI <= at < FLIGHT - TAXI
    low = np.where(share < 0.5, register.elevation_ft[here], register.elevation_ft[there])
    row["altitude"] = np.round((low + min(height, 30_000.0)) / 25) if flying else -123
    row["speed"] = 3_000 if flying else 150


def main(arguments: list[str]) -> int:
    """Time it and print; 1 below the floors of issue 7."""
    points = int(float(arguments[0])) if arguments else POINTS
    data = heatmap(points)
    airfields()
    begun = time.process_time()
    fleet = load(data).fleet
    if not isinstance(fleet, Fleet):
        return 1
    read_s = time.process_time() - begun
    begun = time.process_time()
    fleet.near(10.6, -66.99, 50_000)
    near_s = time.process_time() - begun
    begun = time.process_time()
    touches = sum(len(tell(track).touches) for track in fleet.tracks())
    event_s = time.process_time() - begun
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    count = len(fleet.columns.t)
    rates = [count / seconds / 1e6 for seconds in (read_s, near_s, event_s)]
    print(f"{count:,} positions of {len(fleet.crafts):,} aircraft, {touches:,} arrivals and departures; peak memory {peak_mb:,.0f} MB")
    print("  million points/s a core: reading {:.1f}, filter by place {:.0f}, all events {:.2f}".format(*rates))
    return 0 if count / event_s >= FLOOR_PER_S and peak_mb <= FLOOR_MB else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
