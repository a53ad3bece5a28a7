"""A corpus on disk, run as the main job runs it -> its records, its `events` export, and the texts that were read."""

import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from cotejo.case.folder import Case
from cotejo.documents.collect import gather
from cotejo.dossier import events_json
from cotejo.engine.local import LocalEngine
from cotejo.pipeline.adding import add
from cotejo.pipeline.running import Report, Way, run
from cotejo.pipeline.stages import STAGES
from cotejo.records.corpus import Corpus
from eval.shared import REPOSITORY

DEMO = REPOSITORY / "examples" / "venezuela"
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


class Ran(NamedTuple):
    """A finished run."""

    corpus: Corpus
    report: Report
    export: dict[str, Any]
    texts: Mapping[str, str]  # by external id


def truth(corpus: Path = DEMO) -> dict[str, Any]:
    """Read the planted truth of a corpus."""
    return msgspec.json.decode((corpus / "truth.json").read_bytes(), type=dict[str, Any])


def run_files(paths: Sequence[Path], workers: int = 1) -> Ran:
    """Make a case of files in a temporary folder, run it, and read it back."""
    with tempfile.TemporaryDirectory(prefix="cotejo-eval-") as folder:
        case = Case.create(Path(folder) / "case", '[case]\nname = "eval"\n', MOMENT)
        add(case, gather(paths), MOMENT)
        report = run(case, STAGES, MOMENT, Way(LocalEngine(workers)))
        corpus = Corpus.of(case.current())
    export = msgspec.json.decode(events_json.render(corpus), type=dict[str, Any])
    return Ran(corpus, report, export, {document.external_id: document.text for document in corpus.documents.values()})


def run_demo(workers: int = 1) -> Ran:
    """Run the demo corpus."""
    return run_files([DEMO / "documents", DEMO / "tracks"], workers)
