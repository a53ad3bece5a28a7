"""Texts that a program read off pictures -> on which document each rests: the one that shows the picture. Such a text is never an origin.

Nobody knows who wrote what stands in a picture, nor when, and pictures of posts are easily forged. Whoever shows it answers for it; a picture that
no document shows is a report that is named and not archived.
"""

from collections.abc import Iterator

from cotejo.events.archive import Archive
from cotejo.events.versions import DERIVED_BY
from cotejo.records.corpus import Corpus
from cotejo.records.document import Document
from cotejo.records.event import Derivation

RULE = "picture.text"


def is_pictured(document: Document | None) -> bool:
    """Whether a document is what a program read off a picture."""
    return document is not None and document.making is not None


def rest_on_shown(corpus: Corpus, archive: Archive) -> Iterator[Derivation]:
    """Give for each such text a hard edge to the first document that shows its picture (or the film that it is taken from), else to a ghost."""
    for key, document in corpus.documents.items():
        if document.making is None:
            continue
        capture = corpus.captures.get(document.making.derived_from)
        shown = {document.making.derived_from, capture.derived_from if capture else None}
        showing = [other for other, one in corpus.documents.items() if one.making is None and not shown.isdisjoint(one.media)]
        first = min(showing, key=archive.order, default=None)
        name = (capture.locator or capture.url) if capture else document.making.derived_from
        yield Derivation(
            later=key,
            earlier=first or f"ghost:picture:{name}",
            relation="copies",
            strength="hard",
            credited=True,
            rule=RULE,
            why=f"read by {document.making.tool} {document.making.version} off the picture {name}"
            + (", which that document shows" if first else ", which no document of the archive shows"),
            made_by=DERIVED_BY,
        )


def without_pictured(corpus: Corpus, found: Iterator[Derivation]) -> Iterator[Derivation]:
    """Leave out what would make a text rest on one read off a picture: that one's own day is unknown, and it is nobody's report."""
    for edge in found:
        claim = corpus.claims.get(edge.earlier)
        if not is_pictured(corpus.documents.get(claim.span.document if claim else edge.earlier)):
            yield edge
