"""explain, verify: a parsed command -> what a case holds and whether it is whole. No room is loaded for this, no parser of strangers' files."""

from argparse import Namespace
from pathlib import Path

import msgspec

from cotejo.case import explain as explaining
from cotejo.case import timestamps
from cotejo.case.folder import LOG, Case, find_case
from cotejo.case.package import open_zip
from cotejo.case.verdict import Fault, Verdict
from cotejo.case.verify import read_entries
from cotejo.case.verify import verify as check_case
from cotejo.case.verify_package import is_package, verify_package
from cotejo.cli.codes import DAMAGED, DONE
from cotejo.cli.talk import put, put_raw, say
from cotejo.errors import UsageError


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
    """Check a case or an export and name what is damaged."""
    if not asked.case.exists():
        raise UsageError(f"{asked.case}: there is no such case or export.")
    if is_package(asked.case):
        return tell(asked, check_stamps(asked, verify_package(asked.case)))
    if not any((asked.case / name).exists() for name in ("cotejo.toml", "case.db", "audit.jsonl")):
        raise UsageError(f"{asked.case} is no case: it has no cotejo.toml, case.db or audit.jsonl; nor is it an export: it has no manifest.json.")
    return tell(asked, check_stamps(asked, check_case(asked.case)))


def check_stamps(asked: Namespace, verdict: Verdict) -> Verdict:
    """Add what is to be said of the log's time stamps."""
    log = read_log(asked.case)
    entries = read_entries(log.splitlines(keepends=True))
    if not any(entry.act == timestamps.ACT for entry in entries):
        return verdict
    try:
        stamps = list(timestamps.check(entries, asked.roots))
    except UsageError as error:
        if str(error) != timestamps.MISSING:
            raise
        return verdict._replace(notes=(*verdict.notes, f"time stamps were not checked: {error}"))
    faults = tuple(Fault(f"time stamp of entry {one.number}", what) for one in stamps for what in one.faults)
    who = "signatures checked" if asked.roots else "who signed was not checked: give --roots"
    notes = tuple(f"entry {one.number} existed at {one.time} ({who})" for one in stamps if not one.faults)
    return verdict._replace(faults=verdict.faults + faults, notes=verdict.notes + notes, counts=verdict.counts | {"time stamps": len(stamps)})


def read_log(path: Path) -> bytes:
    """Give the log of a case or an export; empty where it cannot be had."""
    if path.is_file():
        return open_zip(path.name, path.read_bytes()).parts.get(LOG, b"")
    return (path / LOG).read_bytes() if (path / LOG).is_file() else b""


def tell(asked: Namespace, verdict: Verdict) -> int:
    """Write a verdict."""
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
