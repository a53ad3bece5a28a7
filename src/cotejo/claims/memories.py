"""Zones and drafts -> what the text has named so far: full names, the last source of each kind, the subjects of sentences before."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from cotejo.claims.drafts import Draft
from cotejo.claims.name_runs import runs_in
from cotejo.claims.phrases import Outlet, Phrase
from cotejo.claims.publishers import Publisher
from cotejo.claims.source_phrases import parse
from cotejo.claims.wording import wording, words
from cotejo.claims.zones import Zone
from cotejo.language.reading import Reading
from cotejo.records.attribution import Source, SourceKind

PERSONS: frozenset[SourceKind] = frozenset({"person", "journalist", "politician", "witness", "account"})
MAX_NAMESAKES = 50  # places of names that hold one word; the later ones add none that is nearer the first
BODIES: frozenset[SourceKind] = frozenset({"outlet", "agency", "organisation", "office", "document"})


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
        self.holding = tuple(_by_word(people) for people in self.people)
        self.named = {(full, start) for start, full in self.people[0]}
        self.counts = Counter(full for full, _ in self.named)
        self.order = sorted(self.people[0])
        others = (start for start, full in self.order if full != self.order[0][1])
        self.second = next(others, len(reading.document.text))  # where another person than the first is named
        self.seen: list[Seen] = []
        self.zones = zones
        self.subjects = {zone.sentence: zone for zone in zones if zone.inside is None}

    def full(self, name: str, at: int) -> str | None:
        """The longer name of the document that holds this short one: of several the one that was named last before `at`.

        A name of two words is lengthened only to the name of another source; a run of capitals may hold more than a name.
        """
        parts = set(words(name))
        word = next(iter(sorted(parts)), "")
        for people in self.holding if len(parts) == 1 else self.holding[:1]:
            hits = {(start, full): held for start, full, held in people.get(word, ())[:MAX_NAMESAKES] if parts < held}
            shortest = {place: held for place, held in hits.items() if not any(other < held for other in hits.values())}
            if shortest:
                before = [place for place in shortest if place[0] <= at]
                return max(before)[1] if before else min(shortest)[1]
        return None

    def named_elsewhere(self, phrase: Phrase) -> bool:
        """Whether the text has this name at another place."""
        return self.counts[phrase.name] > ((phrase.name, phrase.start) in self.named)

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
                return changed(as_source(self.reading, phrase), kind="organisation")
        return None

    def only_person(self, at: int) -> Source | None:
        """The one person whom the text has named before `at`; None where it named several: "he" could be any of them."""
        if not self.order or self.order[0][0] >= at:
            return None
        start, full = self.order[0]
        if self.second < at:
            return None
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


def full_names(reading: Reading, zones: Sequence[Zone], drafts: Sequence[Draft]) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Person names of two words or more with where they stand: those of sources and of known persons; and those that only look like names."""
    sources = [draft.phrase for draft in drafts if draft.phrase and draft.phrase.kind in PERSONS and _is_sure(draft.phrase)]
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


def _by_word(people: Sequence[tuple[int, str]]) -> dict[str, list[tuple[int, str, frozenset[str]]]]:
    """Names under each of their words, each spelling once for each place."""
    held: dict[str, list[tuple[int, str, frozenset[str]]]] = {}
    for start, full in people:
        parts = frozenset(words(full))
        for part in parts:
            held.setdefault(part, []).append((start, full, parts))
    return held


def _is_sure(phrase: Phrase) -> bool:
    return not phrase.single and "lone_word" not in phrase.flags


def _without_role(name: str, zones: Sequence[Zone]) -> str:
    """Read "Journalist Omar Haidar" at the head of a sentence: the role is no part of the name."""
    low = words(name)
    noun = zones[0].wording.nouns.at(low, 0) if zones and low else None
    return name.split(maxsplit=noun[0])[-1] if noun and noun[0] < len(low) else name


def as_source(reading: Reading, phrase: Phrase) -> Source:
    """A phrase as a source, as the text gives it."""
    return Source(name=phrase.name, kind=phrase.kind, span=reading.span(phrase.start, phrase.end), state=phrase.state, flags=phrase.flags)


def outlet_source(reading: Reading, outlet: Outlet) -> Source:
    """An outlet that carried another's word."""
    matchers, low = wording(reading.language), words(outlet.name)
    agency = matchers is not None and bool(low) and matchers.agencies.at(low, 0) is not None
    return Source(name=outlet.name, kind="agency" if agency else "outlet", span=reading.span(outlet.start, outlet.end))


def changed(source: Source, **fields: object) -> Source:
    """The same source with these fields instead of its own; a None leaves its own."""
    parts = {name: getattr(source, name) for name in source.__struct_fields__} | {name: value for name, value in fields.items() if value is not None}
    return Source(**parts)
