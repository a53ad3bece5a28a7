"""A case, again and again -> its sources looked at when they are due, what came read, what changed told; until somebody ends it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple

from cotejo.case.agenda import Agenda
from cotejo.case.folder import Case
from cotejo.case.rows import stand
from cotejo.documents.addresses import Refusal
from cotejo.dossier.alerts import find_alerts
from cotejo.engine.base import Engine
from cotejo.errors import UsageError
from cotejo.pipeline import telling
from cotejo.pipeline.archiving import learn
from cotejo.pipeline.collecting import Gathered, Means, collect, due
from cotejo.pipeline.running import Way, run
from cotejo.pipeline.stages import STAGES
from cotejo.pipeline.telling import Channels
from cotejo.records.corpus import Corpus

LONGEST_PAUSE_S = 60.0  # cotejo.toml is read again at least this often
TOLD = "told_run"  # the agenda's mark of the run that alerts were last made from


class Round(NamedTuple):
    """What one round did."""

    gathered: Gathered | None
    run: int | None
    alerts: int
    problems: tuple[Refusal, ...]
    next_s: float


class Watching(NamedTuple):
    """How to watch: with what to collect, on which engine to read, how to tell, and what marks the time in which a signal may interrupt."""

    means: Means
    engine: Engine
    channels: Callable[[Case], Channels]
    interruptible: Callable[[], AbstractContextManager[None]]  # SIGTERM in it raises KeyboardInterrupt: a run may be cut off anywhere


def watch(folder: Path, watching: Watching) -> Iterator[Round]:
    """Go round until stopped. The settings are read anew each time; a case that another process holds is left for the next round."""
    stopped = watching.means.stopped
    while not stopped.is_set():
        done = go_round(folder, watching)
        yield done
        stopped.wait(min(done.next_s, LONGEST_PAUSE_S))


def go_round(folder: Path, watching: Watching) -> Round:
    """Do one round: collect what is due, read what came, tell what changed."""
    case = Case.open(folder)
    means = watching.means
    with opened(case) as agenda:
        learn(case, agenda)
        baseline(case, agenda)
        sources, next_s = due(case, agenda, means.clock().timestamp())
        waiting = bool(agenda.owed(means.clock().timestamp(), 1))
    gathered = collect(case, sources, means) if sources or waiting else None
    number, alerts, problems = None, 0, list[Refusal]()
    if not means.stopped.is_set():
        number = read(case, watching)
        with opened(case) as agenda:
            alerts = note_changes(case, agenda, watching)
            problems = telling.tell_all(agenda, watching.channels(case))
    return Round(gathered, number, alerts, tuple(problems), next_s)


@contextmanager
def opened(case: Case) -> Iterator[Agenda]:
    """Open the agenda of a case for a while."""
    agenda = Agenda.open(case.folder)
    try:
        yield agenda
    finally:
        agenda.close()


def read(case: Case, watching: Watching) -> int | None:
    """Read what came; None when nothing had changed, when another process has the case, or when we were interrupted."""
    try:
        with watching.interruptible():
            return run(case, STAGES, watching.means.clock(), Way(watching.engine)).run
    except KeyboardInterrupt:
        watching.means.stopped.set()
    except UsageError:
        pass  # in use: the next round tries again
    return None


def baseline(case: Case, agenda: Agenda) -> None:
    """Begin to tell from the run that stands now: what was known before the watch began is no news."""
    if agenda.get(TOLD) is None:
        agenda.put(TOLD, str(last_run(case)))


def note_changes(case: Case, agenda: Agenda, watching: Watching) -> int:
    """Note what changed between the run that was told last and the one that stands; a killed process's run is told by the next."""
    told, number = int(agenda.get(TOLD) or 0), last_run(case)
    if told == number:
        return 0
    alerts = find_alerts(corpus_of(case, told), corpus_of(case, number))
    count = telling.keep(agenda, alerts, case.settings.case.name, watching.means.clock())
    agenda.put(TOLD, str(number))
    return count


def last_run(case: Case) -> int:
    """Number of the run that stands; 0 for none."""
    with case.store.reading() as link:
        found = case.store.last_run(link)
    return found[0] if found else 0


def corpus_of(case: Case, number: int) -> Corpus:
    """What a run said."""
    with case.store.reading() as link:
        given = case.store.given(link, number) if number else []
        rows = stand(((row, False) for row in case.store.intake(link)), given)
        return Corpus.of(case.store.read(link, rows))
