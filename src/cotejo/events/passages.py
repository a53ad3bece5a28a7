"""Document text -> normalised words with offsets, quoted stretches, and the sentences that an outlet repeats from text to text."""

import re
from collections import defaultdict

import msgspec

from cotejo.records.corpus import Corpus
from cotejo.text.folding import fold
from cotejo.text.shingles import hash_of, read_words, shingles

SENTENCE_END = re.compile(r"[.!?…][»”\"')\]]{0,3}\s+|\n+")
QUOTED = re.compile(r"«([^«»]{8,1500})»|“([^“”]{8,1500})”|„([^„“”]{8,1500})[“”]|\"([^\"\n]{8,1500})\"")
REPEATED_IN = 3  # documents of one outlet in which a sentence must stand to be boilerplate
MIN_SENTENCE_WORDS = 3
Ranges = list[tuple[int, int]]


class Passages(msgspec.Struct, frozen=True):
    """A document's words as numbers, with offsets; and the word positions [from, to) of boilerplate and of each quotation."""

    document: str
    words: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    boilerplate: tuple[tuple[int, int], ...]
    quotes: tuple[tuple[int, int], ...]

    def shingles(self) -> dict[int, int]:
        """Hash of each run of five words outside boilerplate, with the position at which it first stands."""
        found: dict[int, int] = {}
        start = 0
        for first, last in (*self.boilerplate, (len(self.words), len(self.words))):
            for value, position in shingles(self.words[start:first]):
                found.setdefault(value, start + position)
            start = last
        return found

    def skipped(self) -> list[tuple[int, int]]:
        """Code points of the boilerplate."""
        return [(self.offsets[first][0], self.offsets[last - 1][1]) for first, last in self.boilerplate]

    def quoted(self, run: tuple[int, int]) -> int:
        """Count the words of a run that stand inside quotation marks."""
        return sum(max(0, min(run[1], last) - max(run[0], first)) for first, last in self.quotes)


def read_passages(corpus: Corpus) -> dict[str, Passages]:
    """Read all documents of a corpus; what an outlet repeats is marked before anything is compared."""
    read = {key: read_words(document.text) for key, document in corpus.documents.items()}
    repeated = find_boilerplate(corpus, {key: words for key, (words, _) in read.items()}, {key: offsets for key, (_, offsets) in read.items()})
    return {
        key: Passages(
            document=key,
            words=words,
            offsets=offsets,
            boilerplate=tuple(repeated.get(key, ())),
            quotes=tuple(positions_in(offsets, [match.span() for match in QUOTED.finditer(corpus.documents[key].text)])),
        )
        for key, (words, offsets) in read.items()
    }


def find_boilerplate(corpus: Corpus, words: dict[str, tuple[int, ...]], offsets: dict[str, tuple[tuple[int, int], ...]]) -> dict[str, Ranges]:
    """Learn, per outlet, the sentences that stand in three or more of its texts which otherwise begin differently; give where they stand."""
    by_outlet: dict[str, list[str]] = defaultdict(list)
    for key, document in corpus.documents.items():
        if document.outlet:
            by_outlet[fold(document.outlet)].append(key)
    found: dict[str, Ranges] = {}
    for keys in by_outlet.values():
        if len(keys) >= REPEATED_IN:
            sentences = {key: sentences_of(corpus.documents[key].text, words[key], offsets[key]) for key in keys}
            repeated = repeated_in(sentences)
            found |= {key: [place for value, place in sentences[key] if value in repeated] for key in keys}
    return found


def repeated_in(sentences: dict[str, list[tuple[int, tuple[int, int]]]]) -> set[int]:
    """Hashes of sentences that stand, not as the lead, in enough texts with different leads."""
    leads: dict[int, set[int]] = defaultdict(set)
    for found in sentences.values():
        lead = found[0][0] if found else 0
        for value, _ in found:
            if value != lead:
                leads[value].add(lead)
    return {value for value, begun in leads.items() if len(begun) >= REPEATED_IN}


def sentences_of(text: str, words: tuple[int, ...], offsets: tuple[tuple[int, int], ...]) -> list[tuple[int, tuple[int, int]]]:
    """Cut a text at sentence ends and line breaks: (hash, word positions) of each sentence of three words or more."""
    ends = [found.end() for found in SENTENCE_END.finditer(text)]
    bounds = list(zip([0, *ends], [*ends, len(text)], strict=True))
    places = positions_in(offsets, bounds)
    return [(hash_of(words[first:last]), (first, last)) for first, last in places if last - first >= MIN_SENTENCE_WORDS]


def positions_in(offsets: tuple[tuple[int, int], ...], ranges: Ranges) -> Ranges:
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
