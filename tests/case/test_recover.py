from collections.abc import Callable
from datetime import datetime

import pytest

from cotejo.case.folder import Case
from cotejo.case.recover import recover
from cotejo.case.verify import verify
from cotejo.errors import DamagedCase
from cotejo.pipeline.running import Report

Fill = Callable[[dict[str, str | bytes]], Case]
Go = Callable[[], Report]


@pytest.fixture
def lines(fill: Fill, go: Go) -> list[str]:
    """Records of a case of two documents, one with a picture, and an empty file; its database is then cut short."""
    case = fill({"a.txt": "uno", "d/b.json": '{"text": "dos", "media": ["p.jpg"]}', "d/p.jpg": b"\xff\xd8\xff picture", "e.txt": ""})
    go()
    return [record.as_line() for record in case.current()]


@pytest.mark.parametrize("left", [0, 5000, None])
def test_a_lost_database_is_built_again_and_the_next_run_gives_what_was_there(
    case: Case, lines: list[str], go: Go, at: datetime, left: int | None
) -> None:
    path = case.folder / "case.db"
    whole = path.read_bytes()
    path.unlink()
    if left is not None:
        path.write_bytes(whole[:left])
    found = recover(case.folder, at)
    assert (found.captures, found.aside is None) == (3, left is None)
    assert go().run == 1
    assert [record.as_line() for record in Case.open(case.folder).current()] == lines
    assert verify(case.folder).faults == ()


def test_a_damaged_log_vouches_for_nothing(case: Case, lines: list[str], at: datetime) -> None:
    assert lines
    log = case.folder / "audit.jsonl"
    log.write_bytes(log.read_bytes().replace(b"a.txt", b"z.txt"))
    before = (case.folder / "case.db").read_bytes()
    with pytest.raises(DamagedCase, match=r"audit\.jsonl is damaged too"):
        recover(case.folder, at)
    assert (case.folder / "case.db").read_bytes() == before
