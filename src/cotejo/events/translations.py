"""Documents -> translations and paraphrases: what no language changes, in the same order, and words followed one by one."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

import msgspec

from cotejo.events.anchors import Anchors, heaviest_rising, invert, read_anchors, weigh
from cotejo.events.archive import Archive
from cotejo.events.passages import Passages
from cotejo.events.versions import DERIVED_BY
from cotejo.records.event import Derivation
from cotejo.records.span import Span

# Weights: 1 for an anchor or a word that one text of the archive has alone. Bounds set on the demo and the dev half of eval/origins.
MIN_CONTAINMENT = 0.45
MIN_WEIGHT = 1.8
MIN_ORDER = 0.7
MIN_ANCHORS = 5
MIN_FOLLOWS = 0.17  # two who saw one landing name the same craft, places and hours, in the same order
MIN_PASSAGE_ANCHORS = 4
PASSAGE_WEIGHT = 2.4
PASSAGE_CONTAINMENT = 0.6
FOLLOWS_HARD = 0.30  # in one language or its sister; texts written apart about one happening reach .20
FOLLOWS_SOFT = 0.19
FOREIGN_HARD = 0.45  # between other languages, of the words that both can have; texts written apart reach .25
FOREIGN_SOFT = 0.30
SURE_FOLLOWED = 6.0  # a notice of two sentences names the same things in the same order by chance
RIVAL = 0.6  # share of a likeness that another text, on which this one rests, must have to explain it
MIN_FOLLOWED = 3.5  # weight; below it the words are too few
MAX_POSTINGS = 200
RARE_FRAME = 5
MAX_CANDIDATES = 8
SISTERS = frozenset({"es", "pt"})


class Likeness(msgspec.Struct, frozen=True):
    """How much of the poorer text is in the other, by weight; the weight shared; the share in the same order; that of words followed."""

    containment: float
    weight: float
    order: float
    follows: float
    followed: float
    sisters: bool
    passage: tuple[str, ...]
    shared: tuple[str, ...]


class Field(msgspec.Struct, frozen=True):
    """All documents' anchors, with their weights and the weights of their word frames."""

    anchors: dict[str, Anchors]
    weights: dict[str, float]
    frames: dict[str, float]
    sums: dict[str, tuple[float, float, float]]  # document -> weight of its anchors, of its frames, of its frames that any language shares

    @classmethod
    def of(cls, archive: Archive, families: dict[str, str], passages: Mapping[str, Passages]) -> "Field":
        """Read all documents but their boilerplate; copies of one text weigh as one."""
        documents = archive.corpus.documents
        anchors = {key: read_anchors(key, found.text, found.language, passages[key].skipped()) for key, found in documents.items()}
        total = len({families.get(key, key) for key in anchors})
        weights = weigh(invert({key: list(found.spans) for key, found in anchors.items()}), families, total)
        frames = weigh(invert({key: list(found.frames) for key, found in anchors.items()}), families, total)
        sums = {}
        for key, found in anchors.items():
            anchored = sum(worth(found, anchor, weights) for anchor in found.spans)
            sums[key] = anchored, sum(frames[frame] for frame in found.frames), sum(frames[frame] for frame in found.frames if frame in found.neutral)
        return cls(anchors, weights, frames, sums)

    def without_frames(self) -> "Field":
        """Keep what is needed once texts have been measured."""
        slim = {key: msgspec.structs.replace(found, frames={}, paragraphs=()) for key, found in self.anchors.items()}
        return msgspec.structs.replace(self, anchors=slim, frames={}, sums={})


def worth(found: Anchors, anchor: str, weights: dict[str, float]) -> float:
    """Weight of an anchor in its text: the later words of one name say half."""
    return weights[anchor] / 2 if anchor in found.names else weights[anchor]


def find_likenesses(archive: Archive, families: dict[str, str], field: Field) -> dict[str, list[tuple[Likeness, str]]]:
    """Compare each document with the earlier ones that share rare anchors; only the first of several copies is compared."""
    found: dict[str, list[tuple[Likeness, str]]] = {}
    index: dict[str, list[str]] = defaultdict(list)
    rare = {frame for frame, keys in invert({key: list(found.frames) for key, found in field.anchors.items()}).items() if len(keys) <= RARE_FRAME}
    for key in sorted(field.anchors, key=archive.order):
        if families.get(key, key) != key:
            continue
        openers = [*field.anchors[key].spans, *(f"w:{frame}" for frame in field.anchors[key].frames if frame in rare)]
        judged = [(measure(field, key, earlier), earlier) for earlier in candidates(archive, key, openers, field, index)]
        tied = [(likeness, earlier) for likeness, earlier in judged if likeness and rule_of(likeness)]
        if tied:
            found[key] = tied
        for opener in openers:
            if len(index[opener]) < MAX_POSTINGS:
                index[opener].append(key)
    return found


def choose_originals(
    archive: Archive, found: dict[str, list[tuple[Likeness, str]]], field: Field, rests: dict[str, set[str]]
) -> Iterator[Derivation]:
    """Yield per document the edge to the earlier text that it follows best, where nothing else explains it.

    `rests` is what each document rests on already (credited, linked, copied): a likeness that such a document explains is not a tie of its own.
    """
    for key, tied in found.items():
        known = rests.get(key, set())
        passed = [(likeness, earlier) for likeness, earlier in tied if stands(archive, field, key, earlier, likeness, tied, known)]
        if passed:
            likeness, earlier = min(passed, key=lambda pair: (not hard(pair[0]), -pair[0].follows, -pair[0].weight, archive.order(pair[1])))
            yield make(archive, key, earlier, field, likeness)


def stands(  # noqa: PLR0913, PLR0917 - what may explain a likeness
    archive: Archive, field: Field, key: str, earlier: str, likeness: Likeness, tied: list[tuple[Likeness, str]], known: set[str]
) -> bool:
    """Whether nothing else explains that a text is like an earlier one: no report that it credits is as like, and no source is common to both."""
    if any(other in known and other != earlier and rival.follows >= RIVAL * likeness.follows for rival, other in tied):
        return False
    if hard(likeness):
        return True
    own = {found for found in archive.brought_by(archive.outlets[key]) if archive.precedes(found, key) and found != key}
    if archive.sources_named(key) & archive.sources_named(earlier):
        return False
    return unexplained(field, key, earlier, known | own) >= MIN_WEIGHT


def candidates(archive: Archive, key: str, openers: list[str], field: Field, index: dict[str, list[str]]) -> list[str]:
    """Earlier documents that share the heaviest anchors; those of the same hand are left out: an author may repeat himself."""
    gained: dict[str, float] = Counter()  # type: ignore[assignment]  # sums of weights
    for opener in openers:
        weight = field.frames[opener[2:]] if opener.startswith("w:") else field.weights[opener]
        if len(index[opener]) < MAX_POSTINGS:
            for earlier in index[opener]:
                gained[earlier] += weight
    enough = [found for found, weight in gained.items() if weight >= MIN_WEIGHT]
    likely = sorted(enough, key=lambda found: (-gained[found], archive.order(found)))[:MAX_CANDIDATES]
    return [found for found in likely if not archive.same_carrier(key, found)]


def unexplained(field: Field, later: str, earlier: str, rests: set[str]) -> float:
    """Weight of the anchors shared with an earlier text that no other text on which this one rests has too."""
    new, old = field.anchors[later], field.anchors[earlier]
    others = [field.anchors[found].spans for found in sorted(rests - {earlier})]
    return sum(worth(new, anchor, field.weights) for anchor in new.spans if anchor in old.spans and not any(anchor in other for other in others))


def hard(likeness: Likeness) -> bool:
    """Whether the words are followed one by one: no soft tie any more."""
    return likeness.follows >= (FOLLOWS_HARD if likeness.sisters else FOREIGN_HARD) and likeness.followed >= SURE_FOLLOWED


def rule_of(likeness: Likeness) -> str | None:
    """Name the rule by which two texts are tied; None when none holds."""
    if hard(likeness):
        return "follows.words"
    enough = likeness.weight >= MIN_WEIGHT and len(likeness.shared) >= MIN_ANCHORS
    if enough and likeness.containment >= MIN_CONTAINMENT and likeness.order >= MIN_ORDER and likeness.follows >= MIN_FOLLOWS:
        return "anchors.text"
    if likeness.follows >= (FOLLOWS_SOFT if likeness.sisters else FOREIGN_SOFT) and likeness.followed >= MIN_FOLLOWED:
        return "follows.part"
    return "anchors.passage" if likeness.passage else None


def measure(field: Field, later: str, earlier: str) -> Likeness | None:
    """Measure how much of a text is in an earlier one; None when what they share is too little for any rule, in whatever order."""
    new, old = field.anchors[later], field.anchors[earlier]
    shared = tuple(anchor for anchor in new.spans if anchor in old.spans)
    weight = sum(worth(new, anchor, field.weights) for anchor in shared)
    poorer = min(field.sums[later][0], field.sums[earlier][0])
    sisters = are_sisters(new.language, old.language)
    fewer = min(field.sums[key][1 if sisters else 2] for key in (later, earlier))
    common = [frame for frame in new.frames if frame in old.frames and (sisters or (frame in new.neutral and frame in old.neutral))]
    bound = sum(field.frames[frame] for frame in common)
    passage = best_passage(field, new, old)
    whole = weight >= MIN_WEIGHT and weight >= MIN_CONTAINMENT * poorer and len(shared) >= MIN_ANCHORS
    if not (passage or whole or (bound >= MIN_FOLLOWED and bound >= FOLLOWS_SOFT * fewer)):
        return None
    place = {anchor: position for position, anchor in enumerate(old.spans)}
    kept = heaviest_rising([(place[anchor], worth(new, anchor, field.weights)) for anchor in shared], len(place))
    followed = heaviest_rising([(old.frames[frame], field.frames[frame]) for frame in common], len(old.frames))
    return Likeness(
        containment=weight / poorer if poorer else 0.0,
        weight=weight,
        order=kept / weight if weight else 0.0,
        follows=followed / fewer if fewer else 0.0,
        followed=followed,
        sisters=sisters,
        passage=passage,
        shared=shared,
    )


def are_sisters(left: str | None, right: str | None) -> bool:
    """Whether words of two languages are written alike, so that their frames compare; of others only what any language shares does."""
    return left == right or {left, right} == SISTERS


def best_passage(field: Field, new: Anchors, old: Anchors) -> tuple[str, ...]:
    """Anchors of the later text's paragraph that lies almost whole in the earlier text, in its order; () when none does."""
    place = {anchor: position for position, anchor in enumerate(old.spans)}
    best: tuple[float, tuple[str, ...]] = (0.0, ())
    for paragraph in new.paragraphs:
        shared = tuple(anchor for anchor in paragraph if anchor in place)
        weight = sum(worth(new, anchor, field.weights) for anchor in shared)
        whole = sum(worth(new, anchor, field.weights) for anchor in paragraph)
        if len(shared) < MIN_PASSAGE_ANCHORS or weight < PASSAGE_WEIGHT or weight / whole < PASSAGE_CONTAINMENT:
            continue
        kept = heaviest_rising([(place[anchor], worth(new, anchor, field.weights)) for anchor in shared], len(place))
        if kept / weight >= MIN_ORDER and weight > best[0]:
            best = (weight, shared)
    return best[1]


def make(archive: Archive, later: str, earlier: str, field: Field, likeness: Likeness) -> Derivation:
    """Make the edge; its spans are the heaviest shared anchors."""
    documents = archive.corpus.documents
    rule = rule_of(likeness) or ""
    spans_of = field.anchors[later].spans
    anchors = likeness.passage if rule == "anchors.passage" else likeness.shared
    heaviest = sorted(anchors, key=lambda anchor: (-field.weights[anchor], spans_of[anchor]))[:6]
    spans = tuple(Span.of(later, documents[later].text, *spans_of[anchor]) for anchor in heaviest)
    shown = ", ".join(dict.fromkeys(span.exact for span in spans))
    why = (
        f"{len(anchors)} anchors in common ({shown}), {likeness.order:.0%} of their weight in the same order; "
        f"{likeness.follows:.0%} of the words follow the other text in its order"
    )
    return Derivation(
        later=later,
        earlier=earlier,
        relation="translates" if documents[later].language != documents[earlier].language else "copies",
        strength="hard" if hard(likeness) else "soft",
        credited=False,
        rule=rule,
        spans=spans,
        why=why,
        made_by=DERIVED_BY,
    )
