import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from cotejo.case.folder import Case
from cotejo.case.verify import verify
from cotejo.documents.collect import gather
from cotejo.pipeline.adding import add
from cotejo.pipeline.running import Report
from cotejo.records.document import Capture, Document

Fill = Callable[[dict[str, str | bytes]], Case]
Write = Callable[[dict[str, str | bytes]], Path]
PICTURE = b"\xff\xd8\xff\xe0 not a real picture, but its bytes count"


def test_adding_again_adds_nothing(case: Case, write: Write, at: datetime) -> None:
    folder = write({"a.txt": "uno", "b/c.txt": "dos", "b/empty.txt": ""})
    first = add(case, gather([folder]), at)
    assert (len(first.new), first.known, [one.reason for one in first.left_out]) == (2, 0, ["empty"])
    log = (case.folder / "audit.jsonl").read_bytes()
    again = add(case, gather([folder]), at)
    assert (len(again.new), again.known) == (0, 2)
    assert (case.folder / "audit.jsonl").read_bytes() == log
    assert [capture.locator for capture in first.new] == ["a.txt", "b/c.txt"]


def test_bytes_that_cannot_be_read_are_stored_all_the_same(fill: Fill, go: Callable[[], Report]) -> None:
    junk = bytes(range(256)) * 4
    case = fill({"binary.txt": junk, "broken.txt": "привет".encode()[:-1] + b" \xff\xfe"})
    assert sorted(len(case.blobs.read(sha256)) for sha256 in case.blobs.names()) == [14, 1024]
    assert go().balances


def media(case: Case) -> dict[str, str]:
    with case.store.reading() as link:
        found = case.store.attachments(link)
    captures = {record.id: record.locator for record in case.current(["capture"]) if isinstance(record, Capture)}
    return {f"{captures[owner]}:{path}": captures[target] for owner, paths in found.items() for path, target in paths.items()}


def test_media_are_archived_once_whether_added_or_only_named(case: Case, write: Write, at: datetime, go: Callable[[], Report]) -> None:
    body = json.dumps({"text": "uno con foto", "media": ["../media/p.jpg"]})
    folder = write({"documents/d.json": body, "media/p.jpg": PICTURE})
    add(case, gather([folder / "documents"]), at)
    assert media(case) == {"d.json:../media/p.jpg": "p.jpg"}
    add(case, gather([folder / "media"]), at)
    add(case, gather([folder]), at)  # under another path: other captures of the documents, the same picture
    assert len([record for record in case.current(["capture"]) if isinstance(record, Capture) and record.media_type == "image/jpeg"]) == 1
    go()
    assert all(record.media for record in case.current(["document"]) if isinstance(record, Document) and "uno" in record.text)
    assert verify(case.folder).faults == ()


def test_the_order_of_paths_within_one_add_does_not_show(write: Write, tmp_path: Path, at: datetime) -> None:
    body = json.dumps({"text": "uno", "media": ["../media/p.jpg"]})
    folder = write({"documents/d.json": body, "media/p.jpg": PICTURE, "documents/e.txt": "dos"})
    seen = []
    for number, paths in enumerate(([folder / "documents", folder / "media"], [folder / "media", folder / "documents"])):
        case = Case.create(tmp_path / f"case{number}", '[case]\nname = "x"\n', at)
        add(case, gather(paths), at)
        seen.append(([record.as_line() for record in case.current()], media(case)))
    assert seen[0] == seen[1]
    assert seen[0][1] == {"d.json:../media/p.jpg": "p.jpg"}
