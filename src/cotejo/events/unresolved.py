"""A claim's place as written -> the name that no gazetteer tells apart: it is not "no place", and two of them may agree or differ."""

import re
from functools import lru_cache

import msgspec

from cotejo.events.mentions import frame_of
from cotejo.language import gazetteer
from cotejo.records.claim import Claim, Site
from cotejo.records.resolution import Place

WORD = re.compile(r"\w+")
POINTS = frozenset({"site", "settlement"})
MIN_LETTERS = 2  # of a frame that says anything
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


def written_names(site: Site) -> list[Name]:
    """Names of a site and of the places around it, the smallest first; the kind of site is that of its own name."""
    spans = [(site.name, site.site_kind != "unknown")] if site.name else []
    found = [name_of(span.exact, site=kind) for span, kind in (*spans, *((span, False) for span in site.within))]
    return [name for name in found if name]
