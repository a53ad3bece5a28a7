"""Tokens of a sentence -> its names. (Thin: the lexicon's names come next.)"""

from collections.abc import Sequence

from cotejo.language.reading import Name, Token


def find_names(text: str, start: int, end: int, tokens: Sequence[Token], language: str | None) -> tuple[Name, ...]:
    """Runs of capitalised words, of unknown kind."""
    del start, end, language
    found: list[Name] = []
    run: list[Token] = []
    for token in (*tokens, None):
        if token is not None and token.is_word and token.text[0].isupper():
            run.append(token)
        elif run:
            found.append(Name(run[0].start, run[-1].end, text[run[0].start : run[-1].end], "other", None, None, "names.capitals"))
            run = []
    return tuple(found)
