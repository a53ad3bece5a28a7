"""Archived outlets and a text -> where the text names one of them, as written or in another script; look-alikes only by their exact name."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from cotejo.events.identities import frame, slug

TOKEN = re.compile(r"\w+")
MIN_CONSONANTS = 4  # of a name of one word: shorter ones fall together with other words


class Mention(NamedTuple):
    """Code points of a text that name an archived outlet."""

    start: int
    end: int
    outlet: str


@lru_cache(maxsize=1 << 16)
def frame_of(word: str) -> str:
    """Consonant frame of one word; empty for an article or a preposition of names."""
    return frame(word).replace(" ", "")


class Register:
    """Names of the archived outlets, by the frame of their first word."""

    def __init__(self, outlets: Iterable[str]) -> None:
        self.names: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for outlet in sorted(set(outlets)):
            frames = tuple(found for word in TOKEN.findall(outlet) if (found := frame_of(word)))
            if frames and (len(frames) > 1 or len(frames[0]) >= MIN_CONSONANTS):
                self.names[frames[0]].append((frames, outlet))
        for entries in self.names.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry[1]))

    def find(self, text: str) -> list[Mention]:
        """Find the names in a text, the longest first at each place; a name begins with a capital."""
        words = [(found.start(), found.end(), found.group()) for found in TOKEN.finditer(text)]
        framed = [(start, end, word, key) for start, end, word in words if (key := frame_of(word))]
        found, at = [], 0
        while at < len(framed):
            hit = self.longest(text, framed, at) if framed[at][2][0].isupper() else None
            if hit:
                mention, at = hit
                found.append(mention)
            else:
                at += 1
        return found

    def longest(self, text: str, framed: list[tuple[int, int, str, str]], at: int) -> tuple[Mention, int] | None:
        """Give the longest name that begins at a word, and where the next word stands; of look-alikes the one that is spelt so, else none."""
        fitting = [
            (frames, outlet)
            for frames, outlet in self.names.get(framed[at][3], ())
            if tuple(entry[3] for entry in framed[at : at + len(frames)]) == frames
        ]
        if not fitting:
            return None
        length = len(fitting[0][0])
        start, end = framed[at][0], framed[at + length - 1][1]
        alike = [outlet for frames, outlet in fitting if len(frames) == length]
        spelt = [outlet for outlet in alike if slug(outlet).endswith(slug(text[start:end]))]
        chosen = spelt or alike
        if len(chosen) != 1 or (length == 1 and not spelt and len(framed[at][3]) <= MIN_CONSONANTS):
            return None
        return Mention(start, end, chosen[0]), at + length
