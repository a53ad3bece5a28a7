"""What a model takes for names -> those guesses in their parts: no titles, offices or headlines in them, a land apart from whose name follows."""

from collections.abc import Iterator, Sequence
from functools import cache

from cotejo.language import gazetteer
from cotejo.language.name_models import Guess
from cotejo.language.name_tables import name_tables
from cotejo.language.reading import Token
from cotejo.lexicon.load import table
from cotejo.text.patterns import Patterns, folded, listed

PARTING = "()[]•|;"
OPENING = '«„“"'
CLOSING = '»“”"'
SHOUTED = 5  # letters in capitals that are hardly an acronym
FATHER_OF = 3  # words of a name that begins with Abu from which on it is no town's
SMALL_OFFICES = frozenset({"ru"})  # where offices are written small, and a capital makes a name: the trainer Адвокат
ARTICLES = frozenset({"the", "a", "an"})
LANDS = frozenset({"country", "admin1", "region"})


def pieces(tokens: Sequence[Token], guesses: Sequence[Guess], language: str | None) -> Iterator[Guess]:
    """Guesses in their parts, without offices that name nobody."""
    for one in guesses:
        for part in parted(tokens, one):
            if not is_office(tokens, part, language):
                yield from regrouped(tokens, part)


def parted(tokens: Sequence[Token], one: Guess) -> Iterator[Guess]:
    """A guess without the signs at its ends, and in its parts where signs part it: "Ши Тао (Shi Tao)", "Овечкин, Фёдоров", "Монако • Намибия"."""
    breaks = PARTING + "," if one.kind == "person" else PARTING
    first = one.first
    for place in range(one.first, one.last + 1):
        if place == one.last or tokens[place].text in breaks or (place > first and leaves_headline(tokens[place - 1], tokens[place])):
            start, end = trimmed(tokens, first, place)
            if start < end:
                yield one._replace(first=start, last=end)
            first = place + (place < one.last and tokens[place].text in breaks)


def leaves_headline(before: Token, token: Token) -> bool:
    """Whether a headline in capitals ends between two words: "... EN LA REGION | Mérida (EFE)"; a short word in capitals may be an acronym."""
    return len(before.text) >= SHOUTED and before.text.isalpha() and before.text.isupper() and token.text[:1].isupper() and token.text[1:].islower()


def trimmed(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """A stretch without signs before its first word, and without a legal form where the name itself stands in quotes: ОАО «Газпром»."""
    while first < last and not tokens[first].is_word:
        first += 1
    if first + 2 < last and tokens[first + 1].text in OPENING and tokens[first].fold in legal_forms():
        return first + 2, last - (tokens[last - 1].text in CLOSING)
    return first, last


def regrouped(tokens: Sequence[Token], one: Guess) -> Iterator[Guess]:
    """A land and whose whole name follows it are two: "Minister for the Middle East Tobias Ellwood"; Abu X al-Y is a person."""
    words = [token.text for token in tokens[one.first : one.last]]
    given = next((place for place in range(1, len(words) - 1) if words[place] in given_names()), 0)
    if one.kind == "place" and given and any(row.kind in LANDS for row, _ in gazetteer.find_whole(" ".join(words[:given]))):
        yield one._replace(last=one.first + given)
        yield one._replace(first=one.first + given, kind="person")
    else:
        yield one._replace(kind="person") if one.kind == "place" and words[0] == "Abu" and len(words) >= FATHER_OF else one


@cache
def given_names() -> frozenset[str]:
    """Given names that are known before anything is read."""
    return frozenset(listed(table("known_names")["given"]["all"]))


def is_office(tokens: Sequence[Token], one: Guess, language: str | None) -> bool:
    """Whether a guess is an office and nobody's name: "The Foreign Secretary"."""
    low = [token.fold for token in tokens[: one.last]]
    first = one.first + (low[one.first] in ARTICLES)
    tables = (titles_of_persons(), name_tables(language).roles)
    if language in SMALL_OFFICES or (one.kind != "person" and one.last - one.first == 1):  # "prefeitura" begins as "prefeito" does
        return False
    return first < one.last and any(hit.last == one.last for titles in tables for hit in titles.at(low, first))


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
