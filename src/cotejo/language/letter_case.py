"""Words of a sentence all in capitals -> the same words as a text would have them: common ones small, all others with a capital first letter.

Offsets do not move. Where capitals are on everything they tell nothing, and names come from tables, gazetteer and what is no common word.
"""

from collections.abc import Sequence
from functools import lru_cache

from cotejo.language.case_forms import morphology
from cotejo.language.name_models import LANGUAGES, common_words
from cotejo.language.name_tables import name_tables
from cotejo.language.reading import Token

FEWEST = 4  # words in capitals that make a sentence of capitals; fewer may be acronyms
SHARE = 0.9  # of the words, in capitals
NAMED = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad"})  # of the Russian dictionary: a name
VOWELS = frozenset("aeiouyаеиоуыэюяіє")


def recased(tokens: Sequence[Token], language: str | None) -> tuple[Token, ...]:
    """Tokens as they would be written without the capitals; those of any other sentence as they are."""
    words = [token for token in tokens if token.is_word and token.text.isalpha() and len(token.text) > 1]
    if len(words) < FEWEST or sum(token.text.isupper() for token in words) < SHARE * len(words):
        return tuple(tokens)
    return tuple(token._replace(text=written(token, language)) if token.is_word and token.text.isupper() else token for token in tokens)


def written(token: Token, language: str | None) -> str:
    """A word in small letters, with a capital first or all in capitals; of the same length."""
    small, title = token.text.lower(), token.text.title()
    if len(small) != len(token.text) or len(title) != len(token.text):
        return token.text
    if is_common(token.norm, token.fold, language):
        return small
    return title if VOWELS & set(token.fold) else token.text  # an acronym has often no vowel


@lru_cache(maxsize=16384)
def is_common(norm: str, fold: str, language: str | None) -> bool:
    """Whether a word is one that a text writes in small letters."""
    tables = name_tables(language)
    if fold in tables.openers or fold in tables.never or fold in tables.locatives:
        return True
    if language in LANGUAGES:
        return fold in common_words(language)
    if language == "ru" and norm[:1] >= "а":
        parse = morphology().parse(norm)[0]
        return bool(parse.is_known) and not any(mark in parse.tag for mark in NAMED)
    return False


def rewritten(text: str, tokens: Sequence[Token]) -> str:
    """A text with the words as the tokens have them; of the same length."""
    parts, at = [], 0
    for token in tokens:
        if len(token.text) == token.end - token.start and token.text != text[token.start : token.end]:
            parts += [text[at : token.start], token.text]
            at = token.end
    return "".join([*parts, text[at:]])
