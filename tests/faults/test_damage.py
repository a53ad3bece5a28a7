"""Damage of every kind is detected and named; what is whole is still checked."""

import contextlib
import os
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from cotejo.case.folder import Case
from cotejo.case.verify import Verdict, verify
from cotejo.errors import CotejoError
from cotejo.pipeline.running import Report

Fill = Callable[[dict[str, str | bytes]], Case]
POSITIONS = 10_000 if os.environ.get("COTEJO_FULL") else 200


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
        ("UPDATE record SET line = '{}' WHERE type = 'capture'", "capture-"),
        ("DELETE FROM intake", "run 1"),
        ("UPDATE custody SET line = replace(line, 'run', 'ran')", "case.db"),
    ],
)
def test_a_changed_row_is_named(folder: Path, sql: str, named: str) -> None:
    change(folder, sql)
    assert any(fault.object.startswith(named) for fault in verify(folder).faults), faults_of(verify(folder))


def test_a_flipped_byte_in_the_database_never_ends_in_a_traceback(folder: Path) -> None:
    chance = random.Random(11)  # noqa: S311
    path = folder / "case.db"
    whole = path.read_bytes()
    noticed = 0
    for _ in range(60):
        at = chance.randrange(len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :])
        noticed += bool(verify(folder).faults)
        with contextlib.suppress(CotejoError):  # ours, with a message; anything else fails the test
            Case.open(folder).current()
        for left in folder.glob("case.db-*"):
            left.unlink()
    assert noticed > 10  # much of a database is free space and indexes


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
