"""Ordinary texts of the treebanks and of factRuEval, which report no deployment -> what the weights learn to leave alone.

`python -m training.ordinary LANG` prints the texts in which drafts are made and that nobody has judged yet (training/ordinary.tsv), each with
the claims that the reader would make of it; `--quiet ID ...` and `--reports ID ...` write a judgement down. Only ids are kept here: the texts lie
in shared/data (train, ud, ner/factrueval2016_ru), whose licences (CC BY-SA, CC BY, MIT) allow to train on them.

Ordinary texts are long and ours are short: that length alone does not tell them apart, `inside` puts each of ours into a piece of an ordinary one.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from eval.shared import ABSENT, SHARED

from training.coded import LANGUAGES, Text

HERE = Path(__file__).resolve().parent
TABLE = HERE / "ordinary.tsv"
DATA = SHARED / "data"
TREES = {language: DATA / "train" / language / "train.conllu" for language in ("en", "es", "pt")} | {
    "ru": DATA / "ud" / "ud_ru_taiga" / "ru_taiga-ud-dev.conllu"
}
NEWS_RU = DATA / "ner" / "factrueval2016_ru" / "devset"
SMALL, HALF = 0.3, 0.3  # votes of an ordinary text, and of one of ours inside of one
LONG = 12  # lines of a piece
STRIDE, STEP = 13, 7  # prime to most numbers of texts: pieces do not repeat soon
RUN = 6  # sentences of a treebank without documents that are read as one text
DOCUMENT = {"en": re.compile(r"(.+)-\d+$"), "pt": re.compile(r"(.+)-\d+$"), "ru": re.compile(r"(.+)-\d+$"), "es": re.compile(r"([nw]\d{5})\d{3}$")}
IN_ORDER = re.compile(r"dev-s(\d+)$")  # AnCora: one sentence after the other


def is_here() -> bool:
    """Whether the corpora are here."""
    return TREES["es"].is_file()


def found(language: str) -> Iterator[tuple[str, str]]:
    """Id and text of each document of a language's corpora, in their order."""
    for name, group in groupby(sentences(TREES[language]), key=lambda pair: document(language, pair[0])):
        yield name, "\n".join(text for _, text in group)
    if language == "ru":
        for path in sorted(NEWS_RU.glob("*.txt")):
            yield path.stem, path.read_text(encoding="utf-8").strip()


def sentences(path: Path) -> Iterator[tuple[str, str]]:
    """Id and text of each sentence of a CoNLL-U file."""
    name = ""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# sent_id ="):
                name = line.partition("=")[2].strip()
            elif line.startswith("# text ="):
                yield name, line.partition("=")[2].strip()


def document(language: str, sentence: str) -> str:
    """The document to which a sentence belongs, by its id."""
    if place := IN_ORDER.match(sentence):
        return f"dev-run-{int(place[1]) // RUN}"
    inside = DOCUMENT[language].match(sentence)
    return inside[1] if inside else sentence


def judged() -> Mapping[tuple[str, str], str]:
    """Language and id of each text that somebody has read -> `quiet`, or `reports` where it tells of a deployment."""
    rows = (line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return {(language, name): said for language, name, said in rows}


def texts() -> Iterator[Text]:
    """Every text judged quiet.

    Raises:
        FileNotFoundError: the corpora are not here.
    """
    if not is_here():
        raise FileNotFoundError(ABSENT)
    known = judged()
    for language in LANGUAGES:
        for name, text in found(language):
            if known.get((language, name)) == "quiet":
                yield Text("ordinary", language, None, None, text, (), SMALL)


def inside(ours: Iterable[Text], ordinary: Sequence[Text]) -> Iterator[Text]:
    """Each of our texts that reports something, or is long enough for it, before or behind a piece of an ordinary one, in turns."""
    pools = {language: [text for text in ordinary if text.language == language] for language in LANGUAGES}
    for number, text in enumerate(ours):
        pool = pools[text.language]
        other = piece(pool[number * STRIDE % len(pool)].text, number)
        if number % 2:
            yield text._replace(kind="inside", text=f"{text.text}\n\n{other}", votes=HALF, core=text.text)
        else:
            shift = len(other) + 2
            gold = tuple(each._replace(start=each.start + shift, end=each.end + shift) for each in text.gold)
            yield text._replace(kind="inside", text=f"{other}\n\n{text.text}", gold=gold, votes=HALF, core=text.text)


def piece(text: str, number: int) -> str:
    """At most so many lines of a text, from a place that changes with the number."""
    lines = text.split("\n")
    first = number * STEP % max(1, len(lines) - LONG)
    return "\n".join(lines[first : first + LONG])


def write(rows: Mapping[tuple[str, str], str]) -> None:
    """Write the judgements, sorted."""
    head = "# language, text (training/ordinary.py says where it lies), and what who read it found: quiet, or reports a deployment\n"
    TABLE.write_text(head + "".join(f"{language}\t{name}\t{said}\n" for (language, name), said in sorted(rows.items())), encoding="utf-8")


def show(language: str) -> Iterator[str]:
    """What nobody has judged yet and drafts are made of, each with the claims that are read in it."""
    from cotejo.claims.weighing import weights  # noqa: PLC0415 - as the next
    from training.weights import chosen, examples  # noqa: PLC0415 - which reads the texts of here

    known = judged()
    for name, text in found(language):
        drafts = [] if (language, name) in known else list(examples(Text("ordinary", language, None, None, text, ()), 0))
        if drafts:
            yield name
            for each in chosen(drafts, dict(weights())):
                kind = next(seen for seen in each.seen if seen.startswith("type="))
                yield f"    {kind}: {text[max(0, each.clause - 100) : each.clause]}>>>{text[each.clause : each.clause + 90]}".replace("\n", " / ")


def main(arguments: Sequence[str] | None = None) -> int:
    """List, or write judgements down."""
    asker = argparse.ArgumentParser(prog="python -m training.ordinary", description=__doc__)
    asker.add_argument("language", choices=LANGUAGES)
    asker.add_argument("--quiet", nargs="*", default=[], help="ids of texts without a deployment; `all`: of all that are listed now")
    asker.add_argument("--reports", nargs="*", default=[], help="ids of texts that report one")
    asked = asker.parse_args(arguments)
    rows = dict(judged())
    rows |= {(asked.language, name): "reports" for name in asked.reports}
    write(rows)
    listed = list(show(asked.language))
    quiet = [line for line in listed if not line.startswith(" ")] if "all" in asked.quiet else asked.quiet
    write(rows | {(asked.language, name): "quiet" for name in quiet})
    sys.stdout.write("".join(f"{line}\n" for line in listed) if not (asked.quiet or asked.reports) else "")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
