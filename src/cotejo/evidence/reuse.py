"""Pictures of a case -> which of them were shown before, by an older document of the same archive."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cotejo.evidence.pictures import CANDIDATE_BITS, SAME_BITS, BadPicture, Picture, decode, pdq, turns
from cotejo.evidence.scopes import scope_note
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.corpus import Corpus
from cotejo.records.document import Document
from cotejo.records.evidence import Exhibit, Finding, Measure


class Shown(NamedTuple):
    """A picture with its hashes and the documents that show it, earliest first; `first` is None where no date is known."""

    exhibit: Exhibit
    sha256: str
    plain: NDArray[np.bool_]
    turned: NDArray[np.bool_]
    documents: tuple[Document, ...]
    first: date | None


def check_pictures(corpus: Corpus, blob: Callable[[str], bytes], made_by: str) -> Iterator[Record]:
    """Compare every pair of pictures (SHA-256, then PDQ in eight orientations).

    `contradicts` the originality of the later showing only where both dates are known and the older is earlier; `silent` (ambiguous) for a
    distance of 32-60 bits; abstains with the exhibit as subject where a picture is refused.
    """
    shown = []
    for exhibit in corpus.exhibits.values():
        if exhibit.exhibit_kind == "photo":
            sha256 = corpus.captures[exhibit.capture].sha256
            try:
                picture = decode(blob(sha256))
            except BadPicture as error:
                detail = f"{corpus.captures[exhibit.capture].locator}: {error}"
                yield Abstention(stage="evidence.check", subject=exhibit.id, reason="unreadable", detail=detail, made_by=made_by)
                continue
            shown.append(describe(corpus, exhibit, sha256, picture))
            yield from reshown(shown[-1], made_by)
    for left, right, bits in alike(shown):
        older, later = sorted((left, right), key=lambda item: (item.first or date.max, item.sha256))
        yield compare(older, later, bits, made_by)


def alike(shown: list[Shown]) -> Iterator[tuple[Shown, Shown, int]]:
    """Pairs within the candidate distance in one of eight orientations; one pass over a bit matrix per picture."""
    hashes = np.array([item.plain for item in shown])
    for index, item in enumerate(shown[:-1]):
        rest = hashes[index + 1 :]
        bits = np.min([np.count_nonzero(rest != turn, axis=1) for turn in item.turned], axis=0)
        for offset in np.flatnonzero(bits <= CANDIDATE_BITS):
            yield item, shown[index + 1 + int(offset)], int(bits[offset])


def describe(corpus: Corpus, exhibit: Exhibit, sha256: str, picture: Picture) -> Shown:
    """Hash a picture and find who shows it."""
    documents = [document for document in corpus.documents.values() if exhibit.capture in document.media]
    documents.sort(key=lambda document: (first_day(document) or date.max, document.id))
    days = [day for day in map(first_day, documents) if day]
    return Shown(exhibit, sha256, pdq(picture), turns(picture), tuple(documents), min(days, default=None))


def first_day(document: Document) -> date | None:
    """Day on which a document says that it was published."""
    return document.published.latest if document.published else None


def reshown(picture: Shown, made_by: str) -> Iterator[Finding]:
    """One file in several documents: every later showing is no first one."""
    for later in picture.documents[1:]:
        day = first_day(later)
        older = picture.documents[0]
        if day and picture.first and day > picture.first:
            basis = f"the same file stands in {older.external_id} of {picture.first} and in {later.external_id} of {day}"
            yield Finding(
                check="picture_reuse", subject=later.id, facet="image_originality", verdict="contradicts", reason="older_copy", basis=basis,
                measures=(Measure(name="days_earlier", value=float((day - picture.first).days), unit="day"),),
                scope=scope_note("photo", later.language), inputs=(picture.sha256,), made_by=made_by,
            )  # fmt: skip


def compare(older: Shown, later: Shown, bits: int, made_by: str) -> Finding:
    """Say what two pictures that look alike mean for the later one."""
    same = bits <= SAME_BITS
    dated = older.first is not None and later.first is not None and older.first < later.first
    where = [f"{names(item.documents)} ({item.first or 'undated'})" for item in (older, later)]
    basis = f"PDQ differs in {bits} of 256 bits between the picture of {where[0]} and that of {where[1]}"
    language = later.documents[0].language if later.documents else None
    return Finding(
        check="picture_reuse",
        subject=later.documents[0].id if later.documents else later.exhibit.id,
        facet="image_originality",
        verdict="contradicts" if same and dated else "silent",
        reason="older_copy" if same and dated else "ambiguous",
        basis=basis,
        measures=(Measure(name="pdq_distance", value=float(bits), unit="bit of 256"),),
        scope=scope_note("photo", language),
        inputs=(older.sha256, later.sha256),
        made_by=made_by,
    )


def names(documents: tuple[Document, ...]) -> str:
    """External ids of the documents that show a picture."""
    return ", ".join(document.external_id for document in documents) or "no document"
