"""Tables: every one loads, and every row has what its readers need."""

import tomllib
from importlib.resources import files
from typing import Any, get_args

import pytest

from cotejo.errors import SettingsError
from cotejo.lexicon.load import table
from cotejo.records.claim import SiteKind
from cotejo.text.patterns import listed

FOLDER = files("cotejo.lexicon") / "tables"
OURS = ("states", "admin1", "admin2", "middles", "military_sites", "regions", "names", "numbers", "dates", "forces", "outlets")
NAMES = sorted(path.name.removesuffix(".toml") for path in FOLDER.iterdir() if path.name.endswith(".toml"))
LANGUAGES = ("en", "es", "pt", "ru")


def rows(name: str, section: str) -> dict[str, Any]:
    return dict(table(name)[section])


@pytest.mark.parametrize("name", NAMES)
def test_every_table_loads(name: str) -> None:
    assert table(name)


@pytest.mark.parametrize("name", OURS)
def test_a_table_says_where_it_is_from(name: str) -> None:
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    assert text.startswith("#")
    assert "# source: " in text


def test_a_missing_table_is_told_by_its_name() -> None:
    with pytest.raises(SettingsError, match="no lexicon table 'nowhere'"):
        table("nowhere")


def test_no_key_of_a_table_stands_twice() -> None:
    for name in NAMES:
        tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))  # raises on a key that stands twice


@pytest.mark.parametrize(("name", "section"), [("military_sites", "sites"), ("regions", "regions")])
def test_places_have_names_and_coordinates_in_bounds(name: str, section: str) -> None:
    for key, row in rows(name, section).items():
        assert listed(row["names"]), key
        assert -90 <= row["lat"] <= 90, key
        assert -180 <= row["lon"] <= 180, key
        assert (row["lat"], row["lon"]) != (0, 0), key
        assert 100 <= row["radius_m"] <= 8_000_000, key


def test_sites_have_a_source_a_state_and_a_kind_that_claims_know() -> None:
    sites = rows("military_sites", "sites")
    assert len(sites) + len(rows("regions", "regions")) >= 400
    for key, row in sites.items():
        assert row["kind"] in get_args(SiteKind), key
        assert len(row["country"]) == 2, key
        assert row["source"], key


def test_no_two_sites_have_the_same_main_name() -> None:
    names = [listed(row["names"])[0] for row in rows("military_sites", "sites").values()]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_units_have_one_code_each_and_a_name() -> None:
    codes = [row[0] for country in table("admin1").values() for row in country.values()]
    assert len(codes) == len(set(codes))
    for country, found in table("admin1").items():
        for code, (iso, name, *others) in found.items():
            assert iso.startswith((f"{country}-", f"{country}.")), (country, code)
            assert name, (country, code)
            assert all(others), (country, code)


@pytest.mark.parametrize("country", ["VE", "UA", "BY", "SY", "ML", "NI", "CU", "LY", "SD", "MZ", "CO", "BR", "AM", "GE", "KZ", "RU", "MX", "AR"])
def test_units_where_deployments_are_likely_have_russian_names(country: str) -> None:
    units = table("admin1")[country].values()
    named = [row for row in units if any("а" <= sign <= "я" for name in row[1:] for sign in name.lower())]
    assert len(named) >= 0.6 * len(units)


def test_second_level_units_lie_in_units_of_the_first_level() -> None:
    codes = {row[0] for country in table("admin1").values() for row in country.values()}
    assert set(table("admin2")) <= codes
    for unit, found in table("admin2").items():
        assert all(-90 <= row[0] <= 90 and -180 <= row[1] <= 180 and row[2] > 0 for row in found.values()), unit


def test_middles_are_of_units_and_states_that_there_are() -> None:
    codes = {row[0] for country in table("admin1").values() for row in country.values()}
    assert set(table("middles")["units"]) <= codes
    assert all(len(code) == 2 for code in table("middles")["middles"])


def test_states_have_names_and_peoples_in_four_languages() -> None:
    for code, row in table("states").items():
        assert len(code) == 2
        for language in LANGUAGES:
            names, peoples = row[language]
            assert listed(names), (code, language)
            assert isinstance(peoples, str)


@pytest.mark.parametrize("code", ["RU", "UA", "SY", "ML", "NI", "TW", "BY", "VE", "SD", "SN", "KE", "NO", "UZ", "PS"])
def test_states_where_deployments_are_likely_have_their_peoples(code: str) -> None:
    assert all(listed(table("states")[code][language][1]) for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_and_dates_have_every_row_for_each_language(language: str) -> None:
    numbers, dates = table("numbers"), table("dates")
    assert {"cardinals", "multipliers", "rounders", "singular", "groups", "vague"} <= set(numbers["values"][language])
    assert {"at_least", "at_most", "over", "under", "about", "nearly"} <= set(numbers["hedges"][language])
    assert {"before", "between", "bare", "and"} <= set(numbers["ranges"][language])
    assert len({part.split()[-1] for part in listed(dates["months"][language])}) == 12
    assert len({part.split()[-1] for part in listed(dates["weekdays"][language])}) == 7
    assert len({part.split()[-1] for part in listed(dates["seasons"][language])}) == 4


@pytest.mark.parametrize(
    ("name", "section", "columns"), [("forces", "forces", {"kind", "state", "names"}), ("outlets", "outlets", {"kind", "names", "hosts"})]
)
def test_forces_and_outlets_have_their_columns(name: str, section: str, columns: set[str]) -> None:
    for key, row in rows(name, section).items():
        assert columns <= set(row), key
        assert listed(row["names"]), key
