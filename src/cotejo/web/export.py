"""A filter -> files to take out of the house: dossier page, JSON, JSON lines, CSV, GeoJSON, and all of it with its archive in one zip."""

import hashlib
from functools import partial
from typing import Any

import msgspec

from cotejo.case.folder import LOG
from cotejo.dossier.contradict import stand_beside
from cotejo.dossier.indexed import lift
from cotejo.errors import CotejoError
from cotejo.pipeline import exporting, packing
from cotejo.pipeline.edits import edit
from cotejo.pipeline.exporting import Request
from cotejo.pipeline.history import last_changes
from cotejo.records.base import Record
from cotejo.records.corpus import Corpus
from cotejo.records.event import Event
from cotejo.web.asked import Asked, Sent
from cotejo.web.choose import Filter
from cotejo.web.desk import Desk, Laid
from cotejo.web.routes import Field, Route
from cotejo.web.views.workbench import FILTER_FIELDS

MAKERS = {
    "csv": (exporting.rows, "text/csv"),
    "geojson": (exporting.places, "application/geo+json"),
    "html": (exporting.page, "text/html"),
    "json": (exporting.events, "application/json"),
    "jsonl": (exporting.jsonl, "application/jsonl"),
}


def restrict(laid: Laid, events: list[Event]) -> tuple[Record, ...]:
    """Keep of a case what the chosen events stand on: claims (those beside too), chains, documents, captures, origins, sentences."""
    corpus = laid.corpus
    kept = {event.id for event in events}
    claims = {key for event in events for key in event.claims}
    claims |= {entry.claim for event in events for entry in stand_beside(corpus, event)}
    claims &= set(corpus.claims)
    hops = {hop.id for key in claims for hop in corpus.chain(corpus.claims[key].attribution)}
    documents = {corpus.claims[key].span.document for key in claims}
    cited = {span.document for one in corpus.statements.values() if one.subject in kept for span in one.citations}
    cited |= {span.document for one in corpus.origins.values() if one.event in kept for piece in one.evidence if (span := piece.span)}
    documents |= (cited | {key for one in corpus.origins.values() if one.event in kept for key in one.documents}) & set(corpus.documents)
    exhibits = {one.id for key in documents for one in corpus.exhibits_by_document.get(key, ())}
    findings = [one for one in corpus.findings.values() if one.subject in claims | exhibits]
    digests = {digest for one in findings for digest in one.inputs}
    by_hash = {one.sha256: key for key, one in corpus.captures.items()}
    captures = {corpus.documents[key].capture for key in documents} | {by_hash[digest] for digest in digests if digest in by_hash}
    exhibits |= {key for key, one in corpus.exhibits.items() if one.capture in captures}
    captures |= {corpus.exhibits[key].capture for key in exhibits}
    edges = [one for one in corpus.derivations.values() if all(known_node(corpus, end, documents) for end in (one.later, one.earlier))]
    found: list[Record] = [
        *events,
        *(corpus.claims[key] for key in claims),
        *(corpus.attributions[key] for key in hops),
        *(one for (subject, _), one in corpus.resolutions.items() if subject in claims | hops),
        *(corpus.documents[key] for key in documents),
        *(corpus.captures[key] for key in captures if key in corpus.captures),
        *(corpus.exhibits[key] for key in exhibits),
        *findings,
        *edges,
        *(one for one in corpus.links.values() if one.left in claims and one.right in claims),
        *(one for one in corpus.origins.values() if one.event in kept),
        *(one for one in corpus.assessments.values() if one.event in kept),
        *(one for one in corpus.statements.values() if one.subject in kept),
        *(one for one in corpus.abstentions.values() if one.subject in claims | documents | kept),
    ]
    return tuple(sorted(found, key=lambda one: one.id))


def known_node(corpus: Corpus, node: str, documents: set[str]) -> bool:
    """Whether a node of the derivation graph stays: a kept document, or an entity."""
    return node.startswith(("source:", "ghost:")) or lift(corpus, node) in documents


def request_of(desk: Desk, asked: Asked) -> Request:
    """Gather what an exporter gets: everything, or what the filter chooses."""
    laid = desk.look()
    chosen = Filter.of(asked).choose(laid)
    title = desk.case.settings.case.name
    log, language = (desk.case.folder / LOG).read_bytes(), asked.language
    if len(chosen) == len(laid.shelf.events):
        records = edit(desk.case.current(), desk.standing())
        return Request(Corpus.of(records), records, title, desk.case.blobs.read, partial(last_changes, desk.case, language), log, language)
    records = edit(restrict(laid, chosen), desk.standing())
    return Request(
        Corpus.of(records), records, f"{title} ({len(chosen)} of {len(laid.shelf.events)})", desk.case.blobs.read, log=log, language=language
    )


def send_export(desk: Desk, asked: Asked) -> Sent:
    """Write one format."""
    suffix = asked.path.rpartition(".")[2] if "." in asked.path else "json"
    make, media_type = MAKERS[suffix]
    text = make(request_of(desk, asked))
    log(desk, suffix, text.encode())
    return Sent(text.encode(), media_type, f"{plain_name(desk)}.{suffix}", sandbox=True)


def send_zip(desk: Desk, asked: Asked) -> Sent:
    """Write everything into one zip: `documents=hashes` leaves the archived bytes out and keeps their hashes."""
    data = pack(desk, asked)
    log(desk, "cotejo.zip", data)
    return Sent(data, "application/zip", f"{plain_name(desk)}.cotejo.zip")


def pack(desk: Desk, asked: Asked) -> bytes:
    """Pack what the filter chooses."""
    request = request_of(desk, asked)
    about = {"filter": [list(pair) for pair in asked.query], "documents": asked.one("documents") or "bytes"}
    return packing.package(msgspec.structs.replace(request, about=about))


def log(desk: Desk, name: str, data: bytes) -> None:
    """Log what left the house, with its hash; where the log cannot be written, the export goes on."""
    try:
        with desk.case.act(desk.clock()) as act:
            act.note("export", {"format": name, "sha256": hashlib.sha256(data).hexdigest(), "size_bytes": len(data)})
    except CotejoError:
        return


def plain_name(desk: Desk) -> str:
    """Name files after the case."""
    name = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in desk.case.settings.case.name.lower()).strip("-")
    return name or "case"


SHARED = (*FILTER_FIELDS,)
ROUTES = (
    *(Route(f"/api/v1/export.{suffix}", send_export, f"the chosen events as {suffix}", "GET", SHARED, kind, dict[str, Any])
      for suffix, (_, kind) in MAKERS.items()),
    Route("/api/v1/export.cotejo.zip", send_zip, "dossier, records, log and archived bytes in one file", "GET",
          (*SHARED, Field("documents", "hashes: without the archived bytes")), "application/zip"),
)  # fmt: skip
