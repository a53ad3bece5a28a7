"""A zone and a position -> the noun phrase there, read as a source: its kind, name, state, and who stands inside it.

A phrase is a source when it has a noun of `[nouns]`, a proper name, a known outlet, or is a pronoun; anything else is not one. A person needs two
name words or a role noun, and a place is never a person.
"""

from cotejo.claims.extents import cannot_open, extent_of, pronoun_at
from cotejo.claims.name_runs import PERSON_WORDS, run_at
from cotejo.claims.phrases import Outlet, Phrase
from cotejo.claims.source_kinds import decide
from cotejo.claims.wording import Group
from cotejo.claims.zones import Zone

MAX_ITEMS = 22  # words of one source phrase; longer runs are clauses
APPOSITION_WORDS = 5
CITED = ("citad", "cited", "quoted")  # "fuentes militares citadas por ..."
CARRIERS = frozenset({"report", "statement", "image"})
REPORTING = frozenset({"outlet", "agency", "organisation", "company", "journalist", "international", "expert"})


def parse(zone: Zone, first: int, stop: int | None = None) -> Phrase | None:
    """Read the source phrase that begins at item `first`; None when none begins there."""
    limit = min(len(zone.items) if stop is None else stop, first + MAX_ITEMS)
    if first >= limit or cannot_open(zone, first, limit):
        return None
    one = account_at(zone, first, limit) or pronoun_at(zone, first, limit)
    if one:
        return one
    last, groups, runs = extent_of(zone, first, limit)
    if last <= first or not (groups or runs):
        return None
    phrase = decide(zone, first, last, groups, runs)
    return _with_owner(zone, phrase, groups, limit) if phrase else None


def account_at(zone: Zone, first: int, limit: int) -> Phrase | None:
    """Read "@puerto_hoy", "the account @puerto_hoy": the account itself, never the outlet whose name its handle may hold."""
    noun = zone.wording.frames["account"].at(zone.low, first)
    at = first + noun[0] if noun else first
    if at >= limit or not zone.items[at].is_handle:
        return None
    return Phrase(zone.items[first].start, zone.items[at].end, first, at + 1, "account", zone.items[at].text, group="account")


def _with_owner(zone: Zone, phrase: Phrase, groups: list[tuple[int, int, Group]], limit: int) -> Phrase:
    """A report's author and outlet: "a report by J, published in O", "una investigación del portal P", "la periodista J en el medio O"."""
    owner: tuple[Phrase, ...] = ()
    last = phrase.last
    if phrase.group in CARRIERS:
        owner, last = _author(zone, phrase, groups, limit)
    outlet = owner[0].published_in if owner else None
    outlet = outlet or published_in(zone, last)
    cited = outlet is not None and any(low.startswith(CITED) for low in zone.low[last : outlet.last])
    if outlet and (cited or owner or phrase.kind in {"journalist", "person"} or phrase.group == "report"):
        last = outlet.last
    else:
        outlet = None
    end = zone.items[last - 1].end
    phrase = _with_role(zone, phrase)
    return phrase._replace(owner=owner, published_in=outlet, last=last, end=max(end, phrase.end))


def _with_role(zone: Zone, phrase: Phrase) -> Phrase:
    """Read "Andrés X, an opposition leader ...", "a senator, Lucrecia Y, ...": the apposition says what the person is, or who."""
    if phrase.kind == "unnamed" and phrase.group and phrase.last + 1 < len(zone.items) and zone.items[phrase.last].text == ",":
        return _with_name(zone, phrase)
    if phrase.kind != "person" or phrase.group or phrase.last + 1 >= len(zone.items) or zone.items[phrase.last].text != ",":
        return phrase
    first = phrase.last + 1
    if zone.low[first] in zone.wording.grammar.breaks | zone.wording.grammar.inside:
        return phrase
    for at in range(first, min(first + APPOSITION_WORDS, len(zone.items))):
        noun = zone.wording.nouns.at(zone.low, at)
        if noun and noun[1].kind == "unnamed":
            return phrase._replace(kind=noun[1].named, group=noun[1].name)
        if not zone.items[at].is_word or zone.wording.verbs.at(zone.low, at):
            break
    return phrase


def _with_name(zone: Zone, phrase: Phrase) -> Phrase:
    run = run_at(zone, phrase.last + 1, len(zone.items))
    closed = run is not None and (run.last >= len(zone.items) or not zone.items[run.last].is_word)
    if run is None or not closed or run.words < PERSON_WORDS or run.name_kind not in {None, "person"}:
        return phrase
    noun = zone.wording.nouns.at(zone.low, next(k for k in range(phrase.first, phrase.last) if zone.wording.nouns.at(zone.low, k)))
    kind = noun[1].named if noun and noun[1].kind == "unnamed" else "person"
    words = " ".join(item.text for item in zone.items[run.first : run.last])
    return phrase._replace(kind=kind, name=words, last=run.last, end=zone.items[run.last - 1].end, bare=False, key=run.key)


def _author(zone: Zone, phrase: Phrase, groups: list[tuple[int, int, Group]], limit: int) -> tuple[tuple[Phrase, ...], int]:
    """The author of a report: after "by", or in es/pt after "de", or as a noun inside the phrase."""
    head = next(found for found in groups if found[2].name == phrase.group)
    by = zone.wording.frames["by"]
    for at in range(head[1], min(limit, head[1] + 8)):
        hit = by.at(zone.low, at)
        if at > phrase.last:
            break
        if not hit or (at + hit[0] < len(zone.items) and zone.wording.own["told_us"].at(zone.low, at + hit[0])):
            continue
        author = parse(zone, at + hit[0], limit + 8 if limit + 8 <= len(zone.items) else None)
        if author and (author.group in REPORTING or author.kind in {"person", "journalist", "outlet", "agency", "organisation"}):
            return (author._replace(kind="journalist") if author.kind == "person" else author,), author.last
    return (), phrase.last


def published_in(zone: Zone, at: int) -> Outlet | None:
    """An outlet named right after a source: ", published in O", "en el medio digital O"."""
    limit = len(zone.items)
    while at < limit and zone.items[at].text in {",", "(", "and"}:
        at += 1
    if at >= limit:
        return None
    hit = zone.wording.frames["published_in"].at(zone.low, at)
    if not hit:
        return None
    at += hit[0]
    for first in range(at, min(at + 5, limit)):
        run = run_at(zone, first, limit)
        if run:
            items = zone.items[run.first : run.last]
            last = run.last + 1 if run.last < limit and zone.items[run.last].text in {"»", ")", ","} else run.last
            return Outlet(items[0].start, items[-1].end, " ".join(item.text for item in items), last, run.key)
        if not zone.items[first].is_word and zone.items[first].text not in {"«", "“"}:
            return None
    return None
