"""PolNeAR articles labelled as an agency's or not -> in how many the agency that carries them is found, and where one is found that is none.

Only what the article declares can be found: its byline, dateline or credit. The set is for scoring only; its articles begin with their headline.
"""

import csv
from collections.abc import Iterator

from cotejo.claims.attributions import find
from cotejo.language.load import read
from cotejo.records.document import Document
from cotejo.text.folding import fold
from eval.figures import Figure
from eval.shared import SHARED

FOLDER = SHARED / "data" / "polnear"
PARTS = ("dev", "train")
EVERY = 5  # every fifth article of the large part that is no agency's: the share needs no more
UNLABELLED = frozenset({"NA", ""})
NAMES = {"ap": ("ap", "associated press"), "upi": ("upi", "united press"), "afp": ("afp", "france-presse"), "reuters": ("reuters",)}


def articles() -> Iterator[tuple[dict[str, str], str]]:
    """Yield the labelled articles with their texts: all of the agencies, all others of dev, every third other of train."""
    others = 0
    with (FOLDER / "metadata.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["compartment"] not in PARTS or row["wire"] in UNLABELLED:
                continue
            if row["wire"] == "None" and row["compartment"] == "train":
                others += 1
                if others % EVERY:
                    continue
            path = FOLDER / row["compartment"] / "text" / f"{row['filename']}.txt"
            if path.exists():
                yield row, path.read_text(encoding="utf-8")


def carrier(row: dict[str, str], text: str, *, signed: bool) -> str | None:
    """Name the agency that is read as carrying an article; None for none. `signed` = with its byline."""
    byline = row["author"] if signed and row["author"] not in {"None", ""} else None
    document = Document(
        capture="capture", text=text, external_id=row["filename"], outlet=row["publisher"], byline=byline, language="en", made_by="eval"
    )
    found = [one.source.name for one in find(read(document)) if one.mode == "structure" and one.source.kind == "agency"]
    return found[0] if found else None


def is_named(label: str, name: str | None) -> bool:
    """Whether a name is that of the labelled agency."""
    return name is not None and any(part in fold(name) for part in NAMES.get(label.lower(), (label.lower(),)))


def figures() -> list[Figure]:
    """Score all articles, with their bylines and without."""
    rows = list(articles())
    wire = [(row, text) for row, text in rows if row["wire"] != "None"]
    other = [(row, text) for row, text in rows if row["wire"] == "None"]
    found = sum(is_named(row["wire"], carrier(row, text, signed=True)) for row, text in wire)
    bare = sum(is_named(row["wire"], carrier(row, text, signed=False)) for row, text in wire)
    false = sum(carrier(row, text, signed=True) is None for row, text in other)
    naive = sum(any(part in fold(text) for part in NAMES.get(row["wire"].lower(), ())) for row, text in wire)
    return [
        Figure("wire articles whose agency is found", found, len(wire), naive / len(wire), "naive: its name stands somewhere in the text"),
        Figure("  by their text alone", bare, len(wire), None, "bylines emptied"),
        Figure("other articles that no agency is said to carry", false, len(other)),
    ]
