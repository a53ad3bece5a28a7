"""Document -> Reading: sentences, tokens, names, numbers and dates in one pass, with what its language has."""

from functools import cache, lru_cache

import msgspec

from cotejo.language.case_forms import morphology
from cotejo.language.detect import SUPPORTED
from cotejo.language.letter_case import recased
from cotejo.language.levelling import JOINER
from cotejo.language.mending import Mended, mend
from cotejo.language.mixture import Part, parts
from cotejo.language.names import find_names
from cotejo.language.reading import Dated, Name, Reading, Sentence, Token
from cotejo.lexicon.load import table
from cotejo.records.document import Document
from cotejo.records.resolution import Interval
from cotejo.records.span import Quantity, Span
from cotejo.text import dates, numbers
from cotejo.text.date_points import ISO, safe
from cotejo.text.folding import fold_sign
from cotejo.text.sentences import split
from cotejo.text.tokens import tokenise

RUSSIAN = "ru"


@lru_cache(maxsize=65536)
def lemma_of(word: str, language: str | None) -> str:
    """Dictionary form where one is known (Russian), else the word without accents."""
    if language == RUSSIAN and word.isalpha():
        return str(morphology().parse(word)[0].normal_form)
    return folded(word)


@lru_cache(maxsize=65536)
def is_person_noun(word: str, language: str | None) -> bool:
    """Whether a Russian word is a common noun of living beings in the nominative: "водитель", "соседи"; False in any other language."""
    if language != RUSSIAN or not word.isalpha() or not word.islower():
        return False
    tag = morphology().parse(word)[0].tag
    return "NOUN" in tag and "anim" in tag and "nomn" in tag


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """A case-folded word without accents and invisible signs, in its own script."""
    return "".join(fold_sign(sign, False) for sign in word)


def tokens_of(text: str, start: int, end: int, language: str | None) -> tuple[Token, ...]:
    """Tokens of a stretch with their forms."""
    found = []
    for word in tokenise(text, start, end):
        written = word.text.replace(JOINER, "") or word.text
        norm = written.casefold()
        fold = folded(norm)
        found.append(Token(word.start, word.end, written, norm, fold, lemma_of(norm, language) if word.is_word else fold, word.is_word))
    return tuple(found)


@cache
def number_words(language: str) -> numbers.Words:
    """Matchers of a language's numbers."""
    return numbers.words_from(table("numbers"), language)


def quantities_of(document: Document, document_id: str, quoted: str, tokens: tuple[Token, ...], names: tuple[Name, ...]) -> tuple[Quantity, ...]:
    """Counts of a sentence as spans."""
    peoples = {name.start for name in names if name.kind == "nationality"}

    def span(first: int, last: int) -> Span:
        return Span.of(document_id, quoted, tokens[first].start, tokens[last - 1].end)

    low, texts = [token.fold for token in tokens], [token.text for token in tokens]
    found = numbers.find(low, texts, [token.start in peoples for token in tokens], number_words(str(document.language)))
    return tuple(
        Quantity(
            span=span(count.first, count.last),
            low=count.low,
            high=count.high,
            unit=count.unit,
            of=span(*count.of) if count.of else None,
            hedge=count.hedge,
        )
        for count in found
    )


@cache
def date_words(language: str) -> dates.Words:
    """Matchers of a language's times."""
    return dates.words_from(table("dates"), language)


def dates_of(document: Document, document_id: str, quoted: str, tokens: tuple[Token, ...], year: int | None) -> tuple[Dated, ...]:
    """Times of a sentence as spans with their days. `year` is the one named last before it in the paragraph."""
    language = str(document.language)
    published = document.published.latest if document.published else None
    low, texts = [token.fold for token in tokens], [token.text for token in tokens]
    found = dates.find(low, texts, date_words(language), dates.Anchor(published, year), number_words(language).values)
    return tuple(Dated(Span.of(document_id, quoted, tokens[time.first].start, tokens[time.last - 1].end), time.interval) for time in found)


def parted(quantities: tuple[Quantity, ...], times: tuple[Dated, ...]) -> tuple[tuple[Quantity, ...], tuple[Dated, ...]]:
    """Where a count and a time claim the same words, the longer is right, and of equals the count: "2000 soldiers", "3 y 4 de marzo"."""

    def meets(left: Span, right: Span) -> bool:
        return left.start < right.end and right.start < left.end

    def length(span: Span) -> int:
        return span.end - span.start

    counts = tuple(one for one in quantities if not any(meets(one.span, time.span) and length(time.span) > length(one.span) for time in times))
    return counts, tuple(time for time in times if not any(meets(one.span, time.span) for one in counts))


def iso_dates(quoted: str, document_id: str, tokens: tuple[Token, ...]) -> tuple[Dated, ...]:
    """Days in ISO form: all that is read of time in a language without tables."""
    found = ((token, ISO.fullmatch(token.text)) for token in tokens)
    days = ((token, safe(*map(int, match.groups()))) for token, match in found if match)
    return tuple(
        Dated(Span.of(document_id, quoted, token.start, token.end), Interval(earliest=day, latest=day, basis="stated", granularity="day"))
        for token, day in days
        if day
    )


def read(document: Document) -> Reading:
    """Read a document in its language. Without a pipeline for it, `supported` is False and names come from tables and gazetteer alone."""
    return readings(document)[0]


def readings(document: Document) -> tuple[Reading, ...]:
    """Read a document, each language of its paragraphs by itself; the document's own language comes first.

    A text that was saved in the wrong encoding, or is Russian in Latin letters, is mended first where that is certain. All offsets are
    those of the document's text as it came.
    """
    mended = mend(document.text, document.language)
    return tuple(read_part(document, part, mended) for part in parts(mended.text, mended.language)) or (
        read_part(document, Part(document.text, document.language), mended),
    )


def read_part(document: Document, part: Part, mended: Mended) -> Reading:
    """Read what is of one language."""
    same = part.text == document.text and part.language == document.language
    inner = document if same else msgspec.structs.replace(document, text=part.text, language=part.language)
    reading = read_text(inner, document.id, document.text)
    return reading if mended.what is None else msgspec.structs.replace(reading, mended=mended.what)


def read_text(document: Document, document_id: str, quoted: str | None = None) -> Reading:
    """Read a document whose id is known; `quoted` is the text as it came, where what is read was mended or parted."""
    quoted = document.text if quoted is None else quoted
    language = document.language if document.language in SUPPORTED else None
    sentences: list[Sentence] = []
    year, paragraph = None, -1
    pieces = split(document.text)
    for piece in (piece for piece in pieces if piece.prose):
        tokens = tokens_of(document.text, piece.start, piece.end, language)
        names = find_names(document.text, piece.start, piece.end, recased(tokens, language), language)
        text = document.text[piece.start : piece.end]
        quantities = quantities_of(document, document_id, quoted, tokens, names) if language else ()
        year = year if piece.paragraph == paragraph else None
        times = dates_of(document, document_id, quoted, tokens, year) if language else iso_dates(quoted, document_id, tokens)
        quantities, times = parted(quantities, times)
        year = next((day.year for time in reversed(times) for day in (time.interval.latest, time.interval.earliest) if day), year)
        paragraph = piece.paragraph
        sentences.append(Sentence(piece.start, piece.end, piece.paragraph, text, tokens, names, quantities, times))
    return Reading(
        document=document,
        document_id=document_id,
        language=document.language,
        supported=language is not None,
        sentences=tuple(sentences),
        quoted=quoted,
        unread=tuple((piece.start, piece.end) for piece in pieces if not piece.prose),
    )
