"""A parser of several treebanks -> one that annotates as one of them does: trained on that alone, the others relabelled, weights averaged.

Treebanks of one language differ in what they call the same thing: an argument behind a preposition is `obj` in AnCora and `obl` in GSD. In three
rounds from the first model: (1) on the home treebank alone; (2) on all of them, the others relabelled by (1) where both hang a word on the same
head and the pair of relations is one by which the treebanks differ (`HARMONISED`); (3) from (2) on the home treebank alone. The mean of the three
models' weights is what ships.
"""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import spacy
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from cotejo.text.patterns import listed

HARMONISED = frozenset(  # a relation of the other treebanks, and that of the home treebank for the same thing
    (relation, own)
    for relation, others in {
        "obl": "obj, iobj, nmod", "obj": "iobj, expl:pv", "case": "mark, fixed", "mark": "case, nsubj, obj", "nmod": "flat, compound, obl",
        "amod": "flat, det", "det": "amod", "appos": "flat", "flat": "nmod, appos", "advmod": "fixed", "acl": "amod", "expl:pv": "obj, expl:pass",
        "expl:pass": "expl:pv", "compound": "expl:pv, expl:pass", "xcomp": "advcl, ccomp, acl", "advcl": "xcomp", "ccomp": "xcomp",
        "parataxis": "conj", "cop": "aux", "aux": "cop",
    }.items()
    for own in listed(others)
)  # fmt: skip
PIPES = ("tok2vec", "morphologizer", "parser")
TIMES = 3  # that the home treebank counts among all


class Round(NamedTuple):
    """How long, how fast, and how often it is scored."""

    steps: int
    rate: float
    every: int


HOME_ALONE, TOGETHER, HOME_AGAIN = Round(1200, 0.0003, 200), Round(1000, 0.0007, 500), Round(200, 0.0003, 200)


def refine(first: Path, home: Path, others: Path, dev: Path, folder: Path) -> Path:
    """Train the three rounds in `folder` and give the folder of the mean; `home`, `others` and `dev` are treebanks in spaCy's format."""
    alone = go_on(first, home, dev, folder / "alone", HOME_ALONE)
    together = folder / "together.spacy"
    harmonise(alone, home, others, together)
    joint = go_on(alone, together, dev, folder / "joint", TOGETHER)
    again = go_on(joint, home, dev, folder / "again", HOME_AGAIN)
    return mean((alone, joint, again), dev, folder / "mean")


def go_on(model: Path, train: Path, dev: Path, folder: Path, how: Round) -> Path:
    """Train a model further; the best of its states on `dev`, mostly by LAS."""
    folder.mkdir(parents=True, exist_ok=True)
    sections = re.split(r"(?m)^(?=\[)", (model / "config.cfg").read_text(encoding="utf-8"))
    kept = "".join(section for section in sections if not section.startswith("[components."))
    config = folder / "config.cfg"
    config.write_text(kept + "".join(f'\n[components.{pipe}]\nsource = "{model}"\n' for pipe in PIPES), encoding="utf-8")
    weights = {"pos_acc": 0.05, "morph_acc": 0.05, "dep_uas": 0.25, "dep_las": 0.65}
    settings = {
        "paths.train": train, "paths.dev": dev, "initialize.vectors": model, "training.max_steps": how.steps,
        "training.eval_frequency": how.every, "training.optimizer.learn_rate": how.rate, "training.batcher.size.start": 600,
    } | {f"training.score_weights.{name}": weight for name, weight in weights.items()}  # fmt: skip
    words = [word for name, value in settings.items() for word in (f"--{name}", str(value))]
    command = [sys.executable, "-m", "spacy", "train", str(config), "--output", str(folder), *words]
    subprocess.run(command, check=True, env=os.environ | {"OMP_NUM_THREADS": "1"})
    return folder / "model-best"


def harmonise(model: Path, home: Path, others: Path, target: Path) -> None:
    """Write the other treebanks with their relations as the home treebank has them, and the home treebank as often as it counts."""
    pipeline = spacy.load(model)
    found = DocBin()
    for doc in DocBin().from_disk(others).get_docs(pipeline.vocab):
        seen = as_read(pipeline, doc)
        pairs = list(zip(doc, seen, strict=True))
        relations = [other.dep_ if word.head.i == other.head.i and (word.dep_, other.dep_) in HARMONISED else word.dep_ for word, other in pairs]
        words, spaces = [word.text for word in doc], [bool(word.whitespace_) for word in doc]
        pos, morphs = [word.pos_ for word in doc], [str(word.morph) for word in doc]
        heads: list[int] = [word.head.i for word in doc]
        found.add(Doc(pipeline.vocab, words=words, spaces=spaces, pos=pos, morphs=morphs, heads=heads, deps=relations))
    own = list(DocBin().from_disk(home).get_docs(pipeline.vocab))
    for doc in own * TIMES:
        found.add(doc)
    found.to_disk(target)


def as_read(pipeline: Any, doc: Doc) -> Doc:  # noqa: ANN401 - spaCy's pipelines have no type of their own here
    """The words of a sentence, parsed."""
    words, spaces = [word.text for word in doc], [bool(word.whitespace_) for word in doc]
    seen = Doc(pipeline.vocab, words=words, spaces=spaces, sent_starts=[place == 0 for place in range(len(doc))])
    for _, pipe in pipeline.pipeline:
        seen = pipe(seen)
    return seen


def mean(models: Sequence[Path], dev: Path, target: Path) -> Path:
    """Average the weights of models that come from one another, and write down the mean's scores."""
    loaded = [spacy.load(model) for model in models]
    found = spacy.load(models[0])
    for name in PIPES:
        nodes = [list(pipeline.get_pipe(name).model.walk()) for pipeline in (found, *loaded)]  # type: ignore[attr-defined] # thinc's own
        for node, *same in zip(*nodes, strict=True):
            for weight in node.param_names:
                if node.has_param(weight):
                    node.set_param(weight, sum(other.get_param(weight) for other in same) / len(same))
    docs = DocBin().from_disk(dev).get_docs(found.vocab)
    found.meta["performance"] = found.evaluate([Example(bare(found.vocab, doc), doc) for doc in docs])
    found.to_disk(target)
    return target


def bare(vocabulary: Any, doc: Doc) -> Doc:  # noqa: ANN401 - spaCy's own
    """The words of a sentence with nothing told of them."""
    return Doc(vocabulary, words=[word.text for word in doc], spaces=[bool(word.whitespace_) for word in doc])
