"""Sentences and sentence patterns written by us -> annotated sentences of conflict news, the same for the same input."""

import random
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cotejo.text.tokens import tokenise
from training.name_tags import KINDS, Sentence

FOLDER = Path(__file__).resolve().parent / "name_patterns"
SENTENCES = Path(__file__).resolve().parent / "sentences"
SEED = 20201123
FILLS = 8  # times that each pattern is filled
NAMES_TOO = frozenset({"en"})  # names_LANGUAGE.txt, once: UNER en .683 -> .701 (thrice .690); not es (CoNLL-2002 .758 -> .756), not pt (UNER -.000)
SLOT = re.compile(r"\{([a-zA-Z_]+?)(2?)\}")
MARK = re.compile(r"\[([A-Z]+) ([^\]]+)\]")
WRITTEN = re.compile(r"<([PLOUF]) ([^>]+)>")
OTHER_MARK = re.compile(r"<[A-Z] ([^>]+)>|\*")
WRITTEN_KINDS = {"P": "PER", "L": "LOC", "O": "ORG", "U": "UNIT", "F": "FAC"}
ORDINALS = {
    "en": ("1st", "2nd", "3rd", "4th", "7th", "11th", "19th", "76th", "103rd"),
    "es": ("1.ª", "7.ª", "11.ª", "25.ª", "Primera", "Segunda", "93"),
    "pt": ("1.ª", "3.ª", "7.ª", "23.ª", "Primeira", "5.ª"),
}
CONTRACTIONS = {
    "es": {"d": {"el": "del"}, "a": {"el": "al"}},
    "pt": {
        "d": {"o": "do", "a": "da", "os": "dos", "as": "das"},
        "n": {"o": "no", "a": "na", "os": "nos", "as": "nas"},
        "a": {"o": "ao", "a": "à", "os": "aos", "as": "às"},
        "p": {"o": "pelo", "a": "pela", "os": "pelos", "as": "pelas"},
    },
}
PREPOSITIONS = {"es": {"d": "de", "a": "a"}, "pt": {"d": "de", "n": "em", "a": "a", "p": "por"}}
ARTICLES = frozenset({"el", "la", "los", "las", "o", "a", "os", "as"})


class World(NamedTuple):
    """Names of places and states that fill slots."""

    towns: Sequence[str]
    countries: Sequence[str]


def written(language: str, world: World) -> list[Sentence]:
    """Fill every pattern of a language some times, each time with other names."""
    dice = random.Random(f"{SEED} {language}")  # noqa: S311 - no secret
    lists = fillers(language)
    found = []
    for line in (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            found += [tagged(fill(line, language, lists, world, dice)) for _ in range(FILLS)]
    return found


def by_hand(language: str) -> list[Sentence]:
    """Sentences with what they report, written one by one (training/sentences/README.md), ranks, peoples and systems being no names here."""
    told = (SENTENCES / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return unmarked(line.partition("\t")[2] for line in told if "\t" in line)


def names_alone(language: str) -> list[Sentence]:
    """Sentences written one by one that teach names and nothing else; none in a language that gains nothing by them."""
    path = SENTENCES / f"names_{language}.txt"
    return unmarked(path.read_text(encoding="utf-8").splitlines()) if language in NAMES_TOO else []


def unmarked(texts: Iterable[str]) -> list[Sentence]:
    """Lines with their marks as tagged sentences."""
    marked = (WRITTEN.sub(lambda mark: f"[{WRITTEN_KINDS[mark[1]]} {mark[2]}]", text) for text in texts)
    return [tagged(OTHER_MARK.sub(lambda mark: mark[1] or "", text)) for text in marked]


def fillers(language: str) -> Mapping[str, Sequence[str]]:
    """Lists of a language and those of all."""
    tables = tomllib.loads((FOLDER / "fillers.toml").read_text(encoding="utf-8"))
    rows = {name: table["all"] for name, table in tables.items() if "all" in table} | tables[language]
    people = {f"people {region}": row for region, row in tables["persons"].items()}
    return {name: [part.strip() for part in row.split("|")] for name, row in (rows | people).items()}


def fill(line: str, language: str, lists: Mapping[str, Sequence[str]], world: World, dice: random.Random) -> str:
    """Put a name into each slot; a slot named twice in a line holds two names."""

    def put(found: re.Match[str]) -> str:
        return slot(found[1], language, lists, world, dice)

    while SLOT.search(line):
        line = SLOT.sub(put, line)
    return line[:1].upper() + line[1:]


def slot(name: str, language: str, lists: Mapping[str, Sequence[str]], world: World, dice: random.Random) -> str:
    """One name for a slot; what stands before the name of a list (d, n, a, p, l) is a preposition or its article alone."""
    if name in {"per", "surname", "up_surname"}:
        return person(name, lists, dice)
    simple = {
        "loc": f"[LOC {dice.choice(world.towns)}]",
        "raw_loc": dice.choice(world.towns),
        "country": f"[LOC {dice.choice(world.countries)}]",
        "raw_country": dice.choice(world.countries),
        "raw_place": dice.choice(lists["raw_places"]),
        "up_place": dice.choice(world.towns).upper(),
        "up_country": dice.choice(world.countries).upper(),
        "up_agency": dice.choice(lists["agencies"]).upper(),
        "outlet": f"[ORG {dice.choice(lists['outlets'])}]",
        "doutlet": f"do [ORG {dice.choice(lists['outlets'])}]",
        "agency": f"[ORG {dice.choice(lists['agencies'])}]",
        "company": f"[ORG {dice.choice(lists['companies'])}]",
        "dcompany": f"da [ORG {dice.choice(lists['companies'])}]",
        "raw_org": dice.choice(lists["companies"]),
        "eq": dice.choice(lists["equipment"]),
        "n": dice.choice(ORDINALS[language]),
        "m": str(dice.randint(2, 950)),
    }
    if name in simple:
        return simple[name]
    key = name if name in lists else name[1:]
    chosen = dice.choice(lists[key])
    return contracted(name[: len(name) - len(key)], chosen, language)


def contracted(before: str, chosen: str, language: str) -> str:
    """A name of a list with its article, after a preposition where one is asked for."""
    article, _, bare = chosen.partition(" ")
    if language == "en" or before in {"", "l", "L"} or article not in ARTICLES:
        return chosen
    word = PREPOSITIONS[language].get(before.lower(), before)
    joined = CONTRACTIONS[language].get(before.lower(), {}).get(article, f"{word} {article}")
    return f"{joined} {bare}"


def person(name: str, lists: Mapping[str, Sequence[str]], dice: random.Random) -> str:
    """A whole name, or a family name."""
    regions = sorted(key for key in lists if key.startswith("people "))
    first, family = (part.split() for part in lists[dice.choice(regions)])
    if name == "up_surname":
        return dice.choice(family).replace("_", " ").upper()
    if name == "surname":
        return f"[PER {dice.choice(family).replace('_', ' ')}]"
    given = dice.choice(first) + (f" {dice.choice(first)}" if dice.random() < 0.12 else "")  # noqa: PLR2004 - a second given name
    return f"[PER {given} {dice.choice(family)}]".replace("_", " ")


def tagged(line: str) -> Sentence:
    """Read the marks of a line."""
    found: Sentence = []
    at = 0
    for mark in MARK.finditer(line):
        found += [(word.text, "O") for word in tokenise(line[at : mark.start()])]
        found += [(word.text, f"{'I' if place else 'B'}-{KINDS[mark[1]]}") for place, word in enumerate(tokenise(mark[2]))]
        at = mark.end()
    return found + [(word.text, "O") for word in tokenise(line[at:])]
