"""Documents that show one picture, or pictures that a check found to be one, cut or turned -> soft ties, the later to the earliest."""

from collections import defaultdict
from collections.abc import Iterator

from cotejo.events.archive import Archive
from cotejo.events.versions import DERIVED_BY
from cotejo.records.corpus import Corpus
from cotejo.records.event import Derivation
from cotejo.records.evidence import Finding

CHECK = "picture_reuse"  # the check of evidence that holds all pictures of a case against each other
PAIR = 2
NEAR_BITS = 31  # of 256 in which two whole pictures may differ (PDQ's working point), where no part in common shows it


def share_media(corpus: Corpus, archive: Archive) -> Iterator[Derivation]:
    """Documents that show one and the same picture: a soft tie from the later to the earliest."""
    showing: dict[str, list[str]] = defaultdict(list)
    for key, document in corpus.documents.items():
        for item in sorted(set(document.media)):
            if item in corpus.captures:
                showing[item].append(key)
    for item, keys in sorted(showing.items()):
        ordered = sorted(keys, key=archive.order)
        for later in ordered[1:]:
            yield Derivation(
                later=later,
                earlier=ordered[0],
                relation="copies",
                strength="soft",
                credited=False,
                rule="media.same",
                why=f"both show the same file ({item})",
                made_by=DERIVED_BY,
            )


def share_likenesses(corpus: Corpus, archive: Archive) -> Iterator[Derivation]:
    """Documents on one happening whose pictures a check found to be one (in any of eight turns, or in part): a soft tie.

    Documents on different happenings show an old picture again, which is a matter of evidence and no tie; those that show one file are tied as such.
    """
    showing = shown_by_hash(corpus)
    found: dict[tuple[str, str], str] = {}
    for finding in corpus.findings.values():
        if is_sure(finding):
            older, later = (showing.get(digest, set()) for digest in finding.inputs)
            ordered = sorted(older | later, key=archive.order)
            for document in ordered[1:]:
                one_file = {ordered[0], document} <= older or {ordered[0], document} <= later
                if not one_file and archive.events_of[document] & archive.events_of[ordered[0]]:
                    found.setdefault((document, ordered[0]), finding.basis)
    for (document, first), basis in sorted(found.items()):
        yield Derivation(
            later=document, earlier=first, relation="copies", strength="soft", credited=False, rule="media.near",
            why=f"both show one picture, cut or worked over: {basis}", made_by=DERIVED_BY,
        )  # fmt: skip


def is_sure(finding: Finding) -> bool:
    """Whether a check found two pictures to be one: they share a part, or differ in few bits as wholes."""
    if finding.check != CHECK or len(set(finding.inputs)) != PAIR:
        return False
    bits = [one.value for one in finding.measures if one.name == "pdq_distance"]
    return any(one.name == "shared_points" for one in finding.measures) or any(isinstance(value, float) and value <= NEAR_BITS for value in bits)


def shown_by_hash(corpus: Corpus) -> dict[str, set[str]]:
    """Documents that show a picture, or the film that it is a frame of, by the picture's SHA-256; texts read off pictures show none."""
    shown_in: dict[str, set[str]] = defaultdict(set)
    for key, document in corpus.documents.items():
        if document.making is None:
            for item in document.media:
                shown_in[item].add(key)
    found: dict[str, set[str]] = defaultdict(set)
    for key, capture in corpus.captures.items():
        found[capture.sha256] |= shown_in.get(key, set()) | shown_in.get(capture.derived_from or "", set())
    return found
