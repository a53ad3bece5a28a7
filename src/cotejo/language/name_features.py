"""Words of a sentence -> what a name's model looks at in each: its form, its neighbours, and what gazetteer and tables know of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from cotejo.language import gazetteer
from cotejo.language.name_tables import NameTables, spaced
from cotejo.lexicon.load import table
from cotejo.text.folding import fold
from cotejo.text.patterns import Patterns, folded, listed

AFFIX = 4  # letters of the longest prefix and suffix
REACH = 2  # words on either side
RUN = 4  # words of the longest place name that is looked up
TITLED = (0.35, 0.7)  # shares of a sentence's words with capitals that make prose, half a headline, a headline
FEW = 3  # words whose capitals tell nothing
BIG = 15_000  # people of a settlement whose name is a place first
POSSESSIVE = re.compile(r"['’]s$")
Clusters = Mapping[str, int]


class Common(NamedTuple):
    """Words that a language writes small, folded; `alone`: they are looked at by themselves too, not only beside how a sentence is written."""

    words: frozenset[str]
    alone: bool


EDGE = ("", "", "", "")  # beyond the sentence


def features(words: Sequence[str], tables: NameTables, clusters: Clusters, common: Common | None = None) -> list[list[str]]:
    """Give each word its features as strings. Pure: the same words, the same features; used in training and reading alike.

    `common` is given where it helps: it tells a capital of a headline or of a sentence's beginning from one of a name.
    """
    own = [form(word, clusters) for word in words]
    known = knowledge(words, tables)
    if common:
        known = [[*row, *marks] for row, marks in zip(known, capitals(words, common), strict=True)]
    found = []
    for place in range(len(words)):
        row = ["bias", *own[place], *known[place]]
        for step in range(-REACH, REACH + 1):
            other = place + step
            if step == 0:
                continue
            if 0 <= other < len(words):
                row += [f"{step}:{mark}" for mark in (*own[other][:4], *known[other])]
            else:
                row.append(f"{step}:edge")
        before, after = (own[place - 1] if place else EDGE), (own[place + 1] if place + 1 < len(words) else EDGE)
        row += [
            f"pair={before[0]}|{own[place][0]}",
            f"left={before[0]}|{own[place][1]}",
            f"right={own[place][1]}|{after[0]}",
            f"around={before[2]}|{own[place][1]}|{after[2]}",
            f"shapes={before[1]}|{own[place][1]}|{after[1]}",
            f"lead={own[place - 2][0] if place > 1 else ''}|{before[0]}",
        ]
        found.append(row)
    return found


def capitals(words: Sequence[str], common: Common) -> list[list[str]]:
    """What a word's capital tells: whether it is a common word, whether it opens the sentence, how many of the words have capitals."""
    lettered = [word for word in words if word[:1].isalpha()]
    share = sum(word[0].isupper() for word in lettered) / max(len(lettered), 1)
    titled = f"titled={sum(share >= bound for bound in TITLED)}"
    first = next((place for place, word in enumerate(words) if word[:1].isalnum()), 0)
    found: list[list[str]] = []
    for place, word in enumerate(words):
        small = low(word) in common.words
        marks = [f"{titled}|{small}|{len(lettered) > FEW}", *([f"small={small}{'^' if place <= first else ''}"] if common.alone else [])]
        found.append(marks if word[:1].isupper() else [])
    return found


@lru_cache(maxsize=65536)
def low(word: str) -> str:
    """A word case-folded without accents, and without a possessive ending."""
    return POSSESSIVE.sub("", folded(word.casefold()))


def form(word: str, clusters: Clusters) -> tuple[str, ...]:
    """Features of a word by itself; the first four count for its neighbours too."""
    plain = low(word)
    cluster = clusters.get(word.lower(), clusters.get(plain, -1))
    marks = [f"w={plain}", f"shape={shape(word)}", f"c6={cluster & 63}" if cluster >= 0 else "c6=none", f"s3={plain[-3:]}"]
    marks += [f"pre{size}={plain[:size]}" for size in range(1, AFFIX + 1)] + [f"suf{size}={plain[-size:]}" for size in range(1, AFFIX + 1)]
    if cluster >= 0:
        marks += [f"c={cluster}", f"c4={cluster & 15}", f"c10={cluster & 1023}"]
    return tuple(marks)


@lru_cache(maxsize=65536)
def shape(word: str) -> str:
    """The letters' cases and digits, runs shortened to two: "Il-76" -> "Xx-dd"."""
    signs = "".join("X" if sign.isupper() else "x" if sign.isalpha() else "d" if sign.isdigit() else sign for sign in word)
    return "".join(sign for place, sign in enumerate(signs) if signs[max(0, place - 2) : place] != sign * 2)


def knowledge(words: Sequence[str], tables: NameTables) -> list[list[str]]:
    """What the tables and the gazetteer know: kinds of terms, role nouns, head nouns, first names, places."""
    plain = [low(word) for word in words]
    known: list[list[str]] = [[] for _ in words]
    for first, last, mark in (*in_tables(plain, tables), *hinted(plain), *in_gazetteer(words)):
        for place in range(first, last):
            known[place].append(mark)
    return known


def in_tables(plain: Sequence[str], tables: NameTables) -> Iterator[tuple[int, int, str]]:
    """Stretches that the tables of the language hold, with what they say."""
    for hit in tables.terms.search(plain):
        yield hit.first, hit.last, f"term={hit.label.kind}"
    for kind in ("roles", "organisations", "facilities", "units"):
        for noun in getattr(tables, kind).search(plain):
            yield noun.first, noun.last, kind
    for place, word in enumerate(plain):
        if word in tables.first_names:
            yield place, place + 1, "first_name"


def hinted(plain: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Stretches that are known by name, with what they hint at."""
    for hit in known_names().search(plain):
        yield hit.first, hit.last, f"{hit.label}{'+' if hit.last - hit.first > 1 else ''}"


def in_gazetteer(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Stretches of capitalised words that the gazetteer holds, with what kind of place they are."""
    for first, last in runs(words):
        for mark, places in located(words, first, last):
            yield places.start, places.stop, mark


@cache
def known_names() -> Patterns[str]:
    """Matcher of bodies, given names, family names and titles that are known by name, each with what it hints at."""
    rows = table("known_names")
    bodies = [(name, "org") for row in rows["organisations"].values() for name in listed(row)]
    people = [(name, part) for part in ("given", "family", "titles") for name in listed(rows[part]["all"])]
    return Patterns((spaced(name.casefold()), label) for name, label in (*bodies, *people))


def runs(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Stretches of capitalised words."""
    first = None
    for place, word in enumerate((*words, "")):
        capital = word[:1].isupper()
        if capital and first is None:
            first = place
        elif not capital and first is not None:
            yield first, place
            first = None


def located(words: Sequence[str], first: int, last: int) -> Iterator[tuple[str, range]]:
    """The longest places in a run of capitalised words, from the left."""
    place = first
    while place < last:
        for size in range(min(RUN, last - place), 0, -1):
            kind = place_kind(" ".join(words[place : place + size]))
            if kind:
                yield f"gaz={kind}{'+' if size > 1 else ''}", range(place, place + size)
                place += size
                break
        else:
            place += 1


@lru_cache(maxsize=65536)
def place_kind(name: str) -> str | None:
    """What kind of place a name is in the gazetteer; a small settlement and an alternate name count less."""
    rows = gazetteer.gazetteer().find(fold(name))
    if not rows:
        return None
    row, main = max(rows, key=lambda found: (found[0].kind != "settlement", found[1], found[0].population))
    if row.kind == "settlement":
        return ("town" if row.population >= BIG else "village") if main else "alias"
    return row.kind
