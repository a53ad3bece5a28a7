"""Names of a sentence by tables and rules, and the trained model's -> every name of it with its kind: what stands in an export as `entities`.

Reading claims stands on `names.find_names` alone; here the model's ends count too, and places that no preposition introduces. The tables go
before the model where both see the same words; a longer name goes before a shorter one inside it ("Bank of England" before "England").
"""

from collections.abc import Sequence
from functools import cache

from cotejo.language import gazetteer
from cotejo.language.detect import SUPPORTED
from cotejo.language.guesses import LANDS, given_names, past_titles, pieces
from cotejo.language.letter_case import is_common, recased, rewritten
from cotejo.language.name_models import Guess, guess, guess_each
from cotejo.language.reading import Name, NameKind, Reading, Token
from cotejo.lexicon.load import table
from cotejo.lexicon.place_rows import Row
from cotejo.text.lookalikes import HIDDEN
from cotejo.text.patterns import folded, listed

HEADLESS = "names.organisation_noun"  # a head noun in it is no proof where the model sees no name: "the Union", "Group A"
GAZETTEER = "names.gazetteer"
TABLE = "names.table"
FAMILY = frozenset({"names.model", "names.gazetteer", "names.capitals"})
BEFORE = "names.role_before"
UNJOINED = "ru"  # a language in which a role and what it is a role of stand side by side
CYRILLIC = "Ѐ"  # Vladimir is a man before he is a town
GREAT = 500_000  # people of a city whose name is a place's before it is a family's
FIRM = frozenset({"names.facility_noun", "names.unit_noun", "names.role_before", "names.gazetteer_site"})  # rules that know better than the model


def entities_of(reading: Reading) -> tuple[Name, ...]:
    """Every name of a text, in its order, without signs that nobody sees.

    Whose full name the text has is that person wherever the family name stands alone, and no place.
    """
    text = reading.document.text
    rows = [recased(line.tokens, reading.language) for line in reading.sentences]
    plain = rewritten(text, [token for row, line in zip(rows, reading.sentences, strict=True) if row != line.tokens for token in row])
    guesses = guess_each(plain, rows, reading.language)
    lines = zip(reading.sentences, rows, guesses, strict=True)
    found = [name for line, row, guessed in lines for name in joined(text, row, reading.language, line.names, guessed)]
    full = [name.text.split() for name in found if name.kind == "person"]
    families = frozenset(parts[-1] for parts in full if len(parts) > 1)
    named_so = (name._replace(kind="person", rule="names.family") if is_family(name, families) else name for name in found)
    return tuple(name._replace(text=HIDDEN.sub("", name.text)) for name in named_so)


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
    guessed = [named(text, tokens, part, language) for part in pieces(tokens, guesses, language)]
    found = [name for name in guessed if not any(outdone(name, other) for other in names)]
    found = [next((settled(name, other, language) for other in names if same(name, other)), surely(name)) for name in found]
    rest = [name for name in names if not is_doubtful(name, language) and not any(meets(name, other) for other in found)]
    return tuple(sorted([*found, *rest], key=lambda name: (name.start, -name.end)))


def is_doubtful(name: Name, language: str | None) -> bool:
    """Whether rules alone are no proof of a name that the model does not see: "the Union", and a common word for a place: "in God", "en Primera"."""
    low = name.text.lower()
    return name.rule == HEADLESS or (name.rule == GAZETTEER and is_common(low, folded(low), language))


def named(text: str, tokens: Sequence[Token], one: Guess, language: str | None) -> Name:
    """A guess as a name; a title is no part of a person's."""
    first = past_titles(tokens, one, language) if one.kind == "person" else one.first
    start, end = tokens[first].start, tokens[one.last - 1].end
    words = text[start:end]
    for ending in ("'s", "’s"):
        words = words.removesuffix(ending)
    return Name(start, start + len(words), words, one.kind, None, None, "names.model")


@cache
def bodies() -> frozenset[str]:
    """Armed groups, international bodies and offices that are known by name and by nothing else, folded."""
    rows = table("known_names")["organisations"]
    return frozenset(folded(name.casefold()) for kind in ("armed", "bodies", "bodies_ru", "state") for name in listed(rows[kind]))


@cache
def many_worded_bodies() -> frozenset[str]:
    """Bodies of all kinds whose names have several words, folded."""
    rows = table("known_names")["organisations"].values()
    return frozenset(folded(name.casefold()) for row in rows for name in listed(row) if " " in name)


def is_known_body(name: str) -> bool:
    """Whether a name of several words is a body's, whatever noun stands in it: FC Porto is no harbour."""
    return folded(name.casefold()) in many_worded_bodies()


def surely(name: Name) -> Name:
    """What is known goes before what the model says: a name that is only a body's, and one that is that of a land or great city before all else."""
    if name.kind != "organisation" and folded(name.text.casefold()) in bodies():
        return name._replace(kind="organisation", rule="names.known_body")
    if name.kind != "place" and any(main and outranks(row, name.text, name.kind) for row, main in gazetteer.find_whole(name.text)):
        return name._replace(kind="place", rule="names.known_place")
    return name


@cache
def family_names() -> frozenset[str]:
    """Family and given names that are known before anything is read."""
    return frozenset(listed(table("known_names")["family"]["all"])) | given_names()


def outranks(row: Row, name: str, kind: NameKind) -> bool:
    """Whether a place is better known by a name than whatever else the model took it for; a person only where it is a country's."""
    if kind == "person":
        return row.kind == "country" or (row.population >= GREAT and row.kind == "settlement" and name < CYRILLIC and name not in family_names())
    return row.kind in LANDS or row.population >= GREAT


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
    firm = other.rule in FIRM and not (other.rule == BEFORE and language == UNJOINED) and not is_known_body(other.text)
    return other if other.rule == TABLE or firm else surely(one._replace(key=other.key, state=other.state))
