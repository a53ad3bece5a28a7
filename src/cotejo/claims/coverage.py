"""Attributions of a text -> which of them cover a place in it and in what order they nest, looked up in a time that does not grow with the text."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from cotejo.records.attribution import Attribution

SHORT = 2_000  # code points: contents up to this are looked up by where they begin, the few longer ones one by one


class Coverage:
    """Attributions by id, by depth, and by the place of their contents; made once for a text."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self.by_id = {each.id: each for each in attributions}
        self.depth = {key: self._outside(each) for key, each in self.by_id.items()}
        placed = sorted((each.content.start, each.content.end, key) for key, each in self.by_id.items() if each.content)
        self.long = [one for one in placed if one[1] - one[0] > SHORT]
        self.short = [one for one in placed if one[1] - one[0] <= SHORT]
        self.starts = [start for start, _, _ in self.short]

    def innermost(self, start: int, end: int) -> Attribution | None:
        """The innermost attribution whose content covers `[start, end)`: the shortest content, then the deepest link, then whom it cites."""
        near = self.short[bisect_left(self.starts, end - SHORT) : bisect_right(self.starts, start)]
        covering = [(last - first, -self.depth[key], key) for first, last, key in (*near, *self.long) if first <= start and end <= last]
        if not covering:
            return None
        found = min(covering)[2]
        cited = [(-self.depth[key], key) for _, _, key in covering if any(each.id == found for each in self.chain(key)[:-1])]
        return self.by_id[min(cited)[1] if cited else found]

    def chain(self, attribution_id: str | None) -> list[Attribution]:
        """The links from the outermost down to the one named."""
        found: list[Attribution] = []
        at = attribution_id
        while at in self.by_id and len(found) < len(self.by_id):
            found.append(self.by_id[at])
            at = self.by_id[at].within
        return found[::-1]

    def _outside(self, each: Attribution) -> int:
        """How many links stand outside an attribution."""
        count, outer = 0, each.within
        while outer in self.by_id and count < len(self.by_id):
            count, outer = count + 1, self.by_id[outer].within
        return count
