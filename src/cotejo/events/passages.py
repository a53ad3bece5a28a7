"""Document text -> normalised words with offsets, quoted stretches, and the sentences that an outlet repeats from text to text."""

import re
import zlib
from collections import Counter, defaultdict
from functools import lru_cache

import msgspec

from cotejo.records.corpus import Corpus
from cotejo.text.folding import fold

WORD = re.compile(r"\w+")
SENTENCE_END = re.compile(r"[.!?…][»”\"')\]]{0,3}\s+|\n+")
QUOTED = re.compile(r"«([^«»]{8,1500})»|“([^“”]{8,1500})”|„([^„“”]{8,1500})[“”]|\"([^\"\n]{8,1500})\"")
SHINGLE = 5
REPEATED_IN = 3  # documents of one outlet in which a sentence must stand to be boilerplate
MIN_SENTENCE_WORDS = 3
HASH_BASE = 1_000_003
HASH_MASK = (1 << 61) - 1


class Passages(msgspec.Struct, frozen=True):
    """A document's words as numbers, with offsets. `usable` is False in boilerplate, `quoted` True inside quotation marks."""

    document: str
    words: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    usable: tuple[bool, ...]
    quoted: tuple[bool, ...]
    quotes: tuple[tuple[int, int], ...]  # word positions [from, to) of each quotation

    def shingles(self) -> list[tuple[int, int]]:
        """(hash, word position) of each run of five usable words."""
        found, words, usable = [], self.words, self.usable
        bad = -1  # last unusable position seen
        for position in range(len(words)):
            if not usable[position]:
                bad = position
            first = position - SHINGLE + 1
            if first > bad and first >= 0:
                value = 0
                for word in words[first : position + 1]:
                    value = (value * HASH_BASE + word) & HASH_MASK
                found.append((value, first))
        return found


@lru_cache(maxsize=1 << 17)
def word_number(word: str) -> int:
    """Give a word, folded, a number that is the same on any machine."""
    return zlib.crc32(fold(word).encode())


def sentence_bounds(text: str) -> list[tuple[int, int]]:
    """Cut a text at sentence ends and line breaks; good enough to find what is repeated."""
    bounds, start = [], 0
    for found in SENTENCE_END.finditer(text):
        bounds.append((start, found.end()))
        start = found.end()
    bounds.append((start, len(text)))
    return [(first, last) for first, last in bounds if first < last]


def read_passages(corpus: Corpus) -> dict[str, Passages]:
    """Read all documents of a corpus; what an outlet repeats is marked before anything is compared."""
    repeated = find_boilerplate(corpus)
    return {key: read_one(key, document.text, repeated.get(outlet_of(document.outlet), frozenset())) for key, document in corpus.documents.items()}


def outlet_of(outlet: str | None) -> str:
    """Key of an outlet for counting repetition."""
    return fold(outlet or "")


def find_boilerplate(corpus: Corpus) -> dict[str, frozenset[int]]:
    """Learn, per outlet, the sentences that stand in three or more of its texts which otherwise begin differently."""
    leads: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for document in corpus.documents.values():
        hashes = [sentence_hash(document.text[start:end]) for start, end in sentence_bounds(document.text)]
        lead = next((found for found in hashes if found), 0)
        for found in set(hashes) - {0, lead}:
            leads[outlet_of(document.outlet)][found].add(lead)
    return {
        outlet: frozenset(found for found, begun in sentences.items() if len(begun) >= REPEATED_IN) for outlet, sentences in leads.items() if outlet
    }  # fmt: skip


def sentence_hash(sentence: str) -> int:
    """Number of a sentence by its words; 0 for one of a word or two."""
    words = [word_number(word) for word in WORD.findall(sentence)]
    if len(words) < MIN_SENTENCE_WORDS:
        return 0
    value = 0
    for word in words:
        value = (value * HASH_BASE + word) & HASH_MASK
    return value


def read_one(key: str, text: str, repeated: frozenset[int]) -> Passages:
    """Read one document."""
    found = list(WORD.finditer(text))
    offsets = tuple(match.span() for match in found)
    skip = [(start, end) for start, end in sentence_bounds(text) if sentence_hash(text[start:end]) in repeated] if repeated else []
    ranges = [match.span() for match in QUOTED.finditer(text)]
    inside = positions_in(offsets, ranges)
    return Passages(
        document=key,
        words=tuple(word_number(match.group()) for match in found),
        offsets=offsets,
        usable=tuple(not flag for flag in flags_of(len(offsets), positions_in(offsets, skip))),
        quoted=flags_of(len(offsets), inside),
        quotes=tuple(inside),
    )


def positions_in(offsets: tuple[tuple[int, int], ...], ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Turn character ranges, in order, into ranges of word positions."""
    found, position = [], 0
    for start, end in ranges:
        while position < len(offsets) and offsets[position][0] < start:
            position += 1
        first = position
        while position < len(offsets) and offsets[position][1] <= end:
            position += 1
        if position > first:
            found.append((first, position))
    return found


def flags_of(length: int, ranges: list[tuple[int, int]]) -> tuple[bool, ...]:
    """Mark the positions in the ranges."""
    flags = [False] * length
    for start, end in ranges:
        flags[start:end] = [True] * (end - start)
    return tuple(flags)


def count_words(texts: list[tuple[int, ...]]) -> Counter[int]:
    """Count in how many texts each word stands."""
    return Counter(word for words in texts for word in set(words))
