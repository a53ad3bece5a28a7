import time
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest

from cotejo.case.folder import Case
from cotejo.case.verify import verify
from cotejo.errors import SettingsError, UsageError
from cotejo.pipeline.running import Report
from cotejo.pipeline.stage import Given, Stage
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.claim import Claim
from cotejo.records.document import Document
from cotejo.records.event import Event

Fill = Callable[[dict[str, str | bytes]], Case]
Go = Callable[..., Report]
TEXTS: dict[str, str | bytes] = {f"{number}.txt": f"{'uno' if number % 2 else 'dos'} texto {number}" for number in range(12)}


def lines(case: Case) -> list[str]:
    return [record.as_line() for record in case.current()]


def only(case: Case, kind: type[Record]) -> list[Any]:
    return [record for record in case.current() if isinstance(record, kind)]


def test_a_run_gives_the_same_with_any_number_of_workers(fill: Fill, go: Go) -> None:
    case = fill(TEXTS)
    first = go()
    one = lines(case)
    assert [len(only(case, kind)) for kind in (Document, Claim, Event)] == [12, 12, 2]
    assert go(workers=3, fresh=True).run is None  # done again, all came out as before: no new run
    assert lines(case) == one
    assert first.balances
    assert [line.reused for line in first.ledger] == [0, 0, 0]


def test_a_second_run_does_nothing_and_leaves_every_byte(fill: Fill, go: Go) -> None:
    case = fill(TEXTS)
    go()
    before = {path: path.read_bytes() for path in case.folder.rglob("*") if path.is_file()}
    again = go()
    assert again.run is None
    assert all(line.reused == line.inputs for line in again.ledger)
    assert {path: path.read_bytes() for path in case.folder.rglob("*") if path.is_file()} == before


def test_only_new_documents_are_read_and_the_result_is_that_of_one_run(fill: Fill, go: Go) -> None:
    case = fill(dict(list(TEXTS.items())[:7]))
    go()
    fill(TEXTS)
    second = go()
    assert [(line.inputs, line.reused) for line in second.ledger] == [(12, 7), (12, 7), (12, 0)]
    assert len(only(case, Event)) == 2  # the events of the first run are no longer current
    with case.store.reading() as link:
        assert len(case.store.find(link, "event-")) == 4  # and are still there
    assert verify(case.folder).faults == ()


def tell_again(document: Document, given: Given) -> Iterator[Record]:
    del given
    yield Abstention(stage="tiny.say", subject=document.id, reason="new_version", detail="says nothing now", made_by="tiny.say@2")


def test_a_raised_version_redoes_its_stage_and_what_hangs_on_it_only(fill: Fill, go: Go, stages: tuple[Stage, ...]) -> None:
    case = fill(TEXTS)
    go()
    raised = (stages[0], msgspec.structs.replace(stages[1], made_by="tiny.say@2"), stages[2])
    same = go(raised)
    assert [line.reused for line in same.ledger] == [12, 0, 12]  # claims came out with equal content: events hold
    silent = (stages[0], msgspec.structs.replace(stages[1], made_by="tiny.say@3", work=tell_again), stages[2])
    found = [(line.inputs, line.answered, line.abstained, line.reused) for line in go(silent).ledger]
    assert found == [(12, 12, 0, 12), (12, 0, 12, 0), (0, 0, 0, 0)]
    assert only(case, Claim) == []


def test_a_changed_setting_redoes_its_stage(fill: Fill, go: Go) -> None:
    case = fill({"a.txt": "uno dos", "b.txt": "x" * 500})
    go()
    settings = case.folder / "cotejo.toml"
    settings.write_text(settings.read_text().replace("max_code_points = 2000", "max_code_points = 100"))
    report = go()
    assert [(line.stage, line.abstained, line.reused) for line in report.ledger][:2] == [("tiny.read", 0, 2), ("tiny.say", 1, 0)]
    assert [found.reason for found in report.abstentions] == ["too_long"]
    assert "raise max_code_points" in report.abstentions[0].detail


def test_the_books_balance_whatever_a_unit_does(fill: Fill, go: Go) -> None:
    fill({"a.txt": "uno", "b.txt": "leave", "c.txt": "boom now", "d.txt": "slow", "e.txt": "dos"})
    begun = time.monotonic()
    report = go()
    assert time.monotonic() - begun < 10
    first = report.ledger[0]
    assert (first.inputs, first.answered, first.abstained, first.failed, first.balances) == (5, 2, 2, 1, True)
    found = {one.reason: one for one in report.abstentions}
    assert found.keys() == {"asked", "error", "over_budget"}
    assert found["error"].detail.startswith("ValueError: the text says boom")
    assert found["error"].subject.startswith("capture-")
    again = go()  # failed units are tried again; the same outcome is no change
    assert again.run is None


def test_a_process_that_dies_is_a_failed_unit(fill: Fill, go: Go) -> None:
    fill({"a.txt": "uno", "b.txt": "die", "c.txt": "dos"})
    first = go(workers=2).ledger[0]
    assert (first.answered, first.failed) == (2, 1)


def test_a_unit_that_a_stage_loses_is_named_and_the_books_say_so(fill: Fill, go: Go) -> None:
    fill({"a.txt": "uno", "b.txt": "lose this"})
    report = go()
    assert not report.balances
    assert [(one.reason, one.subject[:8]) for one in report.abstentions] == [("unaccounted", "capture-")]
    assert not go().balances  # nor in a run that recalls it


def break_all(corpus: object, given: object) -> Iterator[Record]:
    del given
    yield from ()
    raise KeyError(corpus.__class__.__name__)


def test_a_stage_over_the_case_that_fails_has_failed_on_all_its_units_and_the_rest_stands(fill: Fill, go: Go, stages: tuple[Stage, ...]) -> None:
    case = fill(TEXTS)
    report = go((*stages[:2], msgspec.structs.replace(stages[2], work=break_all)))
    assert (report.ledger[2].failed, report.ledger[2].balances) == (12, True)
    assert len(only(case, Claim)) == 12
    assert go().ledger[2].failed == 0  # mended without a new version: tried again


def test_a_missing_blob_costs_its_unit_and_is_called_damage(fill: Fill, go: Go) -> None:
    case = fill({"a.txt": "uno", "b.txt": "dos"})
    next(case.blobs.folder.glob("*/*")).unlink()
    report = go()
    assert [one.reason for one in report.damaged] == ["damaged"]
    assert report.ledger[0].answered == 1


def test_a_case_in_use_is_refused(fill: Fill, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cotejo.case.folder.LOCKED_FOR_S", 0.05)
    case = fill(TEXTS)
    with case.changing(), pytest.raises(UsageError, match="in use by another cotejo process"):
        go()
    assert go().run == 1


def test_settings_of_an_unknown_stage_and_wrong_values_are_named(fill: Fill, go: Go) -> None:
    case = fill({"a.txt": "uno"})
    path = case.folder / "cotejo.toml"
    good = path.read_text()
    for extra, message in (('[stages."tiny.wrong"]\n', "no stage is called tiny.wrong"), ("", "budget_s")):
        path.write_text(good + extra if extra else good.replace("budget_s = 0.3", 'budget_s = "0.3"'))
        with pytest.raises(SettingsError, match=message):
            go()


def test_a_stage_is_prepared_once_before_its_units_and_not_when_there_are_none(fill: Fill, go: Go, stages: tuple[Stage, ...]) -> None:
    fill({"a.txt": "uno", "b.txt": "dos"})
    calls: list[str] = []
    ready = (msgspec.structs.replace(stages[0], prepare=lambda: calls.append("ready")), *stages[1:])
    go(ready)
    go(ready)
    assert calls == ["ready"]
