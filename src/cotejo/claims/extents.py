"""A zone and a position -> how far a source phrase reaches from there, with its source nouns and proper names."""

from cotejo.claims.name_runs import CLOSING, PERSON_WORDS, Run, marked_run, run_at
from cotejo.claims.phrases import Phrase
from cotejo.claims.source_kinds import called
from cotejo.claims.wording import Group
from cotejo.claims.zones import Zone

UNACCENTED = frozenset({"el"})  # folded, the article "el" looks like the pronoun "él"
COUNTED_ITEMS = 8  # "many of those who live there"
MAX_PLAIN = 4  # words in a row that are neither names, source nouns nor small words


def cannot_open(zone: Zone, first: int, limit: int) -> bool:
    """An adposition, or a word that stands before an article, opens no source phrase."""
    grammar, low = zone.wording.grammar, zone.low
    if low[first] in grammar.determiners:
        return False
    if (
        low[first] in grammar.inside
        or low[first] in {"by", "on", "por", "nesta", "neste"}
        or not (zone.items[first].is_word or zone.items[first].text in {"«", "“"})
    ):
        return True
    return (
        first + 1 < limit and low[first + 1] in grammar.determiners and not zone.wording.nouns.at(low, first) and run_at(zone, first, limit) is None
    )


def pronoun_at(zone: Zone, first: int, limit: int) -> Phrase | None:
    """The pronoun at an item; an article that is spelt as a pronoun ("el", "o") is none."""
    item = zone.items[first]
    if item.low in zone.wording.grammar.quantifiers:
        return _counted(zone, first, limit)
    if item.low not in zone.wording.grammar.pronouns or first >= limit:
        return None
    if item.text.casefold() in UNACCENTED:
        return None
    following = zone.items[first + 1] if first + 1 < limit else None
    article = item.low in zone.wording.grammar.determiners and item.text.casefold() == item.low and following is not None and following.is_word
    if article and following and not zone.wording.verbs.at(zone.low, first + 1) and following.low not in zone.wording.grammar.auxiliaries:
        return None
    return Phrase(item.start, item.end, first, first + 1, "unnamed", item.text, bare=True, definite=True, pronoun=True)


def _counted(zone: Zone, first: int, limit: int) -> Phrase | None:
    """Read "Some say", "algunos de ellos creen", "многие считают": so many and no noun of a source, up to a verb."""
    last = first + 1
    if last < limit and zone.low[last] in zone.wording.grammar.inside:
        while last < limit and last - first < COUNTED_ITEMS and zone.items[last].is_word and not _is_verbal(zone, last):
            last += 1
    item = zone.items[first]
    if (last < len(zone.items) and not _is_verbal(zone, last)) or (first + 1 < limit and zone.wording.nouns.at(zone.low, first + 1)):
        return None
    return Phrase(item.start, zone.items[last - 1].end, first, last, "unnamed", called(zone, first, last))


def _is_verbal(zone: Zone, at: int) -> bool:
    words, low = zone.wording, zone.low
    return low[at] in words.grammar.auxiliaries | words.grammar.be or any(each.at(low, at) for each in (words.verbs, words.attitudes))


def extent_of(zone: Zone, first: int, limit: int) -> tuple[int, list[tuple[int, int, Group]], list[Run]]:  # noqa: C901 - one case for each kind of word
    """How far the phrase goes, its source nouns and its proper names."""
    grammar, low = zone.wording.grammar, zone.low
    groups: list[tuple[int, int, Group]] = []
    runs: list[Run] = []
    at, plain, solid = first, 0, first
    while at < limit:
        item = zone.items[at]
        if not item.is_word and item.low != "'s" and item.text not in {"«", "»", "“", "”", '"'}:
            break
        noun = zone.wording.nouns.at(low, at)
        run = marked_run(zone, at, limit) or run_at(zone, at, limit)
        if _ends_here(zone, at, first, noun, run) or (noun and at > first and zone.items[at - 1].text in CLOSING):
            break
        if noun and run and _names_itself(noun, run):
            groups.append((at, at + noun[0], noun[1]))
            runs.append(run)
            at, plain = run.last, 0
            solid = at
        elif noun and (noun[1].kind == "unnamed" or not (run and run.name_kind in {"person", "outlet", "agency"})):
            groups.append((at, at + noun[0], noun[1]))
            at, plain = at + noun[0], 0
            solid = at
        elif run:
            runs.append(run)
            at, plain = run.last, 0
            solid = at
        elif (
            item.low in grammar.determiners - grammar.inside and (groups or runs or plain) and low[at - 1] not in grammar.inside | grammar.determiners
        ):
            break
        elif item.low in grammar.inside or item.low in grammar.determiners or not item.is_word:
            at += 1
            if item.low == "'s" or item.text in CLOSING:
                solid = at
        else:
            plain += 1
            if plain > MAX_PLAIN:
                break
            at += 1
            if groups or runs:
                solid = at
    return solid, groups, runs


def _names_itself(noun: tuple[int, Group], run: Run) -> bool:
    """Read "Canal Orbe", "Radio Umbral": the noun is capital and part of the name."""
    return noun[1].kind in {"outlet", "agency", "organisation"} and noun[0] == 1 and run.words >= PERSON_WORDS


def _ends_here(zone: Zone, at: int, first: int, noun: tuple[int, Group] | None, run: Run | None) -> bool:
    """Whether a word cannot belong to the phrase: a clause word, a reporting verb, an adposition that names the outlet."""
    grammar, low = zone.wording.grammar, zone.low
    if at == first:
        return low[at] in grammar.breaks and not noun and not run
    if zone.wording.frames["published_in"].at(low, at) or zone.wording.frames["quoting"].at(low, at):
        return True
    if zone.wording.language == "ru" and zone.wording.frames["told_to"].at(low, at):
        return True
    if run and run.words >= PERSON_WORDS:
        return False
    if low[at] in grammar.breaks and not (noun and noun[0] > 1) and not (low[at] in grammar.inside or low[at] in grammar.determiners):
        return True
    verb = zone.wording.verbs.at(low, at)
    if verb and not noun and not (verb[1].form == "participle" and zone.wording.language != "en"):
        return True
    return low[at] in {"by", "por"} or (low[at] in {"on", "nesta", "neste", "este", "esta"} and not noun)
