"""A word -> what it says in any of the four languages: an everyday thing, a number, a month, a day of the week; None for other words."""

from collections.abc import Iterator
from functools import cache, lru_cache

from cotejo.lexicon.load import table
from cotejo.text.patterns import folded, listed

LANGUAGES = ("en", "es", "pt", "ru")
MIN_STEM = 2
Stems = tuple[dict[str, str], dict[str, str]]  # (whole words, stems) -> concept


@cache
def words_of(language: str) -> Stems:
    """Read the tables of everyday words, numbers, months and weekdays for one language."""
    whole: dict[str, str] = {}
    stems: dict[str, str] = {}
    for concept, phrase in rows_of(language):
        word = folded(phrase)
        if word.endswith("*"):
            stems.setdefault(word[:-1], concept)
        else:
            whole.setdefault(word, concept)
    return whole, stems


def rows_of(language: str) -> Iterator[tuple[str, str]]:
    """Yield (concept, word), the surest first."""
    for row in (table("numbers")["values"][language]["cardinals"], table("numbers")["values"][language]["multipliers"]):
        for entry in listed(row):
            word, _, value = entry.rpartition(" ")
            if int(value) > 1:  # "one" is mostly an article
                yield f"n:{value}", word
    for kind, name in (("m", "months"), ("d", "weekdays")):
        for entry in listed(table("dates")[name][language]):
            word, _, value = entry.rpartition(" ")
            yield f"{kind}:{value}", word
    column = LANGUAGES.index(language)
    for group in table("concepts").values():
        for concept, row in group.items():
            for word in listed(row.split(";")[column]):
                yield f"k:{concept}", word


@lru_cache(maxsize=1 << 16)
def concept_of(token: str, language: str | None) -> str | None:
    """Give the concept of a word; None where the language is not one of the four, or the word is in no table."""
    if language not in LANGUAGES:
        return None
    whole, stems = words_of(language)
    word = folded(token)
    if word in whole:
        return whole[word]
    return next((stems[word[:cut]] for cut in range(len(word), MIN_STEM - 1, -1) if word[:cut] in stems), None)
