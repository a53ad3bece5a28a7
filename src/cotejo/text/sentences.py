"""Text -> paragraphs and sentences as offsets; nothing between them is lost but white space, and what follows 20,000 signs without a stop is said."""

import re
from collections.abc import Iterator
from typing import NamedTuple

MAX_SENTENCE = 2_000  # signs; longer is no sentence but a list or a text without stops, and is cut at white space
MAX_UNBROKEN = 20_000  # signs; a stretch without a stop is no prose, and its rest is given as one piece that is not to be read
ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof gen col lt maj capt sgt gov sen rep st vs etc inc ltd co corp no jan feb mar apr jun jul aug sept sep oct nov dec
    sr sra srta dra gral cnel tte cap cmdte ing lic ud uds av avda núm num pág art aprox ee uu exmo exma dep min tel sgto ten maj
    г гг тыс млн млрд им ул т д п т.е т.д т.п др проф ген полк кап лейт руб см стр обл р-н м н.э""".split()
)
STOP = re.compile(r"[.!?…]+[\"'»”’)\]\u2060]*(?=\s)|\n")
WORD_BEFORE = re.compile(r"([^\s(«“\"']+)$")


class Piece(NamedTuple):
    """A sentence `[start, end)` in its paragraph, counted from 0. `prose` is False for the rest of a stretch that has no stop."""

    start: int
    end: int
    paragraph: int
    prose: bool = True


def split(text: str) -> tuple[Piece, ...]:
    """Split a text into sentences. A line break ends a paragraph. Empty stretches give nothing."""
    return tuple(pieces(text))


def pieces(text: str) -> Iterator[Piece]:
    """Yield sentences in their order."""
    paragraph = 0
    start = 0
    for match in STOP.finditer(text):
        if match.group() == "\n":
            yield from cut(text, start, match.start(), paragraph)
            start = match.end()
            paragraph += 1
        elif ends_sentence(text, match):
            yield from cut(text, start, match.end(), paragraph)
            start = match.end()
    yield from cut(text, start, len(text), paragraph)


def ends_sentence(text: str, stop: re.Match[str]) -> bool:
    """Whether a stop ends its sentence: not after an abbreviation or an initial, not before a small letter."""
    following = text[stop.end() : stop.end() + 40].lstrip(" \t\u00a0\"'«“‘(¿¡—–-")
    if following[:1].islower():
        return False
    if not stop.group().startswith(".") or stop.group().startswith(".."):
        return True
    before = WORD_BEFORE.search(text[max(0, stop.start() - 30) : stop.start()])
    word = before.group(1) if before else ""
    if word.lower() in ABBREVIATIONS:
        return False
    initial = len(word) == 1 and word.isupper()
    dotted = "." in word and all(len(part) <= 1 for part in word.split("."))  # U.S, a.m
    return not (initial or (dotted and not following[:1].isupper()))


def cut(text: str, start: int, end: int, paragraph: int) -> Iterator[Piece]:
    """Trim white space, and cut what is longer than any sentence at white space, up to `MAX_UNBROKEN`."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    unbroken = start + MAX_UNBROKEN
    while end - start > MAX_SENTENCE and start < unbroken:
        gap = text.rfind(" ", start + 1, start + MAX_SENTENCE)
        middle = gap if gap > start else start + MAX_SENTENCE
        yield Piece(start, middle, paragraph)
        start = middle
        while start < end and text[start].isspace():
            start += 1
    if end > start:
        yield Piece(start, end, paragraph, prose=end - start <= MAX_SENTENCE)
