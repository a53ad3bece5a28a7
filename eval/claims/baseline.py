"""An item -> what a keyword reader makes of it: a nationality and a military noun in one sentence are PRESENCE in the country that it names."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from cotejo.text.folding import folded
from eval.claims.found import Found
from eval.claims.items import Item

SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
NUMBER = re.compile(r"\b\d{1,6}\b")
MILITARY = re.compile(
    r"\b(?:soldiers?|troops?|military|forces?|fighters?|mercenar\w+|contractors?|army|advisers?|instructors?|warships?"
    r"|soldad\w+|tropas?|militar\w*|fuerzas?|combatientes?|mercenari\w+|mercenari\w+|contratistas?|asesores|instructores|buques?"
    r"|forcas?|combatentes?|assessores|instrutores|navios?"
    r"|солдат\w*|войск\w*|военн\w+|сил\w*|боевик\w*|наемник\w*|советник\w*|инструктор\w*|корабл\w+|контингент\w*)\b"
)


class Names(NamedTuple):
    """Patterns of the peoples and of the countries of one language; a group's name is the state."""

    peoples: re.Pattern[str]
    countries: re.Pattern[str]


@cache
def names(lang: str) -> Names:
    """Compile a language's names from the lexicon's table of states."""
    table = tomllib.loads((files("cotejo") / "lexicon" / "tables" / "states.toml").read_text(encoding="utf-8"))
    rows = [(state, row[lang]) for state, row in table.items() if isinstance(row, dict) and len(row.get(lang, ())) == 2]
    peoples, countries = (re.compile(rf"\b(?:{'|'.join(named(rows, index))})\b") for index in (1, 0))
    return Names(peoples, countries)


def named(rows: list[tuple[str, list[str]]], index: int) -> list[str]:
    """One named group a state that has words of this kind."""
    groups = [(state, alternatives(words[index])) for state, words in rows]
    return [f"(?P<{state}>{forms})" for state, forms in groups if forms]


def alternatives(words: str) -> str:
    """`a, b*` as a pattern over folded text; Russian names lose their ending."""
    forms = []
    for word in words.split(","):
        form = folded(word.strip(), latin=False).text
        stem = form.rstrip("*")
        if stem:
            open_ended = form.endswith("*") or re.match(r"[а-я]", stem)
            forms.append(re.escape(stem[:-1] if re.match(r"[а-я]+[аяйь]$", stem) else stem) + (r"\w*" if open_ended else ""))
    return "|".join(forms)


def read_item(item: Item) -> list[Found]:
    """All sentences with both words."""
    known, found = names(item.lang), []
    for sentence in SENTENCE.finditer(item.text):
        low = folded(sentence.group(), latin=False).text
        people, noun, country = known.peoples.search(low), MILITARY.search(low), known.countries.search(low)
        if not people or not noun:
            continue
        number = NUMBER.search(low)
        found.append(
            Found(
                event_type="PRESENCE",
                start=sentence.start(),
                end=sentence.end(),
                states=(people.lastgroup or "",),
                host=country.lastgroup if country else None,
                place=(country.group(),) if country else (),
                count=(int(number.group()), int(number.group())) if number else None,
                date=(item.published.isoformat(), item.published.isoformat()),
                tense="ongoing",
                polarity="positive",
                act="ASSERT",
            )
        )
    return found
