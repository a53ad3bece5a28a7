"""A verb as dictionaries give it, and the table of its language -> all its forms, folded; a phrase that begins with one -> the phrase in all of them.

Forms too many do no harm where forms are looked for in texts: what nobody writes is never met.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cotejo.text.patterns import OR, folded, listed

MARK = "@"  # before a phrase whose first word is a verb to be inflected
HISPANIC_Y = "u"  # the last letter of a stem that takes y before a vowel: constru-yen
GLUED = ("r", "ndo")  # Spanish writes the pronoun on to infinitive and gerund
PARTICIPLES = ("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "sto", "sta", "stos", "stas")
BARE = "_"  # in a table: no ending at all
REFLEXIVE = re.compile(r"rse$")
LEAST = 2  # letters that the verb behind a prefix has at least


def expand(row: str, rules: Mapping[str, Any] | None) -> list[str]:
    """Phrases of a row of a table, those with a mark in all forms of their verb.

    Without rules for the language the mark is dropped and the phrase taken as it stands.

    >>> expand("base, @atacar a", {"endings": {"ar": "a, e"}, "before_e": {"ar": "c=qu"}, "contractions": {"a": "a, al"}})
    ['base', 'ataca a/al', 'ataque a/al']
    """
    found: list[str] = []
    for phrase in listed(row):
        if not phrase.startswith(MARK):
            found.append(phrase)
        elif rules is None:
            found.append(phrase.removeprefix(MARK))
        else:
            found += inflect(folded(phrase.removeprefix(MARK)), rules)
    return found


def inflect(phrase: str, rules: Mapping[str, Any]) -> list[str]:
    """A phrase whose first word is an infinitive, in all its forms; small words after it also as they melt with an article ("em/no/na")."""
    lemma, *rest = phrase.split()
    tail = " ".join(melted(word, rules) for word in rest)
    verb = lemma if "pronoun" not in rules else lemma.removesuffix("-se") if lemma.endswith("-se") else REFLEXIVE.sub("r", lemma)
    never = set(listed(rules.get("never", {}).get("words", "")))
    forms = [form for form in conjugate(verb, rules) if form not in never]
    if verb != lemma:
        forms = list(reflexive(forms, rules["pronoun"]))
    return [f"{form} {tail}".strip() for form in forms]


def melted(word: str, rules: Mapping[str, Any]) -> str:
    """A preposition with its contractions as alternatives."""
    return OR.join(listed(rules["contractions"].get(word, word))) if "contractions" in rules else word


def reflexive(forms: list[str], pronoun: str) -> Iterator[str]:
    """Forms with their pronoun before, behind and glued on: "se aloja", "alojarse", "aloja-se"; participles also without it."""
    for form in forms:
        yield f"{pronoun} {form}"
        yield f"{form}-{pronoun}"
        if form.endswith(GLUED):
            yield form + pronoun
        if form.endswith(PARTICIPLES):
            yield form


def conjugate(verb: str, rules: Mapping[str, Any]) -> list[str]:
    """All forms of an infinitive without pronoun, folded, each once, in the order of the table.

    >>> conjugate("atacar", {"endings": {"ar": "o, e"}, "before_e": {"ar": "c=qu"}})
    ['ataco', 'ataque']
    """
    whole = own_forms(verb, rules)
    if whole:
        return whole
    kind = kind_of(verb, rules["endings"])
    if kind is None:
        return [verb]
    endings = ["" if ending == BARE else ending for ending in listed(rules["endings"][kind or BARE])]
    stem = verb.removesuffix(kind)
    forms = [spell(stem, ending, kind, rules) + ending for ending in endings]
    if stem.endswith(HISPANIC_Y) and kind in rules.get("y", {}):
        forms += [f"{stem}y{ending}" for ending in listed(rules["y"][kind])]
    for other in further(verb, rules):
        forms += [(spell(other, ending, kind, rules) if kind == "ar" else other) + ending for ending in endings]
    return list(dict.fromkeys(forms))


def kind_of(verb: str, endings: Mapping[str, str]) -> str | None:
    """The longest ending that the table knows and the verb has; "" where the table has endings for any other verb, None where it has not."""
    return next((verb[-size:] for size in (3, 2, 1) if verb[-size:] in endings), "" if BARE in endings else None)


def own_forms(verb: str, rules: Mapping[str, Any]) -> list[str]:
    """Forms of a verb that has its own, or is made of one and a prefix ("mantener"); [] for the others."""
    table = rules.get("whole", {})
    if verb in table:
        return listed(table[verb])
    for prefix in listed(table.get("prefixes", "")):
        base = verb.removeprefix(prefix)
        if base != verb and base in table and len(base) > LEAST:
            return [prefix + form for form in listed(table[base])]
    for base in ("ducir", "struir"):
        if base in table and verb.endswith(base):
            return [verb.removesuffix(base) + form for form in listed(table[base])]
    return []


def further(verb: str, rules: Mapping[str, Any]) -> Iterator[str]:
    """Other stems of a verb: "despleg-", "desplieg-"."""
    for pair in listed(rules.get("stems", {}).get("words", "")):
        name, _, stem = pair.partition("=")
        if name == verb:
            yield stem


def spell(stem: str, ending: str, kind: str, rules: Mapping[str, Any]) -> str:
    """A stem as it is spelt before an ending: "atac-" but "ataqu-e"."""
    front = ending[:1] in "ei"
    changes = rules.get("before_e" if front else "before_a", {}).get(kind, "")
    for pair in listed(changes):
        letters, _, instead = pair.partition("=")
        if stem.endswith(letters) and (kind == "ar") == front:
            return stem.removesuffix(letters) + instead
    return stem
