"""A withdrawn document takes exactly its sentences along, counts say why they changed, and restoring it is the identity."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from eval.origins.cases import load_cases

from cotejo.case.decisions import Decision
from cotejo.case.folder import Case
from cotejo.case.verify import verify
from cotejo.cli import main
from cotejo.documents.collect import gather
from cotejo.engine.local import LocalEngine
from cotejo.errors import UsageError
from cotejo.pipeline import history, settings, withdrawing
from cotejo.pipeline.adding import add
from cotejo.pipeline.running import Report, Way, run
from cotejo.pipeline.stages import STAGES
from cotejo.records.corpus import Corpus

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
NAMES = ("ml-01", "ml-05", "ml-07", "ml-08")


def go(case: Case) -> Report:
    return run(case, STAGES, AT, Way(LocalEngine(1)))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of reports that rest on each other, run once."""
    folder = tmp_path_factory.mktemp("mali")
    rows = next(found for found in load_cases("dev") if found.name == "mali").rows()
    (folder / "in").mkdir()
    for row in rows:
        (folder / "in" / f"{row['id']}.json").write_text(json.dumps(row), encoding="utf-8")
    case = Case.create(folder / "case", settings.template("mali", {stage.name: stage.settings for stage in STAGES}), AT)
    add(case, gather([folder / "in"]), AT)
    go(case)
    return case.folder


@pytest.fixture
def case(made: Path) -> Iterator[Case]:
    """The case, with everything restored at the end."""
    opened = Case.open(made)
    yield opened
    for name in withdrawn(opened):
        change(opened, name, "restore")
    go(opened)


def withdrawn(case: Case) -> list[str]:
    corpus = Corpus.of(case.current())
    return sorted(corpus.documents[found.subject].external_id for found in corpus.abstentions.values() if found.reason == "withdrawn")


def change(case: Case, name: str, verb: str) -> None:
    document = withdrawing.find_document(case, name)
    withdrawing.withdraw(case, document, Decision(verb=verb, subject=document.id, reason="a test", by="ana"), AT)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
def test_exactly_what_rests_on_a_withdrawn_document_falls_and_restoring_gives_it_back(case: Case, name: str) -> None:
    before = Corpus.of(case.current())
    document = withdrawing.find_document(case, name)
    foreseen = {one.id for one in withdrawing.foresee(case, document).statements}
    own = withdrawing.belongings(before, document.id)
    leaning = {
        key for key, one in before.statements.items() if own & {*one.rests_on} or any(span.document == document.id for span in one.citations)
    }  # fmt: skip
    change(case, name, "withdraw")
    report = go(case)
    after = Corpus.of(case.current())
    fallen = {one.id for one in history.stale_statements(before, after)}
    assert fallen == foreseen
    assert leaning <= fallen
    assert not [one for one in after.statements.values() if any(span.document == document.id for span in one.citations)]
    assert report.balances
    assert not report.failed
    assert document.id in after.documents  # nothing is deleted
    assert verify(case.folder).faults == ()
    change(case, name, "restore")
    go(case)
    again = Corpus.of(case.current())
    assert set(again.statements) == set(before.statements)
    assert set(again.origins.values()) == set(before.origins.values())


def test_a_text_that_nothing_rests_on_takes_no_sentence_along(case: Case) -> None:
    fall = withdrawing.foresee(case, withdrawing.find_document(case, "ml-10"))  # rain closes a road
    assert fall.statements == ()
    assert fall.changes == ()


def test_the_history_of_an_event_says_in_which_run_its_count_changed_and_why(case: Case) -> None:
    change(case, "ml-01", "withdraw")
    go(case)
    found = history.last_changes(case)
    told = " ".join(line for one in found for line in one.why)
    assert "Bend Courier" in told
    largest = max(Corpus.of(case.current()).events.values(), key=lambda event: len(event.claims))
    turns = list(history.trace_event(case, largest.id))
    assert turns[0].run == history.runs_of(case)[-1]
    assert turns[0].counted is not None
    assert any(line.startswith("new:") for line in turns[-1].why)


def test_a_document_is_withdrawn_once_and_with_a_reason(case: Case) -> None:
    document = withdrawing.find_document(case, "ml-02")
    with pytest.raises(UsageError, match="reason"):
        withdrawing.withdraw(case, document, Decision(verb="withdraw", subject=document.id, by="ana"), AT)
    with pytest.raises(UsageError, match="not withdrawn"):
        change(case, "ml-02", "restore")
    change(case, "ml-02", "withdraw")
    with pytest.raises(UsageError, match="withdrawn already"):
        change(case, "ml-02", "withdraw")
    go(case)


def test_the_commands_say_what_falls_and_why(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(case.folder)
    runs = history.runs_of(case)
    assert main(["withdraw", folder, "ml-01", "--what-if", "--format", "json"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert body["stale"]
    assert body["changes"]
    assert history.runs_of(case) == runs  # asking writes nothing
    assert main(["withdraw", folder, "ml-01"]) == 2  # no reason
    capsys.readouterr()
    assert main(["withdraw", folder, "ml-01", "--reason", "taken down", "--person", "ana"]) == 0
    assert "stale statement-" in capsys.readouterr().out
    assert main(["changes", folder]) == 0
    assert "no longer there" in capsys.readouterr().out
    event = max(Corpus.of(case.current()).events.values(), key=lambda one: len(one.claims)).id
    assert main(["changes", folder, event]) == 0
    assert capsys.readouterr().out.startswith("run ")
    assert main(["restore", folder, "ml-01", "--reason", "it was a mistake", "--person", "ana"]) == 0
    assert "came" in capsys.readouterr().out
    assert main(["withdraw", folder, "no-such-document", "--what-if"]) == 2


def test_the_dossier_says_why_a_count_changed_and_how_far_the_archive_reaches(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    change(case, "ml-01", "withdraw")
    go(case)
    assert main(["export", str(case.folder), "--format", "html"]) == 0
    page = capsys.readouterr().out
    assert "Why the count is not that of the run before" in page
    assert "Bend Courier no longer there" in page
    assert "within 30 days of the first report on this: " in page
