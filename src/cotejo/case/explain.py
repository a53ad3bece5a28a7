"""An id -> what it rests on, step by step, down to bytes whose hash is taken again on the way."""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from cotejo.case.folder import Case
from cotejo.dossier.indexed import Indexed
from cotejo.dossier.lineage import tell
from cotejo.errors import EvidenceError, UsageError
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
from cotejo.records.resolution import Entity, Interval, Place, Resolution
from cotejo.records.span import Span

SHOWN_CODE_POINTS = 160  # of a text in a step; its record has all of it


class Step(msgspec.Struct, frozen=True):
    """One step down: what stands there, whether it still does, and what that rests on."""

    what: str  # the record's type, or span, blob
    id: str
    says: str
    holds: bool = True  # False: the span, the hash or the record was checked and is not what it was
    under: tuple["Step", ...] = ()

    @property
    def whole(self) -> bool:
        """Whether everything from here down holds."""
        return self.holds and all(step.whole for step in self.under)


class Walk:
    """A walk down. Each document is followed to its bytes once, and named afterwards."""

    def __init__(self, case: Case) -> None:
        self.case = case
        records = case.current()
        self.corpus = Corpus.of(records)
        self.by_id = {record.id: record for record in records}
        self.proven: set[str] = set()

    def find(self, name: str) -> tuple[Record, bool]:
        """Find a record by id, a document by its external id, a record by the beginning of its id; and whether the latest run stands on it.

        Raises:
            UsageError: none, or more than one.
        """
        if name in self.by_id:
            return self.by_id[name], True
        by_name = [document for document in self.corpus.documents.values() if document.external_id == name]
        if len(by_name) == 1:
            return by_name[0], True
        begins = sorted(key for key in self.by_id if key.startswith(name)) if name else []
        if len(begins) == 1:
            return self.by_id[begins[0]], True
        with self.case.store.reading() as link:
            old = self.case.store.latest(link, name)
        if old is not None:
            return old, False
        if begins:
            raise UsageError(f"{name!r} begins {len(begins)} ids, among them {', '.join(begins[:3])}; give more of it.")
        raise UsageError(f"no record {name!r} in {self.case.folder}; `cotejo export {self.case.folder} --format jsonl` lists all ids.")

    def step(self, name: str) -> Step:
        """Walk down from an id that another record names."""
        record = self.by_id.get(name)
        if record is None:
            node = ":" in name  # source:KEY, ghost:KEY: entities, not records
            return Step("source" if node else "record", name, "named, not archived" if node else "not in the case", holds=node)
        return self.walk(record)

    def walk(self, record: Record) -> Step:
        """Walk down from a record."""
        for kind, describe in WALKS:
            if isinstance(record, kind):
                says, under = describe(self, record)
                return Step(record.type_name(), record.id, says, under=tuple(under))
        return Step(record.type_name(), record.id, clip(record.as_line()))

    def quote(self, span: Span | None) -> Iterator[Step]:
        """Check a span in its document's text, and follow the document to its bytes."""
        if span is None:
            return
        document = self.corpus.documents.get(span.document)
        where = f"{span.start}..{span.end} of {span.document}: {clip(span.exact)!r}"
        if document is None:
            yield Step("span", where, "its document is not in the case", holds=False)
            return
        try:
            span.check(document.text)
        except EvidenceError as error:
            yield Step("span", where, str(error), holds=False)
            return
        yield Step("span", where, "stands there", under=(self.step(span.document),))

    def each(self, names: Iterable[str]) -> list[Step]:
        """Walk down from several ids."""
        return [self.step(name) for name in names]


Found = tuple[str, list[Step]]


def of_statement(walk: Walk, record: Statement) -> Found:
    """A sentence rests on its citations and on records."""
    return repr(record.text), [*walk.each(record.rests_on), *(step for span in record.citations for step in walk.quote(span))]


def of_event(walk: Walk, record: Event) -> Found:
    """An event rests on its claims; its origins and verdict stand beside."""
    place = record.place.name if record.place else "unplaced"
    says = f"{record.event_type}, {place}, {days(record.time)}, {len(record.claims)} claims"
    verdict = walk.corpus.assessments.get(record.id)
    beside = (
        [Step("assessment", verdict.id, f"{verdict.label}: {verdict.lo} to {verdict.hi} independent origins; {'; '.join(verdict.reasons)}")]
        if verdict
        else []
    )
    origins = [Step("origin", origin.id, say_origin(origin)) for origin in walk.corpus.origins.values() if origin.event == record.id]
    lineage = [Step(line.what, line.id, line.says, under=tuple(walk.each(line.edges))) for line in tell(Indexed.over(walk.corpus), record)]
    return says, [*beside, *lineage, *origins, *walk.each(record.claims)]


def of_claim(walk: Walk, record: Claim) -> Found:
    """A claim rests on its chain of voices and on its span."""
    chain = walk.corpus.chain(record.attribution) if record.attribution in walk.corpus.attributions or record.attribution is None else ()
    outlet = walk.corpus.documents[record.span.document].outlet if record.span.document in walk.corpus.documents else None
    voices = " > ".join([outlet or "the outlet", *(hop.source.name for hop in chain)])
    place, time = walk.corpus.place(record.id), walk.corpus.time(record.id)
    says = f"{record.event_type} on the word of {voices}; {place.name if place else 'unplaced'}, {days(time)}"
    return says, [*(Step("attribution", hop.id, say_hop(hop), under=tuple(walk.quote(hop.cue))) for hop in chain), *walk.quote(record.span)]


def of_attribution(walk: Walk, record: Attribution) -> Found:
    """An attribution rests on the words that report, and on the hop outside it."""
    outer = [walk.step(record.within)] if record.within else []
    return say_hop(record), [*outer, *walk.quote(record.cue), *walk.quote(record.content)]


def of_origin(walk: Walk, record: Origin) -> Found:
    """An origin rests on evidence of own reporting, on the path that leads to it, and on claims."""
    known = [Step("evidence", one.kind, one.why, under=tuple(walk.quote(one.span))) for one in record.evidence]
    return f"{record.name} ({record.source_kind}) {record.side}: {record.why}", [*known, *walk.each(record.path), *walk.each(record.claims)]


def of_assessment(walk: Walk, record: Assessment) -> Found:
    """A verdict rests on its event and on findings."""
    return f"{record.label}: {record.lo} to {record.hi} independent origins; {'; '.join(record.reasons)}", walk.each((*record.findings, record.event))


def of_link(walk: Walk, record: Link) -> Found:
    """A link rests on its two claims; its score can be read aloud."""
    reasons = "; ".join(f"{one.feature} {one.seen} {one.weight:+g}" for one in record.reasons)
    return f"{record.relation}, {record.judgement} ({record.score:g}): {reasons}", walk.each((record.left, record.right))


def of_derivation(walk: Walk, record: Derivation) -> Found:
    """A derivation rests on the words that show it."""
    says = f"{record.later} {record.relation} {record.earlier} ({record.strength}, {'credited' if record.credited else 'not credited'}): {record.why}"
    return says, [step for span in record.spans for step in walk.quote(span)]


def of_finding(walk: Walk, record: Finding) -> Found:
    """A finding rests on what it is about and on the bytes that it relied on."""
    captures = {capture.sha256: capture for capture in walk.corpus.captures.values()}
    relied = [walk.walk(captures[sha256]) for sha256 in record.inputs if sha256 in captures]
    return f"{record.check}, {record.facet}: {record.verdict} ({record.reason}); {record.basis}. {record.scope}", [
        *walk.each((record.subject,)),
        *relied,
    ]


def of_exhibit(walk: Walk, record: Exhibit) -> Found:
    """An exhibit rests on its capture."""
    return record.exhibit_kind, walk.each((record.capture,))


def of_resolution(walk: Walk, record: Resolution) -> Found:
    """A resolution rests on the record whose field it resolves."""
    value = record.value
    denotes = value.name if isinstance(value, Place | Entity) else days(value) if isinstance(value, Interval) else "undecided"
    return f"{record.field}: {denotes}; {record.reason}", walk.each((record.subject,))


def of_abstention(walk: Walk, record: Abstention) -> Found:
    """An abstention stands beside the thing that was left undecided."""
    under = walk.each((record.subject,)) if record.subject in walk.by_id else []
    return f"{record.stage} leaves {record.subject} undecided ({record.reason}): {record.detail}", under


def of_document(walk: Walk, record: Document) -> Found:
    """A document rests on its capture; followed once in a walk."""
    says = f"{record.external_id}: {clip(record.title or 'untitled')!r}, {record.outlet or 'outlet unknown'}, {len(record.text):,} code points"
    if record.id in walk.proven:
        return f"{says} (followed to its bytes above)", []
    walk.proven.add(record.id)
    return says, walk.each((record.capture,))


def of_capture(walk: Walk, record: Capture) -> Found:
    """A capture rests on its bytes: hashed again here."""
    try:
        size = len(walk.case.blobs.read(record.sha256))
    except EvidenceError as error:
        return say_capture(record), [Step("blob", record.sha256, str(error), holds=False)]
    return say_capture(record), [Step("blob", record.sha256, f"{size:,} bytes, SHA-256 taken again: the same", holds=size == record.size_bytes)]


WALKS: tuple[tuple[type[Record], Callable[..., Found]], ...] = (
    (Statement, of_statement), (Event, of_event), (Claim, of_claim), (Attribution, of_attribution), (Origin, of_origin),
    (Assessment, of_assessment), (Link, of_link), (Derivation, of_derivation), (Finding, of_finding), (Exhibit, of_exhibit),
    (Resolution, of_resolution), (Abstention, of_abstention), (Document, of_document), (Capture, of_capture),
)  # fmt: skip


def explain(case: Case, name: str) -> Step:
    """Walk from a record down to archived bytes, checking spans and hashes on the way.

    Raises:
        UsageError: no record, or several, are called so.
        EvidenceError: the store cannot be read.
    """
    walk = Walk(case)
    record, current = walk.find(name)
    found = walk.walk(record)
    return found if current else msgspec.structs.replace(found, says=f"{found.says} (of an earlier run: the latest one does not stand on it)")


def render(step: Step, depth: int = 0) -> Iterator[str]:
    """Lay out a walk as indented lines; what does not hold is marked."""
    yield f"{'  ' * depth}{'' if step.holds else 'DAMAGED '}{step.what} {step.id}  {step.says}"
    for under in step.under:
        yield from render(under, depth + 1)


def say_origin(origin: Origin) -> str:
    """One origin: of the happening or of one detail, on which side."""
    of = f"of the {origin.detail}" if origin.detail else "of the happening"
    return f"{of}, {origin.side}: {origin.name}: {origin.why}"


def say_hop(record: Attribution) -> str:
    """One voice."""
    return f"{record.source.name} ({record.source.kind}) {record.speech_act}, {record.certainty}, {record.polarity}"


def say_capture(record: Capture) -> str:
    """Where bytes came from."""
    return f"{record.url}, {record.media_type}, {record.fetched_at.isoformat() if record.fetched_at else 'handed over as a file'}"


def days(interval: Interval | None) -> str:
    """An interval in words."""
    return f"{interval.earliest or 'open'} to {interval.latest or 'open'} ({interval.basis})" if interval else "undated"


def clip(text: str) -> str:
    """The beginning of a text."""
    return text if len(text) <= SHOWN_CODE_POINTS else text[:SHOWN_CODE_POINTS] + "..."
