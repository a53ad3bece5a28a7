"""Tables in TOML -> plain mappings, read once per process."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from cotejo.errors import SettingsError


@cache
def table(name: str) -> Mapping[str, Any]:
    """Read `tables/NAME.toml`.

    Raises:
        SettingsError: there is no such table, or it is no TOML; the message names file and place.
    """
    place = files("cotejo.lexicon") / "tables" / f"{name}.toml"
    try:
        content = place.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise SettingsError(f"there is no lexicon table {name!r} (lexicon/tables/{name}.toml)") from error
    try:
        return tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"lexicon/tables/{name}.toml: {error}") from error
