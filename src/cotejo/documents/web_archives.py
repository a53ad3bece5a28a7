"""A WARC or WACZ file -> a capture per answer that it holds, with its address, time and headers; what is cut off or damaged is said."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from cotejo.documents import warc
from cotejo.documents.found import Found, leave
from cotejo.documents.media_types import SNIFFED_BYTES, media_type
from cotejo.documents.warc import Fault, Piece
from cotejo.documents.zipped import Member, read_zip
from cotejo.records.abstention import Abstention
from cotejo.records.document import Exchange

MADE_BY = "documents.web_archives@1"
WARC_TYPE, WACZ_TYPE = "application/warc", "application/wacz"
READABLE = ("text/html", "text/plain", "application/json", "application/pdf", "image/")
OK = 200
PACKAGE, DIGEST = "datapackage.json", "datapackage-digest.json"
ARCHIVED = re.compile(r"archive/[^/]{1,300}\.warc(\.gz)?")
SHA256 = re.compile(r"[0-9a-f]{64}")


def knows_warc(file: Found) -> bool:
    """Whether a file is a WARC, packed or plain."""
    if file.data.startswith(b"WARC/"):
        return True
    return file.data.startswith(warc.GZIP) and re.search(r"\.(warc|warc\.gz)$", file.locator.lower()) is not None


def knows_wacz(file: Found) -> bool:
    """Whether a file is a WACZ (also one that was cut off)."""
    return file.data.startswith(b"PK\x03\x04") and (file.locator.lower().endswith(".wacz") or PACKAGE.encode() in file.data[-65_536:])


def read_warc_file(file: Found) -> Iterator[Found | Abstention]:
    """Yield the answers in a WARC; its whole bytes are compared with a `.sha256` file beside it, where there is one."""
    said = whole_hash(file.path)
    if said and said != hashlib.sha256(file.data).hexdigest():
        yield leave(
            file.locator, "whole_hash", f"{file.locator}: its bytes are not those of the hash in {file.path.name}.sha256: it was cut off or changed"
        )
    yield from read_records(file, file.data, file.locator)


def whole_hash(path: Path) -> str:
    """The SHA-256 that a file beside an archive gives of it; empty where there is none."""
    beside = path.with_name(path.name + ".sha256")
    found = SHA256.search(beside.read_text("ascii", "replace")[:200].lower()) if beside.is_file() else None
    return found[0] if found else ""


def read_wacz_file(file: Found) -> Iterator[Found | Abstention]:
    """Yield the answers in a WACZ; every file in it is compared with the hash in its list."""
    parts: dict[str, bytes] = {}
    for member in read_zip(file.data):
        if isinstance(member, Member):
            parts[member.name] = member.data
        else:
            where = f"{file.locator}!/{member.name}" if member.name else file.locator
            yield leave(where, member.reason, f"{where}: {member.detail}")
    for name, why in faults_of(parts):
        yield leave(f"{file.locator}!/{name}", "package_hash", f"{file.locator}!/{name}: {why}")
    for name in sorted(parts):
        if ARCHIVED.fullmatch(name):
            yield from read_records(file, parts[name], f"{file.locator}!/{name}")


def faults_of(parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Compare the files of a WACZ with its list."""
    package, digest = decode(parts.get(PACKAGE, b"")), decode(parts.get(DIGEST, b""))
    if not parts:
        return
    if not isinstance(package.get("resources"), list):
        yield PACKAGE, "the list of its files is missing or damaged: nothing vouches for them"
        return
    said = str(digest.get("hash", "")).removeprefix("sha256:")
    if said and said != hashlib.sha256(parts[PACKAGE]).hexdigest():
        yield PACKAGE, f"it is not the list that {DIGEST} vouches for"
    for one in package["resources"]:
        name, noted = (str(one.get("path")), str(one.get("hash", ""))) if isinstance(one, dict) else ("?", "")
        if name not in parts:
            yield name, "the list names it; it is not there"
        elif noted.startswith("sha256:") and noted[7:] != hashlib.sha256(parts[name]).hexdigest():
            yield name, "its bytes are not those of the list: it was cut off or changed"


def decode(data: bytes) -> dict[str, Any]:
    """Decode a JSON object; empty where it is none."""
    try:
        return msgspec.json.decode(data, type=dict[str, Any])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}


def read_records(file: Found, data: bytes, name: str) -> Iterator[Found | Abstention]:
    """Yield what a WARC holds of answers. Leaves out: faults, revisit, http_404 and the like, page_part (styles, scripts, fonts), bad_record."""
    for number, piece in enumerate(warc.read_warc(data), start=1):
        locator = f"{name}#{number}"
        if isinstance(piece, Fault):
            yield leave(locator, piece.reason, f"{locator}: {piece.detail}")
        elif piece.header("warc-type") in {"response", "resource", "revisit", "conversion"}:
            yield read_piece(file, piece, locator)


def read_piece(file: Found, piece: Piece, locator: str) -> Found | Abstention:
    """Make of a record a capture."""
    url, at = piece.header("warc-target-uri").strip("<>"), warc.read_time(piece.header("warc-date"))
    if piece.header("warc-type") == "revisit":
        return leave(locator, "revisit", f"{locator}: {url[:300]} had the same bytes as before; they are elsewhere in the archive")
    if not url or at is None:
        return leave(locator, "bad_record", f"{locator}: it has no address or no time")
    if piece.header("warc-truncated"):
        return leave(locator, "truncated", f"{locator}: {url[:300]} was cut off by the crawler ({piece.header('warc-truncated')[:40]})")
    body, exchange = piece.block, None
    if warc.is_response(piece):
        answer = warc.read_response(piece)
        if isinstance(answer, Fault):
            return leave(locator, answer.reason, f"{locator}: {answer.detail}")
        if answer.status != OK:
            return leave(locator, f"http_{answer.status}", f"{locator}: {url[:300]} answered {answer.status}")
        body = answer.body
        exchange = Exchange(asked=url, status=answer.status, headers=answer.headers, peer=piece.header("warc-ip-address") or None, asked_at=at)
    named = dict(reversed(exchange.headers)) if exchange else {"content-type": piece.header("content-type")}
    kind = kind_of(body, named.get("content-type", ""))
    if not body or not kind.startswith(READABLE):
        return leave(
            locator, "page_part" if body else "empty", f"{locator}: {url[:300]} is {kind}, no page, text or picture; it stays in the archive"
        )
    return Found(file.path / locator.rpartition("#")[2], locator, body, kind, url, (), file.url, at, named.get("date"), exchange, MADE_BY)


def kind_of(body: bytes, said: str) -> str:
    """Media type of an answer: what its bytes show; between text forms, what the server said."""
    shown = media_type("", body[:SNIFFED_BYTES])
    stated = said.split(";", maxsplit=1)[0].strip().lower()
    if shown != "application/octet-stream" or b"\x00" in body[:SNIFFED_BYTES]:
        return shown
    return {"application/xhtml+xml": "text/html"}.get(stated, stated) or shown
