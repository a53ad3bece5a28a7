"""A folder of documents and a number of workers -> one run in this process: seconds per stage and in all, processor time, peak memory, as JSON.

Run as a program of its own for each measurement (`python -m bench.measure FOLDER WORKERS`), so that none inherits another's memory.
"""

import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from cotejo.case.folder import Case
from cotejo.documents.collect import gather
from cotejo.engine.local import LocalEngine
from cotejo.pipeline import exporting
from cotejo.pipeline.adding import add
from cotejo.pipeline.running import Way, run
from cotejo.pipeline.stages import STAGES
from cotejo.records.corpus import Corpus

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


class Measured(msgspec.Struct, frozen=True):
    """One run. Seconds are wall time; `cpu_s` is processor time of all processes, `peak_mb` the largest process's peak memory."""

    documents: int
    claims: int
    events: int
    workers: int
    add_s: float
    stages_s: dict[str, float]
    run_s: float
    export_s: float
    cpu_s: float
    peak_mb: int

    @property
    def per_s(self) -> float:
        """Documents a second, from the first stage to the last."""
        return self.documents / self.run_s


class Clock:
    """Notes when each stage said last that it went on; a stage's time runs from the end of the one before."""

    def __init__(self) -> None:
        self.begun = time.perf_counter()
        self.last: dict[str, float] = {}

    def note(self, stage: str, _done: int, _total: int) -> None:
        """Take a word of progress."""
        self.last[stage] = time.perf_counter()

    def seconds(self) -> dict[str, float]:
        """Seconds by stage."""
        found, before = {}, self.begun
        for stage, at in self.last.items():
            found[stage], before = round(at - before, 3), at
        return found


def measure(paths: list[Path], workers: int) -> Measured:
    """Add, run and export a new case."""
    with tempfile.TemporaryDirectory(prefix="cotejo-bench-") as folder:
        case = Case.create(Path(folder) / "case", '[case]\nname = "bench"\n', MOMENT)
        begun = time.perf_counter()
        add(case, gather(paths), MOMENT)
        added = time.perf_counter()
        clock = Clock()
        report = run(case, STAGES, MOMENT, Way(LocalEngine(workers), progress=clock.note))
        ran = time.perf_counter()
        if not report.balances or report.failed:
            raise SystemExit(f"{report.failed} units failed; the figures would mean nothing. See `cotejo run` on the same files.")
        records = tuple(case.current())
        corpus = Corpus.of(records)
        exporting.page(exporting.Request(corpus, records, "bench", case.blobs.read))
        exported = time.perf_counter()
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return Measured(
        documents=len(corpus.documents),
        claims=len(corpus.claims),
        events=len(corpus.events),
        workers=workers,
        add_s=round(added - begun, 3),
        stages_s=clock.seconds(),
        run_s=round(ran - added, 3),
        export_s=round(exported - ran, 3),
        cpu_s=round(own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime, 2),
        peak_mb=max(own.ru_maxrss, children.ru_maxrss) // 1024,
    )


if __name__ == "__main__":
    *named, number = sys.argv[1:]
    sys.stdout.write(msgspec.json.encode(measure([Path(name) for name in named], int(number))).decode() + "\n")
