"""Text -> anchors that translation leaves standing: numbers, names, designators, and the frames of words that sister languages share."""

import math
import re
from collections import defaultdict
from functools import lru_cache

import msgspec

from cotejo.text.folding import skeleton

TOKEN = re.compile(r"@[A-Za-z0-9_]{2,40}|#?\w+(?:[-\u2011]\w+)*")
DIGITS = re.compile(r"\d+")
SENTENCE_MARKS = frozenset('.!?…\n«“"')
MIN_FRAME = 3  # consonants of a name or word; shorter frames fall together by chance
MIN_WORD = 4
FRAME_LETTERS = 4  # endings differ between sister languages, beginnings do not
LONG_NUMBER = 3  # digits from which a number inside a designator ("Boeing-777") is an anchor of its own
PSEUDO_DOCUMENTS = 8  # keeps the weight of an anchor in a small corpus from resting on two or three documents
SMALL_NUMBER = 10
MIN_FRAMES = 3


class Anchors(msgspec.Struct, frozen=True):
    """Anchors of a document, each at its first place; and the frames of all its longer words, in order of first appearance."""

    document: str
    spans: dict[str, tuple[int, int]]  # in order of first appearance
    names: frozenset[str]  # anchors that continue a name ("Círculo Militar": militar): no evidence of their own
    frames: dict[str, int]  # frame -> order of first appearance
    paragraphs: tuple[tuple[str, ...], ...]


def read_anchors(key: str, text: str) -> Anchors:
    """Find the anchors of a text. A sentence's first word is capital anyway, and is no name for it."""
    spans: dict[str, tuple[int, int]] = {}
    continued: set[str] = set()
    frames: dict[str, int] = {}
    paragraphs: list[tuple[str, ...]] = []
    held: dict[str, None] = {}
    end, in_name = 0, False
    for found in TOKEN.finditer(text):
        token, start = found.group(), found.start()
        frame = frame_of(token)
        if frame and frame not in frames:
            frames[frame] = len(frames)
        gap = text[end:start]
        if "\n" in gap and held:
            paragraphs.append(tuple(held))
            held = {}
        if token.islower() and token[0] != "@":
            in_name, end = False, found.end()
            continue
        anchors = anchors_of(token, first=end == 0 or not SENTENCE_MARKS.isdisjoint(gap))
        named = len(anchors) == 1 and anchors[0].startswith("s:")
        for anchor in anchors:
            if anchor not in spans and named and in_name and gap == " ":
                continued.add(anchor)
            spans.setdefault(anchor, found.span())
            held[anchor] = None
        in_name, end = named, found.end()
    return Anchors(key, spans, frozenset(continued), frames, (*paragraphs, tuple(held)))


def anchors_of(token: str, *, first: bool) -> tuple[str, ...]:
    """Turn a token into anchors: a handle; a number; a designator with its letters and number; a name by its frame."""
    if token.startswith("@"):
        return (token.lower(),)
    digits = "".join(DIGITS.findall(token))
    if digits == token:
        return (f"n:{int(digits)}",)
    if digits:
        letters = skeleton(DIGITS.sub("", token)).replace(" ", "")
        parts = [f"s:{letters}"] if len(letters) >= MIN_FRAME else []
        parts += [f"n:{int(digits)}"] if len(digits) >= LONG_NUMBER else []
        return (*parts, f"d:{letters}{digits}")
    if first or not token[0].isupper():
        return ()
    frame = skeleton(token).replace(" ", "")
    return (f"s:{frame}",) if len(frame) >= MIN_FRAME else ()


@lru_cache(maxsize=1 << 17)
def frame_of(token: str) -> str | None:
    """Beginning of a word's consonant frame: "semanas" and "semanas", "municipio" and "município" agree; None for a short word."""
    if token.isdigit():
        return f"n:{int(token)}" if token.isascii() else None
    if len(token) < MIN_WORD:
        return None
    frame = skeleton(token).replace(" ", "")
    return frame[:FRAME_LETTERS] if len(frame) >= MIN_FRAME else None


def weigh(held: dict[str, list[str]], families: dict[str, str], total: int) -> dict[str, float]:
    """Weight of each anchor by its rarity among families of copies (a copy adds no document); a small number says half."""
    weights = {}
    for anchor, keys in held.items():
        holders = len({families.get(key, key) for key in keys})
        weight = max(0.0, math.log((total + PSEUDO_DOCUMENTS) / (holders + 0.5)))
        small = anchor.startswith("n:") and int(anchor[2:]) <= SMALL_NUMBER
        weights[anchor] = weight / 2 if small else weight
    return weights


def invert(lists: dict[str, list[str]]) -> dict[str, list[str]]:
    """Turn document -> anchors into anchor -> documents."""
    held: dict[str, list[str]] = defaultdict(list)
    for key, anchors in lists.items():
        for anchor in anchors:
            held[anchor].append(key)
    return dict(held)


def heaviest_rising(steps: list[tuple[int, float]], size: int) -> float:
    """Weight of the heaviest run of steps whose positions rise: the weighted longest common subsequence of two orders without repetition.

    A Fenwick tree of prefix maxima: O(n log size).
    """
    tree = [0.0] * (size + 1)
    best = 0.0
    for position, weight in steps:
        index, before = position, 0.0
        while index > 0:
            before = max(before, tree[index])
            index -= index & -index
        total = before + weight
        best = max(best, total)
        index = position + 1
        while index <= size:
            tree[index] = max(tree[index], total)
            index += index & -index
    return best


def frames_of(text: str) -> frozenset[str]:
    """Word frames of a sentence."""
    return frozenset(frame for token in TOKEN.findall(text) if (frame := frame_of(token)))


def share_frames(left: str, right: str) -> float:
    """Share of the poorer sentence's word frames that the other has; 0 when one has too few words to say."""
    first, second = frames_of(left), frames_of(right)
    fewer = min(len(first), len(second))
    return len(first & second) / fewer if fewer >= MIN_FRAMES else 0.0
