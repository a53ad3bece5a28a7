"""Document -> Reading: sentences, tokens, names, numbers and dates in one pass, with what its language has."""

from functools import cache, lru_cache
from typing import Any

from cotejo.language.detect import SUPPORTED
from cotejo.language.names import find_names
from cotejo.language.reading import Reading, Sentence, Token
from cotejo.records.document import Document
from cotejo.text.folding import fold_sign
from cotejo.text.sentences import split
from cotejo.text.tokens import tokenise

RUSSIAN = "ru"


@cache
def morphology() -> Any:  # noqa: ANN401 - pymorphy3 has no types
    """Russian dictionary forms; 16 MB of dictionaries, loaded when the first Russian word comes."""
    import pymorphy3  # noqa: PLC0415 - see above

    return pymorphy3.MorphAnalyzer(lang=RUSSIAN)


@lru_cache(maxsize=65536)
def lemma_of(word: str, language: str | None) -> str:
    """Dictionary form where one is known (Russian), else the word without accents."""
    if language == RUSSIAN and word.isalpha():
        return str(morphology().parse(word)[0].normal_form)
    return folded(word)


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """A case-folded word without accents and invisible signs, in its own script."""
    return "".join(fold_sign(sign, False) for sign in word)  # noqa: FBT003


def tokens_of(text: str, start: int, end: int, language: str | None) -> tuple[Token, ...]:
    """Tokens of a stretch with their forms."""
    found = []
    for word in tokenise(text, start, end):
        norm = word.text.casefold()
        fold = folded(norm)
        found.append(Token(word.start, word.end, word.text, norm, fold, lemma_of(norm, language) if word.is_word else fold, word.is_word))
    return tuple(found)


def read(document: Document) -> Reading:
    """Read a document. Without a pipeline for its language, `supported` is False and names come from the gazetteer alone."""
    return read_text(document, document.id)


def read_text(document: Document, document_id: str) -> Reading:
    """Read a document whose id is known."""
    language = document.language if document.language in SUPPORTED else None
    sentences = []
    for piece in split(document.text):
        tokens = tokens_of(document.text, piece.start, piece.end, language)
        names = find_names(document.text, piece.start, piece.end, tokens, language)
        text = document.text[piece.start : piece.end]
        sentences.append(Sentence(piece.start, piece.end, piece.paragraph, text, tokens, names, (), ()))
    return Reading(document=document, document_id=document_id, language=document.language, supported=language is not None, sentences=tuple(sentences))
