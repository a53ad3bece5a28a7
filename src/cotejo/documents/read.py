"""One capture's bytes -> documents and exhibits, or the reason why it is quarantined."""

from collections.abc import Iterator, Mapping
from typing import Literal

from cotejo.documents import letters, pdf
from cotejo.documents.imports import CONTAINERS
from cotejo.documents.interchange import read_rows
from cotejo.documents.page import read_page
from cotejo.documents.plain import read_plain, stop
from cotejo.documents.tracks import is_detection, is_track
from cotejo.records.base import Record
from cotejo.records.document import Capture
from cotejo.records.evidence import Exhibit

VERSION = "4"
STAGE = "documents.read"
MADE_BY = f"{STAGE}@{VERSION}"
OTHER_READERS = {letters.MEDIA_TYPE: letters.read_letter, pdf.MEDIA_TYPE: pdf.read_pdf}
MAX_TEXT_BYTES = 20 * 2**20  # about 3,500 newspaper pages: a text of that size is a dump, not a document
PICTURES = frozenset({"image/jpeg", "image/png", "image/gif", "image/tiff", "image/webp"})


def read(capture: Capture, data: bytes, media: Mapping[str, str]) -> Iterator[Record]:
    """Read what a capture holds. Pictures and tracks become exhibits, texts become documents.

    Args:
        capture: what was archived; its id names the unit.
        data: its bytes.
        media: path as written in the file -> capture id of that picture or track.

    Abstains with the capture as subject: too_large, binary, broken_encoding, film, empty_text, not_json, no_main_text, unknown_format.
    """
    kind = capture.media_type
    if kind in CONTAINERS:
        yield stop(capture, "container", "it holds others; what could be read in it was archived each on its own", MADE_BY)
    elif exhibit := exhibit_kind(kind, data):
        yield Exhibit(exhibit_kind=exhibit, capture=capture.id, made_by=MADE_BY)
    elif kind.startswith("video/"):
        yield stop(capture, "film", "a film; its key frames were archived as pictures when it was added, if they could be taken", MADE_BY)
    elif kind in OTHER_READERS:
        yield from OTHER_READERS[kind](capture, data, MADE_BY)
    elif kind == "application/octet-stream" or not kind.startswith(("text/", "application/json")):
        yield stop(capture, "unknown_format", f"the bytes are {kind}, not a text, page, document JSON, picture or track that can be read", MADE_BY)
    elif len(data) > MAX_TEXT_BYTES:
        yield stop(capture, "too_large", f"{len(data):,} bytes of text, more than {MAX_TEXT_BYTES:,}; split it into one file per document", MADE_BY)
    elif kind == "text/html":
        yield from read_page(capture, data, media, MADE_BY)
    elif kind in {"application/json", "application/jsonl"}:
        yield from read_rows(capture, data, media, MADE_BY)
    elif kind == "text/plain":
        yield from read_plain(capture, data, MADE_BY)
    else:
        yield stop(capture, "unknown_format", f"no reader for {kind} here", MADE_BY)


def exhibit_kind(kind: str, data: bytes) -> Literal["photo", "track", "detection"] | None:
    """What a capture shows of the physical world; None for words."""
    if kind in PICTURES:
        return "photo"
    if is_track(kind, data):
        return "track"
    return "detection" if is_detection(kind, data) else None
