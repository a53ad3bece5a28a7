"""A process killed at any moment leaves a whole case, loses nothing that it acknowledged, and the next run ends where it would have."""

import multiprocessing
import os
import random
import time
from collections.abc import Callable
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

from cotejo.case.folder import Case
from cotejo.case.verify import verify
from cotejo.documents.collect import gather
from cotejo.engine.local import LocalEngine
from cotejo.pipeline.adding import add
from cotejo.pipeline.running import Way, run
from cotejo.pipeline.stage import Stage
from cotejo.records.document import Capture

TRIES = 4
POINTS = 100 if os.environ.get("COTEJO_FULL") else 8
FILES, PER_ADD = 150, 30
RESUME_S = 5  # house figure R2


def work(folder: Path, incoming: Path, stages: tuple[Stage, ...], at: datetime, told: Connection) -> None:
    case = Case.open(folder)
    files = sorted(incoming.iterdir())
    for start in range(0, len(files), PER_ADD):
        receipt = add(case, gather(files[start : start + PER_ADD]), at)
        told.send([capture.id for capture in receipt.new])
    run(case, stages, at, Way(LocalEngine(1)))
    told.send("end")


def kill_after(delay_s: float, *given: object) -> tuple[list[str], bool]:
    """Start the work, kill it -9 after a delay; give the captures that it acknowledged, and whether it had ended."""
    context = multiprocessing.get_context("fork")
    listen, tell = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(*given, tell))
    process.start()
    tell.close()
    process.join(delay_s)
    process.kill()
    process.join()
    acknowledged: list[str] = []
    ended = False
    try:
        while True:
            said = listen.recv()
            ended = ended or said == "end"
            acknowledged += said if isinstance(said, list) else []
    except EOFError:
        listen.close()
    return acknowledged, ended


def test_kill_at_random_points(write: Callable[[dict[str, str | bytes]], Path], tmp_path: Path, stages: tuple[Stage, ...], at: datetime) -> None:
    incoming = write({f"{number:03}.txt": f"{'uno' if number % 3 else 'dos'} {number}" for number in range(FILES)})
    chance = random.Random(20260301)  # noqa: S311 - points in time, not secrets
    whole = new(tmp_path / "whole", at)
    begun = time.monotonic()
    kill_after(60, whole, incoming, stages, at)
    takes_s = time.monotonic() - begun
    expected = [record.as_line() for record in Case.open(whole).current()]
    cut_off = 0
    for point in range(POINTS):
        delay_s, ended = chance.uniform(0, takes_s), True
        for again in range(TRIES):  # a machine that has become faster since the whole run was timed is killed earlier
            if ended:
                folder = new(tmp_path / f"case{point}-{again}", at)
                acknowledged, ended = kill_after(delay_s / 2**again, folder, incoming, stages, at)
        cut_off += not ended
        assert verify(folder).faults == (), point
        case = Case.open(folder)
        assert set(acknowledged) <= {record.id for record in case.current() if isinstance(record, Capture)}
        begun = time.monotonic()
        add(case, gather(sorted(incoming.iterdir())), at)
        run(case, stages, at, Way(LocalEngine(1)))
        assert time.monotonic() - begun < RESUME_S
        assert [record.as_line() for record in case.current()] == expected
        left = verify(folder)
        assert (left.faults, left.notes) == ((), ())
    assert cut_off > POINTS // 2


def new(folder: Path, at: datetime) -> Path:
    return Case.create(folder, '[case]\nname = "killed"\n', at).folder
