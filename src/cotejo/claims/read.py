"""A document -> who says what in it, and what it claims; or why it claims nothing."""

from collections.abc import Iterable, Iterator

from cotejo.claims import attributions, frames, sources
from cotejo.language import load
from cotejo.language.reading import Reading
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.claim import Claim
from cotejo.records.document import Document

VERSION = "1"
MADE_BY = f"claims.read@{VERSION}"
MENDED = {
    "mojibake": "the text was saved in a wrong encoding, beyond doubt; it was read as it was meant",
    "transliterated": "the text is Russian in Latin letters; it was read in Cyrillic",
}


def read(document: Document) -> Iterator[Record]:
    """Read one document, each language of its paragraphs by itself. Abstains with the document as subject: language_unsupported, no_claim.

    With a stretch of it as subject that has no end of a sentence: no_sentence_end.

    That the text had to be mended is said beside the answer (`mojibake`, `transliterated`), for what is quoted is the text as it came.
    """
    readings = load.readings(document)
    mended = readings[0].mended
    if mended:
        yield Abstention(stage="claims.read", subject=f"{document.id}:text", reason=mended, detail=MENDED[mended], made_by=MADE_BY)
    yield from said_of_the_unread(document, readings)
    known = [reading for reading in readings if reading.supported]
    if not known:
        detail = f"{document.external_id}: no reader for the language {document.language or 'unknown'}"
        yield Abstention(stage="claims.read", subject=document.id, reason="language_unsupported", detail=detail, made_by=MADE_BY)
        return
    claimed = [record for reading in known for record in read_one(reading)]
    yield from claimed
    if not any(isinstance(record, Claim) for record in claimed):
        detail = f"{document.external_id}: no claim was read"
        yield Abstention(stage="claims.read", subject=document.id, reason="no_claim", detail=detail, made_by=MADE_BY)


def said_of_the_unread(document: Document, readings: Iterable[Reading]) -> Iterator[Abstention]:
    """Say which stretches were left, with their places."""
    for start, end in sorted({stretch for reading in readings for stretch in reading.unread}):
        detail = f"{document.external_id}: no sentence ends between the signs {start} and {end}; this is no prose, and nothing was read there"
        yield Abstention(stage="claims.read", subject=f"{document.id}:{start}-{end}", reason="no_sentence_end", detail=detail, made_by=MADE_BY)


def read_one(reading: Reading) -> Iterator[Record]:
    """Read what is of one language."""
    found = attributions.find(reading)
    yield from found
    yield from sources.resolve(reading, found)
    yield from frames.find(reading, attributions.voices(found), MADE_BY)
