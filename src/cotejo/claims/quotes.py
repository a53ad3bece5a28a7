"""Text -> its quotations as `[start, end)` with their marks, outermost only, none across a paragraph's end.

Straight quotes (and two apostrophes that stand for them) open and close in turn inside a paragraph; a mark that is never closed runs to the
paragraph's end only where the next paragraph opens with the same mark (speech carried on), else it is no quotation. One pass, linear time.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

PAIRS = {"“": "”", "”": "”", "«": "»", "„": "“”", "‹": "›", "「": "」"}
STRAIGHT = frozenset({'"', "''"})
MARKS = re.compile(r"[“”«»„‹›「」\"]|''")
DIALOGUE = re.compile(r"\s{0,4}[—–](?=\s?[\w¿¡«“\"])")
SIGNATURE = re.compile(r"\(@\w")
DASH = re.compile(r"[—–]")
MAX_QUOTE = 4000  # code points; a longer run is an unclosed mark


class Quotation(NamedTuple):
    """A quotation with its marks: `[start, end)`; the words stand in `[start + 1, end - 1)` unless `open_ended`."""

    start: int
    end: int
    open_ended: bool = False
    mark: int = 1  # code points of each mark

    @property
    def body(self) -> tuple[int, int]:
        """Offsets of the words inside the marks."""
        return self.start + self.mark, self.end if self.open_ended else self.end - self.mark


def find(text: str, inserts: Callable[[str], bool] = bool) -> tuple[Quotation, ...]:
    """All quotations of a text, in order.

    A paragraph that opens with a dash is a dialogue: `inserts` says which of its parts between dashes are the speaker's tag ("—dijo X—").
    """
    found: list[Quotation] = []
    offset = 0
    paragraphs = text.split("\n")
    for number, paragraph in enumerate(paragraphs):
        following = next((later.lstrip() for later in paragraphs[number + 1 : number + 3] if later.strip()), "")
        if DIALOGUE.match(paragraph) and not SIGNATURE.search(paragraph):
            found.extend(_dialogue(paragraph, offset, inserts))
        else:
            found.extend(_in_paragraph(paragraph, offset, following[:1]))
        offset += len(paragraph) + 1
    return tuple(found)


def _dialogue(paragraph: str, offset: int, inserts: Callable[[str], bool]) -> Iterator[Quotation]:
    """The spoken parts of a dialogue line; none when no part says who speaks and the line is an item of a list."""
    edges = [match.start() for match in DASH.finditer(paragraph)]
    parts = list(zip(edges, [*edges[1:], len(paragraph)], strict=True))
    if not any(inserts(paragraph[start + 1 : end]) for start, end in parts[1:]):
        return
    opened: int | None = None
    for place, (start, end) in enumerate(parts):
        if place and inserts(paragraph[start + 1 : end]):
            if opened is not None:
                yield Quotation(offset + opened, offset + start)
            opened = None
        elif opened is None:
            opened = start
    if opened is not None:
        yield Quotation(offset + opened, offset + len(paragraph.rstrip()), open_ended=True)


def _in_paragraph(paragraph: str, offset: int, following: str) -> Iterator[Quotation]:
    opened: int | None = None
    opener, depth = "", 0
    last_curly = paragraph.rfind("”")
    for match in MARKS.finditer(paragraph):
        mark, at = match.group(), match.start()
        if opened is None:
            if (mark in PAIRS and mark != "”") or (mark in {*STRAIGHT, "”"} and _may_open(paragraph, at, len(mark))):
                opened, opener, depth = at, mark, 1
            continue
        closes = _closes(mark, opener) or (opener == "“" and mark == '"' and last_curly < at)
        if closes:
            depth -= 1
        elif mark == opener:
            depth += 1
        if depth == 0 or (closes and at - opened > MAX_QUOTE):
            yield Quotation(offset + opened, offset + match.end(), mark=len(opener))
            opened = None
    if opened is not None and following == paragraph[opened]:
        yield Quotation(offset + opened, offset + len(paragraph), open_ended=True, mark=len(opener))


def _closes(mark: str, opener: str) -> bool:
    """A straight mark is closed by itself, or by a curly one where an editor mixed the two."""
    return mark == opener or (mark == "”" and opener == '"') if opener in STRAIGHT else mark in PAIRS[opener]


def _may_open(paragraph: str, at: int, length: int) -> bool:
    """A mark that both opens and closes opens before a letter or digit; after a digit it is an inch."""
    after = at + length
    if paragraph[at] == "”" and at and not paragraph[at - 1].isspace():
        return False
    return after < len(paragraph) and not paragraph[after].isspace() and not (at and paragraph[at - 1].isdigit())
