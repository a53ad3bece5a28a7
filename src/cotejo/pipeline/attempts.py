"""A stage and a unit -> what came out, whatever happens: the one place where an unexpected error becomes a line of the books."""

import gc
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from cotejo.case.blobs import Blobs
from cotejo.case.ledger import FAILED, UNACCOUNTED, Books, balance
from cotejo.engine.budget import BudgetSpent, within
from cotejo.errors import EvidenceError
from cotejo.pipeline.settings import StageSettings, TextSettings, UnitSettings
from cotejo.pipeline.stage import Given, Stage, no_blob
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.corpus import Corpus
from cotejo.records.document import Document

DAMAGED = "damaged"  # reason of an abstention over evidence that is not what was archived


class Task(NamedTuple):
    """One unit for one stage, as it travels to the process that does it."""

    stage: Stage
    unit: Record
    settings: StageSettings
    blobs: Path | None
    media: Mapping[str, str]


class Outcome(NamedTuple):
    """What came of a unit (or of a whole case): its records and its books."""

    records: tuple[Record, ...]
    books: Books


def attempt(task: Task) -> Outcome:
    """Do one unit. Abstains: too_long, over_budget; fails: error, damaged."""
    unit, stage, settings = task.unit, task.stage, task.settings
    if isinstance(settings, TextSettings) and isinstance(unit, Document) and len(unit.text) > settings.max_code_points:
        detail = f"{len(unit.text):,} code points, more than {settings.max_code_points:,}; split the text, or raise max_code_points in cotejo.toml"
        return left(stage, unit.id, "too_long", detail)
    given = Given(Blobs(task.blobs).read if task.blobs else no_blob, task.media, settings)
    seconds = settings.budget_s if isinstance(settings, UnitSettings) else float("inf")
    try:
        with within(seconds):
            records = tuple(stage.work(unit, given))
    except BudgetSpent as spent:
        return left(stage, unit.id, "over_budget", f"it took {spent}; split it, or raise budget_s in cotejo.toml")
    except EvidenceError as error:
        return failed(stage, (unit.id,), DAMAGED, str(error))
    except Exception as error:  # noqa: BLE001 - the one such place: a fault in a stage costs one unit, named in the books, never the run
        return failed(stage, (unit.id,), FAILED, locate(error))
    return close(stage, (unit.id,), records, Corpus.of(()))


def attempt_all(stage: Stage, corpus: Corpus, units: tuple[str, ...], given: Given) -> Outcome:
    """Do a stage over the whole case. When it fails, all its units have failed."""
    was = gc.isenabled()
    gc.disable()  # records and indexes stay to the end and hold no circles: to look through them again and again cost a third of linking
    try:
        records = tuple(stage.work(corpus, given))
    except EvidenceError as error:
        return failed(stage, units, DAMAGED, str(error))
    except Exception as error:  # noqa: BLE001 - as above, for stages over the whole case
        return failed(stage, units, FAILED, locate(error))
    finally:
        if was:
            gc.enable()
    return close(stage, units, records, corpus)


def close(stage: Stage, units: tuple[str, ...], records: tuple[Record, ...], corpus: Corpus) -> Outcome:
    """Balance the books of what came out; a unit that the stage lost is named in an abstention, and counted nowhere."""
    answered = [unit for record in records if not isinstance(record, Abstention) for unit in stage.answers(record, corpus)]
    abstained = [record.subject for record in records if isinstance(record, Abstention)]
    books, lost = balance(units, answered, abstained)
    found = [
        Abstention(
            stage=stage.name, subject=unit, reason=UNACCOUNTED, detail=f"{stage.name} gave neither an answer nor a reason", made_by=stage.made_by
        )
        for unit in lost
    ]
    return Outcome((*records, *found), books)


def left(stage: Stage, unit: str, reason: str, detail: str) -> Outcome:
    """Leave a unit undecided."""
    return Outcome((Abstention(stage=stage.name, subject=unit, reason=reason, detail=detail, made_by=stage.made_by),), Books(1, 0, 1, 0))


def failed(stage: Stage, units: tuple[str, ...], reason: str, detail: str) -> Outcome:
    """Note a failure: of one unit under its id, of a whole stage under the stage's name."""
    subject = units[0] if len(units) == 1 else stage.name
    return Outcome(
        (Abstention(stage=stage.name, subject=subject, reason=reason, detail=detail, made_by=stage.made_by),), Books(len(units), 0, 0, len(units))
    )


def lost_process(task: Task, why: str) -> Outcome:
    """Note a unit whose process died."""
    return failed(task.stage, (task.unit.id,), FAILED, why)


def locate(error: Exception) -> str:
    """Say what an unexpected error was, and in which of our lines."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "cotejo" in Path(frame.filename).parts]
    where = f" at {'/'.join(Path(frames[-1].filename).parts[-2:])}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}: {str(error)[:300]}{where}"
