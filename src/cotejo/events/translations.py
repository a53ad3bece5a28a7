"""Documents -> translations and paraphrases, by anchors that no language changes: numbers, names, acronyms, handles, places, equipment, and their order."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import msgspec

from cotejo.events.archive import Archive
from cotejo.text.folding import skeleton
from cotejo.records.event import Derivation
from cotejo.records.span import Span

MIN_CONTAINMENT = 0.45
MIN_WEIGHT = 6.0
MIN_ORDER = 0.7
MIN_ANCHORS = 4
PSEUDO_DOCUMENTS = 8  # of a small corpus: keeps the weight of an anchor from resting on two or three documents
RARE = 0.25  # anchors in more than this share of the documents open no candidate
MAX_POSTINGS = 200
MAX_CANDIDATES = 24
SMALL_NUMBER = 10
TOKEN = re.compile(r"@[A-Za-z0-9_]{2,40}|#?\w+(?:[-\u2011]\w+)*")
NUMBER = re.compile(r"^\d[\d.,]*$")
MIN_NAME_CONSONANTS = 3


class Anchors(msgspec.Struct, frozen=True):
    """Anchors of a document in the order in which they first appear, each with its offsets."""

    document: str
    order: tuple[str, ...]
    spans: dict[str, tuple[int, int]]


def read_anchors(key: str, text: str) -> Anchors:
    """Find the anchors of a text."""
    spans: dict[str, tuple[int, int]] = {}
    fresh = True
    previous_end = 0
    for found in TOKEN.finditer(text):
        gap = text[previous_end : found.start()]
        fresh = fresh or any(mark in gap for mark in ".!?…\n«“\"")
        anchor = anchor_of(found.group(), first=fresh and previous_end != 0 or previous_end == 0)
        if anchor:
            spans.setdefault(anchor, found.span())
        fresh, previous_end = False, found.end()
    return Anchors(key, tuple(spans), spans)


def anchor_of(token: str, *, first: bool) -> str | None:
    """Turn a token into an anchor: a handle, a number, an acronym or designator, a name by its skeleton; None for other words.

    The first word of a sentence is a name in any language only if it is written as one, so it is left out.
    """
    if token.startswith("@"):
        return token.lower()
    if token[0].isdigit():
        digits = re.sub(r"\D", "", token)
        return f"n:{int(digits)}" if NUMBER.match(token) and digits else f"d:{skeleton(token) or token.lower()}"
    if any(letter.isdigit() for letter in token):
        return "d:" + re.sub(r"\W", "", skeleton(re.sub(r"\d+", "", token)) + "".join(re.findall(r"\d+", token)))
    if first or not token[0].isupper():
        return None
    skeletal = skeleton(token).replace(" ", "")
    return f"s:{skeletal}" if len(skeletal) >= MIN_NAME_CONSONANTS else None


def find_translations(archive: Archive, families: dict[str, str], made_by: str) -> Iterator[Derivation]:
    """Compare each document with the earlier ones that share rare anchors; copies of one text weigh as one document."""
    documents = archive.corpus.documents
    anchors = {key: read_anchors(key, document.text) for key, document in documents.items()}
    weights = weigh_anchors(anchors, families)
    index: dict[str, list[str]] = defaultdict(list)
    for key in sorted(anchors, key=archive.order):
        if families.get(key, key) != key:
            continue
        yield from best_original(archive, key, anchors, weights, index, made_by)
        for anchor in anchors[key].order:
            if len(index[anchor]) < MAX_POSTINGS:
                index[anchor].append(key)


def weigh_anchors(anchors: dict[str, Anchors], families: dict[str, str]) -> dict[str, float]:
    """Weight by rarity among families of copies; a small number says half."""
    holders: dict[str, set[str]] = defaultdict(set)
    for key, found in anchors.items():
        for anchor in found.order:
            holders[anchor].add(families.get(key, key))
    total = len({families.get(key, key) for key in anchors}) + PSEUDO_DOCUMENTS
    weights = {}
    for anchor, held in holders.items():
        weight = max(0.0, math.log(total / (len(held) + 0.5)))
        small = anchor.startswith("n:") and int(anchor[2:]) <= SMALL_NUMBER
        weights[anchor] = weight / 2 if small else weight
    return weights


def best_original(
    archive: Archive, key: str, anchors: dict[str, Anchors], weights: dict[str, float], index: dict[str, list[str]], made_by: str
) -> Iterator[Derivation]:  # fmt: skip
    """Yield the edge to the earlier document that this one follows best, if it passes all three bounds."""
    later = anchors[key]
    if len(later.order) < MIN_ANCHORS:
        return
    gained: Counter[str] = Counter()
    for anchor in later.order:
        if len(index[anchor]) < MAX_POSTINGS:
            for earlier in index[anchor]:
                gained[earlier] += weights[anchor]  # type: ignore[assignment]  # a Counter of floats
    candidates = sorted(gained, key=lambda found: (-gained[found], archive.order(found)))[:MAX_CANDIDATES]
    judged = [(measure(later, anchors[earlier], weights), earlier) for earlier in candidates]
    passed = [(found, earlier) for found, earlier in judged if found[0] >= MIN_CONTAINMENT and found[1] >= MIN_WEIGHT and found[2] >= MIN_ORDER]
    if passed:
        (containment, weight, order), earlier = min(passed, key=lambda found: (-found[0][1], archive.order(found[1])))
        yield make(archive, later, earlier, anchors[earlier], containment, weight, order, weights, made_by)


def measure(later: Anchors, earlier: Anchors, weights: dict[str, float]) -> tuple[float, float, float]:
    """(weighted containment in the poorer text, weight shared, weighted share that keeps its order)."""
    shared = [anchor for anchor in later.order if anchor in earlier.spans]
    if len(shared) < MIN_ANCHORS:
        return 0.0, 0.0, 0.0
    weight = sum(weights[anchor] for anchor in shared)
    poorer = min(sum(weights[anchor] for anchor in side.order) for side in (later, earlier))
    place = {anchor: position for position, anchor in enumerate(earlier.order)}
    kept = heaviest_rising([(place[anchor], weights[anchor]) for anchor in shared])
    return weight / poorer if poorer else 0.0, weight, kept / weight if weight else 0.0


def heaviest_rising(steps: list[tuple[int, float]]) -> float:
    """Weight of the heaviest subsequence whose positions rise: the weighted longest common subsequence of two orders without repetition."""
    best: list[float] = []
    for index, (position, weight) in enumerate(steps):
        best.append(weight + max((best[other] for other in range(index) if steps[other][0] < position), default=0.0))
    return max(best, default=0.0)


def make(  # noqa: PLR0913, PLR0917 - the fields of one record
    archive: Archive,
    later: Anchors,
    earlier: str,
    original: Anchors,
    containment: float,
    weight: float,
    order: float,
    weights: dict[str, float],
    made_by: str,
) -> Derivation:
    """Make the soft edge; its spans are the heaviest shared anchors."""
    shared = sorted((anchor for anchor in later.order if anchor in original.spans), key=lambda anchor: (-weights[anchor], later.spans[anchor]))
    documents = archive.corpus.documents
    text = documents[later.document].text
    spans = tuple(Span.of(later.document, text, *later.spans[anchor]) for anchor in shared[:6])
    crosses = documents[later.document].language != documents[earlier].language
    why = f"{len(shared)} anchors in common ({', '.join(span.exact for span in spans)}): {containment:.0%} of the poorer text by weight, {order:.0%} in the same order"
    return Derivation(
        later=later.document,
        earlier=earlier,
        relation="translates" if crosses else "copies",
        strength="soft",
        credited=False,
        rule="anchors.translation" if crosses else "anchors.paraphrase",
        spans=spans,
        why=why,
        made_by=made_by,
    )
