"""Events -> GeoJSON (RFC 7946): a feature per event; what has no place has no geometry, and an area is said to be one."""

import math

import msgspec

from cotejo.dossier.compose import order_events
from cotejo.dossier.events_json import Json
from cotejo.dossier.indexed import Indexed
from cotejo.dossier.tally import bounds, origins_of
from cotejo.records.corpus import Corpus
from cotejo.records.event import Event
from cotejo.records.resolution import Place

METRES_PER_DEGREE = 111_320.0  # of latitude
MAX_LATITUDE = 90.0
MIN_COSINE = 0.01  # nearer to a pole a circle spans all longitudes


def render(corpus: Corpus) -> str:
    """Write a FeatureCollection as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(gather(corpus)), indent=1).decode() + "\n"


def gather(corpus: Corpus) -> dict[str, Json]:
    """Build a FeatureCollection, longitude before latitude, WGS 84."""
    indexed = Indexed.over(corpus)
    return {"type": "FeatureCollection", "features": [show_feature(indexed, event) for event in order_events(corpus)]}


def show_feature(corpus: Indexed, event: Event) -> dict[str, Json]:
    """Build one event's feature. Its point is the middle of an area of `radius_m`: `precision` says which; draw no dot for an area."""
    found = corpus.assessments.get(event.id)
    lo, hi = (found.lo, found.hi) if found else bounds(origins_of(corpus, event))
    place, time = event.place, event.time
    feature: dict[str, Json] = {"type": "Feature", "id": event.id}
    if place is not None and place.latitude is not None and place.longitude is not None:
        box = box_around(place)
        if box:
            feature["bbox"] = box
        feature["geometry"] = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    else:
        feature["geometry"] = None
    feature["properties"] = {
        "event_type": event.event_type,
        "name": place.name if place else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "precision": place.precision if place else None,
        "radius_m": place.radius_m if place else None,
        "is_area": place.precision in ("admin2", "admin1", "country") if place else None,
        "site": place.leaf if place else None,
        "earliest": time.earliest.isoformat() if time and time.earliest else None,
        "latest": time.latest.isoformat() if time and time.latest else None,
        "time_basis": time.basis if time else None,
        "count_low": event.low,
        "count_high": event.high,
        "count_unit": event.count_unit,
        "actor_states": list(event.actor_states),
        "host": event.host,
        "lo": lo,
        "hi": hi,
        "label": found.label if found else None,
        "flags": [flag.name for flag in found.flags] if found else [],
        "documents": sorted({corpus.document_of(key).external_id for key in event.claims if key in corpus.claims}),
    }
    return feature


def box_around(place: Place) -> list[Json] | None:
    """Give the box of a place's circle, west, south, east, north; west > east where it crosses the antimeridian (RFC 7946, 5.2)."""
    if place.radius_m is None or place.latitude is None or place.longitude is None:
        return None
    high = place.radius_m / METRES_PER_DEGREE
    south, north = max(place.latitude - high, -MAX_LATITUDE), min(place.latitude + high, MAX_LATITUDE)
    cosine = math.cos(math.radians(max(abs(south), abs(north))))
    wide = high / cosine if cosine > MIN_COSINE else 180.0
    if wide >= 180.0:  # noqa: PLR2004 - half the globe
        return [-180.0, round(south, 6), 180.0, round(north, 6)]
    return [round(turn(place.longitude - wide), 6), round(south, 6), round(turn(place.longitude + wide), 6), round(north, 6)]


def turn(longitude: float) -> float:
    """Bring a longitude between -180 and 180."""
    return (longitude + 180.0) % 360.0 - 180.0 if not -180.0 <= longitude <= 180.0 else longitude  # noqa: PLR2004 - the globe
