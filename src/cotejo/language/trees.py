"""Tokens of a sentence -> for each its part of speech, its head and how it hangs on it, by the trained parser of the language.

The parsers of English, Spanish and Portuguese are ours (weights beside this file, recipe in training/), that of Russian is slovnet's; all need
the extra `parse`. Where it is not installed, or the language has no parser, there are no trees, and reading goes on without them.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from cotejo.language import russian
from cotejo.language.reading import Token

LANGUAGES = ("en", "es", "pt")  # with a parser of ours
MAX_TOKENS = 400  # a longer sentence is a list or a table, and no tree


class Node(NamedTuple):
    """A token in its tree: Universal part of speech, features, number of its head (its own at the root), Universal relation."""

    pos: str
    features: str
    head: int
    relation: str


def parse(tokens: Sequence[Token], language: str | None) -> tuple[Node, ...]:
    """Parse one sentence; () where there is no parser, no token, or the sentence is longer than `MAX_TOKENS`."""
    if not 0 < len(tokens) <= MAX_TOKENS:
        return ()
    if language == "ru":
        return tuple(Node(*word) for word in russian.tree([token.text for token in tokens]))
    pipeline = parser(language) if language in LANGUAGES else None
    if pipeline is None:
        return ()
    from spacy.tokens import Doc  # noqa: PLC0415 - the extra `parse`

    words = [token.text for token in tokens]
    spaces = [after.start > token.end for token, after in pairwise(tokens)]
    doc = Doc(pipeline.vocab, words=words, spaces=[*spaces, False], sent_starts=[True, *[False] * len(spaces)])
    for _, pipe in pipeline.pipeline:
        doc = pipe(doc)
    return tuple(Node(token.pos_, str(token.morph), token.head.i, token.dep_) for token in doc)


@cache
def parser(language: str) -> Any:  # noqa: ANN401 - spaCy is an extra
    """The parser of a language, loaded once; None without spaCy."""
    if find_spec("spacy") is None:
        return None
    import spacy  # noqa: PLC0415 - the extra `parse`

    return spacy.load(Path(str(files("cotejo.language") / language / "parser")))
