"""export, read, stage, stages: a parsed command -> results on standard output for people and other tools."""

import sys
from argparse import Namespace
from functools import partial
from pathlib import Path

import msgspec

from cotejo.case.folder import Case, now
from cotejo.cli.codes import DONE, USAGE
from cotejo.cli.talk import put, put_bytes, put_raw, say
from cotejo.pipeline import exporting, piping, reading
from cotejo.pipeline.history import last_changes
from cotejo.pipeline.stages import STAGES, stage_named
from cotejo.plugins import plugin_named


def export(asked: Namespace) -> int:
    """Write the records of a case in a format; say what it loses and where the log stood."""
    render = plugin_named("exporters", asked.format).load()
    case = Case.open(asked.case)
    request = exporting.request_of(case, partial(last_changes, case, asked.language), asked.language)
    if asked.documents == "hashes":
        request = msgspec.structs.replace(request, about={"documents": "hashes"})
    made: str | bytes = render(request)
    data = made.encode() if isinstance(made, str) else made
    exporting.note(case, asked.format, data, now())
    if asked.output is None:
        put_bytes(data)
    else:
        asked.output.write_bytes(data)
        say(f"{asked.output}: {len(data):,} bytes")
    for loss in exporting.LOSSES.get(asked.format, ()):
        say(f"not in this format: {loss}")
    say(f"the log ended with: {request.head}")
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
