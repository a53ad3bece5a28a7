from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from cotejo.case.explain import Step, explain, render
from cotejo.case.folder import Case
from cotejo.errors import UsageError
from cotejo.pipeline.running import Report
from cotejo.records.abstention import Abstention
from cotejo.records.attribution import Attribution, Source
from cotejo.records.claim import Claim
from cotejo.records.document import Document
from cotejo.records.dossier import Statement
from cotejo.records.event import Event
from cotejo.records.span import Span

Fill = Callable[[dict[str, str | bytes]], Case]
TEXT = "Vecinos de Gao dijeron a la radio que llegaron instructores."


def steps(step: Step) -> Iterator[Step]:
    yield step
    for under in step.under:
        yield from steps(under)


@pytest.fixture
def told(fill: Fill, go: Callable[[], Report], at: datetime) -> tuple[Case, Statement]:
    """A case with one document, and a statement on it: added by hand, as a room would."""
    case = fill({"gao.txt": TEXT})
    go()
    document = next(record for record in case.current(["document"]) if isinstance(record, Document))
    cue = Span.of(document.id, TEXT, 15, 22)
    source = Source(name="Vecinos de Gao", kind="witness")
    hop = Attribution(document=document.id, source=source, cue=cue, content=None, mode="indirect", rule="t", made_by="test@1")
    span = Span.of(document.id, TEXT, 38, 59)
    claim = Claim(span=span, event_type="ARRIVAL", attribution=hop.id, trigger=span, made_by="test@1")
    event = Event(claims=(claim.id,), event_type="ARRIVAL", place=None, time=None, made_by="test@1")
    said = Statement(
        section="claimed", subject=event.id, text="Llegaron instructores.", citations=(span,), rests_on=(claim.id,), rule="t", made_by="test@1"
    )
    with case.act(at) as act:
        case.store.take_in(act.link, act.rows([hop, claim, event, said]), (), act.note("add", {}))
    return case, said


def test_a_statement_is_walked_down_to_bytes(told: tuple[Case, Statement]) -> None:
    case, said = told
    found = list(steps(explain(case, said.id)))
    assert [step.what for step in found][:2] == ["statement", "claim"]
    assert {"attribution", "span", "document", "capture", "blob"} <= {step.what for step in found}
    assert any("38..59 of document-" in step.id and "llegaron instructores" in step.id for step in found)
    assert "on the word of the outlet > Vecinos de Gao" in found[1].says
    blob = next(step for step in found if step.what == "blob")
    assert blob.says.startswith(f"{len(TEXT.encode())} bytes")
    assert explain(case, said.id).whole
    assert [step.what for step in found].count("blob") == 1  # a document is followed once


def test_every_kind_of_record_can_be_asked_for(told: tuple[Case, Statement]) -> None:
    case, _ = told
    for record in case.current():
        lines = list(render(explain(case, record.id)))
        assert lines[0].startswith(f"{record.type_name()} {record.id}")
        assert isinstance(record, Abstention) or any(line.strip().startswith("blob ") for line in lines), lines


def test_a_changed_blob_is_marked_on_the_way(told: tuple[Case, Statement]) -> None:
    case, said = told
    (blob,) = case.blobs.folder.glob("*/*")
    blob.chmod(0o644)
    blob.write_bytes(TEXT.replace("Gao", "Rio").encode())
    found = explain(case, said.id)
    assert not found.whole
    assert any(line.strip().startswith("DAMAGED blob") for line in render(found))


def test_the_beginning_of_an_id_is_enough_where_only_one_begins_so(told: tuple[Case, Statement], at: datetime) -> None:
    case, said = told
    assert explain(case, said.id[:14]).id == said.id
    with pytest.raises(UsageError, match="begins 2 ids"):
        explain(case, "claim-")
    with pytest.raises(UsageError, match="lists all ids"):
        explain(case, "claim-nothing")
    with case.act(at) as act:
        (old,) = act.rows([Abstention(stage="s", subject="x", reason="r", detail="d", made_by="t@1")])
    assert "of an earlier run" in explain(case, old.id).says
