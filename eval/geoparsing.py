"""News texts with coded places (LGL, TR-News) -> F1 of finding them, share resolved within 161 km, and both at once, each with a naive reading.

Both sets code peoples ("Russian") as the land; so do we here. A name is found where ours overlaps it; an unresolved one counts as found.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from defusedxml import ElementTree

from cotejo.language import gazetteer
from cotejo.language.entities import entities_of
from cotejo.language.load import read as load_reading
from cotejo.language.places import Mention, resolve_all
from cotejo.language.reading import Name
from cotejo.lexicon.gazetteer import Row
from cotejo.records.document import Document
from cotejo.records.resolution import Place
from eval.figures import Figure
from eval.shared import SHARED

FOLDER = SHARED / "data" / "geoparsing"
SETS = {"LGL": "lgl.xml", "TR-News": "TR-News.xml"}
NEAR_KM = 161.0  # 100 miles, the line that the field draws
EARTH_KM = 6371.0
FOUND = frozenset({"place", "facility", "nationality"})
CAPITALS = re.compile(r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,3}")
SHIFTED = 12  # signs


class Coded(NamedTuple):
    """A name `[start, end)` of a text with the coordinates (degrees) that a person gave it."""

    start: int
    end: int
    name: str
    latitude: float
    longitude: float


class Text(NamedTuple):
    """A text with its coded names that have coordinates, and where all coded names stand."""

    id: str
    text: str
    names: tuple[Coded, ...]
    places: tuple[tuple[int, int], ...]


@cache
def load(name: str) -> tuple[Text, ...]:
    """Read a set. Names without coordinates, which no gazetteer had for its coders, are left out as all who report on these sets do."""
    root = ElementTree.parse(FOLDER / SETS[name]).getroot()
    texts = []
    for article in root.iter("article"):
        text = article.findtext("text") or ""
        texts.append(Text(article.get("docid") or "", text, tuple(coded(article, text)), tuple(stretches(article, text))))
    return tuple(texts)


def stretches(article: "ElementTree.Element", text: str) -> Iterator[tuple[int, int]]:
    """Where all coded names of an article stand, with coordinates or without."""
    for entry in article.iter("toponym"):
        start, name = standing(entry, text)
        if name and text[start : start + len(name)] == name:
            yield start, start + len(name)


def standing(entry: "ElementTree.Element", text: str) -> tuple[int, str]:
    """Where a coded name begins, and the name."""
    start, end = int(entry.findtext("start") or 0), int(entry.findtext("end") or 0)
    name = entry.findtext("phrase") or text[start:end]
    return (start if text[start : start + len(name)] == name else max(text.find(name, max(0, start - SHIFTED)), 0)), name


def coded(article: "ElementTree.Element", text: str) -> Iterator[Coded]:
    """Names of an article; a few of TR-News stand some signs away from where they are said to, and are taken where they stand."""
    for entry in article.iter("toponym"):
        tag = entry.find("gaztag")
        latitude = tag.findtext("lat") if tag is not None else entry.findtext("lat")
        longitude = tag.findtext("lon") if tag is not None else entry.findtext("lon")
        start, name = standing(entry, text)
        if latitude and longitude and text[start : start + len(name)] == name:
            yield Coded(start, start + len(name), name, float(latitude), float(longitude))


def apart_km(one: Coded, latitude: float | None, longitude: float | None) -> float:
    """Distance on the globe in kilometres; a place without coordinates is far away."""
    if latitude is None or longitude is None:
        return EARTH_KM
    north, east = radians(latitude - one.latitude), radians(longitude - one.longitude)
    half = sin(north / 2) ** 2 + cos(radians(latitude)) * cos(radians(one.latitude)) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def read(text: Text) -> tuple[Place | None, ...]:
    """Resolve the coded names of a text together."""
    return tuple(found.place for found in resolve_all(text.text, [Mention(one.start, one.end, one.name) for one in text.names], "en"))


def most_populous(name: str) -> Row | None:
    """The naive reading: of all places of a name the one with most people."""
    return max((row for row, _ in gazetteer.find(name)), key=lambda row: (row.population, row.id), default=None)


def found_in(text: Text) -> tuple[Name, ...]:
    """Names of a text that are places or peoples, as read."""
    document = Document(capture="eval", text=text.text, external_id="eval", language="en", made_by="eval@1")
    return tuple(name for name in entities_of(load_reading(document)) if name.kind in FOUND)


def capitals(text: Text) -> tuple[tuple[int, int], ...]:
    """The naive finding: runs of capitalised words that the gazetteer has."""
    return tuple((run.start(), run.end()) for run in CAPITALS.finditer(text.text) if gazetteer.find(run[0]))


def overlapping(coded: Sequence[tuple[int, int]], seen: Sequence[tuple[int, int]]) -> tuple[int, int, int, int]:
    """Coded names that are met, coded names, names read that meet one, names read."""
    met = sum(any(start < right and left < end for left, right in seen) for start, end in coded)
    meeting = sum(any(left < end and start < right for start, end in coded) for left, right in seen)
    return met, len(coded), meeting, len(seen)


def f1(rows: Sequence[tuple[int, int, int, int]]) -> float:
    """Harmonic mean of precision and recall."""
    met, coded, meeting, seen = (sum(column) for column in zip(*rows, strict=True))
    precision, recall = meeting / max(seen, 1), met / max(coded, 1)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def end_to_end(text: Text, names: Sequence[Name]) -> int:
    """Coded names that are found and resolved within 161 km, all names of the text resolved together."""
    places = resolve_all(text.text, [Mention(name.start, name.end, name.text) for name in names], "en")
    right = 0
    for one in text.names:
        meeting = (found.place for name, found in zip(names, places, strict=True) if name.start < one.end and one.start < name.end)
        right += any(place is not None and apart_km(one, place.latitude, place.longitude) <= NEAR_KM for place in meeting)
    return right


def measure_geoparsing() -> list[Figure]:
    """Score both sets: resolving of given names, finding, and both."""
    return [figure for name in SETS for figure in (resolving(name), *finding(name))]


def finding(name: str) -> Iterator[Figure]:
    """Finding of a set's names, and finding with resolving."""
    seen = {text.id: found_in(text) for text in load(name)}
    rows = [overlapping(text.places, [(one.start, one.end) for one in seen[text.id]]) for text in load(name)]
    plain = [overlapping(text.places, capitals(text)) for text in load(name)]
    yield Figure(f"{name} places found F1 (overlap)", sum(row[0] for row in rows), sum(row[1] for row in rows), f1(plain), "", f1(rows))
    right, total = sum(end_to_end(text, seen[text.id]) for text in load(name)), sum(len(text.names) for text in load(name))
    naive = sum(naive_end_to_end(text) for text in load(name))
    yield Figure(f"{name} end to end (found and within 161 km)", right, total, naive / total, "recall x accuracy")


def naive_end_to_end(text: Text) -> int:
    """Coded names that a run of capitals meets whose most populous place is near."""
    runs = [(start, end, most_populous(text.text[start:end])) for start, end in capitals(text)]
    near = ((one, row) for one in text.names for start, end, row in runs if start < one.end and one.start < end and row)
    return len({one for one, row in near if apart_km(one, row.latitude, row.longitude) <= NEAR_KM})


def resolving(name: str) -> Figure:
    """Resolving of a set's names where they are given."""
    right = naive = total = wrong = 0
    for text in load(name):
        for one, place in zip(text.names, read(text), strict=True):
            near = place is not None and apart_km(one, place.latitude, place.longitude) <= NEAR_KM
            plain = most_populous(one.name)
            total += 1
            right += near
            wrong += place is not None and not near
            naive += plain is not None and apart_km(one, plain.latitude, plain.longitude) <= NEAR_KM
    return Figure(f"{name} resolved within 161 km (gold spans)", right, total, naive / total, f"{total - right - wrong} left undecided")
