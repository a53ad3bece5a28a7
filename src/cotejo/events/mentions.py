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
    """Names of the archived outlets, by the frames of their words."""

    def __init__(self, outlets: Iterable[str]) -> None:
        self.names: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self.lengths: dict[str, tuple[int, ...]] = {}  # frame of the first word -> numbers of words, the longest first
        for outlet in sorted(set(outlets)):
            frames = tuple(found for word in TOKEN.findall(outlet) if (found := frame_of(word)))
            if frames and (len(frames) > 1 or len(frames[0]) >= MIN_CONSONANTS):
                self.names[frames].append(outlet)
                self.lengths[frames[0]] = tuple(sorted({*self.lengths.get(frames[0], ()), len(frames)}, reverse=True))

    def find(self, text: str) -> list[Mention]:
        """Find the names in a text, the longest first at each place; a name begins with a capital."""
        found: list[Mention] = []
        for start in TOKEN.finditer(text):
            word = start.group()
            if word[0].isupper() and (lengths := self.lengths.get(frame_of(word))) and not (found and start.start() < found[-1].end):
                words = following(text, start.start(), max(lengths))
                mention = next((hit for length in lengths if (hit := self.fit(text, words[:length], length))), None)
                if mention:
                    found.append(mention)
        return found

    def fit(self, text: str, words: list[tuple[str, int, int]], length: int) -> Mention | None:
        """Make the mention of a name of so many words; of look-alikes the one that is spelt so, else none."""
        alike = self.names.get(tuple(frame for frame, _, _ in words), []) if len(words) == length else []
        if not alike:
            return None
        start, end = words[0][1], words[-1][2]
        spelt = [outlet for outlet in alike if slug(outlet).endswith(slug(text[start:end]))]
        chosen = spelt or alike
        if len(chosen) != 1 or (length == 1 and not spelt and len(words[0][0]) <= MIN_CONSONANTS):
            return None
        return Mention(start, end, chosen[0])


def following(text: str, at: int, most: int) -> list[tuple[str, int, int]]:
    """Give the next words that have a frame, with their places."""
    found: list[tuple[str, int, int]] = []
    for word in TOKEN.finditer(text, at):
        if frame := frame_of(word.group()):
            found.append((frame, word.start(), word.end()))
            if len(found) == most:
                break
    return found
