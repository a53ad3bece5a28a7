"""A headline -> how it is worded: told as a fact, kept at a distance ("Report: ...", "... ?"), or held to be untrue ("Hoax: ...").

A headline has no room for a frame of attribution: one word, a colon or a question mark says that somebody else vouches for it. The three ways are
those of Ferreira & Vlachos, Emergent (2016): for, observing, against; `eval/headlines.py` measures on their headlines, nothing is learnt from them.
"""

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from cotejo.claims.wording import WORD, Phrases, fold, listed
from cotejo.language.reading import Reading
from cotejo.lexicon.load import table
from cotejo.records.span import Span

Way = Literal["refutes", "relays", "tells"]
MAX_SIGNS = 220  # a longer first line is a paragraph
LINE = re.compile(r"[^\n]+")
ENDS = (".", "!", "…", ":", ";", ",")  # a line that closes so is a sentence or a lead-in


class Worded(NamedTuple):
    """How a headline is worded, and by which words."""

    way: Way
    cues: tuple[Span, ...] = ()


@lru_cache(maxsize=4)  # one document is asked about clause by clause
def span_of(text: str) -> tuple[int, int] | None:
    """Offsets of a text's headline: a short first line without a full stop, with more below it; None where there is none."""
    first = LINE.search(text)
    if first is None or not text[first.end() :].strip():
        return None
    line = first.group().rstrip()
    start = first.start() + len(line) - len(line.lstrip())
    return None if len(line) > MAX_SIGNS or line.endswith(ENDS) else (start, first.start() + len(line))


def worded(reading: Reading, start: int, end: int) -> Worded:
    """Read how the words of `start..end` are put, taken as a headline. In a language without a table: `relays`, since nothing can be said."""
    language = (reading.language or "").split("-")[0].lower()
    if language not in matchers("refutes"):
        return Worded("relays")
    found = list(WORD.finditer(reading.document.text, start, end))
    low = [fold(match.group()) for match in found]
    for way in ("refutes", "relays"):
        cues = tuple(reading.span(found[first].start(), found[last - 1].end()) for first, last, _ in matchers(way)[language].search(low))
        if cues:
            return Worded(way, cues)
    asked = [match for match in found if match.group() == "?"]
    return Worded("relays", (reading.span(asked[0].start(), asked[0].end()),)) if asked else Worded("tells")


@cache
def matchers(way: Literal["refutes", "relays"]) -> dict[str, Phrases[str]]:
    """The words of one way, by language."""
    return {language: Phrases((phrase, way) for phrase in listed(row)) for language, row in table("headlines")[way].items()}
