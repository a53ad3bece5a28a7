"""The tables of wordings -> sentences and words of one language: what the dossier says, apart from how it decides."""

import functools
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Self

import msgspec

from cotejo.errors import SettingsError

TABLE = "wording.toml"
BASE = "en"
LANGUAGES = (BASE, "es")


class Wording(msgspec.Struct, frozen=True):
    """Templates and words of one language, by `table.row`."""

    rows: Mapping[str, Any]
    language: str

    @classmethod
    @functools.cache
    def load(cls, language: str = BASE) -> Self:
        """Read the tables that lie in the package; what a language's own table lacks stays English, and a test finds it.

        Raises:
            SettingsError: a table is missing or is no TOML, or there is none of that language.
        """
        if language not in LANGUAGES:
            raise SettingsError(f"no wording in {language!r}; there is: {', '.join(LANGUAGES)}.")
        base = read(TABLE)
        if language == BASE:
            return cls(rows=base, language=BASE)
        own = read(f"wording_{language}.toml")
        rows = {table: ({**row, **own.get(table, {})} if isinstance(row, dict) else own.get(table, row)) for table, row in base.items()}
        return cls(rows={**own, **rows, "country": name_countries(language)}, language=language)

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

    def phrase(self, english: str, **filled: object) -> str:
        """Give a phrase of the page, whose English is its key; `{name}` in it is filled."""
        said = str(self.rows.get("phrases", {}).get(english, english))
        return said.format(**filled) if filled else said


def read(table: str) -> dict[str, Any]:
    """Read one table of the package.

    Raises:
        SettingsError: it is missing or is no TOML.
    """
    try:
        return tomllib.loads(files("cotejo.lexicon").joinpath("tables", table).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"lexicon/tables/{table} cannot be read: {error}; restore it from the repository.") from error


def name_countries(language: str) -> dict[str, str]:
    """Names of states in a language, from the table of states; those that it lacks are named in English."""
    table = read("states.toml")
    return {code: row[language][0].partition(",")[0] for code, row in table.items() if isinstance(row, dict) and row.get(language, [""])[0]}
