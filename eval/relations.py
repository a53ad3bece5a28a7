"""Defence documents coded with relations (re3d) -> how many of the coded placings of actors our claims have, and the reverse.

A claim of ours has an actor and a place; the coding has `CoLocated` between a body or vehicle and a location, from the text's words alone. A pair
is met when both ends overlap. Most of the 288 are of things that are no deployment (a school in a town): recall is low by nature, and the
first run is the line.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cotejo.claims.read import read
from cotejo.records.claim import Claim
from cotejo.records.document import Document
from eval.figures import Figure
from eval.shared import SHARED

FOLDER = SHARED / "data" / "re3d"
PLACED = frozenset({"CoLocated", "InChargeOf", "FightingAgainst"})
ACTORS = frozenset({"Organisation", "MilitaryPlatform", "Vehicle", "Weapon", "Nationality", "Person"})
Pair = tuple[tuple[int, int], tuple[int, int]]


class Text(NamedTuple):
    """A document, who it says is where, and the claims that we read in it."""

    pairs: tuple[Pair, ...]
    claims: tuple[Claim, ...]
    text: str


def rows(path: Path) -> list[dict[str, str]]:
    """The lines of a file of JSON objects."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def texts() -> Iterator[Text]:
    """Yield all documents of all folders, read."""
    for folder in sorted(path for path in FOLDER.iterdir() if path.is_dir()):
        kinds = {(row["documentId"], int(row["begin"]), int(row["end"])): row["type"] for row in rows(folder / "entities.json")}
        relations = rows(folder / "relations.json")
        for row in rows(folder / "documents.json"):
            document = Document(capture="eval", text=row["text"], external_id=row["_id"], language="en", made_by="eval")
            pairs = tuple(dict.fromkeys(pairs_of(row["_id"], relations, kinds)))
            yield Text(pairs, tuple(one for one in read(document) if isinstance(one, Claim)), row["text"])


def pairs_of(document: str, relations: list[dict[str, str]], kinds: dict[tuple[str, int, int], str]) -> Iterator[Pair]:
    """Who is where in a document: an actor and a location that a relation joins."""
    for row in relations:
        if row["documentId"] != document or row["type"] not in PLACED:
            continue
        ends = [(int(row["sourceBegin"]), int(row["sourceEnd"])), (int(row["targetBegin"]), int(row["targetEnd"]))]
        of_kind = [kinds.get((document, *end)) for end in ends]
        if of_kind[0] in ACTORS and of_kind[1] == "Location":
            yield ends[0], ends[1]
        elif of_kind[1] in ACTORS and of_kind[0] == "Location":
            yield ends[1], ends[0]


def placed(claim: Claim) -> Iterator[Pair]:
    """Who is where in a claim."""
    if claim.place is not None:
        for actor in claim.actors:
            yield (actor.span.start, actor.span.end), (claim.place.span.start, claim.place.span.end)


def meet(one: Pair, other: Pair) -> bool:
    """Whether both ends of two pairs overlap."""
    return all(left[0] < right[1] and right[0] < left[1] for left, right in zip(one, other, strict=True))


def figures() -> list[Figure]:
    """Recall of the coded placings, and the share of our placings that are coded."""
    read_texts = list(texts())
    coded = [(text, pair) for text in read_texts for pair in text.pairs]
    ours = [(text, pair) for text in read_texts for pair in dict.fromkeys(pair for claim in text.claims for pair in placed(claim))]
    met = sum(any(meet(pair, mine) for claim in text.claims for mine in placed(claim)) for text, pair in coded)
    right = sum(any(meet(pair, theirs) for theirs in text.pairs) for text, pair in ours)
    return [Figure("re3d: actors placed, recall", met, len(coded), 0.0), Figure("re3d: our placings that are coded", right, len(ours))]
