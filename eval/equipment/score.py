"""Names of systems with the class that their makers and operators give them -> share that gets the right class, beside the words of claims alone."""

import csv
from pathlib import Path

from cotejo.claims.vocabulary import vocabulary
from cotejo.language.equipment import class_of
from cotejo.text.patterns import folded
from cotejo.text.tokens import tokenise
from eval.figures import Figure

NAMES = Path(__file__).resolve().parent / "names.tsv"


def figures() -> list[Figure]:
    """Right classes, and right top classes; the list was written before the table and by the same hand, which is no blind test."""
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = [(row["name"], row["class"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    right = sum(class_of(name) == kind for name, kind in rows)
    top = sum((class_of(name) or "").partition(".")[0] == kind.partition(".")[0] for name, kind in rows)
    plain = [(naive(name), kind) for name, kind in rows]
    exact = sum(guess == kind for guess, kind in plain) / len(rows)
    near = sum(guess.partition(".")[0] == kind.partition(".")[0] for guess, kind in plain) / len(rows)
    note = "naive: nouns and designators that claims are read with"
    return [Figure("system names, right class", right, len(rows), exact, note), Figure("system names, right top class", top, len(rows), near)]


def naive(name: str) -> str:
    """Class by the words of claims, English and Russian."""
    low = [folded(word.text.casefold()) for word in tokenise(name)]
    words = [known for language in ("en", "ru") if (known := vocabulary(language))]
    hits = [hit.label for known in words for hit in known.systems.search(low)]
    return max(hits, key=len, default="")
