"""The commands and their options, with help that shows how each is used."""

import argparse
from pathlib import Path

from cotejo import __version__

EXITS = "exit codes: 0 done, 1 abstentions or failures above the case's limit, 2 usage, 3 damaged evidence"
BEGIN = """\
examples:
  cotejo init mali && cotejo add mali reports/ && cotejo run mali
  cotejo export mali --format html -o mali.html
  cotejo explain --case mali statement-0123456789abcdef
  cotejo verify mali
"""


def parser() -> argparse.ArgumentParser:
    """Build the parser of the whole command line."""
    top = argparse.ArgumentParser(
        prog="cotejo",
        description="Lays reports of undeclared military deployments side by side, and counts on how many independent origins they rest.",
        epilog=f"{BEGIN}\n{EXITS}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"cotejo {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add_case_commands(commands)
    add_reading_commands(commands)
    add_looking_commands(commands)
    add_recover(commands)
    add_changing_commands(commands)
    add_keeping_commands(commands)
    add_serve(commands)
    add_collect_commands(commands)
    add_gazetteer(commands)
    return top


def command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, says: str, example: str) -> argparse.ArgumentParser:
    """Add one command with its help and an example."""
    return commands.add_parser(
        name,
        help=says,
        description=f"{says[0].upper()}{says[1:]}.",
        epilog=f"example:\n{example}\n\n{EXITS}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def add_case_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands that change a case: init, add, run."""
    init = command(commands, "init", "make a case: one folder for bytes, records, log and settings", "  cotejo init mali --name 'Mali 2026'")
    init.add_argument("case", type=Path, metavar="CASE", help="a new or empty folder")
    init.add_argument("--name", help="what the dossier is called; the folder's name if not given")
    add = command(
        commands,
        "add",
        "archive files and folders in a case: texts, pages, PDF, letters, pictures, tracks, and what other tools exported",
        "  cotejo add mali reports/ leaflet.txt tracks/\n  cotejo add mali result.json crawl.wacz acled.csv --dry-run --receipts rows.jsonl",
    )
    add.add_argument("case", type=Path, metavar="CASE")
    add.add_argument("files", type=Path, nargs="+", metavar="FILE", help="a file or a folder")
    add.add_argument("--collector", default="files", metavar="NAME", help="who fetches them: files (default), or one that a plugin adds")
    add.add_argument("--dry-run", action="store_true", help="say what would be added, left out or is known already; write nothing")
    add.add_argument(
        "--receipts", type=Path, metavar="FILE", help="write a line per file and row: accepted, duplicate, or rejected and why (JSON lines)"
    )
    run = command(commands, "run", "read what is new, link, count, check, compose; print the books", "  cotejo run mali --workers 4")
    run.add_argument("case", type=Path, metavar="CASE")
    run.add_argument("--workers", type=count, metavar="N", help="processes; the output is the same for any number (default: one per core)")
    run.add_argument("--fresh", action="store_true", help="do all units again, also those whose inputs did not change")
    says = "run every check whose inputs are there, and print what each says, facet by facet"
    example = "  cotejo add mali tracks/ photos/ && cotejo check mali\n  cotejo check mali --verdict contradicts --format json"
    check = command(commands, "check", says, example)
    check.add_argument("case", type=Path, metavar="CASE")
    check.add_argument(
        "--verdict", action="append", default=[], choices=("supports", "consistent", "silent", "contradicts"),
        help="only findings of this verdict (may be given again)",
    )  # fmt: skip
    check.add_argument("--workers", type=count, metavar="N", help="processes; the output is the same for any number (default: one per core)")
    check.add_argument("--format", choices=("text", "json"), default="text", help="json: one object a line")


def add_recover(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command for a damaged database."""
    says = "build a damaged or lost case.db again from audit.jsonl and blobs; the old one is put aside"
    command(commands, "recover", says, "  cotejo recover mali && cotejo run mali").add_argument("case", type=Path, metavar="CASE")


def add_changing_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands on what a count rests on: withdraw, restore, changes."""
    for name, says, example in (
        ("withdraw", "take a document out of the count, say which sentences fall with it, and bring the case up to date",
         "  cotejo withdraw mali ml-03 --what-if\n  cotejo withdraw mali ml-03 --reason 'retracted by the outlet on 3 May'"),
        ("restore", "take a withdrawn document into the count again", "  cotejo restore mali ml-03 --reason 'the outlet stands by it'"),
    ):  # fmt: skip
        made = command(commands, name, says, example)
        made.add_argument("case", type=Path, metavar="CASE")
        made.add_argument("document", metavar="DOCUMENT", help="id of a document, the beginning of one, or its external id")
        made.add_argument("--reason", default="", help="why: it stands in the log and beside the document")
        made.add_argument("--person", metavar="NAME", help="who decides (default: the user of this machine)")
        made.add_argument("--format", choices=("text", "json"), default="text")
        if name == "withdraw":
            made.add_argument("--what-if", action="store_true", help="only say what would fall; nothing is written")
    says = "say why the number of an event's origins changed: between the last two runs, or of one event through all runs"
    changes = command(
        commands, "changes", says, "  cotejo changes mali\n  cotejo changes mali event-0123456789abcdef\n  cotejo changes mali --before 2 --after 5"
    )
    changes.add_argument("case", type=Path, metavar="CASE")
    changes.add_argument("event", nargs="?", metavar="EVENT", help="id of an event of the latest run, or the beginning of one")
    changes.add_argument("--before", type=count, metavar="RUN", help="default: the run before the latest")
    changes.add_argument("--after", type=count, metavar="RUN", help="default: the latest run")
    changes.add_argument("--format", choices=("text", "json"), default="text")


def add_collect_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands that ask the web: collect, watch; and the one that says which days were covered."""
    says = "look once at the sources of cotejo.toml and archive the pages that they name; one receipt a page, in JSON lines"
    collect = command(
        commands, "collect", says, "  cotejo collect mali --dry-run\n  cotejo collect mali > receipts.jsonl\n  cotejo collect copy --from mali"
    )
    collect.add_argument("case", type=Path, metavar="CASE")
    collect.add_argument("--source", action="append", default=[], metavar="NAME", help="only this source (may be given again)")
    collect.add_argument("--dry-run", action="store_true", help="ask the lists and robots.txt only; archive nothing")
    door = collect.add_mutually_exclusive_group()
    door.add_argument("--from", dest="replayed", type=Path, metavar="CASE", help="answer from what another case recorded, not from the network")
    door.add_argument(
        "--folder", type=Path, metavar="DIR", help="answer from a folder with one subfolder per host, not from the network; dry run only"
    )
    says = "collect, read and tell what is new, again and again: alerts in JSON lines, and as cotejo.toml says to RSS, a webhook, by e-mail"
    watch = command(commands, "watch", says, "  cotejo watch mali >> alerts.jsonl\n  cotejo watch mali --rounds 1  # from cron")
    watch.add_argument("case", type=Path, metavar="CASE")
    watch.add_argument("--rounds", type=count, metavar="N", help="end after so many looks (default: go on until SIGTERM or Ctrl-C)")
    watch.add_argument("--workers", type=count, metavar="N", help="processes that read (default: one per core)")
    covered = command(commands, "covered", "list for each day which sources were looked at, and how they answered", "  cotejo covered mali")
    covered.add_argument("case", type=Path, metavar="CASE")
    covered.add_argument("--format", choices=("text", "json"), default="text")


def add_keeping_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of custody: tombstone, timestamp."""
    says = "remove the bytes of a document because a law demands it, and all that was read of it; its hash and the reason stay"
    tombstone = command(commands, "tombstone", says, "  cotejo tombstone mali ml-03 --reason 'order 12/2026 of the court of ...'")
    tombstone.add_argument("case", type=Path, metavar="CASE")
    tombstone.add_argument("document", metavar="DOCUMENT", help="id of a document or a capture, or a document's external id")
    tombstone.add_argument("--reason", required=True, help="which law or order: it stands in the log for good")
    tombstone.add_argument("--person", metavar="NAME", help="who removes it (default: the user of this machine)")
    says = "list decisions whose words were found elsewhere when their page was read anew (moved), or not for sure (orphaned)"
    moved = command(commands, "moved", says, "  cotejo moved mali\n  cotejo moved mali --format json | jq 'select(.outcome == \"orphaned\")'")
    moved.add_argument("case", type=Path, metavar="CASE")
    moved.add_argument("--format", choices=("text", "json"), default="text")
    says = "have the head of the log time-stamped (RFC 3161): write the question, send it yourself, take the answer in; needs no network"
    example = "  cotejo timestamp mali --request head.tsq\n  cotejo timestamp mali --response head.tsr\n  cotejo verify mali --roots authority.pem"
    timestamp = command(commands, "timestamp", says, example)
    timestamp.add_argument("case", type=Path, metavar="CASE")
    timestamp.add_argument("--request", type=Path, metavar="FILE", help="write the question over the log's head as it stands now")
    timestamp.add_argument("--response", type=Path, metavar="FILE", help="take an authority's answer in")


def add_serve(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command that shows a case in the browser."""
    says = "show a case in the browser: read, review, export; on this machine only unless told otherwise"
    serve = command(commands, "serve", says, "  cotejo serve mali\n  cotejo serve mali --port 0 --no-browser --person ana")
    serve.add_argument("case", type=Path, metavar="CASE")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen at (default: this machine only; elsewhere a token is needed)")
    serve.add_argument("--port", type=int, default=8520, metavar="N", help="0: any that is free (default: 8520)")
    serve.add_argument("--allow-host", action="append", default=[], metavar="NAME", help="another name (or name:port) by which browsers reach it")
    serve.add_argument("--person", metavar="NAME", help="who decides (default: the user of this machine)")
    serve.add_argument("--no-browser", action="store_true", help="do not open the browser")
    serve.add_argument("--offline", action="store_true", help="fetch no page whose address is pasted")


def add_reading_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands that need no case: read, stage, stages."""
    read = command(
        commands,
        "read",
        "read one text, or JSON lines of documents, without a case",
        "  cotejo read article.txt\n  cat documents.jsonl | cotejo read - > readings.jsonl",
    )
    read.add_argument("file", metavar="FILE", help="a text, page or document JSON; - for standard input")
    read.add_argument(
        "--format", choices=("json", "text"), default="json", help="json: the interchange object, one a line (default); text: the claims, for people"
    )
    stage = command(
        commands,
        "stage",
        "run one stage on records in JSON lines, from standard input to standard output",
        "  cotejo export mali --format jsonl | cotejo stage events.link | sort",
    )
    stage.add_argument("name", metavar="NAME", help="see `cotejo stages`")
    stage.add_argument("--case", type=Path, metavar="CASE", help="where archived bytes lie, for stages that read them")
    stages = command(commands, "stages", "list the stages: what each takes and gives", "  cotejo stages")
    stages.add_argument("--format", choices=("text", "json"), default="text")


def add_gazetteer(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command that imports places."""
    says = "put places of a dump that you fetched into a file of your own, which COTEJO_GAZETTEER names from then on"
    places = command(
        commands,
        "gazetteer",
        says,
        "  cotejo gazetteer ML.zip --from geonames -o mali.sqlite\n"
        "  cotejo gazetteer mali-latest.osm.bz2 --from osm --country ML -o mali.sqlite\n"
        "  COTEJO_GAZETTEER=mali.sqlite cotejo run mali",
    )
    places.add_argument("dump", type=Path, metavar="DUMP", help="as published: plain, .gz, .bz2 or .zip")
    places.add_argument("--from", dest="origin", choices=("geonames", "wikidata", "osm"), required=True, help="whose dump it is")
    places.add_argument("--country", metavar="CODE", help="ISO 3166-1 code of places that do not say theirs (osm)")
    places.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="new, or one to which the places are added")


def add_looking_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands that look at a case: explain, verify, export."""
    explain = command(
        commands, "explain", "walk from a record down to archived bytes, checking spans and hashes on the way",
        "  cotejo explain mali statement-0123456789abcdef\n  cotejo explain claim-0123  # in a case's folder; the beginning of an id is enough",
    )  # fmt: skip
    explain.add_argument(
        "words", nargs="+", metavar="[CASE] ID", help="id of a statement, event, claim, origin, document, ...; the case may stand before it"
    )
    explain.add_argument("--case", type=Path, metavar="CASE", help="default: the case in which you are")
    explain.add_argument("--format", choices=("text", "json"), default="text")
    verify = command(
        commands,
        "verify",
        "hash every blob again, check every record, span, reference and log entry; name what is damaged",
        "  cotejo verify mali\n  cotejo verify mali.cotejo.zip  # an export, or the folder it was unpacked into: no database is needed",
    )
    verify.add_argument("case", type=Path, metavar="CASE", help="a case, a .cotejo.zip, or the folder that one was unpacked into")
    verify.add_argument("--roots", type=Path, metavar="PEM", help="root certificates of authorities: also check who signed the time stamps")
    verify.add_argument("--format", choices=("text", "json"), default="text")
    export = command(
        commands,
        "export",
        "write what the latest run found",
        "  cotejo export mali --format html -o mali.html\n  cotejo export mali --format jsonl | grep '\"claim\"'",
    )
    export.add_argument("case", type=Path, metavar="CASE")
    export.add_argument(
        "--format",
        required=True,
        metavar="FORMAT",
        help="zip, html, pdf (printed by Chromium), jsonl, events, csv, geojson, kml, timemap, followthemoney, acled, atlos, wacz, or a plugin's",
    )
    export.add_argument("--documents", choices=("bytes", "hashes"), default="bytes", help="hashes: a zip without the archived bytes")
    export.add_argument("--language", choices=("en", "es"), default="en", help="of sentences and labels in html, events and zip; quotations stay")
    export.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: standard output")


def count(word: str) -> int:
    """Read a positive number."""
    number = int(word)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number
