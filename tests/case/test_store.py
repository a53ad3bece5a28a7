import sqlite3
from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import text

from cotejo.case.folder import Case
from cotejo.case.indexing import box
from cotejo.case.tables import APPEND_ONLY
from cotejo.records.abstention import Abstention
from cotejo.records.document import Document
from cotejo.records.resolution import Place, Resolution


def note(detail: str, made_by: str = "test@1") -> Abstention:
    return Abstention(stage="test", subject="x", reason="why", detail=detail, made_by=made_by)


def test_equal_records_are_stored_once_and_read_back(case: Case, at: datetime) -> None:
    with case.act(at) as act:
        first = act.rows([note("a"), note("b"), note("a")])
        again = act.rows([note("b"), note("c")])
    assert first[0] == first[2]
    assert again[0] == first[1]
    with case.store.reading() as link:
        assert [record.detail for record in case.store.read(link, [*first, *again]) if isinstance(record, Abstention)] == ["a", "b", "a", "b", "c"]


def test_content_is_without_made_by_so_that_a_new_version_with_the_same_outcome_redoes_nothing_after_it(case: Case, at: datetime) -> None:
    with case.act(at) as act:
        old, new = act.rows([note("a"), note("a", "test@2")])
    assert old.id == new.id
    assert old.seq != new.seq
    assert old.content == new.content


def test_nothing_can_be_changed_or_removed(fill: Callable[[dict[str, str | bytes]], Case], go: Callable[[], object]) -> None:
    case = fill({"a.txt": "word one"})
    go()
    link = sqlite3.connect(case.store.path)
    for table in APPEND_ONLY:
        column = table.columns[0].name
        if link.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]:  # noqa: S608 - our own names
            for sql in (f"DELETE FROM {table.name}", f"UPDATE {table.name} SET {column} = {column}"):  # noqa: S608
                with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                    link.execute(sql)
    link.close()


def test_an_act_that_fails_leaves_nothing(case: Case, at: datetime) -> None:
    log = (case.folder / "audit.jsonl").read_bytes()
    with pytest.raises(RuntimeError), case.act(at) as act:  # noqa: PT012 - the act is what must be undone
        act.rows([note("a")])
        act.note("add", {})
        raise RuntimeError("the power went")
    with case.store.reading() as link:
        assert case.store.find(link, "abstention-") == []
        assert len(case.store.custody(link)) == 1
    assert (case.folder / "audit.jsonl").read_bytes() == log


def test_texts_and_places_can_be_searched(case: Case, at: datetime) -> None:
    document = Document(capture="capture-0", text="Instructores en Gao, según vecinos", external_id="1", made_by="test@1")
    place = Place(gazetteer_id="g:1", name="Gao", country="ML", latitude=16.27, longitude=-0.04, radius_m=5000, precision="settlement")
    unplaced = Place(gazetteer_id="g:2", name="Mali", country="ML", precision="country")
    found = [
        Resolution(subject=f"claim-{number}", field="place", value=value, reason="", made_by="test@1")
        for number, value in enumerate((place, unplaced, None))
    ]
    with case.act(at) as act:
        rows = act.rows([document, *found])
    with case.store.reading() as link:
        hits = link.execute(text("SELECT rowid FROM document_text WHERE document_text MATCH 'segun'")).scalars().all()
        near = link.execute(text("SELECT seq FROM place_box WHERE west < 0 AND east > -0.01 AND south < 16.3 AND north > 16.3")).scalars().all()
        assert link.execute(text("SELECT count(*) FROM place_box")).scalar_one() == 1
    assert (hits, near) == ([rows[0].seq], [rows[1].seq])


def test_a_box_near_the_pole_spans_all_longitudes() -> None:
    pole = Place(gazetteer_id="g", name="Alert", country="CA", latitude=89.9, longitude=0, radius_m=1000, precision="site")
    assert box(pole) == pytest.approx((-180, 180, 89.891, 89.909), abs=0.001)
