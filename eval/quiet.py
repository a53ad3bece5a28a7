"""General news that nobody here wrote (ECB+, MEANTIME) -> the share of documents in which no deployment is read, as there is none."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from defusedxml.ElementTree import parse

from eval.claims import baseline
from eval.claims.found import read_item
from eval.claims.items import Item
from eval.figures import Figure
from eval.shared import SHARED

STORIES = SHARED / "data" / "ecbplus"
WIKINEWS = SHARED / "data" / "meantime" / "intra_cross-doc_annotation"
ABROAD = {"12"}  # topics of ECB+ in which a navy is at work off another country
DAY = date(2012, 6, 1)


def documents() -> Iterator[tuple[str, str]]:
    """Corpus and text of each document, in the order of their paths."""
    for path in sorted(STORIES.glob("*/*.xml")):
        if path.parent.name not in ABROAD:
            yield "ECB+", text_of(path)
    for path in sorted(WIKINEWS.rglob("*.xml")):
        yield "MEANTIME", text_of(path)


def text_of(path: Path) -> str:
    """The tokens of a document, a paragraph a sentence."""
    sentences: dict[int, list[str]] = {}
    for token in parse(path).getroot().iter("token"):
        sentences.setdefault(int(token.get("sentence") or 0), []).append(token.text or "")
    return "\n".join(" ".join(words) for _, words in sorted(sentences.items()))


def figures() -> list[Figure]:
    """Documents left alone, per corpus; the naive reader reads PRESENCE from a nationality and a military noun in one sentence."""
    found: dict[str, list[tuple[bool, bool]]] = {}
    for number, (corpus, text) in enumerate(documents()):
        item = Item(id=f"quiet-{number}", lang="en", half="dev", published=DAY, text=text, claims=[])
        found.setdefault(corpus, []).append((not read_item(item), not baseline.read_item(item)))
    return [
        Figure(f"{corpus}: documents left alone", sum(ours for ours, _ in pairs), len(pairs), sum(simple for _, simple in pairs) / len(pairs))
        for corpus, pairs in found.items()
    ]
