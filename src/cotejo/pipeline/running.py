"""A case and the stages -> a run: only what changed is done again; the books of all."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from cotejo.case import ledger
from cotejo.case.custody import read_line
from cotejo.case.decisions import Standing, read_decisions
from cotejo.case.folder import Case
from cotejo.case.ledger import Books
from cotejo.case.rows import Done, Row, Work, digest_of, shape
from cotejo.case.tombstone import subjects
from cotejo.engine.base import Engine
from cotejo.pipeline import deciding
from cotejo.pipeline.attempts import DAMAGED, Outcome, Task, attempt, attempt_all, lost_process
from cotejo.pipeline.carrying import Carried, carry
from cotejo.pipeline.settings import StageSettings, check_names, settings_for
from cotejo.pipeline.stage import Given, Stage
from cotejo.records.abstention import Abstention, LedgerLine
from cotejo.records.base import CANONICAL, Record
from cotejo.records.claim import Claim
from cotejo.records.corpus import Corpus
from cotejo.records.document import Document

BATCH = 64  # units per transaction: a killed run loses at most these

Progress = Callable[[str, int, int], None]  # stage, units done, units in all


def silent(_stage: str, _done: int, _total: int) -> None:
    """Show no progress."""


class Way(NamedTuple):
    """How to run: on which engine, whether to do all again, and whom to tell."""

    engine: Engine
    fresh: bool = False
    progress: Progress = silent


class Report(NamedTuple):
    """What a run did. `run` is None when nothing had changed."""

    run: int | None
    ledger: tuple[LedgerLine, ...]
    abstentions: tuple[Abstention, ...]

    @property
    def balances(self) -> bool:
        """Whether every unit of every stage is accounted for."""
        return all(line.balances for line in self.ledger)

    @property
    def failed(self) -> int:
        """Units that failed."""
        return sum(line.failed for line in self.ledger)

    @property
    def damaged(self) -> tuple[Abstention, ...]:
        """Units whose evidence is not what was archived."""
        return tuple(found for found in self.abstentions if found.reason == DAMAGED)


class Run:
    """One run under way: the rows known so far, by type, and the units of work that it stands on."""

    def __init__(self, case: Case, way: Way) -> None:
        self.case, self.way = case, way
        self.rows: dict[str, dict[str, Row]] = {}
        self.seen: dict[int, Record] = {}  # decoded records by seq
        self.works: list[int] = []
        self.ledger: list[LedgerLine] = []
        self.read_of: dict[str, tuple[str, ...]] = {}  # document -> what was read of it
        self.aside: set[str] = set()  # withdrawn documents and what was read of them: kept, and seen by no later stage
        self.buried: dict[str, str] = {}  # captures whose bytes were removed by law, with the reason: no stage sees them
        self.decided: set[str] = set()  # ids whose record a person made: nothing that a stage gives takes its place

    def know(self, rows: Iterable[Row]) -> None:
        """Add rows to what later stages see. Of two contents under one id the greater digest stays, whatever came first; as in `Store.current`."""
        for row in rows:
            known = self.rows.setdefault(row.type, {})
            if row.id not in self.decided and (row.id not in known or row.content >= known[row.id].content):
                known[row.id] = row

    def units(self, stage: Stage) -> list[Row]:
        """Rows of a stage's units, by id."""
        return self.standing(stage.unit.type_name())

    def standing(self, name: str) -> list[Row]:
        """Rows of a type that no withdrawal set aside, by id."""
        found = self.rows.get(name, {})
        return [found[key] for key in sorted(found) if key not in self.aside]

    def records(self, rows: Sequence[Row]) -> Iterator[Record]:
        """Decode rows, each once per run."""
        missing = [row for row in rows if row.seq not in self.seen]
        with self.case.store.reading() as link:
            self.seen |= {row.seq: record for row, record in zip(missing, self.case.store.read(link, missing), strict=True)}
        return (self.seen[row.seq] for row in rows)

    def settle(self, stage: Stage, works: Sequence[Work], reused: int) -> None:
        """Take the work of a finished stage into the run and its books."""
        for work in works:
            self.know(work.rows)
        self.works += [work.work for work in works]
        gave = len({row.id for work in works for row in work.rows})
        self.ledger.append(ledger.total(stage.name, stage.made_by, [work.books for work in works], reused, gave))


def run(case: Case, stages: Sequence[Stage], at: datetime, way: Way) -> Report:
    """Bring a case up to date.

    A unit whose stage version, settings and inputs are those of an earlier run is not done again; failed units are tried again; with
    `fresh` all are. The case is locked meanwhile; a run that is cut off keeps its finished units for the next one.

    Raises:
        UsageError, SettingsError: the case is in use, or cotejo.toml is wrong.
        EvidenceError: the database cannot be read.
    """
    check_names(case.settings.stages, [stage.name for stage in stages], "cotejo.toml")
    settings = {stage.name: settings_for(stage.name, stage.settings, case.settings.stages) for stage in stages}
    with case.changing():
        going = Run(case, way)
        with case.store.reading() as link:
            going.know(case.store.intake(link))
            media = case.store.attachments(link)
            going.buried = subjects(map(read_line, case.store.custody(link)))
        going.aside |= going.buried.keys()
        decided = False
        for stage in stages:
            if stage.scope == "each":
                run_each(going, stage, settings[stage.name], media)
                continue
            if not decided:
                take_decisions(going)
                decided = True
            run_all(going, stage, settings[stage.name])
        number = finish(going, at)
        found = tuple(record for record in going.records(sorted(going.rows.get("abstention", {}).values())) if isinstance(record, Abstention))
    return Report(number, tuple(going.ledger), found)


def run_each(going: Run, stage: Stage, settings: StageSettings, media: dict[str, dict[str, str]]) -> None:
    """Do a stage that takes one unit at a time."""
    units = going.units(stage)
    takes_bytes = stage.unit.type_name() == "capture"
    keys = {row.id: memo_key(stage, settings, [row.content, CANONICAL.encode(media.get(row.id, {})) if takes_bytes else b""]) for row in units}
    known = recall(going, list(keys.values()))
    todo = [row for row in units if going.way.fresh or keys[row.id] not in known or known[keys[row.id]].books.failed]
    tasks = [Task(stage, unit, settings, going.case.blobs.folder, media.get(unit.id, {}) if takes_bytes else {}) for unit in going.records(todo)]
    if todo:
        stage.prepare()
    outcomes = zip(todo, going.way.engine.map(attempt, tasks, lost_process), strict=True)
    done, waiting, again = 0, [], 0
    for row, outcome in outcomes:
        done += 1
        going.way.progress(stage.name, done, len(todo))
        before = known.get(keys[row.id])
        if before and same(before, outcome):
            again += 1
            continue
        waiting.append(Done(keys[row.id], stage.name, stage.made_by, row.id, outcome.books, outcome.records))
        if len(waiting) == BATCH:
            known |= keep(going, waiting)
            waiting = []
    known |= keep(going, waiting)
    if stage.unit is Document:
        going.read_of |= {row.id: tuple(found.id for found in known[keys[row.id]].rows) for row in units}
    going.settle(stage, [known[keys[row.id]] for row in units], len(units) - len(todo) + again)


def run_all(going: Run, stage: Stage, settings: StageSettings) -> None:
    """Do a stage that takes the whole case."""
    names = sorted(kind.type_name() for kind in stage.takes)
    rows = [row for name in names for row in going.standing(name)]
    units = tuple(row.id for row in going.units(stage))
    key = memo_key(stage, settings, sorted(row.content for row in rows))
    known = recall(going, [key])
    before = known.get(key)
    reused = len(units)
    if going.way.fresh or before is None or before.books.failed:
        going.way.progress(stage.name, 0, len(units))
        outcome = attempt_all(stage, Corpus.of(going.records(rows)), units, Given(going.case.blobs.read, {}, settings))
        going.way.progress(stage.name, len(units), len(units))
        if before is None or not same(before, outcome):
            known |= keep(going, [Done(key, stage.name, stage.made_by, "case", outcome.books, outcome.records)])
            reused = 0
    going.settle(stage, [known[key]], reused)


def take_decisions(going: Run) -> None:
    """Put what persons decided beside what was read, once all claims are known; a corrected slot stands in place of the one that was read.

    Withdrawn documents are set aside with all that was read of them.
    """
    with going.case.store.reading() as link:
        lines = going.case.store.custody(link)
    standing = read_decisions(lines)
    documents = going.rows.get(Document.type_name(), {})
    for document in sorted(standing.withdrawn().keys() & documents.keys()):
        going.aside |= {document, *going.read_of.get(document, ())}
    carried = follow_words(going, standing)
    known_claims = {row.id for row in going.standing("claim")}
    found = (*deciding.records_of(carried.standing, known_claims, documents), *carried.said, *deciding.removed(going.buried))
    if not found:
        return
    key = hashlib.sha256(CANONICAL.encode([deciding.MADE_BY, [shape(record).content.hex() for record in found]])).digest()
    known = recall(going, [key]) or keep(going, [Done(key, deciding.STAGE, deciding.MADE_BY, "case", Books(0, 0, 0, 0), found)])
    for row in known[key].rows:
        going.rows.setdefault(row.type, {})[row.id] = row
        going.decided.add(row.id)
    going.works.append(known[key].work)


def follow_words(going: Run, standing: Standing) -> Carried:
    """Set decisions on the claims that stand now at the words that they were made on, where a page was read anew."""
    if not standing.done:
        return Carried(standing, ())
    claims = {record.id: record for record in going.records(going.standing("claim")) if isinstance(record, Claim)}
    read = [record for record in going.records(going.standing("document")) if isinstance(record, Document)]
    with going.case.store.reading() as link:
        return carry(standing, claims, read, going.case.store, link)


def recall(going: Run, keys: Sequence[bytes]) -> dict[bytes, Work]:
    """Look up what was done before."""
    with going.case.store.reading() as link:
        return going.case.store.recall(link, keys)


def keep(going: Run, done: Sequence[Done]) -> dict[bytes, Work]:
    """Store finished units, in one transaction."""
    with going.case.store.writing() as link:
        works = going.case.store.keep(link, done)
    for one, work in zip(done, works, strict=True):
        going.seen |= {row.seq: record for row, record in zip(work.rows, one.records, strict=True)}
    return {one.key: work for one, work in zip(done, works, strict=True)}


def finish(going: Run, at: datetime) -> int | None:
    """Make what was gathered the case's latest run; None when it is that already."""
    store = going.case.store
    rows = [row for kind in going.rows.values() for row in kind.values()]
    digest = digest_of(rows)
    with store.reading() as link:
        last = store.last_run(link)
        if last and last[1] == digest and store.works_of(link, last[0]) == sorted(set(going.works)):
            return None
    with going.case.act(at) as act:
        number = (last[0] if last else 0) + 1
        books = {line.stage: [line.inputs, line.answered, line.abstained, line.failed] for line in going.ledger}
        made_by = [line.made_by for line in going.ledger]
        seal = store.seal(act.link, going.works, going.ledger)
        entry = act.note("run", {"run": number, "records": len(rows), "digest": digest, "works": seal, "books": books, "made_by": made_by})
        return store.finish_run(act.link, going.works, going.ledger, digest, entry)


def memo_key(stage: Stage, settings: StageSettings, inputs: Sequence[bytes]) -> bytes:
    """Digest of all that a unit's outcome depends on: stage@version, settings, inputs."""
    parts = [hashlib.sha256(part).hexdigest() for part in (stage.made_by.encode(), CANONICAL.encode(msgspec.to_builtins(settings)), b"".join(inputs))]
    return hashlib.sha256("".join(parts).encode()).digest()


def same(before: Work, outcome: Outcome) -> bool:
    """Whether a unit done again came out as before."""
    return before.books == outcome.books and [row.content for row in before.rows] == [shape(record).content for record in outcome.records]
