"""Shadows that an analyst measured against the claims of the documents that show the picture -> findings on the light in it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from math import cos, radians

from cotejo.evidence.asked import Asked, ask_any, is_askable
from cotejo.evidence.landing import Facts
from cotejo.evidence.measurements import BadMeasurement, Measurement, is_measurement, read_measurement
from cotejo.evidence.scopes import say, scope_note
from cotejo.evidence.sun import hours_of, is_dark
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.corpus import Corpus
from cotejo.records.document import Capture, Document
from cotejo.records.evidence import Finding, Measure

STAGE = "evidence.check"
WIDE_M = 50_000.0  # across a place of this radius the sun's azimuth differs by a degree or so: less than anybody measures it
DAYS_MAX = 31  # over more days every hour has such shadows
DAY_S = 86_400.0
KM_PER_DEG = 111.2
SHOWN_HOURS = 6


def check_shadows(corpus: Corpus, blob: Callable[[str], bytes], made_by: str) -> Iterator[Record]:
    """Compare every measurement with every claim of the documents that show what was measured.

    Abstains with the exhibit as subject: unreadable, not_in_case (no such picture or document, or nobody shows the picture), no_claim.
    """
    for exhibit in corpus.exhibits.values():
        capture = corpus.captures[exhibit.capture]
        if exhibit.exhibit_kind != "detection" or not is_measurement(data := blob(capture.sha256)):
            continue
        try:
            measured = read_measurement(data)
        except BadMeasurement as error:
            detail = f"{capture.locator or capture.url}: {error}"
            yield Abstention(stage=STAGE, subject=exhibit.id, reason="unreadable", detail=detail, made_by=made_by)
            continue
        pictures = [one for one in photos(corpus) if is_named(one, measured.picture)]
        documents = showing(corpus, measured, pictures)
        found = list(judge_all(corpus, measured, documents, (capture.sha256, *(one.sha256 for one in pictures)), made_by))
        yield from found
        if not found:
            reason = "no_claim" if documents else "not_in_case"
            detail = (
                "no claim of a past happening stands in the documents that show it"
                if documents
                else "no document of this case shows what was measured"
            )
            yield Abstention(stage=STAGE, subject=exhibit.id, reason=reason, detail=detail, made_by=made_by)


def photos(corpus: Corpus) -> Iterator[Capture]:
    """Captures of the case's pictures."""
    for exhibit in corpus.exhibits.values():
        if exhibit.exhibit_kind == "photo":
            yield corpus.captures[exhibit.capture]


def is_named(capture: Capture, name: str | None) -> bool:
    """Whether a name is a picture's SHA-256, path, or the file's own name."""
    locator = capture.locator or ""
    return bool(name) and name in {capture.sha256, locator, locator.rpartition("/")[2]}


def showing(corpus: Corpus, measured: Measurement, pictures: list[Capture]) -> list[Document]:
    """Documents that show what was measured, by id."""
    ids = {capture.id for capture in pictures}
    found = [one for one in corpus.documents.values() if ids & set(one.media) or (measured.document and one.external_id == measured.document)]
    return sorted(found, key=lambda one: one.id)


def judge_all(corpus: Corpus, measured: Measurement, documents: list[Document], inputs: tuple[str, ...], made_by: str) -> Iterator[Finding]:
    """One finding for each claim of these documents."""
    ids = {document.id for document in documents}
    for claim in corpus.claims.values():
        if claim.span.document in ids and is_askable(corpus, claim):
            asked = ask_any(corpus, claim)
            facts = judge(measured, asked)
            yield Finding(
                check="shadow", subject=claim.id, facet="scene_light", verdict=facts.verdict, reason=facts.reason, basis=facts.basis,
                measures=facts.measures, scope=scope_note("sun", asked.language), inputs=inputs, made_by=made_by,
            )  # fmt: skip


def judge(measured: Measurement, asked: Asked) -> Facts:
    """Whether the sun stood so, there and then: at the place's centre or at its edges."""
    window = asked.window()
    if window is None or not asked.dated or asked.end_s - asked.start_s > DAYS_MAX * DAY_S or (asked.place and (asked.place.radius_m or 0) > WIDE_M):
        return Facts("scene_light", "silent", "not_applicable", say("sun.unbound", asked.language))
    stated = measured.hours(asked.zone) or (asked.start_s, asked.end_s)
    points = list(corners(window.latitude, window.longitude, asked.place.radius_m or 0.0 if asked.place else 0.0))
    filled = {"analyst": measured.analyst, "since": asked.local(stated[0]), "until": asked.local(stated[1])}
    if all(is_dark(*point, stated) for point in points):
        return Facts("scene_light", "contradicts", "below_horizon", say("sun.dark", asked.language, **filled))
    shadow = measured.shadow()
    if shadow is None:
        return Facts("scene_light", "consistent", "daylight", say("sun.day", asked.language, **filled))
    found = sorted(stretch for point in points for stretch in hours_of(shadow, *point, stated))
    measures = tuple(measures_of(measured))
    if not found:
        return Facts("scene_light", "contradicts", "no_hour", say("sun.never", asked.language, **filled), measures)
    hours = ", ".join(tell_hours(join(found), asked))
    return Facts("scene_light", "consistent", "hours", say("sun.hours", asked.language, hours=hours, **filled), measures)


def corners(latitude: float, longitude: float, radius_m: float) -> Iterator[tuple[float, float]]:
    """The centre and four points on the rim."""
    north = radius_m / 1000 / KM_PER_DEG
    east = north / max(cos(radians(latitude)), 0.05)
    for up, right in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)):
        yield max(-90.0, min(90.0, latitude + up * north)), longitude + right * east


def join(stretches: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Stretches of time in order -> those that touch made one."""
    joined: list[tuple[float, float]] = []
    for first, last in stretches:
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def tell_hours(stretches: list[tuple[float, float]], asked: Asked) -> Iterator[str]:
    """The first stretches, in the place's civil time."""
    for first, last in stretches[:SHOWN_HOURS]:
        yield f"{asked.local(first)}–{datetime.fromtimestamp(last, asked.zone):%H:%M}"
    if len(stretches) > SHOWN_HOURS:
        yield "…"


def measures_of(measured: Measurement) -> Iterator[Measure]:
    """What the analyst measured."""
    for name, value, unit in (
        ("shadow_direction", measured.direction, "degree"), ("shadow_direction_error", measured.direction_error, "degree"),
        ("shadow_length", measured.length, "height"), ("shadow_length_error", measured.length_error, "height"),
    ):  # fmt: skip
        if value is not None:
            yield Measure(name=name, value=value, unit=unit)
