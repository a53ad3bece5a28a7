"""A place's name as a text has it -> the forms under which a gazetteer may hold it: without division words, and out of its Russian case."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice, product

from cotejo.lexicon.load import table
from cotejo.text.patterns import folded, listed

DIVISIONS = ("admin1", "settlement", "country")
SHORTEST_STEM = 3
MOST_FORMS = 48  # of a name of several words
MOST_WORDS = 4
TAILS = frozenset({"of", "de", "del", "do", "da"})


def plain(name: str) -> str:
    """A name in lower case without accents, in its own script, with single blanks."""
    return " ".join(folded(name.casefold()).split())


@cache
def division_words() -> tuple[tuple[str, str], ...]:
    """Words that say what kind of place a name is, with the kind, the longest first; articles have the kind ``."""
    words = table("names")["divisions"]
    found = [(plain(word), kind) for kind in DIVISIONS for word in listed(words[kind])]
    found += [(plain(word), "") for word in listed(words["articles"])]
    return tuple(sorted(found, key=lambda one: (-len(one[0]), one)))


@cache
def case_endings() -> Mapping[str, tuple[str, ...]]:
    """Russian case endings with the nominative ones that each may stand for."""
    rows = [part.split() for part in listed(table("names")["cases"]["ru"])]
    return {ending: tuple("" if other == "-" else other for other in others) for ending, *others in rows}


@cache
def division_ends() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """Each kind with how a name begins, and how it ends, that says so."""
    words = [(kind, [word for word, said in division_words() if said == kind]) for kind in DIVISIONS]
    return tuple((kind, tuple(f"{word} " for word in own), tuple(f" {word}" for word in own)) for kind, own in words)


def division_of(name: str) -> str | None:
    """Kind of place that a division word at either end of a name says: admin1, settlement or country."""
    low = plain(name)
    return next((kind for kind, openings, endings in division_ends() if low.startswith(openings) or low.endswith(endings)), None)


def stripped(name: str) -> Iterator[str]:
    """The name as it stands, then without each division word or article at either end."""
    low = plain(name)
    yield low
    for word, _ in division_words():
        if low.startswith(f"{word} "):
            yield low[len(word) + 1 :]
        if low.endswith(f" {word}"):
            yield low[: -len(word) - 1]


def uninflected(name: str) -> tuple[str, ...]:
    """Nominatives that a Russian name in some case may have; () for a name in another script. The name itself is not among them."""
    words = plain(name).split()
    if not words or len(words) > MOST_WORDS or not any("а" <= sign <= "я" for sign in name.casefold()):
        return ()
    choices = [(word, *nominatives(word)) for word in words]
    forms = (" ".join(form) for form in product(*choices))
    return tuple(dict.fromkeys(form for form in islice(forms, 1, MOST_FORMS)))


def nominatives(word: str) -> Iterator[str]:
    """Nominatives of one word, those of the longest ending first."""
    for length in (3, 2, 1):
        stem, ending = word[:-length], word[-length:]
        if len(stem) >= SHORTEST_STEM:
            yield from (stem + other for other in case_endings().get(ending, ()))


def shortened(name: str) -> Iterator[str]:
    """The name without a tail ("Mining Arch of Death"), for one that is nowhere whole."""
    words = plain(name).split()
    for place in range(len(words) - 1, 1, -1):
        if words[place] in TAILS:
            yield " ".join(words[:place])
