"""A PDF -> one document: its words page by page, read in a process of its own with bounds and without a network. Extra: `pdf`."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from importlib.util import find_spec

import msgspec

from cotejo.documents.interchange import read_date
from cotejo.documents.plain import stem, stop
from cotejo.language.detect import detect
from cotejo.records.base import Record
from cotejo.records.document import Capture, Document

MEDIA_TYPE = "application/pdf"
MAX_S = 40.0  # a newspaper of 80 pages takes 6 s; below the unit's budget of 60 s
MAX_PDF_BYTES = 64 * 2**20
READER = "cotejo.documents.pdf_reader"


class Words(msgspec.Struct, forbid_unknown_fields=True):
    """What the reading process gives back."""

    text: str = ""
    title: str = ""
    author: str = ""
    created: str = ""
    why: str = ""


def read_pdf(capture: Capture, data: bytes, made_by: str) -> Iterator[Record]:
    """Read the text that a PDF holds; pictures of text are not read.

    Abstains: no_pdf_reader (the extra is not installed), too_large, over_budget, broken_pdf, no_text.
    """
    if find_spec("pypdf") is None:
        yield stop(capture, "no_pdf_reader", "PDF needs the extra: pip install 'cotejo[pdf]', then run the case again", made_by)
        return
    if len(data) > MAX_PDF_BYTES:
        yield stop(capture, "too_large", f"{len(data):,} bytes, more than {MAX_PDF_BYTES:,}", made_by)
        return
    try:
        found = ask(data)
    except subprocess.TimeoutExpired:
        yield stop(capture, "over_budget", f"reading it took more than {MAX_S:.0f} s; print the pages that matter into a file of their own", made_by)
        return
    if found.why or not found.text.strip():
        reason = "broken_pdf" if found.why else "no_text"
        yield stop(capture, reason, found.why or "it holds no text: its pages are pictures; have them read (OCR) and add the text", made_by)
        return
    published, moment, _ = read_date(day_of(found.created))
    yield Document(
        capture=capture.id, text=found.text, external_id=stem(capture), url=address_of(capture),
        title=found.title or None, byline=found.author or None, language=detect(found.text),
        published=published, published_at=moment, made_by=made_by,
    )  # fmt: skip


def address_of(capture: Capture) -> str | None:
    """Where on the web it lay, if it did."""
    return capture.url if capture.url.startswith("http") else None


def ask(data: bytes) -> Words:
    """Have the other process read the bytes; whatever it dies of costs this one file.

    Raises:
        TimeoutExpired: it took too long; it is killed.
    """
    done = subprocess.run([sys.executable, "-m", READER], input=data, capture_output=True, timeout=MAX_S, check=False)  # noqa: S603 - our own module
    try:
        return msgspec.json.decode(done.stdout, type=Words)
    except msgspec.MsgspecError:
        return Words(why=f"the reading process ended with code {done.returncode}: the file is broken, or wants more memory than it may have")


def day_of(written: str) -> str | None:
    """A PDF's own time, as ISO 8601."""
    try:
        return datetime.fromisoformat(written).isoformat()
    except ValueError:
        return None
