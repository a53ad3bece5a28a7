"""Passages -> copies: exact, reprinted whole or in part, verbatim runs, reused quotations; the later document rests on the earlier."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Literal, NamedTuple

from cotejo.events.archive import Archive
from cotejo.events.passages import SHINGLE, Passages
from cotejo.events.versions import DERIVED_BY
from cotejo.records.event import Derivation
from cotejo.records.span import Span

HARD_CONTAINMENT = 0.5
SOFT_CONTAINMENT = 0.2
RUN_WORDS = 12  # a verbatim run of this length outside quotations is not found in texts written apart
QUOTE_WORDS = 8
MIN_WORDS = 4  # of a text that is compared as a whole
MIN_SHARED = 3  # shared shingles below which a pair is not looked at
MAX_POSTINGS = 16  # the earliest documents with a shingle are kept: a copy of a copy leads to the same root
MAX_SOURCES = 4  # documents that one text may be put together from


class Index:
    """Documents so far by shingle (the earliest few of each), and how many shingles each has."""

    def __init__(self) -> None:
        self.documents: dict[int, list[str]] = defaultdict(list)
        self.sizes: dict[str, int] = {}
        self.whole: dict[tuple[int, ...], str] = {}


class Match(NamedTuple):
    """Two documents that share words: positions in the later one of the shared shingles, and the share of the shorter text."""

    earlier: str
    positions: tuple[int, ...]
    containment: float


def find_copies(archive: Archive, passages: dict[str, Passages]) -> Iterator[Derivation]:
    """Go through the documents in the order of their publication; each is compared with those before it that share shingles."""
    index = Index()
    for key in sorted(passages, key=archive.order):
        shingles = passages[key].shingles()
        places: dict[int, int] = {}
        for value, position in shingles:
            places.setdefault(value, position)
        index.sizes[key] = len(places)
        words = passages[key].words
        whole = index.whole.setdefault(words, key) if len(words) >= MIN_WORDS else key
        if whole != key:
            why = "the same words from first to last"
            yield make(archive, passages[key], Match(whole, (), 1.0), (0, len(words)), "copies", "hard", "copy.exact", why)
            continue
        yield from match_document(archive, passages[key], places, index)
        for value in places:
            if len(index.documents[value]) < MAX_POSTINGS:
                index.documents[value].append(key)


def match_document(archive: Archive, later: Passages, places: dict[int, int], index: Index) -> Iterator[Derivation]:
    """Cover a document by earlier ones, the best first; what is left is looked at again, so that a text put together from two is seen."""
    left = dict(places)
    for _ in range(MAX_SOURCES):
        best = best_match(archive, later.document, left, index)
        if best is None:
            return
        found = judge(archive, later, best)
        if found:
            yield found
        shared = set(best.positions)
        left = {value: position for value, position in left.items() if position not in shared}


def best_match(archive: Archive, key: str, places: dict[int, int], index: Index) -> Match | None:
    """Earlier document that shares most; of equal ones the earliest."""
    shared: Counter[str] = Counter(earlier for value in places for earlier in index.documents.get(value, ()))
    if not shared:
        return None
    earlier, count = min(shared.items(), key=lambda found: (-found[1], archive.order(found[0])))
    if count < MIN_SHARED:
        return None
    positions = tuple(sorted(position for value, position in places.items() if earlier in index.documents.get(value, ())))
    return Match(earlier, positions, count / max(1, min(index.sizes[key], index.sizes[earlier])))


def judge(archive: Archive, later: Passages, match: Match) -> Derivation | None:
    """Say what a match is: a copy, a reprint in part, a reused quotation; or nothing that can be shown."""
    runs = runs_of(match.positions)
    longest = max(runs, key=lambda run: (run[1] - run[0], -run[0]))
    outside = max((free_words(later, run) for run in runs), default=0)
    share = f"{match.containment:.0%} of the shorter text"
    if match.containment >= HARD_CONTAINMENT:
        rule = "copy.exact" if match.containment >= 0.999 else "copy.reprint"  # noqa: PLR2004 - all shingles
        return make(archive, later, match, longest, "copies", "hard", rule, f"shares {share} word for word")
    if outside >= RUN_WORDS:
        return make(archive, later, match, longest, "copies", "hard", "copy.run", f"{outside} words in a row are the same, outside quotations")
    quote = next((run for run in runs if run[1] - run[0] >= QUOTE_WORDS and run[1] - run[0] - free_words(later, run) >= QUOTE_WORDS), None)
    if quote:
        return make(archive, later, match, quote, "quotes", "hard", "copy.quote", f"repeats a quotation of {quote[1] - quote[0]} words")
    if match.containment >= SOFT_CONTAINMENT:
        return make(archive, later, match, longest, "copies", "soft", "copy.part", f"shares {share} in pieces")
    return None


def runs_of(positions: tuple[int, ...]) -> list[tuple[int, int]]:
    """Join shingle positions to runs of words [from, to)."""
    runs: list[tuple[int, int]] = []
    for position in positions:
        if runs and position <= runs[-1][1] - SHINGLE + 1:
            runs[-1] = (runs[-1][0], position + SHINGLE)
        else:
            runs.append((position, position + SHINGLE))
    return runs


def free_words(later: Passages, run: tuple[int, int]) -> int:
    """Words of a run that stand outside quotation marks."""
    return sum(1 for position in range(*run) if not later.quoted[position])


def make(  # noqa: PLR0913, PLR0917 - the fields of one record
    archive: Archive,
    later: Passages,
    match: Match,
    run: tuple[int, int],
    relation: Literal["copies", "quotes"],
    strength: Literal["hard", "soft"],
    rule: str,
    why: str,
) -> Derivation:
    """Make the edge with the longest shared run as its span."""
    text = archive.corpus.documents[later.document].text
    span = Span.of(later.document, text, later.offsets[run[0]][0], later.offsets[run[1] - 1][1])
    dated = archive.day(later.document) is not None and archive.day(match.earlier) is not None
    if not dated:
        why += "; which came first is not known, since one bears no date"
    return Derivation(
        later=later.document, earlier=match.earlier, relation=relation, strength=strength, credited=False, rule=rule,
        spans=(span,), why=why, made_by=DERIVED_BY,
    )  # fmt: skip
