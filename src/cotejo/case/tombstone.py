"""A document that the law demands to be removed -> the case without its bytes and without any word of it; hash, reason and name stay."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from cotejo.case.custody import TOMBSTONE, Entry, read_line
from cotejo.case.folder import DATABASE, Case
from cotejo.case.recover import ASIDE, rebuild
from cotejo.case.verify import buried
from cotejo.errors import UsageError
from cotejo.records.document import Capture


class Buried(NamedTuple):
    """What was removed: captures by id, the hashes of their bytes."""

    captures: tuple[str, ...]
    removed: tuple[str, ...]


class Order(NamedTuple):
    """Why bytes are removed, and who says so."""

    reason: str
    by: str


def bury(case: Case, capture: str, order: Order, at: datetime) -> Buried:
    """Remove the bytes of a capture, of the archive files that hold it, and of what was taken out of it; build the database without them.

    The entry in the log comes first: cut off afterwards, the same command ends the work. What the stages read must be read again: `cotejo run`.

    Raises:
        UsageError: no reason is given, or there is no such capture.
    """
    if not order.reason.strip():
        raise UsageError("a tombstone needs its reason: which law or order demands that the bytes go.")
    captures = {record.id: record for record in case.current(["capture"]) if isinstance(record, Capture)}
    if capture not in captures:
        raise UsageError(f"{capture} is no capture of {case.folder}.")
    concerned = kin(captures, capture)
    hashes = sorted({captures[name].sha256 for name in concerned})
    with case.changing():
        if not set(hashes) <= buried(entries_of(case)).keys():
            with case.act(at) as act:
                sizes = {captures[name].sha256: captures[name].size_bytes for name in concerned}
                said = {"subjects": concerned, "removed": hashes, "size_bytes": sum(sizes.values()), "reason": order.reason, "by": order.by}
                act.note(TOMBSTONE, said)
        for sha256 in hashes:
            case.blobs.path(sha256).unlink(missing_ok=True)
        rebuild(case.folder, keep_old=False)
        (case.folder / (DATABASE + ASIDE)).unlink(missing_ok=True)  # an old database holds the words
    return Buried(tuple(concerned), tuple(hashes))


def kin(captures: dict[str, Capture], name: str) -> list[str]:
    """Captures that hold the same words: of the same bytes, the files it was taken out of, what was taken out of it."""
    concerned = {name}
    while True:
        hashes = {captures[one].sha256 for one in concerned}
        more = {one.id for one in captures.values() if one.sha256 in hashes}
        more |= {one for name in concerned for one in [captures[name].derived_from] if one in captures}
        more |= {one.id for one in captures.values() if one.derived_from == name}
        if more <= concerned:
            return sorted(concerned)
        concerned |= more


def entries_of(case: Case) -> list[Entry]:
    """The log of a case."""
    with case.store.reading() as link:
        return [read_line(line) for line in case.store.custody(link)]


def subjects(entries: Iterable[Entry]) -> dict[str, str]:
    """Capture whose bytes were removed -> the reason why."""
    return {name: entry.detail["reason"] for entry in entries if entry.act == TOMBSTONE for name in entry.detail["subjects"]}
