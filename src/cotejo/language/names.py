"""Tokens of a sentence -> its names, each with its kind: tables first, then what stands before and in a name, then the gazetteer."""

import re
from collections.abc import Iterator, Sequence

from cotejo.language import gazetteer
from cotejo.language.name_tables import NameTables, Term, name_tables
from cotejo.language.reading import Name, NameKind, Token

PARTICLES = frozenset(
    {
        "de",
        "del",
        "la",
        "las",
        "los",
        "da",
        "do",
        "dos",
        "das",
        "e",
        "of",
        "the",
        "von",
        "van",
        "bin",
        "al",
        "el",
        "y",
        "ibn",
        "di",
        "du",
        "des",
        "le",
    }
)
POSSESSIVE = re.compile(r"['’]s?$")
PERSON_WORDS = (2, 4)  # words of a full name
ADJECTIVES = 1  # words between a noun and the name that it introduces: "aeropuerto internacional Simón Bolívar"
GREATER = frozenset({"country", "admin1", "admin2", "region", "settlement", "airport"})  # what the gazetteer has besides sites


def find_names(text: str, start: int, end: int, tokens: Sequence[Token], language: str | None) -> tuple[Name, ...]:
    """Find the names in `[start, end)`.

    Order of trust: a surface of the tables (states, peoples, forces, outlets); the role noun, head noun or first name that tells a kind; the
    gazetteer (places.known); else `other`. A name after a role noun is a person and never a place.
    """
    del start, end
    tables = name_tables(language)
    known = list(table_names(text, tokens, tables))
    taken = {index for name in known for index, token in enumerate(tokens) if name.start <= token.start < name.end}
    guessed = [classify(text, tokens, run, tables) for run in runs(tokens, taken, tables)]
    return tuple(sorted([*known, *guessed], key=lambda name: (name.start, -name.end)))


def table_names(text: str, tokens: Sequence[Token], tables: NameTables) -> Iterator[Name]:
    """Yield surfaces of the tables; the longest at each place; an inflected word also by its dictionary form."""
    low = [token.fold for token in tokens]
    lemmas = [token.lemma for token in tokens]
    at = 0
    while at < len(tokens):
        hits = [*tables.terms.at(low, at), *(tables.terms.at(lemmas, at) if lemmas[at] != low[at] else ())]
        hit = next((hit for hit in sorted(hits, key=lambda hit: -hit.last) if written_so(tokens[hit.first : hit.last], hit.label)), None)
        if hit is None:
            at += 1
            continue
        first, last = tokens[hit.first], tokens[hit.last - 1]
        term = hit.label
        if not term.key:
            at = hit.last
            continue
        yield Name(first.start, last.end, text[first.start : last.end], term.kind, term.key, term.state, "names.table")
        at = hit.last


def written_so(tokens: Sequence[Token], term: Term) -> bool:
    """Whether the letters' case allows this reading: "US" is no "us", "Polish" no "polish"."""
    if term.capitals:
        return all(token.text.isupper() for token in tokens if token.is_word and token.text.isalpha())
    return not term.proper or tokens[0].text[:1].isupper()


def runs(tokens: Sequence[Token], taken: set[int], tables: NameTables) -> Iterator[tuple[int, int]]:
    """Yield stretches of capitalised words, particles inside them included; a sentence's first word only if it is no common one."""
    at = 0
    while at < len(tokens):
        if not begins(tokens, at, taken, tables):
            at += 1
            continue
        last = at + 1
        while last < len(tokens):
            step = next((size for size in (1, 2, 3) if joins(tokens, last, size, taken)), None)
            if step is None:
                break
            last += step
        yield at, last
        at = last


def begins(tokens: Sequence[Token], at: int, taken: set[int], tables: NameTables) -> bool:
    """Whether a name may begin at a word."""
    token = tokens[at]
    if at in taken or not capitalised(token) or token.fold in tables.never:
        return False
    opening = at == 0 or all(not other.is_word for other in tokens[:at]) or (not tokens[at - 1].is_word and tokens[at - 1].text in '“"«‘([—–:.!?')
    return not (opening and token.fold in tables.openers)


def capitalised(token: Token) -> bool:
    """Whether a token is written as a name: a capital first, or an account's handle."""
    return token.is_word and (token.text[0].isupper() or (token.text[0] == "@" and len(token.text) > 1))


def joins(tokens: Sequence[Token], at: int, size: int, taken: set[int]) -> bool:
    """Whether the next `size` words go on the name: particles or the stop of an initial, and then a capitalised word."""
    end = at + size
    if end > len(tokens) or any(index in taken for index in range(at, end)):
        return False
    if size == len((".", "Ryan")) and stops_initial(tokens, at):
        return capitalised(tokens[at + 1])
    if not all(tokens[index].fold in PARTICLES and not tokens[index].text[0].isupper() for index in range(at, end - 1)):
        return False
    return capitalised(tokens[end - 1]) and tokens[end - 1].text[0] != "@"


def stops_initial(tokens: Sequence[Token], at: int) -> bool:
    """Whether a full stop belongs to the initial before it: "Paul D. Ryan"."""
    before = tokens[at - 1]
    return tokens[at].text == "." and len(before.text) == 1 and before.text.isupper() and before.end == tokens[at].start


def classify(text: str, tokens: Sequence[Token], run: tuple[int, int], tables: NameTables) -> Name:
    """Tell a name's kind by what stands in it and before it."""
    first, last = run
    titles = next((hit for hit in tables.roles.at([token.fold for token in tokens], first) if hit.last < last), None)
    if titles:  # "Генерал Иван Петров", "Senator Smith": the title is no part of the name
        first = titles.last
    kind, rule = kind_of(tokens, (first, last), tables)
    start, end = tokens[first].start, tokens[last - 1].end
    name = POSSESSIVE.sub("", text[start:end])
    found = Name(start, start + len(name), name, kind, None, None, rule)
    located = first > 0 and tokens[first - 1].fold in tables.locatives
    return known_place(found, located, last - first) if kind in {"other", "facility"} else found


def known_place(found: Name, located: bool, words: int) -> Name:  # noqa: FBT001 - what the words before a name say
    """Look a name up in the gazetteer: a site by its name, a settlement or greater place only after a word that puts something there.

    "Bolívar, afirma" stays no place: nothing says that anything is in it. The key of a site begins with its kind.
    """
    rows = gazetteer.find_whole(found.text) if located or words > 1 else ()
    site = next((row for row, _ in rows if row.kind not in GREATER), None)
    if site and (located or words > 1):
        return found._replace(kind="facility", key=f"{site.kind}:{site.id}", rule="names.gazetteer_site")
    if located and rows and found.kind == "other":
        return found._replace(kind="place", rule="names.gazetteer")
    return found


def kind_of(tokens: Sequence[Token], run: tuple[int, int], tables: NameTables) -> tuple[NameKind, str]:
    """Kind and rule of a run of capitalised words."""
    first, last = run
    low = [token.fold for token in tokens[first:last]]
    before = [token.fold for token in tokens[max(0, first - 3) : first]]
    if tokens[first].text[0] == "@":
        return "other", "names.handle"
    if tables.facilities.anywhere(low[:2]):
        return "facility", "names.facility_noun"
    if any(hit.last >= len(before) - ADJECTIVES for hit in tables.facilities.search(before)):
        return "facility", "names.facility_noun_before"
    if tables.units.anywhere(low):
        return "unit", "names.unit_noun"
    if tables.organisations.anywhere(low):
        return "organisation", "names.organisation_noun"
    if next((hit for hit in tables.roles.search(before) if hit.last == len(before)), None):
        return "person", "names.role_before"
    if low[0] in tables.first_names and len(low) >= PERSON_WORDS[0]:
        return "person", "names.first_name"
    return "other", "names.capitals"
