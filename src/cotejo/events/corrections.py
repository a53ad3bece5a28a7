"""Texts that take a report back or put a detail right, and outlets that give new values -> `corrects` and `updates` links."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import msgspec

from cotejo.events.archive import Archive
from cotejo.events.features import Facts
from cotejo.events.identities import source_keys
from cotejo.events.score import is_apart, show_count
from cotejo.events.settings import Settings
from cotejo.events.states import State
from cotejo.events.summarise import compatible
from cotejo.events.versions import LINKED_BY
from cotejo.lexicon.load import table
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.event import Link, Reason
from cotejo.text.patterns import Patterns, folded, listed

SENTENCE = re.compile(r"[^.!?…\n]{1,2000}[.!?…]?")
WORD = re.compile(r"\w+")
GLANCE = 5  # letters of a cue's first long word
MAX_REVISED = 40  # claims of one outlet on one happening that are compared with each other
HEADED = 3  # words at the beginning of a paragraph among which a heading ("Correction:") stands
LEAD_SENTENCES = 2  # of a text: a notice says at once what it is
REPORTERS = frozenset({"outlet", "agency", "journalist", "account"})
Kind = Literal["withdraw", "amend"]


class Notice(NamedTuple):
    """What a text takes back or puts right: whose report (keys of names), and the words that say so."""

    kind: Kind
    carriers: frozenset[str]
    seen: str


class Stretch(NamedTuple):
    """A sentence, or a paragraph under a heading, in which a notice speaks."""

    start: int
    end: int
    kind: Kind
    seen: str


@cache
def load_cues() -> Patterns[Kind]:
    """Read the table of cues, all languages together: a text is not asked for its language."""
    kinds: tuple[Kind, ...] = ("withdraw", "amend")
    return Patterns([(phrase, kind) for kind in kinds for row in table("corrections")[kind].values() for phrase in listed(row)])


@cache
def cue_heads() -> frozenset[str]:
    """Give the beginnings of the cues' first long words: a text without any of them is not read closely."""
    rows = [row for kinds in table("corrections").values() for row in kinds.values()]
    phrases = [phrase.replace("*", "").split() for row in rows for phrase in listed(row)]
    return frozenset(head_of(next((word for word in phrase if len(word) >= GLANCE), max(phrase, key=len))) for phrase in phrases)


@lru_cache(maxsize=1 << 16)
def head_of(word: str) -> str:
    """Give the first letters of a word, folded."""
    return folded(word)[:GLANCE]


def read_notices(archive: Archive) -> dict[str, Notice]:
    """Find the claims that stand in a notice: (claim id -> notice)."""
    corpus, claims = archive.corpus, defaultdict(list)
    for key, claim in corpus.claims.items():
        claims[claim.span.document].append(key)
    found: dict[str, Notice] = {}
    for document, keys in claims.items():
        for stretch in stretches_of(corpus.documents[document].title or "", corpus.documents[document].text):
            for key in keys:
                span = corpus.claims[key].span
                if stretch.start <= span.start < stretch.end:
                    found.setdefault(key, Notice(stretch.kind, carriers_of(archive, document, stretch), stretch.seen))
    return found


def stretches_of(title: str, text: str) -> list[Stretch]:
    """Find the stretches of a text in which a notice speaks: the sentence with the cue; the paragraph that it heads; all of a retraction."""
    cues, heads, found = load_cues(), cue_heads(), []
    plain = folded(f"{title} {text}")
    met = [head for head in heads if head in plain]
    if not met or heads.isdisjoint(word[:GLANCE] for word in WORD.findall(plain)):
        return []
    words = [folded(word) for word in WORD.findall(title)]
    hit = next((hit for hit in cues.search(words) if hit.label == "withdraw"), None)
    if hit:
        found.append(Stretch(0, len(text), "withdraw", " ".join(words[hit.first : hit.last])))
    for number, sentence in enumerate(SENTENCE.finditer(text)):
        said = folded(sentence.group())
        if not any(head in said for head in met):
            continue
        tokens = WORD.findall(sentence.group())
        if heads.isdisjoint(map(head_of, tokens)):
            continue
        words = [folded(word) for word in tokens]
        for hit in cues.search(words):
            start, end = sentence.span()
            opens = not text[:start].strip() or text[:start].rstrip(" ").endswith("\n")
            if hit.label == "withdraw" and number < LEAD_SENTENCES:
                end = len(text)
            elif opens and hit.first < HEADED:
                end = next((stop for stop in (text.find("\n", end),) if stop >= 0), len(text))
            found.append(Stretch(start, end, hit.label, " ".join(words[hit.first : hit.last])))
    return sorted(found, key=lambda stretch: (stretch.kind != "withdraw", stretch))


def date_notices(archive: Archive, notices: dict[str, Notice], facts: Iterable[Facts]) -> Iterator[Facts]:
    """Give the facts again; the day on which the report came out that a notice puts right ("as we wrote on the 19th") is no day of the happening."""
    for found in facts:
        notice = notices.get(found.claim)
        one_day = notice and not found.bound and found.last is not None and found.first == found.last
        if notice and one_day and found.last in {archive.day(report) for report in reports_meant(archive, found.document, notice)}:
            yield msgspec.structs.replace(found, first=None, bound=True)
        else:
            yield found


def carriers_of(archive: Archive, document: str, stretch: Stretch) -> frozenset[str]:
    """Names of whose report is meant: one that the first sentence of the stretch names, else the document's own outlet. Empty = its own."""
    corpus = archive.corpus
    end = stretch.start + len(next(iter(SENTENCE.findall(corpus.documents[document].text[stretch.start : stretch.end])), ""))
    keys: set[str] = set()
    for hop in archive.attributions_in.get(document, ()):
        if hop.source.kind in REPORTERS and hop.source.span and stretch.start <= hop.source.span.start < end:
            keys |= source_keys(hop.source, corpus.source(hop.id))
    return frozenset(keys)


def withdraw(archive: Archive, notices: dict[str, Notice], facts: Iterable[Facts], states: list[State], settings: Settings) -> Iterator[Record]:
    """Tie each claim of a retraction to the claims that it takes back: those of the same happening in the earlier reports that it means."""
    for found in facts:
        notice = notices[found.claim]
        meant = reports_meant(archive, found.document, notice)
        reached = [
            (member, state)
            for state in states
            if not state.documents.isdisjoint(meant) and state.seed.group == found.group and not is_apart(found, state, settings.time["near_days"])
            for member in state.members
            if member.document in meant
        ]
        for member, _ in reached:
            linked = member.document in archive.linked(found.document)
            seen = f"{notice.seen}{'; it links to the report' if linked else ''}"
            yield tie(found, member, "corrects", None, Reason(feature="notice", seen=seen, weight=settings.bands.join))
        if not reached:
            yield Abstention(
                stage="events.link",
                subject=found.claim,
                reason="nothing_to_withdraw",
                detail=f"the text takes a report back ({notice.seen}), and no such earlier report is in this archive",
                spans=(archive.corpus.claims[found.claim].span,),
                made_by=LINKED_BY,
            )


def reports_meant(archive: Archive, document: str, notice: Notice) -> set[str]:
    """Earlier documents of whoever is named, else of the same outlet; those that the notice links to, where it links to any of them."""
    own = archive.outlets[document] or archive.carriers[document]
    brought = {key for key in archive.brought_by(notice.carriers or own) if key != document and archive.precedes(key, document)}
    linked = brought.intersection(archive.linked(document))
    return linked or brought


def revise(archive: Archive, notices: dict[str, Notice], states: list[State], settings: Settings) -> Iterator[Link]:
    """Tie a claim to those of the same outlet on the same happening that gave another number before: put right by a notice, or brought up to date."""
    for state in states:
        for later, earlier in counted_pairs(archive, notices, state):
            if later.count is None or earlier.count is None or later.count.unit != earlier.count.unit or compatible(later.count, earlier.count):
                continue
            if archive.precedes(later.document, earlier.document) or not archive.precedes(earlier.document, later.document):
                continue
            notice = notices.get(later.claim)
            own = archive.same_carrier(later.document, earlier.document)
            if own or (notice and not later.sources and earlier.document in reports_meant(archive, later.document, notice)):
                seen = f"{show_count(earlier.count)} -> {show_count(later.count)}{f' ({notice.seen})' if notice else ''}"
                relation: Literal["corrects", "updates"] = "corrects" if notice else "updates"
                yield tie(later, earlier, relation, "count", Reason(feature=f"count.{relation}", seen=seen, weight=settings.bands.join))


def counted_pairs(archive: Archive, notices: dict[str, Notice], state: State) -> Iterator[tuple[Facts, Facts]]:
    """Pairs of members that count, of one outlet, or of which one stands in a notice; never all pairs of a large event."""
    by_outlet: dict[str, list[Facts]] = defaultdict(list)
    counted = [member for member in state.members if member.count]
    for member in counted:
        for name in sorted(archive.outlets[member.document] or archive.carriers[member.document])[:1]:
            by_outlet[name].append(member)
    for members in by_outlet.values():
        for later in members[:MAX_REVISED]:
            yield from ((later, earlier) for earlier in members[:MAX_REVISED] if earlier is not later)
    for later in (member for member in counted if member.claim in notices):
        yield from ((later, earlier) for earlier in counted if archive.outlets[later.document].isdisjoint(archive.outlets[earlier.document]))


def part_ways(states: list[State]) -> Iterator[Link]:
    """Tie claims that cannot both be true: one and the same registered craft on one and the same day in two places apart."""
    seen: dict[tuple[str, int], list[Facts]] = defaultdict(list)
    for state in states:
        for member in state.members:
            if member.place and member.first is not None and member.first == member.last and not member.bound:
                for registration in sorted(member.registrations):
                    seen[registration, member.first].append(member)
    for (registration, _), members in sorted(seen.items()):
        countries: dict[str | None, Facts] = {}
        for member in sorted(members, key=lambda found: found.claim):
            countries.setdefault(member.host, member)
        ordered = [member for host, member in sorted(countries.items(), key=lambda found: found[0] or "") if host]
        for other in ordered[1:]:
            reason = Reason(feature="registration", seen=f"{registration} on one day in {other.host} and {ordered[0].host}", weight=-6.0)
            yield Link(
                left=other.claim, right=ordered[0].claim, relation="incompatible", judgement="unsure", score=-6.0, reasons=(reason,),
                field="place", made_by=LINKED_BY,
            )  # fmt: skip


def tie(left: Facts, right: Facts, relation: Literal["corrects", "updates"], field: str | None, reason: Reason) -> Link:
    """Make the link."""
    return Link(
        left=left.claim, right=right.claim, relation=relation, judgement="positive", score=reason.weight, reasons=(reason,), field=field,
        made_by=LINKED_BY,
    )  # fmt: skip
