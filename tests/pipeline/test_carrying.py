"""Pages read anew by a later version: decisions follow the words that they were made on, or are said to have lost them (R5)."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime

import msgspec
import pytest

from cotejo.case.decisions import Decision, Known, decide
from cotejo.case.folder import Case
from cotejo.case.verify import verify
from cotejo.cli import main
from cotejo.pipeline.running import Report
from cotejo.pipeline.stage import Given, Stage
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.claim import Claim
from cotejo.records.document import Capture, Document
from cotejo.records.event import Link
from cotejo.records.span import Span

SENTENCES = ("Llegaron veinte militares a Gao.", "Vieron dos aviones en Kidal.")


def claims_in(document: Document, _given: Given) -> Iterator[Record]:
    for word in ("Llegaron", "Vieron"):
        at = document.text.find(word)
        if at >= 0:
            end = document.text.index(".", at) + 1
            yield Claim(
                span=Span.of(document.id, document.text, at, end), event_type="OTHER", attribution=None,
                trigger=Span.of(document.id, document.text, at, at + len(word)), made_by="tiny.say@2",
            )  # fmt: skip


def read_again(capture: Capture, given: Given) -> Iterator[Record]:
    text = given.blob(capture.sha256).decode()
    shown = "Inicio | Mundo\n" + text.replace(" ", "  ") if "Kidal" in text else "Sólo el menú"
    yield Document(capture=capture.id, text=shown, external_id=capture.locator, made_by="tiny.read@2")


def test_decisions_follow_their_words(
    fill: Callable[..., Case], go: Callable[..., Report], stages: tuple[Stage, ...], at: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    say = msgspec.structs.replace(stages[1], work=claims_in, made_by="tiny.say@2")
    first = (stages[0], say, stages[2])
    case = fill({"a.txt": " ".join(SENTENCES), "b.txt": f"Otro texto. {SENTENCES[0]}"})
    go(first)
    claims = {(one.span.document, one.trigger.exact): one.id for one in case.current(["claim"]) if isinstance(one, Claim)}
    names = {one.external_id: one.id for one in case.current(["document"]) if isinstance(one, Document)}
    a, b = claims[names["a.txt"], "Vieron"], claims[names["a.txt"], "Llegaron"]
    lost = claims[names["b.txt"], "Llegaron"]
    for subject, other in ((a, b), (b, lost)):
        with case.store.reading() as link:
            known = Known().catch_up(case, link)
        decide(case, Decision(verb="same", subject=subject, other=other, reason="the same day", by="ana"), known.standing.head, at, known)
    go((msgspec.structs.replace(stages[0], work=read_again, made_by="tiny.read@2"), say, stages[2]))
    records = case.current()
    now = {one.trigger.exact: one.id for one in records if isinstance(one, Claim)}
    (link_made,) = [one for one in records if isinstance(one, Link)]
    assert {link_made.left, link_made.right} == {now["Vieron"], now["Llegaron"]}
    assert {link_made.left, link_made.right}.isdisjoint({a, b})
    said = {(one.subject, one.reason) for one in records if isinstance(one, Abstention)}
    assert said >= {(a, "moved"), (b, "moved"), (lost, "orphaned")}
    assert verify(case.folder).faults == ()
    assert main(["moved", str(case.folder), "--format", "json"]) == 0
    listed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["outcome"], one["claim"], one["document"]) for one in listed] == [
        ("orphaned", lost, "b.txt"), *(("moved", name, "a.txt") for name in sorted((a, b)))
    ]  # fmt: skip
    assert listed[0]["exact"] in SENTENCES[0]
    assert listed[0]["decisions"] == ["same by ana: the same day"]
    assert main(["moved", str(case.folder)]) == 0
    assert "2 moved, 1 lost their place" in capsys.readouterr().err
