"""Paths on disk -> the files found there with their bytes, and for each one left out the reason."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import msgspec

from cotejo.documents.found import Found, leave
from cotejo.documents.imports import expand
from cotejo.documents.media_types import SNIFFED_BYTES, media_type
from cotejo.records.abstention import Abstention

MAX_FILE_BYTES = 256 * 2**20  # a page, a post or a track is never larger; archives come through their own collector
IMAGE = re.compile(rb"""<img\b[^>]{0,2000}?\bsrc\s*=\s*["']([^"'>]{1,500})["']""", re.IGNORECASE)


def gather(paths: Iterable[Path]) -> Iterator[Found | Abstention]:
    """Walk files and folders in sorted order. A folder's hidden files are passed over; what cannot be taken is said.

    Each file comes once, also when it is named twice or lies below two of the paths. A file that holds others (an export, a web archive, a
    letter, a zip) is followed by what is in it.

    Abstains (subject = locator): missing, not_a_file, symlink_outside, unreadable, empty, too_large, unknown_format.
    """
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            yield leave(str(path), "missing", f"{path}: there is no such file or folder; check the path.")
            continue
        root = path if path.is_dir() else path.parent
        files = sorted(walk(path)) if path.is_dir() else [path]
        if not files:
            yield leave(path.name, "empty", f"{path}: the folder has no files.")
        for file in files:
            where = file.resolve()
            if where in seen:
                continue
            seen.add(where)
            one = take(file, root)
            if isinstance(one, Found):
                yield from expand(one)
            else:
                yield one


def walk(folder: Path) -> Iterator[Path]:
    """Yield every file below a folder, but hidden ones."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from walk(path)
        else:
            yield path


def take(file: Path, root: Path) -> Found | Abstention:
    """Read one file, or say why not."""
    locator = file.relative_to(root).as_posix()
    if not file.resolve().is_relative_to(root.resolve()):
        return leave(locator, "symlink_outside", f"{locator}: the link leads out of the folder that was added; add its target itself.")
    if not file.is_file():
        return leave(locator, "not_a_file", f"{locator}: neither a file nor a folder; left out.")
    size = file.stat().st_size
    if size == 0:
        return leave(locator, "empty", f"{locator}: the file is empty (0 bytes); fetch it again.")
    if size > MAX_FILE_BYTES:
        return leave(locator, "too_large", f"{locator}: {size:,} bytes, more than {MAX_FILE_BYTES:,}; split it or add it as an archive.")
    try:
        data = file.read_bytes()
    except OSError as error:
        return leave(locator, "unreadable", f"{locator}: cannot be read ({error.strerror}); check its permissions.")
    kind = media_type(file.name, data[:SNIFFED_BYTES])
    return Found(file, locator, data, kind, f"file:{locator}", tuple(media_of(data, kind, file, root)))


def media_of(data: bytes, kind: str, file: Path, root: Path) -> Iterator[tuple[str, Path]]:
    """Files that a document JSON names under `media`, or a saved page in its `img` tags, as far as they lie below the added folder or its parent."""
    fence = root.resolve().parent  # a corpus keeps documents/ and media/ side by side
    for written in dict.fromkeys(named_media(data, kind)):
        if "\x00" in written or ":" in written:
            continue  # no file name, or an address: nothing is fetched here
        target = (file.parent / written).resolve()
        if target.is_relative_to(fence) and target.is_file():
            yield written, target


def named_media(data: bytes, kind: str) -> Iterator[str]:
    """Paths of pictures and tracks as a file writes them."""
    if kind in {"application/json", "application/jsonl"}:
        for row in rows_of(data):
            named = row.get("media") if isinstance(row, dict) else None
            yield from (path for path in named if isinstance(path, str)) if isinstance(named, list) else ()
    elif kind == "text/html":
        yield from (unquote(path.decode("utf-8", "replace")) for path in IMAGE.findall(data))


def rows_of(data: bytes) -> list[Any]:
    """Rows of a JSON value, a list or JSON lines; [] where it is none (the reader says why)."""
    try:
        body: Any = msgspec.json.decode(data)
    except (msgspec.MsgspecError, RecursionError):
        try:
            return [msgspec.json.decode(line) for line in data.splitlines() if line.strip()]
        except (msgspec.MsgspecError, RecursionError):
            return []
    return body if isinstance(body, list) else [body]
