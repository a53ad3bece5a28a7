"""Passages -> copies: exact, reprinted whole or in part, verbatim runs, reused quotations; the later document rests on the earlier."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Literal, NamedTuple

from cotejo.events.archive import Archive
from cotejo.events.passages import Passages
from cotejo.events.versions import DERIVED_BY
from cotejo.records.event import Derivation
from cotejo.records.span import Span
from cotejo.text.shingles import runs_of

HARD_CONTAINMENT = 0.5
SOFT_CONTAINMENT = 0.2
RUN_WORDS = 12  # a verbatim run of this length outside quotations is not found in texts written apart
QUOTE_WORDS = 8
MIN_WORDS = 4  # of a text that is compared as a whole
MIN_SHARED = 3  # shared shingles below which a pair is not looked at
MAX_POSTINGS = 16  # the earliest documents with a shingle are kept: a copy of a copy leads to the same root
MAX_SOURCES = 4  # documents that one text may be put together from


class Index:
    """Documents so far, in the order of their publication, by shingle (the earliest few of each); and how many shingles each has."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.sizes: list[int] = []
        self.holders: dict[int, list[int]] = {}  # shingle -> ranks in `keys`
        self.whole: dict[tuple[int, ...], str] = {}

    def put(self, key: str, places: dict[int, int], *, open_to_copies: bool) -> None:
        """Add the next document; one that is the same as another from first to last opens no shingle of its own."""
        rank = len(self.keys)
        self.keys.append(key)
        self.sizes.append(len(places))
        if open_to_copies:
            for value in places:
                held = self.holders.setdefault(value, [])
                if len(held) < MAX_POSTINGS:
                    held.append(rank)


class Match(NamedTuple):
    """Two documents that share words: positions in the later one of the shared shingles, and the share of the shorter text."""

    earlier: str
    positions: tuple[int, ...]
    containment: float


def find_copies(archive: Archive, passages: dict[str, Passages]) -> Iterator[Derivation]:
    """Go through the documents in the order of their publication; each is compared with those before it that share shingles."""
    index = Index()
    for key in sorted(passages, key=archive.order):
        places = passages[key].shingles()
        words = passages[key].words
        whole = index.whole.setdefault(words, key) if len(words) >= MIN_WORDS else key
        if whole == key:
            yield from match_document(archive, passages[key], places, index)
        else:
            why = "the same words from first to last"
            yield make(archive, passages[key], Match(whole, (), 1.0), (0, len(words)), "copies", "hard", "copy.exact", why)
        index.put(key, places, open_to_copies=whole == key)


def match_document(archive: Archive, later: Passages, places: dict[int, int], index: Index) -> Iterator[Derivation]:
    """Cover a document by earlier ones, the best first; what is left is looked at again, so that a text put together from two is seen."""
    holders = {value: held for value in places if (held := index.holders.get(value))}
    shared = Counter(chain.from_iterable(holders.values()))
    for _ in range(MAX_SOURCES):
        count = max(shared.values(), default=0)
        if count < MIN_SHARED:
            return
        rank = min(rank for rank, number in shared.items() if number == count)
        taken = [value for value, held in holders.items() if rank in held]
        positions = tuple(sorted(places[value] for value in taken))
        found = judge(archive, later, Match(index.keys[rank], positions, count / max(1, min(len(places), index.sizes[rank]))))
        if found:
            yield found
        shared.subtract(chain.from_iterable(holders.pop(value) for value in taken))


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


def free_words(later: Passages, run: tuple[int, int]) -> int:
    """Words of a run that stand outside quotation marks."""
    return run[1] - run[0] - later.quoted(run)


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
