"""Every table and row of words that the dossier asks for is there: a missing one would cost the whole stage."""

import re
from pathlib import Path

import pytest

from cotejo.dossier.wording import Wording

CODE = Path(__file__).resolve().parents[2] / "src" / "cotejo"
TEXTS = {path.relative_to(CODE).as_posix(): path.read_text(encoding="utf-8") for path in sorted((CODE / "dossier").glob("*.py"))}
TABLES = sorted({(name, table) for name, text in TEXTS.items() for table in re.findall(r'\.pick\(\s*"(\w+)"', text)})
ROWS = sorted({(name, row) for name, text in TEXTS.items() for row in re.findall(r'\.say\(\s*"(\w+\.\w+)"', text)})


@pytest.mark.parametrize(("name", "table"), TABLES)
def test_a_table_that_is_picked_from_is_there(name: str, table: str) -> None:
    assert isinstance(Wording.load().rows.get(table), dict), f"{name} picks from [{table}]"


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_a_row_that_is_said_is_there(name: str, row: str) -> None:
    table, _, key = row.partition(".")
    assert key in Wording.load().rows[table], f"{name} says {row}"


def test_tables_were_found() -> None:
    assert len(TABLES) > 10
    assert len(ROWS) > 10


def test_a_class_of_systems_has_words() -> None:
    assert Wording.load().pick("equipment", "aircraft.transport") == "transport aircraft"
    assert Wording.load().pick("equipment", "balloon_of_sorts") == "balloon of sorts"
