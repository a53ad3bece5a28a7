"""Files that a collector found -> captures in a case: bytes stored, records written, each file noted in the log; what cannot be taken is said."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec

from cotejo.case.blobs import sha256_of
from cotejo.case.folder import Case
from cotejo.case.rows import Row
from cotejo.case.tombstone import entries_of
from cotejo.case.verify import buried
from cotejo.documents import collect
from cotejo.documents.found import Found, leave
from cotejo.evidence.reuse import MOMENT
from cotejo.pipeline.filming import with_frames
from cotejo.pipeline.running import Progress, silent
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.document import Capture

BATCH_FILES = 256  # files per transaction
BATCH_BYTES = 64 * 2**20  # or so many bytes: what is held in memory at once


class Receipt(NamedTuple):
    """What `add` did: files in = new + known + left out."""

    new: tuple[Capture, ...]
    known: int
    left_out: tuple[Abstention, ...]


class Wish(NamedTuple):
    """A file named by a capture's file: the capture, the path as written, and where it is."""

    capture: str
    path: str
    target: Path


class Line(NamedTuple):
    """The receipt of one file or row: where it lay, what became of it, why, and its capture."""

    locator: str
    outcome: Literal["accepted", "duplicate", "rejected"]
    reason: str
    detail: str
    capture: str | None


def tell_nobody(_line: Line) -> None:
    """Keep no receipts."""


class Manner(NamedTuple):
    """How to add: dry (everything but writing), and who gets the receipts."""

    dry: bool = False
    tell: Callable[[Line], None] = tell_nobody


def add(case: Case, stream: Iterable[Found | Abstention], at: datetime, progress: Progress = silent, manner: Manner | None = None) -> Receipt:
    """Archive what a collector found, and the media that it names. What is there already is not added again.

    A path that does not exist is only reported; a file that cannot be taken (empty, unreadable) is noted in the case with its reason.
    """
    receipt = Receipt((), 0, ())
    with case.changing():
        adding = Adding(case, at, manner or Manner())
        for done, batch in enumerate(batches(with_frames(stream)), start=1):
            receipt = join(receipt, adding.take(batch))
            progress("add", done * BATCH_FILES, 0)
        return join(receipt, adding.take_media())


def join(left: Receipt, right: Receipt) -> Receipt:
    """Sum two receipts."""
    return Receipt(left.new + right.new, left.known + right.known, left.left_out + right.left_out)


def batches(stream: Iterable[Found | Abstention]) -> Iterator[list[Found | Abstention]]:
    """Cut a stream of files by number and bytes."""
    batch: list[Found | Abstention] = []
    size = 0
    for one in stream:
        batch.append(one)
        size += len(one.data) if isinstance(one, Found) else 0
        if len(batch) >= BATCH_FILES or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class Adding:
    """One `add` under way: what the case has, where this act's files lay, and which files they name."""

    def __init__(self, case: Case, at: datetime, manner: Manner) -> None:
        self.case, self.at, self.manner = case, at, manner
        self.by_url: dict[str, str] = {}  # address of a file of this act -> its capture: what is taken out of it says so
        with case.store.reading() as link:
            rows = case.store.intake(link)
            self.known = {row.id for row in rows}
            self.attached = case.store.attachments(link)
            captures = [record for record in case.store.read(link, [row for row in rows if row.type == "capture"]) if isinstance(record, Capture)]
        self.buried = buried(entries_of(case))
        self.by_hash = {capture.sha256: capture.id for capture in reversed(captures)}  # the first by id stays
        meant = {target for paths in self.attached.values() for target in paths.values()}
        self.by_media = {capture.sha256: capture.id for capture in captures if capture.id in meant}
        self.frames = {(capture.sha256, capture.derived_from): capture.id for capture in captures if MOMENT in capture.url}
        self.places: dict[Path, str] = {}
        self.wishes: list[Wish] = []

    def take(self, batch: Sequence[Found | Abstention]) -> Receipt:
        """Archive a batch of files: bytes first, then records and the entry in the log, in one transaction."""
        batch = [self.admit(one) for one in batch]
        found = [one for one in batch if isinstance(one, Found)]
        left = [one for one in batch if isinstance(one, Abstention)]
        hashes = [sha256_of(one.data) for one in found] if self.manner.dry else self.case.blobs.put(one.data for one in found)
        fresh: dict[str, Capture] = {}
        known = 0
        for one, sha256 in zip(found, hashes, strict=True):
            capture = capture_of(one, sha256, self.by_url.get(one.inside))
            name = self.by_media.get(sha256, capture.id)  # the same picture, archived before as another file's media
            if MOMENT in one.url:
                name = self.frames.get((sha256, capture.derived_from), capture.id)  # the same film, under another path
            if "#" not in one.locator:
                self.by_url[one.url] = name
                self.places[one.path.resolve()] = name
            self.wishes += [Wish(name, path, target.resolve()) for path, target in one.media]
            self.manner.tell(Line(one.locator, "duplicate" if name in self.known else "accepted", "", "", name))
            if name in self.known:
                known += 1
            else:
                self.known.add(name)
                self.by_hash.setdefault(sha256, name)
                fresh[name] = capture
        for missed in left:
            self.manner.tell(Line(missed.subject, "rejected", missed.reason, missed.detail, None))
        noted = [one for one in left if one.reason != "missing" and one.id not in self.known]
        self.known |= {one.id for one in noted}
        self.write([*fresh.values(), *noted], ())
        return Receipt(tuple(fresh.values()), known, tuple(left))

    def admit(self, one: Found | Abstention) -> Found | Abstention:
        """Refuse bytes that were removed by law."""
        if not self.buried or isinstance(one, Abstention) or sha256_of(one.data) not in self.buried:
            return one
        return leave(one.locator, "tombstone", f"{one.locator}: these bytes were removed by law ({self.buried[sha256_of(one.data)]})")

    def take_media(self) -> Receipt:
        """Archive the files that the added ones name, unless they were added too, and note which path means which capture."""
        missing = sorted({wish.target for wish in self.wishes} - set(self.places))
        receipt = Receipt((), 0, ())
        for target in missing:
            for one in with_frames(collect.gather([target])):
                sha256 = sha256_of(one.data) if isinstance(one, Found) and MOMENT not in one.url else ""
                if sha256 in self.by_hash:
                    self.places[target] = self.by_hash[sha256]
                else:
                    receipt = join(receipt, self.take([one]))
        meant = [
            (wish.capture, wish.path, self.places[wish.target])
            for wish in self.wishes
            if wish.target in self.places and wish.path not in self.attached.get(wish.capture, {})
        ]
        if meant:
            self.write((), sorted(set(meant)))
        return receipt

    def write(self, records: Sequence[Capture | Abstention], meant: Sequence[tuple[str, str, str]]) -> None:
        """Write records and attachments with their entry in the log."""
        if self.manner.dry or not (records or meant):
            return
        captures = [one for one in records if isinstance(one, Capture)]
        with self.case.act(self.at) as act:
            rows: list[Row] = act.rows(records)
            entry = act.note(
                "add",
                {
                    "captures": [in_log(one) for one in captures],
                    "left_out": [in_log(one) for one in records if isinstance(one, Abstention)],
                    "media": [list(one) for one in meant],
                },
            )
            self.case.store.take_in(act.link, rows, meant, entry)


def in_log(record: Record) -> dict[str, Any]:
    """A record as the log holds it: whole, so that the case can be built again from log and blobs."""
    body: dict[str, Any] = msgspec.json.decode(record.as_line())
    return body


def capture_of(found: Found, sha256: str, derived_from: str | None = None) -> Capture:
    """Describe a file's bytes. A file that was handed over has no time of fetching; the log has that of the hand-over."""
    return Capture(
        url=found.url,
        fetched_at=found.fetched_at,
        sha256=sha256,
        media_type=found.media_type,
        size_bytes=len(found.data),
        locator=found.locator,
        http_date=found.http_date,
        exchange=found.exchange,
        derived_from=derived_from,
        made_by=found.made_by,
    )
