"""A zone and a position -> the noun phrase there, read as a source: its kind, name, state, and who stands inside it.

A phrase is a source when it has a noun of `[nouns]`, a proper name, a known outlet, or is a pronoun; anything else is not one. A person needs two
name words or a role noun, and a place is never a person.
"""

from itertools import pairwise
from typing import NamedTuple

from cotejo.claims.name_runs import CLOSING, PERSON_WORDS, Run, coined, marked_run, run_at
from cotejo.claims.wording import Group
from cotejo.claims.zones import Item, Zone
from cotejo.records.attribution import SourceKind

MAX_ITEMS = 22  # words of one source phrase; longer runs are clauses
MAX_PLAIN = 4  # words in a row that are neither names, source nouns nor small words
APPOSITION_WORDS = 5
SHORT_ITEMS = 3  # "the two soldiers", "собеседник газеты": so short a phrase may point back
KIND_OF_NAME: dict[str, SourceKind] = {
    "person": "person",
    "organisation": "organisation",
    "outlet": "outlet",
    "agency": "agency",
    "office": "office",
    "force": "office",
    "company": "organisation",
}
CARRIERS = frozenset({"report", "statement", "image"})
REPORTING = frozenset({"outlet", "agency", "organisation", "company", "journalist", "international", "expert"})


class Phrase(NamedTuple):
    """A source phrase `[start, end)` (items `[first, last)`). `name` is what to call it; `bare` means no proper name: an anaphor may stand here."""

    start: int
    end: int
    first: int
    last: int
    kind: SourceKind
    name: str
    group: str | None = None
    key: str | None = None
    state: str | None = None
    bare: bool = False
    definite: bool = False
    pronoun: bool = False
    single: bool = False  # one name word without a role noun: needs a longer name elsewhere in the document
    flags: tuple[str, ...] = ()
    published_in: "Outlet | None" = None
    owner: tuple["Phrase", ...] = ()


class Outlet(NamedTuple):
    """Where a source published: the outlet's name and its place."""

    start: int
    end: int
    name: str
    last: int
    key: str | None = None


def parse(zone: Zone, first: int, stop: int | None = None) -> Phrase | None:
    """Read the source phrase that begins at item `first`; None when none begins there."""
    limit = min(len(zone.items) if stop is None else stop, first + MAX_ITEMS)
    if first >= limit or _cannot_open(zone, first, limit):
        return None
    pronoun = _pronoun(zone, first, limit)
    if pronoun:
        return pronoun
    last, groups, runs = _extent(zone, first, limit)
    if last <= first or not (groups or runs):
        return None
    phrase = _decide(zone, first, last, groups, runs)
    return _with_owner(zone, phrase, groups, limit) if phrase else None


def _cannot_open(zone: Zone, first: int, limit: int) -> bool:
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


def _pronoun(zone: Zone, first: int, limit: int) -> Phrase | None:
    item = zone.items[first]
    if item.low not in zone.wording.grammar.pronouns or first >= limit:
        return None
    following = zone.items[first + 1] if first + 1 < limit else None
    article = item.low in zone.wording.grammar.determiners and item.text.casefold() == item.low and following is not None and following.is_word
    if article and following and not zone.wording.verbs.at(zone.low, first + 1) and following.low not in zone.wording.grammar.auxiliaries:
        return None
    return Phrase(item.start, item.end, first, first + 1, "unnamed", item.text, bare=True, definite=True, pronoun=True)


def _extent(zone: Zone, first: int, limit: int) -> tuple[int, list[tuple[int, int, Group]], list[Run]]:  # noqa: C901 - one case for each kind of word
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
    if run and run.words >= PERSON_WORDS:
        return False
    if low[at] in grammar.breaks and not (noun and noun[0] > 1) and not (low[at] in grammar.inside or low[at] in grammar.determiners):
        return True
    verb = zone.wording.verbs.at(low, at)
    if verb and not noun and not (verb[1].form == "participle" and zone.wording.language != "en"):
        return True
    return low[at] in {"by", "por"} or (low[at] in {"on", "nesta", "neste", "este", "esta"} and not noun)


def _head(zone: Zone, groups: list[tuple[int, int, Group]], runs: list[Run]) -> tuple[int, int, Group] | None:
    """The noun that says what the source is: the first one; in English the last before a preposition."""
    if not groups:
        return None
    if zone.wording.language != "en":
        return groups[0]
    head = groups[0]
    for earlier, later in pairwise(groups):
        between = zone.low[earlier[1] : later[0]]
        if any(word in zone.wording.grammar.inside for word in between):
            break
        if any(earlier[1] <= run.first < later[0] for run in runs) and "'s" not in between:
            break
        head = later
    return head


def _decide(zone: Zone, first: int, last: int, groups: list[tuple[int, int, Group]], runs: list[Run]) -> Phrase | None:
    """What the phrase is a source of."""
    start, end = zone.items[first].start, zone.items[last - 1].end
    head = _head(zone, groups, runs)
    state, flags = state_of(zone, first, last)
    base = Phrase(start, end, first, last, "unnamed", called(zone, first, last), state=state, flags=flags)
    if head is None:
        return _by_name(zone, base, runs)
    group = head[2]
    offices = [found for _, _, found in groups if found.kind == "office"]
    metonym = next((hit for _, _, hit in zone.wording.metonyms.search(zone.low, first, last)), None)
    base = base._replace(group=group.name, definite=is_definite(zone, first))
    name = _own_name(zone, runs, head, group)
    if group.kind == "office" or (group.speaks_for and name is None and (offices or metonym)):
        office = offices[0].name if offices else None
        key = metonym.key if metonym and not offices else office
        return base._replace(kind="office", key=key, state=metonym.state if metonym and not state else state, bare=not (state or runs or flags))
    if name is None and group.seat and state and base.definite and group.kind == "unnamed":
        return base._replace(kind="office", key=group.seat)
    if name is None:
        return base._replace(kind=group.kind, bare=group.kind != "unnamed" or last - first <= SHORT_ITEMS)
    kind = group.named if name.name_kind not in {"outlet", "agency"} else KIND_OF_NAME[name.name_kind]
    words = " ".join(item.text for item in zone.items[name.first : name.last])
    return base._replace(kind=kind, name=words, key=name.key, single=name.words < PERSON_WORDS and kind in {"person", "witness"} and not group)


def _own_name(zone: Zone, runs: list[Run], head: tuple[int, int, Group], group: Group) -> Run | None:
    """The proper name of the head itself, not of what it belongs to: a person's for a role, a body's for a body."""
    if group.kind in {"document", "image", "track", "sensor", "rumour"}:
        return None
    personal = group.kind == "unnamed"
    for run in runs:
        if run.name_kind == "place" and group.kind not in {"outlet", "agency"}:
            continue
        if run.words == 1 and (zone.wording.states.at(zone.low, run.first) or zone.wording.capitals.at(zone.low, run.first)):
            continue
        if not personal and (run.first > head[1] + 2 or any(word in zone.wording.grammar.inside for word in zone.low[head[1] : run.first])):
            continue
        if personal and (run.name_kind not in {None, "person"} or (run.words < PERSON_WORDS and abs(run.first - head[1]) > 0)):
            continue
        if personal and run.first > head[1] + 6:
            continue
        return run
    return None


def _by_name(zone: Zone, base: Phrase, runs: list[Run]) -> Phrase | None:
    """A source known by its name alone."""
    metonym = next((hit for _, _, hit in zone.wording.metonyms.search(zone.low, base.first, base.last)), None)
    if metonym:
        return base._replace(kind="office", key=metonym.key, state=metonym.state)
    run = runs[0]
    words = " ".join(item.text for item in zone.items[run.first : run.last])
    capital = zone.wording.capitals.at(zone.low, run.first)
    if capital or run.name_kind == "place":
        country = run.key is not None and run.key.startswith("country")
        if base.last != run.last or run.last - base.first > PERSON_WORDS or not (capital or country):
            return None
        return base._replace(kind="office", key="government", state=capital[1] if capital else run.state, name=words, flags=("metonymy",))
    if run.name_kind in KIND_OF_NAME:
        kind = KIND_OF_NAME[str(run.name_kind)]
        key = run.key
        return base._replace(kind=kind, key=key, state=run.state or base.state, name=words, single=run.words < PERSON_WORDS and kind == "person")
    if any(coined(item.text) for item in zone.items[run.first : run.last]):
        return base._replace(kind="organisation", name=words)
    if zone.wording.states.at(zone.low, run.first) or any(
        item.is_word and item.low not in zone.wording.grammar.determiners for item in zone.items[base.first : run.first]
    ):
        return None
    return base._replace(kind="person", name=words, single=run.words < PERSON_WORDS)


def state_of(zone: Zone, first: int, last: int) -> tuple[str | None, tuple[str, ...]]:
    """Whose office it is: the one state that the phrase names; `ambiguous` when it points ("of that country")."""
    if any(True for _ in zone.wording.grammar.demonstrative_state.search(zone.low, first, last)):
        return None, ("ambiguous",)
    found: dict[str, None] = {}
    left, right = zone.items[first].start, zone.items[last - 1].end
    for name in zone.names:
        if left <= name.start < right and name.state and name.kind in {"nationality", "place", "office", "force"}:
            found[name.state] = None
    if not found:
        found = {state: None for _, _, state in zone.wording.states.search(zone.low, first, last)}
    return (next(iter(found)), ()) if len(found) == 1 else (None, ())


def is_definite(zone: Zone, first: int) -> bool:
    """Whether the phrase begins as one that was named before; Russian has no article, so that any bare noun may be."""
    low = zone.items[first].low
    if zone.wording.language == "ru":
        return low not in zone.wording.grammar.new
    return low in {
        "the",
        "this",
        "that",
        "el",
        "la",
        "los",
        "las",
        "este",
        "esta",
        "ese",
        "esa",
        "dicho",
        "dicha",
        "mismo",
        "misma",
        "o",
        "a",
        "os",
        "as",
        "esse",
        "essa",
        "his",
        "her",
        "their",
        "its",
        "su",
        "al",
        "del",
        "do",
        "da",
    }


def called(zone: Zone, first: int, last: int) -> str:
    """The words of the phrase, without an indefinite article."""
    text = []
    previous: Item | None = None
    for item in zone.items[first:last]:
        if previous is not None and item.start > previous.end:
            text.append(" ")
        text.append(item.text)
        previous = item
    return "".join(text)


def _with_owner(zone: Zone, phrase: Phrase, groups: list[tuple[int, int, Group]], limit: int) -> Phrase:
    """A report's author and outlet: "a report by J, published in O", "una investigación del portal P", "la periodista J en el medio O"."""
    owner: tuple[Phrase, ...] = ()
    last = phrase.last
    if phrase.group in CARRIERS:
        owner, last = _author(zone, phrase, groups, limit)
    outlet = owner[0].published_in if owner else None
    outlet = outlet or published_in(zone, last)
    if outlet and (owner or phrase.kind in {"journalist", "person"} or phrase.group == "report"):
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
        if not hit:
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
