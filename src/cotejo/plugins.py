"""Entry points of installed packages -> collectors, languages, checks and exporters: one door, for the built-ins too."""

from collections.abc import Callable, Iterable
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Literal, NamedTuple

from cotejo.errors import SettingsError, UsageError

Group = Literal["collectors", "languages", "checks", "exporters"]
GROUPS: tuple[Group, ...] = ("collectors", "languages", "checks", "exporters")


class Plugin(NamedTuple):
    """Something that joined: its name, the package it comes from and that one's version, and how to load it."""

    group: Group
    name: str
    package: str
    version: str
    entry: EntryPoint

    def load(self) -> Callable[..., Any]:
        """Import it.

        Raises:
            SettingsError: it cannot be imported or called; the message names the package.
        """
        try:
            found = self.entry.load()
        except (ImportError, AttributeError) as error:
            raise SettingsError(
                f"plugin {self.name!r} ({self.group}) of package {self.package} cannot be loaded: {error}. Reinstall or remove that package."
            ) from error
        if not callable(found):
            raise SettingsError(
                f"plugin {self.name!r} ({self.group}) of package {self.package} is no function: {self.entry.value}. Reinstall or remove that package."
            )
        return found  # type: ignore[no-any-return]  # what a package offers has no type until it is called


def plugins(group: Group, entries: Iterable[EntryPoint] | None = None) -> tuple[Plugin, ...]:
    """Name all that joined a group, by name; nothing is imported yet. `entries` stands in for the installed ones.

    Raises:
        SettingsError: two packages offer the same name: neither is preferred in silence.
    """
    found: dict[str, Plugin] = {}
    for entry in entry_points(group=f"cotejo.{group}") if entries is None else entries:
        package, version = (entry.dist.name, entry.dist.version) if entry.dist else ("?", "?")
        plugin = Plugin(group, entry.name, package, version, entry)
        other = found.setdefault(plugin.name, plugin)
        if other.entry.value != entry.value:
            raise SettingsError(f"two packages offer {group} {entry.name!r}: {other.package} and {plugin.package}. Remove one of them.")
    return tuple(found[name] for name in sorted(found))


def plugin_named(group: Group, name: str) -> Plugin:
    """Find one that joined.

    Raises:
        UsageError: none is called so.
    """
    found = {plugin.name: plugin for plugin in plugins(group)}
    if name not in found:
        raise UsageError(f"no {group.removesuffix('s')} is called {name!r}; there are: {', '.join(found)}.")
    return found[name]


def guests(group: Group, host: str = "cotejo") -> tuple[str, ...]:
    """Name those of other packages with their versions: `name@version`, for the `made_by` of what they had a part in."""
    return tuple(f"{plugin.name}@{plugin.version}" for plugin in plugins(group) if plugin.package != host)
