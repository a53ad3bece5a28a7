"""Wikidata's dump of items in JSON (latest-all.json, .gz, .bz2, or a part of it: one item a line) -> places with names in four languages."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from cotejo.lexicon.dumps import Spot, kinds, opened, usable

LANGUAGES = ("en", "es", "pt", "ru")
INSTANCE, PLACE, COUNTRY, ISO_CODE, PEOPLE = "P31", "P625", "P17", "P297", "P1082"
Item = dict[str, Any]  # an item as published


def read_wikidata(path: Path, left: Counter[str]) -> Iterator[Spot]:
    """Read the dump twice: states with their codes first, then places. What is left out is counted in `left`."""
    states = {item["id"]: code for item in items(path, Counter()) if isinstance(code := first(item, ISO_CODE), str)}
    for item in items(path, left):
        kind = next((kinds("wikidata")[value["id"]] for value in values(item, INSTANCE) if value.get("id") in kinds("wikidata")), None)
        spot_on_earth = first(item, PLACE)
        if kind is None or not isinstance(spot_on_earth, dict):
            left["items of another kind" if kind is None else "without coordinates"] += 1
            continue
        spot = spot_of(item, kind, spot_on_earth, states)
        if usable(spot, left):
            yield spot


def items(path: Path, left: Counter[str]) -> Iterator[Item]:
    """Items of a dump: lines of an array, each but the last with a comma after it."""
    with opened(path) as file:
        for line in file:
            bare = line.strip().rstrip(b",")
            if bare in {b"", b"[", b"]"}:
                continue
            try:
                item = msgspec.json.decode(bare)
            except msgspec.DecodeError:
                left["broken lines"] += 1
                continue
            if isinstance(item, dict) and isinstance(item.get("id"), str):
                yield item


def values(item: Item, property_id: str) -> Iterator[dict[str, Any]]:
    """Values of a property of an item that are objects; deprecated ones are left out."""
    for claim in item.get("claims", {}).get(property_id, ()):
        value = claim.get("mainsnak", {}).get("datavalue", {}).get("value")
        if claim.get("rank") != "deprecated" and isinstance(value, dict):
            yield value


def first(item: Item, property_id: str) -> str | dict[str, Any] | None:
    """The first value of a property."""
    for claim in item.get("claims", {}).get(property_id, ()):
        value = claim.get("mainsnak", {}).get("datavalue", {}).get("value")
        if claim.get("rank") != "deprecated" and isinstance(value, (str, dict)):
            return value
    return None


def spot_of(item: Item, kind: str, place: dict[str, Any], states: dict[str, str]) -> Spot:
    """One item as a place: its label in the first of the four languages that has one, all other labels and aliases beside it."""
    labels = item.get("labels", {})
    names = [labels[language]["value"] for language in LANGUAGES if language in labels]
    names += [alias["value"] for language in LANGUAGES for alias in item.get("aliases", {}).get(language, ())]
    country = next((states[value["id"]] for value in values(item, COUNTRY) if value.get("id") in states), None)
    people = first(item, PEOPLE)
    count = str(people.get("amount", "0")).lstrip("+").partition(".")[0] if isinstance(people, dict) else "0"
    return Spot(
        id=f"wd:{item['id']}",
        name=names[0] if names else "",
        kind=kind,
        country=country,
        admin1=None,
        latitude=float(place.get("latitude", 999.0)),
        longitude=float(place.get("longitude", 999.0)),
        population=int(count) if count.isdigit() else 0,
        others=tuple(dict.fromkeys(names[1:])),
    )
