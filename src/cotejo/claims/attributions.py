"""Reading -> attributions: who says what, on whose word, as spans with the rule that read each of them.

Abstains by silence: a phrase that cannot be a source gives none, since a false source raises the count of origins.
"""

import sys
from bisect import bisect_right

from cotejo.claims import attitudes, carriers, echoes, eyewitnesses, floating, quotes, sayings, speakers, wholes, widening, zones
from cotejo.claims.coreference import name_all
from cotejo.claims.coverage import Coverage
from cotejo.claims.drafts import Draft
from cotejo.claims.nesting import nest
from cotejo.claims.publishers import Publisher
from cotejo.claims.wording import WORD, Wording, fold, wording
from cotejo.claims.zones import Zone
from cotejo.language.reading import Reading
from cotejo.records.attribution import Attribution

VERSION = "1"
MADE_BY = f"claims.attributions@{VERSION}"
MAX_ZONE_ITEMS = 250  # words and signs; a longer "sentence" is no prose (a list, a text without full stops), and reading it would have no bound
INSERT_WORDS = 4  # a speaker's tag between dashes begins with its verb: "—dijo X—", "— рассказал нам X. —"


def find(reading: Reading) -> tuple[Attribution, ...]:
    """All attributions of a document, in the order of the text, each id in `within` among them; none in an unsupported language."""
    matchers = wording(reading.language)
    if matchers is None:
        return ()
    text = reading.document.text
    head = carriers.dateline(text, matchers)
    carrier = carriers.structural(reading, matchers, head, MADE_BY)
    outer = carrier.id if carrier else None
    posts = tuple(carriers.posted(reading, outer, MADE_BY))
    taken = sorted(
        [(each.content.start, each.content.end) for each in posts if each.content] + [(each.cue.start, each.cue.end) for each in posts if each.cue]
    )
    quotations = quotes.find(text, lambda part: _inserts(matchers, part))
    cut = tuple(
        zone
        for zone in zones.cut(reading, quotations, matchers, head.body if head else 0)
        if len(zone.items) <= MAX_ZONE_ITEMS and not _held(zone, taken)
    )
    drafts: list[Draft] = []
    for zone in cut:
        base = len(drafts)
        said = sayings.read(zone)
        held = attitudes.read(zone, said)
        drafts.extend(draft._replace(outer=draft.outer + base) if draft.outer is not None else draft for draft in wholes.whole(zone, said))
        drafts.extend(wholes.whole(zone, held))
    drafts.extend(speakers.turns(cut, quotations))
    own = list(eyewitnesses.seen(cut, Publisher(reading.document)))
    drafts = [*eyewitnesses.without(drafts, own), *own]
    drafts = widening.widen([floating.backward(cut, draft) for draft in drafts], quotations)
    order = sorted(range(len(drafts)), key=lambda place: (drafts[place].at, drafts[place].outer is not None))
    named = list(name_all(reading, cut, drafts))
    floats = list(floating.carried(cut, quotations, named, taken))
    order.extend(range(len(drafts), len(drafts) + len(floats)))
    spoken = nest(reading, [*named, *floats], order, outer, MADE_BY)
    echoed = tuple(echoes.of(reading, posts, spoken, MADE_BY))
    found = {each.id: each for each in (*((carrier,) if carrier else ()), *posts, *spoken, *echoed)}
    return tuple(sorted(found.values(), key=_place))


def voices(attributions: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """Those on whose word a claim may rest: who says, denies, saw; not who only wants, backs or fears something."""
    return tuple(each for each in attributions if not each.rule.startswith(attitudes.RULE))


def _place(each: Attribution) -> tuple[int, int, str]:
    spans = [span.start for span in (each.cue, each.content, each.source.span) if span]
    return (-1 if each.mode == "structure" and each.within is None else min(spans, default=0), 0, each.id)


def _held(zone: Zone, taken: list[tuple[int, int]]) -> bool:
    """Whether a zone lies in a post: its words are the account's, not the outlet's."""
    last = bisect_right(taken, (zone.start, sys.maxsize))
    return any(left <= zone.start and zone.end <= right + 1 for left, right in taken[max(0, last - 2) : last])


def _inserts(matchers: Wording, part: str) -> bool:
    """Whether a part between two dashes of a dialogue says who speaks."""
    low = [fold(match.group()) for match in WORD.finditer(part)][:INSERT_WORDS]
    return any(matchers.verbs.at(low, at) for at in range(len(low)))


def innermost(attributions: tuple[Attribution, ...], start: int, end: int) -> Attribution | None:
    """The innermost attribution whose content covers `[start, end)`; for many places of one text make its `Coverage` once."""
    return Coverage(attributions).innermost(start, end)
