"""A text of several languages -> for each language the text with all other paragraphs blanked, so that offsets stay those of the whole."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cotejo.language.detect import SUPPORTED, sure_language

LETTERS = 60  # of a paragraph whose language is asked for
OPENING = "«“„\"'‘—-"  # what a quotation begins with: claims read it with its frame around it
SURE = 0.9  # a paragraph is of another language than its text only if the detector is so sure
LINE = re.compile(r"[^\n]+")
BLANK = re.compile(r"[^\n]")


class Part(NamedTuple):
    """A text of which only the paragraphs of one language are left."""

    text: str
    language: str | None


def parts(text: str, language: str | None) -> tuple[Part, ...]:
    """Part a text by the language of its paragraphs: first that of the text, then others that can be read, in the order of the text.

    A paragraph is of another language only where it is long enough and the detector is sure; all else is of the text's.
    """
    if "\n" not in text.strip():
        return (Part(text, language),)
    foreign = dict(others(text, language))
    if not foreign:
        return (Part(text, language),)
    languages = dict.fromkeys(foreign.values())
    found = [Part(blanked(text, set(foreign)), language)]
    for other in languages:
        own = {start for start, code in foreign.items() if code == other}
        found.append(Part(blanked(text, {line.start() for line in LINE.finditer(text)} - own), other))
    return tuple(part for part in found if part.text.strip())


def others(text: str, language: str | None) -> Iterator[tuple[int, str]]:
    """Where a paragraph of another language begins, and its language."""
    for line in LINE.finditer(text):
        if line[0].lstrip()[:1] not in OPENING and sum(sign.isalpha() for sign in line[0][: 4 * LETTERS]) >= LETTERS:
            code = sure_language(line[0], SURE)
            if code in SUPPORTED and code != language:
                yield line.start(), code


def blanked(text: str, starts: set[int]) -> str:
    """The text with blanks for the signs of the paragraphs that begin at these places."""
    return LINE.sub(lambda line: BLANK.sub(" ", line[0]) if line.start() in starts else line[0], text)
