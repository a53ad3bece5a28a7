"""The order of the stages: one list, from archived bytes to the sentences of the dossier."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cotejo.claims import read as claims_read
from cotejo.documents import read as documents_read
from cotejo.dossier import assess, compose
from cotejo.errors import UsageError
from cotejo.events import derive, link, origins
from cotejo.events.outlet_groups import Owners
from cotejo.evidence import check
from cotejo.evidence.transcribe import transcribe
from cotejo.language import gazetteer
from cotejo.pipeline.settings import CaptureSettings, CountSettings, TextSettings
from cotejo.pipeline.stage import Given, Stage
from cotejo.plugins import guests, plugins
from cotejo.records.abstention import Abstention
from cotejo.records.attribution import Attribution
from cotejo.records.base import Record
from cotejo.records.claim import Claim
from cotejo.records.corpus import Corpus
from cotejo.records.document import Capture, Document
from cotejo.records.dossier import Statement
from cotejo.records.event import Derivation, Event, Link
from cotejo.records.evidence import Exhibit, Finding
from cotejo.records.origin import Assessment, Origin
from cotejo.records.resolution import Resolution

# --- how each stage is called


def read_capture(capture: Capture, given: Given) -> Iterator[Record]:
    """Call documents.read with the capture's bytes, checked against their hash; where the case asks for it, the text in a picture is read too."""
    data = given.blob(capture.sha256)
    for record in documents_read.read(capture, data, given.media):
        yield record
        if isinstance(record, Exhibit) and record.exhibit_kind == "photo" and isinstance(given.settings, CaptureSettings):
            yield from transcribe(capture, data) if given.settings.text_in_pictures else ()


def read_document(document: Document, _given: Given) -> Iterator[Record]:
    """Call claims.read."""
    return claims_read.read(document)


def link_claims(corpus: Corpus, _given: Given) -> Iterator[Record]:
    """Call events.link."""
    return link.link(corpus)


def derive_documents(corpus: Corpus, _given: Given) -> Iterator[Record]:
    """Call events.derive."""
    return derive.derive(corpus)


def count_origins(corpus: Corpus, given: Given) -> Iterator[Record]:
    """Call events.count with the case's own rows of the table of outlets."""
    settings = given.settings
    owners = Owners.of(settings.outlet_groups, settings.independent) if isinstance(settings, CountSettings) else None
    return origins.count(corpus, owners)


def check_exhibits(corpus: Corpus, given: Given) -> Iterator[Record]:
    """Call every check that joined, the built-in one too, with the archive's bytes."""
    for plugin in plugins("checks"):
        yield from plugin.load()(corpus, given.blob)


def assess_events(corpus: Corpus, _given: Given) -> Iterator[Record]:
    """Call dossier.assess."""
    return assess.assess(corpus)


def compose_statements(corpus: Corpus, _given: Given) -> Iterator[Record]:
    """Call dossier.compose."""
    return compose.compose(corpus)


# --- which units a record answers


def answer_capture(record: Record, _corpus: Corpus) -> Iterable[str]:
    """A document or an exhibit answers its capture."""
    return (record.capture,) if isinstance(record, Document | Exhibit) else ()


def answer_document(record: Record, _corpus: Corpus) -> Iterable[str]:
    """A claim or an attribution answers its document."""
    if isinstance(record, Claim):
        return (record.span.document,)
    return (record.document,) if isinstance(record, Attribution) else ()


def answer_claims(record: Record, _corpus: Corpus) -> Iterable[str]:
    """An event answers its claims, a link both its ends."""
    if isinstance(record, Event):
        return record.claims
    return (record.left, record.right) if isinstance(record, Link) else ()


def answer_derived(record: Record, corpus: Corpus) -> Iterable[str]:
    """A derivation answers the documents at its ends, or in which its ends stand."""
    ends = (record.later, record.earlier) if isinstance(record, Derivation) else ()
    return tuple(corpus.claims[end].span.document if end in corpus.claims else end for end in ends)


def answer_event(record: Record, _corpus: Corpus) -> Iterable[str]:
    """An origin or an assessment answers its event, a statement the event that it is about."""
    if isinstance(record, Origin | Assessment):
        return (record.event,)
    return (record.subject,) if isinstance(record, Statement) else ()


def answer_exhibit(record: Record, corpus: Corpus) -> Iterable[str]:
    """A finding answers the exhibits whose bytes it relied on, or that it is about."""
    if not isinstance(record, Finding):
        return ()
    relied = set(record.inputs)
    used = [
        key for key, exhibit in corpus.exhibits.items() if exhibit.capture in corpus.captures and corpus.captures[exhibit.capture].sha256 in relied
    ]
    return (*used, record.subject)


READ = (Document, Attribution, Claim, Resolution)
LINKED = (*READ, Link, Event)
DERIVED = (*LINKED, Derivation)
CHECKED = (*DERIVED, Origin, Finding, Exhibit, Capture)

STAGES: tuple[Stage, ...] = (
    Stage(
        name="documents.read", made_by=documents_read.MADE_BY, scope="each", unit=Capture, takes=(Capture,), gives=(Document, Exhibit, Abstention),
        work=read_capture, answers=answer_capture, settings=CaptureSettings, says="archived bytes to texts, pictures and tracks",
    ),
    Stage(
        name="claims.read", made_by=claims_read.MADE_BY, scope="each", unit=Document, takes=(Document,),
        gives=(Attribution, Claim, Resolution, Abstention),
        work=read_document, answers=answer_document, settings=TextSettings, prepare=gazetteer.prepare,
        says="who reports what, where and when, on whose word",
    ),
    Stage(
        name="evidence.check", made_by="+".join((check.MADE_BY, *guests("checks"))), scope="all", unit=Exhibit,
        takes=(*READ, Exhibit, Capture), gives=(Finding, Abstention),
        work=check_exhibits, answers=answer_exhibit, says="claims against pictures and tracks",
    ),
    Stage(
        name="events.link", made_by=link.MADE_BY, scope="all", unit=Claim, takes=(*READ, Link), gives=(Link, Event, Abstention),
        work=link_claims, answers=answer_claims, says="claims of the same happening, and those that deny or correct each other",
    ),
    Stage(
        name="events.derive", made_by=derive.MADE_BY, scope="all", unit=Document, takes=(*LINKED, Capture, Finding), gives=(Derivation, Abstention),
        work=derive_documents, answers=answer_derived, says="which report rests on which",
    ),
    Stage(
        name="events.count", made_by=origins.MADE_BY, scope="all", unit=Event, takes=DERIVED, gives=(Origin, Abstention),
        work=count_origins, answers=answer_event, settings=CountSettings, says="on how many independent origins an event rests",
    ),
    Stage(
        name="dossier.assess", made_by=assess.MADE_BY, scope="all", unit=Event, takes=CHECKED, gives=(Assessment, Abstention),
        work=assess_events, answers=answer_event, says="a verdict on each event, with what stands against it",
    ),
    Stage(
        name="dossier.compose", made_by=compose.MADE_BY, scope="all", unit=Event, takes=(*CHECKED, Assessment), gives=(Statement, Abstention),
        work=compose_statements, answers=answer_event, says="sentences, each with its citations",
    ),
)  # fmt: skip
UNITS: Mapping[str, str] = {stage.name: stage.unit.type_name() for stage in STAGES}


def stage_named(name: str, stages: Sequence[Stage] = STAGES) -> Stage:
    """Find a stage.

    Raises:
        UsageError: there is none of this name.
    """
    for stage in stages:
        if stage.name == name:
            return stage
    raise UsageError(f"no stage is called {name!r}; the stages are {', '.join(stage.name for stage in stages)}.")
