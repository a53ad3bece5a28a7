"""explain, verify: a parsed command -> what a case holds and whether it is whole. No room is loaded for this, no parser of strangers' files."""

from argparse import Namespace
from pathlib import Path

import msgspec

from cotejo.case import explain as explaining
from cotejo.case.folder import Case, find_case
from cotejo.case.verify import Verdict
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
        return tell(asked, verify_package(asked.case))
    if not any((asked.case / name).exists() for name in ("cotejo.toml", "case.db", "audit.jsonl")):
        raise UsageError(f"{asked.case} is no case: it has no cotejo.toml, case.db or audit.jsonl; nor is it an export: it has no manifest.json.")
    return tell(asked, check_case(asked.case))


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
