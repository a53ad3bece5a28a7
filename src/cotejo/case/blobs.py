"""Bytes -> files named by their SHA-256, written once; and back, checked."""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cotejo.errors import DamagedBlob

PREFIX = 2  # hex digits that name the subfolder: 256 of them hold a million blobs at 4,000 each
SYNC_THREADS = 8  # waits for the disk side by side: the system then commits several files at once
RESTORE = "Restore it from a copy of the case, or `cotejo add` the original file again."
SHA256 = re.compile(r"[0-9a-f]{64}")
TEMPORARY = "unfinished-"


def sha256_of(data: bytes) -> str:
    """Hex SHA-256."""
    return hashlib.sha256(data).hexdigest()


class Blobs:
    """The folder of original bytes. A blob is complete or absent: it is written aside, flushed to disk, then renamed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where the blob of this hash lies, or would lie."""
        return self.folder / sha256[:PREFIX] / sha256[PREFIX:]

    def put(self, many: Iterable[bytes]) -> list[str]:
        """Store each of `many` on disk for good; give their hashes in order.

        What is there already is not written again, unless it is damaged: then this restores it.
        """
        hashes: list[str] = []
        fresh: dict[str, bytes] = {}
        for data in many:
            sha256 = sha256_of(data)
            hashes.append(sha256)
            if sha256 not in fresh and not self.has(sha256):
                fresh[sha256] = data
        if not fresh:
            return hashes
        for folder in sorted({self.path(sha256).parent for sha256 in fresh}):
            folder.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(SYNC_THREADS) as threads:
            list(threads.map(self._write, fresh, fresh.values()))
            list(threads.map(sync_folder, sorted({self.path(sha256).parent for sha256 in fresh} | {self.folder})))
        return hashes

    def has(self, sha256: str) -> bool:
        """Whether the bytes of this hash lie here, whole."""
        path = self.path(sha256)
        return path.exists() and sha256_of(path.read_bytes()) == sha256

    def _write(self, sha256: str, data: bytes) -> None:
        path = self.path(sha256)
        aside = path.with_name(TEMPORARY + path.name)
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.chmod(0o444)  # write once
        aside.replace(path)

    def read(self, sha256: str) -> bytes:
        """Give the bytes of a hash.

        Raises:
            DamagedBlob: they are gone, or are no longer those of the hash.
        """
        path = self.path(sha256)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise DamagedBlob(f"blob {sha256} cannot be read ({error.strerror}): {path}. {RESTORE}") from error
        found = sha256_of(data)
        if found != sha256:
            raise DamagedBlob(f"blob {sha256} now holds bytes of {found}: {path} was changed. {RESTORE}")
        return data

    def names(self) -> Iterator[str]:
        """Hashes of all blobs, sorted; files that are not called by a hash (a file manager's, an unfinished write) are no blobs."""
        for folder in sorted(self.folder.iterdir()) if self.folder.is_dir() else ():
            if folder.is_dir():
                yield from (folder.name + path.name for path in sorted(folder.iterdir()) if SHA256.fullmatch(folder.name + path.name))

    def sweep(self) -> int:
        """Remove what an interrupted write left behind; give how many. Such bytes were never acknowledged."""
        left = sorted(self.folder.glob(f"*/{TEMPORARY}*"))
        for path in left:
            path.unlink()
        return len(left)


def sync_folder(folder: Path) -> None:
    """Flush a folder's list of names to disk, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
