"""A letter (`.eml`, RFC 5322) -> one document: subject, sender, date, text; and its attachments, each a file of its own."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from cotejo.documents.found import Found, file_of, leave
from cotejo.documents.interchange import read_date
from cotejo.documents.plain import stem, stop
from cotejo.language.detect import detect
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.document import Capture, Document

MADE_BY = "documents.letters@1"
MEDIA_TYPE = "message/rfc822"
HEAD = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]{0,998}\r?\n(?:[ \t][^\n]{0,998}\r?\n){0,50}){2,200}\r?\n")
NAMED = re.compile(rb"^(?:from|date|subject|message-id):", re.IGNORECASE | re.MULTILINE)
MAX_PARTS = 500
TAGS = re.compile(r"<(script|style)\b.{0,100000}?</\1\s*>|<[^<>]{0,10000}>", re.DOTALL | re.IGNORECASE)


def knows(file: Found) -> bool:
    """Whether a file is a letter: named `.eml`, or headed like one."""
    head = file.data[:8192]
    return file.locator.lower().endswith(".eml") and len(NAMED.findall(head)) > 1


def attachments(file: Found) -> Iterator[Found | Abstention]:
    """Yield the files that a letter brings. Leaves out: bad_part (it does not decode), too_many."""
    for number, part in enumerate(parse(file.data).walk(), start=1):
        if number > MAX_PARTS:
            yield leave(file.locator, "too_many", f"{file.locator}: more than {MAX_PARTS} parts; the rest stays in the letter")
            return
        name = re.sub(r"[^\w.-]+", "_", part.get_filename() or "")[-80:]
        if not name or part.is_multipart():
            continue
        locator = f"{file.locator}!/{number}-{name}"
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes) or not data:
            yield leave(locator, "bad_part", f"{locator}: the attachment is empty or does not decode")
        else:
            yield file_of(file.path / f"{number}-{name}", locator, data)._replace(inside=file.url, made_by=MADE_BY)


def read_letter(capture: Capture, data: bytes, made_by: str) -> Iterator[Record]:
    """Read a letter's own text: the plain part, else the words of the HTML part. Nothing that it names is loaded.

    Abstains: empty_text.
    """
    letter = parse(data)
    text = body_of(letter)
    if not text.strip():
        yield stop(capture, "empty_text", "the letter has no text of its own", made_by)
        return
    at = sent_at(letter)
    published, moment, _ = read_date(at.isoformat() if at else None)
    yield Document(
        capture=capture.id, text=text, external_id=stem(capture), byline=said(letter, "from"), title=said(letter, "subject"), language=detect(text),
        published=published, published_at=moment, made_by=made_by,
    )  # fmt: skip


def parse(data: bytes) -> EmailMessage:
    """Parse a letter; broken ones are read as far as they go."""
    return BytesParser(_class=EmailMessage, policy=policy.default.clone(raise_on_defect=False)).parsebytes(data)


def said(letter: EmailMessage, name: str) -> str | None:
    """A header as text; None where it is missing or cannot be read."""
    try:
        value = letter[name]
    except (ValueError, IndexError, AttributeError, TypeError):  # the standard library trips over some broken headers
        return None
    return str(value).strip()[:1000] or None if value is not None else None


def body_of(letter: EmailMessage) -> str:
    """The letter's text."""
    for kind in ("plain", "html"):
        try:
            part = letter.get_body(preferencelist=(kind,))
            content = part.get_content() if part is not None else ""
        except (LookupError, ValueError, AttributeError, TypeError):
            continue
        if isinstance(content, str) and content.strip():
            return content if kind == "plain" else re.sub(r"[ \t]+\n|\n{3,}", "\n\n", TAGS.sub(" ", content)).strip()
    return ""


def sent_at(letter: EmailMessage) -> datetime | None:
    """When it was sent, as it says itself (UTC)."""
    try:
        found = letter["date"]
        at = found.datetime if found is not None else None
    except (ValueError, IndexError, AttributeError, TypeError):
        return None
    return at.astimezone(UTC) if isinstance(at, datetime) and at.tzinfo else None
