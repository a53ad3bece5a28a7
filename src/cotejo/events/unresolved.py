"""A claim's place as written -> the name that no gazetteer tells apart: it is not "no place", and two of them may agree or differ."""

import re
from functools import lru_cache
from itertools import islice

import msgspec

from cotejo.events.mentions import frame_of
from cotejo.language import gazetteer
from cotejo.records.claim import Claim, Site
from cotejo.records.resolution import Place

WORD = re.compile(r"\w+")
POINTS = frozenset({"site", "settlement"})
MIN_LETTERS = 2  # of a frame that says anything
MAX_ENDING = 2  # letters of a frame that a case ending adds: "Масьяфом"
MIN_BEGINNING = 3  # letters in common from which one frame may be a form of the other


class Name(msgspec.Struct, frozen=True):
    """A name as written, the consonant frames of its words (equal in any script), also joined; whether it is that of a site rather than of a town."""

    written: str
    frames: frozenset[str]
    joined: str
    site: bool

    def is_same(self, other: "Name") -> bool | None:
        """Whether two names are one: all words of the shorter, none of them, or (None) nobody can tell, or they are of different kinds."""
        if self.site != other.site:
            return None
        if self.joined == other.joined or self.frames <= other.frames or other.frames <= self.frames:
            return True
        return None if any(akin(left, right) for left in self.frames for right in other.frames) else False


def akin(left: str, right: str) -> bool:
    """Whether one frame begins the other: a case ending, or a spelling that drops a sound."""
    short, long = sorted((left, right), key=len)
    return len(short) >= MIN_BEGINNING and long.startswith(short)


@lru_cache(maxsize=1 << 15)
def name_of(written: str, *, site: bool) -> Name | None:
    """Read a name; None when too few letters are left of it to compare."""
    frames = [found for word in WORD.findall(written) if len(found := frame_of(word)) >= MIN_LETTERS]
    return Name(written, frozenset(frames), "".join(frames), site) if frames else None


def name_of_place(place: Place) -> Name | None:
    """Give the name of a gazetteer place that is a point; None for an area, in which an unknown name may lie."""
    return name_of(place.name, site=place.precision == "site") if place.precision in POINTS else None


def unresolved(claim: Claim, place: Place | None) -> Name | None:
    """Give the smallest name of a claim's place, where what was resolved is not that place but nothing, or a greater one around it."""
    names = written_names(claim.place) if claim.place else []
    if not names or (place is not None and (place.precision in POINTS or len(names) == 1)):
        return None
    first = names[0]
    if place is not None:
        resolved = name_of(place.name, site=first.site)
        if gazetteer.find(first.written) or (resolved and first.is_same(resolved)):
            return None
    return first


@lru_cache(maxsize=1 << 15)
def names_in(words: str) -> frozenset[str]:
    """Frames of the capitalised words of a sentence but the first: among them is the place that it names in a way nobody read."""
    found = (word.group() for word in islice(WORD.finditer(words), 1, None))
    return frozenset(frame for word in found if word[0].isupper() and len(frame := frame_of(word)) >= MIN_LETTERS)


def says(said: frozenset[str], name: Name) -> bool:
    """Whether a sentence has all words of a name, in any script and with a case ending."""
    return all(frame in said or any(is_form(word, frame) for word in said) for frame in name.frames)


def is_form(word: str, frame: str) -> bool:
    """Whether a frame is that of a word with a case ending."""
    return len(frame) >= MIN_BEGINNING and word.startswith(frame) and len(word) - len(frame) <= MAX_ENDING


def written_names(site: Site) -> list[Name]:
    """Names of a site and of the places around it, the smallest first; the kind of site is that of its own name."""
    spans = [(site.name, site.site_kind != "unknown")] if site.name else []
    found = [name_of(span.exact, site=kind) for span, kind in (*spans, *((span, False) for span in site.within))]
    return [name for name in found if name]
