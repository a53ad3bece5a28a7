"""Two runs of a case -> why the origins of its events changed, and which sentences of its dossier no longer stand."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import select

from cotejo.case.folder import Case
from cotejo.case.rows import Row, stand
from cotejo.case.tables import INTAKE, RECORD, RUN
from cotejo.dossier.changes import Change, Counted, compare, keep, match
from cotejo.dossier.indexed import Indexed
from cotejo.dossier.wording import Wording
from cotejo.errors import UsageError
from cotejo.records.base import Record
from cotejo.records.corpus import Corpus
from cotejo.records.dossier import Statement


class Turn(NamedTuple):
    """One run that changed an event: its number, the count with its digest (None: the event was not there), and what made the difference."""

    run: int
    counted: Counted | None
    why: tuple[str, ...]


def runs_of(case: Case) -> list[int]:
    """Numbers of the finished runs."""
    with case.store.reading() as link:
        return list(link.execute(select(RUN.c.run).order_by(RUN.c.run)).scalars())


def run_at(case: Case, entry: int) -> int | None:
    """The latest run that the log had at one of its entries; None where it had none."""
    with case.store.reading() as link:
        return link.execute(select(RUN.c.run).where(RUN.c.custody <= entry).order_by(RUN.c.run.desc()).limit(1)).scalar()


def records_at(case: Case, run: int) -> list[Record]:
    """What the case stood on after a run.

    Raises:
        UsageError: there is no such run.
    """
    with case.store.reading() as link:
        number = link.execute(select(RUN.c.custody).where(RUN.c.run == run)).scalar()
        if number is None:
            raise UsageError(f"{case.folder} has no run {run}; its runs are {', '.join(map(str, runs_of(case))) or 'none yet'}.")
        columns = (RECORD.c.seq, RECORD.c.id, RECORD.c.type, RECORD.c.content)
        added = link.execute(select(*columns).join(INTAKE).where(INTAKE.c.custody <= number))
        rows = stand(((Row(*row), False) for row in added), case.store.given(link, run))
        return list(case.store.read(link, rows))


def corpus_at(case: Case, run: int) -> Indexed:
    """The same, indexed."""
    return Indexed.over(Corpus.of(records_at(case, run)))


def changes_between(case: Case, before: int, after: int, words: Wording | None = None) -> tuple[Change, ...]:
    """Tell every event whose origins changed from one run to another, in the words of a language (English where none is given)."""
    return tuple(compare(corpus_at(case, before), corpus_at(case, after), words))


def last_changes(case: Case, language: str = "en") -> tuple[Change, ...]:
    """Tell what the latest run changed; () where there is nothing to compare it with."""
    runs = runs_of(case)
    return changes_between(case, runs[-2], runs[-1], Wording.load(language)) if len(runs) > 1 else ()


def trace_event(case: Case, name: str) -> Iterator[Turn]:
    """Follow an event back through the runs, the latest first: each run in which its count, or what it was counted from, changed.

    Raises:
        UsageError: the latest run has no event of this id (the beginning of one is enough), or several.
    """
    runs = runs_of(case)
    if not runs:
        raise UsageError(f"{case.folder} was never run; `cotejo run {case.folder}` counts.")
    after = corpus_at(case, runs[-1])
    key = find_event(after, name)
    for run, earlier in zip(reversed(runs), [*reversed(runs[:-1]), None], strict=True):
        before = corpus_at(case, earlier) if earlier is not None else Indexed.over(Corpus.of(()))
        old = match(before, after).get(key)
        change = next((found for found in compare(before, after) if found.after == key), None)
        if change:
            yield Turn(run, keep(after, after.events[key]), change.why)
        if old is None:
            return
        key, after = old, before


def find_event(corpus: Corpus, name: str) -> str:
    """Find an event by its id or the beginning of it.

    Raises:
        UsageError: none, or several.
    """
    found = [key for key in corpus.events if key.startswith(name)]
    if len(found) != 1:
        raise UsageError(f"{name!r} is the beginning of {len(found)} events of the latest run; give an event's id.")
    return found[0]


def stale_statements(before: Corpus, after: Corpus) -> tuple[Statement, ...]:
    """Sentences that no longer stand: none of the same words in the same section with the same citations is made any more."""
    kept = {said(statement) for statement in after.statements.values()}
    return tuple(statement for statement in before.statements.values() if said(statement) not in kept)


def said(statement: Statement) -> tuple[object, ...]:
    """What a sentence says and from what; not the id of its event, which changes with the event's claims."""
    return statement.section, statement.text, statement.citations
