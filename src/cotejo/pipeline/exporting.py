"""A corpus -> text in one of the formats that other tools read; and JSON lines back into records."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from cotejo.case import custody
from cotejo.case.blobs import sha256_of
from cotejo.case.decisions import read_decisions
from cotejo.case.folder import LOG, Case
from cotejo.documents import wacz
from cotejo.dossier import events_json, followthemoney, geojson, html, kml, table, tables_of_others, timemap
from cotejo.dossier.changes import Change
from cotejo.dossier.wording import Wording
from cotejo.errors import DamagedRecord
from cotejo.pipeline.edits import edit
from cotejo.pipeline.margins import margin_of
from cotejo.records.base import Record
from cotejo.records.claim import Claim
from cotejo.records.codec import decode
from cotejo.records.corpus import Corpus

SHOWN = ("document", "doc", "start", "end", "exact")  # what an exported claim shows of its span and its document, beside its own fields


class Request(msgspec.Struct, frozen=True):
    """What an exporter gets: the case's records, its name, and its archive."""

    corpus: Corpus
    records: tuple[Record, ...]  # all current ones, by id: the corpus with what it does not index
    title: str
    blob: Callable[[str], bytes]
    changes: Callable[[], Sequence[Change]] = tuple  # what the latest run changed of the counts; asked only by formats that tell it
    log: bytes = b""  # the case's log; empty where there is no case
    language: str = "en"  # of sentences and labels, where a format has them; quotations stay
    about: Mapping[str, Any] = {}  # what a package's manifest says beside the files: which filter chose, who decided

    @property
    def head(self) -> str:
        """Number, time and seal of the log's last entry: they stand for all that was done before."""
        return custody.head_of(self.log)


# what a format does not hold of the records; a format that is not here loses nothing
LOSSES: dict[str, tuple[str, ...]] = {
    "events": ("claims of no event", "the texts of documents", "scores and candidates", "archived bytes"),
    "geojson": ("claims, chains and quotations", "origins but for their number", "events as areas: a point and a radius", "archived bytes"),
    "csv": (
        "events but for their id, label and bounds",
        "derivations",
        "candidates",
        "archived bytes",
        "an apostrophe stands before what a spreadsheet could run",
    ),
    "html": ("scores and candidates", "archived bytes, but for small pictures"),
    "pdf": ("scores and candidates", "archived bytes, but for small pictures", "hidden characters as characters"),
    "jsonl": ("archived bytes",),
    "kml": kml.LOSSES,
    "timemap": timemap.LOSSES,
    "followthemoney": followthemoney.LOSSES,
    "acled": tables_of_others.LOSSES,
    "atlos": tables_of_others.LOSSES,
    "wacz": wacz.LOSSES,
}


def archive_of(request: Request, name: str) -> dict[str, Any]:
    """Say which archive an export comes from, and what it loses; nothing where there is no case."""
    return {"archive": {"case": request.title, "log_head": msgspec.json.decode(request.head), "losses": LOSSES[name]}} if request.log else {}


def jsonl(request: Request) -> str:
    """Every record of the case, one a line, `type` first; claims show document, external id and span."""
    return "".join(line(record, request.corpus) + "\n" for record in request.records)


def events(request: Request) -> str:
    """Events as one JSON object: claims, chains, origins, denials."""
    return lay_out(events_json.gather(request.corpus, request.language) | archive_of(request, "events"))


def places(request: Request) -> str:
    """GeoJSON (RFC 7946) of events with places."""
    return lay_out(geojson.gather(request.corpus) | archive_of(request, "geojson"))


def rows(request: Request) -> str:
    """CSV of events."""
    return table.render(request.corpus)


def page(request: Request) -> str:
    """The dossier as one self-contained HTML file."""
    margin = margin_of(request.corpus, request.log, Wording.load(request.language)) if request.log else None
    return html.render(request.corpus, request.title, request.blob, request.changes(), request.head, request.language, margin)


def globe(request: Request) -> str:
    """KML of events with places."""
    return kml.render(request.corpus, request.title, request.head)


def timemap_json(request: Request) -> str:
    """Events and sources for timemap."""
    return lay_out(timemap.gather(request.corpus) | archive_of(request, "timemap"))


def entities(request: Request) -> str:
    """FollowTheMoney entities, one a line."""
    return followthemoney.render(request.corpus)


def acled(request: Request) -> str:
    """CSV of events under ACLED's columns."""
    return tables_of_others.render_acled(request.corpus)


def atlos(request: Request) -> str:
    """CSV of events under Atlos's columns."""
    return tables_of_others.render_atlos(request.corpus)


def web_archive(request: Request) -> bytes:
    """WACZ of what was archived from the web; bytes that were removed by law are left out."""
    gone = custody.removed(request.log)
    return wacz.write([one for one in request.corpus.captures.values() if one.sha256 not in gone], request.blob, request.title)


def lay_out(body: object) -> str:
    """Write indented JSON."""
    return msgspec.json.format(msgspec.json.encode(body), indent=1).decode() + "\n"


def line(record: Record, corpus: Corpus) -> str:
    """One exported line."""
    if not isinstance(record, Claim):
        return record.as_line()
    body: dict[str, Any] = msgspec.json.decode(record.as_line())
    document = corpus.documents.get(record.span.document)
    span = record.span
    shown = dict(zip(SHOWN, (span.document, document.external_id if document else None, span.start, span.end, span.exact), strict=True))
    return msgspec.json.encode({"type": body.pop("type"), "id": body.pop("id")} | shown | body).decode()


def read_lines(lines: Iterable[str]) -> Iterator[Record]:
    """Decode JSON lines, exported ones too; blank lines are passed over.

    Raises:
        DamagedRecord: naming the line.
    """
    for number, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            yield decode(strip(text))
        except DamagedRecord as error:
            raise DamagedRecord(f"line {number}: {error}") from error


def strip(text: str) -> str | bytes:
    """Take from an exported claim what it only shows."""
    try:
        body = msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text  # the codec says what is wrong with it
    if isinstance(body, dict) and body.get("type") == Claim.type_name():
        return msgspec.json.encode({key: value for key, value in body.items() if key not in SHOWN})
    return text


def request_of(case: Case, changes: Callable[[], Sequence[Change]] = tuple, language: str = "en") -> Request:
    """Gather all that a case now stands on, with what persons left out of its dossier and wrote into it."""
    log = (case.folder / LOG).read_bytes()
    records = edit(case.current(), read_decisions(log.splitlines(keepends=True)))
    return Request(Corpus.of(records), records, case.settings.case.name, case.blobs.read, changes, log, language)


def note(case: Case, name: str, data: bytes, at: datetime) -> None:
    """Log an export with its hash; a case that lies where nothing may be written (a court's copy) is left as it is."""
    if not os.access(case.folder, os.W_OK):
        return
    with case.changing(), case.act(at) as act:
        act.note("export", {"format": name, "sha256": sha256_of(data), "size_bytes": len(data)})
