"""Exhibits against claims -> findings: every check runs whose inputs are there, and each says one facet."""

from collections.abc import Callable, Iterator

from cotejo.evidence.landing import check_track
from cotejo.evidence.reuse import check_pictures
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.corpus import Corpus
from cotejo.records.evidence import Finding

VERSION = "1"
STAGE = "evidence.check"
MADE_BY = f"{STAGE}@{VERSION}"


def check(corpus: Corpus, blob: Callable[[str], bytes]) -> Iterator[Record]:
    """Run the checks over every exhibit in the order of ids.

    Args:
        corpus: claims with their resolutions, documents, captures and exhibits.
        blob: SHA-256 -> archived bytes.

    Abstains with the exhibit as subject: unreadable (no picture or track can be read from it), no_claim (nothing in the case speaks of it
    or of its aircraft), no_other_copy (a picture that stands alone).
    """
    answered: set[str] = set()
    for exhibit in corpus.exhibits.values():
        if exhibit.exhibit_kind == "track":
            for record in check_track(corpus, exhibit, blob, MADE_BY):
                answered.add(exhibit.id)
                yield record
    for record in check_pictures(corpus, blob, MADE_BY):
        answered.update(exhibits_of(record, corpus))
        yield record
    for exhibit in corpus.exhibits.values():
        if exhibit.id not in answered:
            photo = exhibit.exhibit_kind == "photo"
            reason = "no_other_copy" if photo else "no_claim"
            detail = (
                "no other copy of this picture is in the archive"
                if photo
                else "no claim names this aircraft, its type at that place and time, or shows this track"
            )
            yield Abstention(stage=STAGE, subject=exhibit.id, reason=reason, detail=detail, made_by=MADE_BY)


def exhibits_of(record: Record, corpus: Corpus) -> Iterator[str]:
    """Exhibits that a record answers to: its subject, and those whose bytes a finding relied on."""
    if isinstance(record, Abstention):
        yield record.subject
    elif isinstance(record, Finding):
        hashes = set(record.inputs)
        yield from (exhibit.id for exhibit in corpus.exhibits.values() if corpus.captures[exhibit.capture].sha256 in hashes)
