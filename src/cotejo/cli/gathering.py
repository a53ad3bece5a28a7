"""collect, watch, covered: a parsed command -> pages archived from the sources of a case, with a receipt for each; the days that were covered."""

import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from cotejo.case.coverage import coverage
from cotejo.case.folder import Case, now
from cotejo.case.sources import SourceSettings
from cotejo.cli.codes import ABOVE_LIMIT, DONE
from cotejo.cli.talk import put, put_raw, say
from cotejo.documents.exchange import Transport
from cotejo.documents.replay import Folder, Replay
from cotejo.documents.transport import Live
from cotejo.engine.local import LocalEngine, count_cores
from cotejo.errors import UsageError
from cotejo.pipeline import telling
from cotejo.pipeline.collecting import Gathered, Means, inside_of_environment, live
from cotejo.pipeline.collecting import collect as collect_pages
from cotejo.pipeline.telling import Channels
from cotejo.pipeline.visits import Row
from cotejo.pipeline.watching import Watching
from cotejo.pipeline.watching import watch as watch_case
from cotejo.records.document import Capture


def collect(asked: Namespace) -> int:
    """Look once at the sources of a case."""
    case = Case.open(asked.case)
    sources = chosen(case, asked.source)
    if asked.folder and not asked.dry_run:
        raise UsageError("a folder has no record of when its pages were fetched: use --dry-run with it, or `cotejo add CASE FILES`.")
    ending = Ending()
    with door(case, asked.replayed, asked.folder) as transport, ending.listening(transport):
        means = Means(transport, now, ending.stopped, tell, dry=asked.dry_run)
        found = collect_pages(case, sources, means)
    return report(found, stopped=ending.stopped.is_set(), case=asked.case)


def chosen(case: Case, names: Sequence[str]) -> tuple[SourceSettings, ...]:
    """Pick the sources that were named, or all."""
    every = case.settings.sources
    unknown = sorted(set(names) - {one.name for one in every})
    if unknown:
        raise UsageError(f"no source is called {', '.join(unknown)}; cotejo.toml has {', '.join(one.name for one in every) or 'none'}.")
    if not every:
        raise UsageError(f'{case.folder}/cotejo.toml names no sources; add one: [[sources]] with name, kind = "feed", url. See docs/collect.md.')
    return tuple(one for one in every if not names or one.name in names)


@contextmanager
def door(case: Case, replayed: Path | None, folder: Path | None) -> Iterator[Transport]:
    """Open the network, or what stands for it."""
    if folder:
        yield Folder(folder)
    elif replayed:
        other = Case.open(replayed)
        captures = [record for record in other.current(["capture"]) if isinstance(record, Capture)]
        yield Replay(captures, other.blobs.read)
    else:
        network = live(case)
        try:
            yield network
        finally:
            network.close()


class Ending:
    """SIGTERM and SIGINT end the work cleanly: what was fetched is archived, the rest stays owed; a run that is under way is cut off."""

    def __init__(self) -> None:
        self.stopped = threading.Event()
        self.cutting = False  # whether a signal may raise KeyboardInterrupt now

    def end(self, transport: Transport) -> None:
        """Ask all to end."""
        self.stopped.set()
        if isinstance(transport, Live):
            transport.stop()
        if self.cutting:
            raise KeyboardInterrupt

    @contextmanager
    def listening(self, transport: Transport) -> Iterator[None]:
        """Listen to the signals."""
        numbers = (signal.SIGTERM, signal.SIGINT)
        before = {number: signal.signal(number, lambda _number, _frame: self.end(transport)) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """A block that a signal cuts off."""
        self.cutting = True
        try:
            yield
        finally:
            self.cutting = False


def tell(row: Row) -> None:
    """Print a receipt."""
    put_raw(msgspec.json.encode(row._asdict()).decode() + "\n")


def report(found: Gathered, *, stopped: bool, case: Path) -> int:
    """Say what a collection came to."""
    for source in found.sources:
        why = f"{source.url}: {source.reason}" if source.outcome == "failed" else source.reason
        said = f"{source.listed:,} pages named, {source.new:,} of them new" if source.outcome == "read" else why or "nothing new"
        say(f"{source.name}: {source.outcome}: {said}")
    counts = ", ".join(f"{found.rows[outcome]:,} {outcome}" for outcome in ("accepted", "duplicate", "rejected", "postponed"))
    say(f"{counts}; {found.owed:,} still to be asked for." + (f" Ended on request; `cotejo collect {case}` goes on." if stopped else ""))
    failed = [source for source in found.sources if source.outcome == "failed"]
    return ABOVE_LIMIT if failed and len(failed) == len(found.sources) else DONE


def watch(asked: Namespace) -> int:
    """Collect, read and tell, again and again, until SIGTERM, SIGINT or so many rounds."""
    case = Case.open(asked.case)
    chosen(case, ())
    ending = Ending()
    with door(case, None, None) as transport, ending.listening(transport):

        def channels(case: Case) -> Channels:
            return Channels(case.settings.watch, telling.secrets(), transport, case.folder, tell_alert, inside_of_environment())

        watching = Watching(Means(transport, now, ending.stopped), LocalEngine(asked.workers or count_cores()), channels, ending.interruptible)
        for number, done in enumerate(watch_case(asked.case, watching), start=1):
            if done.gathered:
                report(done.gathered, stopped=False, case=asked.case)
            if done.run:
                say(f"run {done.run}: {done.alerts} alerts.")
            for problem in done.problems:
                say(f"not told, tried again in the next round: {problem.url}: {problem.reason}: {problem.detail}")
            if number == asked.rounds:
                break
    say("the watch has ended." if ending.stopped.is_set() else "the rounds are done.")
    return DONE


def tell_alert(line: str) -> None:
    """Print an alert at once."""
    put_raw(line + "\n")
    sys.stdout.flush()


def covered(asked: Namespace) -> int:
    """List days and sources."""
    case = Case.open(asked.case)
    with case.store.reading() as link:
        days = coverage(case.store.custody(link))
    for one in days:
        if asked.format == "json":
            put_raw(msgspec.json.encode(one._asdict()).decode() + "\n")
        else:
            put(f"{one.day}  {one.source}: {one.outcome}; {one.looks} looks, {one.failed} failed, {one.new} new pages")
    if not days:
        say("no source was looked at yet: every day reads 'not covered'.")
    return DONE
