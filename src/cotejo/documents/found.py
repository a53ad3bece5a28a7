"""What a collector hands over: one file or one row of an export, with its bytes and what is known of where it came from; or why it was left out."""

from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from cotejo.documents.media_types import SNIFFED_BYTES, media_type
from cotejo.records.abstention import Abstention
from cotejo.records.canonical import canonical
from cotejo.records.document import Exchange

VERSION = "1"
MADE_BY = f"documents.collect@{VERSION}"
STAGE = "documents.collect"


class Found(NamedTuple):
    """One file: where it lay below what was added, its bytes, and the files that it names as its media."""

    path: Path
    locator: str  # POSIX path relative to the folder that was added; `file#row` or `file!/member` for what was taken out of a file
    data: bytes
    media_type: str
    url: str
    media: tuple[tuple[str, Path], ...] = ()  # (path as written in the file, where it is)
    inside: str = ""  # address of the file that this was taken out of
    fetched_at: datetime | None = None  # as an archive says; None for what was handed over
    http_date: str | None = None
    exchange: Exchange | None = None
    made_by: str = MADE_BY


def leave(locator: str, reason: str, detail: str) -> Abstention:
    """Say why a file or a row was not taken."""
    return Abstention(stage=STAGE, subject=locator, reason=reason, detail=detail, made_by=MADE_BY)


def file_of(path: Path, locator: str, data: bytes) -> Found:
    """Describe a file by its bytes."""
    return Found(path, locator, data, media_type(path.name, data[:SNIFFED_BYTES]), f"file:{locator}")


class Place(NamedTuple):
    """Where rows are taken from: the file, and which reader takes them."""

    file: Found
    made_by: str

    def row(self, number: int, name: str, body: dict[str, Any], media: tuple[tuple[str, Path], ...] = ()) -> Found:
        """Make of a row a document in the interchange format. `name` is its own lasting name, so that two exports give it one address."""
        kept = {key: value for key, value in body.items() if value not in (None, "", [], ())}
        return Found(
            self.file.path / f"#{number}", f"{self.file.locator}#{number}", canonical(kept), "application/json", name, media, self.file.url,
            made_by=self.made_by,
        )  # fmt: skip

    def leave(self, number: int, reason: str, detail: str) -> Abstention:
        """Say why a row was not taken."""
        locator = f"{self.file.locator}#{number}"
        return leave(locator, reason, f"{locator}: {detail}")

    def beside(self, written: str) -> Path | None:
        """Find a file that a row names, below the folder of its export; None where it leads elsewhere or is not there."""
        if not written or "\x00" in written or "://" in written:
            return None
        fence = self.file.path.resolve().parent
        target = (fence / written).resolve()
        return target if target.is_relative_to(fence) and target.is_file() else None
