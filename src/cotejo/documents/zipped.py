"""A zip's bytes -> its files, read in memory within bounds; names that lead elsewhere, links, doubles and bombs are refused, each by name."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from cotejo.documents.warc import PIECE, RATIO, RATIO_FROM

MAX_TOTAL = 2 * 2**30  # bytes of all files, unpacked
MAX_FILE = 1 * 2**30
MAX_FILES = 200_000
NESTING = 3  # a zip in a zip in a zip; deeper ones are left packed


class Refused(NamedTuple):
    """A file of a zip, or the zip itself (empty name), that is not read: reason is a code."""

    name: str
    reason: str
    detail: str


class Member(NamedTuple):
    """One file."""

    name: str
    data: bytes


def read_zip(data: bytes) -> Iterator[Member | Refused]:
    """Yield the files of a zip in the order of its directory, each unpacked whole and checked against its CRC.

    Refuses: truncated (no directory at the end, or bytes after it), damaged, path, link, double, encrypted, bomb, too_large, too_many.
    """
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
        entries = file.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, OverflowError, IndexError) as error:
        yield Refused("", "truncated", f"the zip has no directory that can be read: it was cut off or damaged ({error})")
        return
    with file:
        if not ends_well(data, file):
            yield Refused("", "truncated", "bytes before or after the zip do not belong to it")
            return
        if len(entries) > MAX_FILES:
            yield Refused("", "too_many", f"{len(entries):,} files, more than {MAX_FILES:,}")
            return
        seen: set[str] = set()
        total = 0
        for entry in entries:
            if entry.is_dir():
                continue
            found = refuse(entry, seen) or unpack(file, entry, total)
            seen.add(entry.filename.casefold())
            total += len(found.data) if isinstance(found, Member) else 0
            yield found


def ends_well(data: bytes, file: zipfile.ZipFile) -> bool:
    """Whether the zip's directory ends exactly where the file ends, and its first file begins where the file begins."""
    starts = [entry.header_offset for entry in file.infolist()]
    return data.endswith(file.comment) and data[-22 - len(file.comment) :][:4] == b"PK\x05\x06" and min(starts, default=0) == 0


def refuse(entry: zipfile.ZipInfo, seen: set[str]) -> Refused | None:
    """Say why a file is not even opened."""
    name = entry.orig_filename  # zipfile cuts a name at a NUL and turns slashes
    shown = name[:120].encode("unicode_escape").decode()
    path = PurePosixPath(name)
    outside = path.is_absolute() or ".." in path.parts or not path.parts or any(sign in name for sign in "\\\x00") or name[1:2] == ":"
    if outside:
        return Refused(shown, "path", f"{shown!r} would lie outside the folder it is unpacked into")
    if stat.S_ISLNK(entry.external_attr >> 16):
        return Refused(shown, "link", f"{shown!r} is a link, not a file")
    if name.casefold() in seen:
        return Refused(shown, "double", f"{shown!r} stands in the zip twice: two readers would see two files")
    if entry.flag_bits & 1:
        return Refused(shown, "encrypted", f"{shown!r} is encrypted")
    return None


def unpack(file: zipfile.ZipFile, entry: zipfile.ZipInfo, total: int) -> Member | Refused:
    """Unpack one file piece by piece; what it says of its size is not believed."""
    name = entry.filename
    whole = bytearray()
    try:
        with file.open(entry) as stream:
            while piece := stream.read(PIECE):
                whole += piece
                if len(whole) > MAX_FILE or total + len(whole) > MAX_TOTAL:
                    return Refused(name, "too_large", f"{name!r}: the zip unpacks to more than {MAX_TOTAL:,} bytes")
                if len(whole) > RATIO_FROM and len(whole) > RATIO * max(entry.compress_size, 1):
                    return Refused(name, "bomb", f"{name!r} unpacks to more than {RATIO} times its size")
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, EOFError, RuntimeError) as error:
        return Refused(name, "damaged", f"{name!r} does not unpack: {error}")
    return Member(name, bytes(whole))
