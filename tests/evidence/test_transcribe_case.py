"""A case that asks for the text in pictures: it is read as a document, rests on the one that shows the picture, and no count changes by it."""

import io
import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image
from tests.evidence.test_transcribe import Install, install, table  # noqa: F401 - a fixture

from cotejo.case.folder import Case
from cotejo.documents.collect import gather
from cotejo.engine.local import LocalEngine
from cotejo.pipeline.adding import add
from cotejo.pipeline.running import Way, run
from cotejo.pipeline.stages import STAGES
from cotejo.records.corpus import Corpus
from cotejo.records.document import Document

Write = Callable[[dict[str, str | bytes]], Path]
ARTICLE = (
    "Unos 80 militares rusos llegaron el 23 de agosto de 2019 a Rubio, en el estado Táchira, dijo a este diario un comerciante. "
    "La captura de un mensaje circula desde entonces."
)
POST = "Llegaron 80 militares rusos a Rubio el 23 de agosto de 2019"
ON = '[case]\nname = "ocr"\n[stages."documents.read"]\ntext_in_pictures = true\n'


def png() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (200, 100), (255, 255, 255)).save(stream, "PNG")
    return stream.getvalue()


def counts(case: Case, settings: str, at: datetime) -> tuple[Corpus, list[tuple[int, int]]]:
    (case.folder / "cotejo.toml").write_text(settings, encoding="utf-8")
    report = run(Case.open(case.folder), STAGES, at, Way(LocalEngine(1)))
    assert report.balances
    assert not report.failed
    corpus = Corpus.of(case.current())
    return corpus, [(one.lo, one.hi) for one in corpus.assessments.values()]


def test_the_text_of_a_screenshot_is_read_cited_and_no_origin(case: Case, write: Write, at: datetime, install: Install) -> None:  # noqa: F811
    install(table((1, 95.0, POST)))
    assert sys.executable
    body = {"text": ARTICLE, "outlet": "Norte", "published": "2019-08-25", "language": "es", "media": ["../media/post.png"]}
    add(case, gather([write({"documents/a.json": json.dumps(body), "media/post.png": png()}) / "documents"]), at)
    _, plain = counts(case, '[case]\nname = "ocr"\n', at)
    corpus, read = counts(case, ON, at)
    (made,) = [one for one in corpus.documents.values() if one.making is not None]
    (shows,) = [one for one in corpus.documents.values() if one.making is None]
    assert made.text == POST
    claims = [one for one in corpus.claims.values() if one.span.document == made.id]
    assert claims, "its words are read like those of any other text"
    (edge,) = [one for one in corpus.derivations.values() if one.later == made.id and one.rule == "picture.text"]
    assert edge.earlier == shows.id
    assert plain == read == [(1, 1)]
    assert all(origin.root != made.id for origin in corpus.origins.values())
    assert any("post.png!text" in corpus.documents[key].external_id for origin in corpus.origins.values() for key in origin.documents)


def test_a_picture_alone_is_undetermined_and_without_the_setting_nothing_is_read(
    case: Case,
    write: Write,
    at: datetime,
    install: Install,  # noqa: F811
) -> None:
    install(table((1, 95.0, f"{POST}, dijo el general Pedro Paz a este diario")))
    add(case, gather([write({"post.png": png()})]), at)
    corpus, read = counts(case, '[case]\nname = "ocr"\n', at)
    assert not corpus.documents
    corpus, read = counts(case, ON, at)
    assert [isinstance(one, Document) and one.making is not None for one in corpus.documents.values()] == [True]
    assert read == [(0, 1)]


def test_where_tesseract_is_absent_the_case_says_what_to_install(
    case: Case, write: Write, at: datetime, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    add(case, gather([write({"post.png": png()})]), at)
    corpus, _ = counts(case, ON, at)
    assert [one.reason for one in corpus.abstentions.values() if one.stage == "evidence.transcribe"] == ["no_tesseract"]
