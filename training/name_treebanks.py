"""Treebanks with typed names (CESS-ECE, AnCora, GUM) -> sentences of words with BIO tags over PER, ORG, LOC."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from zipfile import ZipFile

from training.name_tags import CLITICS, KINDS, Sentence, tidy

CESS_KINDS = {"np0000p": "PER", "np0000o": "ORG", "np0000l": "LOC"}
UNTYPED = "(np00000 "  # a name whose kind nobody wrote down: its sentence teaches nothing
TREE = re.compile(r"^\(", re.MULTILINE)  # a tree opens at the line's beginning
SIGNS = {"-Fpa-": "(", "-Fpt-": ")", "-fe-": '"'}
LEAF = re.compile(r"\(([A-Za-z][A-Za-z0-9]*) ([^\s()]+) [^\s()]+\)")
GUM_MARK = re.compile(r"\(\d+-[a-z]+[^()]*\)?|\d+\)")
IN_NAMES = frozenset({"PROPN", "ADP", "PUNCT", "DET", "NUM"})


def cess(archive: Path) -> Iterator[Sentence]:
    """Read the constituency trees of CESS-ECE (a zip); their names are single leaves with joined words and a typed tag."""
    for text in files_of(archive):
        for tree in TREE.split(text):
            sentence: Sentence = []
            if UNTYPED in tree:
                continue
            for tag, leaf in LEAF.findall(tree):
                kind = CESS_KINDS.get(tag)
                for place, word in enumerate(part for part in SIGNS.get(leaf, leaf).split("_") if part):
                    sentence.append((word, "O" if kind is None else f"{'I' if place else 'B'}-{kind}"))
            if len(sentence) > 1:
                yield sentence


def files_of(archive: Path) -> Iterator[str]:
    """The trees of CESS-ECE, file by file."""
    with ZipFile(archive) as zipped:
        for name in sorted(zipped.namelist()):
            if name.endswith(".tbf"):
                yield zipped.read(name).decode("latin-1")


def ancora(path: Path) -> Iterator[Sentence]:
    """Read AnCora in CoNLL-U: the first word of a name has its type in XPOS and all its words, joined, in MISC."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        sentence: Sentence = []
        kind, left = None, 0
        if "\tnp00000\t" in block:
            continue
        for row in (line.split("\t") for line in block.splitlines() if line and not line.startswith("#")):
            if not row[0].isdigit():
                continue
            first = row[4] in CESS_KINDS
            if first:
                kind = CESS_KINDS[row[4]]
                joined = next((part[4:] for part in row[9].split("|") if part.startswith("MWE=")), "")
                left = 1 + joined.count("_")
            sentence.append((row[1], f"{'B' if first else 'I'}-{kind}" if left else "O"))
            left = max(left - 1, 0)
        if sentence:
            yield sentence


def gum(path: Path) -> Iterator[Sentence]:
    """Read the entities of GUM in CoNLL-U: those persons, organisations and places whose words are all proper nouns or signs between them."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and line[0].isdigit()]
        rows = [row for row in rows if row[0].isdigit()]
        opened: list[tuple[str, str, int]] = []
        marks: list[tuple[int, int, str]] = []
        for place, row in enumerate(rows):
            note = next((part[7:] for part in row[9].split("|") if part.startswith("Entity=")), "")
            for part in GUM_MARK.findall(note):
                number, _, rest = part.strip("()").partition("-")
                if part.startswith("("):
                    opened.append((number, rest.split("-")[0], place))
                if part.endswith(")"):
                    at = next((index for index in range(len(opened) - 1, -1, -1) if opened[index][0] == number), None)
                    if at is not None:
                        _, kind, first = opened.pop(at)
                        marks.append((first, place + 1, kind))
        yield from named_rows(rows, marks)


def named_rows(rows: Sequence[Sequence[str]], marks: Iterable[tuple[int, int, str]]) -> Iterator[Sentence]:
    """Tag rows by those marks that are names."""
    tags = ["O"] * len(rows)
    for first, last, kind in sorted(marks, key=lambda one: one[0] - one[1]):
        start = first
        while start < last and rows[start][3] in {"DET", "ADP"}:
            start += 1
        name = rows[start:last]
        ends = bool(name) and name[0][3] == name[-1][3] == "PROPN" and all(row[3] in IN_NAMES for row in name)
        if KINDS.get(kind.upper()) and ends and all(tag == "O" for tag in tags[start:last]):
            tags[start:last] = [f"{'I' if place else 'B'}-{kind}" for place in range(last - start)]
    if rows:
        yield tidy([(row[1], tag) for row, tag in zip(rows, tags, strict=True)])


def proper_nouns(path: Path) -> Iterator[Sentence]:
    """Read a treebank's words with their part of speech, parted words joined; `X` for those of several parts unless one is a proper noun."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        found: Sentence = []
        last_part = 0
        for row in (line.split("\t") for line in block.splitlines() if line[:1].isdigit()):
            if "-" in row[0]:
                last_part = int(row[0].partition("-")[2])
                found.append((row[1], "X"))
            elif row[0].isdigit() and int(row[0]) <= last_part:
                found[-1] = (found[-1][0], "PROPN" if row[3] == "PROPN" else found[-1][1])
            elif row[0].isdigit() and row[1] in CLITICS and found and found[-1][0][-1].isalpha():
                found[-1] = (found[-1][0] + row[1], found[-1][1])
            elif row[0].isdigit():
                found.append((row[1], row[3]))
        if found:
            yield found
