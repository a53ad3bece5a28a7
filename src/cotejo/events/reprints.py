"""Claims of reprinted texts -> the claims of the original that they repeat letter for letter: these go where the original goes, and tie nothing."""

from collections.abc import Mapping

from cotejo.events.archive import Archive
from cotejo.events.comparing import compare_texts, families_of
from cotejo.events.decisions import Decisions
from cotejo.events.features import Facts


def find_reprints(archive: Archive) -> dict[str, str]:
    """Give, per text that is reprinted whole, the first text that it repeats."""
    return families_of(compare_texts(archive).copies)


def free_ties(ties: Mapping[str, frozenset[str]], reprints: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Leave reprints out of what other texts are tied to: they say nothing that their originals do not."""
    copies = frozenset(reprints)
    return {document: others - copies for document, others in ties.items()}


def match_reprints(facts: list[Facts], reprints: Mapping[str, str], decisions: Decisions) -> dict[str, Facts]:
    """Give, per claim of a reprint, the claim of its original with the same words, type and stand; not where a person decided on it."""
    original: dict[tuple[str, str, str, str], Facts] = {}
    for found in facts:
        original.setdefault((found.document, found.words, found.event_type, found.stand), found)
    matched = {}
    for found in facts:
        source = reprints.get(found.document)
        if source and found.stand == "member" and found.claim not in decisions.together and found.claim not in decisions.apart:
            first = original.get((source, found.words, found.event_type, found.stand))
            if first:
                matched[found.claim] = first
    return matched
