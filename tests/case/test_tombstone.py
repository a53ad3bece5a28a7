"""Bytes that the law removes are gone with every word of them; hash, reason and the rest of the case stay whole."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cotejo.case.folder import Case
from cotejo.case.tombstone import Order, bury
from cotejo.case.verify import verify
from cotejo.case.verify_package import verify_package
from cotejo.documents.collect import gather
from cotejo.errors import UsageError
from cotejo.pipeline import exporting, packing
from cotejo.pipeline.adding import add
from cotejo.pipeline.running import Report
from cotejo.records.abstention import Abstention
from cotejo.records.document import Capture, Document

Fill = Callable[[dict[str, str | bytes]], Case]
WORDS = "uno nombre-de-la-testigo"
ORDER = Order("order 12/2026 of a court", "ana")


def capture_of(case: Case, locator: str) -> Capture:
    return next(one for one in case.current(["capture"]) if isinstance(one, Capture) and one.locator == locator)


def test_the_words_are_gone_and_hash_and_reason_stay(fill: Fill, go: Callable[[], Report], at: object, tmp_path: Path) -> None:
    case = fill({"a.txt": WORDS, "b.txt": "dos", "copy/a.txt": WORDS})
    go()
    gone = capture_of(case, "a.txt")
    found = bury(case, gone.id, ORDER, at)  # type: ignore[arg-type]
    assert found.removed == (gone.sha256,)
    assert len(found.captures) == 2
    case = Case.open(case.folder)
    report = go()
    assert report.balances
    assert verify(case.folder).faults == ()
    assert any("removed by law" in note for note in verify(case.folder).notes)
    for path in case.folder.rglob("*"):
        assert path.is_dir() or b"testigo" not in path.read_bytes(), path
    records = case.current()
    assert [one.text for one in records if isinstance(one, Document)] == ["dos"]
    assert any(isinstance(one, Abstention) and one.reason == "tombstone" and "court" in one.detail for one in records)
    assert gone.sha256 in (case.folder / "audit.jsonl").read_text()
    (tmp_path / "x.cotejo.zip").write_bytes(packing.package(exporting.request_of(case)))
    assert verify_package(tmp_path / "x.cotejo.zip").faults == ()


def test_it_is_not_let_in_again_and_a_cut_off_burial_is_named_and_ended(fill: Fill, go: Callable[[], Report], at: object, write: Fill) -> None:
    case = fill({"a.txt": WORDS, "b.txt": "dos"})
    go()
    gone = capture_of(case, "a.txt")
    bury(case, gone.id, ORDER, at)  # type: ignore[arg-type]
    again = add(Case.open(case.folder), gather([write({"new/a.txt": WORDS})]), at)  # type: ignore[arg-type, list-item]
    assert [one.reason for one in again.left_out if one.reason == "tombstone"]
    assert not case.blobs.path(gone.sha256).exists()
    case.blobs.path(gone.sha256).parent.mkdir(exist_ok=True)
    case.blobs.path(gone.sha256).write_text(WORDS)
    assert any("still here" in fault.what for fault in verify(case.folder).faults)
    before = (case.folder / "audit.jsonl").read_bytes()
    bury(Case.open(case.folder), gone.id, ORDER, at)  # type: ignore[arg-type]
    assert verify(case.folder).faults == ()
    assert (case.folder / "audit.jsonl").read_bytes() == before


def test_no_reason_no_tombstone(fill: Fill, at: object) -> None:
    case = fill({"a.txt": WORDS})
    with pytest.raises(UsageError, match="reason"):
        bury(case, capture_of(case, "a.txt").id, Order(" ", "ana"), at)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="no capture"):
        bury(case, "capture-0", ORDER, at)  # type: ignore[arg-type]
