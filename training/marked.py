"""Lines of training/sentences -> texts with the types of their happenings, where the words for them stand, and the names in them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent / "sentences"
MARK = re.compile(r"<([PLOURENF])\s|>|\*")


class Marked(NamedTuple):
    """A sentence without its marks. `names` are (start, end, kind letter), `triggers` (start, end), in code points."""

    language: str
    types: tuple[str, ...]
    text: str
    triggers: tuple[tuple[int, int], ...]
    names: tuple[tuple[int, int, str], ...]


def read(language: str, folder: Path = HERE) -> Iterator[Marked]:
    """Every sentence of a language, in the order of its file.

    Raises:
        ValueError: a line that is not as training/sentences/README.md says; the message names the file and the line.
    """
    path = folder / f"{language}.txt"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        types, _, marked = line.partition("\t")
        try:
            text, triggers, names = unmark(marked)
        except ValueError as error:
            raise ValueError(f"{path.name} line {number}: {error}") from error
        yield Marked(language, () if types == "-" else tuple(types.split(",")), text, triggers, names)


def unmark(marked: str) -> tuple[str, tuple[tuple[int, int], ...], tuple[tuple[int, int, str], ...]]:
    """Take the marks out.

    Raises:
        ValueError: a mark that does not close, or one inside another of its kind.
    """
    if not marked:
        raise ValueError("there is no tab and sentence after the types")
    text, last = "", 0
    name: tuple[int, str] | None = None
    word: int | None = None
    triggers: list[tuple[int, int]] = []
    names: list[tuple[int, int, str]] = []
    for hit in MARK.finditer(marked):
        text += marked[last : hit.start()]
        last = hit.end()
        if hit.group(1):
            if name:
                raise ValueError(f"a name opens inside another at {marked[hit.start() :][:20]!r}")
            name = (len(text), hit.group(1))
        elif hit.group() == ">":
            if name is None:
                raise ValueError(f"a name closes that never opened before {marked[hit.start() :][:20]!r}")
            names.append((name[0], len(text), name[1]))
            name = None
        elif word is None:
            word = len(text)
        else:
            triggers.append((word, len(text)))
            word = None
    if name or word is not None:
        raise ValueError("a mark does not close")
    return text + marked[last:], tuple(triggers), tuple(names)
