"""Exhibits against claims -> findings: every check runs whose inputs are there, and each says one facet at a time."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from cotejo.evidence.flight_check import check_flights
from cotejo.evidence.picture_check import check_pictures
from cotejo.evidence.satellite_check import check_satellite
from cotejo.evidence.shadow_check import check_shadows
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.corpus import Corpus
from cotejo.records.evidence import Finding

VERSION = "7"
STAGE = "evidence.check"
MADE_BY = f"{STAGE}@{VERSION}"


class Run(Protocol):
    """What a check is: claims, exhibits and archived bytes in; findings (and abstentions on exhibits) out."""

    def __call__(self, corpus: Corpus, blob: Callable[[str], bytes], made_by: str) -> Iterator[Record]:
        """Check all that there is to check. Gives each finding with verdict, numbers, inputs by hash and scope note."""
        ...


class Check(NamedTuple):
    """A check, the kind of exhibit that it needs, and what an exhibit of that kind means on which it had nothing to say."""

    name: str
    needs: str
    run: Run
    unanswered: tuple[str, str]  # reason, detail


CHECKS = (
    Check(
        "flights", "track", check_flights,
        ("no_claim", "no claim names this aircraft, its type or state at that place and time, or shows this track"),
    ),
    Check(
        "satellite", "detection", check_satellite,
        ("no_claim", "no claim of the case has a site or town, stated days and a happening that this file could show"),
    ),
    Check("shadows", "detection", check_shadows, ("no_claim", "no claim of the case stands in a document that shows what was measured")),
    Check(
        "pictures", "photo", check_pictures,
        ("no_other_copy", "no other copy of this picture is in the archive, and its metadata say nothing that a claim could be held against"),
    ),
)  # fmt: skip


def check(corpus: Corpus, blob: Callable[[str], bytes]) -> Iterator[Record]:
    """Run the checks over every exhibit in the order of ids.

    Args:
        corpus: claims with their resolutions, documents, captures and exhibits.
        blob: SHA-256 -> archived bytes.

    Abstains with the exhibit as subject: unreadable (no picture or track can be read from it), no_claim (nothing in the case speaks of it
    or of its aircraft), no_other_copy (a picture that stands alone).
    """
    kinds = {exhibit.exhibit_kind for exhibit in corpus.exhibits.values()}
    by_hash: dict[str, list[str]] = {}
    for exhibit in corpus.exhibits.values():
        by_hash.setdefault(corpus.captures[exhibit.capture].sha256, []).append(exhibit.id)
    answered: set[str] = set()
    for one in CHECKS:
        if one.needs in kinds:
            for record in one.run(corpus, blob, MADE_BY):
                answered.update(exhibits_of(record, by_hash))
                yield record
    said = {one.needs: one.unanswered for one in reversed(CHECKS)}
    for exhibit in corpus.exhibits.values():
        if exhibit.id not in answered:
            reason, detail = said.get(exhibit.exhibit_kind, ("no_check", "no check reads exhibits of this kind"))
            yield Abstention(stage=STAGE, subject=exhibit.id, reason=reason, detail=detail, made_by=MADE_BY)


def exhibits_of(record: Record, by_hash: dict[str, list[str]]) -> Iterator[str]:
    """Exhibits that a record answers to: its subject, and those whose bytes a finding relied on."""
    if isinstance(record, Abstention):
        yield record.subject
    elif isinstance(record, Finding):
        for sha256 in record.inputs:
            yield from by_hash.get(sha256, ())
