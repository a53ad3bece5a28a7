"""Annotated sentences that may ship -> a model of names for a language, with its scores: `python -m training.names es`.

What it is trained on stands in `SOURCES`; nothing marked "score only" is among them. 3-6 CPU-minutes a language.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec
import pycrfsuite

from cotejo.language.gazetteer import gazetteer
from cotejo.language.name_features import features
from cotejo.language.name_models import clusters, folder, spans, weighed
from cotejo.language.name_tables import name_tables
from cotejo.lexicon.load import table
from cotejo.text.patterns import listed
from training import name_sources as read
from training import name_treebanks as trees
from training.name_sentences import World, by_hand, names_alone, written
from training.name_tags import Sentence
from training.name_variety import more

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("COTEJO_SHARED", ROOT.parent / "shared")) / "data"
SETTINGS = {"c1": 0.3, "c2": 0.05, "max_iterations": 120, "feature.possible_transitions": True, "feature.minfreq": 2}  # F1 flat within .3 for c1 0-1
TIMES = 3  # that a sentence written by hand counts: names in half of them from the other half, en .88 (once .88), es .86 (.83)
SURE = 0.8  # of a name in a sentence that teaches itself
SOME_PEOPLE = 5000  # of towns that fill slots
LEADING = frozenset({"mr", "mrs", "ms", "dr", "president", "general", "senator", "secretary", "minister"})


def spanish() -> Iterator[Sentence]:
    """CESS-ECE and the typed part of AnCora (news of 2000)."""
    yield from trees.cess(SHARED / "train" / "es" / "cess_esp.zip")
    yield from trees.ancora(SHARED / "train" / "es" / "ancora-dev-typed.conllu")


def portuguese() -> Iterator[Sentence]:
    """UNER on Bosque (news, train part). LeNER-BR (legal texts) is left out: with it UNER's dev part has .767, without it .797."""
    yield from read.contracted(read.columns(SHARED / "train" / "pt" / "ner-train.iob2", 1, 2, "\t"))


def english() -> Iterator[Sentence]:
    """WNUT-17, WikiGold, GUM dev, the public-domain parts of re3d, and the first half of UNER's EWT dev (the second half scores)."""
    for path in ("wnut17train.conll", "emerging.dev.conll"):
        yield from read.columns(SHARED / "ner" / "wnut17" / path, 0, 1, "\t")
    yield from read.columns(SHARED / "ner" / "wikigold" / "en" / "test.conllu", 1, 2)
    yield from trees.gum(SHARED / "ud" / "ud_en_gum" / "en_gum-ud-dev.conllu")
    for part in ("CENTCOM", "US State Department", "Delegation of the European Union to Syria"):
        yield from read.re3d(SHARED / "re3d" / part)
    yield from islice(read.columns(SHARED / "ner" / "uner_en_ewt" / "en_ewt-ud-dev.iob2", 1, 2, "\t"), 1000)


SOURCES: dict[str, Callable[[], Iterator[Sentence]]] = {"es": spanish, "pt": portuguese, "en": english}


def main(arguments: list[str] | None = None) -> int:
    """Train a language's model and put it into the package."""
    asker = argparse.ArgumentParser(prog="scripts/train", description="Trains the model of names of a language from shared/data.")
    asker.add_argument("language", choices=sorted(SOURCES))
    language = asker.parse_args(arguments).language
    if not (SHARED / "ner").is_dir():
        sys.stderr.write(f"the annotated data are not there: {SHARED / 'ner'}\n")
        return 2
    world = world_of(language)
    public = list(SOURCES[language]())
    hand, alone, filled = by_hand(language), names_alone(language), written(language, world)
    given = [*public, *hand * TIMES, *alone]
    varied = more(given, language, world.towns, world.countries)
    sentences = [*varied, *filled]
    target = folder(language) / "model.crf"
    fit(sentences, language, target)
    taught: list[Sentence] = []
    if language == "en":  # the leg with least data: a second round on treebank sentences whose proper nouns the first one names surely
        taught = list(self_taught(target, language))
        fit([*sentences, *taught], language, target)
    counts = {
        "public": len(public),
        "written by hand": len(hand),
        "written by hand, names alone": len(alone),
        "filled patterns": len(filled),
        "varied": len(varied) - len(given),
        "self-taught": len(taught),
    }
    (folder(language) / "sentences.json").write_bytes(msgspec.json.format(msgspec.json.encode(counts), indent=1) + b"\n")
    sys.stdout.write(f"{language}: {counts}; {target.stat().st_size // 1024} KB\n")
    return 0


def world_of(language: str) -> World:
    """Towns of all countries and names of states, from the gazetteer and the tables."""
    rows = gazetteer().link.execute("select name from place where kind = 'settlement' and population > ? order by id", (SOME_PEOPLE,))
    states = {name for row in table("states").values() for name in listed(row[language][0])[:1]}
    return World([name for (name,) in rows], sorted(states))


def fit(sentences: Iterable[Sentence], language: str, target: Path) -> None:
    """Train a CRF; the same sentences give the same weights."""
    trainer = pycrfsuite.Trainer(verbose=False)
    tables, known = name_tables(language), clusters(language)
    for sentence in sentences:
        trainer.append(features([word for word, _ in sentence], tables, known, weighed(language)), [tag for _, tag in sentence])
    trainer.set_params(SETTINGS)
    target.parent.mkdir(parents=True, exist_ok=True)
    trainer.train(str(target))


def self_taught(path: Path, language: str) -> Iterator[Sentence]:
    """Treebank sentences whose proper nouns, all of them and nothing else, a model takes for names and is sure of; and as many without a name."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    tables, known = name_tables(language), clusters(language)
    named, plain = [], []
    for sentence in trees.proper_nouns(SHARED / "train" / language / "train.conllu"):
        words = [word for word, _ in sentence]
        tags = tagger.tag(features(words, tables, known, weighed(language)))
        found = spans(tags)
        if agrees(sentence, found) and all(tagger.marginal(tags[place], place) > SURE for first, last, _ in found for place in range(first, last)):
            (named if found else plain).append(list(zip(words, tags, strict=True)))
    yield from named
    yield from plain[: len(named)]


def agrees(sentence: Sequence[tuple[str, str]], found: Sequence[tuple[int, int, str]]) -> bool:
    """Whether names and proper nouns are the same stretches, but for a title before a name."""
    inside = {place for first, last, _ in found for place in range(first, last)}
    if any(tag == "PROPN" and place not in inside for place, (_, tag) in enumerate(sentence)):
        return False
    return all(
        sentence[first][1] == "PROPN"
        and sentence[last - 1][1] in {"PROPN", "NUM"}
        and (first == 0 or sentence[first - 1][1] != "PROPN" or sentence[first - 1][0].lower().rstrip(".") in LEADING)
        and (last == len(sentence) or sentence[last][1] != "PROPN")
        for first, last, _ in found
    )


if __name__ == "__main__":
    sys.exit(main())
