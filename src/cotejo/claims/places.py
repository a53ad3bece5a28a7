"""A sentence's words -> the sites and places in it, and the one where a trigger's happening took place."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, get_args

from cotejo.claims.actors import Force
from cotejo.claims.lines import ARTICLES, Line
from cotejo.language.reading import Reading
from cotejo.records.claim import Site, SiteKind

NAMED = frozenset({"place", "facility"})
AGENTS = frozenset({"by", "por"})
PARTICIPLES = ("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "ed", "sent", "taken", "brought", "flown")
SITE_KINDS: dict[str, SiteKind] = {kind: kind for kind in get_args(SiteKind)}
GAP = 6  # words between a place and the one that it lies in
HEAD = 3  # words at the beginning of a sentence in which its place may stand: "In the state of Bolívar, ..."
ODD = 2  # "Bolivar, the mining state of Venezuela"
DIVISION = 2  # "in the province Idlib": words from a preposition to a name that no table knows
JOIN = 5  # words between a preposition and the name that it joins
BARE = frozenset("fly arrive enter leave control occupy host use build install withdraw move exist stay seen".split())  # noqa: SIM905 - words
OF = frozenset({"of"})
INSIDE = frozenset("in at en no na em в во на".split())  # noqa: SIM905 - a list of words
PARTS = frozenset({"es", "pt"})  # their "de" is "of" and "from"
BRACKETS = frozenset(",()")
DIRECT = frozenset({"fly", "leave", "enter", "control", "occupy", "arrive"})
FROM = frozenset({"leave", "withdraw", "expel"})


class Spot(NamedTuple):
    """Words `[first, last)` name a site or place. `named` is False for a common noun; `prep` joins it, and stands at `joint`; it `points` back."""

    line: int
    first: int
    last: int
    kind: SiteKind
    named: bool
    prep: str | None
    state: str | None
    points: bool = False
    joint: int | None = None


class Placed(NamedTuple):
    """Spots, the smallest first, and the rule that joined them to their trigger. `carried` are those that the words only point to."""

    spots: tuple[Spot, ...]
    rule: str
    carried: "Placed | None" = None

    def all_spots(self) -> tuple[Spot, ...]:
        """Own spots, then those pointed to."""
        return (*self.spots, *(self.carried.all_spots() if self.carried else ()))

    @property
    def is_named(self) -> bool:
        """Whether some proper name says where it is."""
        return any(spot.named for spot in self.all_spots())


class Entry(NamedTuple):
    """Words that may name a place."""

    first: int
    last: int
    kind: SiteKind
    named: bool
    state: str | None
    points: bool = False


def find_spots(line: Line, forces: Sequence[Force], sources: Sequence[tuple[int, int]]) -> tuple[Spot, ...]:
    """All sites and places of a sentence, left to right; none inside a force's name, a source's, or a date's."""
    spots: list[Spot] = []
    for entry in sorted(entries(line), key=lambda each: (each.first, -each.last, not each.named)):
        if spots and entry.first < spots[-1].last:
            continue
        owned = any(force.first <= entry.first and entry.last <= force.last for force in forces if force.acts and force.head != entry.first)
        dated = any(left < entry.last and entry.first < right for left, right, _ in line.dates)
        said = any(start <= line.start(entry.first) and line.end(entry.last) <= end for start, end in sources)
        if not owned and not said and not dated and not is_beside(line, entry.first):
            joint = joined(line, entry.first)
            prep = None if joint is None else line.low[joint]
            spots.append(Spot(line.number, entry.first, entry.last, entry.kind, entry.named, prep, entry.state, entry.points, joint))
    return tuple(spots)


def entries(line: Line) -> list[Entry]:
    """Names of places, unknown names after a preposition, nouns of sites, words that point back."""
    found = [Entry(first, last, kind_of(name.key), True, name.state) for first, last, name in line.names if name.kind in NAMED]
    found += [Entry(state.first, state.last, "unknown", True, state.state) for state in line.states if not state.adjective]
    for first, last, name in line.names:
        stated = any(line.state_at(at) for at in range(first, last))
        joint = joined(line, first)
        joins = line.tokens[first].text[0].isupper() and joint is not None and first - joint <= DIVISION
        parts = joint is not None and (line.words.language not in PARTS or not line.is_small("from", joint) or is_part(line, joint))
        taken = (joins and parts) or is_object(line, first)
        if name.kind == "other" and not stated and taken and not overlaps(found, first, last):
            found.append(Entry(first, last, "unknown", True, None))
        if name.kind in {"force", "unit"} and joins and line.low[joint or 0] in INSIDE:
            found.append(Entry(first, last, "headquarters", True, name.state))
    return [*found, *common(line, found)]


def is_object(line: Line, first: int) -> bool:
    """Whether an unknown name stands right after a verb that takes its place without a preposition: "left Bamako"."""
    reach = range(max(0, first - 3), first)
    return any(hit.last == first and hit.label in DIRECT for at in reach for hit in line.words.triggers.at(line.low, at))


def is_part(line: Line, joint: int) -> bool:
    """Whether "of" stands after a site or a division: "hotel de Coloncito", "las calles de Palmira"."""
    before = joint - 1
    return before >= 0 and (line.is_small("divisions", before) or any(hit.last == joint for hit in line.words.sites.search(line.low)))


def common(line: Line, found: Sequence[Entry]) -> Iterator[Entry]:
    """Nouns of sites, and words that point back; not those that a name follows ("the state of Táchira")."""
    for site in line.words.sites.search(line.low):
        if not overlaps(found, site.first, site.last):
            definite = site.first > 0 and line.is_small("definite", site.first - 1)
            yield Entry(site.first, site.last, SITE_KINDS.get(site.label, "unknown"), False, None, definite)
    for hit in line.words.lists["point"].search(line.low):
        opens = hit.last < len(line.low) and (line.is_small("belonging", hit.last) or line.tokens[hit.last].text[0].isupper())
        if not opens and not overlaps(found, hit.first, hit.last):
            yield Entry(hit.first, hit.last, "unknown", False, None, True)


def kind_of(key: str | None) -> SiteKind:
    """Kind of site that a facility's key names, if it does."""
    return SITE_KINDS.get((key or "").split(":", 1)[0], "unknown")


def overlaps(found: Sequence[Entry], first: int, last: int) -> bool:
    """Whether words are taken already."""
    return any(entry.first < last and first < entry.last for entry in found)


def joined(line: Line, first: int) -> int | None:
    """Where the preposition before a place stands, over articles and the nouns of divisions."""
    for back in range(1, min(JOIN, first) + 1):
        at = first - back
        if line.is_small("prepositions", at):
            return None if at == 0 and line.low[0] in ARTICLES.get(line.words.language, ()) else at
        small = line.is_small("definite", at) or line.is_small("inside", at) or line.state_at(at) is not None
        if not small and (not line.low[at].isalpha() or back > JOIN - 2):
            return None
    return None


def is_beside(line: Line, first: int) -> bool:
    """Whether a place is only what the place of the happening lies beside: "on the border with Colombia"."""
    at = first
    while at > 0 and line.is_small("definite", at - 1):
        at -= 1
    low = line.low
    return any(hit.last in {at, first} for back in range(max(0, at - JOIN), at) for hit in line.words.lists["beside"].at(low, back))


def attach(line: Line, group: str, trigger: tuple[int, int], scope: tuple[int, int], spots: Sequence[Spot]) -> Placed | None:
    """The place of a trigger: after it in its clauses, before it, at the head of the sentence, then elsewhere in the sentence."""
    usable = [spot for spot in spots if is_allowed(line, group, spot, trigger)]
    inside = [spot for spot in usable if scope[0] <= spot.first and spot.last <= scope[1]]
    after = [spot for spot in inside if spot.first >= trigger[0]]
    before = in_chains(line, [spot for spot in inside if spot.last <= trigger[0]])
    head = [spot for spot in usable if spot.first <= HEAD and spot.prep]
    rest = [spot for spot in usable if spot.first >= trigger[1]] or usable
    for found, rule in ((after, "place.after"), (before, "place.before"), (head, "place.head"), (rest, "place.sentence")):
        if found:
            return chain(line, found[0], spots, rule)
    return None


def in_chains(line: Line, spots: Sequence[Spot]) -> list[Spot]:
    """Spots from right to left, each chain ("Bolívar, the mining state of Venezuela") by its first; an apposition in brackets comes last."""
    heads: list[Spot] = []
    for place, spot in enumerate(spots):
        smaller = place > 0 and spot.kind != "unknown" and spots[place - 1].kind == "unknown"  # "In Caracas, the Círculo Militar"
        continues = place > 0 and spot.named and not smaller and is_smooth(line, spots[place - 1].last, spot.first)
        if not continues:
            heads.append(spot)
    plain = [spot for spot in heads if not spot.first or line.low[spot.first - 1] != "("]
    return [*plain[::-1], *[spot for spot in heads[::-1] if spot not in plain]]


def is_allowed(line: Line, group: str, spot: Spot, trigger: tuple[int, int]) -> bool:
    """Whether a spot may be the place of such a trigger, by the word that joins it.

    "de" joins a part to its whole ("las calles de Palmira"), except after the verb itself ("llegaron de Cuba") or a word of origin.
    """
    if group == "legal":
        return spot.prep in INSIDE
    if spot.named and spot.prep in AGENTS and spot.joint == trigger[1] and line.low[trigger[1] - 1].endswith(PARTICIPLES):
        return False  # "enviadas por Kigali"
    if spot.joint is None:
        return group == "host" or (group in BARE and spot.first >= trigger[1])
    if spot.prep in OF:
        return is_part(line, spot.joint)
    if spot.prep not in line.words.words["from"] or group in FROM or not spot.named:
        return True
    origin = spot.joint == 0 or line.is_small("origin", spot.joint - 1) or spot.joint == trigger[1]
    return line.words.language in PARTS and not origin


def chain(line: Line, head: Spot, spots: Sequence[Spot], rule: str) -> Placed:
    """A spot with those that it lies in: "a hotel in the state of Táchira", "in Caracas, the Círculo Militar"."""
    found = [head]
    for spot in spots:
        near = spot.first >= found[-1].last and spot.first - found[-1].last <= GAP
        if near and spot.named and is_smooth(line, found[-1].last, spot.first):
            found.append(spot)
    if len(found) == 1 and (not head.named or head.kind != "unknown"):
        found += [spot for spot in spots if spot.last <= head.first and spot.named and spot.prep][-1:]
    return Placed(tuple(found), rule)


def others(line: Line, placed: Placed, spots: Sequence[Spot], last: int) -> Iterator[Placed]:
    """Further places that "and" joins to a first one: "in the command and in the facilities of the ministry"."""
    end = placed.spots[0].last if len(placed.spots) == 1 else max(spot.last for spot in placed.spots)
    for spot in spots:
        if spot.first >= end and spot.last <= last and is_added(line, end, spot.first):
            found = chain(line, spot, [other for other in spots if other.first >= spot.first], "place.coordinated")
            yield found
            end = max(each.last for each in found.spots)


def is_added(line: Line, first: int, last: int) -> bool:
    """Whether "and" and little else stands between two places."""
    odd = 0
    for at in range(first, last):
        named = any(left <= at < right and name.kind in {"force", "organisation"} for left, right, name in line.names)
        small = any(line.is_small(name, at) for name in ("prepositions", "definite", "inside", "coordinators", "divisions"))
        odd += not (named or small or line.low[at] in BRACKETS)
    return odd <= 1 and any(line.is_small("coordinators", at) for at in range(first, last))


def is_smooth(line: Line, first: int, last: int) -> bool:
    """Whether only small words, commas and one noun of a division stand between two places, and nothing adds a second one."""
    odd = 0
    for at in range(first, last):
        small = any(line.is_small(name, at) for name in ("prepositions", "definite", "inside")) or line.low[at] == "," or line.state_at(at)
        told = line.words.triggers.longest(line.low, at) is not None and not small  # "trained in Kigali were deployed to Pemba"
        if told or line.is_small("coordinators", at) or not (small or line.low[at].isalpha()):
            return False
        odd += not small
    return odd <= ODD


def written(reading: Reading, line: Line, placed: Placed) -> Site:
    """The site as the text has it. Places that it only points to are in its resolution, not in its words."""
    head = placed.spots[0]
    span = reading.span(line.start(head.first), line.end(head.last))
    within = tuple(reading.span(line.start(spot.first), line.end(spot.last)) for spot in placed.spots[1:])
    return Site(span=span, site_kind=head.kind, name=span if head.named else None, within=within, rule=placed.rule)
