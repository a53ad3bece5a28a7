"""Events -> CSV as ACLED and Atlos lay it out, a row per event; no cell can become a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

import msgspec

from cotejo.dossier.facts import Facts, facts_of
from cotejo.dossier.table import neutralise
from cotejo.records.corpus import Corpus

LOSSES = ("claims but for the first quotation", "chains, stances, links and origins but for their number", "a place's radius", "archived bytes",
          "cells that a spreadsheet could run have an apostrophe before them")  # fmt: skip
GEO_PRECISION = {"site": 1, "settlement": 1, "admin2": 2, "admin1": 2, "country": 3}  # ACLED: 1 town, 2 part of a region, 3 region or wider
TIME_PRECISION = ((0, 1), (7, 2), (31, 3))  # days between the bounds at most -> ACLED: 1 day, 2 week, 3 month
ACLED = (
    "event_id_cnty", "event_date", "event_date_latest", "year", "time_precision", "event_type", "actor1", "country", "admin1", "location", "latitude",
    "longitude", "geo_precision", "source", "notes", "count_low", "count_high", "count_unit", "origins_lo", "origins_hi", "label", "documents",
)  # fmt: skip
ATLOS = ("slug", "description", "date", "latitude", "longitude", "type", "status", "tags", "source_1", "source_2", "source_3", "more_info", "cotejo")
ATLOS_SOURCES = 3


def render_acled(corpus: Corpus) -> str:
    """Write ACLED's columns and, where it has none, our own beside them. A row is what is claimed, not a confirmed event: `label` says how far."""
    return write(ACLED, (acled_row(facts) for facts in facts_of(corpus)))


def render_atlos(corpus: Corpus) -> str:
    """Write Atlos's columns; `cotejo` holds the rest as JSON, as its API keeps other tools' facts under their name."""
    return write(ATLOS, (atlos_row(facts) for facts in facts_of(corpus)))


def write(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table with CRLF line ends (RFC 4180)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([neutralise(cell) for cell in row] for row in rows)
    return out.getvalue()


def acled_row(facts: Facts) -> tuple[object, ...]:
    """One event under ACLED's columns."""
    event, place = facts.event, facts.place
    latitude, longitude = facts.located or ("", "")
    outlets = sorted({document.outlet for document in facts.documents if document.outlet})
    return (
        event.id, facts.earliest, facts.latest, facts.earliest.year if facts.earliest else "", time_precision(facts), event.event_type,
        " ".join(event.actor_states), (place.country if place else None) or event.host, place.admin1 if place else "", place.name if place else "",
        latitude, longitude, GEO_PRECISION[place.precision] if place else "", "; ".join(outlets), facts.quote,
        event.low, event.high, event.count_unit,
        facts.lo, facts.hi, facts.label, " ".join(document.external_id for document in facts.documents),
    )  # fmt: skip


def time_precision(facts: Facts) -> int | str:
    """ACLED's precision of a time; empty where it is wider than a month or open."""
    if facts.earliest is None or facts.latest is None:
        return ""
    days = (facts.latest - facts.earliest).days
    return next((code for most, code in TIME_PRECISION if days <= most), "")


def atlos_row(facts: Facts) -> tuple[object, ...]:
    """One event under Atlos's columns."""
    event = facts.event
    latitude, longitude = facts.located or ("", "")
    urls = [document.url for document in facts.documents if document.url][:ATLOS_SOURCES]
    more = {
        "id": event.id, "latest": facts.latest.isoformat() if facts.latest else None, "label": facts.label, "origins": [facts.lo, facts.hi],
        "count": [event.low, event.high, event.count_unit], "documents": [document.external_id for document in facts.documents],
        "precision": facts.place.precision if facts.place else None,
    }  # fmt: skip
    return (
        event.id, facts.quote, facts.earliest, latitude, longitude, event.event_type, "Unclaimed", event.host, *urls,
        *[""] * (ATLOS_SOURCES - len(urls)), facts.where, msgspec.json.encode(more).decode(),
    )  # fmt: skip
