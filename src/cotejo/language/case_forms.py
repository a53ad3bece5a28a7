"""A Russian name in the nominative -> its forms in the other cases, word by word, as the dictionary has them."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

CASES = ("gent", "datv", "accs", "ablt", "loct")
PLACE = "Geox"


@cache
def morphology() -> Any:  # noqa: ANN401 - pymorphy3 has no types
    """Russian dictionary forms; 16 MB of dictionaries, loaded when the first Russian word comes."""
    import pymorphy3  # noqa: PLC0415 - see above

    return pymorphy3.MorphAnalyzer(lang="ru")


def case_forms(name: str) -> Iterator[str]:
    """Every form of a name that differs from the nominative: "Южная Корея" -> "Южной Кореи", ...; none for stems, acronyms and other scripts.

    Adjectives go with their noun; what follows the noun stands still ("Республика Мали" -> "Республики Мали"). Each is in lower case.
    """
    words = name.casefold().split()
    if not words or any(word.endswith("*") for word in words) or name.isupper() or not any("а" <= word[0] <= "я" for word in words):
        return
    parses = []
    for word in words:
        parse = nominative(word)
        if parse is None:
            return
        parses.append(parse)
        if "NOUN" in parse.tag:
            break
    else:
        return
    yield from sorted({form for case in CASES if (form := in_case(parses, words[len(parses) :], case)) and form != " ".join(words)})


def in_case(parses: Sequence[Any], rest: Sequence[str], case: str) -> str | None:
    """Adjectives and their noun in a case, with the words after them; None where the dictionary lacks one."""
    noun = parses[-1].tag
    wanted = {case, noun.number, *({noun.gender} if noun.gender and noun.number == "sing" else ())}
    if case == "accs" and (noun.number == "plur" or noun.gender == "masc"):
        wanted.add(noun.animacy or "inan")
    forms = [*(parse.inflect(wanted) for parse in parses[:-1]), parses[-1].inflect({case, noun.number})]
    return " ".join([*(form.word for form in forms), *rest]) if all(forms) else None


def nominative(word: str) -> Any:  # noqa: ANN401 - as above
    """How a word is read as an adjective or noun in the nominative; a place's name before others; None where it is neither."""
    fit = [parse for parse in morphology().parse(word) if "nomn" in parse.tag and parse.tag.POS in {"NOUN", "ADJF", "PRTF"}]
    return next((parse for parse in fit if PLACE in parse.tag), fit[0] if fit else None)
