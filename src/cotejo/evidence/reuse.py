"""Pictures with their hashes and features -> which of them were shown before, whole or in part, by an older document of the same archive."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

import numpy as np

from cotejo.evidence.features import Features, Shared, shared
from cotejo.evidence.opened import Opened
from cotejo.evidence.pictures import CANDIDATE_BITS, QUALITY_MIN, SAME_BITS
from cotejo.evidence.scopes import say, scope_note
from cotejo.evidence.similar import Words, index_of, near
from cotejo.records.corpus import Corpus
from cotejo.records.document import Document
from cotejo.records.evidence import Exhibit, Finding, Measure

PROMPT = timedelta(days=3)
MOMENT = "#t="  # in a frame's address, before the seconds from its film's begin


class Shown(NamedTuple):
    """A picture with its hashes and the documents that show it, earliest first; days are None where none is known."""

    exhibit: Exhibit
    sha256: str
    plain: Words
    turned: Words
    telling: bool  # whether there is enough in it for the hashes to say anything
    features: tuple[Features, Features] | None  # as it is, and mirrored
    documents: tuple[Document, ...]  # a frame's: those that show its film
    first: date | None  # by what its documents state
    seen: date | None  # by when one of them was there for certain: see `seen_by`
    film: str | None = None  # capture of the film that a frame was taken out of
    moment_s: str = ""  # where in it


def describe(corpus: Corpus, exhibit: Exhibit, sha256: str, opened: Opened) -> Shown:
    """Find who shows a picture."""
    capture = corpus.captures[exhibit.capture]
    _, _, moment = capture.url.rpartition(MOMENT)
    film = capture.derived_from if MOMENT in capture.url else None
    documents = [document for document in corpus.documents.values() if not {exhibit.capture, film}.isdisjoint(document.media)]
    documents.sort(key=lambda document: (first_day(document) or date.max, document.id))
    days = [day for day in map(first_day, documents) if day]
    both = (opened.features, opened.mirrored) if opened.features and opened.mirrored else None
    plain = np.frombuffer(opened.plain, dtype=np.uint64).reshape(1, -1)
    turned = np.frombuffer(opened.turned, dtype=np.uint64).reshape(8, -1)
    seen = [day for document in documents if (day := seen_by(corpus, document))]
    first, sure = min(days, default=None), min(seen, default=None)
    telling = opened.quality >= QUALITY_MIN
    return Shown(exhibit, sha256, plain, turned, telling, both, tuple(documents), first, sure, film, moment if film else "")


def first_day(document: Document) -> date | None:
    """Day on which a document says that it was published."""
    return document.published.latest if document.published else None


def seen_by(corpus: Corpus, document: Document) -> date | None:
    """Day by which a document was there for certain, as far as the archive tells.

    What a page states of its own day counts where it was fetched within three days of it; a page that was fetched later may have been back-dated,
    and counts from the fetch. A file that was handed over counts by what it states: who handed it over answers for it.
    """
    stated, capture = first_day(document), corpus.captures.get(document.capture)
    fetched = capture.fetched_at.date() if capture and capture.fetched_at else None
    if fetched is None or (stated and stated <= fetched <= stated + PROMPT):
        return stated
    return fetched


def pairs(shown: list[Shown]) -> Iterator[tuple[Shown, Shown, int | None, Shared | None]]:
    """Pairs that are alike as wholes (PDQ, up to 60 bits in one of eight turns) or share a part (local features), in the order of ids."""
    bits = dict(alike(shown))
    for left, right in combinations(range(len(shown)), 2):
        one, other = shown[left], shown[right]
        if one.film and one.film == other.film:
            continue  # frames of one film are alike, and that says nothing
        apart = bits.get((left, right))
        if apart is not None and apart <= SAME_BITS:
            yield one, other, apart, None
            continue
        part = shared_part(one, other)
        if part or apart is not None:
            yield one, other, apart, part


def alike(shown: list[Shown]) -> Iterator[tuple[tuple[int, int], int]]:
    """Pairs within the candidate distance, by the index; of pictures with something in them."""
    index = index_of(np.concatenate([item.plain for item in shown])) if shown else None
    for place, item in enumerate(shown):
        if index and item.telling:
            rows, distances = near(index, item.turned, CANDIDATE_BITS)
            yield from (((place, int(row)), int(bits)) for row, bits in zip(rows, distances, strict=True) if row > place and shown[row].telling)


def shared_part(one: Shown, other: Shown) -> Shared | None:
    """The part that two pictures share, one of them mirrored if need be."""
    if one.features is None or other.features is None:
        return None
    return shared(one.features[0], other.features[0]) or shared(one.features[0], other.features[1])


def reshown(corpus: Corpus, picture: Shown, made_by: str) -> Iterator[Finding]:
    """One file in several documents: every later showing is no first one."""
    for later in picture.documents[1:]:
        day = first_day(later)
        older = picture.documents[0]
        seen = seen_by(corpus, older)
        if day and picture.first and seen and day > seen:
            filled = {"older": older.external_id, "first": picture.first, "later": later.external_id, "day": day}
            yield Finding(
                check="picture_reuse", subject=later.id, facet="image_originality", verdict="contradicts", reason="older_copy",
                basis=say("picture.same_file", later.language, **filled),
                measures=(Measure(name="days_earlier", value=float((day - picture.first).days), unit="day"),),
                scope=scope_note("photo", later.language), inputs=(picture.sha256,), made_by=made_by,
            )  # fmt: skip


def compare(one: Shown, other: Shown, bits: int | None, part: Shared | None, made_by: str) -> Finding:
    """Say what two pictures that look alike mean for the later one; only a dated older copy contradicts, and only where the likeness is sure."""
    older, later = sorted((one, other), key=lambda item: (item.first or item.seen or date.max, item.sha256))
    sure = part is not None or (bits is not None and bits <= SAME_BITS)
    dated = older.seen is not None and later.first is not None and older.seen < later.first
    language = later.documents[0].language if later.documents else None
    filled = {"bits": bits, "points": part.points if part else 0, "older": names(older.documents), "later": names(later.documents)}
    days = {"first": older.first or older.seen or "?", "day": later.first or "?"}
    return Finding(
        check="picture_reuse",
        subject=later.documents[0].id if later.documents else later.exhibit.id,
        facet="image_originality",
        verdict="contradicts" if sure and dated else "silent",
        reason="older_copy" if sure and dated else "ambiguous",
        basis=say("picture.part" if part else "picture.pdq", language, **filled, **days),
        measures=(*measures(bits, part, swapped=older is not one), *moments(older, later)),
        scope=scope_note("photo", language),
        inputs=(older.sha256, later.sha256),
        made_by=made_by,
    )


def measures(bits: int | None, part: Shared | None, *, swapped: bool) -> Iterator[Measure]:
    """Numbers of a likeness; the boxes are shares of width and height, of the older picture and of the later one (as it is, or mirrored)."""
    if bits is not None:
        yield Measure(name="pdq_distance", value=float(bits), unit="bit of 256")
    if part:
        older, later = (part.right, part.left) if swapped else (part.left, part.right)
        yield Measure(name="shared_points", value=float(part.points), unit="point")
        for name, sides in (("box_older", older), ("box_later", later)):
            yield Measure(name=name, value=" ".join(f"{side:.3f}" for side in sides), unit="share: left top right bottom")


def moments(older: Shown, later: Shown) -> Iterator[Measure]:
    """Where in their films frames stand."""
    for name, one in (("moment_older", older), ("moment_later", later)):
        if one.film:
            yield Measure(name=name, value=float(one.moment_s), unit="second from the film's begin")


def names(documents: tuple[Document, ...]) -> str:
    """External ids of the documents that show a picture."""
    return ", ".join(document.external_id for document in documents) or "–"
