from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as some

from cotejo.case.custody import FIRST, Entry, faults, follow, lag

AT = datetime(2026, 3, 1, tzinfo=UTC)
DETAILS = some.dictionaries(some.text(max_size=5), some.text(max_size=9) | some.integers(-9, 9), max_size=3)
ACTS = some.lists(some.tuples(some.sampled_from(["add", "run", "export"]), DETAILS), min_size=1, max_size=4)


def chain(acts: list[tuple[str, dict[str, str | int]]]) -> list[bytes]:
    lines: list[bytes] = []
    last: Entry | None = None
    for act, detail in acts:
        last = follow(last, AT, act, detail)
        lines.append(last.line())
    return lines


@given(ACTS)
def test_a_chain_stands_and_every_cut_of_its_last_entry_heals(acts: list[tuple[str, dict[str, str | int]]]) -> None:
    lines = chain(acts)
    log = b"".join(lines)
    assert list(faults(log, lines)) == []
    for cut in range(len(log) - len(lines[-1]), len(log)):
        assert list(faults(log[:cut], lines)) == []
        assert log[:cut] + lag(log[:cut], lines) == log


@given(ACTS, some.data())
def test_any_changed_byte_breaks_it(acts: list[tuple[str, dict[str, str | int]]], data: some.DataObject) -> None:
    lines = chain(acts)
    log = bytearray(b"".join(lines))
    at = data.draw(some.integers(0, len(log) - 1))
    log[at] ^= 1 << data.draw(some.integers(0, 7))
    assert list(faults(bytes(log), lines))
    assert list(faults(bytes(log), bytes(log).splitlines(keepends=True)))  # with no copy to compare: the seals alone


def test_a_removed_a_moved_and_an_added_entry_are_named() -> None:
    lines = chain([("init", {}), ("add", {"n": 1}), ("add", {"n": 2}), ("run", {})])
    for wrong in ([*lines[:1], *lines[2:]], [lines[0], lines[2], lines[1], lines[3]], [*lines, follow(None, AT, "add", {}).line()]):
        assert any("does not stand on the entry before" in what for what in faults(b"".join(wrong), wrong))
        assert list(faults(b"".join(wrong), lines))
    assert FIRST in lines[0].decode()


def test_more_than_the_last_entry_missing_is_damage() -> None:
    lines = chain([("init", {}), ("add", {}), ("run", {})])
    assert list(faults(lines[0], lines))
