"""A parsed command -> the act it names, and an exit code."""

import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import msgspec

from cotejo.case import explain as explaining
from cotejo.case import ledger
from cotejo.case.folder import Case, find_case, now
from cotejo.case.verify import verify as check_case
from cotejo.cli.talk import progress, put, put_raw, say, say_all
from cotejo.engine.local import LocalEngine, count_cores
from cotejo.errors import UsageError
from cotejo.pipeline import adding, exporting, piping, reading, settings
from cotejo.pipeline.running import Report, Way
from cotejo.pipeline.running import run as run_stages
from cotejo.pipeline.stages import STAGES, UNITS, stage_named
from cotejo.plugins import plugin_named
from cotejo.records.corpus import Corpus

DONE, ABOVE_LIMIT, USAGE, DAMAGED = 0, 1, 2, 3
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
    with progress() as show:
        receipt = adding.add(case, plugin_named("collectors", asked.collector).load()(asked.files), now(), show)
    say_all(
        (f"left out ({one.reason}): {one.detail}" for one in receipt.left_out), SHOWN, f"cotejo export {asked.case} --format jsonl lists them all."
    )
    say(f"{len(receipt.new):,} files added, {receipt.known:,} known already, {len(receipt.left_out):,} left out.")
    missing = [one for one in receipt.left_out if one.reason == "missing"]
    return USAGE if missing else DONE


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
    failures = [one for one in report.abstentions if one.reason in {ledger.FAILED, ledger.UNACCOUNTED}]
    say_all((f"{one.stage} failed on {one.subject}: {one.detail}" for one in failures), SHOWN, "see the abstentions of reason error in the export.")
    say_all((f"damaged: {one.stage}, {one.subject}: {one.detail}" for one in report.damaged), SHOWN, f"cotejo verify {case.folder} names them all.")
    count = len(report.abstentions)
    say(f"{count:,} abstentions, each with its reason: cotejo export {case.folder} --format jsonl")
    if report.damaged:
        return DAMAGED
    above = limit.abstention_limit is not None and count > limit.abstention_limit
    return ABOVE_LIMIT if above or report.failed > limit.failure_limit or not report.balances else DONE


def explain(asked: Namespace) -> int:
    """Walk from a record down to bytes."""
    if len(asked.words) > 2 or (len(asked.words) == 2 and asked.case):  # noqa: PLR2004 - [CASE] ID
        raise UsageError("give one id, and the case before it or with --case: cotejo explain CASE ID")
    named = asked.case or (Path(asked.words[0]) if len(asked.words) > 1 else None)
    case = Case.open(named or find_case(Path.cwd()))
    step = explaining.explain(case, asked.words[-1])
    if asked.format == "json":
        put_raw(msgspec.json.encode(step).decode() + "\n")
    else:
        for line in explaining.render(step):
            put(line)
    return DONE if step.whole else DAMAGED


def verify(asked: Namespace) -> int:
    """Check a case and name what is damaged."""
    if not asked.case.is_dir():
        raise UsageError(f"{asked.case} is no folder.")
    if not any((asked.case / name).exists() for name in ("cotejo.toml", "case.db", "audit.jsonl")):
        raise UsageError(f"{asked.case} is no case: it has no cotejo.toml, case.db or audit.jsonl.")
    verdict = check_case(asked.case)
    if asked.format == "json":
        put_raw(msgspec.json.encode(verdict._asdict()).decode() + "\n")
    else:
        for fault in verdict.faults:
            put(f"DAMAGED {fault.object}: {fault.what}")
        counts = ", ".join(f"{count:,} {name}" for name, count in verdict.counts.items())
        put(f"{'damaged' if verdict.faults else 'whole'}: {counts} checked, {len(verdict.faults):,} damaged")
    for note in verdict.notes:
        say(note)
    return DAMAGED if verdict.faults else DONE


def export(asked: Namespace) -> int:
    """Write the records of a case in a format."""
    render = plugin_named("exporters", asked.format).load()
    case = Case.open(asked.case)
    records = tuple(case.current())
    text = render(exporting.Request(Corpus.of(records), records, case.settings.case.name, case.blobs.read))
    exporting.note(case, asked.format, text, now())
    if asked.output is None:
        put_raw(text)
    else:
        asked.output.write_text(text, encoding="utf-8")
        say(f"{asked.output}: {len(text.encode()):,} bytes")
    return DONE


def read(asked: Namespace) -> int:
    """Read one text, or lines of documents."""
    found = reading.find_stream(sys.stdin.buffer.read()) if asked.file == "-" else reading.find_file(Path(asked.file))
    given = 0
    for body in reading.read_found(found):
        given += "id" in body
        for line in reading.lines(body) if asked.format == "text" else (msgspec.json.encode(body).decode(),):
            put(line)
        for left in body["undecided"]:
            say(f"undecided ({left['reason']}): {left['detail']}")
    return DONE if given else USAGE


def stage(asked: Namespace) -> int:
    """Run one stage from standard input to standard output."""
    chosen = stage_named(asked.name)
    case = Case.open(asked.case) if asked.case else None
    for record in piping.pipe(chosen, exporting.read_lines(sys.stdin), case):
        put_raw(record.as_line() + "\n")
    return DONE


def stages(asked: Namespace) -> int:
    """List the stages."""
    if asked.format == "json":
        put_raw(msgspec.json.encode([piping.describe(one) for one in STAGES]).decode() + "\n")
    else:
        put(piping.tabulate(STAGES))
    return DONE


COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "init": init, "add": add, "run": run, "read": read, "stage": stage, "stages": stages, "explain": explain, "verify": verify, "export": export,
}  # fmt: skip
