"""What an exporter gets -> a `.cotejo.zip`: dossier, findings, records, the log, archived bytes, a web archive, and a manifest that is sealed."""

from collections.abc import Iterator
from typing import Any

from cotejo import __version__
from cotejo.case import package as packages
from cotejo.case.custody import removed
from cotejo.case.decisions import Standing, read_decisions
from cotejo.documents import wacz
from cotejo.pipeline import exporting
from cotejo.pipeline.exporting import LOSSES, Request, lay_out
from cotejo.plugins import GROUPS, plugins

MAKERS = {
    "dossier.html": ("html", exporting.page),
    "findings.json": ("events", exporting.events),
    "events.csv": ("csv", exporting.rows),
    "places.geojson": ("geojson", exporting.places),
    "records.jsonl": ("jsonl", exporting.jsonl),
}
HASHES = "hashes"
WEB_ARCHIVE = "archive.wacz"


def package(request: Request) -> bytes:
    """Pack all. `about["documents"] == "hashes"` leaves the archived bytes out and keeps their hashes.

    Raises:
        DamagedBlob: archived bytes are not what they were: the export stops, nothing is passed over.
    """
    lines = request.log.splitlines(keepends=True)
    standing = read_decisions(lines)
    parts = {name: str(make(request)).encode() for name, (_, make) in MAKERS.items()}
    parts |= {"decisions.json": lay_out([{"at": one.at, "seal": one.seal, "decision": one.decision} for one in standing.every]).encode()}
    parts |= {"audit.jsonl": request.log}
    losses = {name: list(LOSSES[kind]) for name, (kind, _) in MAKERS.items()}
    gone = removed(request.log)
    if request.about.get("documents") == HASHES:
        losses["documents/"] = ["hash-only: the archived bytes are not in this file"]
    else:
        parts |= {f"documents/{sha256}": request.blob(sha256) for sha256 in hashes(request) if sha256 not in gone}
        captures = [one for one in request.corpus.captures.values() if one.sha256 not in gone]
        parts[WEB_ARCHIVE] = wacz.write(captures, request.blob, request.title)
        losses[WEB_ARCHIVE] = list(wacz.LOSSES)
    if gone:
        losses["documents/ (removed by law)"] = sorted(gone)
    return packages.pack(parts, describe(request, standing) | dict(request.about) | {"losses": losses})


def hashes(request: Request) -> Iterator[str]:
    """Hashes of the archived bytes, sorted."""
    yield from sorted({capture.sha256 for capture in request.corpus.captures.values()})


def describe(request: Request, standing: Standing) -> dict[str, Any]:
    """Say what made the package: versions, the log's head, what persons decided."""
    return {
        "cotejo": __version__,
        "case": request.title,
        "log_head": request.head,
        "made_by": sorted({str(made) for record in request.records if (made := getattr(record, "made_by", None))}),
        "plugins": sorted({f"{one.package}@{one.version}" for group in GROUPS for one in plugins(group) if one.package != "cotejo"}),
        "decisions_head": standing.head,
        "rejected": rejected(standing),
        "waived": waived(standing),
    }


def rejected(standing: Standing) -> list[str]:
    """Records that a person rejected: they are in the files, and marked here."""
    return sorted(slot[1] for slot, made in standing.latest().items() if slot[0] == "judge" and made.decision.verb == "reject")


def waived(standing: Standing) -> list[str]:
    """Events whose verdict was given by the one who edited last: four eyes were waived."""
    by = {made.decision.by for made in standing.done}
    return sorted({made.decision.subject for made in standing.done if made.decision.verb == "state"}) if len(by) <= 1 else []
