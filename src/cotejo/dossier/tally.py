"""Origins of an event -> how many stand, between which bounds, and which were withdrawn."""

from typing import NamedTuple

from cotejo.dossier.indexed import Indexed
from cotejo.records.event import Event
from cotejo.records.origin import Origin

NAMELESS = ("unnamed", "rumour")  # kinds of source that nobody can be asked about
PHYSICAL = ("image", "track", "sensor")  # kinds of source that are no words


class Tally(NamedTuple):
    """Standing origins of one side: `lo` groups with shown own reporting, `hi` roots in all; and those that were withdrawn."""

    lo: int
    hi: int
    standing: tuple[Origin, ...]
    withdrawn: tuple[Origin, ...]


def origins_of(corpus: Indexed, event: Event, side: str = "supports", detail: str | None = None) -> tuple[Origin, ...]:
    """Find an event's origins of one side, for the happening itself or for one detail: determined ones first, then by name and id."""
    found = [origin for origin in corpus.origins_by_event.get(event.id, ()) if origin.side == side and origin.detail == detail]
    return tuple(sorted(found, key=lambda origin: (not origin.determined, -len(origin.documents), origin.name, origin.id)))


def count_standing(corpus: Indexed, origins: tuple[Origin, ...]) -> Tally:
    """Count the origins that were not withdrawn.

    A root that a soft edge unites with another counts in hi, and their group counts once in lo, if one of it shows own reporting.
    """
    gone = tuple(origin for origin in origins if is_withdrawn(corpus, origin))
    standing = tuple(origin for origin in origins if origin not in gone)
    lo, hi = bounds(standing)
    return Tally(lo, hi, standing, gone)


def bounds(origins: tuple[Origin, ...]) -> tuple[int, int]:
    """Count (groups that hold a determined root, roots)."""
    parent: dict[str, str] = {}
    for origin in origins:
        for root in (origin.root, *origin.merged):
            parent.setdefault(root, root)
            left, right = top(parent, origin.root), top(parent, root)
            parent[max(left, right)] = min(left, right)
    determined = {top(parent, origin.root) for origin in origins if origin.determined}
    return len(determined), len(parent)


def top(parent: dict[str, str], node: str) -> str:
    """Follow a union-find forest to the top."""
    while parent[node] != node:
        node = parent[node]
    return node


def is_withdrawn(corpus: Indexed, origin: Origin) -> bool:
    """Whether an origin took its own report back: whole (not one field of it), by its own word or in the document that carried it first.

    An echo that corrects itself withdraws nothing but the echo.
    """
    retracted = {
        claim: link.left
        for claim in origin.claims
        for link in corpus.links_by_right.get(claim, ())
        if link.relation == "corrects" and link.judgement == "positive" and not link.field
    }
    if not origin.claims or not any(claim in retracted for claim in origin.claims):
        return False
    if all(claim in retracted for claim in origin.claims):
        return True
    if any(root_speaks(corpus, origin, retracted[claim]) for claim in origin.claims if claim in retracted):
        return True
    carriers = {piece.span.document for piece in origin.evidence if piece.span} | {origin.root}
    at_root = [claim for claim in origin.claims if claim in corpus.claims and carriers & {claim, corpus.claims[claim].span.document}]
    return bool(at_root) and all(claim in retracted for claim in at_root)


def root_speaks(corpus: Indexed, origin: Origin, claim: str) -> bool:
    """Whether the correcting claim is the root's own word: the same source at the end of its chain."""
    if claim not in corpus.claims or not origin.root.startswith("source:"):
        return False
    chain = corpus.chain(corpus.claims[claim].attribution)
    entity = corpus.source(chain[-1].id) if chain else None
    return entity is not None and origin.root == f"source:{entity.canonical}"
