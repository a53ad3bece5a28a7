"""Public sets of news (news_cluster; ECB+ dev) -> B3 of stories by our layer of shared anchors and words, beside tf-idf, with one way to cluster.

These sets are English, hold few of our kinds of happenings, and group documents, not claims: what is measured is the layer by which documents
become candidates for each other (`events/anchors.py`: numbers, names, frames of words, weighted by rarity), with an adapter that our pipeline does
not have: what comes first in a text counts more, and average linkage down to a bound. Figures are given at each set's best bound, as the published
line of tf-idf is, and at the bound that the other topics of ECB+ set; for both ways alike.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.etree import ElementTree as ET

from cotejo.events.anchors import invert, read_anchors, weigh
from eval.figures import Figure
from eval.lineage import b_cubed
from eval.shared import SHARED

STORIES = SHARED / "data" / "news_cluster"
TOPICS = SHARED / "data" / "ecbplus"
DEV = ("2", "5", "12", "18", "21", "23", "34", "35")  # the customary dev part
WORD = re.compile(r"[a-z]{2,}|\d+")
BOUNDS = [step / 100 for step in range(2, 60)]
LEAD = 60  # anchors or frames after which the weight is half: news says first what it is about
STOP_SHARE = 0.35  # words in more of the documents than this say nothing

Vector = dict[str, float]


class Told(NamedTuple):
    """A text and its story."""

    text: str
    story: str


def read_stories() -> list[Told]:
    """Read news_cluster: title and text."""
    rows = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(STORIES.glob("*.json"))]
    return [Told(f"{row['title']}\n{row['text'] or ''}", str(row["newsCluster"])) for row in rows]


def read_topics(*, dev: bool) -> list[Told]:
    """Read ECB+: the story of a text is its topic and half (ecb or ecbplus: two happenings of one kind)."""
    found = []
    for folder in sorted(TOPICS.iterdir(), key=lambda path: path.name.zfill(3)):
        if folder.is_dir() and (folder.name in DEV) is dev:
            for path in sorted(folder.glob("*.xml")):
                words = [token.text or "" for token in ET.parse(path).getroot().iter("token")]  # noqa: S314 - a corpus on this disk
                found.append(Told(" ".join(words), f"{folder.name}{'plus' if path.stem.endswith('plus') else ''}"))
    return found


def by_tf_idf(texts: Sequence[str]) -> list[Vector]:
    """Vectors of words, (1 + log tf) x idf."""
    counts = [Counter(WORD.findall(text.lower())) for text in texts]
    held = Counter(word for count in counts for word in count)
    size = len(texts)
    return [
        {word: (1 + math.log(number)) * math.log(size / held[word]) for word, number in count.items() if held[word] < STOP_SHARE * size}
        for count in counts
    ]


def by_anchors(texts: Sequence[str]) -> list[Vector]:
    """Vectors of our anchors and frames, weighed as the room weighs them."""
    read = {str(number): read_anchors(str(number), text, "en") for number, text in enumerate(texts)}
    spans = {key: [f"a:{anchor}" for anchor in found.spans] for key, found in read.items()}
    frames = {key: [f"f:{frame}" for frame in found.frames] for key, found in read.items()}
    anchored, framed = weigh(strip(invert(spans)), {}, len(texts)), weigh(strip(invert(frames)), {}, len(texts))
    vectors = []
    for found in read.values():
        names = {f"a:{anchor}": anchored[anchor] / (1 + rank / LEAD) for rank, anchor in enumerate(found.spans)}
        vectors.append(names | {f"f:{frame}": framed[frame] / (1 + rank / LEAD) for frame, rank in found.frames.items()})
    return vectors


def strip(held: dict[str, list[str]]) -> dict[str, list[str]]:
    """Take the mark of its kind off each key, which `weigh` reads numbers by."""
    return {key[2:]: found for key, found in held.items()}


def cosines(vectors: Sequence[Vector]) -> list[list[float]]:
    """Likeness of all pairs."""
    norms = [math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0 for vector in vectors]
    table = [[0.0] * len(vectors) for _ in vectors]
    for left, first in enumerate(vectors):
        for right in range(left):
            second = vectors[right]
            small, large = (first, second) if len(first) < len(second) else (second, first)
            shared = sum(weight * large[key] for key, weight in small.items() if key in large)
            table[left][right] = table[right][left] = shared / (norms[left] * norms[right])
    return table


def cluster(likeness: Sequence[Sequence[float]]) -> Iterator[tuple[float, list[int]]]:
    """Join the two groups that are on average most alike, again and again; yield each step: (likeness, group of every item before it)."""
    sums = {number: dict(enumerate(row)) for number, row in enumerate(likeness)}
    members = {number: [number] for number in sums}
    group = list(sums)
    while len(members) > 1:
        mean, left, right = max(
            (sums[a][b] / (len(members[a]) * len(members[b])), a, b) for a in members for b in members if a < b
        )  # fmt: skip
        yield mean, list(group)
        members[left] += members.pop(right)
        for item in members[left]:
            group[item] = left
        for other in members:
            if other != left:
                sums[left][other] = sums[other][left] = sums[left][other] + sums[right][other]
    yield -1.0, group


def partitions(vectors: Sequence[Vector]) -> dict[float, list[int]]:
    """Partition at each bound."""
    steps = list(cluster(cosines(vectors)))
    return {bound: next(group for mean, group in steps if mean < bound) for bound in BOUNDS}


def b3(told: Sequence[Told], group: Sequence[int]) -> float:
    """B3 of a partition against the stories."""
    names = {story: number for number, story in enumerate(dict.fromkeys(one.story for one in told))}
    return b_cubed([names[one.story] for one in told], group)


WAYS: Mapping[str, Callable[[Sequence[str]], list[Vector]]] = {"tf-idf": by_tf_idf, "anchors": by_anchors}


def figures() -> list[Figure]:
    """Score news_cluster and ECB+ dev at their best bounds, and at the one that the rest of ECB+ sets."""
    sets = {"news_cluster": read_stories(), "ECB+ dev": read_topics(dev=True)}
    tuning = read_topics(dev=False)
    best: dict[tuple[str, str], float] = {}
    carried: dict[tuple[str, str], float] = {}
    for way, make in WAYS.items():
        tuned = {bound: b3(tuning, group) for bound, group in partitions(make([one.text for one in tuning])).items()}
        set_by = max(BOUNDS, key=lambda bound, tuned=tuned: (tuned[bound], -bound))  # type: ignore[misc]
        for name, told in sets.items():
            scores = {bound: b3(told, group) for bound, group in partitions(make([one.text for one in told])).items()}
            best[name, way], carried[name, way] = max(scores.values()), scores[set_by]
    figures = []
    for title, values in (("best bound", best), ("bound of other topics", carried)):
        for name, told in sets.items():
            ours, naive = values[name, "anchors"], values[name, "tf-idf"]
            figures.append(Figure(f"stories B3, {name}, {title}", ours * len(told), len(told), naive, "beside tf-idf, clustered the same way"))
    return figures
