"""Text -> anchors that translation leaves standing: numbers, names, designators, and the frames of words that sister languages share."""

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

import msgspec

from cotejo.events.concepts import concept_of
from cotejo.text.folding import skeleton

TOKEN = re.compile(r"@[A-Za-z0-9_]{2,40}|#?\w+(?:[-\u2011]\w+)*")
DIGITS = re.compile(r"\d+")
PART = re.compile(r"[^-\u2011]+")
SENTENCE_MARKS = frozenset('.!?…\n«“"')
MIN_FRAME = 3  # consonants of a name or word; shorter frames fall together by chance
MIN_WORD = 4
FRAME_LETTERS = 4  # endings differ between sister languages, beginnings do not
LONG_NUMBER = 3  # digits from which a number inside a designator ("Boeing-777") is an anchor of its own
PSEUDO_DOCUMENTS = 8  # keeps the weight of an anchor in a small corpus from resting on two or three documents
SMALL_NUMBER = 10
MIN_FRAMES = 3
TENS_STEP = 10
MAX_JOINER = 3  # signs between "cuarenta" and "dos": a hyphen, " y ", " e "
MIN_COUNT = 3  # number in words that is an anchor: "two" recurs by chance


class Anchors(msgspec.Struct, frozen=True):
    """Anchors of a document, each at its first place; and the frames of all its longer words, in order of first appearance."""

    document: str
    spans: dict[str, tuple[int, int]]  # in order of first appearance
    language: str | None
    names: frozenset[str]  # anchors that continue a name ("Círculo Militar": militar): no evidence of their own
    frames: dict[str, int]  # frame -> order of first appearance
    neutral: frozenset[str]  # frames that any language shares: everyday concepts, numbers, names
    paragraphs: tuple[tuple[str, ...], ...]


class Reader:
    """Reads one text, token by token."""

    def __init__(self, language: str | None) -> None:
        self.language = language
        self.spans: dict[str, tuple[int, int]] = {}
        self.continued: set[str] = set()
        self.frames: dict[str, int] = {}
        self.neutral: set[str] = set()
        self.paragraphs: list[tuple[str, ...]] = []
        self.held: dict[str, None] = {}
        self.tens: tuple[int, int] | None = None  # value and end of a number of tens, which "-two" or "y dos" may go on

    def note_frame(self, frame: str, *, neutral: bool) -> None:
        """Keep a frame at its first place."""
        self.frames.setdefault(frame, len(self.frames))
        if neutral:
            self.neutral.add(frame)

    def note_word(self, token: str, start: int, *, name: bool) -> None:
        """Keep what a word says in any language, else its frame."""
        for offset, length, said, neutral in said_by(token, self.language):
            if neutral and said.startswith("n:") and not token[offset].isdigit():
                self.note_number(int(said[2:]), start + offset, start + offset + length)
            else:
                self.note_frame(said, neutral=neutral or name)

    def note_number(self, value: int, start: int, end: int) -> None:
        """Keep a number in words: "forty-two" and "cuarenta y dos" are 42."""
        if self.tens and value < TENS_STEP and start - self.tens[1] <= MAX_JOINER and self.tens[0] % TENS_STEP == 0:
            value += self.tens[0]
            self.frames.pop(f"n:{self.tens[0]}", None)
        self.tens = (value, end) if TENS_STEP * 2 <= value < TENS_STEP**2 else None
        self.note_frame(f"n:{value}", neutral=True)
        if value >= MIN_COUNT:
            self.spans.setdefault(f"n:{value}", (start, end))
            self.held[f"n:{value}"] = None


@lru_cache(maxsize=1 << 17)
def said_by(token: str, language: str | None) -> tuple[tuple[int, int, str, bool], ...]:
    """What the parts of a word say: (offset, length, concept or frame, whether any language shares it)."""
    found = []
    for offset, part in parts_of(token):
        concept = concept_of(part, language)
        frame = concept or frame_of(part)
        if frame is not None:
            found.append((offset, len(part), frame, concept is not None or part[0].isdigit()))
    return tuple(found)


def parts_of(token: str) -> list[tuple[int, str]]:
    """Cut a compound at its hyphens, with the offsets of its parts; a weekday ("segunda-feira") or a handle stays whole."""
    if "-" not in token or token.endswith("-feira") or token[0] == "@":
        return [(0, token)]
    return [(found.start(), found.group()) for found in PART.finditer(token)]


def read_anchors(key: str, text: str, language: str | None, skipped: Sequence[tuple[int, int]] = ()) -> Anchors:
    """Find the anchors of a text outside `skipped` stretches (boilerplate). A sentence's first word is capital anyway, and is no name for it."""
    reader = Reader(language)
    end, in_name = 0, False
    bounds = [0, *(end for pair in skipped for end in pair), len(text)]
    for found in chain.from_iterable(TOKEN.finditer(text, start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=True)):
        token, start = found.group(), found.start()
        gap = text[end:start]
        first = end == 0 or not SENTENCE_MARKS.isdisjoint(gap)
        plain = token.islower() and token[0] != "@"
        reader.note_word(token, start, name=not plain and not first)
        if "\n" in gap and reader.held:
            reader.paragraphs.append(tuple(reader.held))
            reader.held = {}
        if plain:
            in_name, end = False, found.end()
            continue
        anchors = anchors_of(token, first=first)
        named = len(anchors) == 1 and anchors[0].startswith("s:")
        for anchor in anchors:
            if anchor not in reader.spans and named and in_name and gap == " ":
                reader.continued.add(anchor)
            reader.spans.setdefault(anchor, found.span())
            reader.held[anchor] = None
        in_name, end = named, found.end()
    paragraphs = (*reader.paragraphs, tuple(reader.held))
    return Anchors(key, reader.spans, language, frozenset(reader.continued), reader.frames, frozenset(reader.neutral), paragraphs)


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
    """Weight of each anchor by its rarity among families of copies (a copy adds no document): 1 for one that a single text has, in any archive.

    A small number says half.
    """
    weights = {}
    most = math.log((total + PSEUDO_DOCUMENTS) / 1.5)
    for anchor, keys in held.items():
        holders = len({families.get(key, key) for key in keys})
        weight = max(0.0, math.log((total + PSEUDO_DOCUMENTS) / (holders + 0.5))) / most
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


@lru_cache(maxsize=1 << 15)
def frames_of(text: str) -> frozenset[str]:
    """Word frames of a sentence."""
    return frozenset(frame for token in TOKEN.findall(text) if (frame := frame_of(token)))


def share_frames(left: str, right: str) -> float:
    """Share of the poorer sentence's word frames that the other has; 0 when one has too few words to say."""
    first, second = frames_of(left), frames_of(right)
    fewer = min(len(first), len(second))
    return len(first & second) / fewer if fewer >= MIN_FRAMES else 0.0
