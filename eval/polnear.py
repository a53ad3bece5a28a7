"""PolNeAR development articles as read -> token and overlap F of source, cue and content, beside a naive reading. The set is for scoring only.

A token counts for each part of each attribution that holds it. Posts, datelines and the publisher's own eyes have no cue in the hand coding and are
left out; so are hand-coded attributions without a source (PolNeAR codes them, and ours are scored apart in `sourceless`).
"""

import re
from collections.abc import Iterable, Iterator
from functools import reduce
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from cotejo.claims.attributions import find
from cotejo.language.load import read
from cotejo.records.attribution import Attribution
from cotejo.records.document import Document
from eval.figures import Figure, Z, table
from eval.shared import ABSENT, SHARED

FOLDER = SHARED / "data" / "polnear" / "dev"
PARTS = ("source", "cue", "content")
TOKEN = re.compile(r"\w+")
SAID = re.compile(r"\bsaid\b")
CAPITALISED = re.compile(r"[A-Z]\w+(?:\s[A-Z]\w+)*")
SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
Spans = dict[str, list[tuple[int, int]]]


class Tally(NamedTuple):
    """Hits among what was found and among what was hand-coded."""

    found_right: int
    found: int
    coded_right: int
    coded: int

    @property
    def f(self) -> float:
        """Harmonic mean of precision and recall."""
        precision, recall = self.precision, self.recall
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.found_right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what was hand-coded that was found."""
        return self.coded_right / self.coded if self.coded else 0.0

    def plus(self, other: "Tally") -> "Tally":
        """The sum of two."""
        return Tally(*(a + b for a, b in zip(self, other, strict=True)))


def coded(path: Path) -> Spans:
    """The hand coding in one file; an attribution's parts only where it has a source."""
    spans: dict[str, list[tuple[int, int]]] = {}
    kinds: dict[str, str] = {}
    chosen: set[str] = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        tag, _, rest = line.partition("\t")
        if tag.startswith("T"):
            kind, _, offsets = rest.split("\t")[0].partition(" ")
            kinds[tag] = kind.lower()
            spans[tag] = [(int(first), int(last)) for first, last in (part.split() for part in offsets.split(";"))]
        elif tag.startswith("E") and "Source:" in rest:
            chosen.update(part.partition(":")[2] for part in rest.split())
    return {part: [span for tag in sorted(chosen) if kinds.get(tag) == part for span in spans[tag]] for part in PARTS}


def found(text: str) -> tuple[Attribution, ...]:
    """What our reading finds in an article: the outermost voices only, since the coding gives each word to one attribution at most."""
    reading = read(Document(capture="capture-eval", text=text, external_id="eval", language="en", made_by="eval@1"))
    coded_modes = [each for each in find(reading) if each.mode not in {"structure", "sourceless", "floating"} or each.rule == "carry.floating_quote"]
    return tuple(each for each in coded_modes if not is_nested(each, coded_modes))


def is_nested(each: Attribution, others: Iterable[Attribution]) -> bool:
    """Whether an attribution's cue stands inside the words that another one attributes."""
    cue = each.cue
    return cue is not None and any(
        other is not each and other.content is not None and other.cue != cue and other.content.start <= cue.start and cue.end <= other.content.end
        for other in others
    )


def spans_of(attributions: Iterable[Attribution]) -> Spans:
    """Their parts as spans."""
    parts: Spans = {part: [] for part in PARTS}
    for each in attributions:
        for part, span in (("source", each.source.span), ("cue", each.cue), ("content", each.content)):
            if span:
                parts[part].append((span.start, span.end))
    return parts


def naive(text: str) -> Spans:
    """Every "said" with the nearest capitalised words; the rest of the sentence is what was said."""
    parts: Spans = {part: [] for part in PARTS}
    for sentence in SENTENCE.finditer(text):
        for cue in SAID.finditer(text, sentence.start(), sentence.end()):
            names = list(CAPITALISED.finditer(text, sentence.start(), sentence.end()))
            if not names:
                continue
            name = min(names, key=lambda each: min(abs(each.end() - cue.start()), abs(each.start() - cue.end())))
            parts["source"].append(name.span())
            parts["cue"].append(cue.span())
            left, right = min(name.start(), cue.start()), max(name.end(), cue.end())
            rest = max((sentence.start(), left), (right, sentence.end()), key=lambda span: span[1] - span[0])
            parts["content"].append(rest)
    return parts


def tokens(text: str, ours: list[tuple[int, int]], theirs: list[tuple[int, int]]) -> Tally:
    """Token by token."""
    mine, gold = ({match.start() for span in spans for match in TOKEN.finditer(text, *span)} for spans in (ours, theirs))
    right = len(mine & gold)
    return Tally(right, len(mine), right, len(gold))


def overlaps(ours: list[tuple[int, int]], theirs: list[tuple[int, int]]) -> Tally:
    """Span by span: right when it touches one of the other side."""
    mine, gold = sorted(set(ours)), sorted(set(theirs))
    return Tally(len(_touching(mine, gold)), len(mine), len(_touching(gold, mine)), len(gold))


def _touching(some: list[tuple[int, int]], others: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [span for span in some if any(span[0] < other[1] and other[0] < span[1] for other in others)]


def articles(folder: Path = FOLDER) -> Iterator[tuple[str, str, Spans]]:
    """Name, text and hand coding of each article, in the order of their names."""
    for path in sorted((folder / "attributions").glob("*.ann")):  # ARTICLE_CODER.ann
        text = folder / "text" / f"{path.stem.rpartition('_')[0]}.txt"
        yield path.stem, text.read_bytes().decode("utf-8"), coded(path)


def measure(folder: Path = FOLDER) -> dict[str, list[tuple[Tally, Tally]]]:
    """Ours and the naive tally of each figure ("source token", "source overlap", ...), article by article."""
    tallies: dict[str, list[tuple[Tally, Tally]]] = {}
    for _, text, gold in articles(folder):
        sides = (spans_of(found(text)), naive(text))
        for part in PARTS:
            ours, simple = (tokens(text, side[part], gold[part]) for side in sides)
            tallies.setdefault(f"{part} token", []).append((ours, simple))
            ours, simple = (overlaps(side[part], gold[part]) for side in sides)
            tallies.setdefault(f"{part} overlap", []).append((ours, simple))
    return tallies


def jackknife(parts: list[Tally]) -> float:
    """Half width of F at 95 %, from F with each article left out in turn."""
    whole, count = total(parts), len(parts)
    left = [Tally(*(a - b for a, b in zip(whole, part, strict=True))).f for part in parts]
    mean = sum(left) / count
    return Z * sqrt((count - 1) / count * sum((each - mean) ** 2 for each in left))


def total(parts: list[Tally]) -> Tally:
    """The sum of all."""
    return reduce(Tally.plus, parts, Tally(0, 0, 0, 0))


def figures(folder: Path = FOLDER) -> list[Figure]:
    """F of each part by token and by overlap beside the naive one; the note has precision and recall."""
    lines = []
    for name, pairs in measure(folder).items():
        ours, simple = total([pair[0] for pair in pairs]), total([pair[1] for pair in pairs])
        note = f"P {ours.precision:.3f} R {ours.recall:.3f}"
        bar = jackknife([pair[0] for pair in pairs])
        lines.append(Figure(f"{name} F", ours.coded_right, ours.coded, simple.f, note, measured=ours.f, bar=bar))
    return lines


if __name__ == "__main__":
    print(table("polnear dev", figures(), {}) if FOLDER.is_dir() else ABSENT)
