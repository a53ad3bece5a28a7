"""Lexicon tables -> matchers of the names of one language, built once per process."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from cotejo.language.case_forms import case_forms
from cotejo.language.reading import NameKind
from cotejo.lexicon.load import table
from cotejo.text.patterns import Patterns, folded, listed
from cotejo.text.tokens import tokenise

INFLECTED = "ru"  # the language whose names change with their case
ACRONYM = 5  # letters; a name of so few capitals is that name only in capitals ("US", "CAR", "ВС РФ")
ROMANCE = (
    "",
    "o",
    "a",
    "os",
    "as",
    "e",
    "es",
    "s",
    "í",
    "íes",
    "é",
    "és",
    "esa",
    "esas",
    "eses",
    "io",
    "ia",
    "ios",
    "ias",
    "ano",
    "ana",
    "anos",
    "anas",
)
PEOPLE_ENDINGS = {  # of names of peoples, behind their stems
    "es": ROMANCE,
    "pt": (*ROMANCE, "l", "la", "las", "is", "ense", "enses"),
}


class Term(NamedTuple):
    """What a surface of a table stands for. `capitals`: it must be written in capitals; `proper`: with a capital first letter."""

    kind: NameKind
    key: str
    state: str | None
    capitals: bool
    proper: bool


class NameTables(NamedTuple):
    """All that names are told apart with in one language."""

    terms: Patterns[Term]
    roles: Patterns[bool]
    organisations: Patterns[bool]
    facilities: Patterns[bool]
    units: Patterns[bool]
    openers: frozenset[str]
    locatives: frozenset[str]
    never: frozenset[str]
    first_names: frozenset[str]


def spaced(phrase: str) -> str:
    """A phrase with its words apart as the tokeniser cuts them; a `*` stays with its word."""
    return " ".join(word.text for word in tokenise(phrase)).replace(" *", "*")


@cache
def name_tables(language: str | None) -> NameTables:
    """Matchers of a language; for an unknown one the names of all four, without role nouns."""
    names = table("names")
    code = language if language in names["roles"] else None
    words = {kind: names[kind].get(code, "") for kind in ("roles", "organisations", "facilities", "units", "openers")}
    nouns = {kind: Patterns((phrase, True) for phrase in listed(words[kind])) for kind in ("roles", "organisations", "facilities", "units")}
    terms = Patterns((spaced(phrase), term) for phrase, term in terms_of(code))
    first_names = frozenset(folded(word) for word in listed(names["first_names"]["all"]))
    openers, locatives = frozenset(listed(words["openers"])), frozenset(listed(names["locatives"].get(code, "")))
    never = frozenset(folded(word) for word in listed(names["never"]["all"]))
    return NameTables(terms, nouns["roles"], nouns["organisations"], nouns["facilities"], nouns["units"], openers, locatives, never, first_names)


def terms_of(code: str | None) -> Iterator[tuple[str, Term]]:
    """All surfaces of states, peoples, forces, companies, outlets and agencies. Names count in every language, peoples in the text's own."""
    for state, row in table("states").items():
        yield from state_terms(state, row, code)
    for surface in listed(table("names")["peoples"]["all"]):
        yield surface, Term("other", "", None, capitals=False, proper=False)
    for key, row in table("forces")["forces"].items():
        for surface in forms_of(listed(row["names"]), code):
            yield surface, Term(row["kind"], f"{row['kind']}:{key}", row["state"], capitals(surface), proper=True)
    for key, row in table("outlets")["outlets"].items():
        for surface in forms_of(listed(row["names"]), code):
            yield surface, Term(row["kind"], f"{row['kind']}:{key}", None, capitals(surface), proper=True)


def state_terms(state: str, row: Mapping[str, Any], code: str | None) -> Iterator[tuple[str, Term]]:
    """Surfaces of one state."""
    for language in ("en", "es", "pt", "ru"):
        names, peoples = row[language]
        for surface in forms_of(listed(names), code):
            yield surface, Term("place", f"country:{state}", state, capitals(surface), proper=True)
        if language == code or code is None:
            for surface in peoples_of(peoples, language):
                yield surface, Term("nationality", f"country:{state}", state, capitals=False, proper=language == "en")


def peoples_of(row: str, language: str) -> Iterator[str]:
    """Surfaces of a people; a stem takes the endings of its language, so that "chilen*" is no "chilenismo". Others stay: "Iranian-backed"."""
    for surface in listed(row):
        if surface.endswith("*") and language in PEOPLE_ENDINGS:
            yield from (surface[:-1] + ending for ending in PEOPLE_ENDINGS[language])
        else:
            yield surface


def forms_of(surfaces: Sequence[str], code: str | None) -> Iterator[str]:
    """Surfaces, and in a Russian text their forms in the other cases."""
    for surface in surfaces:
        yield surface
        if code == INFLECTED:
            yield from case_forms(surface)


def capitals(surface: str) -> bool:
    """Whether a surface is an acronym that must be written as one."""
    letters = [sign for sign in surface if sign.isalpha()]
    return len(letters) <= ACRONYM and all(sign.isupper() for sign in letters)
