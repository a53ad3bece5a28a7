"""A number -> a case of so many claims, written straight into its store: three claims an event, places over the globe, days over five years."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from cotejo.case.folder import Case
from cotejo.case.ledger import Books
from cotejo.case.rows import Done, digest_of
from cotejo.records.base import Record
from cotejo.records.claim import Actor, Claim, EventType
from cotejo.records.document import Capture, Document
from cotejo.records.event import Event
from cotejo.records.origin import Assessment, Origin
from cotejo.records.resolution import Interval, Place
from cotejo.records.span import Span

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
EACH = 3  # claims an event, and claims a document
TYPES: tuple[EventType, ...] = ("PRESENCE", "ARRIVAL", "MOVEMENT", "EXERCISE", "WITHDRAW", "TRAIN_ADVISE")
STATES = ("RU", "US", "CN", "TR", "IR", "FR")
SENTENCE = "Report {number}: soldiers arrived at town {town} that week. "


def build_crowd(folder: Path, claims: int) -> Path:
    """Make the case; the same number gives the same records."""
    case = Case.create(folder, '[case]\nname = "crowd"\n', AT)
    captures: list[Record] = []
    given: list[Record] = []
    for number in range(claims // EACH):
        capture, *rest = make_event(number)
        captures.append(capture)
        given += rest
    with case.changing(), case.act(AT) as act:
        rows = act.rows(captures)
        entry = act.note("add", {"captures": [], "left_out": [], "media": []})
        case.store.take_in(act.link, rows, (), entry)
    with case.changing(), case.store.writing() as link:
        (work,) = case.store.keep(link, [Done(b"crowd", "crowd", "crowd@1", "case", Books(0, 0, 0, 0), tuple(given))])
    with case.changing(), case.act(AT) as act:
        digest = digest_of((*rows, *work.rows))
        entry = act.note("run", {"run": 1, "records": len(work.rows), "digest": digest, "books": {}, "made_by": []})
        case.store.finish_run(act.link, [work.work], [], digest, entry)
    return folder


def make_event(number: int) -> tuple[Record, ...]:
    """One document with its claims, their event, its origin and verdict."""
    capture = Capture(
        url=f"https://example.org/{number}", fetched_at=None, sha256=f"{number:064x}", media_type="text/plain", size_bytes=1, made_by="crowd@1"
    )
    text = "".join(SENTENCE.format(number=number * EACH + turn, town=number % 700) for turn in range(EACH))
    day = date(2020, 1, 1) + timedelta(days=number * 7919 % 1826)
    document = Document(
        capture=capture.id, text=text, external_id=f"r{number}", outlet=f"Outlet {number % 40}", language="en", title=f"Report {number}",
        published=Interval(earliest=day, latest=day, basis="stated", granularity="day"), made_by="crowd@1",
    )  # fmt: skip
    long = len(text) // EACH
    spans = [Span.of(document.id, text, turn * long, min(len(text), (turn + 1) * long)) for turn in range(EACH)]
    claims = [
        Claim(
            span=span, event_type=TYPES[number % len(TYPES)], attribution=None, trigger=span,
            actors=(Actor(span=span, state=STATES[number % len(STATES)], status="military"),), made_by="crowd@1",
        )
        for span in spans
    ]  # fmt: skip
    town = number % 700
    place = Place(
        gazetteer_id=f"t{town}", name=f"Town {town}", country="ML", latitude=round(-50 + town * 37 % 110 + town / 700, 3),
        longitude=round(-120 + town * 53 % 250 + town / 700, 3), radius_m=4000.0, precision="settlement",
    )  # fmt: skip
    time = Interval(earliest=day - timedelta(days=number % 9), latest=day, basis=("stated", "relative", "publication_bound")[number % 3])
    event = Event(
        claims=tuple(sorted(claim.id for claim in claims)), event_type=claims[0].event_type, place=place if number % 10 else None, time=time,
        actor_states=(STATES[number % len(STATES)],), host="ML", made_by="crowd@1",
    )  # fmt: skip
    origin = Origin(
        event=event.id, root=document.id, name=document.outlet or "", source_kind="outlet", claims=event.claims, documents=(document.id,),
        determined=bool(number % 2), why="made", made_by="crowd@1",
    )  # fmt: skip
    verdict = Assessment(event=event.id, lo=number % 2, hi=1, label="single origin" if number % 2 else "origin undetermined", made_by="crowd@1")
    return capture, document, *claims, event, origin, verdict
