"""A claim's words and a flight -> whether the flight came from, or through, the place that the words name."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache

from cotejo.evidence.aircraft import Identity
from cotejo.evidence.airfields import zone_at
from cotejo.evidence.asked import Asked
from cotejo.evidence.histories import History
from cotejo.evidence.landing import Facts
from cotejo.evidence.prism import MAX_KT, Window, cannot_have_been
from cotejo.evidence.scopes import say
from cotejo.evidence.witnesses import Witness, at_place, witnesses
from cotejo.language.gazetteer import find, place_of
from cotejo.lexicon.load import table
from cotejo.records.resolution import Place

JOURNEY_S = 48 * 3600.0  # a flight with its stops is over in two days
NAME_WORDS = 5
WORD = re.compile(r"[^\W\d_][\w'’-]*")


def judge_legs(history: History, identity: Identity, asked: Asked) -> Iterator[tuple[str, Facts]]:
    """Check "from X" and "via Y" of an arrival that was seen at the claimed place; gives (`leg_from` or `leg_via`, facts)."""
    if asked.denied or "arrival" not in asked.wanted or not asked.dated:
        return
    arrived = next((one for one in witnesses(history, asked) if one.kind == "arrival" and one.outside_s(asked) == 0), None)
    if arrived is None or history.track is None or history.track.jumps:
        return
    for kind in ("from", "via"):
        place = place_after(asked.claim.span.exact, kind)
        if place is not None and not (asked.place and place.gazetteer_id == asked.place.gazetteer_id):
            yield f"leg_{kind}", judge_leg(history, identity, asked, arrived, place)


def judge_leg(history: History, identity: Identity, asked: Asked, arrived: Witness, place: Place) -> Facts:
    """Compare the departures of the two days before the arrival with the named place."""
    begin = arrived.t - JOURNEY_S
    left = [touch for touch in history.touches if touch.kind == "departure" and begin <= touch.t < arrived.t]
    for touch in left:
        if at_place(touch.airfield, (touch.latitude, touch.longitude), place):
            field = touch.airfield.icao if touch.airfield else "?"
            seen = say("touch.departure", asked.language, field=field, moment=local(touch.t, place), basis=touch.basis)
            firm = touch.basis == "ground-flag" and identity.reason != "state_only"
            return Facts("place", "supports" if firm else "consistent", touch.basis, say("leg.from", asked.language, seen=seen))
    if place.latitude is not None and place.longitude is not None and identity.named and identity.verdict != "silent" and history.track is not None:
        window = Window(place.latitude, place.longitude, (place.radius_m or 0.0) + 6_000.0, begin, arrived.t)
        if cannot_have_been(history.track, window):
            return Facts("place", "contradicts", "prism_empty", say("place.prism_empty", asked.language, speed=round(MAX_KT)))
    if left and left[-1].airfield:
        seen = say("touch.departure", asked.language, field=left[-1].airfield.icao, moment=local(left[-1].t, place), basis=left[-1].basis)
        return Facts("place", "silent", "ambiguous", say("leg.other", asked.language, seen=seen, name=place.name))
    return Facts("place", "silent", "no_coverage", say("leg.unseen", asked.language, name=place.name))


def local(t: float, place: Place) -> str:
    """A moment in the named place's civil time."""
    zone = zone_at(place.latitude or 0.0, place.longitude or 0.0)
    return f"{datetime.fromtimestamp(t, zone):%Y-%m-%d %H:%M %Z}"


@cache
def cues(kind: str) -> re.Pattern[str]:
    """The words before a place, as one pattern."""
    words = sorted(table("legs")[kind], key=lambda cue: (-len(cue), cue))
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in words) + r")\s+", re.IGNORECASE)


def place_after(text: str, kind: str) -> Place | None:
    """The first place that stands behind such a word; None where none is known."""
    for cue in cues(kind).finditer(text):
        place = lookup(text[cue.end() : cue.end() + 80])
        if place is not None:
            return place
    return None


def lookup(text: str) -> Place | None:
    """The place whose name begins a text: the longest run of capitalised words that the gazetteer knows, a country or the most peopled one."""
    inside = frozenset(table("legs")["inside"])
    ends: list[int] = []
    at = 0
    for word in WORD.finditer(text):
        if word.start() > at + 1 or len(ends) == NAME_WORDS:
            break
        at = word.end()
        if word.group()[0].isupper():
            ends.append(at)
        elif word.group().lower() not in inside:
            break
    for end in reversed(ends):
        rows = [
            row
            for row, _ in find(text[:end])
            if row.latitude is not None and row.kind in {"country", "admin1", "settlement", "airport", "airfield", "base"}
        ]
        if rows:
            return place_of(min(rows, key=lambda row: (row.kind != "country", -row.population, row.id)))
    return None
