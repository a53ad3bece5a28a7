"""News texts with coded places (LGL, TR-News) -> share of the names resolved within 161 km, beside the most populous place of each name."""

from collections.abc import Iterator
from functools import cache
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from defusedxml import ElementTree

from cotejo.language import gazetteer
from cotejo.language.places import Mention, resolve_all
from cotejo.lexicon.gazetteer import Row
from cotejo.records.resolution import Place
from eval.figures import Figure
from eval.shared import SHARED

FOLDER = SHARED / "data" / "geoparsing"
SETS = {"LGL": "lgl.xml", "TR-News": "TR-News.xml"}
NEAR_KM = 161.0  # 100 miles, the line that the field draws
EARTH_KM = 6371.0
SHIFTED = 12  # signs


class Coded(NamedTuple):
    """A name `[start, end)` of a text with the coordinates (degrees) that a person gave it."""

    start: int
    end: int
    name: str
    latitude: float
    longitude: float


class Text(NamedTuple):
    """A text with its coded names."""

    id: str
    text: str
    names: tuple[Coded, ...]


@cache
def load(name: str) -> tuple[Text, ...]:
    """Read a set. Names without coordinates, which no gazetteer had for its coders, are left out as all who report on these sets do."""
    root = ElementTree.parse(FOLDER / SETS[name]).getroot()
    texts = []
    for article in root.iter("article"):
        text = article.findtext("text") or ""
        texts.append(Text(article.get("docid") or "", text, tuple(coded(article, text))))
    return tuple(texts)


def coded(article: "ElementTree.Element", text: str) -> Iterator[Coded]:
    """Names of an article; a few of TR-News stand some signs away from where they are said to, and are taken where they stand."""
    for entry in article.iter("toponym"):
        tag = entry.find("gaztag")
        latitude = tag.findtext("lat") if tag is not None else entry.findtext("lat")
        longitude = tag.findtext("lon") if tag is not None else entry.findtext("lon")
        start, end = int(entry.findtext("start") or 0), int(entry.findtext("end") or 0)
        name = entry.findtext("phrase") or text[start:end]
        if text[start:end] != name:
            start = max(text.find(name, max(0, start - SHIFTED)), 0)
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


def measure_geoparsing() -> list[Figure]:
    """Score both sets."""
    figures = []
    for name in SETS:
        right = naive = total = wrong = 0
        for text in load(name):
            for one, place in zip(text.names, read(text), strict=True):
                near = place is not None and apart_km(one, place.latitude, place.longitude) <= NEAR_KM
                plain = most_populous(one.name)
                total += 1
                right += near
                wrong += place is not None and not near
                naive += plain is not None and apart_km(one, plain.latitude, plain.longitude) <= NEAR_KM
        figures.append(Figure(f"{name} resolved within 161 km (gold spans)", right, total, naive / total, f"{total - right - wrong} left undecided"))
    return figures
