"""A language -> the phrases of the pages: English is the key, another language is a table beside this file."""

import functools
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Self

import msgspec

from cotejo.dossier.wording import Wording

LANGUAGES = {"en": "English", "es": "Español"}


class Phrases(msgspec.Struct, frozen=True):
    """Phrases of one language. A phrase that has no row is shown in English; a test finds those."""

    language: str
    rows: Mapping[str, str]

    @classmethod
    @functools.cache
    def load(cls, language: str) -> Self:
        """Read the table of a language."""
        return cls(language, tomllib.loads(files("cotejo.web.words").joinpath(f"{language}.toml").read_text(encoding="utf-8"))["phrases"])

    def say(self, english: str, **filled: object) -> str:
        """Give a phrase; `{name}` in it is filled."""
        said = self.rows.get(english, english)
        return said.format(**filled) if filled else said

    def count(self, one: str, many: str, number: int) -> str:
        """Give the phrase for one or for many; `{n}` is the number."""
        return self.say(one if number == 1 else many, n=f"{number:,}".replace(",", "\u202f"))


@functools.cache
def load_wording(language: str) -> Wording:
    """Read the words for values of records (kinds of happenings, labels, dates); English ones where a language has no row."""
    return Wording.load(language)
