"""A named outlet or author and a document that names it -> the archived report that is meant, why, and the edge to it."""

from typing import Literal

from cotejo.events.archive import Archive
from cotejo.events.identities import HANDLE
from cotejo.events.versions import DERIVED_BY
from cotejo.records.event import Derivation
from cotejo.records.span import Span

RECENT_DAYS = 10
SHARED_ANCHORS = 3
Relation = Literal["cites", "links_to", "embeds", "copies"]
Report = tuple[str, str, str]  # document, rule, why


def choose_report(archive: Archive, document: str, event: str | None, keys: frozenset[str], name: str) -> Report | None:
    """Choose among the earlier documents of a named outlet or author: on the same event, else shortly before with the same names and numbers."""
    brought = [found for found in archive.brought_by(keys) if found != document and archive.precedes(found, document)]
    on_event = [found for found in brought if event in archive.events_of[found]]
    if on_event:
        best = max(on_event, key=lambda found: (archive.is_outlet(found, keys), archive.own_word(found, event), archive.order(found)))
        return best, "cite.named", f"names {name}, whose report on the same event is archived"
    recent = [found for found in brought if is_recent(archive.day(found), archive.day(document))]
    likely = [found for found in recent if archive.shared_anchors(found, document) >= SHARED_ANCHORS]
    likely = likely or [found for found in recent if archive.is_like(found, document)]
    if likely:
        best = max(likely, key=lambda found: (archive.is_outlet(found, keys), archive.shared_anchors(found, document), archive.order(found)))
        return best, "cite.recent", f"names {name}, who had a report with the same names and numbers shortly before"
    return None


def is_recent(earlier: int | None, later: int | None) -> bool:
    """Whether a report came out shortly before a text that names it; a day that is not known does not speak against it."""
    return earlier is None or later is None or 0 <= later - earlier <= RECENT_DAYS


def describe_carrier(archive: Archive, document: str) -> str:
    """Name who brought a document."""
    found = archive.corpus.documents[document]
    return found.byline if found.byline and HANDLE.search(found.byline) else found.outlet or found.byline or found.external_id


def edge(later: str, earlier: str, relation: Relation, rule: str, why: str, spans: tuple[Span, ...] = ()) -> Derivation:
    """Make a credited hard edge."""
    return Derivation(
        later=later,
        earlier=earlier,
        relation=relation,
        strength="hard",
        credited=True,
        rule=rule,
        spans=spans,
        why=why,
        made_by=DERIVED_BY,
    )
