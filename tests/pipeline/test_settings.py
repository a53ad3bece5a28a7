import tomllib

import pytest

from cotejo.case.folder import parse_settings
from cotejo.errors import SettingsError
from cotejo.pipeline.settings import StageSettings, TextSettings, UnitSettings, check_names, settings_for, template

SHAPES: dict[str, type[StageSettings]] = {"a.read": UnitSettings, "b.say": TextSettings, "c.unite": StageSettings}


def test_the_file_that_init_writes_holds_every_setting_at_its_default_with_unit_and_reason() -> None:
    text = template('a "quoted" name', SHAPES)
    settings = parse_settings(text, "x")
    assert settings.case.name == 'a "quoted" name'
    assert {name: settings_for(name, shape, settings.stages) for name, shape in SHAPES.items()} == {name: shape() for name, shape in SHAPES.items()}
    assert tomllib.loads(text)["stages"].keys() == {"a.read", "b.say"}
    for line in text.splitlines():
        if line.startswith(("budget_s", "max_code_points")):
            assert " # second; " in line or " # code point; " in line


def test_a_wrong_value_is_named_with_its_stage() -> None:
    with pytest.raises(SettingsError, match=r'\[stages\."a\.read"\].*budget_s'):
        settings_for("a.read", UnitSettings, {"a.read": {"budget_s": 0}})
    with pytest.raises(SettingsError, match="budget"):
        settings_for("a.read", UnitSettings, {"a.read": {"budget": 3}})
    with pytest.raises(SettingsError, match="no stage is called z"):
        check_names({"z": {}}, SHAPES, "cotejo.toml")
