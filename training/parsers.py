"""Treebanks (CoNLL-U) -> a spaCy parser of a language, its scores and its weights as they ship: `python -m training.parsers es`."""

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec

from training import cluster_vectors, parser_rounds

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("COTEJO_SHARED", ROOT.parent / "shared"))
WORK = ROOT / "build" / "training"
PIPES = ("tok2vec", "morphologizer", "parser")
CLUSTERED = {"es": 0.3}  # languages whose parser sees word clusters, with the dropout that goes with them
HOME = {"es": ("# sent_id = dev-s", 3)}  # the part of a mixed treebank that is annotated as the test is, and how often it counts
STEPS = 12_000  # 70 CPU-minutes; LAS of en and pt rises less than .2 after 5,000


def main(arguments: list[str] | None = None) -> int:
    """Convert, train, copy the weights into the package, and write down the scores."""
    asker = argparse.ArgumentParser(prog="scripts/train", description="Trains the parser of a language from the treebanks in shared/data/train.")
    asker.add_argument("language", choices=("en", "es", "pt"))
    asker.add_argument("--steps", type=int, default=STEPS)
    asked = asker.parse_args(arguments)
    treebank = SHARED / "data" / "train" / asked.language
    if not treebank.is_dir():
        sys.stderr.write(f"the treebank is not there: {treebank}\n")
        return 2
    folder = WORK / asked.language
    folder.mkdir(parents=True, exist_ok=True)
    convert(treebank, folder, asked.language)
    train(folder, asked.language, asked.steps)
    model = folder / "model" / "model-best"
    if asked.language in HOME:
        home, others = parts(treebank, folder, asked.language)
        model = parser_rounds.refine(model, home, others, folder / "dev.spacy", folder)
    ship(model, ROOT / "src" / "cotejo" / "language" / asked.language / "parser")
    return 0


def spacy(*words: str | Path) -> None:
    """Run a command of spaCy."""
    subprocess.run([sys.executable, "-m", "spacy", *map(str, words)], check=True, env=os.environ | {"OMP_NUM_THREADS": "1"})


def convert(treebank: Path, folder: Path, language: str) -> None:
    """Give spaCy's own format; words that UD parts ("del" = "de" + "el") stay one token, as in the texts that are read."""
    for part in ("train", "dev"):
        source = folder / f"{part}.conllu"
        source.write_text(repeated(treebank / f"{part}.conllu", language if part == "train" else ""), encoding="utf-8")
        spacy("convert", "--converter", "conllu", "--n-sents", "1", "--merge-subtokens", source, folder)


def parts(treebank: Path, folder: Path, language: str) -> tuple[Path, Path]:
    """The part of a mixed treebank that is annotated as the test is, and the rest of it, in spaCy's own format."""
    blocks = (treebank / "train.conllu").read_text(encoding="utf-8").strip().split("\n\n")
    for name, home in (("home", True), ("others", False)):
        source = folder / f"{name}.conllu"
        source.write_text("".join(f"{block}\n\n" for block in blocks if (HOME[language][0] in block) == home), encoding="utf-8")
        spacy("convert", "--converter", "conllu", "--n-sents", "1", "--merge-subtokens", source, folder)
    return folder / "home.spacy", folder / "others.spacy"


def repeated(treebank: Path, language: str) -> str:
    """A treebank with the part of it that counts more as often as it counts."""
    text = treebank.read_text(encoding="utf-8")
    mark, times = HOME.get(language, ("", 1))
    home = [block for block in text.strip().split("\n\n") if mark and mark in block]
    return text.rstrip("\n") + "\n\n" + "".join(f"{block}\n\n" for block in home * (times - 1))


def train(folder: Path, language: str, steps: int) -> None:
    """Train with the shared configuration."""
    config = folder / "config.cfg"
    base = (Path(__file__).parent / "parser.cfg").read_text(encoding="utf-8").replace('lang = "en"', f'lang = "{language}"')
    if language in CLUSTERED:
        base = base.replace("include_static_vectors = false", "include_static_vectors = true")
        cluster_vectors.write(ROOT / "src" / "cotejo" / "language" / language / "names" / "clusters.tsv.gz", language, folder / "vectors")
    (folder / "base.cfg").write_text(base, encoding="utf-8")
    spacy("init", "fill-config", folder / "base.cfg", config)
    paths = ("--paths.train", folder / "train.spacy", "--paths.dev", folder / "dev.spacy")
    clusters = ("--initialize.vectors", folder / "vectors", "--training.dropout", str(CLUSTERED[language])) if language in CLUSTERED else ()
    spacy("train", config, "--output", folder / "model", *paths, *clusters, "--training.max_steps", str(steps))


def ship(model: Path, target: Path) -> None:
    """Copy what reading needs, without the training's own notes; the scores stand beside the weights."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(model, target)
    meta = msgspec.json.decode((target / "meta.json").read_bytes())
    scores = {name: round(meta["performance"][name], 4) for name in ("pos_acc", "morph_acc", "dep_uas", "dep_las", "sents_f")}
    (target / "scores.json").write_bytes(msgspec.json.format(msgspec.json.encode(scores), indent=1) + b"\n")
    meta["performance"] = {}
    (target / "meta.json").write_bytes(msgspec.json.encode(meta))
    config = target / "config.cfg"  # the paths of the machine that trained are nobody's business
    config.write_text(re.sub(r"(?m)^(train|dev|vectors) = .*$", r"\1 = null", config.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
