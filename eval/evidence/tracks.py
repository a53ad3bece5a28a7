"""Flight samples -> figures: stated destinations, published landings, named airports, masked coverage, alibis."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from cotejo.evidence.airfields import by_code, nearest
from cotejo.evidence.loss import rank
from cotejo.evidence.prism import Window, cannot_have_been
from cotejo.evidence.sphere import distance_m
from cotejo.evidence.tracks import Track
from eval.evidence.samples import FLIGHTS, Sample, published, samples, stated
from eval.figures import Figure

REACH_M = 8_000.0
REACH_FT = 1_500.0
CUTS_FT = (1000, 2000, 3000, 5000)
COLUMNS = Track._fields[2:11]
WRONG = ("UUEE", "SVMI", "GABS", "OSLK", "SCEL", "MNMG")  # far from where each of the flights landed
MINUTE_S = 60.0
TWICE_S = 1_800.0


def destinations() -> Figure:
    """Of the flights with a stated destination whose track reaches that field: an arrival there is found."""
    wanted: list[tuple[str, str]] = [
        *stated(),
        *((f"fr24/{path.name}", published(path)["destination"]) for path in sorted(FLIGHTS.glob("fr24/*.json"))),
    ]
    reached, found, naive = 0, 0, 0
    for file, code in wanted:
        mine = [sample for sample in samples() if sample.file == file]
        if any(reaches(sample.track, code) for sample in mine):
            reached += 1
            arrivals = {touch.airfield.icao for sample in mine for touch in sample.history.touches if touch.kind == "arrival" and touch.airfield}
            found += code in arrivals
            naive += any(closest(sample.track) == code for sample in mine)
    return Figure("stated destination found where the track reaches it", found, reached, naive / reached, "naive: the field nearest to the last fix")


def once() -> Figure:
    """Arrivals of all samples: none is told twice (the same field within half an hour, and no departure between)."""
    arrivals, doubled = 0, 0
    for sample in samples():
        before = None
        for touch in sample.history.touches:
            again = before is not None and touch.kind == before.kind == "arrival" and touch.airfield == before.airfield
            doubled += bool(again and before is not None and touch.t - before.t < TWICE_S)
            arrivals += touch.kind == "arrival"
            before = touch
    return Figure("a landing is one arrival", arrivals - doubled, arrivals)


def reaches(track: Track, code: str) -> bool:
    """Whether the last hour of a track comes low over a field."""
    field = by_code()[code]
    apart = distance_m(track.latitude, track.longitude, field.latitude, field.longitude)
    low = track.ground | (track.altitude_ft < field.elevation_ft + REACH_FT)
    near = np.flatnonzero((apart < REACH_M) & low)
    return bool(len(near)) and bool(near[-1] > len(track.t) * 0.5)


def closest(track: Track) -> str:
    """The field nearest to the last fix."""
    found = nearest(float(track.latitude[-1]), float(track.longitude[-1]), 500_000)
    return found[0].icao if found else ""


def landings() -> Figure:
    """Of the flights whose landing is published: the touchdown is found within a minute of it."""
    right, total = 0, 0
    for path in sorted(FLIGHTS.glob("fr24/*.json")):
        told = published(path)
        moments = [
            touch.t for sample in samples() if sample.file == f"fr24/{path.name}" for touch in sample.history.touches if touch.kind == "arrival"
        ]
        total += 1
        right += any(abs(moment - told["landed"]) <= MINUTE_S for moment in moments)
    return Figure("touchdown within a minute of the published one", right, total)


def named_airports() -> Figure:
    """Samples named after an airport: some arrival, departure, stay or low pass is found there."""
    names = tomllib.loads((Path(__file__).parent / "airports.toml").read_text(encoding="utf-8"))
    right = 0
    for name, codes in names.items():
        mine = [sample.history for sample in samples() if sample.file == f"calibration/{name}.json.gz"]
        there = {touch.airfield.icao for history in mine for touch in history.touches if touch.airfield}
        there |= {low.airfield.icao for history in mine for low in history.passes}
        right += bool(there & set(codes))
    return Figure("events at the airport that a sample is named after", right, len(names))


def landed(sample: Sample) -> Iterator[tuple[str, float]]:
    """(Field, moment) of a sample's landings: touches on the ground, and tracks that end over a field too low to go on."""
    last_t = -np.inf
    for touch in sample.history.touches:
        if touch.kind == "arrival" and touch.airfield and touch.basis in {"ground-flag", "slow"} and touch.t - last_t > 600:
            last_t = touch.t
            yield touch.airfield.icao, touch.t
    track, last = sample.track, len(sample.track.t) - 1
    found = nearest(float(track.latitude[last]), float(track.longitude[last]), 3_500)
    if found and not track.ground[last] and track.altitude_ft[last] - found[0].elevation_ft < 500 and track.t[last] - last_t > 600:
        yield found[0].icao, float(track.t[last])


def cut(track: Track, count: int) -> Track:
    """The first rows of a track."""
    return track._replace(**{name: getattr(track, name)[:count] for name in COLUMNS})


def masked() -> Iterator[Figure]:
    """Landings cut off at a height above the field: is the field ranked first, and is it right where it is sure?"""
    for height in CUTS_FT:
        ranked = list(cut_off(height))
        first = sum(code == codes[0] for code, codes, _, _ in ranked)
        sure = [(code, codes) for code, codes, share, _ in ranked if share >= 0.8]
        naive = sum(code == near for code, _, _, near in ranked) / max(len(ranked), 1)
        yield Figure(f"cut at {height:,} ft: the field is ranked first", first, len(ranked), naive, "naive: the nearest field")
        yield Figure(f"cut at {height:,} ft: right where p >= .8", sum(code == codes[0] for code, codes in sure), len(sure))


def cut_off(height: int) -> Iterator[tuple[str, list[str], float, str]]:
    """(True field, ranked fields, first probability, nearest field) of each landing cut at a height."""
    for sample in samples():
        for code, moment in landed(sample):
            track = sample.track
            end = int(np.searchsorted(track.t, moment))
            high = np.flatnonzero((track.altitude_ft[:end] - by_code()[code].elevation_ft >= height) & ~track.ground[:end])
            if not len(high) or moment - track.t[high[-1]] > 1800:
                continue
            shortened = cut(track, int(high[-1]) + 1)
            last = len(shortened.t) - 1
            found = rank(shortened, (max(0, last - 400), last), last, arriving=True)
            if found is not None:
                yield code, [one.airfield.icao for one in found.ranked], found.ranked[0].probability, closest(shortened)


def alibis() -> Iterator[Figure]:
    """Each flight with a published landing: can it have been at its own airport then (yes), and at far ones (no)?"""
    own, wrong, tried = 0, 0, 0
    flights = [sample for sample in samples() if sample.file.startswith("fr24/")]
    for sample in flights:
        told = published(FLIGHTS / sample.file)
        start, end = told["landed"] - 1800.0, told["landed"] + 600.0
        for code in (told["destination"], *WRONG):
            field = by_code()[code]
            impossible = cannot_have_been(sample.track, Window(field.latitude, field.longitude, 10_000.0, start, end))
            if code == told["destination"]:
                own += not impossible
            else:
                tried += 1
                wrong += impossible
    yield Figure("alibi: the own airport is not ruled out", own, len(flights))
    yield Figure("alibi: far airports are ruled out", wrong, tried)
