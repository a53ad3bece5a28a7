"""A few words -> a claim with all that it needs, an exhibit with its bytes, and what the checks say of them."""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from cotejo.evidence.check import check
from cotejo.records.abstention import Abstention
from cotejo.records.attribution import Stance
from cotejo.records.base import Record
from cotejo.records.claim import Actor, Claim, Equipment
from cotejo.records.corpus import Corpus
from cotejo.records.document import Capture, Document
from cotejo.records.evidence import Exhibit, Finding
from cotejo.records.resolution import Interval, Place, Resolution
from cotejo.records.span import Quantity, Span

MAIQUETIA = Place(
    gazetteer_id="gn:3633341", name="Maiquetía", country="VE", admin1="La Guaira", latitude=10.5945, longitude=-66.9562, radius_m=5000.0,
    precision="settlement",
)  # fmt: skip
MOSCOW = Place(gazetteer_id="gn:524901", name="Moscow", country="RU", latitude=55.7522, longitude=37.6156, radius_m=20000.0, precision="settlement")
DAY = date(2019, 3, 23)


def moment(hour: int, minute: int = 0, *, day: int = 23) -> float:
    return datetime(2019, 3, day, hour, minute, tzinfo=UTC).timestamp()


def capture_of(data: bytes, kind: str = "application/json") -> Capture:
    digest = hashlib.sha256(data).hexdigest()
    return Capture(url=f"file:{digest[:6]}", fetched_at=None, sha256=digest, media_type=kind, size_bytes=len(data), locator=digest[:6], made_by="t@1")


def craft(
    text: str, document: str, *, designator: str | None = None, registration: str | None = None, count: tuple[int, int | None] | None = None,
    category: str = "aircraft.transport",
) -> Equipment:  # fmt: skip
    span = Span.of(document, text, 0, 4)
    number = Quantity(span=span, low=count[0], high=count[1], unit="vehicle") if count else None
    return Equipment(span=span, category=category, designator=designator, registration=registration, count=number)


def claimed(
    text: str, *, event_type: Any = "ARRIVAL", language: str = "en", place: Place | None = MAIQUETIA, days: tuple[date | None, date] = (DAY, DAY),
    craft_of: dict[str, Any] | None = None, state: str | None = None, denied: bool = False, people: tuple[int, int | None] | None = None,
    media: Sequence[str] = (), tense: Any = "past",
) -> list[Record]:  # fmt: skip
    """A document of one claim with its resolutions."""
    page = capture_of(text.encode(), "text/plain")
    document = Document(capture=page.id, text=text, external_id=text[:12], language=language, media=tuple(media), made_by="t@1")
    whole = Span.of(document.id, text, 0, len(text))
    word = Span.of(document.id, text, 0, 4)
    stance = Stance(voice=None, certainty="certain", polarity="negative" if denied else "positive", speech_act="DENY" if denied else "REPORT")
    claim = Claim(
        span=whole, event_type=event_type, attribution=None, trigger=word, made_by="t@1", tense=tense, stances=(stance,),
        actors=(Actor(span=word, state=state),) if state else (),
        equipment=(craft(text, document.id, **craft_of),) if craft_of is not None else (),
        personnel=Quantity(span=word, low=people[0], high=people[1], unit="person") if people else None,
    )  # fmt: skip
    when = Interval(earliest=days[0], latest=days[1], basis="stated" if days[0] else "publication_bound", granularity="day")
    return [
        page, document, claim,
        Resolution(subject=claim.id, field="place", value=place, reason="t", made_by="t@1"),
        Resolution(subject=claim.id, field="time", value=when, reason="t", made_by="t@1"),
    ]  # fmt: skip


def track_of(rows: list[list[Any]], *, base: float, icao: str = "1553c7", registration: str | None = "RA-86983", kind: str | None = "IL62") -> bytes:
    body = {"icao": icao, "timestamp": base, "trace": rows} | ({"r": registration} if registration else {}) | ({"t": kind} if kind else {})
    return json.dumps(body).encode()


def fly(
    *, since: float, start: tuple[float, float], end: tuple[float, float], minutes: int, field_ft: tuple[float, float] = (0, 0)
) -> list[list[Any]]:
    """Rows of one flight with both ends on the ground, a fix a minute, straight; `since` in s of the trace."""
    rows: list[list[Any]] = [[since - 60.0, *start, "ground", 10.0], [since, *start, "ground", 120.0]]
    for minute in range(1, minutes):
        share = minute / minutes
        height = min(35_000.0, 2_500.0 * minute + field_ft[0], 2_500.0 * (minutes - minute) + field_ft[1])
        rows.append([since + 60.0 * minute, start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]), height, 300.0])
    rows += [[since + 60.0 * minutes, *end, "ground", 120.0], [since + 60.0 * minutes + 60, *end, "ground", 5.0]]
    return rows


def findings(records: list[Record], exhibits: list[tuple[Any, bytes, str]]) -> tuple[list[Finding], list[Abstention]]:
    """What all checks say."""
    blobs: dict[str, bytes] = {}
    extra: list[Record] = []
    for kind, data, media_type in exhibits:
        capture = capture_of(data, media_type)
        blobs[capture.sha256] = data
        extra += [capture, Exhibit(exhibit_kind=kind, capture=capture.id, made_by="t@1")]
    found = list(check(Corpus.of([*records, *extra]), reading(blobs)))
    return [one for one in found if isinstance(one, Finding)], [one for one in found if isinstance(one, Abstention)]


def reading(blobs: dict[str, bytes]) -> Callable[[str], bytes]:
    return blobs.__getitem__


def said(records: list[Record], *tracks: bytes) -> dict[tuple[str, str], tuple[str, str]]:
    """(Check, facet) -> (verdict, reason)."""
    found, _ = findings(records, [("track", data, "application/json") for data in tracks])
    return {(one.check, one.facet): (one.verdict, one.reason) for one in found}
