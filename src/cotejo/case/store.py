"""Records -> an append-only SQLite database with memory of the work done; and back, by id, by work, by run."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, func, insert, select, text

from cotejo.case import tables
from cotejo.case.database import RESTORE, connect, explaining
from cotejo.case.indexing import index_records
from cotejo.case.ledger import Books
from cotejo.case.rows import Done, Row, Sealed, Work, chunks, seal_of_run, seal_of_work, shape, stand
from cotejo.case.tables import ATTACHMENT, CUSTODY, INTAKE, OUTPUT, RECORD, RUN, RUN_LEDGER, RUN_WORK, WORK
from cotejo.errors import DamagedCase, DamagedRecord, UsageError
from cotejo.records.abstention import LedgerLine
from cotejo.records.base import Record
from cotejo.records.codec import decode

DECIDED = "review.decide"  # the stage whose work is what persons decided


class Store:
    """`case.db`. One writer at a time (the case's lock sees to it); readers are free."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self.engine = engine
        self.path = path

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Self:
        """Open the database, or make it.

        Raises:
            DamagedCase: it is missing, not a database, or cut short.
            UsageError: another version of the program wrote it.
        """
        if not create and not path.is_file():
            raise DamagedCase(f"{path} is missing. {RESTORE}")
        store = cls(connect(path), path)
        with store.reading() as link:
            version = link.execute(text("PRAGMA user_version")).scalar_one()
            tables_found = link.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one()
        if create:
            store._build()
        elif not version or not tables_found:
            raise DamagedCase(f"{path} is empty or was cut short. {RESTORE}")
        elif version != tables.shape_version():
            raise UsageError(
                f"{path} was written by another version of cotejo, whose records have other fields. Use that version; "
                "or `cotejo recover CASE` and `cotejo run CASE`: they read everything again with this one, and put the old file aside."
            )
        return store

    def _build(self) -> None:
        with self.writing() as link:
            tables.META.create_all(link)
            for statement in (*tables.INDEXES, *tables.refuse_changes(), f"PRAGMA user_version = {tables.shape_version()}"):
                link.execute(text(statement))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection for reading; SQLite's errors become ours."""
        with explaining(self.path), self.engine.connect() as link:
            yield link

    @contextmanager
    def staying(self) -> Iterator[None]:
        """Keep the database open, for a server: else the last connection of each request writes the journal back as it closes (1.4 ms)."""
        with self.reading() as link:
            link.execute(text("PRAGMA user_version"))
            link.rollback()
            yield

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose transaction is committed at the end, or undone as a whole."""
        with explaining(self.path), self.engine.begin() as link:
            yield link

    # --- records

    def add(self, link: Connection, records: Iterable[Record]) -> list[Row]:
        """Append records that are not there yet; give the rows of all, in order."""
        shaped = [shape(record) for record in records]
        known = self._rows_of(link, sorted({one.digest for one in shaped}))
        seq = link.execute(select(func.max(RECORD.c.seq))).scalar_one() or 0
        fresh: list[dict[str, object]] = []
        indexed: list[tuple[int, Record]] = []
        for one in shaped:
            if one.digest not in known:
                seq += 1
                known[one.digest] = Row(seq, one.id, one.type, one.content)
                fresh.append({"seq": seq, "id": one.id, "type": one.type, "digest": one.digest, "content": one.content, "line": one.line})
                indexed.append((seq, one.record))
        if fresh:
            link.execute(insert(RECORD), fresh)
            index_records(link, indexed)
        return [known[one.digest] for one in shaped]

    def _rows_of(self, link: Connection, digests: Sequence[bytes]) -> dict[bytes, Row]:
        found: dict[bytes, Row] = {}
        for chunk in chunks(digests):
            asked = select(RECORD.c.digest, RECORD.c.seq, RECORD.c.id, RECORD.c.type, RECORD.c.content).where(RECORD.c.digest.in_(chunk))
            found |= {digest: Row(*rest) for digest, *rest in link.execute(asked)}
        return found

    def read(self, link: Connection, rows: Iterable[Row]) -> Iterator[Record]:
        """Decode the records of rows, in order.

        Raises:
            DamagedRecord: a line is gone, does not decode, or is no longer that of its id.
        """
        wanted = list(rows)
        for chunk in chunks(wanted):
            asked = select(RECORD.c.seq, RECORD.c.line).where(RECORD.c.seq.in_([row.seq for row in chunk]))
            lines: dict[int, str] = {seq: line for seq, line in link.execute(asked)}  # noqa: C416 - dict() takes a result for a mapping
            for row in chunk:
                if row.seq not in lines:
                    raise DamagedRecord(f"record {row.id} is gone from {self.path}. {RESTORE}")
                yield decode(lines[row.seq])

    def find(self, link: Connection, beginning: str, limit: int = 9) -> list[str]:
        """Ids that begin so (at most `limit`), sorted."""
        asked = (
            select(RECORD.c.id).where(RECORD.c.id >= beginning, RECORD.c.id < beginning + "\U0010ffff").distinct().order_by(RECORD.c.id).limit(limit)
        )
        return list(link.execute(asked).scalars())

    def latest(self, link: Connection, record_id: str) -> Record | None:
        """The record of this id that was written last, of whatever run."""
        line = link.execute(select(RECORD.c.line).where(RECORD.c.id == record_id).order_by(RECORD.c.seq.desc()).limit(1)).scalar()
        return decode(line) if line is not None else None

    # --- intake

    def take_in(self, link: Connection, rows: Iterable[Row], attachments: Iterable[tuple[str, str, str]], custody: int) -> None:
        """Note what an act of adding brought: records, and (capture, path as written, capture meant)."""
        fresh = [{"record": row.seq, "custody": custody} for row in rows]
        if fresh:
            link.execute(insert(INTAKE).prefix_with("OR IGNORE"), fresh)
        meant = [{"capture": capture, "path": path, "target": target} for capture, path, target in attachments]
        if meant:
            link.execute(insert(ATTACHMENT).prefix_with("OR IGNORE"), meant)

    def intake(self, link: Connection) -> list[Row]:
        """Rows of all that was added, by id."""
        asked = select(RECORD.c.seq, RECORD.c.id, RECORD.c.type, RECORD.c.content).join(INTAKE).order_by(RECORD.c.id, RECORD.c.seq)
        return [Row(*row) for row in link.execute(asked)]

    def attachments(self, link: Connection) -> dict[str, dict[str, str]]:
        """By capture: path as written -> capture id."""
        found: dict[str, dict[str, str]] = {}
        for capture, path, target in link.execute(select(ATTACHMENT).order_by(ATTACHMENT.c.capture, ATTACHMENT.c.path)):
            found.setdefault(capture, {})[path] = target
        return found

    # --- work and runs

    def recall(self, link: Connection, keys: Iterable[bytes]) -> dict[bytes, Work]:
        """The latest work of each key that was done before."""
        latest: dict[bytes, tuple[int, Books]] = {}
        asked = select(WORK.c.key, WORK.c.work, WORK.c.inputs, WORK.c.answered, WORK.c.abstained, WORK.c.failed).order_by(WORK.c.work)
        for chunk in chunks(sorted(set(keys))):
            for key, work, *books in link.execute(asked.where(WORK.c.key.in_(chunk))):
                latest[key] = (work, Books(*books))
        outputs = self._outputs(link, sorted(work for work, _ in latest.values()))
        return {key: Work(work, books, tuple(outputs.get(work, ()))) for key, (work, books) in latest.items()}

    def _outputs(self, link: Connection, works: Sequence[int]) -> dict[int, list[Row]]:
        found: dict[int, list[Row]] = {}
        for chunk in chunks(works):
            asked = select(OUTPUT.c.work, RECORD.c.seq, RECORD.c.id, RECORD.c.type, RECORD.c.content).join(RECORD)
            for work, *row in link.execute(asked.where(OUTPUT.c.work.in_(chunk)).order_by(OUTPUT.c.work, OUTPUT.c.position)):
                found.setdefault(work, []).append(Row(*row))
        return found

    def keep(self, link: Connection, done: Sequence[Done]) -> list[Work]:
        """Append units of work with their outputs; the next run recalls them even if this one is cut off."""
        rows = iter(self.add(link, [record for one in done for record in one.records]))
        first = (link.execute(select(func.max(WORK.c.work))).scalar_one() or 0) + 1
        if not done:
            return []
        works = [Work(number, one.books, tuple(next(rows) for _ in one.records)) for number, one in enumerate(done, start=first)]
        link.execute(
            insert(WORK),
            [
                {"work": work.work, "key": one.key, "stage": one.stage, "made_by": one.made_by, "unit": one.unit}
                | one.books._asdict()
                | {"seal": seal_of_work(Sealed(*one[:5]), [row.content for row in work.rows])}
                for one, work in zip(done, works, strict=True)
            ],
        )
        outputs = [{"work": work.work, "position": position, "record": row.seq} for work in works for position, row in enumerate(work.rows)]
        if outputs:
            link.execute(insert(OUTPUT), outputs)
        return works

    def last_run(self, link: Connection) -> tuple[int, str] | None:
        """Number and digest of the latest finished run."""
        found = link.execute(select(RUN.c.run, RUN.c.digest).order_by(RUN.c.run.desc()).limit(1)).first()
        return (found[0], found[1]) if found else None

    def works_of(self, link: Connection, run: int) -> list[int]:
        """Units of work that make up a run, sorted."""
        return list(link.execute(select(RUN_WORK.c.work).where(RUN_WORK.c.run == run).order_by(RUN_WORK.c.work)).scalars())

    def seal(self, link: Connection, works: Iterable[int], ledger: Iterable[LedgerLine]) -> str:
        """Digest over units of work and a ledger, for the log."""
        every = sorted(set(works))
        seals = [seal for chunk in chunks(every) for seal in link.execute(select(WORK.c.seal).where(WORK.c.work.in_(chunk))).scalars()]
        return seal_of_run(seals, [line.as_line() for line in ledger])

    def finish_run(self, link: Connection, works: Iterable[int], ledger: Iterable[LedgerLine], digest: str, custody: int) -> int:
        """Make these units the latest run; give its number."""
        run = (link.execute(select(func.max(RUN.c.run))).scalar_one() or 0) + 1
        link.execute(insert(RUN), {"run": run, "digest": digest, "custody": custody})
        members = [{"run": run, "work": work} for work in sorted(set(works))]
        if members:
            link.execute(insert(RUN_WORK), members)
        lines = [{"run": run, "position": position, "line": line.as_line()} for position, line in enumerate(ledger)]
        if lines:
            link.execute(insert(RUN_LEDGER), lines)
        return run

    def current(self, link: Connection) -> list[Row]:
        """What the case says now: all that was added and all that the latest run gave, by id.

        Of equal ids a person's stands, else the greater digest.
        """
        last = self.last_run(link)
        given = self.given(link, last[0]) if last else []
        return stand(((row, False) for row in self.intake(link)), given)

    def given(self, link: Connection, run: int) -> list[tuple[Row, bool]]:
        """Rows of all that a run gave, each with whether it is a person's decision."""
        asked = select(RECORD.c.seq, RECORD.c.id, RECORD.c.type, RECORD.c.content, WORK.c.stage == DECIDED).select_from(
            RUN_WORK.join(OUTPUT, RUN_WORK.c.work == OUTPUT.c.work).join(RECORD).join(WORK, WORK.c.work == RUN_WORK.c.work)
        )
        return [(Row(*row), bool(decided)) for *row, decided in link.execute(asked.where(RUN_WORK.c.run == run))]

    def ledger(self, link: Connection) -> list[LedgerLine]:
        """Books of the latest run."""
        last = self.last_run(link)
        asked = select(RUN_LEDGER.c.line).where(RUN_LEDGER.c.run == (last[0] if last else 0)).order_by(RUN_LEDGER.c.position)
        return [LedgerLine.from_line(line) for line in link.execute(asked).scalars()]

    # --- the log's copy

    def custody(self, link: Connection, after: int = 0, *, last: bool = False) -> list[bytes]:
        """Lines of the log, first to last: all, those after an entry's number, or the last one only."""
        asked = select(CUSTODY.c.line).where(CUSTODY.c.number > after).order_by(CUSTODY.c.number)
        lines = link.execute(select(CUSTODY.c.line).order_by(CUSTODY.c.number.desc()).limit(1) if last else asked).scalars()
        return [line if isinstance(line, bytes) else str(line).encode() for line in lines]  # text where bytes were: its seal says the rest

    def log(self, link: Connection, number: int, line: bytes) -> None:
        """Append a line of the log."""
        link.execute(insert(CUSTODY), {"number": number, "line": line})
