"""The first bytes of a file (and, failing those, its name) -> its media type."""

from pathlib import PurePosixPath

MAGIC = (  # (offset, bytes, type); sources: the formats' own specifications
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (8, b"WEBP", "image/webp"),
    (8, b"AVI ", "video/x-msvideo"),
    (0, b"\x1aE\xdf\xa3", "video/x-matroska"),  # WebM too
    (0, b"\x00\x00\x01\xba", "video/mpeg"),
    *((4, b"ftyp" + brand, "video/mp4") for brand in (b"iso", b"mp4", b"avc", b"M4V", b"3gp", b"dash", b"MSNV", b"mmp4", b"f4v")),
    (4, b"ftypqt", "video/quicktime"),
    *((4, atom, "video/quicktime") for atom in (b"moov", b"mdat", b"wide")),
    (0, b"%PDF-", "application/pdf"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"\x7fELF", "application/x-executable"),
    (0, b"MZ", "application/x-executable"),
    (0, b"SQLite format 3\x00", "application/vnd.sqlite3"),
)
IN_RIFF = frozenset({"image/webp", "video/x-msvideo"})
BY_NAME = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
    ".csv": "text/csv",
    ".tsv": "text/csv",
    ".eml": "message/rfc822",
}
TEXT_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
SNIFFED_BYTES = 4096
CONTROL_SHARE = 0.02  # more control bytes than this in the first bytes, and it is no text in any encoding that we read


def looks_binary(head: bytes) -> bool:
    """Whether the first bytes cannot be text: NULs (outside UTF-16) or many control characters."""
    if head.startswith(TEXT_BOMS):
        return False
    control = sum(byte < 9 or 13 < byte < 32 for byte in head)  # noqa: PLR2004 - tab to carriage return are text
    return b"\x00" in head or control > CONTROL_SHARE * max(len(head), 1)


def media_type(name: str, head: bytes) -> str:
    """Name the media type of a file from its first bytes; the name decides only among text forms.

    Gives `application/octet-stream` for bytes that are no text and no known form, whatever the name says.
    """
    for offset, magic, found in MAGIC:
        if head[offset : offset + len(magic)] == magic and (found not in IN_RIFF or head[:4] == b"RIFF"):
            return found
    if looks_binary(head[:SNIFFED_BYTES]):
        return "application/octet-stream"
    by_name = BY_NAME.get(PurePosixPath(name).suffix.lower())
    if by_name:
        return by_name
    start = head[:SNIFFED_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "text/html"
    return "application/octet-stream"
