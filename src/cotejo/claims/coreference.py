"""Drafts -> drafts with their sources named: full names for short ones, antecedents for "she", "the report", "the ministry".

The antecedent of a bare noun is the last source of the same noun, of a report the last outlet, author or document; of a person's pronoun the last
person; of "it" the last body, or the body that is the subject of the sentence before. A newly named source resets all of these.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cotejo.claims.drafts import Draft
from cotejo.claims.name_runs import runs_in
from cotejo.claims.source_phrases import Outlet, Phrase, parse
from cotejo.claims.wording import fold, table, wording, words
from cotejo.claims.zones import Zone
from cotejo.language.reading import Reading
from cotejo.records.attribution import Source, SourceKind
from cotejo.records.document import Document

PERSONS = frozenset({"person", "journalist", "politician", "witness", "account"})
BODIES = frozenset({"outlet", "agency", "organisation", "office", "document"})
REPORTS = frozenset({"outlet", "agency", "journalist", "document", "organisation"})
REACH_PARAGRAPHS = 4  # lines, blank ones too: two paragraphs. A pronoun looks no farther back; a bare noun looks through the document
MIN_STEM = 3


class Named(NamedTuple):
    """A draft with its sources, outermost first: "a report by J, published in O" has two."""

    draft: Draft
    sources: tuple[Source, ...]
    anaphor: bool


class Seen(NamedTuple):
    """A source that was named before."""

    source: Source
    group: str | None
    paragraph: int
    sentence: int
    bare: bool
    person: bool  # a role noun or a personal name stood for it: "she" may point to it


class Memory:
    """What the text has named so far, and who publishes it."""

    def __init__(self, reading: Reading, zones: Sequence[Zone], drafts: Sequence[Draft]) -> None:
        self.reading = reading
        self.publisher = Publisher(reading.document)
        self.people = full_names(reading, zones, drafts)
        self.seen: list[Seen] = []
        self.zones = zones
        self.subjects = {zone.sentence: zone for zone in zones if zone.inside is None}

    def full(self, name: str, at: int) -> str | None:
        """The longer name of the document that holds this short one: of several the one that was named last before `at`.

        A name of two words is lengthened only to the name of another source; a run of capitals may hold more than a name.
        """
        parts = set(words(name))
        for people in self.people if len(parts) == 1 else self.people[:1]:
            hits = {(start, full): set(words(full)) for start, full in people if parts < set(words(full))}
            shortest = {place: held for place, held in hits.items() if not any(other < held for other in hits.values())}
            if shortest:
                before = [place for place in shortest if place[0] <= at]
                return max(before)[1] if before else min(shortest)[1]
        return None

    def last(self, kinds: frozenset[str], paragraph: int, reach: int, group: str | None = None) -> Source | None:
        """The last source of these kinds (or of this noun) within `reach` paragraphs."""
        for entry in reversed(self.seen):
            if paragraph - entry.paragraph > reach:
                return None
            of_kind = entry.source.kind in kinds or (entry.person and "person" in kinds)
            if (group is not None and entry.group == group) or (group is None and of_kind):
                return entry.source
        return None

    def body_before(self, sentence: int, paragraph: int) -> Source | None:
        """The body that is the subject of one of the two sentences before: "DFRLab has monitored ... In April, it reported"."""
        for number in (sentence - 1, sentence - 2):
            zone = self.subjects.get(number)
            if zone is None or zone.paragraph != paragraph:
                return None
            phrase = parse(zone, 0)
            if phrase and not phrase.pronoun and phrase.kind in BODIES:
                return as_source(self.reading, phrase)
            if phrase and phrase.kind == "person" and not phrase.group:
                return _with(as_source(self.reading, phrase), kind="organisation")
        return None

    def only_person(self, at: int) -> Source | None:
        """The one person whom the text has named before `at`; None where it named several: "he" could be any of them."""
        named = {full: start for start, full in self.people[0] if start < at}
        if len(named) != 1:
            return None
        ((full, start),) = named.items()
        found = self.reading.document.text.find(full, start, start + 3 * len(full))
        return Source(name=full, kind="person", span=self.reading.span(found, found + len(full)) if found >= 0 else None)

    def person_before(self, sentence: int, paragraph: int) -> Source | None:
        """The person who is the subject of one of the two sentences before in the paragraph."""
        for number in (sentence - 1, sentence - 2):
            zone = self.subjects.get(number)
            if zone is None or zone.paragraph != paragraph:
                return None
            phrase = parse(zone, 0)
            if phrase and phrase.kind in PERSONS and not phrase.single:
                return as_source(self.reading, phrase)
        return None


class Publisher:
    """The names under which the document itself speaks: its outlet and its byline."""

    def __init__(self, document: Document) -> None:
        self.outlet = document.outlet
        self.byline = document.byline

    def is_outlet(self, name: str) -> bool:
        """Whether a name is the document's own outlet, in any case ending."""
        return self.outlet is not None and same_name(name, self.outlet)

    def is_byline(self, name: str) -> bool:
        """Whether a person is the one who signs."""
        if self.byline is None:
            return False
        mine, theirs = words(self.byline), words(name)
        return bool(theirs) and all(part in mine for part in theirs) and len(theirs[-1]) > MIN_STEM


def is_role(group: str | None) -> bool:
    """Whether a source noun is a person's role."""
    return group is not None and table()["groups"][group]["kind"] == "unnamed"


def same_name(left: str, right: str) -> bool:
    """Whether two names are one up to case endings and articles: «Деловому Меридиану», «Деловой Меридиан».

    >>> same_name("Сводке-Плюс", "Сводка-Плюс"), same_name("Post", "Halyard Post")
    (True, False)
    """
    one, two = (
        [word for word in words(name) if word[0].isalnum() and word not in {"the", "el", "la", "o", "a", "os", "as", "los"}] for name in (left, right)
    )
    return len(one) == len(two) > 0 and all(_alike(a, b) for a, b in zip(one, two, strict=True))


def _alike(left: str, right: str) -> bool:
    shared = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        shared += 1
    if left.isascii() or right.isascii():
        return left == right
    return shared >= max(MIN_STEM, min(len(left), len(right)) - 2) or any(
        shared >= 1 and _alike(a, b) for a, b in zip(left.split("-"), right.split("-"), strict=False) if "-" in left and a != left
    )


def full_names(reading: Reading, zones: Sequence[Zone], drafts: Sequence[Draft]) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Person names of two words or more with where they stand: those of sources and of known persons; and those that only look like names."""
    sources = [draft.phrase for draft in drafts if draft.phrase and draft.phrase.kind in PERSONS and not draft.phrase.single]
    sure = [(phrase.start, phrase.name) for phrase in sources if len(words(phrase.name)) > 1]
    for sentence in reading.sentences:
        for name in sentence.names:
            full = _without_role(name.text, zones)
            if name.kind == "person" and len(words(full)) > 1:
                sure.append((name.start, full))
    likely = [
        (zone.items[run.first].start, " ".join(item.text for item in zone.items[run.first : run.last]))
        for zone in zones
        for run in runs_in(zone)
        if run.words > 1 and run.name_kind in {None, "person"} and not zone.wording.nouns.at(zone.low, run.first)
    ]
    return sure, likely


def _without_role(name: str, zones: Sequence[Zone]) -> str:
    """Read "Journalist Omar Haidar" at the head of a sentence: the role is no part of the name."""
    low = words(name)
    noun = zones[0].wording.nouns.at(low, 0) if zones and low else None
    return name.split(maxsplit=noun[0])[-1] if noun and noun[0] < len(low) else name


def name_all(reading: Reading, zones: Sequence[Zone], drafts: Sequence[Draft]) -> Iterator[Named | None]:
    """Each draft with its sources, in order; None for one whose source cannot be told or is the publisher itself."""
    memory = Memory(reading, zones, drafts)
    for draft in sorted(drafts, key=lambda each: (each.at, each.outer is not None)):
        yield _name(draft, memory)


def _name(draft: Draft, memory: Memory) -> Named | None:
    phrase = draft.phrase
    if draft.mode == "sourceless" and draft.cue:
        cue = memory.reading.span(*draft.cue)
        return Named(draft, (Source(name=cue.exact, kind="unnamed", span=cue, flags=("sourceless",)),), anaphor=False)
    if draft.rule == "own.first_person":
        return _own_eyes(draft, memory)
    source, anaphor = (_carried(draft, memory), True) if draft.carry else _source(draft, memory)
    if source is None:
        return None
    chain = [*_carriers(draft, phrase, memory), *_owners(phrase, memory)]
    if not (phrase and phrase.owner):
        chain.append(source)
    kept = tuple(link for link in chain if not memory.publisher.is_outlet(link.name) and not memory.publisher.is_byline(link.name))
    if not kept:
        return None
    for link in kept:
        group = phrase.group if phrase and link is source else None
        memory.seen.append(Seen(link, group, draft.paragraph, draft.sentence, anaphor, link.kind in PERSONS or is_role(group)))
    if draft.told and memory.publisher.is_outlet(draft.told.name):
        draft = draft._replace(rule="own.told_us")
    return Named(draft, kept, anaphor)


def _carried(draft: Draft, memory: Memory) -> Source | None:
    """The subject that a verb leaves out: the last source of the paragraph, or the person whom the sentence before is about."""
    here = memory.last(PERSONS | BODIES | {"unnamed"}, draft.paragraph, 0)
    return here or memory.person_before(draft.sentence, draft.paragraph) or memory.last(PERSONS | BODIES | {"unnamed"}, draft.paragraph, 2)


def _own_eyes(draft: Draft, memory: Memory) -> Named | None:
    """The publisher as the one who saw: the byline, or the outlet; None when the document names neither."""
    document = memory.reading.document
    span = memory.reading.span(*draft.cue) if draft.cue else None
    if document.byline:
        return Named(draft, (Source(name=document.byline, kind="journalist", span=span, published_in=document.outlet),), anaphor=False)
    if document.outlet:
        return Named(draft, (Source(name=document.outlet, kind="outlet", span=span),), anaphor=False)
    return Named(draft, (Source(name="the author", kind="journalist", span=span, flags=("byline_unknown",)),), anaphor=False)


def _carriers(draft: Draft, phrase: Phrase | None, memory: Memory) -> Iterator[Source]:
    """The outlets outside the speaker: where it was published, whom it was told."""
    for outlet in (draft.told, phrase.published_in if phrase else None):
        if outlet and not memory.publisher.is_outlet(outlet.name):
            yield outlet_source(memory.reading, outlet)


def _owners(phrase: Phrase | None, memory: Memory) -> Iterator[Source]:
    if phrase:
        for owner in phrase.owner:
            source = as_source(memory.reading, owner)
            full = memory.full(source.name, owner.start) if source.kind in PERSONS else None
            yield _with(source, name=full or source.name, published_in=phrase.published_in.name if phrase.published_in else None)


def _source(draft: Draft, memory: Memory) -> tuple[Source | None, bool]:
    phrase = draft.phrase
    if phrase is None:
        return None, False
    source = as_source(memory.reading, phrase)
    if "ambiguous" in source.flags:
        return _pointed(source, draft, memory), False
    if phrase.pronoun:
        return _of_pronoun(draft, phrase, memory), True
    if phrase.kind in PERSONS:
        full = memory.full(phrase.name, phrase.start)
        if full:
            known = next((entry.source for entry in reversed(memory.seen) if entry.source.name == full), None)
            kind: SourceKind = known.kind if known and source.kind == "person" else source.kind
            return _with(source, name=full, kind=kind), False
        if phrase.single and memory.publisher.is_outlet(phrase.name):
            return source, False
        spoken = draft.mode in {"direct", "mixed"} or draft.rule.startswith(("verb.", "own."))
        return (source, False) if spoken or not phrase.single else (None, False)
    if phrase.bare and phrase.definite and not phrase.owner:
        earlier = _antecedent(draft, phrase, memory)
        if earlier:
            return _with(earlier, span=source.span), True
    return source, False


def _pointed(source: Source, draft: Draft, memory: Memory) -> Source:
    """Read "the ministry of that country": the states of the paragraph are candidates, or where it names fewer than two all those before.

    It is known only when the text has named one state alone.
    """
    found = sorted({state for zone in memory.zones if zone.paragraph == draft.paragraph for state in _states(zone)})
    if len(found) <= 1:
        found = sorted({state for zone in memory.zones if zone.paragraph <= draft.paragraph for state in _states(zone)})
    if len(found) == 1:
        return _with(source, state=found[0], flags=("pointed",))
    return _with(source, flags=(f"ambiguous:{'|'.join(found)}",) if found else ("ambiguous",))


def _states(zone: Zone) -> Iterator[str]:
    for phrases in (zone.wording.states, zone.wording.capitals):
        for _, _, state in phrases.search(zone.low):
            yield state
    for name in zone.names:
        if name.state and name.kind in {"place", "nationality"}:
            yield name.state


def _antecedent(draft: Draft, phrase: Phrase, memory: Memory) -> Source | None:
    """Whom a bare noun names: "the report", "the ministry", "the journalist"."""
    everywhere = len(memory.reading.sentences)
    same = memory.last(frozenset(), draft.paragraph, everywhere, phrase.group)
    if same:
        return same
    if phrase.group == "source" and phrase.kind == "unnamed":
        return memory.last(PERSONS | {"unnamed"}, draft.paragraph, REACH_PARAGRAPHS)
    if phrase.group in {"report", "statement"}:
        kinds = REPORTS if phrase.group == "report" else REPORTS | {"office"}
        return memory.last(kinds, draft.paragraph, everywhere)
    if phrase.group in {"journalist", "outlet", "agency"}:
        kind = {"journalist": "journalist", "outlet": "outlet", "agency": "agency"}[phrase.group]
        return memory.last(frozenset({kind}), draft.paragraph, everywhere)
    return None


def _of_pronoun(draft: Draft, phrase: Phrase, memory: Memory) -> Source | None:
    low, grammar = fold(phrase.name), memory.zones[0].wording.grammar
    unknown = _with(as_source(memory.reading, phrase), flags=("pronoun",))
    if low in grammar.neuter:
        return memory.body_before(draft.sentence, draft.paragraph) or memory.last(BODIES, draft.paragraph, REACH_PARAGRAPHS) or unknown
    kinds = PERSONS | {"unnamed"} if low in grammar.singular else PERSONS | BODIES | {"unnamed"}
    here = memory.last(kinds, draft.paragraph, 0) or memory.person_before(draft.sentence, draft.paragraph)
    here = here or memory.last(kinds, draft.paragraph, REACH_PARAGRAPHS)
    return here or (memory.only_person(phrase.start) if low in grammar.singular else None) or unknown


def as_source(reading: Reading, phrase: Phrase) -> Source:
    """A phrase as a source, as the text gives it."""
    return Source(name=phrase.name, kind=phrase.kind, span=reading.span(phrase.start, phrase.end), state=phrase.state, flags=phrase.flags)


def outlet_source(reading: Reading, outlet: Outlet) -> Source:
    """An outlet that carried another's word."""
    matchers, low = wording(reading.language), words(outlet.name)
    agency = matchers is not None and bool(low) and matchers.agencies.at(low, 0) is not None
    return Source(name=outlet.name, kind="agency" if agency else "outlet", span=reading.span(outlet.start, outlet.end))


def _with(source: Source, **fields: object) -> Source:
    parts = {name: getattr(source, name) for name in source.__struct_fields__} | {name: value for name, value in fields.items() if value is not None}
    return Source(**parts)
