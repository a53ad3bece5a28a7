"""Damage of every kind is detected and named; what is whole is still checked."""

import contextlib
import os
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from cotejo.case.folder import Case
from cotejo.case.verdict import Verdict
from cotejo.case.verify import verify
from cotejo.errors import CotejoError
from cotejo.pipeline.running import Report

Fill = Callable[[dict[str, str | bytes]], Case]
POSITIONS = 10_000 if os.environ.get("COTEJO_FULL") else 120


@pytest.fixture
def folder(fill: Fill, go: Callable[[], Report]) -> Path:
    case = fill({f"{number}.txt": f"{'uno' if number % 2 else 'dos'} texto número {number}" for number in range(8)})
    go()
    assert verify(case.folder).faults == ()
    return case.folder


def test_any_flipped_byte_of_blobs_and_log_is_detected_and_named(folder: Path) -> None:
    chance = random.Random(7)  # noqa: S311
    files = [*sorted((folder / "blobs").glob("*/*")), folder / "audit.jsonl"]
    places = [(path, at) for path in files for at in range(path.stat().st_size)]
    for path, at in chance.choices(places, k=POSITIONS):
        whole = path.read_bytes()
        path.chmod(0o644)
        path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :])
        named = {fault.object for fault in verify(folder).faults}
        assert named == ({"audit.jsonl"} if path.name == "audit.jsonl" else {f"blob {path.parent.name}{path.name}"}), (path, at)
        path.write_bytes(whole)
    assert verify(folder).faults == ()


def faults_of(verdict: Verdict) -> str:
    return "\n".join(f"{fault.object}: {fault.what}" for fault in verdict.faults)


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.9])
def test_a_truncated_database_is_named_and_the_rest_is_checked(folder: Path, share: float) -> None:
    path = folder / "case.db"
    os.truncate(path, int(path.stat().st_size * share))
    verdict = verify(folder)
    assert "case.db" in {fault.object for fault in verdict.faults}
    assert "case.db" in faults_of(verdict)
    assert "from a copy of the case" in faults_of(verdict)
    assert verdict.counts["blobs"] == 8
    assert verdict.counts["log entries"] == 3


def test_a_missing_database_and_a_missing_blob_are_named(folder: Path) -> None:
    blob = next((folder / "blobs").glob("*/*"))
    blob.unlink()
    assert f"blob {blob.parent.name}{blob.name}" in faults_of(verify(folder))
    (folder / "case.db").unlink()
    assert "case.db" in faults_of(verify(folder))


def change(folder: Path, sql: str) -> None:
    """Change the database as one who knows SQLite would."""
    link = sqlite3.connect(folder / "case.db")
    for (name,) in link.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        link.execute(f"DROP TRIGGER {name}")
    link.execute(sql)
    link.commit()
    link.close()


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("UPDATE record SET line = replace(line, 'uno', 'dos') WHERE type = 'document'", "document-"),
        ("UPDATE record SET line = replace(line, 'tiny.say@1', 'tiny.say@9') WHERE type = 'claim'", "claim-"),
        ("UPDATE record SET line = replace(line, '\"start\":0', '\"start\":1') WHERE type = 'claim'", "claim-"),
        ("DELETE FROM record WHERE type = 'event'", "case.db"),
        ("DELETE FROM output", "run 1"),
        ("UPDATE work SET unit = 'capture-0000000000000000' WHERE work = 1", "work 1"),
        ("UPDATE work SET answered = answered + 1", "work "),
        ("UPDATE output SET record = (SELECT max(seq) FROM record) WHERE work = 1", "work 1"),
        ("DELETE FROM run_work WHERE work = 1", "run 1"),
        ("UPDATE run_ledger SET line = replace(line, '\"failed\":0', '\"failed\":1')", "run 1"),
        (
            "INSERT INTO document_text(document_text, rowid, title, text) VALUES ('delete', (SELECT min(seq) FROM record WHERE type = 'document'), '', 'x')",
            "case.db",
        ),
        ("DROP INDEX ix_record_id", "case.db"),
        ("UPDATE record SET line = '{}' WHERE type = 'capture'", "capture-"),
        ("DELETE FROM intake", "run 1"),
        ("UPDATE custody SET line = replace(line, 'run', 'ran')", "case.db"),
    ],
)
def test_a_changed_row_is_named(folder: Path, sql: str, named: str) -> None:
    change(folder, sql)
    assert any(fault.object.startswith(named) for fault in verify(folder).faults), faults_of(verify(folder))


def said_by(path: Path) -> dict[str, list[str]]:
    """All that a database says, row by row, and what a search in it finds."""
    link = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    names = [
        name
        for (name,) in link.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'document_text%' AND name NOT LIKE 'place_box_%' ORDER BY name"
        )
    ]
    found = {name: sorted(map(repr, link.execute(f"SELECT * FROM {name}"))) for name in names}  # noqa: S608 - names of our own tables
    asked = "SELECT rowid FROM document_text WHERE document_text MATCH 'texto AND (uno OR dos)'"
    found["document_text"] = sorted(map(repr, link.execute(asked)))
    found["version"] = [repr(row) for row in link.execute("PRAGMA user_version")]
    link.close()
    return found


def test_a_flipped_byte_of_the_database_is_named_or_changes_nothing_that_it_says(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever the byte belongs to: a row, an index, the schema, the header, free pages."""
    chance = random.Random(11)  # noqa: S311
    path = folder / "case.db"
    whole, said = path.read_bytes(), said_by(path)
    named = 0
    for at in chance.choices(range(len(whole)), k=POSITIONS):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :])
        faults = verify(folder).faults
        named += bool(faults)
        assert faults or said_by(path) == said, at
        with contextlib.suppress(CotejoError):  # ours, with a message; anything else fails the test
            Case.open(folder).current()
        for left in folder.glob("case.db-*"):
            left.unlink()
    with capsys.disabled():
        print(f"\ncase.db: {POSITIONS} flips, {named} named, {POSITIONS - named} without any effect") if POSITIONS > 1000 else None  # noqa: T201
    assert named > POSITIONS // 10  # much of a database is free space


def test_an_entry_cut_from_the_log_is_noted_and_completed_two_are_damage(folder: Path, fill: Fill) -> None:
    log = folder / "audit.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines)[:-5])
    verdict = verify(folder)
    assert (verdict.faults, len(verdict.notes)) == ((), 1)
    log.write_bytes(b"".join(lines[:-2]))
    assert verify(folder).faults
    log.write_bytes(b"".join(lines[:-1]))
    fill({"new.txt": "tres"})
    assert log.read_bytes().splitlines(keepends=True)[: len(lines)] == lines
    assert verify(folder).faults == ()


def test_broken_settings_are_named(folder: Path) -> None:
    (folder / "cotejo.toml").write_text("[case\n")
    assert "not valid TOML" in faults_of(verify(folder))
