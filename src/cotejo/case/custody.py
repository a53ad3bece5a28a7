"""Acts -> a chain of entries in canonical JSON (RFC 8785), each sealed over the one before; and what breaks the chain."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from cotejo.errors import DamagedCase
from cotejo.records.canonical import canonical

FIRST = "0" * 64  # what the first entry stands on
TOMBSTONE = "tombstone"  # the act that removes bytes by law: its detail has the hashes in `removed`, and the reason


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One act: its number from 1, when (UTC), what, on what; `before` is the seal of the entry before, `seal` the hash of all the rest."""

    number: int
    at: str
    act: str
    detail: dict[str, Any]
    before: str
    seal: str

    def line(self) -> bytes:
        """Canonical JSON with its line feed."""
        return canonical(msgspec.structs.asdict(self)) + b"\n"


def seal_of(number: int, at: str, act: str, detail: dict[str, Any], before: str) -> str:
    """Hash of an entry without its seal."""
    return hashlib.sha256(canonical({"number": number, "at": at, "act": act, "detail": detail, "before": before})).hexdigest()


def follow(last: Entry | None, at: datetime, act: str, detail: dict[str, Any]) -> Entry:
    """Make the entry that comes after `last`. `detail` holds strings, integers, lists and mappings of them."""
    number, before = (last.number + 1, last.seal) if last else (1, FIRST)
    stamp = at.isoformat(timespec="seconds")
    return Entry(number=number, at=stamp, act=act, detail=detail, before=before, seal=seal_of(number, stamp, act, detail, before))


def read_line(line: bytes) -> Entry:
    """Decode one line of the log.

    Raises:
        DamagedCase: it is not an entry in canonical form, or its seal is not that of its content.
    """
    try:
        entry = msgspec.json.decode(line, type=Entry)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise DamagedCase(f"an entry does not decode ({error}); it begins {line[:60]!r}") from error
    if entry.line() != line:
        raise DamagedCase(f"entry {entry.number} is not in canonical form: it was changed")
    if seal_of(entry.number, entry.at, entry.act, entry.detail, entry.before) != entry.seal:
        raise DamagedCase(f"entry {entry.number} ({entry.act}) does not match its seal: it was changed")
    return entry


def faults(log: bytes, kept: list[bytes]) -> Iterator[str]:
    """Say what is wrong with the log file, beside the copy of its lines that the database keeps; nothing when whole.

    The log may lack the last entry (or have half of it): an interrupted act, completed by the next one; see `lag`.
    """
    before, lines = FIRST, log.splitlines(keepends=True)
    whole = b"".join(kept)
    if log != whole and not (whole.startswith(log) and len(log) >= len(whole) - len(kept[-1])):
        first = next((at for at, (left, right) in enumerate(zip(lines, kept, strict=False)) if left != right), min(len(lines), len(kept)))
        yield f"entry {first + 1} differs from the copy that case.db keeps, or is missing there"
    if log != whole:
        lines = lines[: len(kept) - 1]
    for number, line in enumerate(lines, start=1):
        try:
            entry = read_line(line)
        except DamagedCase as error:
            yield f"line {number}: {error}"
            before = ""
            continue
        if entry.number != number or (before and entry.before != before):
            yield f"line {number}: entry {entry.number} ({entry.act}) does not stand on the entry before it: one was removed, inserted or moved"
        before = entry.seal


def lag(log: bytes, kept: list[bytes]) -> bytes:
    """Give the bytes that the log lacks at its end because the last act was interrupted."""
    whole = b"".join(kept)
    return whole[len(log) :] if whole.startswith(log) else b""


def removed(log: bytes) -> set[str]:
    """Hashes of bytes that the log says were removed by law."""
    entries = (read_line(line) for line in log.splitlines(keepends=True))
    return {sha256 for entry in entries if entry.act == TOMBSTONE for sha256 in entry.detail["removed"]}


def head_of(log: bytes) -> str:
    """Write number, time and seal of the log's last entry as canonical JSON; empty where there is none. What exports print and time stamps cover."""
    if not log:
        return ""
    last = read_line(log.splitlines(keepends=True)[-1])
    return canonical({"number": last.number, "at": last.at, "seal": last.seal}).decode()
