"""Claims against exhibits: four words per facet, and what stays silent."""

import hashlib
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import msgspec
import numpy as np
import pytest
from PIL import Image

from cotejo.evidence.check import check
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.claim import Claim, Equipment
from cotejo.records.corpus import Corpus
from cotejo.records.document import Capture, Document
from cotejo.records.evidence import Exhibit, Finding
from cotejo.records.resolution import Interval, Place, Resolution
from cotejo.records.span import Quantity, Span

MAIQUETIA = Place(
    gazetteer_id="gn:3633341",
    name="Maiquetía",
    country="VE",
    admin1="La Guaira",
    latitude=10.5945,
    longitude=-66.9562,
    radius_m=5000.0,
    precision="settlement",
)
MOSCOW = Place(gazetteer_id="gn:524901", name="Moscow", country="RU", latitude=55.7522, longitude=37.6156, radius_m=20000.0, precision="settlement")
TEXT = "El Il-62M RA-86983 aterrizó en Maiquetía el 23 de marzo con 99 militares."
DAY = date(2019, 3, 23)


def landing_track(*, lost: bool = False) -> bytes:
    """Touchdown at Maiquetía on 23 March 2019, 14:20 UTC (10:20 local); or lost on the approach."""
    rows: list[list[object]] = []
    for step in range(60):
        share = step / 59
        rows.append([20.0 * step, 10.60312 + 0.6 * (1 - share), -66.99059 + 0.6 * (1 - share), 10_235 - 10_000 * share, 260 - 120 * share])
    tail = [[1200.0 + 20.0 * step, 10.60312 + 0.001 * step, -66.99059, "ground", 30.0] for step in range(5)]
    body = {"icao": "1553c7", "r": "RA-86983", "t": "IL62", "timestamp": 1_553_350_800.0 - 1200 + 1200, "trace": rows[:40] if lost else rows + tail}
    return json.dumps(body).encode()


def capture_of(data: bytes, kind: str) -> Capture:
    digest = hashlib.sha256(data).hexdigest()
    return Capture(url=f"file:{digest[:6]}", fetched_at=None, sha256=digest, media_type=kind, size_bytes=len(data), locator=digest[:6], made_by="t@1")


def case(
    data: bytes, *, place: Place | None = MAIQUETIA, day: date = DAY, registration: str | None = "RA-86983", people: tuple[int, int | None] = (99, 99)
) -> tuple[Corpus, Callable[[str], bytes]]:
    capture = capture_of(data, "application/json")
    page = capture_of(TEXT.encode(), "text/plain")
    document = Document(capture=page.id, text=TEXT, external_id="a", language="es", made_by="t@1")
    start = TEXT.index("Il-62M")
    craft = Equipment(
        span=Span.of(document.id, TEXT, start, start + 6), category="aircraft.transport", designator="Il-62M", registration=registration
    )
    count = Quantity(span=Span.of(document.id, TEXT, TEXT.index("99"), TEXT.index("99") + 2), low=people[0], high=people[1], unit="person")
    trigger = Span.of(document.id, TEXT, TEXT.index("aterrizó"), TEXT.index("aterrizó") + 8)
    claim = Claim(
        span=Span.of(document.id, TEXT, 0, len(TEXT)),
        event_type="ARRIVAL",
        attribution=None,
        trigger=trigger,
        equipment=(craft,),
        personnel=count,
        made_by="t@1",
    )
    where = Resolution(subject=claim.id, field="place", value=place, reason="t", made_by="t@1")
    when = Resolution(
        subject=claim.id, field="time", value=Interval(earliest=day, latest=day, basis="stated", granularity="day"), reason="t", made_by="t@1"
    )
    exhibit = Exhibit(exhibit_kind="track", capture=capture.id, made_by="t@1")
    corpus = Corpus.of([capture, page, document, claim, where, when, exhibit])
    return corpus, {capture.sha256: data}.__getitem__


def verdicts(corpus: Corpus, blob: Callable[[str], bytes]) -> dict[str, tuple[str, str]]:
    return {found.facet: (found.verdict, found.reason) for found in check(corpus, blob) if isinstance(found, Finding)}


def test_a_touchdown_of_the_named_airframe_supports_identity_place_and_time_and_says_nothing_of_people() -> None:
    found = verdicts(*case(landing_track()))
    assert found["identity"] == ("supports", "address_arithmetic")
    assert found["aircraft_type"][0] == "supports"
    assert found["place"] == ("supports", "ground-flag")
    assert found["time"][0] == "supports"
    assert found["head_count"] == ("silent", "not_applicable")


def test_a_wrong_airport_is_contradicted_by_the_prism() -> None:
    data = json.loads(landing_track())
    last = data["trace"][-1]
    data["trace"] = [[-55_000.0, 10.6, -66.99, "ground", 0.0], *data["trace"], *([last[0] + 600.0 * n, *last[1:]] for n in range(1, 150))]
    found = verdicts(*case(json.dumps(data).encode(), place=MOSCOW))
    assert found["place"] == ("contradicts", "prism_empty")


def test_a_day_off_is_off_window_and_no_contradiction() -> None:
    found = verdicts(*case(landing_track(), day=date(2019, 3, 24)))
    assert found["place"][0] == "supports"
    assert found["time"] == ("consistent", "off_window")


def test_a_lost_signal_is_consistent_at_most() -> None:
    assert verdicts(*case(landing_track(lost=True)))["place"] == ("consistent", "signal-lost")


def test_a_capacity_contradicts_a_larger_head_count_and_supports_none() -> None:
    assert verdicts(*case(landing_track(), people=(400, None)))["head_count"] == ("contradicts", "capacity")


def test_another_airframe_of_the_type_proves_no_identity() -> None:
    assert verdicts(*case(landing_track(), registration=None))["identity"] == ("silent", "ambiguous")


def test_a_claim_of_another_registration_is_not_judged_by_this_track() -> None:
    corpus, blob = case(landing_track(), registration="RA-86496")
    assert [record.reason for record in check(corpus, blob) if isinstance(record, Abstention)] == ["no_claim"]


def test_every_finding_has_its_inputs_and_a_scope_note_in_the_documents_language() -> None:
    corpus, blob = case(landing_track())
    findings = [record for record in check(corpus, blob) if isinstance(record, Finding)]
    assert findings
    for finding in findings:
        assert finding.inputs
        assert "aeronaves" in finding.scope or "asientos" in finding.scope


def picture(seed: int, size: tuple[int, int], quality: int) -> bytes:
    noise = np.random.default_rng(seed).integers(0, 255, (8, 10, 3), dtype=np.uint8)
    stream = io.BytesIO()
    Image.fromarray(noise).resize(size, Image.Resampling.BICUBIC).save(stream, "JPEG", quality=quality)
    return stream.getvalue()


def shown(data: bytes, name: str, day: date | None) -> list[Record]:
    capture = capture_of(data, "image/jpeg")
    published = Interval(earliest=day, latest=day, basis="stated") if day else None
    document = Document(capture=f"capture-{name}", text=name, external_id=name, published=published, media=(capture.id,), made_by="t@1")
    return [capture, document, Exhibit(exhibit_kind="photo", capture=capture.id, made_by="t@1")]


@pytest.mark.parametrize(("first", "second", "verdict"), [(DAY, date(2020, 1, 1), "contradicts"), (None, date(2020, 1, 1), "silent")])
def test_a_picture_shown_before_is_not_original_where_both_dates_are_known(first: date | None, second: date, verdict: str) -> None:
    old, new = picture(1, (640, 480), 90), picture(1, (320, 240), 40)
    corpus = Corpus.of([*shown(old, "old", first), *shown(new, "new", second)])
    blobs = {hashlib.sha256(data).hexdigest(): data for data in (old, new)}
    (finding,) = [record for record in check(corpus, blobs.__getitem__) if isinstance(record, Finding)]
    assert (finding.facet, finding.verdict) == ("image_originality", verdict)
    if first:
        assert corpus.documents[finding.subject].external_id == "new"


@pytest.mark.parametrize(
    ("fetched", "verdict"),
    [(date(2019, 3, 24), "contradicts"), (date(2019, 6, 1), "contradicts"), (date(2020, 5, 1), "silent"), (None, "contradicts")],
)
def test_a_page_fetched_long_after_its_stated_day_may_be_back_dated(fetched: date | None, verdict: str) -> None:
    data, again = picture(1, (640, 480), 90), picture(1, (320, 240), 40)
    old, new = shown(data, "old", DAY), shown(again, "new", date(2020, 1, 1))
    at = datetime(fetched.year, fetched.month, fetched.day, tzinfo=UTC) if fetched else None
    page = Capture(url="https://a.example/old", fetched_at=at, sha256="0" * 64, media_type="text/html", size_bytes=1, made_by="t@1")
    records = [msgspec.structs.replace(record, capture=page.id) if isinstance(record, Document) else record for record in old]
    blobs = {hashlib.sha256(body).hexdigest(): body for body in (data, again)}
    (finding,) = [record for record in check(Corpus.of([*records, page, *new]), blobs.__getitem__) if isinstance(record, Finding)]
    assert (finding.facet, finding.verdict) == ("image_originality", verdict)


def test_pictures_that_differ_stand_alone_and_a_broken_one_is_named() -> None:
    one, two = picture(1, (640, 480), 90), b"\xff\xd8\xff broken"
    corpus = Corpus.of([*shown(one, "one", DAY), *shown(two, "two", DAY)])
    blobs = {hashlib.sha256(data).hexdigest(): data for data in (one, two)}
    reasons = sorted(record.reason for record in check(corpus, blobs.__getitem__) if isinstance(record, Abstention))
    assert reasons == ["no_other_copy", "unreadable"]
