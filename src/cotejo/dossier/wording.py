"""The table of wordings -> sentences and words: what the dossier says, apart from how it decides."""

import functools
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Self

import msgspec

from cotejo.errors import SettingsError

TABLE = "wording.toml"


class Wording(msgspec.Struct, frozen=True):
    """Templates and words of one language, by `table.row`."""

    rows: Mapping[str, Any]
    language: str

    @classmethod
    @functools.cache
    def load(cls) -> Self:
        """Read the table that lies in the package.

        Raises:
            SettingsError: it is missing or is no TOML.
        """
        source = files("cotejo.lexicon").joinpath("tables", TABLE)
        try:
            rows = tomllib.loads(source.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(f"lexicon/tables/{TABLE} cannot be read: {error}; restore it from the repository.") from error
        return cls(rows=rows, language=str(rows["language"]))

    def say(self, path: str, *, number: int | None = None, **filled: object) -> str:
        """Fill the template at `table.row`; `number` chooses between its forms `one` and `many`.

        Raises:
            SettingsError: no such row, or a field of it that is not filled.
        """
        table, _, row = path.partition(".")
        try:
            found = self.rows[table][row]
            template = found["one" if number == 1 else "many"] if isinstance(found, dict) else found
            return str(template).format(**filled) if filled else str(template)
        except KeyError as error:
            raise SettingsError(f"lexicon/tables/{TABLE}: {path} lacks {error}; add it.") from error

    def pick(self, table: str, row: str | None) -> str:
        """Give the word of a row; a row that the table does not have is given as it is, with spaces for underscores."""
        found = self.rows[table].get(row or "none", (row or "none").replace("_", " "))
        return str(found["many"] if isinstance(found, dict) else found)
