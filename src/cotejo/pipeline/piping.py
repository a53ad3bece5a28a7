"""Records in -> one stage -> records out, as in a shell's pipe; and the stages as a table."""

from collections.abc import Iterable, Iterator, Sequence

from cotejo.case.folder import Case
from cotejo.pipeline.attempts import Task, attempt, attempt_all
from cotejo.pipeline.settings import settings_for
from cotejo.pipeline.stage import Given, Stage, no_blob
from cotejo.records.base import Record
from cotejo.records.corpus import Corpus


def pipe(stage: Stage, records: Iterable[Record], case: Case | None) -> Iterator[Record]:
    """Run a stage on the records that it takes; others are passed over. Outputs come by unit, units by id.

    `case` is needed by stages that read archived bytes.
    """
    given = tuple(record for record in records if isinstance(record, (*stage.takes, stage.unit)))
    units = {record.id: record for record in given if isinstance(record, stage.unit)}
    settings = settings_for(stage.name, stage.settings, case.settings.stages if case else {})
    media: dict[str, dict[str, str]] = {}
    if case:
        with case.store.reading() as link:
            media = case.store.attachments(link)
    if stage.scope == "all":
        around = Given(case.blobs.read if case else no_blob, {}, settings)
        yield from attempt_all(stage, Corpus.of(given), tuple(sorted(units)), around).records
        return
    for key in sorted(units):
        yield from attempt(Task(stage, units[key], settings, case.blobs.folder if case else None, media.get(key, {}))).records


def describe(stage: Stage) -> dict[str, object]:
    """A stage as plain values."""
    return {
        "name": stage.name,
        "made_by": stage.made_by,
        "scope": stage.scope,
        "unit": stage.unit.type_name(),
        "takes": [kind.type_name() for kind in stage.takes],
        "gives": [kind.type_name() for kind in stage.gives],
        "says": stage.says,
    }


def tabulate(stages: Sequence[Stage]) -> str:
    """The stages in their order, one a line, aligned."""
    head = ("stage@version", "scope", "unit", "gives", "from what to what")
    rows = [head, *((one.made_by, one.scope, one.unit.type_name(), " ".join(kind.type_name() for kind in one.gives), one.says) for one in stages)]
    wide = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, wide, strict=True)).rstrip() for row in rows)
