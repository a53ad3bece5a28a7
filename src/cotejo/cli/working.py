"""init, add, run: a parsed command -> a change of a case, and an exit code."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from cotejo.case import ledger
from cotejo.case import recover as recovering
from cotejo.case.folder import Case, now
from cotejo.cli.codes import ABOVE_LIMIT, DAMAGED, DONE, USAGE
from cotejo.cli.talk import progress, put, say, say_all
from cotejo.engine.local import LocalEngine, count_cores
from cotejo.pipeline import adding, settings
from cotejo.pipeline.running import Report, Way
from cotejo.pipeline.running import run as run_stages
from cotejo.pipeline.stages import STAGES, UNITS
from cotejo.plugins import plugin_named

SHOWN = 10  # lines of a list in talk; the rest is counted


def init(asked: Namespace) -> int:
    """Make a case."""
    folder: Path = asked.case
    case = Case.create(folder, settings.template(asked.name or folder.absolute().name, {stage.name: stage.settings for stage in STAGES}), now())
    say(f"case {case.settings.case.name!r} is ready; add to it: cotejo add {folder} FILES...")
    return DONE


def add(asked: Namespace) -> int:
    """Archive files in a case."""
    case = Case.open(asked.case)
    with progress() as show, receipts(asked.receipts) as tell:
        found = plugin_named("collectors", asked.collector).load()(asked.files)
        receipt = adding.add(case, found, now(), show, adding.Manner(asked.dry_run, tell))
    say_all(
        (f"left out ({one.reason}): {one.detail}" for one in receipt.left_out), SHOWN, f"cotejo export {asked.case} --format jsonl lists them all."
    )
    if asked.dry_run:
        say("dry run: nothing was written.")
    say(f"{len(receipt.new):,} files added, {receipt.known:,} known already, {len(receipt.left_out):,} left out.")
    missing = [one for one in receipt.left_out if one.reason == "missing"]
    return USAGE if missing else DONE


@contextmanager
def receipts(path: Path | None) -> Iterator[Callable[[adding.Line], None]]:
    """Write a receipt per file and row, as JSON lines; nowhere where no file is named."""
    if path is None:
        yield adding.tell_nobody
        return
    with path.open("wb") as file:

        def write(line: adding.Line) -> None:
            file.write(msgspec.json.encode(line._asdict()) + b"\n")

        yield write


def recover(asked: Namespace) -> int:
    """Build the database of a case again."""
    found = recovering.recover(asked.case, now())
    aside = f"; the old one lies at {found.aside}" if found.aside else ""
    say(f"{found.captures:,} captures are back{aside}. Now: cotejo run {asked.case}")
    return DONE


def run(asked: Namespace) -> int:
    """Bring a case up to date, and print its books."""
    case = Case.open(asked.case)
    with progress() as show:
        report = run_stages(case, STAGES, now(), Way(LocalEngine(asked.workers or count_cores()), asked.fresh, show))
    put(ledger.render(report.ledger, dict(UNITS)))
    say("nothing to do: the case is up to date (run it with --fresh to do all again)." if report.run is None else f"run {report.run} is done.")
    return judge(case, report)


def judge(case: Case, report: Report) -> int:
    """Say what needs attention, and give the exit code of a run."""
    limit = case.settings.run
    rest = f"all are in cotejo export {case.folder} --format jsonl"
    failures = [one for one in report.abstentions if one.reason == ledger.FAILED]
    lost = [one for one in report.abstentions if one.reason == ledger.UNACCOUNTED]
    say_all((f"{one.stage} failed on {one.subject}: {one.detail}" for one in failures), SHOWN, rest)
    say_all((f"the books do not balance: {one.detail} on {one.subject}" for one in lost), SHOWN, rest)
    say_all((f"damaged: {one.stage}, {one.subject}: {one.detail}" for one in report.damaged), SHOWN, f"cotejo verify {case.folder} names them all.")
    count = len(report.abstentions)
    say(f"{count:,} abstentions, each with its reason: cotejo export {case.folder} --format jsonl")
    if report.damaged:
        return DAMAGED
    above = limit.abstention_limit is not None and count > limit.abstention_limit
    return ABOVE_LIMIT if above or report.failed > limit.failure_limit or not report.balances else DONE
