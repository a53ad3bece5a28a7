"""A sentence that another room wrote, in whatever language -> the same sentence in the dossier's, by the templates that it was made from."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from cotejo.dossier.describe import name_country
from cotejo.dossier.wording import Wording
from cotejo.lexicon.load import table

TABLES = ("findings", "scopes", "retold")  # tables whose rows have one template per language
FIELD = re.compile(r"\{(\w+)\}")
MAX_LENGTH = 4_000  # code points; what is longer is no sentence of ours
MAX_DEPTH = 4  # sentences within sentences
LEAST_LITERAL = 5  # letters that a template with fields needs, to be known by them
BETWEEN = "; "
ASIDE = " / "
ANYBODY = "…"  # in the name of a kind of happening, where it is nobody's in particular
RULES = re.compile(r"((?:^|: )(?:[a-z_\d]+(?:[.:][\w:-]+)+: )+|^[a-z_]+: )")  # `place.after: gn:3645360: `, `: country:VE: `, `unnamed: `
WEIGHT = re.compile(r" [+-]\d+(?:\.\d+)?$")
STATE = "state"  # a field that holds a state's code


class Form(NamedTuple):
    """A template in one language, cut at its fields: `parts` stand around them."""

    key: str
    parts: tuple[str, ...]
    names: tuple[str, ...]
    weight: int  # letters of it that are not fields


def retell(words: Wording, said: str) -> str:
    """Say it in the language of the words; what no template explains stays as it is. Time is linear in the text per template."""
    return tell(words.language, said, MAX_DEPTH) if len(said) <= MAX_LENGTH else said


def is_told(said: str) -> bool:
    """Whether all parts of it are explained by a template."""
    return whole(said) is not None or all(whole(piece) is not None for piece in said.split(BETWEEN))


def retell_reason(words: Wording, said: str) -> str:
    """Say why something was read so: rules, identifiers, weights and event types stand as they are or have their own words, sentences are retold."""
    return BETWEEN.join(retell_line(words, line) for line in said.split(BETWEEN)) if len(said) <= MAX_LENGTH else said


def retell_line(words: Wording, line: str) -> str:
    """Retell one line: rules and identifiers in it (`place.after: gn:3645360: `) and its weight (` +4.4`) stay, what stands around them is told."""
    weight = WEIGHT.search(line)
    end = weight.start() if weight else len(line)
    told = [piece if place % 2 else retell_sides(words, piece) for place, piece in enumerate(RULES.split(line[:end]))]
    return "".join(told) + line[end:]


def retell_sides(words: Wording, said: str) -> str:
    """Tell both sides of ` / `: kinds of happenings, of equipment and of sites by their names."""
    return ASIDE.join(
        words.pick("event_type", side).format(who=ANYBODY)
        if side in words.rows["event_type"]
        else "+".join(tell(words.language, part, MAX_DEPTH) for part in parts(words, side))
        for side in said.split(ASIDE)
    )


def parts(words: Wording, side: str) -> list[str]:
    """Classes of equipment and kinds of sites that are joined by `+`, by their names; what is none of them stays whole."""
    named = [words.rows["equipment"].get(part) or words.rows["site_kind"].get(part) for part in side.split("+")]
    return [str(one["many"] if isinstance(one, dict) else one) for one in named if one] if all(named) else [side]


@lru_cache(maxsize=1 << 14)
def tell(language: str, said: str, depth: int) -> str:
    """Retell a text piece by piece between its semicolons where each is a sentence of ours, else as one."""
    pieces = said.split(BETWEEN) if depth else [said]
    apart = len(pieces) > 1 and all(whole(piece) for piece in pieces)
    found = whole(said) if depth and not apart else None
    if found is None:
        return BETWEEN.join(tell(language, piece, depth - 1) for piece in pieces) if len(pieces) > 1 else said
    form, values = found
    template = wanted(form.key, language)
    told = {name: name_state(language, value) if name == STATE else tell(language, value, depth - 1) for name, value in values.items()}
    return FIELD.sub(lambda field: told.get(field.group(1), field.group()), template)


def name_state(language: str, code: str) -> str:
    """Name a state in a language; what is no code stays."""
    return name_country(code, Wording.load(language))


@lru_cache(maxsize=1 << 14)
def whole(said: str) -> tuple[Form, dict[str, str]] | None:
    """Find the template that gave the whole text: of several the one with the most letters of its own."""
    exact = forms_by_text().get(said)
    if exact:
        return exact, {}
    hits = [(form, values) for form in forms_with_fields() if (values := unfill(form, said)) is not None]
    return min(hits, key=lambda hit: (-hit[0].weight, hit[0].key)) if hits else None


def unfill(form: Form, said: str) -> dict[str, str] | None:
    """Read the fields of a template off a text: each literal at its first place, the last one at the end; None where it does not fit."""
    first, last, final = form.parts[0], form.parts[-1], len(form.names) - 1
    if not said.startswith(first) or not said.endswith(last) or len(said) < len(first) + len(last):
        return None
    at, values = len(first), dict[str, str]()
    end = len(said) - len(last)
    for position, (name, part) in enumerate(zip(form.names, form.parts[1:], strict=True)):
        stop = end if position == final else said.find(part, at, end)
        if stop <= at or values.get(name, said[at:stop]) != said[at:stop]:
            return None
        values[name] = said[at:stop]
        at = stop + len(part)
    return values


@cache
def forms_with_fields() -> tuple[Form, ...]:
    """All templates with fields that have letters enough to be known by."""
    return tuple(form for form in all_forms() if form.names and form.weight >= LEAST_LITERAL)


@cache
def forms_by_text() -> dict[str, Form]:
    """Templates without fields, by their text; the first of equals."""
    found: dict[str, Form] = {}
    for form in all_forms():
        if not form.names:
            found.setdefault(form.parts[0], form)
    return found


def all_forms() -> Iterator[Form]:
    """Cut every template of every language."""
    for key, rows in all_rows():
        for template in rows.values():
            pieces = FIELD.split(template)
            parts = tuple(pieces[::2])
            yield Form(key, parts, tuple(pieces[1::2]), sum(sign.isalpha() for part in parts for sign in part))


def all_rows() -> Iterator[tuple[str, dict[str, str]]]:
    """Walk through the tables: `table.group.row` and its templates by language."""
    for name in TABLES:
        for group, rows in table(name).items():
            if isinstance(rows, dict) and all(isinstance(row, str) for row in rows.values()):
                yield f"{name}.{group}", {language: str(said) for language, said in rows.items()}
            elif isinstance(rows, dict):
                for row, forms in rows.items():
                    yield f"{name}.{group}.{row}", {language: str(said) for language, said in forms.items()}


@cache
def rows_by_key() -> dict[str, dict[str, str]]:
    """The templates of every key."""
    return dict(all_rows())


def wanted(key: str, language: str) -> str:
    """The template of a key in a language, else in English."""
    rows = rows_by_key()[key]
    return rows.get(language) or rows["en"]
