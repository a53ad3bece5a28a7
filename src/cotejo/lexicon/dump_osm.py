"""OpenStreetMap XML (.osm, .osm.bz2, .osm.gz as Geofabrik and the API give it) -> places with their names.

Nodes stand where they stand, closed ways at the middle of their nodes. Relations and .osm.pbf are not read: `osmium cat -o x.osm.bz2 x.osm.pbf`.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from defusedxml import DefusedXmlException, ElementTree

from cotejo.errors import UsageError
from cotejo.lexicon.dumps import Spot, kinds, number, opened, usable

NAMES = ("name", "name:en", "name:es", "name:pt", "name:ru", "int_name", "official_name", "alt_name", "old_name")
COUNTRY_TAGS = ("is_in:country_code", "addr:country", "ISO3166-1:alpha2")
Tags = dict[str, str]


def read_osm(path: Path, left: Counter[str], country: str | None = None) -> Iterator[Spot]:
    """Read the file twice: ways and what they stand on, then nodes. `country` is that of all places which do not say theirs."""
    ways = [(key, tags, refs) for what, key, tags, refs, _ in elements(path, left) if what == "way" and kind_of(tags)]
    wanted = {ref for _, _, refs in ways for ref in refs}
    spots: dict[str, tuple[float, float]] = {}
    for what, key, tags, _, place in elements(path, Counter()):
        if what != "node" or place is None:
            continue
        if key in wanted:
            spots[key] = place
        if kind_of(tags):
            spot = spot_of(f"osm:n{key}", tags, place, country)
            if usable(spot, left):
                yield spot
    for key, tags, refs in ways:
        corners = [spots[ref] for ref in refs if ref in spots]
        if not corners:
            left["ways whose nodes are not in the file"] += 1
            continue
        middle = (sum(north for north, _ in corners) / len(corners), sum(east for _, east in corners) / len(corners))
        spot = spot_of(f"osm:w{key}", tags, middle, country)
        if usable(spot, left):
            yield spot


def elements(path: Path, left: Counter[str]) -> Iterator[tuple[str, str, Tags, tuple[str, ...], tuple[float, float] | None]]:
    """Nodes and ways one by one: what, id, tags, nodes of a way, place of a node; relations are counted.

    Raises:
        UsageError: the file is no OpenStreetMap XML, or declares entities.
    """
    with opened(path) as file:
        yield from parsed(path, file, left)


def parsed(path: Path, file: IO[bytes], left: Counter[str]) -> Iterator[tuple[str, str, Tags, tuple[str, ...], tuple[float, float] | None]]:
    """Read the elements of an open file, letting go of each once it was seen."""
    events = ElementTree.iterparse(file, events=("start", "end"))
    root = None
    while True:
        try:
            event, element = next(events)
        except StopIteration:
            return
        except (ElementTree.ParseError, DefusedXmlException) as error:
            raise UsageError(f"{path}: not OpenStreetMap XML that can be read: {error}") from error
        root = element if root is None else root
        if event == "start" or element.tag not in {"node", "way", "relation"}:
            continue
        if element.tag == "relation":
            left["relations"] += 1
        else:
            tags = {tag.get("k") or "": tag.get("v") or "" for tag in element.iter("tag")}
            refs = tuple(ref.get("ref") or "" for ref in element.iter("nd"))
            north, east = number(element.get("lat")), number(element.get("lon"))
            yield element.tag, element.get("id") or "", tags, refs, (north, east) if north is not None and east is not None else None
        root.clear()


def kind_of(tags: Tags) -> str | None:
    """Our kind of a node or way; None for what is no place of ours."""
    return next((kinds("osm")[f"{key}={value}"] for key, value in sorted(tags.items()) if f"{key}={value}" in kinds("osm")), None)


def spot_of(key: str, tags: Tags, place: tuple[float, float], country: str | None) -> Spot:
    """One element as a place."""
    names = [part.strip() for name in NAMES for part in tags.get(name, "").split(";") if part.strip()]
    state = next((tags[name].upper() for name in COUNTRY_TAGS if tags.get(name)), country)
    people = tags.get("population", "")
    return Spot(
        id=key,
        name=names[0] if names else "",
        kind=kind_of(tags) or "unknown",
        country=state,
        admin1=None,
        latitude=round(place[0], 6),
        longitude=round(place[1], 6),
        population=int(people) if people.isdecimal() else 0,
        others=tuple(dict.fromkeys(names[1:])),
    )
