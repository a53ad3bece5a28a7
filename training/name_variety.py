"""Annotated sentences -> more of them: names swapped for others of their kind, lines in capitals, datelines: contexts are learnt, not lists."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence

from training.name_tags import Sentence, spans

SEED = 20201123
MONTHS = {
    "es": "ene feb mar abr may jun jul ago sep oct nov dic",
    "pt": "jan fev mar abr mai jun jul ago set out nov dez",
    "en": "Jan Feb March April May June July Aug Sept Oct Nov Dec",
}
AGENCIES = ("EFE", "AFP", "AP", "Reuters", "DPA", "ANSA", "Xinhua", "TASS", "Lusa", "Notimex")
CAPITALS = 0.06  # share of sentences that come again in capitals
SWAPS = 0.6  # share that come again with other names


def more(sentences: Sequence[Sentence], language: str, towns: Sequence[str], countries: Sequence[str]) -> list[Sentence]:
    """Give the sentences and what is made of them; the same for the same input."""
    dice = random.Random(SEED)  # noqa: S311 - no secret
    pool = mentions(sentences)
    found = list(sentences)
    first_names = sorted({name[0] for name in pool["PER"] if len(name) > 1})
    surnames = sorted({name[-1] for name in pool["PER"]})
    draw: dict[str, Callable[[], list[str]]] = {
        "LOC": lambda: dice.choice(countries if dice.random() < 0.25 else towns).split(),  # noqa: PLR2004 - a quarter
        "PER": lambda: [dice.choice(surnames)] if dice.random() < 0.3 else [dice.choice(first_names), dice.choice(surnames)],  # noqa: PLR2004
        "ORG": lambda: list(dice.choice(pool["ORG"])),
    }
    for sentence in sentences:
        if any(tag != "O" for _, tag in sentence) and dice.random() < SWAPS:
            found.append(swap(sentence, draw))
        if dice.random() < CAPITALS:
            found.append([(word.upper(), tag) for word, tag in sentence])
    return found + [dateline(dice, language, towns, countries) for _ in range(len(sentences) // 25)]


def mentions(sentences: Iterable[Sentence]) -> dict[str, list[list[str]]]:
    """All names by kind."""
    found: dict[str, list[list[str]]] = {"PER": [], "ORG": [], "LOC": []}
    for sentence in sentences:
        for first, last, kind in sorted(spans(tag for _, tag in sentence)):
            found[kind].append([word for word, _ in sentence[first:last]])
    return found


def swap(sentence: Sentence, draw: dict[str, Callable[[], list[str]]]) -> Sentence:
    """A sentence with every name replaced."""
    found: Sentence = []
    at = 0
    for first, last, kind in sorted(spans(tag for _, tag in sentence)):
        found += sentence[at:first]
        found += tagged(draw[kind](), kind)
        at = last
    return found + sentence[at:]


def tagged(words: Sequence[str], kind: str) -> Iterator[tuple[str, str]]:
    """Words of one name."""
    for place, word in enumerate(words):
        yield word, f"{'I' if place else 'B'}-{kind}"


def dateline(dice: random.Random, language: str, towns: Sequence[str], countries: Sequence[str]) -> Sentence:
    """A line like "Bamako (Mali), 23 mar (EFE).-"."""
    town = list(tagged(dice.choice(towns).split(), "LOC"))
    country = [("(", "O"), *tagged(dice.choice(countries).split(), "LOC"), (")", "O")] if dice.random() < 0.4 else []  # noqa: PLR2004
    day = [(str(dice.randint(1, 31)), "O"), (dice.choice(MONTHS[language].split()), "O")]
    agency = [("(", "O"), (dice.choice(AGENCIES), "B-ORG"), (")", "O"), (".", "O")]
    return [*town, *country, (",", "O"), *day, *agency] if dice.random() < 0.7 else [*town, *country, *agency]  # noqa: PLR2004
