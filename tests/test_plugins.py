from importlib.metadata import EntryPoint

import pytest

from cotejo.errors import SettingsError, UsageError
from cotejo.plugins import GROUPS, guests, plugin_named, plugins

EXPORTERS = ("acled", "atlos", "csv", "events", "followthemoney", "geojson", "html", "jsonl", "kml", "pdf", "timemap", "wacz", "zip")


def entry(name: str, value: str) -> EntryPoint:
    return EntryPoint(name, value, "cotejo.exporters")


def test_the_built_ins_come_through_the_door() -> None:
    assert [plugin.name for plugin in plugins("exporters")] == sorted(EXPORTERS)
    assert [plugin.package for plugin in plugins("collectors")] == ["cotejo"]
    assert all(callable(plugin.load()) for group in GROUPS for plugin in plugins(group))


def test_plugins_come_by_name_and_a_name_taken_twice_is_refused() -> None:
    found = plugins("exporters", [entry("b", "json:dumps"), entry("a", "json:loads"), entry("b", "json:dumps")])
    assert [plugin.name for plugin in found] == ["a", "b"]
    with pytest.raises(SettingsError, match="two packages offer exporters 'b'"):
        plugins("exporters", [entry("b", "json:dumps"), entry("b", "json:loads")])


@pytest.mark.parametrize("value", ["no_such_package:x", "json:no_such_name", "json:__name__"])
def test_a_broken_plugin_is_named(value: str) -> None:
    with pytest.raises(SettingsError, match=r"plugin 'b' \(exporters\) of package"):
        plugins("exporters", [entry("b", value)])[0].load()


def test_an_unknown_plugin_is_refused_with_those_that_exist() -> None:
    with pytest.raises(UsageError, match=r"no exporter is called 'docx'; there are: acled, atlos"):
        plugin_named("exporters", "docx")


def test_guests_are_those_of_other_packages() -> None:
    assert guests("checks") == ()
    assert guests("checks", host="another") == ("evidence@0.1.0",)
