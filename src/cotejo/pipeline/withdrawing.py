"""A document that no longer bears anything -> the case without it, and exactly the sentences that fall with it."""

from datetime import datetime
from typing import NamedTuple

from cotejo.case.decisions import Decision, Known, decide
from cotejo.case.folder import Case
from cotejo.dossier.changes import Change, compare
from cotejo.dossier.indexed import Indexed
from cotejo.errors import UsageError
from cotejo.pipeline.history import stale_statements
from cotejo.pipeline.piping import pipe
from cotejo.pipeline.stages import STAGES
from cotejo.pipeline.visits import Row
from cotejo.records.abstention import Abstention
from cotejo.records.attribution import Attribution
from cotejo.records.base import Record
from cotejo.records.claim import Claim
from cotejo.records.corpus import Corpus
from cotejo.records.document import Capture, Document
from cotejo.records.dossier import Statement
from cotejo.records.event import Link
from cotejo.records.resolution import Resolution

PERSON = "person:"


class Fall(NamedTuple):
    """What falls with a document: sentences that are made no more, and events whose origins change."""

    document: str
    statements: tuple[Statement, ...]
    changes: tuple[Change, ...]


def find_document(case: Case, name: str) -> Document:
    """Find a document by its id, the beginning of it, or its external id.

    Raises:
        UsageError: none, or several.
    """
    documents = [record for record in case.current({"document"}) if isinstance(record, Document)]
    found = [one for one in documents if name in {one.id, one.external_id}] or [one for one in documents if one.id.startswith(name)]
    if len(found) != 1:
        raise UsageError(f"{name!r} names {len(found)} documents of {case.folder}; give the document's id.")
    return found[0]


def foresee(case: Case, document: Document) -> Fall:
    """Say what would fall with a document, and change nothing: the stages over the whole case are done again without it, in memory."""
    records = case.current()
    before = Corpus.of(records)
    gone = belongings(before, document.id)
    kept: list[Record] = [record for record in records if record.id not in gone and not is_made_again(record)]
    for stage in STAGES:
        if stage.scope == "all":
            kept += pipe(stage, kept, case)
    after = Corpus.of(kept)
    return Fall(document.id, stale_statements(before, after), tuple(compare(Indexed.over(before), Indexed.over(after))))


def belongings(corpus: Corpus, document: str) -> frozenset[str]:
    """Ids of a document and of what was read of it."""
    own = {key for key, found in corpus.attributions.items() if found.document == document}
    own |= {key for key, found in corpus.claims.items() if found.span.document == document}
    fields = {found.id for found in corpus.resolutions.values() if found.subject in own}
    return frozenset({document, *own, *fields})


def is_made_again(record: Record) -> bool:
    """Whether a record comes from a stage over the whole case, and not from reading or from a person."""
    if isinstance(record, Abstention):
        return any(record.stage == stage.name for stage in STAGES if stage.scope == "all")
    if isinstance(record, Link):
        return not record.made_by.startswith(PERSON)
    made = {kind for stage in STAGES if stage.scope == "all" for kind in stage.gives}
    return type(record) in made and not isinstance(record, Document | Claim | Attribution | Resolution)


def withdraw(case: Case, document: Document, decision: Decision, at: datetime) -> None:
    """Write the decision that a document bears nothing any more (or does so again). It stays in the archive, and so does what was read of it.

    Raises:
        UsageError: no reason is given.
        Conflict: it is withdrawn already (or was not).
    """
    with case.store.reading() as link:
        known = Known().catch_up(case, link)
    already = document.id in known.standing.withdrawn()
    if already is (decision.verb == "withdraw"):
        raise UsageError(f"{document.external_id} is {'withdrawn already' if already else 'not withdrawn'}.")
    decide(case, decision, known.standing.head, at, known)


def withdrawn_addresses(case: Case) -> dict[str, Row]:
    """Addresses of documents that a person withdrew -> the receipt that says so."""
    with case.store.reading() as link:
        standing = Known().catch_up(case, link).standing.withdrawn()
        found: dict[str, Row] = {}
        for name, decision in sorted(standing.items()):
            document = case.store.latest(link, name)
            capture = case.store.latest(link, document.capture) if isinstance(document, Document) else None
            if not isinstance(capture, Capture):
                continue
            said = f"{name} was withdrawn by {decision.by} ({decision.reason}); `cotejo restore` has it followed again"
            asked = capture.exchange.asked if capture.exchange else capture.url
            for url in dict.fromkeys((capture.url, asked)):
                found[url] = Row(url, "duplicate", "withdrawn_here", said, capture.id)
    return found
