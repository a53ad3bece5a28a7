"""A case's documents -> what the stages make of them, in memory: records, and the `events` export."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from cotejo.claims.read import read as read_claims
from cotejo.documents.read import read as read_documents
from cotejo.dossier.assess import assess
from cotejo.dossier.events_json import gather
from cotejo.events.derive import derive
from cotejo.events.link import link
from cotejo.events.origins import count
from cotejo.records.base import Record
from cotejo.records.corpus import Corpus
from cotejo.records.document import Capture, Document


class Ran(NamedTuple):
    """A finished run."""

    corpus: Corpus
    export: dict[str, Any]
    texts: dict[str, str]  # by external id

    def document(self, name: str) -> str:
        """Record id of a document."""
        return next(key for key, found in self.corpus.documents.items() if found.external_id == name)


STAGES: tuple[Callable[[Corpus], Iterator[Record]], ...] = (link, derive, count, assess)


def run_rows(rows: Sequence[dict[str, Any]]) -> Ran:
    """Read, link, derive, count and assess documents of the interchange format."""
    return finish(read_rows(rows), STAGES)


def read_rows(rows: Sequence[dict[str, Any]]) -> list[Record]:
    """Read documents of the interchange format and their claims."""
    return [record for row in rows for record in read_row(msgspec.json.encode(row))]


def finish(records: list[Record], stages: Sequence[Callable[[Corpus], Iterator[Record]]]) -> Ran:
    """Run stages over what was read, and export."""
    for stage in stages:
        records = [*records, *stage(Corpus.of(records))]
    corpus = Corpus.of(records)
    export = msgspec.json.decode(msgspec.json.encode(gather(corpus)), type=dict[str, Any])
    return Ran(corpus, export, {found.external_id: found.text for found in corpus.documents.values()})


@lru_cache(maxsize=4096)
def read_row(body: bytes) -> tuple[Record, ...]:
    """Read one document and its claims; kept, since distortions are added to the same cases again and again."""
    digest = hashlib.sha256(body).hexdigest()
    capture = Capture(
        url=f"file:{digest[:16]}.json", fetched_at=None, sha256=digest, media_type="application/json", size_bytes=len(body), made_by="eval@1"
    )
    records: list[Record] = [capture]
    for document in read_documents(capture, body, {}):
        records.append(document)
        if isinstance(document, Document):
            records += read_claims(document)
    return tuple(records)
