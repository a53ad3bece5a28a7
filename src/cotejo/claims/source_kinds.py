"""Items of a source phrase -> what it is a source of: an office with its state, a body, a person, a thing; None for a place or a lone word."""

from itertools import pairwise

from cotejo.claims.name_runs import OPENING, PERSON_WORDS, Run, coined
from cotejo.claims.phrases import Phrase
from cotejo.claims.wording import Group
from cotejo.claims.zones import Item, Zone
from cotejo.records.attribution import SourceKind

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


def decide(zone: Zone, first: int, last: int, groups: list[tuple[int, int, Group]], runs: list[Run]) -> Phrase | None:
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
    if run.first > base.first and zone.items[run.first - 1].text in OPENING and zone.wording.states.at(zone.low, run.first):
        return base._replace(kind="organisation", name=words)  # «Нигер-Пресс»: a name in marks that begins as a state's does
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
    return low in zone.wording.grammar.definite


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
