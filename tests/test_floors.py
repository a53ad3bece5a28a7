"""The floors of `scripts/eval`: a figure below its floor is named, other data are named, and only `--lower` lowers a floor."""

from pathlib import Path

import pytest
from eval import run
from eval.figures import Figure
from eval.run import Floors, digest_of, fallen, pin


def test_a_figure_below_its_floor_is_named_and_one_at_it_is_not() -> None:
    floors = Floors(figures={"x": {"found": 0.5, "right": 0.5}})
    (line,) = fallen("x", [Figure("found", 49, 100), Figure("right", 50, 100), Figure("new", 1, 100)], floors)
    assert "found is 0.490, its floor 0.500" in line


def test_a_pin_raises_and_lowers_only_when_asked() -> None:
    floors = Floors(figures={"x": {"found": 0.5}})
    pin("x", [Figure("found", 40, 100)], floors, lower=False)
    assert floors.figures == {"x": {"found": 0.5}}
    pin("x", [Figure("found", 2, 3)], floors, lower=False)
    assert floors.figures == {"x": {"found": 0.666}}
    pin("x", [Figure("found", 40, 100)], floors, lower=True)
    assert floors.figures == {"x": {"found": 0.4}}


def test_other_data_than_those_of_the_floors_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("one")
    monkeypatch.setitem(run.DATA, "x", tmp_path)
    floors = Floors()
    pin("x", [Figure("found", 1, 2)], floors, lower=False)
    assert floors.data["x"] == digest_of(tmp_path)
    assert not fallen("x", [Figure("found", 1, 2)], floors)
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    assert "is not what the floors were measured on" in fallen("x", [Figure("found", 1, 2)], floors)[0]
