"""Heat detections and scenes against claims with a place -> findings: consistent at most, else what can be checked and what clouds hide."""

from collections.abc import Callable, Iterator
from math import exp, isfinite
from typing import NamedTuple

import numpy as np

from cotejo.evidence.asked import Asked, ask_any, is_askable
from cotejo.evidence.landing import Facts
from cotejo.evidence.measurements import is_measurement
from cotejo.evidence.prism import Window
from cotejo.evidence.satellite import Heat, Scene, Seen, read_satellite
from cotejo.evidence.scopes import say, scope_note
from cotejo.evidence.sphere import distance_m
from cotejo.evidence.tracks import BadTrack
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.corpus import Corpus
from cotejo.records.evidence import Exhibit, Finding, Measure

BURNING = frozenset({"FORCE_USED", "MATERIEL_LOST", "CASUALTY"})
VISIBLE = frozenset({"FORCE_USED", "MATERIEL_LOST", "BASE_ESTABLISH", "BASE_USE", "SYSTEM_EMPLACED", "MATERIEL_DELIVERED", "PRESENCE", "REINFORCE"})
POINTS = frozenset({"site", "settlement"})  # a province holds fires and scenes on every day
DAYS_MAX = 31
DAY_S = 86_400.0
CHANCE_MAX = 0.05  # detections that chance would give more often than this are nothing unusual
AFTER_S = 7 * DAY_S  # a site or a crater is still to be seen a week later
CLOUD_MAX = 40.0  # per cent over the scene; above, a given spot is more likely hidden than not once haze and shadow are counted


class Supplied(NamedTuple):
    """One exhibit with what it holds."""

    exhibit: Exhibit
    sha256: str
    seen: Seen


def check_satellite(corpus: Corpus, blob: Callable[[str], bytes], made_by: str) -> Iterator[Record]:
    """Compare the case's detections and scenes with claims of a site or settlement and stated days.

    Abstains with the exhibit as subject: unreadable.
    """
    supplied = []
    for exhibit in corpus.exhibits.values():
        if exhibit.exhibit_kind == "detection":
            capture = corpus.captures[exhibit.capture]
            data = blob(capture.sha256)
            if is_measurement(data):
                continue  # the check of shadows reads it
            try:
                supplied.append(Supplied(exhibit, capture.sha256, read_satellite(data)))
            except BadTrack as error:
                detail = f"{capture.locator or capture.url}: {error}"
                yield Abstention(stage="evidence.check", subject=exhibit.id, reason="unreadable", detail=detail, made_by=made_by)
    for claim in corpus.claims.values():
        if supplied and claim.event_type in BURNING | VISIBLE and is_askable(corpus, claim):
            asked = ask_any(corpus, claim)
            window = window_of(asked)
            if window is not None:
                for one in supplied:
                    yield from compare(one, asked, window, made_by)


def window_of(asked: Asked) -> Window | None:
    """The claim's disc and days, where both are narrow enough to say anything."""
    narrow = asked.place is not None and asked.place.precision in POINTS and asked.dated and asked.end_s - asked.start_s <= DAYS_MAX * DAY_S
    return asked.window() if narrow and not asked.denied else None


def compare(one: Supplied, asked: Asked, window: Window, made_by: str) -> Iterator[Finding]:
    """Findings of one file on one claim."""
    if one.seen.heat and asked.claim.event_type in BURNING:
        yield make("heat", "fire", asked, judge_heat(one.seen.heat, asked, window), one, made_by)
    over = [scene for scene in one.seen.scenes if scene.holds(window.latitude, window.longitude)]
    over = [scene for scene in over if window.start_s <= scene.t < window.end_s + AFTER_S]
    if over and asked.claim.event_type in VISIBLE:
        yield make("scene", "scene", asked, judge_scenes(over, asked), one, made_by)


def judge_heat(heat: tuple[Heat, ...], asked: Asked, window: Window) -> Facts:
    """Detections at the place in the days, against what is usual there by the file's other days (Poisson)."""
    apart = distance_m(window.latitude, window.longitude, [one.latitude for one in heat], [one.longitude for one in heat])
    reach = window.radius_m + np.array([one.footprint_m for one in heat]) / 2
    near = [one for one, here in zip(heat, apart <= reach, strict=True) if here]
    inside = [one for one in near if window.start_s <= one.t < window.end_s]
    first, last = min(one.t for one in heat), max(one.t for one in heat) + DAY_S
    km = round(window.radius_m / 1000)
    if last <= window.start_s or first >= window.end_s:
        return Facts("event", "silent", "no_coverage", say("fire.outside", asked.language))
    other_days = max((last - first - (window.end_s - window.start_s)) / DAY_S, 1.0)
    expected = (len(near) - len(inside) + 0.5) / other_days * (window.end_s - window.start_s) / DAY_S  # half a detection: none seen is not never
    if not inside:
        return Facts("event", "silent", "no_data", say("fire.none", asked.language, km=km))
    best = max(inside, key=lambda one: (one.frp_mw if isfinite(one.frp_mw) else 0.0, -one.t))
    measures = (
        Measure(name="detections", value=float(len(inside)), unit="detection"),
        Measure(name="detections_usual", value=round(expected, 2), unit="detection"),
        Measure(name="chance", value=round(chance(len(inside), expected), 4), unit="share"),
        Measure(name="footprint", value=float(round(best.footprint_m)), unit="metre"),
    )
    usual = chance(len(inside), expected) > CHANCE_MAX
    filled = {"seen": len(inside), "km": km, "expected": round(expected, 1)}
    if usual:
        return Facts("event", "silent", "ambiguous", say("fire.usual", asked.language, **filled), measures)
    frp = round(best.frp_mw) if isfinite(best.frp_mw) else "?"
    return Facts("event", "consistent", "heat", say("fire.seen", asked.language, frp=frp, moment=asked.local(best.t), **filled), measures)


def chance(seen: int, expected: float) -> float:
    """Probability of at least so many detections where so many are expected (Poisson)."""
    term, below = exp(-expected), 0.0
    for count in range(seen):
        below += term
        term *= expected / (count + 1)
    return max(0.0, 1.0 - below)


def judge_scenes(over: list[Scene], asked: Asked) -> Facts:
    """Whether somebody could look: the clearest scene of the days and the week after."""
    known = [scene for scene in over if isfinite(scene.cloud)]
    best = min(known or over, key=lambda scene: (scene.cloud if isfinite(scene.cloud) else 0.0, scene.t))
    filled = {"scene": best.name, "moment": asked.local(best.t)}
    if not known:
        return Facts("place", "silent", "checkable", say("scene.unknown_cloud", asked.language, **filled))
    measure = Measure(name="cloud", value=best.cloud, unit="per cent")
    clear = best.cloud <= CLOUD_MAX
    basis = say("scene.checkable" if clear else "scene.cloudy", asked.language, cloud=round(best.cloud), **filled)
    return Facts("place", "silent", "checkable" if clear else "below_quality", basis, (measure,))


def make(check: str, note: str, asked: Asked, facts: Facts, one: Supplied, made_by: str) -> Finding:
    """One finding."""
    return Finding(
        check=check, subject=asked.claim.id, facet=facts.facet, verdict=facts.verdict, reason=facts.reason, basis=facts.basis,
        measures=facts.measures, scope=scope_note(note, asked.language), inputs=(one.sha256,), made_by=made_by,
    )  # fmt: skip
