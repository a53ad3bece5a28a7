"""Claims made here about real flights -> figures: the right airport supports, wrong ones contradict, a day off is told so, heads stay silent."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from cotejo.evidence.airfields import by_code, zone_at
from cotejo.evidence.check import check
from cotejo.records.claim import Claim, Equipment
from cotejo.records.corpus import Corpus
from cotejo.records.document import Capture, Document
from cotejo.records.evidence import Exhibit, Finding
from cotejo.records.resolution import Interval, Place, Resolution
from cotejo.records.span import Quantity, Span
from eval.evidence.samples import FLIGHTS, published
from eval.figures import Figure

WRONG = ("UUEE", "SVMI", "GABS", "OSLK", "SCEL", "MNMG")
RADIUS_M = 4_000.0
OUT_OF_REACH = ("UUEE", "GABS", "OSLK", "SCEL")  # at 600 kt, whatever it did in the eight hours of that day without a fix
IN_REACH = ("SVMI", "MNMG")  # there and back in those eight hours: nothing rules it out
WHOLE_DAY = "readsb/trace_full_ac671b.json"  # one aircraft of an airline, received through a day; it was at KMSP twice
TAIL, HUB, SEEN = "N899DN", "KMSP", datetime(2025, 2, 5, 17, 0, tzinfo=UTC)
MARKS = {"2ce4f83f": "09-0540", "3376ab31": "JA13XJ", "34a8254b": "HB-JMF", "372355e5": "TC-JVF"}  # as the files state them


class Told(NamedTuple):
    """A claim made here: that an airframe arrived at an airfield on a civil day, with so many aboard."""

    file: str
    mark: str
    field: str
    day: date
    people: int = 40


def place_of_field(code: str) -> Place:
    """An airfield as a claim's place."""
    field = by_code()[code]
    return Place(
        gazetteer_id=f"icao:{code}", name=field.name, country=field.country, latitude=field.latitude, longitude=field.longitude, radius_m=RADIUS_M,
        precision="site",
    )  # fmt: skip


def findings_on(told: Told) -> dict[str, Finding]:
    """Run all checks on one claim and one file; gives facet -> finding of the landing check."""
    text = f"{told.mark} landed at {told.field} with {told.people} soldiers."
    data = (FLIGHTS / told.file).read_bytes()
    digests = [hashlib.sha256(body).hexdigest() for body in (text.encode(), data)]
    page, film = (
        Capture(url=f"file:{name}", fetched_at=None, sha256=digest, media_type=kind, size_bytes=1, locator=name, made_by="eval@1")
        for name, digest, kind in (("a.txt", digests[0], "text/plain"), (told.file, digests[1], "application/json"))
    )
    document = Document(capture=page.id, text=text, external_id="a", language="en", made_by="eval@1")
    whole = Span.of(document.id, text, 0, len(text))
    mark = Span.of(document.id, text, 0, len(told.mark))
    claim = Claim(
        span=whole, event_type="ARRIVAL", attribution=None, trigger=mark, made_by="eval@1",
        equipment=(Equipment(span=mark, category="aircraft.transport", registration=told.mark),),
        personnel=Quantity(span=mark, low=told.people, high=told.people, unit="person"),
    )  # fmt: skip
    when = Interval(earliest=told.day, latest=told.day, basis="stated", granularity="day")
    corpus = Corpus.of([
        page, film, document, claim, Exhibit(exhibit_kind="track", capture=film.id, made_by="eval@1"),
        Resolution(subject=claim.id, field="place", value=place_of_field(told.field), reason="made", made_by="eval@1"),
        Resolution(subject=claim.id, field="time", value=when, reason="made", made_by="eval@1"),
    ])  # fmt: skip
    return {one.facet: one for one in check(corpus, lambda _: data) if isinstance(one, Finding) and one.check == "landing"}


def day_at(code: str, moment: datetime) -> date:
    """Civil day at an airfield."""
    field = by_code()[code]
    return moment.astimezone(zone_at(field.latitude, field.longitude)).date()


def flights() -> Iterator[Told]:
    """The flights whose landing is published, each claimed as it was."""
    for path in sorted(FLIGHTS.glob("fr24/*.json")):
        about = published(path)
        moment = datetime.fromtimestamp(about["landed"], UTC)
        yield Told(f"fr24/{path.name}", MARKS[path.stem], about["destination"], day_at(about["destination"], moment))


def figures() -> Iterator[Figure]:
    """Verdicts of the whole check on claims whose truth is published."""
    right = list(flights())
    found = [findings_on(told) for told in right]
    ours = sum(all(facets[name].verdict == "supports" for name in ("place", "time", "event")) for facets in found)
    yield Figure("claim of the right airport and day: place, time and event are supported", ours, len(right))
    quiet = sum(facets["head_count"].verdict == "silent" for facets in found)
    yield Figure("a head count within the seats stays silent", quiet, len(right))
    days = [findings_on(told._replace(day=told.day + timedelta(days=step))) for told in right for step in (-1, 1)]
    off = sum("event" not in facets and facets["time"].reason == "off_window" for facets in days)
    yield Figure("the day before or after: off_window, neither supported nor contradicted", off, len(days))
    tail = Told(WHOLE_DAY, TAIL, HUB, SEEN.date())
    for name, codes, verdict in (
        ("a wrong airport out of reach between fixes: contradicted", OUT_OF_REACH, "contradicts"),
        ("a wrong airport within reach of a silence: silent", IN_REACH, "silent"),
    ):
        wrong = [findings_on(tail._replace(field=code, day=day_at(code, SEEN))) for code in codes]
        yield Figure(name, sum(facets["place"].verdict == verdict for facets in wrong), len(wrong))
    part = [findings_on(told._replace(field=code)) for told in right for code in WRONG]
    never = sum(facets["place"].verdict in {"silent", "contradicts"} for facets in part)
    yield Figure("a wrong airport, aircraft received for some hours: never supported", never, len(part))
