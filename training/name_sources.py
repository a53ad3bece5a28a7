"""Public name-annotated data in columns, JSON, SGML or standoff files -> sentences of words with BIO tags over PER, ORG, LOC."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from training.name_tags import KINDS, Sentence, of_text, tidy

NO_NAME = frozenset({"we", "i", "it", "he", "she", "they", "you", "us", "ministers", "forces", "coalition", "secretary"})
HAREM_MARK = re.compile(r"<(/?)([A-Z_]+)(?:\|[A-Z|_]*)?( [^>]*)?>")
HAREM_OTHER = re.compile(r"VIRTUAL|CARGO|CORREIO")  # addresses in the net, offices, postal addresses: no names of places and persons
FACTS = {"Person": "PER", "Org": "ORG", "Location": "LOC", "LocOrg": "LOC"}
CONTRACTED = {
    ("de", "o"): "do", ("de", "a"): "da", ("de", "os"): "dos", ("de", "as"): "das", ("em", "o"): "no", ("em", "a"): "na", ("em", "os"): "nos",
    ("em", "as"): "nas", ("a", "o"): "ao", ("a", "os"): "aos", ("a", "a"): "à", ("a", "as"): "às", ("por", "o"): "pelo", ("por", "a"): "pela",
    ("por", "os"): "pelos", ("por", "as"): "pelas", ("em", "um"): "num", ("em", "uma"): "numa", ("de", "este"): "deste", ("de", "esse"): "desse",
}  # fmt: skip


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
