"""The runs of a case -> every unit of work and every run that is not the one that was sealed, by name."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from cotejo.case import custody
from cotejo.case.ledger import Books
from cotejo.case.rows import Row, Sealed, digest_of, seal_of_run, seal_of_work, stand
from cotejo.case.store import Store
from cotejo.case.tables import ATTACHMENT, INTAKE, OUTPUT, RECORD, RUN, RUN_LEDGER, RUN_WORK, WORK
from cotejo.case.verdict import Check
from cotejo.errors import DamagedCase


class Said(NamedTuple):
    """What the log says of a run: the digest of its records, and of its units of work with its ledger."""

    digest: str | None
    works: str | None


def check_works(check: Check, link: Connection) -> None:
    """Compute the seal of every unit of work again, out of its row and the contents of what came out of it."""
    columns = (WORK.c.work, WORK.c.key, WORK.c.stage, WORK.c.made_by, WORK.c.unit, WORK.c.inputs, WORK.c.answered, WORK.c.abstained, WORK.c.failed)
    contents = outputs_of(link)
    waiting = next(contents, None)
    for work, key, stage, made_by, unit, *books, seal in link.execute(select(*columns, WORK.c.seal).order_by(WORK.c.work)):
        own: list[bytes] = []
        while waiting and waiting[0] <= work:
            if waiting[0] == work:
                own = waiting[1]
            waiting = next(contents, None)
        sound = all(isinstance(one, bytes) for one in (key, *own))
        if not sound or seal != seal_of_work(Sealed(key, stage, made_by, unit, Books(*books)), own):
            check.blame(f"work {work}", f"the unit {unit!r} of stage {stage!r}, or what came out of it, is not what was written")


def outputs_of(link: Connection) -> Iterator[tuple[int, list[bytes]]]:
    """Contents of what came out of each unit of work, in their order."""
    asked = select(OUTPUT.c.work, OUTPUT.c.position, RECORD.c.content).join(RECORD).order_by(OUTPUT.c.work, OUTPUT.c.position)
    for work, rows in groupby(link.execute(asked), key=lambda row: row[0]):
        yield work, [content if position == number else raw(position) for number, (_, position, content) in enumerate(rows)]


def check_runs(check: Check, link: Connection, store: Store) -> None:
    """Recompute what each run stood on, and compare it with what the log says of it."""
    said = read_log(check, link, store)
    columns = (RECORD.c.seq, RECORD.c.id, RECORD.c.type, RECORD.c.content)
    found = list(link.execute(select(RUN.c.run, RUN.c.digest, RUN.c.custody)))
    for run, digest, number in found:
        check.counts["runs"] += 1
        added = link.execute(select(*columns).join(INTAKE).where(INTAKE.c.custody <= number))
        rows = stand(((Row(*row), False) for row in added), store.given(link, run))
        known = said.pop(run, Said(None, None))
        if not known.digest == digest == digest_of(rows):
            check.blame(f"run {run}", "its records are not those that the log sealed")
        seals = link.execute(select(WORK.c.seal).join(RUN_WORK, RUN_WORK.c.work == WORK.c.work).where(RUN_WORK.c.run == run)).scalars()
        lines = link.execute(select(RUN_LEDGER.c.line).where(RUN_LEDGER.c.run == run).order_by(RUN_LEDGER.c.position)).scalars()
        if known.works not in {None, seal_of_run(map(raw, seals), map(str, lines))}:
            check.blame(f"run {run}", "its units of work or its ledger are not those that the log sealed")


def read_log(check: Check, link: Connection, store: Store) -> dict[Any, Said]:
    """What the database's copy of the log says of runs, and whether every capture that it names is here as it says."""
    said: dict[Any, Said] = {}
    added: set[tuple[str, int]] = set()
    meant: set[tuple[str, str, str]] = set()
    for line in store.custody(link):
        try:
            entry = custody.read_line(line)
        except DamagedCase as error:
            check.blame("case.db", f"its copy of the log: {error}")
            continue
        if entry.act == "run":
            said[entry.detail.get("run")] = Said(entry.detail.get("digest"), entry.detail.get("works"))
        if entry.act != "add":
            continue
        added |= {(one["id"], entry.number) for name in ("captures", "left_out") for one in entry.detail.get(name, ())}
        meant |= {(capture, path, target) for capture, path, target in entry.detail.get("media", ())}
        for capture in entry.detail.get("captures", ()):
            found = check.captures.get(capture["id"])
            if found is None or (found.sha256, found.size_bytes) != (capture["sha256"], capture["size_bytes"]):
                check.blame(capture["id"], "the log says that it was added; the case does not have it so")
    check_intake(check, link, added, meant)
    return said


def check_intake(check: Check, link: Connection, added: set[tuple[str, int]], meant: set[tuple[str, str, str]]) -> None:
    """Hold what is noted as added, and which path means which capture, against the log's own words."""
    for name, number in link.execute(select(RECORD.c.id, INTAKE.c.custody).join_from(INTAKE, RECORD)):
        if (name, number) not in added:
            check.blame(name, f"it is noted as added by entry {number} of the log, which does not say so")
    kept = {tuple(row) for row in link.execute(select(ATTACHMENT.c.capture, ATTACHMENT.c.path, ATTACHMENT.c.target))}
    for capture, path, target in sorted((str(row[0]), str(row[1]), str(row[2])) for row in kept - meant):
        check.blame(capture, f"its path {path!r} is noted to mean {target}; the log does not say so")
    for capture, path in sorted({row[:2] for row in meant} - {row[:2] for row in kept}):
        check.blame(capture, f"the log says which capture its path {path!r} means; the case does not have it")


def raw(value: object) -> bytes:
    """Bytes of a cell that should hold bytes; of any other kind what shows it."""
    return value if isinstance(value, bytes) else repr(value).encode()
