"""Documents of a case -> partitions that peers count by: documents, outlets, near-duplicates, like headlines, explicit citations."""

import re
from collections.abc import Callable, Hashable
from collections.abc import Set as AbstractSet

from cotejo.events.graph import Groups
from cotejo.text.folding import fold
from cotejo.text.shingles import read_words, shingles
from eval.origins.cases import Case, Text

HEADLINE_JACCARD = 0.55  # the published threshold of the nearest peer
NEAR_DUPLICATE = 0.5  # Jaccard of five-word shingles
WORD = re.compile(r"\w+")


def by_document(case: Case) -> dict[str, str]:
    """Every document is an origin of its own."""
    return {found.id: found.id for found in case.documents}


def by_outlet(case: Case) -> dict[str, str]:
    """Every outlet is one."""
    return {found.id: found.outlet for found in case.documents}


def by_text(case: Case) -> dict[str, str]:
    """Near-duplicate texts are one."""
    sets: dict[str, AbstractSet[Hashable]] = {found.id: {value for value, _ in shingles(read_words(found.text)[0])} for found in case.documents}
    return cluster(case, lambda left, right: jaccard(sets[left.id], sets[right.id]) >= NEAR_DUPLICATE)


def by_headline(case: Case) -> dict[str, str]:
    """Documents with like headlines are one."""
    sets: dict[str, AbstractSet[Hashable]] = {found.id: set(WORD.findall(fold(found.title))) for found in case.documents}
    return cluster(case, lambda left, right: jaccard(sets[left.id], sets[right.id]) >= HEADLINE_JACCARD)


def by_citation(case: Case) -> dict[str, str]:
    """Documents are one with those that they link to, or whose outlet they name as it is written."""
    return cluster(case, lambda left, right: cites(left, right) or cites(right, left))


def cites(left: Text, right: Text) -> bool:
    """Whether a document names another's outlet, or links to it, and came out later."""
    if left.outlet == right.outlet or left.published < right.published:
        return False
    return right.id in left.links or fold(right.outlet) in fold(left.text)


def jaccard(left: AbstractSet[Hashable], right: AbstractSet[Hashable]) -> float:
    """Share of what both have in what either has."""
    return len(left & right) / len(left | right) if left | right else 0.0


def cluster(case: Case, alike: Callable[[Text, Text], bool]) -> dict[str, str]:
    """Unite all pairs that are alike."""
    groups = Groups()
    for number, left in enumerate(case.documents):
        for right in case.documents[:number]:
            if alike(left, right):
                groups.unite(left.id, right.id)
    return {found.id: groups.top(found.id) for found in case.documents}


BASELINES: dict[str, Callable[[Case], dict[str, str]]] = {
    "documents": by_document,
    "outlets": by_outlet,
    "near-duplicates": by_text,
    "headlines .55": by_headline,
    "citations only": by_citation,
}
