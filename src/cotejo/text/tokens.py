"""A stretch of text -> its words, numbers and signs as offsets."""

import re
from typing import NamedTuple

PATTERN = re.compile(
    r"https?://\S+|www\.\S+"
    r"|[@#]\w+"
    r"|(?:[A-ZА-Я]\.){2,}"  # U.S., С.Ш.А.
    r"|(?<!\d)(?:\d{4}-\d{2}-\d{2}|\d{1,2}([./])\d{1,2}\1\d{4}|\d{1,2}:\d{2}(?::\d{2})?)(?!\d)"  # 2019-03-23, 23.03.2019, 10:30
    r"|\b[Mm]id(?=-[A-Z\d])"  # mid-March is two words
    r"|\d+(?:[.,\u00a0\u202f]\d{3})*(?:[.,]\d+)?(?:[-–]?[^\W\d_]+(?:-\d+)?)?"  # 2.000, 10,5, 18th, 211-й
    r"|[^\W_]+(?:[-'’\u00ad\u200b\u200c\u200d\u2060]*[^\W_\u0300-\u036f]|[\u0300-\u036f])*\u2060*"  # words, Il-62, O'Brien, soft hyphens inside
    r"|[\u00ad\u0300-\u036f\u200b-\u200d\u2060]+"  # marks that belong to nothing
    r"|\S\u2060*"
)


class Word(NamedTuple):
    """A token `[start, end)`; `is_word` is True for words and numbers."""

    start: int
    end: int
    text: str
    is_word: bool


def tokenise(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """Cut `[start, end)` of a text into tokens. Every sign but white space is in exactly one."""
    return tuple(
        Word(match.start(), match.end(), match.group(), match.group()[0].isalnum() or match.group()[0] in "@#")
        for match in PATTERN.finditer(text, start, len(text) if end is None else end)
    )
