"""Words of a sentence -> persons, organisations and places as the trained model of the language sees them, each with how sure it is.

English, Spanish and Portuguese have our own models (weights in LANGUAGE/names, recipe in training/); Russian has slovnet's where the extra
`parse` is installed. Any other language has none. What tables and gazetteer know goes before what a model says: language/names.py.
"""

import gzip
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import pycrfsuite

from cotejo.language import russian
from cotejo.language.name_features import Common, features
from cotejo.language.name_tables import name_tables
from cotejo.language.reading import NameKind, Token

LANGUAGES = ("en", "es", "pt")
KINDS: Mapping[str, NameKind] = {"PER": "person", "ORG": "organisation", "LOC": "place"}
CAPITALS = {
    "en": True,
    "pt": False,
}  # whose model looks at common words, and whether alone: UNER en .701 -> .704, HAREM .573 -> .586; es .758 -> .756
MAX_TOKENS = 600  # a longer sentence is a list or a table; its names come from the tables


class Guess(NamedTuple):
    """A name `[first, last)` in tokens, and the probability of its least sure word (1 where the model tells none)."""

    first: int
    last: int
    kind: NameKind
    sure: float


def guess(text: str, tokens: Sequence[Token], language: str | None) -> tuple[Guess, ...]:
    """Names of one sentence by the model of its language, left to right, none inside another; () where there is no model."""
    return guess_each(text, [tokens], language)[0]


def guess_each(text: str, lines: Sequence[Sequence[Token]], language: str | None) -> list[tuple[Guess, ...]]:
    """Names of each sentence of a text; slovnet reads eight at once, which is twice as fast as one by one."""
    fit = [0 < len(tokens) <= MAX_TOKENS for tokens in lines]
    if language in LANGUAGES:
        return [by_words([token.text for token in tokens], language) if good else () for tokens, good in zip(lines, fit, strict=True)]
    if language != "ru" or not russian.weights():
        return [()] * len(lines)
    read = russian.names([text[tokens[0].start : tokens[-1].end] if good else "" for tokens, good in zip(lines, fit, strict=True)])
    return [by_signs(stretches, tokens) for stretches, tokens in zip(read, lines, strict=True)]


def by_words(words: Sequence[str], language: str) -> tuple[Guess, ...]:
    """Names by our own model. Pure: the same words, the same names."""
    tagger = model(language)
    tagger.set(features(words, name_tables(language), clusters(language), weighed(language)))
    tags = tagger.tag()
    return tuple(
        Guess(first, last, KINDS[kind], min(tagger.marginal(tags[place], place) for place in range(first, last))) for first, last, kind in spans(tags)
    )


def by_signs(stretches: Sequence[russian.Stretch], tokens: Sequence[Token]) -> tuple[Guess, ...]:
    """Names by slovnet, laid on our tokens; one that ends inside a token takes it whole."""
    found = []
    for stretch in stretches:
        start = tokens[0].start
        inside = [place for place, token in enumerate(tokens) if token.start - start < stretch.end and stretch.start < token.end - start]
        if inside:
            found.append(Guess(inside[0], inside[-1] + 1, KINDS[stretch.kind], 1.0))
    return tuple(found)


def spans(tags: Sequence[str]) -> tuple[tuple[int, int, str], ...]:
    """Stretches of equal tags: B- begins one, I- of the same kind goes on."""
    found = []
    first, kind = -1, ""
    for place, tag in enumerate((*tags, "O")):
        if first >= 0 and not (tag.startswith("I-") and tag[2:] == kind):
            found.append((first, place, kind))
            first = -1
        if tag != "O" and first < 0:
            first, kind = place, tag[2:]
    return tuple(found)


def folder(language: str) -> Path:
    """Where the weights of a language lie."""
    return Path(str(files("cotejo.language"))) / language / "names"


@cache
def model(language: str) -> Any:  # noqa: ANN401 - crfsuite has no types
    """The model of a language, loaded once."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(folder(language) / "model.crf"))
    return tagger


@cache
def common_words(language: str) -> frozenset[str]:
    """Words that the treebank of a language writes in small letters, folded."""
    return frozenset(gzip.decompress((folder(language) / "common.txt.gz").read_bytes()).decode().splitlines())


@cache
def weighed(language: str) -> Common | None:
    """Common words where the model of a language looks at them."""
    return Common(common_words(language), CAPITALS[language]) if language in CAPITALS else None


@cache
def clusters(language: str) -> Mapping[str, int]:
    """Word clusters of a language: the bits of a number are the way down the tree of clusters."""
    found: dict[str, int] = {}
    for line in gzip.decompress((folder(language) / "clusters.tsv.gz").read_bytes()).decode().splitlines():
        number, _, words = line.partition("\t")
        found.update(dict.fromkeys(words.split(" "), int(number)))
    return found
