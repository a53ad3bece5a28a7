"""Event, its origins, links and findings -> Assessment: how many independent origins, which label, what stands beside it."""

from collections.abc import Iterator
from typing import Literal

from cotejo.dossier.contradict import stand_beside
from cotejo.dossier.describe import describe_interval, describe_origins, describe_quantity, name_place
from cotejo.dossier.flags import raise_flags
from cotejo.dossier.indexed import Indexed
from cotejo.dossier.tally import NAMELESS, PHYSICAL, Tally, count_standing, origins_of
from cotejo.dossier.wording import Wording
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.corpus import Corpus
from cotejo.records.event import Event
from cotejo.records.evidence import Finding
from cotejo.records.origin import Assessment, DetailOrigins, Flag, Label, Origin

VERSION = "2"
MADE_BY = f"dossier.assess@{VERSION}"
OBJECT = ("identity", "aircraft_type", "count_vehicles")  # facets that say what was there
CORROBORATED = 2  # independent origins
Digit = Literal["2", "3", "4", "5", "6"]
WORSE: dict[Digit, Digit] = {"2": "3", "3": "4", "4": "5", "5": "5", "6": "6"}  # where evidence contradicts
DIGITS: dict[
    Label, Digit
] = {  # suggested Admiralty digit by label; 1 ("confirmed") is for people, and what rests on one voice cannot be judged (6) unless it is named
    "withdrawn": "5",
    "physically corroborated": "2",
    "corroborated": "2",
    "possibly corroborated": "3",
    "single origin": "3",
    "origin undetermined": "6",
}


def assess(corpus: Corpus) -> Iterator[Record]:
    """Judge every event of a case, in the order of their ids.

    Gives one Assessment per event; abstains (`no_claims`) on an event none of whose claims is in the corpus.
    """
    indexed = Indexed.over(corpus)
    for key, event in indexed.events.items():
        if not all(claim in indexed.claims for claim in event.claims) or not event.claims:
            detail = "the claims of this event are not in the corpus; run claims.read and events.link again"
            yield Abstention(stage="dossier.assess", subject=key, reason="no_claims", detail=detail, made_by=MADE_BY)
        else:
            yield assess_event(indexed, event)


def assess_event(corpus: Indexed, event: Event, words: Wording | None = None) -> Assessment:
    """Judge one event by the table: the first label that matches, and every flag; said in the language of the words, by default English."""
    words = words or Wording.load()
    tally = count_standing(corpus, origins_of(corpus, event))
    findings = findings_of(corpus, event)
    label, reasons = choose_label(words, corpus, tally, findings)
    documents = len({corpus.claims[claim].span.document for claim in event.claims})
    said = words.say("origins.documents", number=documents, count=documents)
    flags = raise_flags(corpus, event, tally, stand_beside(corpus, event), findings, words)
    return Assessment(
        event=event.id,
        lo=tally.lo,
        hi=tally.hi,
        label=label,
        details=tuple(count_details(words, corpus, event)),
        flags=flags,
        findings=tuple(finding.id for finding in findings),
        credibility_digit=suggest_digit(label, tally, flags),
        reasons=(*reasons, words.say("reason.documents", documents=said, origins=describe_origins(words, tally.lo, tally.hi))),
        made_by=MADE_BY,
    )


def findings_of(corpus: Indexed, event: Event) -> tuple[Finding, ...]:
    """Find what checks say of an event's claims, of its documents, and of the exhibits that these show."""
    documents = {corpus.claims[claim].span.document for claim in event.claims}
    shown = {exhibit.id for document in documents for exhibit in corpus.exhibits_by_document.get(document, ())}
    found = [finding for subject in sorted({*event.claims, *documents, *shown}) for finding in corpus.findings_by_subject.get(subject, ())]
    return tuple(sorted(found, key=lambda finding: (finding.check, finding.inputs, finding.subject, finding.facet, finding.id)))


def choose_label(words: Wording, corpus: Indexed, tally: Tally, findings: tuple[Finding, ...]) -> tuple[Label, tuple[str, ...]]:
    """Take the first row of the table that holds, with its reason."""
    named = [origin for origin in tally.standing if origin.determined and origin.source_kind not in NAMELESS]
    who = ", ".join(origin.name for origin in tally.standing)
    if tally.withdrawn and not tally.standing:
        gone = ", ".join(origin.name for origin in tally.withdrawn)
        return "withdrawn", (words.say("reason.withdrawn", count=len(tally.withdrawn), who=gone),)
    physical, notes = judge_physical(words, corpus, tally, findings)
    if physical:
        return "physically corroborated", notes
    if tally.lo >= CORROBORATED and named:
        return "corroborated", (words.say("reason.corroborated", lo=tally.lo, who=", ".join(origin.name for origin in named)), *notes)
    if tally.lo >= CORROBORATED:
        return "possibly corroborated", (words.say("reason.nameless", lo=tally.lo), *notes)
    if tally.hi >= CORROBORATED:
        return "possibly corroborated", (words.say("reason.possibly", lo=tally.lo, hi=tally.hi, who=who), *notes)
    if tally.lo == 1:
        return "single origin", (words.say("reason.single", who=who), *notes)
    return "origin undetermined", (words.say("reason.undetermined"), *notes)


def judge_physical(words: Wording, corpus: Indexed, tally: Tally, findings: tuple[Finding, ...]) -> tuple[bool, tuple[str, ...]]:
    """Whether one check of one claim supports object, place and time, and a standing report does not rest on that evidence."""
    grouped: dict[tuple[str, str, tuple[str, ...]], list[Finding]] = {}
    for finding in findings:
        if finding.verdict == "supports":
            grouped.setdefault((finding.check, finding.subject, finding.inputs), []).append(finding)
    notes: tuple[str, ...] = ()
    for (check, _, _), group in sorted(grouped.items()):
        facets = {finding.facet for finding in group}
        if not (facets & set(OBJECT) and {"place", "time"} <= facets):
            continue
        leaning = {key for finding in group for key in finding.derived_from}
        free = [origin for origin in tally.standing if is_textual(origin) and not rests_on(corpus, origin, leaning)]
        if free:
            shown = ", ".join(words.pick("facet", facet) for facet in sorted(facets))
            return True, (
                words.say("reason.physical", check=words.pick("check", check), facets=shown, who=", ".join(origin.name for origin in free)),
            )
        notes = (words.say("reason.derived"),)
    return False, notes


def is_textual(origin: Origin) -> bool:
    """Whether an origin is somebody's word, and no picture or track."""
    return origin.source_kind not in PHYSICAL


def rests_on(corpus: Indexed, origin: Origin, leaning: set[str]) -> bool:
    """Whether an origin is among those that the evidence depends on: by id, by root, or with all its documents or claims."""
    if origin.id in leaning or origin.root in leaning:
        return True
    documents = {corpus.claims[claim].span.document for claim in origin.claims if claim in corpus.claims}
    return bool(documents) and (documents <= leaning or set(origin.claims) <= leaning)


def count_details(words: Wording, corpus: Indexed, event: Event) -> Iterator[DetailOrigins]:
    """Count the origins of each detail: one line per reading where accounts differ."""
    details = sorted({origin.detail for origin in corpus.origins_by_event.get(event.id, ()) if origin.detail and origin.side == "supports"})
    for detail in details:
        origins = origins_of(corpus, event, detail=detail)
        readings = [values for disputed in event.disputed if disputed.field == detail for values in disputed.values]
        for value, claims in readings or [(value_of(words, event, detail), event.claims)]:
            tally = count_standing(corpus, tuple(origin for origin in origins if set(origin.claims) & set(claims)))
            yield DetailOrigins(detail=detail, value=value, lo=tally.lo, hi=tally.hi)


def value_of(words: Wording, event: Event, detail: str) -> str:
    """Write the value that an event's claims agree on; empty where the event does not hold this detail."""
    if detail == "place" and event.place:
        return name_place(words, event.place)
    if detail == "time" and event.time:
        return describe_interval(words, event.time, basis=False)
    if detail in ("count", "personnel") and (event.low is not None or event.high is not None):
        return describe_quantity(words, event.low, event.high, event.count_unit)
    return ""


def suggest_digit(label: Label, tally: Tally, flags: tuple[Flag, ...]) -> Digit:
    """Suggest the Admiralty digit: by label, one worse where evidence contradicts, 6 where nobody can be named. Never 1."""
    if label in ("single origin", "possibly corroborated") and all(origin.source_kind in NAMELESS for origin in tally.standing):
        return "6"
    return WORSE[DIGITS[label]] if any(flag.name == "evidence contradicts" for flag in flags) else DIGITS[label]
