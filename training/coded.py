"""Everything that we wrote and coded -> texts with the happenings that they report, to learn weights from."""

import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from eval.claims.items import Coded, Item

from training import marked

TESTS = Path(__file__).resolve().parents[1] / "tests" / "claims"
DAY = date(2024, 5, 20)  # on which sentences without a date are taken to be published
LANGUAGES = ("en", "es", "pt", "ru")
PLAIN = 2.0  # votes of the plainest way to say a happening
QUIET = 2.0  # votes of a near miss: what is made up costs more than what is not seen
FIRM = 6.0  # votes of the sentences that our tests hold the reader to


class Gold(NamedTuple):
    """One happening that a text reports: its types, the offsets of its words, the states whose it may be (empty: any)."""

    types: frozenset[str]
    start: int
    end: int
    states: frozenset[str]
    optional: bool = False


class Text(NamedTuple):
    """A text in which every happening is coded. `kind`: sentence, plain, near miss, test, item, ordinary or inside; `core`: what of it we wrote."""

    kind: str
    language: str
    published: date | None
    outlet: str | None
    text: str
    gold: tuple[Gold, ...]
    votes: float = 1.0
    core: str | None = None


def sentences() -> Iterator[Text]:
    """Our marked sentences, and texts that report nothing."""
    for language in LANGUAGES:
        for each in marked.read(language):
            gold = (Gold(frozenset(each.types), 0, len(each.text), frozenset()),) if each.types else ()
            yield Text("sentence", language, DAY, None, each.text, gold)
        for line in (marked.HERE / f"plain_{language}.txt").read_text(encoding="utf-8").splitlines():
            kind, _, text = line.partition("\t")
            yield Text("plain", language, DAY, None, text, (Gold(frozenset([kind]), 0, len(text), frozenset()),), PLAIN)
        for line in (marked.HERE / f"near_{language}.txt").read_text(encoding="utf-8").splitlines():
            yield Text("near miss", language, DAY, None, line, (), QUIET)


def tested() -> Iterator[Text]:
    """The sentences of our tests: each gives a claim of its type, or none."""
    for case in tomllib.loads((TESTS / "happenings.toml").read_text(encoding="utf-8"))["case"]:
        states = frozenset([case["state"]] if "state" in case else [])
        gold = Gold(frozenset([case["type"]]), 0, len(case["text"]), states)
        yield Text("test", case["lang"], DAY, None, case["text"], (gold,), FIRM)
    for language, texts in sorted(tomllib.loads((TESTS / "near_misses.toml").read_text(encoding="utf-8")).items()):
        for text in texts:
            yield Text("test", language, DAY, None, text, (), FIRM)


def items(found: Iterable[Item]) -> Iterator[Text]:
    """Items of a corpus of claims."""
    for item in found:
        yield Text(
            "item",
            item.lang,
            item.published,
            item.outlet,
            item.text,
            tuple(gold_of(item, each) for each in item.claims),
            1.0 if item.claims else QUIET,
        )


def gold_of(item: Item, coded: Coded) -> Gold:
    """One coded claim."""
    start = item.text.index(coded.quote)
    states = coded.state if isinstance(coded.state, list) else [coded.state] if isinstance(coded.state, str) else []
    named = frozenset(state for state in states if state) if None not in states else frozenset[str]()
    return Gold(frozenset({coded.event_type, *coded.also}), start, start + len(coded.quote), named, coded.optional)
