"""Passages -> quotations that an earlier text has almost letter for letter: the same words of one speaker, copied with a slip or a change."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator

import msgspec

from cotejo.events.archive import Archive
from cotejo.events.passages import Passages
from cotejo.events.versions import DERIVED_BY
from cotejo.records.event import Derivation
from cotejo.records.span import Span
from cotejo.text.edits import edits_within
from cotejo.text.folding import fold
from cotejo.text.shingles import WORD, shingles

QUOTE_WORDS = 8
RUN = 4  # words in a row that must be the same, for two quotations to be held against each other
MAX_EDITS = 0.1  # of the letters of the shorter quotation
MAX_POSTINGS = 16  # the earliest quotations with a run of words are kept
MAX_HELD = 6  # earlier quotations that one is held against


class Quotation(msgspec.Struct, frozen=True):
    """Words in quotation marks: where they stand, and their letters without case, accents, script and signs."""

    document: str
    first: int
    last: int
    letters: str
    runs: tuple[int, ...]


def find_reused(archive: Archive, passages: dict[str, Passages], known: Collection[tuple[str, str]]) -> Iterator[Derivation]:
    """Go through the documents in the order of their publication: a quotation of eight words or more that an earlier one has, a tenth of it changed.

    `known` are pairs (later, earlier) that are tied hard already. Where one quotation is longer, the shorter must lie inside it.
    """
    holders: dict[int, list[Quotation]] = defaultdict(list)
    for key in sorted(passages, key=archive.order):
        quotations = list(read_quotations(archive, passages[key]))
        found: dict[str, Derivation] = {}
        for quotation in quotations:
            reused = next(iter(matches(archive, quotation, holders)), None)
            if reused and (key, reused[0].document) not in known:
                found.setdefault(reused[0].document, make(archive, passages[key], quotation, *reused))
        yield from found.values()
        for quotation in quotations:
            for run in quotation.runs:
                if len(holders[run]) < MAX_POSTINGS:
                    holders[run].append(quotation)


def read_quotations(archive: Archive, found: Passages) -> Iterator[Quotation]:
    """Give the quotations of a text that are long enough and no boilerplate."""
    text = archive.corpus.documents[found.document].text
    for first, last in found.quotes:
        if last - first >= QUOTE_WORDS and not any(start < last and first < end for start, end in found.boilerplate):
            letters = " ".join(WORD.findall(fold(text[found.offsets[first][0] : found.offsets[last - 1][1]])))
            runs = tuple(dict.fromkeys(value for value, _ in shingles(found.words[first:last], size=RUN)))
            yield Quotation(found.document, first, last, letters, runs)


def matches(archive: Archive, quotation: Quotation, holders: dict[int, list[Quotation]]) -> Iterator[tuple[Quotation, int, int]]:
    """Give the earlier quotations that are almost the same, the first published first: (quotation, edits, letters of the shorter one)."""
    shared = Counter(held for run in quotation.runs for held in holders.get(run, ()))
    likely = sorted(shared, key=lambda held: (-shared[held], archive.order(held.document), held.first))[:MAX_HELD]
    for held in sorted(likely, key=lambda held: (archive.order(held.document), held.first)):
        if held.document == quotation.document:
            continue
        short, long = sorted((quotation.letters, held.letters), key=lambda letters: (len(letters), letters))
        edits = edits_within(short, long)
        if edits <= MAX_EDITS * len(short):
            yield held, edits, len(short)


def make(archive: Archive, later: Passages, quotation: Quotation, earlier: Quotation, edits: int, size: int) -> Derivation:
    """Make the edge; its span is the quotation in the later text."""
    text = archive.corpus.documents[later.document].text
    span = Span.of(later.document, text, later.offsets[quotation.first][0], later.offsets[quotation.last - 1][1])
    changed = f"{edits} of {size} letters changed" if edits else "letter for letter"
    why = f"repeats a quotation of {quotation.last - quotation.first} words, {changed}"
    if archive.day(later.document) is None or archive.day(earlier.document) is None:
        why += "; which came first is not known, since one bears no date"
    return Derivation(
        later=later.document, earlier=earlier.document, relation="quotes", strength="hard", credited=False, rule="copy.quote",
        spans=(span,), why=why, made_by=DERIVED_BY,
    )  # fmt: skip
