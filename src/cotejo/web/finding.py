"""Words -> where they stand: documents through the text index, with snippets; events, claims and sources by their own words."""

import re
import unicodedata
from collections.abc import Sequence

import msgspec
from sqlalchemy import select, text

from cotejo.case.folder import Case
from cotejo.case.tables import RECORD

AROUND = 90  # code points of a snippet on each side of its first hit
MAX_SNIPPETS = 3
MAX_DOCUMENTS = 200
WORD = re.compile(r"\w+")


class Snippet(msgspec.Struct, frozen=True):
    """A stretch of a document with its hits as (start, end) in it, and where it stands in the text."""

    start: int
    parts: tuple[tuple[str, bool], ...]  # text, whether it is a hit
    at: tuple[int, int]


def fold_each(whole: str) -> str:
    """Fold case and accents sign by sign: as long as the text, so that places stay."""
    return "".join(fold_sign(sign) for sign in whole)


def fold_sign(sign: str) -> str:
    """Fold one sign to one sign."""
    low = unicodedata.normalize("NFKD", sign.lower())[:1] or sign
    return low if len(low) == 1 else sign


def read_words(query: str) -> list[list[str]]:
    """Cut a query into phrases: words apart, what stands in quotes together."""
    found = []
    for phrase, word in re.findall(r'"([^"]*)"|(\S+)', query[:300]):
        words = WORD.findall(fold_each(phrase or word))
        if words:
            found.append(words)
    return found[:12]


def match_expression(phrases: Sequence[Sequence[str]]) -> str:
    """Write phrases for FTS5: all must stand in the document; the last word of each may go on."""
    return " AND ".join('"' + " ".join(words) + '"*' for words in phrases)


def search_documents(case: Case, query: str) -> list[str]:
    """Find documents by their text and title, the best first; ids."""
    phrases = read_words(query)
    if not phrases:
        return []
    asked = text("SELECT rowid FROM document_text WHERE document_text MATCH :words ORDER BY rank LIMIT :most")
    with case.store.reading() as link:
        rows = list(link.execute(asked, {"words": match_expression(phrases), "most": MAX_DOCUMENTS}).scalars())
        names = {seq: name for seq, name in link.execute(select(RECORD.c.seq, RECORD.c.id).where(RECORD.c.seq.in_(rows)))}  # noqa: C416 - a result is no mapping
    return list(dict.fromkeys(names[row] for row in rows if row in names))


def snippets(whole: str, query: str) -> list[Snippet]:
    """Cut out where the words of a query stand."""
    phrases = read_words(query)
    if not phrases:
        return []
    folded = fold_each(whole)
    pattern = "|".join(r"\b" + r"\W+".join(re.escape(word) for word in words) for words in phrases)
    hits = [(found.start(), found.end()) for found in re.finditer(pattern, folded)]
    found: list[Snippet] = []
    last = -1
    for start, end in hits:
        if start < last or len(found) == MAX_SNIPPETS:
            continue
        left, last = max(0, start - AROUND), min(len(whole), end + AROUND)
        found.append(Snippet(left, tuple(part(whole, left, last, hits)), (start, end)))
    return found


def part(whole: str, left: int, right: int, hits: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Cut a stretch at its hits."""
    parts = []
    position = left
    for start, end in hits:
        if start >= position and end <= right:
            parts += [(whole[position:start], False), (whole[start:end], True)]
            position = end
    return [*parts, (whole[position:right], False)]
