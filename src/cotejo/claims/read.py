"""A document -> who says what in it, and what it claims; or why it claims nothing."""

from collections.abc import Iterator

from cotejo.claims import attributions, frames, sources
from cotejo.language import load
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.document import Document

VERSION = "1"
MADE_BY = f"claims.read@{VERSION}"


def read(document: Document) -> Iterator[Record]:
    """Read one document. Abstains with the document as subject: language_unsupported, no_claim."""
    reading = load.read(document)
    if not reading.supported:
        detail = f"{document.external_id}: no reader for the language {document.language or 'unknown'}"
        yield Abstention(stage="claims.read", subject=document.id, reason="language_unsupported", detail=detail, made_by=MADE_BY)
        return
    found = attributions.find(reading)
    yield from found
    yield from sources.resolve(reading, found)
    claimed = tuple(frames.find(reading, attributions.voices(found), MADE_BY))
    yield from claimed
    if not claimed:
        detail = f"{document.external_id}: no claim was read"
        yield Abstention(stage="claims.read", subject=document.id, reason="no_claim", detail=detail, made_by=MADE_BY)
