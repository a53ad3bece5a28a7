"""An aircraft's history against a claim that speaks of it -> findings on identity, type, operator, place, time, event, head count."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from cotejo.evidence.aircraft import Identity, code_of, flown, payload_of, seats_of
from cotejo.evidence.asked import OFF_WINDOW_H, Asked
from cotejo.evidence.histories import History
from cotejo.evidence.prism import MAX_KT, cannot_have_been
from cotejo.evidence.registers import state_of
from cotejo.evidence.scopes import say
from cotejo.evidence.sphere import distance_m
from cotejo.evidence.witnesses import Witness, witnesses
from cotejo.records.evidence import Facet, Measure, Verdict

LOST_ON_WAY_M = 60_000.0  # descending and nearer than this: 3 degrees from 10,000 ft is 58 km


class Facts(NamedTuple):
    """One facet with its verdict, reason code, basis and numbers."""

    facet: Facet
    verdict: Verdict
    reason: str
    basis: str
    measures: tuple[Measure, ...] = ()


def judge(history: History, identity: Identity, asked: Asked) -> Iterator[Facts]:
    """Say each facet that this aircraft's track can speak to; `silent` with its reason where it cannot."""
    yield from who(history, identity, asked)
    found = witnesses(history, asked)
    if asked.denied:
        yield deny(history, identity, asked, found)
        return
    yield from place_and_time(history, identity, asked, found)
    yield from head_count(history, identity, asked)
    yield from cargo(history, identity, asked)


def who(history: History, identity: Identity, asked: Asked) -> Iterator[Facts]:
    """Identity with its confidence, type and operator."""
    sure = Measure(name="identity_confidence", value=identity.confidence, unit="word")
    filled = dict(identity.filled)
    if "how" in filled:
        filled["how"] = say(f"word.{filled['how']}", asked.language)
    yield Facts("identity", identity.verdict, identity.reason, say(f"identity.{identity.reason}", asked.language, **filled), (sure,))
    code = history.craft.aircraft_type or ""
    if identity.type_verdict == "supports":
        yield Facts("aircraft_type", "supports", "type_code", say("type.same", asked.language, type=code))
    elif identity.type_verdict == "contradicts":
        names = ", ".join(sorted({item.designator for item in flown(asked.claim) if item.designator and code_of(item.designator)}))
        yield Facts("aircraft_type", "contradicts", "type_code", say("type.differs", asked.language, type=code, names=names))
    state = state_of(history.craft)
    claimed = {actor.state for actor in asked.claim.actors if actor.role == "actor" and actor.state}
    if state and claimed and identity.reason != "state_only":
        same = state.code in claimed
        basis = say("operator.same" if same else "operator.other", asked.language, how=say(f"word.{state.how}", asked.language), state=state.code)
        yield Facts("operator", "consistent" if same else "silent", state.how if same else "ambiguous", basis)


def place_and_time(history: History, identity: Identity, asked: Asked, found: list[Witness]) -> Iterator[Facts]:
    """Compare what happened with the claimed place and days, in the place's own civil time."""
    if asked.window() is None:
        yield Facts("place", "silent", "not_applicable", say("place.unresolved", asked.language))
        return
    if history.track is not None and "jumps" in history.track.doubts:
        measure = Measure(name="impossible_positions", value=float(history.track.jumps), unit="row")
        yield Facts("place", "silent", "below_quality", say("place.flagged", asked.language, jumps=history.track.jumps), (measure,))
        return
    if not found:
        yield absent(history, identity, asked)
        return
    best = found[0]
    verdict: Verdict = "supports" if best.seen and identity.reason != "state_only" and asked.dated else "consistent"
    seen = best.describe(asked)
    yield Facts("place", verdict, best.basis, seen, best.measures(asked))
    yield from days(best, asked, verdict, seen)


def days(best: Witness, asked: Asked, verdict: Verdict, seen: str) -> Iterator[Facts]:
    """Time and event: in the claimed days, off by up to a day and a half, or of other days."""
    measures = best.measures(asked)
    if not asked.dated:
        yield Facts("time", "silent", "not_applicable", say("touch.undated", asked.language, seen=seen), measures)
        return
    outside = best.outside_s(asked) / 3600
    if outside > 0:
        gap = Measure(name="outside_window", value=round(outside, 1), unit="hour")
        off = outside <= OFF_WINDOW_H
        basis = say("touch.outside", asked.language, seen=seen, hours=round(outside, 1))
        yield Facts("time", "consistent" if off else "silent", "off_window" if off else "not_applicable", basis, (*measures, gap))
        return
    if not best.certain(asked):
        since, until = (asked.local(moment) if np.isfinite(moment) else "?" for moment in (best.since, best.until))
        basis = say("touch.bracket", asked.language, seen=seen, since=since, until=until)
        yield Facts("time", "consistent", "bracket", basis, measures)
        return
    yield Facts("time", verdict, best.basis, seen, measures)
    yield Facts("event", verdict, best.basis, seen, measures)


def absent(history: History, identity: Identity, asked: Asked) -> Facts:
    """Nothing of the kind there: impossible (the prism of the named airframe is empty), lost on the way, or nothing to say."""
    window, track = asked.window(), history.track
    if window is None or track is None:
        return Facts("place", "silent", "no_data", say("place.no_coverage", asked.language, km="?"))
    if identity.named and asked.dated and identity.verdict != "silent" and cannot_have_been(track, window):
        speed = Measure(name="speed_bound", value=MAX_KT, unit="knot")
        return Facts("place", "contradicts", "prism_empty", say("place.prism_empty", asked.language, speed=round(MAX_KT)), (speed,))
    for loss in history.losses:
        apart = float(distance_m(loss.latitude, loss.longitude, window.latitude, window.longitude))
        near = apart <= LOST_ON_WAY_M + window.radius_m
        if near and loss.arriving == ("departure" not in asked.wanted) and window.start_s <= loss.t < window.end_s:
            ranked = ", ".join(f"{one.airfield.icao} {one.probability:.2f}" for one in loss.ranked)
            measures = (
                Measure(name="last_fix_from_place", value=float(round(apart / 1000)), unit="kilometre"),
                Measure(name="last_altitude", value=float(round(loss.altitude_ft)), unit="foot"),
            )
            return Facts(
                "place", "consistent", "signal-lost", say("place.signal_lost", asked.language, km=round(apart / 1000), ranked=ranked), measures
            )
    inside = np.flatnonzero((track.t >= window.start_s) & (track.t < window.end_s))
    rows = inside if len(inside) else np.arange(len(track.t))
    least = float(np.min(distance_m(track.latitude[rows], track.longitude[rows], window.latitude, window.longitude)))
    measure = Measure(name="nearest_fix_from_place", value=float(round(least / 1000)), unit="kilometre")
    return Facts("place", "silent", "no_coverage", say("place.no_coverage", asked.language, km=round(least / 1000)), (measure,))


def deny(history: History, identity: Identity, asked: Asked, found: list[Witness]) -> Facts:
    """A denial: contradicted by what was seen of that very aircraft (or type, or state's) there, borne out where it cannot have been there."""
    inside = [one for one in found if one.outside_s(asked) == 0 and one.certain(asked)]
    flagged = history.track is not None and bool(history.track.jumps)
    if inside and not flagged and asked.dated:
        best = inside[0]
        firm = best.seen and (identity.named or identity.type_verdict == "supports")
        basis = say("denial.seen", asked.language, seen=best.describe(asked))
        return Facts("event", "contradicts" if firm else "silent", best.basis if firm else "ambiguous", basis, best.measures(asked))
    window = asked.window()
    usable = identity.named and identity.verdict != "silent" and asked.dated and not flagged
    if usable and window and history.track is not None and cannot_have_been(history.track, window):
        seen = say("place.prism_empty", asked.language, speed=round(MAX_KT))
        return Facts("event", "supports", "prism_empty", say("denial.impossible", asked.language, seen=seen))
    return Facts("event", "silent", "no_coverage", say("denial.nothing", asked.language))


def head_count(history: History, identity: Identity, asked: Asked) -> Iterator[Facts]:
    """A capacity bounds a head count from above: it may contradict one, and never supports one."""
    personnel = asked.claim.personnel
    if personnel is None or personnel.low is None or personnel.unit not in {None, "person"}:
        return
    code = history.craft.aircraft_type or (code_of(identity.item.designator) if identity.item else None)
    seats = seats_of(code)
    if seats is None:
        yield Facts("head_count", "silent", "no_data", say("capacity.unknown", asked.language))
        return
    measure = Measure(name="seats", value=float(seats), unit="seat")
    planes = sum((item.count.high or 0) if item.count else 0 for item in flown(asked.claim)) or 1
    if planes == 1 and len(flown(asked.claim)) <= 1 and identity.verdict != "silent" and personnel.low > seats:
        basis = say("capacity.exceeded", asked.language, low=personnel.low, seats=seats, planes=planes)
        yield Facts("head_count", "contradicts", "capacity", basis, (measure,))
    else:
        yield Facts("head_count", "silent", "not_applicable", say("capacity.silent", asked.language), (measure,))


def cargo(history: History, identity: Identity, asked: Asked) -> Iterator[Facts]:
    """A payload bounds a stated weight from above: it may contradict one, and never supports one."""
    weights = [item.count.low for item in asked.claim.equipment if item.count and item.count.unit == "tonne" and item.count.low is not None]
    if not weights:
        return
    tonnes = sum(weights)
    payload = payload_of(history.craft.aircraft_type or (code_of(identity.item.designator) if identity.item else None))
    if payload is None:
        yield Facts("cargo", "silent", "no_data", say("cargo.unknown", asked.language))
        return
    measure = Measure(name="payload", value=payload, unit="tonne")
    planes = sum((item.count.high or 0) if item.count else 0 for item in flown(asked.claim)) or 1
    if planes == 1 and len(flown(asked.claim)) <= 1 and identity.verdict != "silent" and tonnes > payload:
        basis = say("cargo.exceeded", asked.language, low=tonnes, payload=f"{payload:g}")
        yield Facts("cargo", "contradicts", "capacity", basis, (measure,))
    else:
        yield Facts("cargo", "silent", "not_applicable", say("cargo.silent", asked.language), (measure,))
