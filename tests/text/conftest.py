"""Sentences -> what the tools find in them, with the tables of the package as their words."""

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from cotejo.lexicon.load import table
from cotejo.records.resolution import Interval
from cotejo.text import dates, numbers
from cotejo.text.patterns import folded
from cotejo.text.tokens import tokenise

PUBLISHED = date(2026, 3, 18)  # a Wednesday


@cache
def number_words(language: str) -> numbers.Words:
    return numbers.words_from(table("numbers"), language)


@cache
def date_words(language: str) -> dates.Words:
    return dates.words_from(table("dates"), language)


def split(text: str) -> tuple[list[str], list[str]]:
    texts = [word.text for word in tokenise(text)]
    return [folded(one.casefold()) for one in texts], texts


def find_counts(language: str, text: str) -> list[numbers.Count]:
    low, texts = split(text)
    return list(numbers.find(low, texts, [False] * len(low), number_words(language)))


def find_times(language: str, text: str, published: date | None = PUBLISHED, year: int | None = None) -> list[Interval]:
    low, texts = split(text)
    anchor = dates.Anchor(published, year)
    return [time.interval for time in dates.find(low, texts, date_words(language), anchor, number_words(language).values)]


@pytest.fixture(scope="session")
def counts() -> Callable[..., list[numbers.Count]]:
    return find_counts


@pytest.fixture(scope="session")
def times() -> Callable[..., list[Interval]]:
    return find_times
