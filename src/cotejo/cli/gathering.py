"""collect, covered: a parsed command -> pages archived from the sources of a case, with a receipt for each; the days that were covered."""

import signal
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
from cotejo.errors import UsageError
from cotejo.pipeline.collecting import Gathered, Means, live
from cotejo.pipeline.collecting import collect as collect_pages
from cotejo.pipeline.visits import Row
from cotejo.records.document import Capture


def collect(asked: Namespace) -> int:
    """Look once at the sources of a case."""
    case = Case.open(asked.case)
    sources = chosen(case, asked.source)
    if asked.folder and not asked.dry_run:
        raise UsageError("a folder has no record of when its pages were fetched: use --dry-run with it, or `cotejo add CASE FILES`.")
    stopped = threading.Event()
    with door(case, asked.replayed, asked.folder) as transport, ending(stopped, transport):
        means = Means(transport, now, stopped, tell, dry=asked.dry_run)
        found = collect_pages(case, sources, means)
    return report(found, stopped=stopped.is_set(), case=asked.case)


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


@contextmanager
def ending(stopped: threading.Event, transport: Transport) -> Iterator[None]:
    """Let SIGTERM and SIGINT end the work cleanly: what was fetched is archived, the rest stays owed."""

    def end(_number: int, _frame: object) -> None:
        stopped.set()
        if isinstance(transport, Live):
            transport.stop()

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def tell(row: Row) -> None:
    """Print a receipt."""
    put_raw(msgspec.json.encode(row._asdict()).decode() + "\n")


def report(found: Gathered, *, stopped: bool, case: Path) -> int:
    """Say what a collection came to."""
    for source in found.sources:
        said = f"{source.listed:,} pages named, {source.new:,} of them new" if source.outcome == "read" else source.reason or "nothing new"
        say(f"{source.name}: {source.outcome}: {said}")
    counts = ", ".join(f"{found.rows[outcome]:,} {outcome}" for outcome in ("accepted", "duplicate", "rejected", "postponed"))
    say(f"{counts}; {found.owed:,} still to be asked for." + (f" Ended on request; `cotejo collect {case}` goes on." if stopped else ""))
    failed = [source for source in found.sources if source.outcome == "failed"]
    return ABOVE_LIMIT if failed and len(failed) == len(found.sources) else DONE


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
