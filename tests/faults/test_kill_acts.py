"""Import, review and removal killed at any moment: no store is corrupt, nothing that was acknowledged is lost, and work goes on at once (R2)."""

import math
import multiprocessing
import os
import random
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

from tests.documents import exports

from cotejo.case.custody import read_line
from cotejo.case.decisions import Decision, Known, decide
from cotejo.case.folder import Case
from cotejo.case.tombstone import Order, bury
from cotejo.case.verify import verify
from cotejo.documents.collect import gather
from cotejo.engine.local import LocalEngine
from cotejo.pipeline.adding import add
from cotejo.pipeline.running import Way, run
from cotejo.pipeline.stage import Stage
from cotejo.records.document import Capture

POINTS = 400 if os.environ.get("COTEJO_FULL") else 6
ACTS = 8
RESUME_S = 5
ORDER = Order("order 1", "ana")


def judge(case: Case, claim: str, number: int, at: datetime) -> str:
    with case.store.reading() as link:
        known = Known().catch_up(case, link)
    decision = Decision(verb="note", subject=claim, value=f"v{number}", reason=f"reason {number}", by="ana")
    return decide(case, decision, known.standing.head, at, known).seal


def work(folder: Path, files: list[Path], stages: tuple[Stage, ...], at: datetime, told: Connection) -> None:
    """Import an export, decide many times, run, remove by law: each act is told when it is done."""
    case = Case.open(folder)
    claim = next(record.id for record in case.current(["claim"]))
    for number in range(ACTS):
        told.send(("seal", judge(case, claim, number, at)))
        if number % 2 == 0:
            for capture in add(case, gather([files[number // 2]]), at).new:
                told.send(("capture", capture.id))
    run(case, stages, at, Way(LocalEngine(1)))
    gone = next(record.id for record in case.current(["capture"]) if isinstance(record, Capture) and record.locator == "0.txt")
    bury(case, gone, ORDER, at)
    told.send(("end", gone))


def kill_after(acts: float, delay_s: float, *given: object) -> list[tuple[str, str]]:
    """Start the work, kill it -9 a delay after so many acts are acknowledged (a busy machine is slow to start); give all that were."""
    context = multiprocessing.get_context("fork")
    listen, tell = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(*given, tell))
    process.start()
    tell.close()
    acknowledged: list[tuple[str, str]] = []
    with suppress(EOFError):
        while len(acknowledged) < acts and listen.poll(120):
            acknowledged.append(listen.recv())
        process.join(delay_s)
        process.kill()
        while True:
            acknowledged.append(listen.recv())
    process.join()
    listen.close()
    return acknowledged


def test_acts_killed_at_random_points(
    fill: Callable[[dict[str, str | bytes]], Case],
    go: Callable[[], object],
    write: Callable[..., Path],
    tmp_path: Path,
    stages: tuple[Stage, ...],
    at: datetime,
) -> None:
    case = fill({f"{number}.txt": f"{'uno' if number % 3 else 'dos'} {number}" for number in range(6)})
    go()
    chance = random.Random(20261123)  # noqa: S311 - points in time
    made = [exports.telegram(6, chance), exports.acled(6, chance), exports.atlos(6, chance), exports.gdelt(6, chance)]
    folder = write({f"x/{one.name}": one.data for one in made})
    files = sorted((folder / "x").iterdir())
    whole = tmp_path / "whole"
    shutil.copytree(case.folder, whole)
    begun = time.monotonic()
    told = kill_after(math.inf, 0, whole, files, stages, at)
    assert told[-1][0] == "end"
    between_s = (time.monotonic() - begun) / len(told)
    cut_off, slowest = 0, 0.0
    for _ in range(POINTS):
        copy = tmp_path / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(case.folder, copy)
        acknowledged = kill_after(chance.randrange(len(told)), chance.uniform(0, 2 * between_s), copy, files, stages, at)
        cut_off += not acknowledged or acknowledged[-1][0] != "end"
        faults = [fault for fault in verify(copy).faults if "an act was cut off" not in fault.what]  # a removal that began: its entry stands
        assert faults == []
        begun = time.monotonic()
        again = Case.open(copy)
        captures = {record.id: record for record in again.current(["capture"]) if isinstance(record, Capture)}
        with again.store.reading() as link:
            seals = {read_line(line).seal for line in again.store.custody(link)}
        assert {name for kind, name in acknowledged if kind == "seal"} <= seals
        assert {name for kind, name in acknowledged if kind == "capture"} <= captures.keys()
        bury(again, next(name for name, one in captures.items() if one.locator == "0.txt"), ORDER, at)
        slowest = max(slowest, time.monotonic() - begun)
        assert slowest < RESUME_S
        left = verify(copy)
        assert left.faults == ()
        assert Case.open(copy).current(["capture"])
    assert cut_off > POINTS // 3
    print(f"R2: {POINTS} points, {cut_off} cut off, slowest resumption {slowest:.2f} s")  # noqa: T201 - the figure
