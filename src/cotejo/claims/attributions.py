"""Reading -> attributions: who says what, on whose word, as spans with the rule that read each of them.

Abstains by silence: a phrase that cannot be a source gives none, since a false source raises the count of origins.
"""

from cotejo.claims import quotes, sayings, zones
from cotejo.claims.coreference import name_all
from cotejo.claims.nesting import nest
from cotejo.claims.wording import wording
from cotejo.language.reading import Reading
from cotejo.records.attribution import Attribution

VERSION = "1"
MADE_BY = f"claims.attributions@{VERSION}"


def find(reading: Reading) -> tuple[Attribution, ...]:
    """All attributions of a document, in the order of the text, each id in `within` among them; none in an unsupported language."""
    matchers = wording(reading.language)
    if matchers is None:
        return ()
    quotations = quotes.find(reading.document.text)
    cut = tuple(zones.cut(reading, quotations, matchers))
    drafts = []
    for zone in cut:
        base = len(drafts)
        drafts.extend(draft._replace(outer=draft.outer + base) if draft.outer is not None else draft for draft in sayings.read(zone))
    order = sorted(range(len(drafts)), key=lambda place: (drafts[place].at, drafts[place].outer is not None))
    named = list(name_all(reading, cut, drafts))
    return nest(reading, named, order, None, MADE_BY)


def innermost(attributions: tuple[Attribution, ...], start: int, end: int) -> Attribution | None:
    """The innermost attribution whose content covers `[start, end)`: the shortest content, and in one content the deepest link."""
    depth = depths(attributions)
    covering = [each for each in attributions if each.content and each.content.start <= start and end <= each.content.end]
    return min(covering, key=lambda each: (len(each.content.exact) if each.content else 0, -depth[each.id], each.id), default=None)


def depths(attributions: tuple[Attribution, ...]) -> dict[str, int]:
    """How many links stand outside each attribution."""
    by_id = {each.id: each for each in attributions}
    found: dict[str, int] = {}
    for each in attributions:
        count, outer = 0, each.within
        while outer in by_id and count < len(by_id):
            count, outer = count + 1, by_id[outer].within
        found[each.id] = count
    return found
