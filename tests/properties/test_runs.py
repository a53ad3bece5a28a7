"""The demo as a case on disk: added at once or piece by piece, by one process or two, taken out and added again: the same bytes."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from eval.demo import DEMO

from cotejo.case.folder import Case
from cotejo.case.verify import verify
from cotejo.documents.collect import gather
from cotejo.engine.local import LocalEngine
from cotejo.pipeline import exporting
from cotejo.pipeline.adding import add
from cotejo.pipeline.running import Report, Way, run
from cotejo.pipeline.stages import STAGES
from cotejo.records.corpus import Corpus

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
PIECES = 3


def new(folder: Path) -> Case:
    return Case.create(folder, '[case]\nname = "demo"\n', AT)


def do(case: Case, workers: int = 1) -> Report:
    report = run(case, STAGES, AT, Way(LocalEngine(workers)))
    assert report.balances
    assert report.failed == 0
    return report


def bring(case: Case, paths: Iterable[Path]) -> None:
    add(case, gather(list(paths)), AT)


def written(case: Case) -> dict[str, str]:
    """Every export of a case."""
    records = tuple(case.current())
    request = exporting.Request(Corpus.of(records), records, "demo", case.blobs.read)
    shown = {"html": exporting.page, "events": exporting.events, "geojson": exporting.places, "csv": exporting.rows, "jsonl": exporting.jsonl}
    return {name: render(request) for name, render in shown.items()}


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    case = new(tmp_path_factory.mktemp("once") / "case")
    bring(case, [DEMO / "documents", DEMO / "tracks"])
    do(case)
    return written(case)


def test_two_workers_write_what_one_writes(at_once: dict[str, str], tmp_path: Path) -> None:
    case = new(tmp_path / "case")
    bring(case, [DEMO / "documents", DEMO / "tracks"])
    do(case, workers=2)
    assert written(case) == at_once


def test_added_backwards_in_pieces_with_runs_between_it_is_the_same(at_once: dict[str, str], tmp_path: Path) -> None:
    case = new(tmp_path / "case")
    held = sorted((DEMO / "documents").iterdir(), reverse=True)
    step = -(-len(held) // PIECES)
    bring(case, [DEMO / "tracks"])
    for start in range(0, len(held), step):
        bring(case, held[start : start + step])
        do(case)
    assert verify(case.folder).faults == ()
    found = written(case)
    assert [name for name, text in at_once.items() if found[name] != text] == []


def test_adding_what_is_there_again_changes_nothing(at_once: dict[str, str], tmp_path: Path) -> None:
    case = new(tmp_path / "case")
    bring(case, [DEMO / "tracks"])
    do(case)
    bring(case, [DEMO / "documents"])
    bring(case, [DEMO / "documents", DEMO / "tracks"])
    do(case)
    assert do(case).run is None
    assert written(case) == at_once
