"""Documents -> which texts follow which: compared once for linking and for derivations, which both ask."""

import hashlib
from collections import defaultdict
from collections.abc import Container, Iterable

import msgspec

from cotejo.events.archive import Archive
from cotejo.events.copies import find_copies
from cotejo.events.passages import read_passages
from cotejo.events.quotations import find_reused
from cotejo.events.translations import Field, Likeness, choose_originals, find_likenesses
from cotejo.records.event import Derivation

WHOLE = frozenset({"copy.exact", "copy.reprint"})


class Compared(msgspec.Struct, frozen=True):
    """Copies; per document the earlier texts that it may translate or paraphrase, with how much; and the anchors that show it."""

    copies: tuple[Derivation, ...]
    likenesses: dict[str, list[tuple[Likeness, str]]]
    field: Field


LAST: dict[str, Compared] = {}  # the last corpus compared, by its digest: at most one entry


def compare_texts(archive: Archive) -> Compared:
    """Compare all documents of an archive. The result depends on the documents only, and is kept until others are compared."""
    digest = archive.digest = archive.digest or digest_of(archive)
    if digest not in LAST:
        passages = read_passages(archive.corpus)
        copied = tuple(find_copies(archive, passages))
        sure = {(found.later, found.earlier) for found in copied if found.strength == "hard"}
        copies = (*copied, *find_reused(archive, passages, sure))
        families = families_of(copied)
        field = Field.of(archive, families, passages)
        compared = Compared(copies, find_likenesses(archive, families, field), field.without_frames())
        LAST.clear()
        LAST[digest] = compared
    return LAST[digest]


def digest_of(archive: Archive) -> str:
    """Digest of all that the comparison reads: ids (which hold the texts), who brings them, when, in which language."""
    found = hashlib.sha256()
    for key, document in archive.corpus.documents.items():
        read = (archive.orders[key], document.outlet, document.byline, document.language, str(document.published_at), str(document.published))
        found.update(repr(read).encode())
    return found.hexdigest()


def families_of(copies: tuple[Derivation, ...]) -> dict[str, str]:
    """Group whole copies of one text under the earliest: they weigh as one document."""
    family: dict[str, str] = {}
    for found in copies:
        if found.rule in WHOLE:
            family[found.later] = family.get(found.earlier, found.earlier)
    return family


def rests_of(found: Iterable[Derivation], documents: Container[str]) -> dict[str, set[str]]:
    """Give, per document, the archived ones that it rests on."""
    rests: dict[str, set[str]] = defaultdict(set)
    for edge in found:
        if edge.earlier in documents:
            rests[edge.later].add(edge.earlier)
    return rests


def find_ties(archive: Archive) -> dict[str, frozenset[str]]:
    """Give, per document, those whose text it follows or that follow it; what linking may know before there are events."""
    compared = compare_texts(archive)
    rests = rests_of(compared.copies, archive.corpus.documents)
    tied: dict[str, set[str]] = defaultdict(set)
    for found in (*compared.copies, *choose_originals(archive, compared.likenesses, compared.field, rests)):
        tied[found.later].add(found.earlier)
        tied[found.earlier].add(found.later)
    return {key: frozenset(others) for key, others in tied.items()}
