"""What every rule of attribution works with: drafts, matches, and the cutting of spans and clauses out of a zone."""

from typing import NamedTuple

from cotejo.claims.phrases import Outlet, Phrase
from cotejo.claims.wording import Verb
from cotejo.claims.zones import Zone
from cotejo.records.attribution import Certainty, Mode, Polarity, SpeechAct

MIN_CONTENT = 2  # items; "said so" is no content
MIN_CLAUSE = 3
THUS_ITEMS = 5  # "Об этом изданию в пятницу рассказал": so many items may stand before the verb
REACH = 14  # items between a verb and its complementiser: "told reporters in Kyiv on Monday that"
OPENERS = frozenset({",", ":", ";", "—", "–", "-", "(", ")", "…", ".", "!", "?"})
ADVERBIAL = frozenset({"on", "by", "por", "during", "durante"})
STRONG_OBJECT = frozenset({"deny", "accuse", "confirm", "reveal", "announce", "demand", "observe", "threaten"})


class Draft(NamedTuple):
    """An attribution as read from one place. `outer` is the place in the list of drafts of the one that relays it."""

    phrase: Phrase | None
    cue: tuple[int, int] | None
    content: tuple[int, int] | None
    mode: Mode
    rule: str
    act: SpeechAct = "ASSERT"
    certainty: Certainty = "certain"
    polarity: Polarity = "positive"
    outlet: Certainty = "uncommitted"
    sentence: int = 0
    paragraph: int = 0
    inside: int | None = None
    outer: int | None = None
    carry: bool = False
    told: Outlet | None = None
    whole: tuple[int, int] | None = None  # the source's phrase with its appositions
    backward: bool = False  # "Así lo contó ...": the content is what stands before the sentence
    at: int = 0


class Match(NamedTuple):
    """A verb with its subject: items `[first, last)` cover both."""

    verb: Verb
    at: int
    length: int
    first: int
    last: int
    phrase: Phrase | None
    carry: bool
    told: Outlet | None
    own: bool


def draft_at(zone: Zone, at: int, rule: str, **fields: object) -> Draft:
    """Make a draft at an item, with the fields given."""
    base = Draft(None, None, None, "indirect", rule, sentence=zone.sentence, paragraph=zone.paragraph, inside=zone.inside, at=zone.items[at].start)
    return base._replace(**fields)  # type: ignore[arg-type]


def span_of(zone: Zone, first: int, last: int) -> tuple[int, int]:
    """Cut the offsets of items `[first, last)`."""
    return zone.items[first].start, zone.items[last - 1].end


def content_of(zone: Zone, first: int, last: int) -> tuple[int, int] | None:
    """Trim signs off the ends; None when nothing is left."""
    while first < last and not zone.items[first].is_word and zone.items[first].quote is None:
        first += 1
    while (
        last > first and not zone.items[last - 1].is_word and zone.items[last - 1].quote is None and zone.items[last - 1].text not in {")", "»", "”"}
    ):
        last -= 1
    return span_of(zone, first, last) if last > first else None


def mode_of(zone: Zone, first: int, last: int) -> Mode:
    """Direct when the content is a quotation, mixed when it holds one, else indirect."""
    inner = zone.items[first:last]
    quotes = sum(1 for item in inner if item.quote is not None)
    word_count = sum(1 for item in inner if item.is_word)
    if quotes and not word_count:
        return "direct"
    return "mixed" if quotes else "indirect"


def mode_over(zone: Zone, content: tuple[int, int] | None) -> Mode:
    """Say in which mode a content is given."""
    if content is None:
        return "floating"
    first = next(k for k, item in enumerate(zone.items) if item.end > content[0])
    last = next((k for k, item in enumerate(zone.items) if item.start >= content[1]), len(zone.items))
    return mode_of(zone, first, last)


def clause_start(zone: Zone, at: int) -> int:
    """Find the item that begins the clause of an item: after a semicolon, or a comma and a coordinator."""
    for k in range(at - 1, -1, -1):
        if zone.items[k].text == ";" or (zone.items[k].text == "," and k + 1 < at and zone.low[k + 1] in zone.wording.grammar.coordinators):
            return k + 1
    return 0


def clause_end(zone: Zone, at: int) -> int:
    """Find the item that ends the clause: a semicolon."""
    return next((k for k in range(at, len(zone.items)) if zone.items[k].text == ";"), len(zone.items))


def plain_verb() -> Verb:
    """Stand in for the verb of a frame that has none ("according to")."""
    return Verb("say", "finite", "ASSERT", "certain", "positive", "uncommitted", weak=False)


def emit(zone: Zone, at: int, match: Match, content: tuple[int, int] | None, used: int, rule: str) -> list[tuple[Draft, int]]:
    """One draft; two when a report names both its outlet and its author."""
    verb = match.verb
    told_rule = "own.told_us" if match.own else rule
    draft = draft_at(
        zone,
        at,
        told_rule,
        phrase=match.phrase,
        carry=match.carry,
        cue=span_of(zone, match.at, match.at + match.length),
        content=content,
        mode=mode_over(zone, content),
        act=verb.act,
        certainty=verb.certainty,
        polarity=verb.polarity,
        outlet=verb.outlet,
        told=match.told,
        backward=content is None and any(low in zone.wording.grammar.thus for low in zone.low[: match.at]),
    )
    return [(draft, max(used, match.at + match.length))]
