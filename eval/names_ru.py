"""factRuEval-2016's development texts -> F1 of words in Russian names, as the published line reckons, beside slovnet alone.

That line is .959 / .915 / .825 for persons, places, organisations (natasha/naeval, all texts). Whole texts are read. A person is an object's whole
stretch; of organisations and places only the words of the name count ("org_name", "loc_name"), not what describes them; of stretches that
overlap the first and longest counts. Per kind, each word of a name is a case.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cotejo.language import russian
from cotejo.language.entities import entities_of
from cotejo.language.load import readings
from cotejo.language.reading import NameKind
from cotejo.records.document import Document
from cotejo.text.sentences import split
from cotejo.text.tokens import tokenise
from eval.figures import Figure
from eval.shared import SHARED

TEXTS = SHARED / "data" / "ner" / "factrueval2016_ru" / "devset"
PARTS = {"Org": ("org_name", "ORG"), "LocOrg": ("loc_name", "LOC"), "Location": ("loc_name", "LOC")}
CLASSES = ("PER", "LOC", "ORG")
DRAWS = 200  # of the bootstrap over texts
Stretch = tuple[int, int, str]
Words = dict[str, set[int]]  # by kind: where the words of names begin


def figures(kinds: dict[NameKind, str]) -> list[Figure]:
    """Score each kind; the naive reading is slovnet's alone."""
    judged = [judge(path, kinds) for path in sorted(TEXTS.glob("*.txt"))]
    return [figure(kind, judged) for kind in CLASSES]


def judge(path: Path, kinds: dict[NameKind, str]) -> tuple[Words, Words, Words]:
    """One text: as coded, as read, as slovnet alone reads it."""
    text = path.read_text(encoding="utf-8")
    document = Document(capture="eval", text=text, external_id=path.stem, language="ru", made_by="eval@1")
    names = [name for reading in readings(document) for name in entities_of(reading)]
    read = [(name.start, name.end, kinds[name.kind]) for name in names if name.kind in kinds]
    return words(text, coded(path)), words(text, read), words(text, plain(text))


def coded(path: Path) -> list[Stretch]:
    """Stretches of a text that its coders called names."""
    parts = {}
    for line in path.with_suffix(".spans").read_text(encoding="utf-8").splitlines():
        cells = line.split()
        if cells:
            parts[cells[0]] = (int(cells[2]), int(cells[2]) + int(cells[3]), cells[1])
    found: list[Stretch] = []
    for line in path.with_suffix(".objects").read_text(encoding="utf-8").splitlines():
        cells = line.partition("#")[0].split()
        own = [parts[number] for number in cells[2:] if number in parts]
        if own and cells[1] == "Person":
            found.append((min(part[0] for part in own), max(part[1] for part in own), "PER"))
        elif own and cells[1] in PARTS:
            wanted, kind = PARTS[cells[1]]
            found += apart((start, end, kind) for start, end, what in own if what == wanted)
    return list(apart(found))


def apart(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Stretches without those that overlap one before."""
    last = -1
    for start, end, kind in sorted(stretches, key=lambda one: (one[0], -one[1], one[2])):
        if start >= last:
            yield start, end, kind
            last = end


def plain(text: str) -> list[Stretch]:
    """What slovnet alone sees."""
    pieces = split(text)
    read = russian.names([text[piece.start : piece.end] for piece in pieces])
    return [(piece.start + name.start, piece.start + name.end, name.kind) for piece, names in zip(pieces, read, strict=True) for name in names]


def words(text: str, stretches: Sequence[Stretch]) -> Words:
    """Words and signs inside stretches, by kind."""
    tokens = tokenise(text)

    def inside(kind: str) -> set[int]:
        own = [(start, end) for start, end, what in stretches if what == kind]
        return {word.start for start, end in own for word in tokens if word.start < end and start < word.end}

    return {kind: inside(kind) for kind in CLASSES}


def figure(kind: str, judged: Sequence[tuple[Words, Words, Words]]) -> Figure:
    """F1 of a kind with its bootstrap half width over texts."""
    rows = [(len(true[kind] & read[kind]), len(true[kind]), len(read[kind])) for true, read, _ in judged]
    alone = [(len(true[kind] & read[kind]), len(true[kind]), len(read[kind])) for true, _, read in judged]
    dice = random.Random(20201123)  # noqa: S311 - no secret
    drawn = sorted(f1(dice.choices(rows, k=len(rows))) for _ in range(DRAWS))
    bar = (drawn[int(DRAWS * 0.975)] - drawn[int(DRAWS * 0.025)]) / 2
    note = f"{sum(row[2] for row in rows)} read; by words; naive: slovnet alone"
    return Figure(f"ru factRuEval by words {kind} F1", sum(row[0] for row in rows), sum(row[1] for row in rows), f1(alone), note, f1(rows), bar)


def f1(rows: Iterable[tuple[int, int, int]]) -> float:
    """Harmonic mean of precision and recall over (right, coded, read)."""
    right = both = 0
    for hits, true, read in rows:
        right, both = right + hits, both + true + read
    return 2 * right / both if both else 0.0
