"""Public name-annotated data in their own formats -> sentences of words with BIO tags over PER, ORG, LOC."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from zipfile import ZipFile

import msgspec

from cotejo.text.sentences import split
from cotejo.text.tokens import tokenise

Sentence = list[tuple[str, str]]  # word, tag
Spans = set[tuple[int, int, str]]
KINDS = {
    "PER": "PER",
    "PERSON": "PER",
    "PESSOA": "PER",
    "PESSOA_FISICA": "PER",
    "ORG": "ORG",
    "ORGANIZACAO": "ORG",
    "ORGANISATION": "ORG",
    "ORGANIZATION": "ORG",
    "CORPORATION": "ORG",
    "GROUP": "ORG",
    "LOC": "LOC",
    "LOCAL": "LOC",
    "LOCATION": "LOC",
    "PLACE": "LOC",
    "UNIT": "ORG",
    "FAC": "LOC",
}
CESS_KINDS = {"np0000p": "PER", "np0000o": "ORG", "np0000l": "LOC"}
UNTYPED = "(np00000 "  # a name whose kind nobody wrote down: its sentence teaches nothing
TREE = re.compile(r"^\(", re.MULTILINE)  # a tree opens at the line's beginning
SIGNS = {"-Fpa-": "(", "-Fpt-": ")", "-fe-": '"'}
LEAF = re.compile(r"\(([A-Za-z][A-Za-z0-9]*) ([^\s()]+) [^\s()]+\)")
GUM_MARK = re.compile(r"\(\d+-[a-z]+[^()]*\)?|\d+\)")
NO_NAME = frozenset({"we", "i", "it", "he", "she", "they", "you", "us", "ministers", "forces", "coalition", "secretary"})
HAREM_MARK = re.compile(r"<(/?)([A-Z_]+)(?:\|[A-Z|_]*)?( [^>]*)?>")
HAREM_OTHER = re.compile(r"VIRTUAL|CARGO|CORREIO")  # addresses in the net, offices, postal addresses: no names of places and persons
IN_NAMES = frozenset({"PROPN", "ADP", "PUNCT", "DET", "NUM"})
CLITICS = frozenset({"'s", "’s", "'", "’"})  # our tokeniser leaves them at their word


def columns(path: Path, word: int, tag: int, separator: str | None = None) -> Iterator[Sentence]:
    """Read a column format; a blank line ends a sentence, a line with `#` and a blank is a comment."""
    sentence: Sentence = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            if sentence:
                yield tidy(sentence)
            sentence = []
        elif not line.startswith("# "):
            cells = line.split(separator)
            if len(cells) > max(word, tag) and cells[word].strip():  # a few rows of WNUT hold no word
                sentence.append((cells[word], cells[tag]))
    if sentence:
        yield tidy(sentence)


def tidy(sentence: Sequence[tuple[str, str]]) -> Sentence:
    """Map tags to PER, ORG, LOC, all else to O, mend I- without a B-, and join possessive marks to their words."""
    found: Sentence = []
    before = "O"
    for word, tag in sentence:
        start, _, kind = tag.partition("-")
        mapped = KINDS.get(kind.upper())
        now = "O" if mapped is None else f"{'I' if start == 'I' and before[2:] == mapped else 'B'}-{mapped}"
        if word in CLITICS and found and found[-1][0][-1].isalpha() and (now == "O" or now == f"I-{before[2:]}"):
            found[-1] = (found[-1][0] + word, found[-1][1])
            continue
        found.append((word, now))
        before = now
    return found


CONTRACTED = {
    ("de", "o"): "do", ("de", "a"): "da", ("de", "os"): "dos", ("de", "as"): "das", ("em", "o"): "no", ("em", "a"): "na", ("em", "os"): "nos",
    ("em", "as"): "nas", ("a", "o"): "ao", ("a", "os"): "aos", ("a", "a"): "à", ("a", "as"): "às", ("por", "o"): "pelo", ("por", "a"): "pela",
    ("por", "os"): "pelos", ("por", "as"): "pelas", ("em", "um"): "num", ("em", "uma"): "numa", ("de", "este"): "deste", ("de", "esse"): "desse",
}  # fmt: skip


def contracted(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Join the Portuguese prepositions and articles that Universal Dependencies parts, as texts have them."""
    for sentence in sentences:
        found: Sentence = []
        for word, tag in sentence:
            joined = CONTRACTED.get((found[-1][0].lower(), word)) if found else None
            if joined and found:
                before = found[-1][1]
                capital = found[-1][0][0].isupper()
                found[-1] = (joined.capitalize() if capital else joined, before if before != "O" and tag.startswith("I") else "O")
            elif tag.startswith("I-") and found and found[-1][1] == "O":
                found.append((word, f"B{tag[1:]}"))
            else:
                found.append((word, tag))
        yield found


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


def of_text(text: str, marks: Iterable[tuple[int, int, str]]) -> Iterator[Sentence]:
    """Cut a text with marked stretches `[start, end)` into sentences of tagged words; of nested ones the longest counts."""
    taken: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(marks, key=lambda one: (one[0] - one[1], one)):
        if all(end <= left or right <= start for left, right, _ in taken):
            taken.append((start, end, kind))
    for piece in split(text):
        sentence: Sentence = []
        inside = None
        for word in tokenise(text, piece.start, piece.end):
            mark = next((one for one in taken if one[0] <= word.start < one[1]), None)
            sentence.append((word.text, "O" if mark is None else f"{'I' if mark == inside else 'B'}-{mark[2]}"))
            inside = mark
        if sentence:
            yield tidy(sentence)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without article at its beginning and without what is not part of the name at its end."""
    low = text[start:end].lower()
    lead = next((len(word) for word in ("the ", "a ", "an ") if low.startswith(word)), 0)
    return start + lead, end


def re3d(folder: Path) -> Iterator[Sentence]:
    """Read one source of re3d: a line of JSON for a document, one for an entity; names only (a capital in the last word or one of capitals)."""
    marks: dict[str, list[tuple[int, int, str]]] = {}
    texts = {row["_id"]: row["text"] for row in map(msgspec.json.decode, (folder / "documents.json").read_bytes().splitlines()) if row.get("text")}
    for line in (folder / "entities.json").read_bytes().splitlines():
        row = msgspec.json.decode(line)
        kind = KINDS.get(row["type"].upper())
        text = texts.get(row["documentId"])
        if kind and text:
            start, end = trimmed(text, row["begin"], row["end"])
            words = text[start:end].split()
            if words and proper(words):
                marks.setdefault(row["documentId"], []).append((start, end, kind))
    for key, text in sorted(texts.items()):
        yield from of_text(text, marks.get(key, ()))


def proper(words: Sequence[str]) -> bool:
    """Whether a mention is a name: its first and its last word have capitals ("the U.S. service members" has not)."""
    if len(words) == 1 and words[0].lower() in NO_NAME:
        return False
    return words[0][:1].isupper() and (words[-1][:1].isupper() or words[-1][:1].isdigit())


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


def harem(path: Path) -> Iterator[Sentence]:
    """Read HAREM's SGML (Latin-1): tags of category; of alternatives the first counts."""
    text = path.read_text(encoding="latin-1")
    for body in re.findall(r"<TEXTO>(.*?)</TEXTO>", text, re.DOTALL):
        plain: list[str] = []
        marks: list[tuple[int, int, str]] = []
        opened: list[tuple[str, int]] = []
        at = length = 0
        for mark in HAREM_MARK.finditer(body):
            piece = body[at : mark.start()]
            plain.append(piece)
            length += len(piece)
            at = mark.end()
            if mark[1]:
                if opened:
                    kind, start = opened.pop()
                    if KINDS.get(kind):
                        marks.append((start, length, kind))
            else:
                opened.append(("" if HAREM_OTHER.search(mark[3] or "") else mark[2], length))
        plain.append(body[at:])
        yield from of_text("".join(plain), marks)


def spans(tags: Iterable[str]) -> Spans:
    """Read tags as spans."""
    found, first, kind = set(), None, ""
    for place, tag in enumerate((*tags, "O")):
        if first is not None and not (tag.startswith("I-") and tag[2:] == kind):
            found.add((first, place, kind))
            first = None
        if tag != "O" and first is None:
            first, kind = place, tag[2:]
    return found


def score(gold: Iterable[Sequence[str]], found: Iterable[Sequence[str]]) -> Mapping[str, float]:
    """Strict precision, recall and F1 of spans with their kinds."""
    right = given = wanted = 0
    for true, guess in zip(gold, found, strict=True):
        left, other = spans(true), spans(guess)
        right += len(left & other)
        given += len(other)
        wanted += len(left)
    precision, recall = right / max(given, 1), right / max(wanted, 1)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / max(precision + recall, 1e-9), "names": wanted}


FACTS = {"Person": "PER", "Org": "ORG", "Location": "LOC", "LocOrg": "LOC"}


def factrueval(folder: Path) -> Iterator[Sentence]:
    """Read factRuEval-2016: objects over spans of a text; nested ones are left to the longest, a state that acts is a place (LocOrg)."""
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        stretches = {}
        for line in path.with_suffix(".spans").read_text(encoding="utf-8").splitlines():
            cells = line.split()
            if cells:
                stretches[cells[0]] = (int(cells[2]), int(cells[2]) + int(cells[3]), cells[1])
        marks = []
        for line in path.with_suffix(".objects").read_text(encoding="utf-8").splitlines():
            cells = line.partition("#")[0].split()
            parts = [stretches[number] for number in cells[2:] if number in stretches and not stretches[number][2].endswith(("_descr", "job"))]
            if cells and cells[1] in FACTS and parts:
                marks.append((min(part[0] for part in parts), max(part[1] for part in parts), FACTS[cells[1]]))
        yield from of_text(text, marks)
