"""A plain text file -> one document."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from cotejo.documents.encodings import decode
from cotejo.documents.media_types import SNIFFED_BYTES, looks_binary
from cotejo.language.detect import detect
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.document import Capture, Document


def read_plain(capture: Capture, data: bytes, made_by: str) -> Iterator[Record]:
    """Read a text whole: its text is the file's. Outlet, byline and date are unknown and stay so."""
    if looks_binary(data[:SNIFFED_BYTES]):
        yield stop(capture, "binary", "is named as a text and holds binary data", made_by)
        return
    text, _, why = decode(data)
    if text is None:
        yield stop(capture, "broken_encoding", why, made_by)
    elif not text.strip():
        yield stop(capture, "empty_text", "holds no text but white space", made_by)
    else:
        yield Document(capture=capture.id, text=text, external_id=stem(capture), language=detect(text), made_by=made_by)


def stem(capture: Capture) -> str:
    """External id of a file that gives none: its name without the ending; of a page from the web its address."""
    if capture.exchange and not capture.locator:
        return capture.url
    return PurePosixPath(capture.locator or capture.url).stem


def stop(capture: Capture, reason: str, why: str, made_by: str) -> Abstention:
    """Quarantine a capture."""
    detail = f"{capture.locator or capture.url}: {why}. The bytes are kept."
    return Abstention(stage="documents.read", subject=capture.id, reason=reason, detail=detail, made_by=made_by)
