"""A case in a temporary folder, and three tiny stages that do what their words say: for tests of the house, not of a room."""

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cotejo.case.folder import Case
from cotejo.documents.collect import gather
from cotejo.engine.local import LocalEngine
from cotejo.pipeline.adding import add
from cotejo.pipeline.running import Report, Way, run
from cotejo.pipeline.settings import TextSettings, UnitSettings
from cotejo.pipeline.stage import Given, Stage
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.claim import Claim
from cotejo.records.corpus import Corpus
from cotejo.records.document import Capture, Document
from cotejo.records.event import Event
from cotejo.records.span import Span

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
SETTINGS = '[case]\nname = "tiny"\n[stages."tiny.read"]\nbudget_s = 0.3\n[stages."tiny.say"]\nmax_code_points = 2000\n'


def read(capture: Capture, given: Given) -> Iterator[Record]:
    text = given.blob(capture.sha256).decode("utf-8", "replace")
    if text.startswith("leave"):
        yield Abstention(stage="tiny.read", subject=capture.id, reason="asked", detail="the text says so", made_by="tiny.read@1")
    elif text.startswith("boom"):
        raise ValueError("the text says boom")
    elif text.startswith("slow"):
        time.sleep(30)
    elif text.startswith("die"):
        os._exit(9)
    elif not text.startswith("lose"):
        yield Document(capture=capture.id, text=text, external_id=capture.locator, media=tuple(given.media.values()), made_by="tiny.read@1")


def tell(document: Document, _given: Given) -> Iterator[Record]:
    end = len(document.text.split(" ", 1)[0])
    span = Span.of(document.id, document.text, 0, end)
    yield Claim(span=span, event_type="OTHER", attribution=None, trigger=span, made_by="tiny.say@1")


def unite(corpus: Corpus, _given: Given) -> Iterator[Record]:
    words = sorted({claim.trigger.exact for claim in corpus.claims.values()})
    for word in words:
        claims = tuple(sorted(claim.id for claim in corpus.claims.values() if claim.trigger.exact == word))
        yield Event(claims=claims, event_type="OTHER", place=None, time=None, made_by="tiny.unite@1")


def of_capture(record: Record, _corpus: Corpus) -> tuple[str, ...]:
    return (record.capture,) if isinstance(record, Document) else ()


def of_document(record: Record, _corpus: Corpus) -> tuple[str, ...]:
    return (record.span.document,) if isinstance(record, Claim) else ()


def of_claim(record: Record, _corpus: Corpus) -> tuple[str, ...]:
    return record.claims if isinstance(record, Event) else ()


STAGES = (
    Stage(
        name="tiny.read", made_by="tiny.read@1", scope="each", unit=Capture, takes=(Capture,), gives=(Document,),
        work=read, answers=of_capture, says="bytes to text", settings=UnitSettings,
    ),
    Stage(
        name="tiny.say", made_by="tiny.say@1", scope="each", unit=Document, takes=(Document,), gives=(Claim,),
        work=tell, answers=of_document, says="text to its first word", settings=TextSettings,
    ),
    Stage(
        name="tiny.unite", made_by="tiny.unite@1", scope="all", unit=Claim, takes=(Claim,), gives=(Event,),
        work=unite, answers=of_claim, says="equal words to events",
    ),
)  # fmt: skip

Write = Callable[[dict[str, str | bytes]], Path]


@pytest.fixture
def stages() -> tuple[Stage, ...]:
    return STAGES


@pytest.fixture
def at() -> datetime:
    return AT


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files into a folder of incoming texts."""

    def files(contents: dict[str, str | bytes]) -> Path:
        folder = tmp_path / "incoming"
        for name, content in contents.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return files


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case.create(tmp_path / "case", SETTINGS, AT)


@pytest.fixture
def fill(case: Case, write: Write) -> Callable[[dict[str, str | bytes]], Case]:
    """Add texts to the case."""

    def files(contents: dict[str, str | bytes]) -> Case:
        add(case, gather([write(contents)]), AT)
        return case

    return files


@pytest.fixture
def go(case: Case) -> Callable[..., Report]:
    """Run the tiny stages on the case."""

    def once(stages: tuple[Stage, ...] = STAGES, workers: int = 1, *, fresh: bool = False) -> Report:
        return run(Case.open(case.folder), stages, AT, Way(LocalEngine(workers), fresh))

    return once
