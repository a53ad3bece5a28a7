"""Short calls -> records, for tests that need a corpus without reading texts."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from cotejo.events.derive import derive
from cotejo.events.link import link
from cotejo.events.origins import count
from cotejo.records.attribution import Attribution, Source, SourceKind, Stance
from cotejo.records.base import Record
from cotejo.records.claim import Actor, Claim, Equipment, Site
from cotejo.records.corpus import Corpus
from cotejo.records.document import Document, Embed
from cotejo.records.resolution import Entity, Interval, Place, Resolution
from cotejo.records.span import Quantity, Span

MADE_BY = "tests@1"


def town(key: str, name: str, *path: str, latitude: float, longitude: float) -> Place:
    return Place(
        gazetteer_id=key, name=name, country=path[0], path=(*path, key), latitude=latitude, longitude=longitude, precision="settlement"
    )  # fmt: skip


PLACES = {
    "VE": Place(gazetteer_id="VE", name="Venezuela", country="VE", path=("VE",), precision="country"),
    "Tachira": Place(gazetteer_id="VE.20", name="Táchira", country="VE", path=("VE", "VE.20"), precision="admin1"),
    "Rubio": town("g1", "Rubio", "VE", "VE.20", latitude=7.70, longitude=-72.36),
    "Caracas": town("g2", "Caracas", "VE", "VE.25", latitude=10.49, longitude=-66.88),
    "ML": Place(gazetteer_id="ML", name="Mali", country="ML", path=("ML",), precision="country"),
    "Gao": town("g3", "Gao", "ML", "ML.7", latitude=16.27, longitude=-0.04),
}


@dataclass
class Desk:
    """Collects the records of a small corpus."""

    records: list[Record] = field(default_factory=list)

    def document(
        self, name, text, *, outlet=None, byline=None, day=None, hour=12, url=None, links=(), embeds=(), language="en", media=(), forwarded=None
    ):
        moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC) if day else None
        made = Document(
            capture=f"capture-{name}", text=text, external_id=name, outlet=outlet, byline=byline, url=url, language=language,
            published=Interval(earliest=day, latest=day, basis="stated", granularity="day") if day else None, published_at=moment,
            links=tuple(links), embeds=tuple(Embed(**embed) for embed in embeds), media=tuple(media), forwarded_from=forwarded, made_by=MADE_BY,
        )  # fmt: skip
        self.records.append(made)
        return made

    def attribution(
        self, document, words, kind: SourceKind, *, key=None, within=None, rule="frame", act="ASSERT", mode="indirect",
        published_in=None, distance=None, content=None
    ):  # fmt: skip
        span = self.span(document, words)
        made = Attribution(
            document=document.id, source=Source(name=words, kind=kind, span=span, published_in=published_in), cue=None,
            content=self.span(document, content) if content else None, mode=mode,
            within=within,
            speech_act=act, rule=rule, distance=distance, made_by=MADE_BY,
        )  # fmt: skip
        self.records.append(made)
        if key:
            entity = Entity(canonical=key, name=words, entity_kind=kind)
            self.records.append(Resolution(subject=made.id, field="source", value=entity, reason="test", made_by=MADE_BY))
        return made

    def claim(
        self, document, words, event_type="PRESENCE", *, by=None, state="RU", host="VE", place=None, named=None, first=None, last=None, count=None, act="ASSERT",
        polarity="positive", denies=None, equipment=(), site="unknown", voice_act=None, registration=None,
    ):  # fmt: skip
        span = self.span(document, words)
        stances = [Stance(voice=None, certainty="certain", polarity="positive", speech_act=voice_act or "RELAY")]
        stances.append(Stance(voice=by.id if by else None, certainty="certain", polarity=polarity, speech_act=act, denies=denies))
        quantity = Quantity(span=span, low=count[0], high=count[1], unit="person") if count else None
        made = Claim(
            span=span, event_type=event_type, attribution=by.id if by else None, trigger=span,
            actors=(Actor(span=span, state=state),) if state else (), host=host, personnel=quantity,
            equipment=tuple(Equipment(span=span, category=item, registration=registration) for item in equipment),
            place=Site(span=span, site_kind=site, name=self.span(document, named) if named else None), stances=tuple(stances if by or voice_act else stances[1:]), made_by=MADE_BY,
        )  # fmt: skip
        self.records.append(made)
        if place:
            self.records.append(Resolution(subject=made.id, field="place", value=PLACES[place], reason="test", made_by=MADE_BY))
        if first or last:
            basis = "stated" if first else "publication_bound"
            interval = Interval(earliest=first, latest=last, basis=basis, granularity="day")
            self.records.append(Resolution(subject=made.id, field="time", value=interval, reason="test", made_by=MADE_BY))
        return made

    def span(self, document, words) -> Span:
        start = document.text.index(words)
        return Span(document=document.id, start=start, end=start + len(words), exact=words)

    def corpus(self, *more: Record) -> Corpus:
        return Corpus.of([*self.records, *more])


def on(text: str) -> date:
    return date.fromisoformat(text)


def run(corpus_records) -> Corpus:
    """Link, derive and count, as the pipeline does."""
    records = list(corpus_records)
    for stage in (link, derive, count):
        records += list(stage(Corpus.of(records)))
    return Corpus.of(records)


def interval(corpus: Corpus, event_id: str, detail=None, side="supports") -> tuple[int, int]:
    """lo and hi of an event, counted as the dossier counts them."""
    found = [origin for origin in corpus.origins.values() if origin.event == event_id and origin.detail == detail and origin.side == side]
    group = {origin.root: min([origin.root, *origin.merged]) for origin in found}
    return len({group[origin.root] for origin in found if origin.determined}), len(found)
