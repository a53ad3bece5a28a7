"""Drafts -> drafts with their sources named: full names for short ones, antecedents for "she", "the report", "the ministry".

The antecedent of a bare noun is the last source of the same noun, of a report the last outlet, author or document; of a person's pronoun the last
person; of "it" the last body, or the body that is the subject of the sentence before. A newly named source resets all of these.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cotejo.claims.drafts import Draft
from cotejo.claims.memories import BODIES, PERSONS, Memory, Seen, as_source, changed, outlet_source
from cotejo.claims.phrases import Phrase
from cotejo.claims.wording import fold
from cotejo.claims.zones import Zone
from cotejo.language.reading import Reading
from cotejo.lexicon.load import table
from cotejo.records.attribution import Source, SourceKind

REPORTS = frozenset({"outlet", "agency", "journalist", "document", "organisation"})
SPOKEN_RULES = ("verb.", "own.", "attitude.", "noun.", "frame.according", "frame.as_verb")  # one name is enough for the source of these
REACH_PARAGRAPHS = 4  # lines, blank ones too: two paragraphs. A pronoun looks no farther back; a bare noun looks through the document


class Named(NamedTuple):
    """A draft with its sources, outermost first: "a report by J, published in O" has two."""

    draft: Draft
    sources: tuple[Source, ...]
    anaphor: bool


def is_role(group: str | None) -> bool:
    """Whether a source noun is a person's role."""
    return group is not None and table("attributions")["groups"][group]["kind"] == "unnamed"


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
    return Named(draft, tuple(_whole(draft, link, memory) if link is source else link for link in kept), anaphor)


def _whole(draft: Draft, source: Source, memory: Memory) -> Source:
    """The source with its phrase as the text has it, appositions and all; whom a carry-over or a pronoun means keeps its own words."""
    phrase = draft.phrase
    narrow = source.span is not None and phrase is not None and (source.span.start, source.span.end) == (phrase.start, phrase.end)
    return changed(source, span=memory.reading.span(*draft.whole)) if narrow and draft.whole else source


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
            yield changed(source, name=full or source.name, published_in=phrase.published_in.name if phrase.published_in else None)


def _source(draft: Draft, memory: Memory) -> tuple[Source | None, bool]:
    phrase = draft.phrase
    if phrase is None:
        return None, False
    source = as_source(memory.reading, phrase)
    if "ambiguous" in source.flags:
        return _pointed(source, draft, memory), False
    if phrase.pronoun:
        whom = _of_pronoun(draft, phrase, memory)
        return changed(whom, span=source.span) if whom else None, True
    if phrase.kind in PERSONS:
        return _person(draft, phrase, source, memory), False
    if phrase.bare and phrase.definite and not phrase.owner:
        earlier = _antecedent(draft, phrase, memory)
        if earlier:
            return changed(earlier, span=source.span), True
    return source, False


def _person(draft: Draft, phrase: Phrase, source: Source, memory: Memory) -> Source | None:
    """A person under the fullest name that the text has; None for one word that may be no person."""
    full = memory.full(phrase.name, phrase.start)
    if full:
        known = next((entry.source for entry in reversed(memory.seen) if entry.source.name == full), None)
        kind: SourceKind = known.kind if known and source.kind == "person" else source.kind
        return changed(source, name=full, kind=kind)
    if "lone_word" in phrase.flags:
        return source if memory.named_elsewhere(phrase) else None
    spoken = draft.mode in {"direct", "mixed"} or draft.rule.startswith(SPOKEN_RULES)
    return source if spoken or not phrase.single or memory.publisher.is_outlet(phrase.name) else None


def _pointed(source: Source, draft: Draft, memory: Memory) -> Source:
    """Read "the ministry of that country": the states of the paragraph are candidates, or where it names fewer than two all those before.

    It is known only when the text has named one state alone.
    """
    found = sorted({state for zone in memory.zones if zone.paragraph == draft.paragraph for state in _states(zone)})
    if len(found) <= 1:
        found = sorted({state for zone in memory.zones if zone.paragraph <= draft.paragraph for state in _states(zone)})
    if len(found) == 1:
        return changed(source, state=found[0], flags=("pointed",))
    return changed(source, flags=(f"ambiguous:{'|'.join(found)}",) if found else ("ambiguous",))


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
    unknown = changed(as_source(memory.reading, phrase), flags=("pronoun",))
    if low in grammar.neuter:
        return memory.body_before(draft.sentence, draft.paragraph) or memory.last(BODIES, draft.paragraph, REACH_PARAGRAPHS) or unknown
    kinds = PERSONS | {"unnamed"} if low in grammar.singular else PERSONS | BODIES | {"unnamed"}
    here = memory.last(kinds, draft.paragraph, 0) or memory.person_before(draft.sentence, draft.paragraph)
    here = here or memory.last(kinds, draft.paragraph, REACH_PARAGRAPHS)
    return here or (memory.only_person(phrase.start) if low in grammar.singular else None) or unknown
