"""A WARC file's bytes -> its records, each whole, checked against its digests, unpacked within bounds; or what is wrong with it, and where."""

import base64
import hashlib
import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from cotejo.documents.exchange import Limits
from cotejo.documents.unpacking import StoppedError, unpack

MAX_RECORD = 256 * 2**20  # bytes of one record, unpacked
RATIO, RATIO_FROM = 100, 2**20  # unpacked to packed, above so many bytes
PIECE = 256 * 1024  # bytes unpacked at once: what a bomb can grow by before it is seen
GZIP, HEAD_END, RECORD_END = b"\x1f\x8b", b"\r\n\r\n", b"\r\n\r\n"
MAX_HEAD = 1 << 20  # bytes of a record's head
VERSION = re.compile(rb"WARC/1\.[01]$")
STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})")
FIELD = re.compile(r"[!-9;-~]+")
LIMITS = Limits(max_bytes=MAX_RECORD)


class Fault(NamedTuple):
    """What is wrong, at which byte of the file; reason is a code."""

    offset: int
    reason: str
    detail: str


class Piece(NamedTuple):
    """One record as it lies in the file."""

    offset: int
    headers: dict[str, str]  # names in lower case
    block: bytes

    def header(self, name: str) -> str:
        """A header of the record; empty where there is none."""
        return self.headers.get(name, "")


class Response(NamedTuple):
    """What a server answered, as the record holds it, the wire's packing undone."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def read_warc(data: bytes) -> Iterator[Piece | Fault]:
    """Yield the records of a WARC file, packed by records or plain. After a fault in the packing nothing more can be read; that is a fault too.

    Faults: truncated, damaged, bomb, too_large, digest, bad_record.
    """
    if data.startswith(GZIP):
        yield from read_packed(data)
    else:
        yield from read_plain(data, 0)


def read_packed(data: bytes) -> Iterator[Piece | Fault]:
    """Yield the records of a file that is a row of gzip members."""
    at = 0
    while at < len(data):
        if not data.startswith(GZIP, at):
            yield Fault(at, "damaged", f"at byte {at:,} no packed record begins: bytes were added, or lost before it")
            return
        member = inflate(data, at)
        if isinstance(member, Fault):
            yield member
            return
        block, length = member
        yield from read_plain(block, at)
        at += length


def inflate(data: bytes, at: int) -> tuple[bytes, int] | Fault:
    """Unpack the member at a place; its trailer (length and CRC) must be there and fit."""
    machine = zlib.decompressobj(wbits=31)
    whole = bytearray()
    begin = at
    while not machine.eof:
        rest = machine.unconsumed_tail or data[at : at + PIECE]
        if not machine.unconsumed_tail:
            if not rest:
                return Fault(begin, "truncated", f"the record that begins at byte {begin:,} has no end: the file was cut off")
            at += len(rest)
        try:
            whole += machine.decompress(rest, PIECE)
        except zlib.error as error:
            return Fault(begin, "damaged", f"the record that begins at byte {begin:,} does not unpack: {error}")
        if len(whole) > MAX_RECORD:
            return Fault(begin, "too_large", f"the record that begins at byte {begin:,} unpacks to more than {MAX_RECORD:,} bytes")
        if len(whole) > RATIO_FROM and len(whole) > RATIO * (at - begin):
            return Fault(begin, "bomb", f"the record that begins at byte {begin:,} unpacks to more than {RATIO} times its size")
    return bytes(whole), at - len(machine.unused_data) - begin


def read_plain(data: bytes, base: int) -> Iterator[Piece | Fault]:
    """Yield the records that lie one after the other in unpacked bytes."""
    at = 0
    while at < len(data):
        offset = base or at
        end = data.find(HEAD_END, at, at + MAX_HEAD)
        head = read_head(data[at:end]) if end > 0 else None
        if head is None:
            why = "truncated" if end < 0 and len(data) - at < MAX_HEAD else "bad_record"
            yield Fault(offset, why, f"at byte {offset:,} no record's head can be read")
            return
        begin = end + len(HEAD_END)
        length = int(head["content-length"]) if head.get("content-length", "").isdecimal() and len(head["content-length"]) < 14 else -1  # noqa: PLR2004 - below 100 TB
        if length < 0:
            yield Fault(offset, "bad_record", f"the record at byte {offset:,} does not say how long it is")
            return
        stop = begin + length
        if data[stop : stop + len(RECORD_END)] != RECORD_END:
            short = stop + len(RECORD_END) > len(data)
            yield Fault(offset, "truncated" if short else "damaged", f"the record at byte {offset:,} is not {length:,} bytes long, as it says")
            return
        piece = Piece(offset, head, data[begin:stop])
        yield check_digest(piece) or piece
        at = stop + len(RECORD_END)


def read_head(data: bytes) -> dict[str, str] | None:
    """Read a record's head; None where it is none."""
    lines = data.split(b"\r\n")
    if not VERSION.fullmatch(lines[0]):
        return None
    found: dict[str, str] = {}
    for line in lines[1:]:
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if not colon or not FIELD.fullmatch(name):
            return None
        found.setdefault(name.lower(), value.strip())
    return found


def check_digest(piece: Piece) -> Fault | None:
    """Compare a record's block, and a response's payload, with the digests that it gives."""
    payload = piece.block.partition(HEAD_END)[2] if is_response(piece) else piece.block
    for name, found in (("warc-block-digest", piece.block), ("warc-payload-digest", payload)):
        if name == "warc-payload-digest" and piece.header("warc-type") == "revisit":
            continue  # it is that of the payload that is elsewhere
        said = piece.header(name)
        if said and not fits(said, found):
            return Fault(
                piece.offset, "digest", f"the record at byte {piece.offset:,} ({piece.header('warc-target-uri')[:200]}) does not fit its {name}"
            )
    return None


def fits(said: str, data: bytes) -> bool:
    """Whether bytes have a digest; one of a kind that is not known says nothing."""
    kind, _, value = said.partition(":")
    kind = kind.lower().replace("-", "")
    if kind not in {"sha1", "sha256", "sha512", "md5"}:
        return True
    found = hashlib.new(kind, data, usedforsecurity=False).digest()
    if value.lower() == found.hex():
        return True
    try:
        return base64.b32decode(value.upper() + "=" * (-len(value) % 8)) == found
    except ValueError:
        return False


def is_response(piece: Piece) -> bool:
    """Whether a record holds an HTTP answer."""
    return piece.header("warc-type") == "response" and piece.header("content-type").replace(" ", "").lower().startswith("application/http")


def read_response(piece: Piece) -> Response | Fault:
    """Take an HTTP answer apart and undo the wire's packing."""
    head, ended, body = piece.block.partition(HEAD_END)
    lines = head.split(b"\r\n")
    status = STATUS.match(lines[0])
    if not status or not ended:
        return Fault(piece.offset, "bad_record", f"the record at byte {piece.offset:,} holds no HTTP answer")
    pairs = [line.decode("latin-1").partition(":") for line in lines[1:] if b":" in line]
    headers = tuple((name.strip().lower(), value.strip()) for name, _, value in pairs)
    named = dict(reversed(headers))
    try:
        if "chunked" in named.get("transfer-encoding", "").lower():
            body = join_chunks(body)
        return Response(int(status[1]), headers, unpack([body], named.get("content-encoding", ""), LIMITS))
    except StoppedError as stopped:
        return Fault(piece.offset, str(stopped.args[0]), f"the answer at byte {piece.offset:,} cannot be unpacked: {stopped.args[1]}")


def join_chunks(body: bytes) -> bytes:
    """Undo chunked transfer; a body that a crawler had unchunked already, leaving the header, is given as it is."""
    whole, at = bytearray(), 0
    while True:
        end = body.find(b"\r\n", at, at + 64)
        size = body[at:end].split(b";")[0].strip() if end > 0 else b""
        if not re.fullmatch(rb"[0-9A-Fa-f]{1,8}", size):
            if at:
                raise StoppedError("cut_short", "its last chunk is missing")
            return body
        length = int(size, 16)
        if length == 0:
            return bytes(whole)
        whole += body[end + 2 : end + 2 + length]
        at = end + 2 + length + 2
        if at > len(body):
            raise StoppedError("cut_short", "its last chunk is not whole")


def read_time(written: str) -> datetime | None:
    """Read WARC-Date (UTC); None where it is no time."""
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
