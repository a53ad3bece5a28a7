"""A text -> who is said to lead the men in it: the office or rank nearest to a word of leading, in one sentence."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from cotejo.lexicon.load import table
from cotejo.text.patterns import Patterns, folded, listed

SENTENCE = re.compile(r"[^.!?…\n]{1,2000}[.!?…]?")
WORD = re.compile(r"\w+")
NEAR = 10  # words between a word of leading and the office that leads
LEADING = ""


class Leader(NamedTuple):
    """An office or rank that leads, and where its words stand in the text."""

    office: str
    start: int
    end: int


@cache
def load_words() -> Patterns[str]:
    """Read the table, all languages together: an office under its name, a word of leading under an empty one."""
    rows = table("leaders")
    leading = [(phrase, LEADING) for row in rows["leading"].values() for phrase in listed(row)]
    return Patterns([*leading, *((phrase, office) for office, row in rows["offices"].items() for phrase in listed(row))])


@lru_cache(maxsize=1 << 12)
def find_leaders(text: str) -> tuple[Leader, ...]:
    """Find who leads, sentence by sentence; at most one in each. Time is linear in the text."""
    found = []
    for sentence in SENTENCE.finditer(text):
        words = list(WORD.finditer(text, sentence.start(), sentence.end()))
        hits = list(load_words().search([folded(word.group()) for word in words]))
        leads = [hit for hit in hits if hit.label == LEADING]
        offices = [hit for hit in hits if hit.label != LEADING]
        pairs = [(office.first < lead.first, abs(office.first - lead.last), office) for lead in leads for office in offices]
        near = [pair for pair in pairs if pair[1] <= NEAR]
        if near:
            office = min(near, key=lambda pair: (pair[0], pair[1], pair[2].first))[2]
            found.append(Leader(office.label, words[office.first].start(), words[office.last - 1].end()))
    return tuple(found)
