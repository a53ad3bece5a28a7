"""A quotation in an old text -> where it stands in the text that was read anew, or that it stands nowhere for sure."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

SKIPPED = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]")  # what another extraction sets, drops or breaks otherwise
ALIKE = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "…": "."}
)  # one sign for one: lengths stay
CONTEXT = 80  # signs before and after that are compared
LONG = 40  # signs: a quotation of that length stands for itself
ENOUGH = 12  # signs of context that must agree for a shorter one, on both sides together
MARGIN = 20  # signs by which one place must agree better than the next
GRAM = 48  # signs from the beginning of a word: where both texts have them once, they are the same place
MAX_PLACES = 2000  # of one quotation; more, and it says nothing


class Anchor(NamedTuple):
    """Code points `[start, end)` in the new text; `same` when they are those of the old one."""

    start: int
    end: int
    status: Literal["same", "moved"]


class Orphan(NamedTuple):
    """The quotation stands nowhere for sure: gone, ambiguous, no_context (a short one whose surroundings are others), empty."""

    reason: Literal["gone", "ambiguous", "no_context", "empty"]


class Squeezed(NamedTuple):
    """A text without blanks, and for each sign that is left its place in the text."""

    text: str
    places: list[int]

    @classmethod
    def of(cls, text: str) -> "Squeezed":
        """Squeeze a text."""
        places = [at for at, sign in enumerate(text) if not SKIPPED.match(sign)]
        return cls("".join(text[at] for at in places).translate(ALIKE), places)


class Shift:
    """Two readings of one page, for any number of quotations."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self.before, self.after = Squeezed.of(old), Squeezed.of(new)
        self.index = {place: at for at, place in enumerate(self.before.places)}
        pairs = align(self.before, self.after)
        self.olds, self.news = [old for old, _ in pairs], [new for _, new in pairs]

    def find(self, start: int, end: int) -> Anchor | Orphan:
        """Find where the words at `[start, end)` of the old text stand in the new one; in doubt nowhere."""
        inside = [self.index[at] for at in range(start, min(end, len(self.old))) if at in self.index]
        if not inside:
            return Orphan("empty")
        begin, stop = inside[0], inside[-1] + 1
        quote = self.before.text[begin:stop]
        places = list(self.places_of(quote, start, end))
        if not places:
            return Orphan("gone")
        if len(places) > MAX_PLACES:
            return Orphan("ambiguous")
        low, high = self.between(begin, stop)
        marked = {at: self.agreement(begin, stop, at, len(quote)) for at in places}
        best = max(marked.values())
        near = [at for at in places if best - marked[at] < MARGIN]
        there = [at for at in near if low <= at and at + len(quote) <= high]
        if len(there) != 1:
            return Orphan("ambiguous")
        at = there[0]
        if len(quote) < LONG and best < ENOUGH and not self.touches_ends(begin, stop, at, len(quote)):
            return Orphan("no_context")
        first, last = self.after.places[at], self.after.places[at + len(quote) - 1] + 1
        same = (first, last) == (start, end) and self.new[first:last] == self.old[start:end]
        return Anchor(first, last, "same" if same else "moved")

    def between(self, begin: int, stop: int) -> tuple[int, int]:
        """Between which new signs the old ones `[begin, stop)` must lie, as the places around them that both texts share say."""
        left, right = bisect_right(self.olds, begin) - 1, bisect_left(self.olds, stop)
        low = self.news[left] + (min(GRAM, begin - self.olds[left])) if left >= 0 else 0
        return low, self.news[right] if right < len(self.news) else len(self.after.text)

    def places_of(self, quote: str, start: int, end: int) -> Iterator[int]:
        """Yield where a quotation stands among the new signs; one that began or ended a word does so again."""
        at = self.after.text.find(quote)
        opens = start == 0 or not (self.old[start - 1].isalnum() and self.old[start].isalnum())
        closes = end >= len(self.old) or not (self.old[end - 1].isalnum() and self.old[end].isalnum())
        found = 0
        while at >= 0 and found <= MAX_PLACES:
            first, last = self.after.places[at], self.after.places[at + len(quote) - 1]
            inner_left = first > 0 and self.new[first - 1].isalnum() and self.new[first].isalnum()
            inner_right = last + 1 < len(self.new) and self.new[last + 1].isalnum() and self.new[last].isalnum()
            if not (opens and inner_left) and not (closes and inner_right):
                found += 1
                yield at
            at = self.after.text.find(quote, at + 1)

    def agreement(self, begin: int, stop: int, at: int, length: int) -> int:
        """Count the signs that agree on both sides."""
        return sum(self.sides(begin, stop, at, length))

    def sides(self, begin: int, stop: int, at: int, length: int) -> tuple[int, int]:
        """Count the signs that agree before, and after."""
        left = common(self.before.text[max(begin - CONTEXT, 0) : begin][::-1], self.after.text[max(at - CONTEXT, 0) : at][::-1])
        return left, common(self.before.text[stop : stop + CONTEXT], self.after.text[at + length : at + length + CONTEXT])

    def touches_ends(self, begin: int, stop: int, at: int, length: int) -> bool:
        """Whether a text has no more context than agrees: the quotation is (nearly) all of it."""
        return self.agreement(begin, stop, at, length) == min(begin, CONTEXT) + min(len(self.before.text) - stop, CONTEXT)


def align(old: Squeezed, new: Squeezed) -> list[tuple[int, int]]:
    """Pair the places that both texts share for sure: beginnings of words whose next signs stand once in each, in the same order in both."""
    places = [starts(text) for text in (old, new)]
    once = [{gram: at for gram, at in found if counts[gram] == 1} for found in places for counts in (Counter(gram for gram, _ in found),)]
    pairs = sorted((at, once[1][gram]) for gram, at in once[0].items() if gram in once[1])
    tails: list[int] = []  # longest rising run, by patience
    last: list[int] = []
    before: list[int] = []
    for number, (_, at) in enumerate(pairs):
        place = bisect_left(tails, at)
        before.append(last[place - 1] if place else -1)
        tails[place : place + 1] = [at]
        last[place : place + 1] = [number]
    run: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        run.append(pairs[number])
        number = before[number]
    return run[::-1]


def starts(text: Squeezed) -> list[tuple[str, int]]:
    """Signs from the beginning of each word."""
    begins = [at for at, place in enumerate(text.places) if at == 0 or place - text.places[at - 1] > 1]
    return [(text.text[at : at + GRAM], at) for at in begins if at + GRAM <= len(text.text)]


def common(left: str, right: str) -> int:
    """Length of what two strings begin with alike."""
    return next((at for at, (one, other) in enumerate(zip(left, right, strict=False)) if one != other), min(len(left), len(right)))
