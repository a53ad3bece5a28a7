"""An answer of the web -> the capture that describes its bytes and how they came; its media type."""

from cotejo.case.blobs import sha256_of
from cotejo.documents.exchange import Answer
from cotejo.documents.media_types import SNIFFED_BYTES, looks_binary, media_type
from cotejo.errors import UsageError
from cotejo.records.document import Capture, Exchange

VERSION = "1"
MADE_BY = f"pipeline.collecting@{VERSION}"
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
PAGES = frozenset({"text/html", "text/plain", "application/pdf", "application/json"}) | PICTURES


def capture_of(answer: Answer, kind: str) -> Capture:
    """Describe an answer's bytes and how they came."""
    asked_at, answered_at = answer.asked_at, answer.answered_at
    if asked_at is None or answered_at is None:
        raise UsageError("the transport gave an answer without a time; only answers of the network and of a replay are archived")
    exchange = Exchange(
        asked=answer.asked, redirects=answer.redirects, status=answer.status, headers=answer.headers, peer=answer.peer, asked_at=asked_at
    )
    return Capture(
        url=answer.url,
        fetched_at=answered_at,
        sha256=sha256_of(answer.body),
        media_type=kind,
        size_bytes=len(answer.body),
        http_date=answer.header("date"),
        exchange=exchange,
        made_by=MADE_BY,
    )


def kind_of(answer: Answer) -> str:
    """Media type by the bytes; among texts, by what the server says."""
    head = answer.body[:SNIFFED_BYTES]
    by_bytes = media_type(answer.url.partition("?")[0].rpartition("/")[2], head)
    said = (answer.header("content-type") or "").partition(";")[0].strip().lower()
    if said in {"text/html", "application/xhtml+xml"} and not looks_binary(head) and not by_bytes.startswith(("image/", "application/pdf")):
        return "text/html"
    return said if by_bytes == "application/octet-stream" and said in {"text/plain", "application/json"} and not looks_binary(head) else by_bytes
