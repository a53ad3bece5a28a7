"""Development treebanks as parsed -> attachment scores by language, beside "every word hangs on the next". Punctuation is left out, as spaCy does."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from cotejo.language.reading import Token
from cotejo.language.trees import parse
from eval.figures import Figure
from eval.shared import SHARED

TREEBANKS = {  # the Spanish training data holds GSD's dev part, so that es has the dev file of the training folder
    "es": "train/es/dev",
    "en": "ud/ud_en_ewt/en_ewt-ud-dev",
    "en (GUM)": "ud/ud_en_gum/en_gum-ud-dev",
    "pt": "ud/ud_pt_bosque/pt_bosque-ud-dev",
    "ru": "ud/ud_ru_taiga/ru_taiga-ud-dev",
}
MAX_SENTENCES = 800  # of each treebank, from its beginning


class Tally(NamedTuple):
    """Words, those with the right head, those with head and relation right, and those whose head is the next word."""

    words: int
    heads: int
    labelled: int
    naive: int


def figures() -> list[Figure]:
    """UAS and LAS of each treebank; none without spaCy (the extra `parse`)."""
    if find_spec("spacy") is None:
        return []
    found = []
    for name, path in TREEBANKS.items():
        tally = measure(SHARED / "data" / f"{path}.conllu", name[:2])
        found.append(Figure(f"{name} UAS", tally.heads, tally.words, tally.naive / tally.words, "dev"))
        found.append(Figure(f"{name} LAS", tally.labelled, tally.words, 0.0, "dev; relations without their subtype"))
    return found


def measure(path: Path, language: str) -> Tally:
    """Score one treebank."""
    words = heads = labelled = naive = 0
    for tokens, gold in sentences(path):
        nodes = parse(tokens, language)
        for place, (head, relation) in enumerate(gold):
            if relation == "punct":
                continue
            words += 1
            naive += head == min(place + 1, len(gold) - 1)
            if nodes and nodes[place].head == head:
                heads += 1
                labelled += nodes[place].relation.lower().split(":")[0] == relation.split(":")[0]
    return Tally(words, heads, labelled, naive)


def sentences(path: Path) -> Iterator[tuple[list[Token], list[tuple[int, str]]]]:
    """Gold tokens (parted words joined again) with their heads and relations."""
    from spacy.training import converters  # noqa: PLC0415 - the extra `parse`

    convert: Any = converters.conllu_to_docs  # type: ignore[attr-defined] # spaCy's own name for it
    for number, doc in enumerate(convert(path.read_text(encoding="utf-8"), n_sents=1, merge_subtokens=True, no_print=True)):
        if number == MAX_SENTENCES:
            return
        tokens = [Token(word.idx, word.idx + len(word), word.text, word.text.lower(), word.text.lower(), word.lemma_, True) for word in doc]
        yield tokens, [(word.head.i, word.dep_.lower()) for word in doc]
