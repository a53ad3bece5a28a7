"""Nouns for the phrases that give a source: what a phrase is, and the outlet that carried it."""

from typing import NamedTuple

from cotejo.records.attribution import SourceKind


class Phrase(NamedTuple):
    """A source phrase `[start, end)` (items `[first, last)`). `name` is what to call it; `bare` means no proper name: an anaphor may stand here."""

    start: int
    end: int
    first: int
    last: int
    kind: SourceKind
    name: str
    group: str | None = None
    key: str | None = None
    state: str | None = None
    bare: bool = False
    definite: bool = False
    pronoun: bool = False
    single: bool = False  # one name word without a role noun: needs a longer name elsewhere in the document
    flags: tuple[str, ...] = ()
    published_in: "Outlet | None" = None
    owner: tuple["Phrase", ...] = ()


class Outlet(NamedTuple):
    """Where a source published: the outlet's name and its place."""

    start: int
    end: int
    name: str
    last: int
    key: str | None = None
