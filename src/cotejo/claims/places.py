"""A sentence's words -> the sites and places in it; a trigger -> the one where it happened; its words -> a gazetteer place or none, with the reason."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, get_args

from cotejo.claims.actors import Force
from cotejo.claims.lines import Line
from cotejo.claims.vocabulary import Vocabulary
from cotejo.language.reading import Reading
from cotejo.records.attribution import Attribution
from cotejo.records.claim import Site, SiteKind
from cotejo.records.span import Span

NAMED = frozenset({"place", "facility"})
SITE_KINDS = frozenset(get_args(SiteKind))
GAP = 6  # words between a place and the one that it lies in
BARE = frozenset({"arrive", "enter", "leave", "control", "occupy", "host", "use", "build", "install", "withdraw", "move", "exist", "stay"})
FROM = frozenset({"leave", "withdraw", "expel"})
UNNAMED_KINDS = frozenset({"other"})


class Spot(NamedTuple):
    """Words `[first, last)` name a site or place. `named` is False for a common noun; `prep` is the word before it that joins it to a happening."""

    line: int
    first: int
    last: int
    kind: SiteKind
    named: bool
    prep: str | None
    state: str | None


class Placed(NamedTuple):
    """A site as written, its spots smallest first, and the rule that joined it to its trigger."""

    site: Site
    spots: tuple[Spot, ...]
    rule: str


def find_spots(line: Line, words: Vocabulary, forces: Sequence[Force], sources: Sequence[Span]) -> tuple[Spot, ...]:
    """All sites and places of a sentence, left to right; none inside a force's name or a source's."""
    entries = [(first, last, kind_of(name.key), True, name.state) for first, last, name in line.names if name.kind in NAMED]
    entries += [(state.first, state.last, "unknown", True, state.state) for state in line.states if not state.adjective]
    entries += unknown_names(line, words, entries)
    entries += [(hit.first, hit.last, hit.label, False, None) for hit in words.sites.search(line.low) if not overlaps(entries, hit.first, hit.last)]
    spots = []
    for first, last, kind, named, state in sorted(set(entries), key=lambda entry: (entry[0], -entry[1])):
        if spots and first < spots[-1].last:
            continue
        owned = any(force.first <= first and last <= force.last for force in forces if force.strength != "pronoun")
        said = any(source.start <= line.start(first) and line.end(last) <= source.end for source in sources)
        if not owned and not said and not beside(line, words, first):
            spots.append(Spot(line.number, first, last, kind if kind in SITE_KINDS else "unknown", named, joined(line, words, first), state))
    return tuple(spots)


def kind_of(key: str | None) -> str:
    """Kind of site that a facility's key names, if it does."""
    return (key or "").split(":", 1)[0]


def unknown_names(line: Line, words: Vocabulary, entries: Sequence[tuple[int, int, str, bool, str | None]]) -> list[tuple[int, int, str, bool, str | None]]:
    """Capitalised names that no table knows, after a preposition of place: small places are in no gazetteer."""
    found = []
    for first, last, name in line.names:
        fresh = name.kind in UNNAMED_KINDS and not overlaps(entries, first, last) and not any(line.state_at(at) for at in range(first, last))
        if fresh and first and line.low[first - 1] in words.words["prepositions"] and line.tokens[first].text[0].isupper():
            found.append((first, last, "unknown", True, None))
    return found


def overlaps(entries: Sequence[tuple[int, int, str, bool, str | None]], first: int, last: int) -> bool:
    """Whether words are taken already."""
    return any(left < last and first < right for left, right, *_ in entries)


def joined(line: Line, words: Vocabulary, first: int) -> str | None:
    """The preposition that stands before a place, over articles and the nouns of divisions."""
    for back in range(1, 6):
        if first - back < 0:
            return None
        word = line.low[first - back]
        if word in words.words["prepositions"]:
            return word
        if not (word in words.words["definite"] or word in words.words["inside"] or line.state_at(first - back) or (word.isalpha() and back <= 3)):  # noqa: PLR2004
            return None
    return None


def beside(line: Line, words: Vocabulary, first: int) -> bool:
    """Whether a place is only what the place of the happening lies beside."""
    return any(hit.last <= first and first - hit.last <= 1 for at in range(max(0, first - 5), first) for hit in words.lists["beside"].at(line.low, at))


def attach(  # noqa: PLR0913 - a trigger and all that is around it
    reading: Reading, line: Line, words: Vocabulary, group: str, trigger: tuple[int, int], scope: tuple[int, int], spots: Sequence[Spot]
) -> Placed | None:
    """The place of a trigger: after it in its clauses, before it, at the head of the sentence, then elsewhere in the sentence."""
    usable = [spot for spot in spots if allowed(words, group, spot)]
    inside = [spot for spot in usable if scope[0] <= spot.first and spot.last <= scope[1]]
    after = [spot for spot in inside if spot.first >= trigger[0]]
    before = [spot for spot in inside if spot.last <= trigger[0]]
    head = [spot for spot in usable if spot.first <= 3 and spot.prep]  # noqa: PLR2004 - "In the state of Bolívar, ..."
    rest = [spot for spot in usable if spot.first >= trigger[1]] or usable
    for group_of, rule in ((after, "place.after"), (before[::-1], "place.before"), (head, "place.head"), (rest, "place.sentence")):
        if group_of:
            return chain(reading, line, words, group_of[0], spots, rule)
    return None


def allowed(words: Vocabulary, group: str, spot: Spot) -> bool:
    """Whether a spot may be the place of such a trigger, by the word that joins it."""
    if spot.prep is None:
        return group in BARE
    return spot.prep not in words.words["from"] or group in FROM or not spot.named or words.language == "ru"


def chain(reading: Reading, line: Line, words: Vocabulary, head: Spot, spots: Sequence[Spot], rule: str) -> Placed:
    """A spot with those that it lies in: "a hotel in the state of Táchira", "in Caracas, the Círculo Militar"."""
    found = [head]
    for spot in spots:
        if spot.first >= found[-1].last and spot.named and spot.first - found[-1].last <= GAP and smooth(line, words, found[-1].last, spot.first):
            found.append(spot)
    if not any(spot.named for spot in found[1:]) and (not head.named or head.kind != "unknown"):
        found += [spot for spot in spots if spot.last <= head.first and spot.named and spot.prep][-1:]
    site = Site(
        span=reading.span(line.start(head.first), line.end(head.last)),
        site_kind=head.kind,
        name=reading.span(line.start(head.first), line.end(head.last)) if head.named else None,
        within=tuple(reading.span(line.start(spot.first), line.end(spot.last)) for spot in found[1:]),
        rule=rule,
    )
    return Placed(site, tuple(found), rule)


def smooth(line: Line, words: Vocabulary, first: int, last: int) -> bool:
    """Whether only small words, commas and nouns of divisions stand between two places."""
    small = words.words["prepositions"] | words.words["definite"] | words.words["inside"] | {","}
    odd = [word for place, word in enumerate(line.low[first:last], first) if word not in small and not line.state_at(place)]
    return len(odd) <= 1 and all(word.isalpha() for word in odd)


def source_spans(attributions: Sequence[Attribution]) -> Iterator[Span]:
    """Where sources are named."""
    for each in attributions:
        if each.source.span:
            yield each.source.span
