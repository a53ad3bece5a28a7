"""Files by name -> one `.cotejo.zip` whose every byte is determined by them; and back, each file checked against the sealed manifest."""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import msgspec

from cotejo.errors import DamagedCase
from cotejo.records.canonical import canonical

MANIFEST = "manifest.json"
FORMAT = "cotejo.zip/1"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the zip's clock stands still: the same files give the same bytes
UNIX, PLAIN_FILE = 3, 0o644 << 16  # what zipfile would take from the machine that it runs on
MAX_FILES = 2_000_000


class Opened(NamedTuple):
    """What could be read: files by name, and (object, what is wrong) for the rest."""

    parts: dict[str, bytes]
    faults: list[tuple[str, str]]


def pack(parts: Mapping[str, bytes], about: Mapping[str, Any]) -> bytes:
    """Write a package. Files are stored, not packed: no version of a packer shows in the bytes, and no bit of them is without effect.

    `about` is what the manifest says beside the files' hashes: strings, integers, lists and mappings of them.
    """
    files = {name: {"sha256": hashlib.sha256(data).hexdigest(), "size_bytes": len(data)} for name, data in parts.items()}
    return lay(dict(parts) | {MANIFEST: seal({**about, "format": FORMAT, "files": files})})


def seal(manifest: Mapping[str, Any]) -> bytes:
    """Write a manifest in canonical JSON with the hash of all the rest of it."""
    digest = hashlib.sha256(canonical(manifest)).hexdigest()
    return canonical({**manifest, "seal": digest}) + b"\n"


def lay(parts: Mapping[str, bytes]) -> bytes:
    """Write the zip: names sorted, no clock, no machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as file:
        for name, data in sorted(parts.items()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system, entry.external_attr = UNIX, PLAIN_FILE
            file.writestr(entry, data)
    return out.getvalue()


def open_zip(name: str, data: bytes) -> Opened:
    """Read a package's files; a byte that belongs to none of them and is not as `lay` writes it is a fault of the zip itself (`name`)."""
    opened = Opened({}, [])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            entries = file.infolist()
            for entry in entries[:MAX_FILES]:
                take(file, entry, opened, name)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, OverflowError, IndexError) as error:
        opened.faults.append((name, f"it is no whole zip ({error}): it was cut off or changed; take it from a copy"))
        return opened
    if not opened.faults and lay(opened.parts) != data:
        opened.faults.append((name, "bytes outside its files are not as the program writes them: the zip was changed or was written by another tool"))
    return opened


def take(file: zipfile.ZipFile, entry: zipfile.ZipInfo, opened: Opened, name: str) -> None:
    """Read one file of a zip. Packed ones are refused unread: a package stores its files, so nothing in it can unpack to more than it is."""
    if entry.filename in opened.parts:
        opened.faults.append((entry.filename, "it stands in the zip twice"))
    elif not is_plain(entry.filename):
        opened.faults.append((name, f"it names a file {entry.filename[:80]!r} that would lie elsewhere"))
    elif entry.compress_type != zipfile.ZIP_STORED or entry.file_size != entry.compress_size or entry.flag_bits & 1:
        opened.faults.append((entry.filename, "it is packed or encrypted: the program writes no such file"))
    else:
        try:
            opened.parts[entry.filename] = file.read(entry)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
            opened.faults.append((entry.filename, f"its bytes are not those that were packed: {error}"))


def is_plain(name: str) -> bool:
    """Whether a name stays below the folder it is unpacked into, in any system."""
    path = PurePosixPath(name)
    return (
        bool(path.parts) and not path.is_absolute() and ".." not in path.parts and not any(sign in name for sign in "\\:\x00") and str(path) == name
    )


def open_folder(folder: Path) -> Opened:
    """Read an unpacked package."""
    opened = Opened({}, [])
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            opened.faults.append((name, "it is a link, not a file"))
        elif path.is_file():
            opened.parts[name] = path.read_bytes()
    return opened


def read_manifest(data: bytes) -> dict[str, Any]:
    """Read a manifest whose seal fits.

    Raises:
        DamagedCase: it is not in canonical form, or its seal is not that of its content.
    """
    try:
        body = msgspec.json.decode(data, type=dict[str, Any])
        written = canonical(body) + b"\n"
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError) as error:
        raise DamagedCase(f"it does not decode: {error}") from error
    if written != data:
        raise DamagedCase("it is not in canonical form: it was changed")
    said = body.pop("seal", None)
    if hashlib.sha256(canonical(body)).hexdigest() != said:
        raise DamagedCase("it does not match its seal: it was changed")
    if body.get("format") != FORMAT or not isinstance(body.get("files"), dict):
        raise DamagedCase(f"it is of format {body.get('format')!r}, this version reads {FORMAT}")
    return body
