"""Russian words -> names, parts of speech and trees, by slovnet with the weights that natasha's wheel carries (the extra `parse`).

slovnet and navec are called directly; natasha itself is never imported, only its folder of weights is looked up. 30 MB of weights and about
150 MB of memory, loaded when the first Russian sentence asks for them; no torch.
"""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

VECTORS = "emb/navec_news_v1_1B_250K_300d_100q.tar"
NAMES = "model/slovnet_ner_news_v1.tar"
MORPHOLOGY = "model/slovnet_morph_news_v1.tar"
SYNTAX = "model/slovnet_syntax_news_v1.tar"


class Stretch(NamedTuple):
    """A name `[start, end)` of a sentence; kind PER, ORG or LOC."""

    start: int
    end: int
    kind: str


class Hanging(NamedTuple):
    """A word in its tree: part of speech, features as `Case=Nom|Number=Sing`, number of its head (its own at the root), relation."""

    pos: str
    features: str
    head: int
    relation: str


@cache
def weights() -> Path | None:
    """Folder of the weights; None where the extra is not installed."""
    natasha = find_spec("natasha") if find_spec("slovnet") and find_spec("navec") else None
    if natasha is None or not natasha.submodule_search_locations:
        return None
    folder = Path(natasha.submodule_search_locations[0]) / "data"
    return folder if (folder / VECTORS).exists() else None


@cache
def vectors() -> Any:  # noqa: ANN401 - navec has no types
    """Word vectors, shared by the three models."""
    from navec import Navec  # noqa: PLC0415 - the extra `parse`

    return Navec.load(weights() / VECTORS)  # type: ignore[operator] # asked for only where there are weights


@cache
def model(name: str) -> Any:  # noqa: ANN401 - slovnet has no types
    """One of the three models: NER, Morph or Syntax."""
    import slovnet  # noqa: PLC0415 - the extra `parse`

    path = {"NER": NAMES, "Morph": MORPHOLOGY, "Syntax": SYNTAX}[name]
    loaded = getattr(slovnet, name).load(weights() / path)  # type: ignore[operator] # as above
    loaded.navec(vectors())
    return loaded


def names(sentences: Sequence[str]) -> list[tuple[Stretch, ...]]:
    """Names of each sentence, in code points of it; () without the extra and for what has no letters."""
    if weights() is None:
        return [()] * len(sentences)
    asked = [place for place, sentence in enumerate(sentences) if any(sign.isalpha() for sign in sentence)]
    asked.sort(key=lambda place: len(sentences[place]))  # the model reads eight together, all filled up to the longest
    found: list[tuple[Stretch, ...]] = [()] * len(sentences)
    for place, markup in zip(asked, model("NER").map([sentences[place] for place in asked]), strict=True):
        found[place] = tuple(Stretch(span.start, span.stop, span.type) for span in markup.spans)
    return found


def tree(words: Sequence[str]) -> tuple[Hanging, ...]:
    """Tree of one sentence's words, one for one; () without the extra or without words."""
    if weights() is None or not words:
        return ()
    forms = model("Morph")(list(words)).tokens
    hung = model("Syntax")(list(words)).tokens
    return tuple(
        Hanging(form.pos, "|".join(f"{key}={value}" for key, value in sorted(form.feats.items())), head_of(place, word.head_id), word.rel)
        for place, (form, word) in enumerate(zip(forms, hung, strict=True))
    )


def head_of(place: int, head: str) -> int:
    """A head's place from its written number; the root is its own head."""
    return int(head) - 1 if head != "0" else place
