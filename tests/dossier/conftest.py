"""A small archive built by hand: three reports of one arrival, a denial, a look at a track, an undated remark; every field can carry a payload."""

import io
from collections.abc import Callable
from datetime import date

import msgspec
import pytest
from PIL import Image

from cotejo.dossier.assess import assess
from cotejo.dossier.compose import compose
from cotejo.records.abstention import Abstention
from cotejo.records.attribution import Attribution, Source, Stance
from cotejo.records.base import Record
from cotejo.records.claim import Actor, Claim
from cotejo.records.corpus import Corpus
from cotejo.records.document import Capture, Document
from cotejo.records.event import Derivation, Disputed, Event, Link, Reason
from cotejo.records.evidence import Exhibit, Finding, Measure
from cotejo.records.origin import Origin, OwnReporting
from cotejo.records.resolution import Interval, Place
from cotejo.records.span import Quantity, Span

BY = "test@1"
TEXTS = {
    "a": "Al menos 18 instructores rusos llegaron a Gao el 3 de mayo, dijo a este diario la médica Aminata Keïta 😀. Nadie más habló.",
    "b": "Cerca de 80 militares russos chegaram a Gao, segundo El Faro del Norte.",
    "c": "A column of Russian soldiers reached Gao on 3 May, this reporter saw. They left no name.",
    "d": "МИД отрицает: российских военных в Мали нет.",
    "e": "Un avión pasó un día por un lugar.",
}
OUTLETS = {"a": "El Faro del Norte", "b": "Diário do Sal", "c": "The Gao Courier", "d": "Вестник", "e": "Hoja Suelta"}
LANGUAGES = {"a": "es", "b": "pt", "c": "en", "d": "ru", "e": "es"}
DAYS = {"a": date(2023, 5, 4), "b": date(2023, 5, 6), "c": date(2023, 5, 5), "d": date(2023, 5, 9), "e": None}
GAO = Place(
    gazetteer_id="gn:1",
    name="Gao",
    country="ML",
    admin1="Gao",
    path=("ML", "gn:0", "gn:1"),
    latitude=16.27,
    longitude=-0.04,
    radius_m=6000.0,
    precision="settlement",
)
MALI = Place(gazetteer_id="ML", name="Mali", country="ML", path=("ML",), latitude=17.0, longitude=-4.0, radius_m=700_000.0, precision="country")
THIRD_OF_MAY = Interval(earliest=date(2023, 5, 3), latest=date(2023, 5, 3), basis="stated", granularity="day")


def picture() -> bytes:
    """Draw a small picture."""
    written = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(written, "PNG")
    return written.getvalue()


class Archive:
    """The records before assessment, by name, so that a test can change one; `taint` puts a payload into every free text."""

    def __init__(self, taint: str = "") -> None:
        self.taint = taint
        self.records: dict[str, Record] = {}
        for key in TEXTS:
            self.add_document(key)

    def add_document(self, key: str) -> None:
        """Add a capture and its document."""
        url = f"https://{key}.example/{self.taint}"
        self.records[f"capture {key}"] = Capture(url=url, fetched_at=None, sha256=key * 64, media_type="text/plain", size_bytes=10, made_by=BY)
        published = Interval(earliest=DAYS[key], latest=DAYS[key], basis="stated", granularity="day") if DAYS[key] else None
        self.records[f"document {key}"] = Document(
            capture=self.records[f"capture {key}"].id,
            text=TEXTS[key] + self.taint,
            external_id=f"doc-{key}{self.taint}",
            outlet=OUTLETS[key] + self.taint,
            title=f"Title {key}{self.taint}",
            byline=f"By {self.taint}",
            language=LANGUAGES[key],
            published=published,
            url=url,
            made_by=BY,
        )

    def span(self, key: str, exact: str) -> Span:
        """Find words in a document."""
        text = TEXTS[key] + self.taint
        start = text.index(exact)
        return Span(document=self.records[f"document {key}"].id, start=start, end=start + len(exact), exact=exact)

    def hop(self, key: str, name: str, said: str, cue: str, kind: str = "person", **more: object) -> str:
        """Add an attribution; gives its id."""
        source = Source(name=said + self.taint, kind=kind, span=self.span(key, said), state=more.pop("state", None))  # type: ignore[arg-type]
        hop = Attribution(
            document=self.records[f"document {key}"].id,
            source=source,
            cue=self.span(key, cue),
            content=None,
            mode="indirect",
            rule="t",
            made_by=BY,
            **more,
        )  # type: ignore[arg-type]
        self.records[name] = hop
        return hop.id

    def claim(self, key: str, name: str, exact: str, voice: str | None = None, stances: tuple[Stance, ...] = (), **more: object) -> str:
        """Add a claim; gives its id."""
        span = self.span(key, exact)
        claim = Claim(span=span, event_type=more.pop("event_type", "ARRIVAL"), attribution=voice, trigger=span, stances=stances, made_by=BY, **more)  # type: ignore[arg-type]
        self.records[name] = claim
        return claim.id

    def add(self, name: str, record: Record) -> str:
        """Add any record; gives its id."""
        self.records[name] = record
        return record.id

    def change(self, name: str, **fields: object) -> None:
        """Replace fields of a record."""
        self.records[name] = msgspec.structs.replace(self.records[name], **fields)

    def corpus(self) -> Corpus:
        """Assess and compose."""
        bare = Corpus.of(self.records.values())
        judged = Corpus.of([*self.records.values(), *assess(bare)])
        return Corpus.of([*self.records.values(), *assess(bare), *compose(judged)])


def number(archive: Archive, key: str, exact: str, low: int | None, high: int | None) -> Quantity:
    """Quantity of persons."""
    return Quantity(span=archive.span(key, exact), low=low, high=high, unit="person")


def actor(archive: Archive, key: str, exact: str) -> tuple[Actor, ...]:
    """Russian personnel."""
    return (Actor(span=archive.span(key, exact), state="RU", status="military", name=(exact + archive.taint) if archive.taint else None),)


def stance(voice: str | None, act: str = "ASSERT", polarity: str = "positive", denies: str | None = None) -> Stance:
    """Stance, certain."""
    return Stance(voice=voice, certainty="certain", polarity=polarity, speech_act=act, denies=denies)  # type: ignore[arg-type]


def build(taint: str = "") -> Archive:
    """Build the archive: origins 2..2 (a doctor; a reporter), b repeats a with another number, a ministry denies, e is undated and unplaced."""
    it = Archive(taint)
    doctor = it.hop("a", "doctor", "la médica Aminata Keïta", "dijo a este diario")
    paper = it.hop("b", "paper", "El Faro del Norte", "segundo", kind="outlet")
    ministry = it.hop("d", "ministry", "МИД", "отрицает", kind="office", state="RU", speech_act="DENY", polarity="negative", denies="presence")
    first = it.claim(
        "a",
        "claim a",
        "Al menos 18 instructores rusos llegaron a Gao el 3 de mayo",
        doctor,
        (stance(None), stance(doctor)),
        personnel=number(it, "a", "Al menos 18", 18, None),
        actors=actor(it, "a", "instructores rusos"),
        time=it.span("a", "el 3 de mayo"),
    )
    second = it.claim(
        "b",
        "claim b",
        "Cerca de 80 militares russos chegaram a Gao",
        paper,
        (stance(None, "RELAY"), stance(paper)),
        personnel=number(it, "b", "Cerca de 80", 72, 88),
        actors=actor(it, "b", "militares russos"),
    )
    third = it.claim(
        "c",
        "claim c",
        "A column of Russian soldiers reached Gao on 3 May",
        None,
        (stance(None, "OBSERVE"),),
        actors=actor(it, "c", "Russian soldiers"),
    )
    denial = it.claim(
        "d",
        "claim d",
        "российских военных в Мали нет",
        ministry,
        (stance(None), stance(ministry, "DENY", "negative", "presence")),
        event_type="PRESENCE",
    )
    lone = it.claim("e", "claim e", "Un avión pasó un día por un lugar", None, (stance(None),), event_type="MOVEMENT")
    disputed = Disputed(field="count", values=((f"18 or more{taint}", (first,)), ("72 to 88", (second,))))
    event = it.add(
        "event",
        Event(
            claims=tuple(sorted((first, second, third))),
            event_type="ARRIVAL",
            place=GAO,
            time=THIRD_OF_MAY,
            actor_states=("RU",),
            host="ML",
            disputed=(disputed,),
            made_by=BY,
        ),
    )
    it.add("lone event", Event(claims=(lone,), event_type="MOVEMENT", place=None, time=None, made_by=BY))
    reason = Reason(feature="place", seen=taint, weight=2.0)
    it.add("denies", Link(left=denial, right=first, relation="denies", judgement="positive", score=5.0, reasons=(reason,), made_by=BY))
    a, b, c = (it.records[f"document {key}"].id for key in "abc")
    edge = it.add(
        "edge",
        Derivation(
            later=b,
            earlier=a,
            relation="cites",
            strength="hard",
            credited=True,
            rule="cites.outlet",
            spans=(it.span("b", "segundo El Faro del Norte"),),
            why=f"names it{taint}",
            made_by=BY,
        ),
    )
    told = OwnReporting(kind="told_us", span=it.span("a", "dijo a este diario"), why=f"told this newspaper{taint}")
    saw = OwnReporting(kind="first_person", span=it.span("c", "this reporter saw"), why="saw it")
    it.add(
        "origin a",
        Origin(
            event=event,
            root="source:person:keita",
            name=f"Aminata Keïta{taint}",
            source_kind="person",
            claims=(first, second),
            documents=(a, b),
            path=(edge,),
            evidence=(told,),
            determined=True,
            why=f"told the paper{taint}",
            made_by=BY,
        ),
    )
    it.add(
        "origin c",
        Origin(
            event=event,
            root=c,
            name="The Gao Courier",
            source_kind="journalist",
            claims=(third,),
            documents=(c,),
            evidence=(saw,),
            determined=True,
            why="own eyes",
            made_by=BY,
        ),
    )
    it.add(
        "capture photo",
        Capture(
            url="",
            fetched_at=None,
            sha256="f" * 64,
            media_type="image/png",
            size_bytes=len(picture()),
            locator=f"photo{taint}.png",
            made_by=BY,
        ),
    )
    it.add("photo", Exhibit(exhibit_kind="photo", capture=it.records["capture photo"].id, documents=(a, c), made_by=BY))
    it.add(
        "finding",
        Finding(
            check="track",
            subject=first,
            facet="place",
            verdict="consistent",
            reason="",
            basis=f"signal lost 37 km out{taint}",
            measures=(Measure(name="distance", value=37.0, unit=f"km{taint}"),),
            scope=f"This says nothing of how many people were aboard.{taint}",
            inputs=("f" * 64,),
            made_by=BY,
        ),
    )
    it.add(
        "abstention",
        Abstention(
            stage="claims.read",
            subject=it.records["document e"].id,
            reason=f"no_place{taint}",
            detail=f"a place without a name{taint}",
            spans=(it.span("e", "un lugar"),),
            made_by=BY,
        ),
    )
    return it


@pytest.fixture
def told(archive: Archive) -> Corpus:
    """The archive with verdicts and sentences, its records worded as the rooms word them, in whatever language."""
    for name, one in list(archive.records.items()):
        if isinstance(one, Origin):
            told = tuple(msgspec.structs.replace(piece, why="a médica told this outlet, in the same text") for piece in one.evidence)
            archive.change(name, why=f"1 document rests on {one.name}: the writer was there", evidence=told)
        if isinstance(one, Derivation):
            archive.change(name, why="19 words in a row are the same, outside quotations; and the document names or links to it")
    basis = "foram recebidas 1 de pelo menos 3 aeronaves no local nesses dias; as outras podem ter voado sem ser vistas"
    note = "Não se contam aeronaves sem transponder ativo ou fora do alcance dos recetores; o número é um limite inferior e nada diz da carga."
    seen = (Measure(name="aircraft_seen", value=1.0, unit="aircraft"), Measure(name="identity_confidence", value="low", unit="word"))
    archive.change("finding", check="aircraft_count", facet="count_vehicles", basis=basis, scope=note, measures=seen)
    archive.change("abstention", reason="no_claim", detail="hoja: no claim was read")
    return archive.corpus()


@pytest.fixture
def archive() -> Archive:
    """The archive as it is."""
    return build()


@pytest.fixture
def tainted() -> Callable[[str], Archive]:
    """The archive with a payload in every free text."""
    return build


@pytest.fixture
def blob() -> Callable[[str], bytes]:
    """The one picture."""
    return lambda _sha256: picture()
