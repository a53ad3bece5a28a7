"""A request -> what was asked: names in the path, the query, the form, and how the reader wants to read."""

from collections.abc import Mapping
from typing import Literal, NamedTuple
from urllib.parse import urlencode

import msgspec

from cotejo.dossier.wording import Wording
from cotejo.web.words import Phrases

Theme = Literal["auto", "light", "dark"]


class Upload(NamedTuple):
    """A file that came with a form."""

    field: str
    name: str
    data: bytes


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One request, without its transport."""

    path: str
    names: Mapping[str, str] = {}
    query: tuple[tuple[str, str], ...] = ()
    form: Mapping[str, str] = {}
    files: tuple[Upload, ...] = ()
    language: str = "en"
    theme: Theme = "auto"
    keys: bool = True
    last_seen: int = 0  # number of the log's entry when this reader last said "seen"
    phrases: Phrases
    words: Wording

    def one(self, name: str, default: str = "") -> str:
        """Give the last value of a field of the query."""
        return next((value for key, value in reversed(self.query) if key == name), default)

    def many(self, name: str) -> tuple[str, ...]:
        """Give all values of a field of the query."""
        return tuple(value for key, value in self.query if key == name and value)

    def number(self, name: str, default: int) -> int:
        """Give a field of the query as a whole number; what is none is the default."""
        value = self.one(name)
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else default  # noqa: PLR2004 - longer ones are no page

    def with_query(self, **changed: str | None) -> str:
        """Write this address with some fields of the query changed or (None) left out."""
        kept = [(key, value) for key, value in self.query if key not in changed and value]
        kept += [(key, value) for key, value in changed.items() if value]
        return f"{self.path}?{urlencode(kept)}" if kept else self.path


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What a page shows: its template, its title, and values that both the template and the JSON get."""

    template: str
    title: str
    view: Mapping[str, object]
    status: int = 200


class Moved(NamedTuple):
    """Another address, after a write; `cookies` are kept by the browser."""

    to: str
    cookies: Mapping[str, str] = {}


class Sent(NamedTuple):
    """Bytes of another kind than a page."""

    data: bytes
    media_type: str
    name: str = ""  # of the file, when it is to be saved
    sandbox: bool = False  # of strangers: may do nothing, whatever it is


class Missing(Exception):  # noqa: N818 - named for what is found
    """Nothing has this address; the message says what was looked for."""
