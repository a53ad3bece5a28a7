"""Emergent's headlines -> whether the reading of each agrees with the label that it got beside its claim: for, observing, against.

The set (Ferreira & Vlachos 2016; 2,086 headlines, ten folds by claim) is for scoring only: nothing was learnt from it, so all folds are one test.
Read are the headline's own words; the claim that it was labelled against is not looked at. Negation counts as against.
"""

from collections import Counter
from collections.abc import Iterator
from statistics import stdev
from xml.etree import ElementTree as ET

from cotejo.claims.headlines import worded
from cotejo.claims.wording import WORD, fold, wording
from cotejo.language.load import read
from cotejo.records.document import Document
from eval.figures import Figure, Z
from eval.shared import SHARED

FOLDER = SHARED / "data" / "stance_emergent"
LABELS = {"ENTAILMENT": "tells", "UNKNOWN": "relays", "CONTRADICTION": "refutes"}


def pairs() -> Iterator[tuple[str, str, str]]:
    """Yield fold, label and headline."""
    for path in sorted(FOLDER.glob("fold-*/*.xml")):
        for pair in ET.parse(path).getroot().iter("pair"):  # noqa: S314 - a file of ours, no input from outside
            yield path.parent.name, LABELS[pair.attrib["benchmark"]], (pair.findtext("t") or "").strip()


def way_of(headline: str) -> str:
    """Say how a headline is read: its own words, and a bare negation."""
    reading = read(Document(capture="capture", text=headline, external_id="headline", language="en", made_by="eval"))
    way = worded(reading, 0, len(headline)).way
    matchers = wording("en")
    negated = matchers is not None and any(True for _ in matchers.negators.search([fold(word) for word in WORD.findall(headline)]))
    return "refutes" if negated else way


def figures() -> list[Figure]:
    """Score all folds as one test; the bar is of the folds' means."""
    rows = [(fold_name, label, way_of(headline)) for fold_name, label, headline in pairs()]
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for fold_name, label, way in rows:
        for key in (fold_name, label):
            total[key] += 1
            right[key] += way == label
    folds = sorted({fold_name for fold_name, _, _ in rows})
    bar = Z * stdev(right[name] / total[name] for name in folds) / len(folds) ** 0.5
    most = max(total[label] for label in LABELS.values()) / len(rows)
    hits = sum(right[name] for name in folds)
    return [
        Figure("headlines: tell, relay or refute", hits, len(rows), most, "naive: all tell", bar=bar),
        *(Figure(f"headlines that {label.rstrip('s')}", right[label], total[label]) for label in LABELS.values()),
    ]
