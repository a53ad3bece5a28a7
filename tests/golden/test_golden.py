"""What `cotejo read` gives for a few texts in four languages stays what it was, unless somebody means to change it."""

import json

import pytest
from tests.golden.regenerate import READINGS, readings

EXPECTED = {json.loads(line)["id"]: json.loads(line) for line in READINGS.read_text(encoding="utf-8").splitlines()}


@pytest.fixture(scope="module")
def found() -> dict[str, dict]:
    return {json.loads(line)["id"]: json.loads(line) for line in readings().splitlines()}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_reading_is_the_one_that_was_kept(name: str, found: dict[str, dict]) -> None:
    assert found[name] == EXPECTED[name], "if this is meant: .venv/bin/python tests/golden/regenerate.py, then read the difference"


def test_every_text_has_a_kept_reading(found: dict[str, dict]) -> None:
    assert list(found) == list(EXPECTED)
