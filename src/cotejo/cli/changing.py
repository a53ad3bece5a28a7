"""withdraw, restore, changes: a parsed command -> a case without (or with) a document, what fell with it, and why counts changed."""

import getpass
from argparse import Namespace
from collections.abc import Iterable, Iterator

import msgspec

from cotejo.case.decisions import Decision
from cotejo.case.folder import Case, now
from cotejo.cli.codes import DONE
from cotejo.cli.talk import progress, put, put_raw, say
from cotejo.cli.working import judge
from cotejo.dossier.changes import Change
from cotejo.engine.local import LocalEngine, count_cores
from cotejo.errors import UsageError
from cotejo.pipeline import history, withdrawing
from cotejo.pipeline.running import Way
from cotejo.pipeline.running import run as run_stages
from cotejo.pipeline.stages import STAGES
from cotejo.pipeline.withdrawing import Fall


def withdraw(asked: Namespace) -> int:
    """Say what falls with a document; unless only asked what would, withdraw it and bring the case up to date."""
    case = Case.open(asked.case)
    document = withdrawing.find_document(case, asked.document)
    if not history.runs_of(case):
        raise UsageError(f"{case.folder} was never run; `cotejo run {case.folder}` first.")
    show(asked, withdrawing.foresee(case, document))
    if asked.what_if:
        say(f"nothing was written; `cotejo withdraw {case.folder} {document.external_id} --reason ...` withdraws it.")
        return DONE
    return settle(asked, case, document.id, "withdraw")


def restore(asked: Namespace) -> int:
    """Take a withdrawn document into the count again, and tell what that changed."""
    case = Case.open(asked.case)
    code = settle(asked, case, withdrawing.find_document(case, asked.document).id, "restore")
    tell(asked, history.last_changes(case))
    return code


def settle(asked: Namespace, case: Case, document: str, verb: str) -> int:
    """Write the decision, and run."""
    decision = msgspec.convert({"verb": verb, "subject": document, "reason": asked.reason, "by": asked.person or getpass.getuser()}, Decision)
    withdrawing.withdraw(case, withdrawing.find_document(case, document), decision, now())
    with progress() as bar:
        report = run_stages(case, STAGES, now(), Way(LocalEngine(count_cores()), progress=bar))
    say(f"run {report.run} is done." if report.run else "nothing rested on it.")
    return judge(case, report)


def changes(asked: Namespace) -> int:
    """Say why counts changed."""
    case = Case.open(asked.case)
    runs = history.runs_of(case)
    if asked.event:
        turns = list(history.trace_event(case, asked.event))
        if asked.format == "json":
            put_raw(msgspec.json.encode([turn._asdict() for turn in turns]).decode() + "\n")
        for turn in turns if asked.format == "text" else ():
            counted = f"{turn.counted.lo}..{turn.counted.hi} ({turn.counted.digest[:12]})" if turn.counted else "not there"
            put(f"run {turn.run}  {counted}")
            put_all(turn.why)
        return DONE
    after = asked.after or (runs[-1] if runs else 0)
    earlier = [run for run in runs if run < after]
    if not earlier and not asked.before:
        say("there is no earlier run to compare with.")
        return DONE
    tell(asked, history.changes_between(case, asked.before or earlier[-1], after))
    return DONE


def show(asked: Namespace, fall: Fall) -> None:
    """Write what falls with a document."""
    if asked.format == "json":
        stale = [{"id": one.id, "section": one.section, "event": one.subject, "text": one.text} for one in fall.statements]
        body = {"document": fall.document, "stale": stale, "changes": [one._asdict() for one in fall.changes]}
        put_raw(msgspec.json.encode(body).decode() + "\n")
        return
    for statement in fall.statements:
        put(f"stale {statement.id}  {statement.section}: {statement.text}")
    tell(asked, fall.changes)
    say(f"{len(fall.statements):,} sentences fall, {len(fall.changes):,} events change.")


def tell(asked: Namespace, found: Iterable[Change]) -> None:
    """Write changes, each event with its reasons."""
    if asked.format == "json":
        put_raw("".join(msgspec.json.encode(one._asdict()).decode() + "\n" for one in found))
        return
    for one in found:
        put(f"{one.before or '-'} -> {one.after or '-'}")
        put_all(one.why)


def put_all(lines: Iterable[str]) -> None:
    """Write reasons under their event."""
    for line in indented(lines):
        put(line)


def indented(lines: Iterable[str]) -> Iterator[str]:
    """Set lines off."""
    return (f"  {line}" for line in lines)
