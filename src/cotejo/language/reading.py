"""What a language pipeline makes of a text: sentences with tokens, names, numbers and dates, all in offsets of the original text."""

from typing import Literal, NamedTuple

import msgspec

from cotejo.records.document import Document
from cotejo.records.resolution import Interval
from cotejo.records.span import Quantity, Span

NameKind = Literal[
    "person", "organisation", "outlet", "agency", "office", "force", "company", "place", "facility", "unit", "equipment", "nationality", "other"
]


class Token(NamedTuple):
    """A word, number or sign. `norm` is case-folded; `fold` also loses accents; `lemma` is the dictionary form where one is known, else `fold`."""

    start: int
    end: int
    text: str
    norm: str
    fold: str
    lemma: str
    is_word: bool


class Name(NamedTuple):
    """A proper name, or a lexicon term. `key` is its canonical key where the lexicon or gazetteer knows it; `state` an ISO 3166-1 alpha-2 code."""

    start: int
    end: int
    text: str
    kind: NameKind
    key: str | None
    state: str | None
    rule: str


class Dated(NamedTuple):
    """An expression of time and the days that it denotes."""

    span: Span
    interval: Interval


class Sentence(NamedTuple):
    """One sentence `[start, end)`; `paragraph` counts from 0."""

    start: int
    end: int
    paragraph: int
    text: str
    tokens: tuple[Token, ...]
    names: tuple[Name, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[Dated, ...]


class Reading(msgspec.Struct, frozen=True):
    """A document as read. `supported` is False for a language without a pipeline: then only sentences, ISO dates and gazetteer names are there.

    `document.text` is what was read: the text, or one of the same length that was mended (language/mending.py) or of which only one
    language is left (language/mixture.py). `quoted` is the text as it came, which spans are cut out of; `mended` says what was done.
    `unread` are the stretches that no sentence covers: what follows 20,000 signs without a stop (text/sentences.py).
    """

    document: Document
    document_id: str
    language: str | None
    supported: bool
    sentences: tuple[Sentence, ...]
    quoted: str | None = None
    mended: str | None = None
    unread: tuple[tuple[int, int], ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Cut a span out of the document's text."""
        return Span.of(self.document_id, self.document.text if self.quoted is None else self.quoted, start, end)
