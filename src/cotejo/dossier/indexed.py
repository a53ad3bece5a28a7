"""Corpus -> the same with look-ups by event, claim and document, so that no question walks through all records."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Self, TypeVar

from cotejo.records.base import Record
from cotejo.records.corpus import Corpus
from cotejo.records.event import Derivation, Link
from cotejo.records.evidence import Exhibit, Finding
from cotejo.records.origin import Origin
from cotejo.text.folding import fold

R = TypeVar("R", bound=Record)
WORD = re.compile(r"\w+")
LONG_NAME = 60  # code points; what is longer describes rather than names


class Indexed(Corpus, frozen=True):
    """A corpus with look-ups. Each list is in the order of the records' ids."""

    origins_by_event: Mapping[str, tuple[Origin, ...]]
    links_by_right: Mapping[str, tuple[Link, ...]]
    findings_by_subject: Mapping[str, tuple[Finding, ...]]
    exhibits_by_document: Mapping[str, tuple[Exhibit, ...]]
    documents_by_exhibit: Mapping[str, tuple[str, ...]]
    edges_by_document: Mapping[str, tuple[Derivation, ...]]  # by the later end, lifted to its document
    names_by_canonical: Mapping[str, str]  # how texts name a source, the fullest way

    @classmethod
    def over(cls, corpus: Corpus) -> Self:
        """Index a corpus; one that is indexed already is given back."""
        if isinstance(corpus, cls):
            return corpus
        showing = find_showing(corpus)
        return cls(
            **{name: getattr(corpus, name) for name in Corpus.__struct_fields__},
            origins_by_event=group((origin.event, origin) for origin in corpus.origins.values()),
            links_by_right=group((link.right, link) for link in corpus.links.values()),
            findings_by_subject=group((finding.subject, finding) for finding in corpus.findings.values()),
            exhibits_by_document=group((key, exhibit) for exhibit in corpus.exhibits.values() for key in showing.get(exhibit.id, ())),
            documents_by_exhibit=showing,
            edges_by_document=group((lift(corpus, edge.later), edge) for edge in corpus.derivations.values()),
            names_by_canonical=find_names(corpus),
        )


def find_showing(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    """Find which documents show each exhibit: as the exhibit says, and as the documents list their media (a frame's: those that show its film)."""
    by_capture: dict[str, list[str]] = defaultdict(list)
    for key, document in corpus.documents.items():
        for media in document.media:
            by_capture[media].append(key)
    found = {}
    for key, exhibit in corpus.exhibits.items():
        capture = corpus.captures.get(exhibit.capture)
        film = by_capture.get(capture.derived_from, ()) if capture and capture.derived_from else ()
        found[key] = tuple(sorted({*exhibit.documents, *by_capture.get(exhibit.capture, ()), *film}))
    return found


def find_names(corpus: Corpus) -> dict[str, str]:
    """Find how the texts name each source: the longest of its names that is no sentence, the first of equals.

    A source that nothing resolves ("la cancillería de ese país") stands under its folded words joined by hyphens, as graph nodes have it.
    """
    found: dict[str, str] = {}
    for key, hop in corpus.attributions.items():
        entity = corpus.source(key)
        name = hop.source.name
        if entity and name:
            found[entity.canonical] = min(found.get(entity.canonical, name), name, key=lambda said: (len(said) > LONG_NAME, -len(said), said))
        elif name:
            found.setdefault("-".join(WORD.findall(fold(name))), name)
    return found


def group(pairs: Iterable[tuple[str, R]]) -> dict[str, tuple[R, ...]]:
    """Group records by a key, in their order."""
    found: dict[str, list[R]] = defaultdict(list)
    for key, record in pairs:
        found[key].append(record)
    return {key: tuple(records) for key, records in found.items()}


def lift(corpus: Corpus, node: str) -> str:
    """Lift a claim node of the derivation graph to its document; other nodes stay."""
    return corpus.claims[node].span.document if node in corpus.claims else node
