"""A picture's bytes -> the text that stands in it, read by tesseract: a document made by a program, which says so; or why there is none.

The picture is decoded in a cell and handed over as plain grey pixels: the other program never sees the file. It runs confined (bounded memory and
time, no network, no file written), always with all four languages, since nobody says beforehand in which one a picture speaks.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from statistics import fmean
from typing import NamedTuple

from cotejo.evidence.cell import PACKAGES, Cell, Refused
from cotejo.language.detect import detect
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.document import Capture, Document, Making

VERSION = "1"
STAGE = "evidence.transcribe"
MADE_BY = f"{STAGE}@{VERSION}"
PROGRAM = "tesseract"
LANGUAGES = ("eng", "spa", "rus", "por")
PARAMETERS = ("-l", "+".join(LANGUAGES), "--psm", "3")  # 3: find the blocks of the page by itself
SECONDS = 45.0  # below the budget of a unit
SURE_PER_CENT = 50.0  # mean of a line's words; what tesseract sees in leaves and clouds lies below
LEAST_WORDS = 3
WORD, CONFIDENCE, COLUMNS = 11, 10, 12  # of tesseract's table
PLACES = slice(1, 5)  # page, block, paragraph, line
INSTALL = "install it (Debian: apt install tesseract-ocr tesseract-ocr-spa tesseract-ocr-rus tesseract-ocr-por), then `cotejo run CASE --fresh`"


class Reader(NamedTuple):
    """The program: where it lies and its version; or why it cannot be used."""

    path: str
    version: str
    why: str = ""


class Line(NamedTuple):
    """A line of text: its block and paragraph, its words, and how sure the program is of them (per cent)."""

    block: tuple[str, ...]
    text: str
    words: int
    confidence: float


def transcribe(capture: Capture, data: bytes) -> Iterator[Record]:
    """Read the text in a picture.

    Abstains with the capture as subject, under this stage's name: no_tesseract (absent, or without one of the four languages),
    unreadable (the picture is refused), no_text (fewer than three words that it is sure of), failed (the program gave up).
    """
    reader = find_reader(os.environ.get("PATH", os.defpath))
    if reader.why:
        yield leave(capture, "no_tesseract", reader.why)
        return
    try:
        with Cell("cotejo.evidence.greyed") as cell:
            plain = cell.ask(data)
    except Refused as error:
        yield leave(capture, "unreadable", str(error))
        return
    code, out = call(reader.path, "stdin", "stdout", *PARAMETERS, "tsv", given=plain)
    if code:
        yield leave(capture, "failed", f"{PROGRAM} {reader.version} ended with {code}")
        return
    lines = [line for line in read_table(out) if line.confidence >= SURE_PER_CENT]
    if sum(line.words for line in lines) < LEAST_WORDS:
        yield leave(capture, "no_text", f"{PROGRAM} {reader.version} is sure of fewer than {LEAST_WORDS} words in it")
        return
    text = lay_out(lines)
    making = Making(
        derived_from=capture.id, tool=PROGRAM, version=reader.version, parameters=PARAMETERS,
        confidence=round(sum(line.confidence * line.words for line in lines) / sum(line.words for line in lines), 1),
    )  # fmt: skip
    name = f"{capture.locator or capture.url}!text"
    yield Document(capture=capture.id, text=text, external_id=name, language=detect(text), making=making, made_by=MADE_BY)


@lru_cache(maxsize=8)
def find_reader(path: str) -> Reader:
    """Find the program on a search path, with its version and all four languages."""
    found = shutil.which(PROGRAM, path=path)
    if not found:
        return Reader("", "", f"no {PROGRAM} on the search path; {INSTALL}")
    code, out = call(found, "--version")
    words = out.split()
    if code or len(words) < 2:  # noqa: PLR2004 - "tesseract 5.3.0"
        return Reader(found, "", f"{found} --version ended with {code} and {out[:80]!r}; {INSTALL}")
    _, out = call(found, "--list-langs")
    missing = [name for name in LANGUAGES if name not in out.split()]
    if missing:
        return Reader(found, words[1], f"{PROGRAM} {words[1]} has no language files for {', '.join(missing)}; {INSTALL}")
    return Reader(found, words[1])


def call(program: str, *arguments: str, given: bytes = b"") -> tuple[int | str, str]:
    """Run the program confined; gives its code (or why it was stopped) and what it printed."""
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": os.pathsep.join([PACKAGES, *filter(None, sys.path)]),
        "OMP_THREAD_LIMIT": "1",
        "LC_ALL": "C.UTF-8",
    }
    if "TESSDATA_PREFIX" in os.environ:
        environment["TESSDATA_PREFIX"] = os.environ["TESSDATA_PREFIX"]
    command = [sys.executable, "-m", "cotejo.evidence.confined", program, *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, which becomes the program
            command, input=given, capture_output=True, timeout=SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        return f"more than {SECONDS:.0f} s", ""
    return done.returncode, done.stdout.decode("utf-8", "replace")


def read_table(table: str) -> Iterator[Line]:
    """Read tesseract's table of words (tsv), line by line; rows of another form are passed over."""
    rows = [row.split("\t") for row in table.splitlines()[1:]]
    worded = [row for row in rows if len(row) == COLUMNS and row[WORD].strip() and is_number(row[CONFIDENCE])]
    for place, group in groupby(worded, key=lambda row: tuple(row[PLACES])):
        words = list(group)
        text = " ".join(row[WORD].strip() for row in words)
        yield Line(place[:3], text, len(words), fmean(max(0.0, float(row[CONFIDENCE])) for row in words))


def is_number(written: str) -> bool:
    """Whether a field holds a number."""
    return written.replace(".", "", 1).replace("-", "", 1).isdigit()


def lay_out(lines: list[Line]) -> str:
    """Lines of one paragraph one below the other, an empty line between paragraphs."""
    return "\n\n".join("\n".join(line.text for line in group) for _, group in groupby(lines, key=lambda line: line.block))


def leave(capture: Capture, reason: str, detail: str) -> Abstention:
    """Say why a picture has no text here."""
    return Abstention(stage=STAGE, subject=capture.id, reason=reason, detail=f"{capture.locator or capture.url}: {detail}", made_by=MADE_BY)
