"""Names of a sentence by tables and rules, and the trained model's -> every name of it with its kind: what stands in an export as `entities`.

Reading claims stands on `names.find_names` alone; here the model's ends count too, and places that no preposition introduces. The tables go
before the model where both see the same words; a longer name goes before a shorter one inside it ("Bank of England" before "England").
"""

from collections.abc import Iterator, Sequence
from functools import cache

from cotejo.language import gazetteer
from cotejo.language.detect import SUPPORTED
from cotejo.language.letter_case import recased, rewritten
from cotejo.language.name_models import Guess, guess, guess_each
from cotejo.language.name_tables import name_tables
from cotejo.language.reading import Name, NameKind, Reading, Token
from cotejo.lexicon.load import table
from cotejo.lexicon.place_rows import Row
from cotejo.text.patterns import Patterns, folded, listed

HEADLESS = "names.organisation_noun"  # a head noun in it is no proof where the model sees no name: "the Union", "Group A"
TABLE = "names.table"
FAMILY = frozenset({"names.model", "names.gazetteer", "names.capitals"})
LANDS = frozenset({"country", "admin1", "region"})
BEFORE = "names.role_before"
UNJOINED = "ru"  # a language in which a role and what it is a role of stand side by side
PARTING = "()[]•|;"
OPENING = '«„“"'
CLOSING = '»“”"'
GREAT = 500_000  # people of a city whose name is a place's before it is a family's
FIRM = frozenset({"names.facility_noun", "names.unit_noun", "names.role_before", "names.gazetteer_site"})  # rules that know better than the model


def entities_of(reading: Reading) -> tuple[Name, ...]:
    """Every name of a text, in its order. Whose full name the text has is that person wherever the family name stands alone, and no place."""
    text = reading.document.text
    rows = [recased(line.tokens, reading.language) for line in reading.sentences]
    plain = rewritten(text, [token for row, line in zip(rows, reading.sentences, strict=True) if row != line.tokens for token in row])
    guesses = guess_each(plain, rows, reading.language)
    lines = zip(reading.sentences, rows, guesses, strict=True)
    found = [name for line, row, guessed in lines for name in joined(text, row, reading.language, line.names, guessed)]
    full = [name.text.split() for name in found if name.kind == "person"]
    families = frozenset(parts[-1] for parts in full if len(parts) > 1)
    return tuple(name._replace(kind="person", rule="names.family") if is_family(name, families) else name for name in found)


def is_family(name: Name, families: frozenset[str]) -> bool:
    """Whether a name that only the model or the gazetteer called a place or a body is a family name of somebody in the text."""
    return name.text in families and name.key is None and name.kind in {"place", "organisation", "other"} and name.rule in FAMILY


def entities(text: str, tokens: Sequence[Token], language: str | None, names: Sequence[Name]) -> tuple[Name, ...]:
    """Every name of a sentence, left to right, none inside another; without a model of the language those of tables and rules."""
    return joined(text, tokens, language, names, guess(text, tokens, language))


def joined(text: str, tokens: Sequence[Token], language: str | None, names: Sequence[Name], guesses: Sequence[Guess]) -> tuple[Name, ...]:
    """Names of tables and rules with what the model sees."""
    if language not in SUPPORTED:
        return tuple(surely(name) if name.kind == "other" else name for name in names)
    guessed = [named(text, tokens, part, language) for one in guesses for part in parted(tokens, one)]
    found = [name for name in guessed if not any(outdone(name, other) for other in names)]
    found = [next((settled(name, other, language) for other in names if same(name, other)), surely(name)) for name in found]
    rest = [name for name in names if name.rule != HEADLESS and not any(meets(name, other) for other in found)]
    return tuple(sorted([*found, *rest], key=lambda name: (name.start, -name.end)))


def parted(tokens: Sequence[Token], one: Guess) -> Iterator[Guess]:
    """A guess without the signs at its ends, and in its parts where signs part it: "Ши Тао (Shi Tao)", "Овечкин, Фёдоров", "Монако • Намибия"."""
    breaks = PARTING + "," if one.kind == "person" else PARTING
    first = one.first
    for place in range(one.first, one.last + 1):
        if place == one.last or tokens[place].text in breaks:
            start, end = trimmed(tokens, first, place)
            if start < end:
                yield one._replace(first=start, last=end)
            first = place + 1


def trimmed(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """A stretch without signs before its first word, and without a legal form where the name itself stands in quotes: ОАО «Газпром»."""
    while first < last and not tokens[first].is_word:
        first += 1
    if first + 2 < last and tokens[first + 1].text in OPENING and tokens[first].fold in legal_forms():
        return first + 2, last - (tokens[last - 1].text in CLOSING)
    return first, last


def named(text: str, tokens: Sequence[Token], one: Guess, language: str | None) -> Name:
    """A guess as a name; a title is no part of a person's."""
    first = past_titles(tokens, one, language) if one.kind == "person" else one.first
    start, end = tokens[first].start, tokens[one.last - 1].end
    words = text[start:end]
    for ending in ("'s", "’s"):
        words = words.removesuffix(ending)
    return Name(start, start + len(words), words, one.kind, None, None, "names.model")


def past_titles(tokens: Sequence[Token], one: Guess, language: str | None) -> int:
    """Where a person's name begins after what the person is: "Mr.", "Foreign Secretary", "генерал"."""
    low = [token.fold for token in tokens[: one.last]]
    first = one.first
    for titles in (titles_of_persons(), name_tables(language).roles) * 2:
        hit = next((hit for hit in titles.at(low, first) if hit.last < one.last), None)
        first = hit.last if hit else first
        first += low[first] == "." and first + 1 < one.last
    return first


@cache
def titles_of_persons() -> Patterns[str]:
    """Titles before a name."""
    return Patterns((title, "title") for title in listed(table("known_names")["titles"]["all"]))


@cache
def legal_forms() -> frozenset[str]:
    """Words before a name in quotes that are no part of it, folded."""
    return frozenset(folded(word.casefold()) for word in listed(table("known_names")["legal_forms"]["all"]))


@cache
def bodies() -> frozenset[str]:
    """Armed groups, international bodies and offices that are known by name and by nothing else, folded."""
    rows = table("known_names")["organisations"]
    return frozenset(folded(name.casefold()) for kind in ("armed", "bodies", "bodies_ru", "state") for name in listed(rows[kind]))


def surely(name: Name) -> Name:
    """What is known goes before what the model says: a name that is only a body's, and one that is that of a land or great city before all else."""
    if name.kind != "organisation" and folded(name.text.casefold()) in bodies():
        return name._replace(kind="organisation", rule="names.known_body")
    if name.kind != "place" and any(main and outranks(row, name.kind) for row, main in gazetteer.find_whole(name.text)):
        return name._replace(kind="place", rule="names.known_place")
    return name


def outranks(row: Row, kind: NameKind) -> bool:
    """Whether a place is better known by a name than whatever else the model took it for; a person only where it is a country's."""
    return row.kind == "country" or (kind != "person" and (row.kind in LANDS or row.population >= GREAT))


def meets(one: Name, other: Name) -> bool:
    """Whether two names share a sign."""
    return one.start < other.end and other.start < one.end


def same(one: Name, other: Name) -> bool:
    """Whether two names are the same words."""
    return one.start == other.start and one.end == other.end


def outdone(one: Name, other: Name) -> bool:
    """Whether a name of the tables, or of a firm rule, stands against a guess: it holds the guess inside it, or overlaps it."""
    if not meets(one, other) or same(one, other):
        return False
    inside = one.start <= other.start and other.end <= one.end
    return other.rule == TABLE and not inside and other.kind != "nationality"


def settled(one: Name, other: Name, language: str | None) -> Name:
    """The reading of words that both see: the tables' and firm rules' kind, else the model's.

    In Russian the model knows better than the word before: "губернатор Приморья" has no "of" between.
    """
    firm = other.rule in FIRM and not (other.rule == BEFORE and language == UNJOINED)
    return other if other.rule == TABLE or firm else surely(one._replace(key=other.key, state=other.state))
