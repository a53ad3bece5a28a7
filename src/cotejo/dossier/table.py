"""Claims -> CSV, a row per claim, in which no cell can become a formula."""

import csv
import io
import re

from cotejo.dossier.compose import order_events
from cotejo.dossier.indexed import Indexed
from cotejo.records.claim import Claim
from cotejo.records.corpus import Corpus
from cotejo.records.event import Event
from cotejo.records.span import Quantity

COLUMNS = (
    "claim",
    "event",
    "label",
    "origins_lo",
    "origins_hi",
    "document",
    "outlet",
    "published",
    "language",
    "url",
    "event_type",
    "start",
    "end",
    "exact",
    "polarity",
    "speech_act",
    "certainty",
    "chain",
    "actors",
    "actor_states",
    "host",
    "place_as_written",
    "place",
    "admin1",
    "country",
    "latitude",
    "longitude",
    "precision",
    "radius_m",
    "time_as_written",
    "earliest",
    "latest",
    "time_basis",
    "count_low",
    "count_high",
    "count_unit",
    "equipment",
    "sha256",
)
# what a spreadsheet may take for a formula, with blanks and invisible signs before it
ACTIVE = re.compile(r"[\s\x00-\x1f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def render(corpus: Corpus) -> str:
    """Write the table with a header, CRLF line ends (RFC 4180); claims of no event (denials, single mentions) have an empty event."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_MINIMAL)
    writer.writerow(COLUMNS)
    indexed = Indexed.over(corpus)
    listed = [(event, key) for event in order_events(corpus) for key in event.claims if key in corpus.claims]
    within = {key for _, key in listed}
    for event, key in listed:
        writer.writerow(write_row(indexed, event, corpus.claims[key]))
    for key, claim in corpus.claims.items():
        if key not in within:
            writer.writerow(write_row(indexed, None, claim))
    return written.getvalue()


def write_row(corpus: Indexed, event: Event | None, claim: Claim) -> list[str]:
    """Write one claim in the order of COLUMNS."""
    found = corpus.assessments.get(event.id) if event else None
    innermost = claim.stances[-1] if claim.stances else None
    cells: list[object] = [
        claim.id,
        event.id if event else "",
        found.label if found else "",
        found.lo if found else "",
        found.hi if found else "",
        *about_document(corpus, claim),
        claim.event_type,
        claim.span.start,
        claim.span.end,
        claim.span.exact,
        claim.polarity,
        innermost.speech_act if innermost else "",
        innermost.certainty if innermost else "",
        " > ".join(hop.source.name for hop in corpus.chain(claim.attribution)),
        "; ".join(actor.span.exact for actor in claim.actors),
        " ".join(sorted({actor.state for actor in claim.actors if actor.state})),
        claim.host,
        claim.place.span.exact if claim.place else "",
        *about_place(corpus, claim),
        claim.time.exact if claim.time else "",
        *about_time(corpus, claim),
        *about_count(claim.personnel),
        "; ".join(item.span.exact for item in claim.equipment),
        sha256_of(corpus, claim),
    ]
    return [neutralise(cell) for cell in cells]


def neutralise(cell: object) -> str:
    """Write a cell; an apostrophe goes before what a spreadsheet could run, plain numbers stay numbers."""
    written = "" if cell is None else str(cell)
    return "'" + written if ACTIVE.match(written) and not NUMBER.fullmatch(written) else written


def about_document(corpus: Indexed, claim: Claim) -> tuple[object, ...]:
    """External id, outlet, day of publication, language, address."""
    document = corpus.document_of(claim.id)
    day = (document.published.latest or document.published.earliest) if document.published else None
    return document.external_id, document.outlet, day, document.language, document.url


def about_place(corpus: Indexed, claim: Claim) -> tuple[object, ...]:
    """Name, admin1, country, latitude, longitude, precision and radius of the resolved place."""
    place = corpus.place(claim.id)
    return (place.name, place.admin1, place.country, place.latitude, place.longitude, place.precision, place.radius_m) if place else ("",) * 7


def about_time(corpus: Indexed, claim: Claim) -> tuple[object, ...]:
    """First and last possible day, and basis."""
    time = corpus.time(claim.id)
    return (time.earliest, time.latest, time.basis) if time else ("",) * 3


def about_count(count: Quantity | None) -> tuple[object, ...]:
    """Bounds and unit of a count."""
    return (count.low, count.high, count.unit) if count else ("",) * 3


def sha256_of(corpus: Indexed, claim: Claim) -> str:
    """Hash of the archived bytes behind a claim."""
    capture = corpus.captures.get(corpus.document_of(claim.id).capture)
    return capture.sha256 if capture else ""
