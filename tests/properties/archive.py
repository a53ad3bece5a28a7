"""Documents -> a case concluded in memory, by the stages of the main job: what is read once is kept, so that many mixtures can be tried."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from cotejo.case.ledger import Books
from cotejo.documents import collect
from cotejo.dossier import events_json, html
from cotejo.pipeline.adding import capture_of
from cotejo.pipeline.attempts import Outcome, Task, attempt, attempt_all
from cotejo.pipeline.stage import Given, Stage
from cotejo.pipeline.stages import STAGES
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.corpus import Corpus
from cotejo.records.document import Capture

EACH, ALL = STAGES[:2], STAGES[2:]


class Page(NamedTuple):
    """One archived file: its capture and bytes, and what the stages over single units made of it."""

    name: str
    data: bytes
    records: tuple[Record, ...]
    books: tuple[Books, ...]


class Concluded(NamedTuple):
    """All records of a case, and the books of the stages over the whole case."""

    corpus: Corpus
    books: tuple[Books, ...]
    pages: tuple[Page, ...]

    def dossier(self) -> str:
        """The dossier's bytes, and the `events` export's."""
        return html.render(self.corpus, "case", finder(self.pages)) + events_json.render(self.corpus)

    def bounds(self) -> dict[str, tuple[frozenset[str], int, int]]:
        """Events with their claims and lo..hi."""
        found = self.corpus.assessments
        return {key: (frozenset(event.claims), found[key].lo, found[key].hi) for key, event in self.corpus.events.items()}


def hash_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def finder(pages: Iterable[Page]) -> Callable[[str], bytes]:
    """Archived bytes by their hash."""
    blobs = {hash_of(page.data): page.data for page in pages}

    def blob(sha256: str) -> bytes:
        return blobs[sha256]

    return blob


def read_folders(*folders: Path) -> list[Page]:
    """Read what lies in folders, without the media that documents name."""
    return [read_page(found.locator, found.data, capture_of(found, hash_of(found.data))) for found in found_in(folders)]


def found_in(folders: Iterable[Path]) -> list[collect.Found]:
    return [found for found in collect.gather(list(folders)) if isinstance(found, collect.Found)]


def write_page(name: str, **fields: object) -> Page:
    """Make a document of the interchange format and read it."""
    data = msgspec.json.encode({"id": name} | fields)
    found = collect.Found(Path(f"{name}.json"), f"{name}.json", data, "application/json", f"file:{name}.json")
    return read_page(name, data, capture_of(found, hash_of(data)))


def read_page(name: str, data: bytes, capture: Capture) -> Page:
    """Do the stages that take one unit at a time."""
    records: list[Record] = [capture]
    books: list[Books] = []
    for stage in EACH:
        outcomes = [work(stage, unit, data) for unit in records if isinstance(unit, stage.unit)]
        books += [outcome.books for outcome in outcomes]
        records += [record for outcome in outcomes for record in outcome.records]
    return Page(name, data, tuple(records), tuple(books))


def work(stage: Stage, unit: Record, data: bytes) -> Outcome:
    """Do one unit, with its bytes at hand."""

    def do(record: Record, _given: Given) -> Iterable[Record]:
        return stage.work(record, Given(lambda _sha256: data, {}))

    return attempt(Task(msgspec.structs.replace(stage, work=do), unit, stage.settings(), None, {}))


def conclude(pages: Sequence[Page]) -> Concluded:
    """Do the stages over the whole case, in their order, each with what it takes."""
    records: list[Record] = [record for page in pages for record in page.records]
    books = []
    given = Given(finder(pages), {})
    for stage in ALL:
        corpus = Corpus.of(record for record in records if isinstance(record, stage.takes))
        units = tuple(sorted({record.id for record in records if isinstance(record, stage.unit)}))
        outcome = attempt_all(stage, corpus, units, given)
        books.append(outcome.books)
        records += outcome.records
    failed = [record for record in records if isinstance(record, Abstention) and record.reason in {"error", "damaged", "unaccounted"}]
    assert not failed, (len(failed), failed[0])
    return Concluded(Corpus.of(records), tuple(books), tuple(pages))
