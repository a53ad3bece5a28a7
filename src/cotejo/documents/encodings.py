"""Bytes -> text, only where the encoding is certain."""

from typing import NamedTuple


class Decoded(NamedTuple):
    """Text with the encoding that gave it; or no text and the reason."""

    text: str | None
    encoding: str
    why: str


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode by byte order mark, then as UTF-8, then as the file itself declares; never by guess.

    A text in a legacy encoding without a declaration gives no text: a wrong guess between cp1251, koi8-r and cp1252
    would put invented words into quotations.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return attempt(data, encoding)
    as_utf8 = attempt(data, "utf-8")
    if as_utf8.text is None and declared and declared.lower().replace("_", "-") not in {"utf-8", "utf8"}:
        as_declared = attempt(data, declared)
        if as_declared.text is not None:
            return as_declared
    return as_utf8


def attempt(data: bytes, encoding: str) -> Decoded:
    """Decode strictly with one encoding; on failure say at which byte."""
    try:
        return Decoded(data.decode(encoding), encoding, "")
    except UnicodeDecodeError as error:
        seen = data[error.start : error.start + 4].hex(" ")
        return Decoded(None, encoding, f"not {encoding}: byte {error.start} begins {seen} ({error.reason}); save it as UTF-8 and add it again")
    except LookupError:
        return Decoded(None, encoding, f"declares the unknown encoding {encoding!r}; save it as UTF-8 and add it again")
