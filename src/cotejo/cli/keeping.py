"""tombstone, timestamp, moved: a parsed command -> bytes removed by law, the log's head under an authority's clock, decisions whose words moved."""

import getpass
from argparse import Namespace

import msgspec

from cotejo.case import timestamps
from cotejo.case.folder import Case, now
from cotejo.case.tombstone import Order, bury
from cotejo.cli.codes import DONE
from cotejo.cli.talk import progress, put, put_raw, say
from cotejo.cli.working import judge
from cotejo.engine.local import LocalEngine, count_cores
from cotejo.errors import UsageError
from cotejo.pipeline import withdrawing
from cotejo.pipeline.carrying import places_of
from cotejo.pipeline.running import Way
from cotejo.pipeline.running import run as run_stages
from cotejo.pipeline.stages import STAGES
from cotejo.records.document import Capture


def tombstone(asked: Namespace) -> int:
    """Remove the bytes of a document, and read the case again without it."""
    case = Case.open(asked.case)
    captures = {record.id for record in case.current(["capture"]) if isinstance(record, Capture)}
    capture = asked.document if asked.document in captures else withdrawing.find_document(case, asked.document).capture
    found = bury(case, capture, Order(asked.reason, asked.person or getpass.getuser()), now())
    for name in found.captures:
        say(f"tombstone: {name}")
    say(f"{len(found.removed):,} files of bytes are removed; their hashes and the reason stay in the log.")
    case = Case.open(asked.case)
    with progress() as bar:
        report = run_stages(case, STAGES, now(), Way(LocalEngine(count_cores()), progress=bar))
    return judge(case, report)


def timestamp(asked: Namespace) -> int:
    """Write the question for an authority, or take its answer in."""
    case = Case.open(asked.case)
    if asked.request:
        asked.request.write_bytes(timestamps.ask(case))
        say(f"{asked.request}: send it to an authority as application/timestamp-query, then: cotejo timestamp {case.folder} --response FILE")
    elif asked.response:
        found = timestamps.take(case, asked.response.read_bytes(), now())
        say(f"entry {found.number} of the log existed at {found.time}; `cotejo verify {case.folder} --roots ROOTS.pem` checks who says so.")
    else:
        raise UsageError("give --request FILE to write the question, or --response FILE to take the answer in.")
    return DONE


def moved(asked: Namespace) -> int:
    """List decisions of persons whose words were found elsewhere when their page was read anew, or not at all."""
    case = Case.open(asked.case)
    found = places_of(case)
    for one in found:
        if asked.format == "json":
            put_raw(msgspec.json.encode(one._asdict()).decode() + "\n")
        else:
            put(f"{one.outcome}  {one.document}  {one.claim}: {one.exact!r}")
            put(f"    {one.detail}")
            for decision in one.decisions:
                put(f"    {decision}")
    lost = sum(one.outcome == "orphaned" for one in found)
    say(f"{len(found) - lost:,} moved, {lost:,} lost their place." if found else "every decision stands on the words that it was made on.")
    return DONE
