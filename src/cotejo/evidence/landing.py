"""One track against the claims that speak of its aircraft -> findings on identity, type, place, time, event, head count."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from cotejo.evidence.aircraft import Identity, identify, seats_of
from cotejo.evidence.airfields import zone_at
from cotejo.evidence.flights import Touch, Window, cannot_have_been, touches
from cotejo.evidence.scopes import scope_note
from cotejo.evidence.sphere import distance_m
from cotejo.evidence.tracks import BadTrack, Track, load
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.claim import Claim
from cotejo.records.corpus import Corpus
from cotejo.records.evidence import Exhibit, Facet, Finding, Measure, Verdict
from cotejo.records.resolution import Interval, Place
from cotejo.text.folding import fold

FLIGHTS = frozenset({"ARRIVAL", "MATERIEL_DELIVERED", "REINFORCE", "WITHDRAW", "MOVEMENT", "ROTATE"})
LEAVING = frozenset({"WITHDRAW"})
OFF_WINDOW_H = 36.0  # one civil day off, either side: a night flight dated by the morning paper
MARGIN_M = 6_000.0  # an airfield outside a town's radius by no more than this still serves it


class Asked(NamedTuple):
    """A claim with what its words denote, and how it speaks of this aircraft."""

    claim: Claim
    place: Place | None
    interval: Interval | None
    identity: Identity
    language: str | None


def check_track(corpus: Corpus, exhibit: Exhibit, blob: Callable[[str], bytes], made_by: str) -> Iterator[Record]:
    """Check one track against every claim that names its registration or its type, or whose document shows the track.

    Abstains with the exhibit as subject where the file holds no track; gives nothing where no claim speaks of it.
    """
    capture = corpus.captures[exhibit.capture]
    try:
        track = load(blob(capture.sha256))
    except BadTrack as error:
        detail = f"{capture.locator or capture.url}: {error}"
        yield Abstention(stage="evidence.check", subject=exhibit.id, reason="unreadable", detail=detail, made_by=made_by)
        return
    landed = touches(track)
    for claim in corpus.claims.values():
        if claim.event_type in FLIGHTS:
            document = corpus.document_of(claim.id)
            identity = identify(track, claim, shown=exhibit.capture in document.media)
            if identity is not None and near_in_time(track, corpus.time(claim.id)):
                asked = Asked(claim, corpus.place(claim.id), corpus.time(claim.id), identity, document.language)
                for facet, verdict, reason, basis, measures in facets(track, landed, asked):
                    yield Finding(
                        check="landing", subject=claim.id, facet=facet, verdict=verdict, reason=reason, basis=basis, measures=measures,
                        scope=scope_note("capacity" if facet == "head_count" else "track", document.language), inputs=(capture.sha256,),
                        made_by=made_by,
                    )  # fmt: skip


Facts = tuple[Facet, Verdict, str, str, tuple[Measure, ...]]


def near_in_time(track: Track, interval: Interval | None) -> bool:
    """Whether the track touches the claim's days, give or take the off-window; a claim without both ends is no window to check."""
    if interval is None or interval.earliest is None or interval.latest is None:
        return False
    slack = OFF_WINDOW_H * 3600
    begin = datetime.combine(interval.earliest, time(), UTC).timestamp() - slack
    end = datetime.combine(interval.latest, time(), UTC).timestamp() + 86_400 + slack
    return bool(track.t[0] <= end and track.t[-1] >= begin)


def facets(track: Track, landed: tuple[Touch, ...], asked: Asked) -> Iterator[Facts]:
    """Say each facet that this track can speak to; `silent` with its reason where it cannot."""
    yield "identity", asked.identity.verdict, asked.identity.reason, asked.identity.basis, ()
    if asked.identity.type_verdict:
        yield "aircraft_type", asked.identity.type_verdict, "type_code", asked.identity.type_basis, ()
    yield from place_and_time(track, landed, asked)
    yield from head_count(asked)


def place_and_time(track: Track, landed: tuple[Touch, ...], asked: Asked) -> Iterator[Facts]:
    """Compare touchdowns (departures for a withdrawal) with the claimed place and days, in the place's own civil time."""
    place, interval = asked.place, asked.interval
    if place is None or place.latitude is None or place.longitude is None or interval is None or interval.earliest is None or interval.latest is None:
        yield "place", "silent", "not_applicable", "the claim names no place that could be resolved", ()
        return
    zone = zone_at(place.latitude, place.longitude)
    start = datetime.combine(interval.earliest, time(), zone)
    end = datetime.combine(interval.latest, time(), zone) + timedelta(days=1)
    wanted = "departure" if asked.claim.event_type in LEAVING else "arrival"
    here = [touch for touch in landed if touch.kind == wanted and inside(touch, place)]
    in_window = [touch for touch in here if start.timestamp() <= touch.t < end.timestamp()]
    for touch in in_window[:1] or here[:1]:
        observed = touch.basis == "ground-flag"
        moment = datetime.fromtimestamp(touch.t, zone)
        measures = (
            Measure(name="distance_from_field", value=round(touch.distance_m), unit="metre"),
            Measure(name="time", value=moment.isoformat(), unit="local"),
        )
        seen = f"{wanted} at {touch.airfield.icao} ({touch.airfield.name}), {moment:%Y-%m-%d %H:%M %Z}, basis {touch.basis}"
        yield "place", "supports" if observed else "consistent", touch.basis, seen, measures
        if in_window:
            yield "time", "supports" if observed else "consistent", touch.basis, seen, measures
            yield "event", "supports" if observed else "consistent", touch.basis, seen, measures
        else:
            hours = max(start.timestamp() - touch.t, touch.t - end.timestamp()) / 3600
            off = hours <= OFF_WINDOW_H
            gap = Measure(name="outside_window", value=round(hours, 1), unit="hour")
            yield (
                "time",
                "consistent" if off else "silent",
                "off_window" if off else "not_applicable",
                f"{seen}; outside the claimed days",
                (*measures, gap),
            )
    if not here:
        yield absent(track, place, (start.timestamp(), end.timestamp()), asked.identity)


def inside(touch: Touch, place: Place) -> bool:
    """Whether an airfield lies in the claimed place: within its radius, or by country, first-level unit or the city it serves."""
    if place.precision == "country":
        return touch.airfield.country == place.country
    if place.precision == "admin1" and fold(touch.airfield.region) == fold(place.name) and touch.airfield.country == place.country:
        return True
    if fold(touch.airfield.city) == fold(place.name) and touch.airfield.country == place.country:
        return True
    apart = float(distance_m(touch.airfield.latitude, touch.airfield.longitude, place.latitude or 0.0, place.longitude or 0.0))
    return apart <= (place.radius_m or 0.0) + MARGIN_M


def absent(track: Track, place: Place, window_s: tuple[float, float], identity: Identity) -> Facts:
    """No touchdown there: impossible (the prism is empty for the named airframe), last seen on the way, or nothing to say."""
    window = Window(place.latitude or 0.0, place.longitude or 0.0, (place.radius_m or 0.0) + MARGIN_M, *window_s)
    if identity.verdict in {"supports", "consistent"} and cannot_have_been(track, window):
        return "place", "contradicts", "prism_empty", "the fixes before and after leave no moment in which it could have been there at 600 kt", ()
    last = len(track.t) - 1
    left_m = float(distance_m(track.latitude[last], track.longitude[last], window.latitude, window.longitude))
    sinking = bool(last and track.altitude_ft[last] < track.altitude_ft[max(0, last - 20)])
    near = Measure(name="last_fix_from_place", value=round(left_m / 1000), unit="kilometre")
    low = Measure(name="last_altitude", value=round(float(track.altitude_ft[last])), unit="foot")
    if left_m <= LOST_ON_WAY_M + window.radius_m and sinking and window_s[0] <= track.t[last] < window_s[1]:
        return (
            "place",
            "consistent",
            "signal-lost",
            f"the signal is lost {left_m / 1000:.0f} km out, descending, within the claimed days",
            (near, low),
        )
    return "place", "silent", "no_coverage", f"the track ends {left_m / 1000:.0f} km away; what came after was not received", (near, low)


LOST_ON_WAY_M = 60_000.0  # descending and nearer than this: 3 degrees from 10,000 ft is 58 km


def head_count(asked: Asked) -> Iterator[Facts]:
    """A capacity bounds a head count from above: it may contradict one, and never supports one."""
    personnel = asked.claim.personnel
    if personnel is None or personnel.low is None or personnel.unit not in {None, "person"}:
        return
    seats = seats_of(asked.identity.type_code)
    if seats is None:
        yield "head_count", "silent", "no_data", "the number of seats of this type is not in the table", ()
        return
    measure = Measure(name="seats", value=float(seats), unit="seat")
    planes = sum((item.count.high or 0) if item.count else 0 for item in asked.claim.equipment if item.category.startswith("aircraft")) or 1
    if planes == 1 and personnel.low > seats:
        yield "head_count", "contradicts", "capacity", f"at least {personnel.low} people do not fit into {seats} seats of one aircraft", (measure,)
    else:
        yield "head_count", "silent", "not_applicable", "the track does not show how many people were aboard", (measure,)
