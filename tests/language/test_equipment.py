"""Systems by name: one class whatever the script and spelling; figures make another system; what is no system has no class."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cotejo.language.equipment import class_of, designated
from cotejo.lexicon.load import table
from cotejo.text.patterns import listed


def test_there_are_34_classes_of_depth_two_at_most_and_no_name_in_two() -> None:
    rows = table("equipment")
    assert len(rows) == 34
    assert all(kind.count(".") <= 1 for kind in rows)
    seen: dict[str, str] = {}
    for kind, row in rows.items():
        for name in listed(row["names"]):
            assert seen.setdefault(name, kind) == kind, name


@pytest.mark.parametrize("name", ["Ил-62М", "Il-62M", "IL62M", "il 62m", "Ил-62"])
def test_a_name_is_the_same_in_every_script_and_spelling(name: str) -> None:
    assert class_of(name) == "aircraft.transport"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("T-72B3 Obr. 2016", "armour.tank"),
        ("БТР-82А", "armour.apc"),
        ("ракетный комплекс «Искандер-М»", "missile.ballistic"),
        ("un submarino", "submarine"),
        ("фрегатами", "ship.combatant"),
        ("a Mistral-class ship", "ship.landing"),
        ("Mistral 3", "air_defence.manpads"),
        ("Covid-19", None),
        ("G20", None),
        ("resolución 2231", None),
        ("", None),
    ],
)
def test_classes(name: str, kind: str | None) -> None:
    assert class_of(name) == kind


def test_figures_after_a_name_make_another_system() -> None:
    assert class_of("S-3000") is None
    assert designated("Mi-80") is None


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text_is_looked_at(text: str) -> None:
    assert class_of(text) in {None, *table("equipment")}
