"""Reports of Latin America (MUC-4, dev) -> which of the perpetrators, targets and instruments of the coded templates our reading has, field by field.

The texts are in capitals and tell of guerrillas at home, where nothing is a deployment: the claims' types do not fit, so what is scored is the ground
of a claim: bodies and persons among the names, armed people (`forces`), equipment. Recall asks whether any reading of an answer is met
(one holds the other, folded); precision how many of the names read in texts with an incident answer to one. The set is for scoring only.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cotejo.claims.scenes import stage
from cotejo.claims.vocabulary import vocabulary
from cotejo.language.entities import entities_of
from cotejo.language.load import read
from cotejo.language.reading import Reading
from cotejo.records.document import Document
from cotejo.text.folding import fold
from eval.figures import Figure
from eval.shared import SHARED

FILE = SHARED / "data" / "events" / "muc4" / "processed" / "dev.json"
KINDS = {
    "perp_organization_id": ("perpetrating bodies", frozenset({"organisation", "force", "company", "unit", "other"})),
    "hum_tgt_name": ("persons attacked", frozenset({"person"})),
}
LEAST = 3  # signs of a name that may be held in another


class Report(NamedTuple):
    """A report and, for each field, its answers: each a list of wordings of one thing."""

    text: str
    fields: dict[str, list[list[str]]]


def reports() -> tuple[Report, ...]:
    """Reports with at least one answer."""
    rows: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return tuple(Report(row["doc"], row["roles"]) for _, row in sorted(rows.items()) if any(row["roles"].values()))


def reading_of(text: str) -> Reading:
    """Read a report as the product does."""
    return read(Document(capture="eval", text=text, external_id="eval", language="en", made_by="eval"))


def named(reading: Reading, kinds: frozenset[str]) -> Iterator[str]:
    """The different names of some kinds, as they stand."""
    yield from dict.fromkeys(" ".join(fold(name.text).split()) for name in entities_of(reading) if name.kind in kinds)


def instruments(reading: Reading) -> Iterator[str]:
    """The different systems and weapons, as they stand."""
    words = vocabulary("en")
    text = reading.document.text
    for scene in stage(reading, words, ()) if words else ():
        for system in scene.systems:
            yield " ".join(fold(text[scene.line.start(system.noun) : scene.line.end(system.last)]).split())


def meets(one: str, wordings: Sequence[str]) -> bool:
    """Whether a name is one of the wordings, or one holds the other."""
    low = [" ".join(fold(each).split()) for each in wordings]
    return any(one == each or (len(one) >= LEAST and one in each) or (len(each) >= LEAST and each in one) for each in low)


def figures() -> list[Figure]:
    """F1 of each field over the reports with an incident."""
    rows = [(report, reading_of(report.text)) for report in reports()]
    figures = [
        figure(name, [(report.fields[field], list(named(reading, kinds))) for report, reading in rows]) for field, (name, kinds) in KINDS.items()
    ]
    found = [(report.fields["incident_instrument_id"], list(dict.fromkeys(instruments(reading)))) for report, reading in rows]
    return [*figures, figure("instruments", found)]


def figure(name: str, rows: Sequence[tuple[list[list[str]], list[str]]]) -> Figure:
    """Answers and names of each report -> F1 of answers that are met and names that answer."""
    answers, given = sum(len(asked) for asked, _ in rows), sum(len(found) for _, found in rows)
    met = sum(any(meets(one, wordings) for one in found) for asked, found in rows for wordings in asked)
    right = sum(any(meets(one, wordings) for wordings in asked) for asked, found in rows for one in found)
    recall, precision = met / max(answers, 1), right / max(given, 1)
    f1 = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
    return Figure(f"muc4: {name}, F1", met, answers, 0.0, f"P {precision:.3f} ({right}/{given} of all that is read) R {recall:.3f}", measured=f1)
