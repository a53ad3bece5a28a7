"""Text in pictures: a stand-in for tesseract on the search path, what it must not be able to do, and the real one where it is installed."""

import io
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.evidence.builders import capture_of

from cotejo.evidence.transcribe import LANGUAGES, find_reader, transcribe
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.document import Document

WORDS = {
    "spa": "Ciento veinte soldados rusos llegaron al hotel",
    "rus": "Сто двадцать российских солдат прибыли в гостиницу",
    "por": "Cento e vinte soldados russos chegaram ao hotel",
    "eng": "One hundred and twenty Russian soldiers came to the hotel",
}
HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
STAND_IN = """#!{python}
import os, socket, sys
arguments = sys.argv[1:]
if arguments == ["--version"]:
    print("tesseract 5.3.0")
elif arguments == ["--list-langs"]:
    print("List of available languages (4):\\n" + {languages!r})
else:
    data = sys.stdin.buffer.read()
    assert data.startswith(b"\\x89PNG") and arguments == {arguments!r}, arguments
{body}
"""
ARGUMENTS = ["stdin", "stdout", "-l", "eng+spa+rus+por", "--psm", "3", "tsv"]

Install = Callable[..., None]


def table(*lines: tuple[int, float, str]) -> str:
    """What tesseract prints of lines: block, confidence, text."""
    rows = [HEAD, "1\t1\t0\t0\t0\t0\t0\t0\t640\t480\t-1\t"]
    for number, (block, confidence, text) in enumerate(lines):
        rows += [f"5\t1\t{block}\t1\t{number}\t{at}\t0\t0\t9\t9\t{confidence}\t{word}" for at, word in enumerate(text.split(), start=1)]
    return "\n".join(rows) + "\n"


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Put a stand-in on the search path that prints a table, or runs other lines."""

    def put(printed: str = "", *, body: str = "", languages: str = "eng\nosd\npor\nrus\nspa") -> None:
        lines = body or f"sys.stdout.buffer.write({printed.encode()!r})"
        script = STAND_IN.format(python=sys.executable, languages=languages, arguments=ARGUMENTS, body="    " + lines.replace("\n", "\n    "))
        (tmp_path / "tesseract").write_text(script, encoding="utf-8")
        (tmp_path / "tesseract").chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        find_reader.cache_clear()

    return put


def sheet(*lines: str) -> bytes:
    image = Image.new("RGB", (1400, 120 + 90 * len(lines)), (255, 255, 255))
    for row, line in enumerate(lines):
        ImageDraw.Draw(image).text((40, 40 + 90 * row), line, font=ImageFont.load_default(44), fill=0)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def read(data: bytes) -> Record:
    (record,) = transcribe(capture_of(data, "image/png"), data)
    return record


@pytest.mark.parametrize("language", sorted(WORDS))
def test_its_text_is_a_document_that_says_how_it_was_made(install: Install, language: str) -> None:
    install(table((1, 96.0, WORDS[language]), (1, 91.0, "23.03.2019"), (2, 93.5, WORDS[language]), (3, 12.0, "~ |i .;")))
    data = sheet("a")
    found = read(data)
    assert isinstance(found, Document)
    assert found.text == f"{WORDS[language]}\n23.03.2019\n\n{WORDS[language]}", "lines that it is not sure of are left out"
    assert found.language == {"spa": "es", "rus": "ru", "por": "pt", "eng": "en"}[language]
    assert found.published is None, "when the words were written is unknown"
    assert found.making is not None
    assert (found.making.derived_from, found.making.tool, found.making.version) == (capture_of(data, "image/png").id, "tesseract", "5.3.0")
    assert found.making.parameters == ("-l", "eng+spa+rus+por", "--psm", "3")
    assert 93 < (found.making.confidence or 0) < 96
    assert found.external_id.endswith("!text")


def reason(record: Record) -> tuple[str, str]:
    assert isinstance(record, Abstention)
    return record.reason, record.detail


def test_where_it_is_absent_or_lacks_a_language_the_message_says_what_to_install(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    find_reader.cache_clear()
    why, detail = reason(read(sheet("a")))
    assert why == "no_tesseract"
    assert "apt install tesseract-ocr tesseract-ocr-spa tesseract-ocr-rus tesseract-ocr-por" in detail
    install(languages="eng\nspa")
    why, detail = reason(read(sheet("a")))
    assert why == "no_tesseract"
    assert "no language files for rus, por" in detail


def test_pictures_without_words_and_broken_ones_give_no_document(install: Install) -> None:
    install(table((1, 20.0, "~ . | ;"), (2, 95.0, "Bar")))
    assert reason(read(sheet("a")))[0] == "no_text"
    assert reason(read(b"\x89PNG\r\n\x1a\n" + bytes(50)))[0] == "unreadable"
    install(body="sys.exit(3)")
    assert reason(read(sheet("a"))) == ("failed", reason(read(sheet("a")))[1])
    install("no table at all\n1\t2")
    assert reason(read(sheet("a")))[0] == "no_text"


TRIES = """
said = []
for act in (
    lambda: socket.socket(), lambda: socket.socketpair(), lambda: socket.socket(socket.AF_UNIX), lambda: os.write(os.open({file!r}, os.O_CREAT | os.O_WRONLY), b"x"),
    lambda: bytearray(6 * 2**30), lambda: [open("/dev/null") for _ in range(100)],
):
    try:
        act(); said.append("done")
    except Exception as error:
        said.append(type(error).__name__)
try:
    child = os.fork()
    if not child:
        try:
            socket.socket(); os._exit(1)
        except Exception:
            os._exit(0)
    said.append("shut" if os.waitpid(child, 0)[1] == 0 else "done")
except OSError:
    said.append("shut")
head = {head!r}
rows = "".join("\\n5\\t1\\t1\\t1\\t1\\t%d\\t0\\t0\\t9\\t9\\t99\\t%s" % pair for pair in enumerate(said))
sys.stdout.buffer.write((head + rows).encode())
"""


def test_it_has_no_network_writes_no_file_and_is_bounded(install: Install, tmp_path: Path) -> None:
    install(body=TRIES.format(file=str(tmp_path / "written"), head=HEAD))
    found = read(sheet("a"))
    assert isinstance(found, Document), found
    assert "done" not in found.text.split()
    assert not (tmp_path / "written").exists() or (tmp_path / "written").read_bytes() == b""


def test_it_is_stopped_when_it_takes_too_long(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    install(body="import time; time.sleep(60)")
    find_reader(os.environ["PATH"])
    monkeypatch.setattr("cotejo.evidence.transcribe.SECONDS", 1.5)
    assert reason(read(sheet("a")))[0] == "failed"


@pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract is not installed")
@pytest.mark.parametrize("language", sorted(WORDS))
def test_the_real_one_reads_a_sheet_in_each_language(language: str) -> None:
    find_reader.cache_clear()
    reader = find_reader(os.environ.get("PATH", os.defpath))
    if reader.why:
        pytest.skip(reader.why)
    found = read(sheet(*WORDS[language].split("  ")))
    assert isinstance(found, Document)
    wanted = WORDS[language].split()
    assert sum(word in found.text.split() for word in wanted) >= 0.8 * len(wanted)
    assert set(LANGUAGES) == {"eng", "spa", "rus", "por"}
