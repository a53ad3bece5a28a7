"""Events with their assessments -> Statements: sentences, each of which cites what it says from."""

from collections.abc import Iterable, Iterator

from cotejo.dossier import contradict, describe
from cotejo.dossier.flags import ABOUT_PICTURES
from cotejo.dossier.indexed import Indexed
from cotejo.dossier.retold import retell
from cotejo.dossier.tally import is_withdrawn, origins_of
from cotejo.dossier.wording import Wording
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.claim import Claim
from cotejo.records.corpus import Corpus
from cotejo.records.dossier import Statement
from cotejo.records.event import Event
from cotejo.records.evidence import Measure
from cotejo.records.origin import Assessment
from cotejo.records.span import Span

VERSION = "2"
MADE_BY = f"dossier.compose@{VERSION}"
CASE = "case"  # subject of a statement about all of it
MAX_CITATIONS = 60  # spans under one sentence
MAX_EXAMPLES = 12  # spans under the sentence that sums the case up, one per event; the events' own sentences cite the rest
SENTENCE_ORDER = ("claimed", "reports", "origins", "details", "denials", "disputed", "findings", "flags")


def compose(corpus: Corpus, words: Wording | None = None) -> Iterator[Record]:
    """Write the sentences of a case: one summary, then every event in the order of its id.

    Abstains `not_assessed` on an event without a verdict.
    """
    words, indexed = words or Wording.load(), Indexed.over(corpus)
    told = [event for event in order_events(indexed) if event.id in indexed.assessments]
    if told:
        yield sum_up(words, indexed, told)
    for key, event in indexed.events.items():
        if key in indexed.assessments:
            yield from tell(words, indexed, event, indexed.assessments[key])
        else:
            yield Abstention(
                stage="dossier.compose",
                subject=key,
                reason="not_assessed",
                detail="this event has no verdict to write of; see dossier.assess",
                made_by=MADE_BY,
            )


def order_events(corpus: Corpus) -> list[Event]:
    """Sort events for readers: by first possible day (unknown last), type and id."""

    def first_day(event: Event) -> tuple[str, str, str]:
        day = (event.time.earliest or event.time.latest) if event.time else None
        return (day.isoformat() if day else "9999"), event.event_type, event.id

    return sorted(corpus.events.values(), key=first_day)


def sum_up(words: Wording, corpus: Indexed, events: list[Event]) -> Statement:
    """Say how many happenings are claimed, in how many documents, and under which labels."""
    documents = {corpus.claims[key].span.document for event in events for key in event.claims}
    labels = [corpus.assessments[event.id].label for event in events]
    counted = ", ".join(f"{labels.count(label)} {words.pick('label', label).lower()}" for label in words.rows["label"] if label in labels)
    text = words.say(
        "case.summary",
        happenings=words.say("case.happenings", number=len(events), count=len(events)),
        documents=words.say("origins.documents", number=len(documents), count=len(documents)),
        labels=counted,
    )
    spans = [corpus.claims[event.claims[0]].span for event in events[:MAX_EXAMPLES]]
    return state("summary", CASE, text, spans, [event.id for event in events], "case.summary")


def tell(words: Wording, corpus: Indexed, event: Event, found: Assessment) -> Iterator[Statement]:
    """Write the sentences about one event."""
    yield claim_sentence(words, corpus, event, found)
    yield from report_sentences(words, corpus, event)
    yield from origin_sentences(words, corpus, event)
    yield from detail_sentences(words, corpus, event, found)
    yield from denial_sentences(words, corpus, event)
    yield from disputed_sentences(words, corpus, event)
    yield from finding_sentences(words, corpus, event, found)
    yield from flag_sentences(words, corpus, event, found)


def claim_sentence(words: Wording, corpus: Indexed, event: Event, found: Assessment) -> Statement:
    """Say what is claimed: kind, actor, place with its precision, time with its basis, count with its bounds, and on how many origins."""
    counted = event.low is not None or event.high is not None
    count = words.say("event.count", count=describe.describe_quantity(words, event.low, event.high, event.count_unit)) if counted else ""
    text = words.say(
        "event.claimed" if found.hi > 1 else "event.claimed_one" if found.hi else "event.claimed_bare",
        what=describe.capitalise(describe.describe_what(words, corpus, event)),
        where=describe.describe_place(words, event.place),
        when=describe.describe_interval(words, event.time),
        count=count,
        origins=words.say("origins.withdrawn") if found.label == "withdrawn" else describe.describe_origins(words, found.lo, found.hi),
    )
    spans = [corpus.claims[key].span for key in event.claims]
    return state("claimed", event.id, text, spans, event.claims, "event.claimed")


def report_sentences(words: Wording, corpus: Indexed, event: Event) -> Iterator[Statement]:
    """Say of each claim who reports it, when, and on whose word."""
    for key in sorted(event.claims, key=lambda key: (describe.published_first(corpus.document_of(key)), corpus.claims[key].span.start, key)):
        claim = corpus.claims[key]
        hops = corpus.chain(claim.attribution)
        cues = [hop.cue for hop in hops if hop.cue]
        yield state(
            "reports", event.id, describe_report(words, corpus, claim), [claim.span, *cues], [key, *(hop.id for hop in hops)], "event.reports"
        )


def describe_report(words: Wording, corpus: Indexed, claim: Claim) -> str:
    """Write one report: outlet, day, act and certainty, then the chain of sources inward."""
    document = corpus.document_of(claim.id)
    hops = corpus.chain(claim.attribution)
    stance = contradict.innermost(claim)
    named = [
        words.say("event.unnamed", source=hop.source.name) if hop.source.kind == "unnamed" else hop.source.name for hop in hops if hop.source.name
    ]
    chain = words.say("event.chain_own") if not named else words.say("event.chain_first", source=named[0])
    chain += "".join(words.say("event.chain_next", source=source) for source in named[1:])
    day = document.published.latest or document.published.earliest if document.published else None
    act = claim.stances[0].speech_act if claim.stances else "ASSERT"
    certainty = words.pick("certainty", stance.certainty) if stance else ""
    return words.say(
        "event.chain",
        outlet=describe.name_document(document),
        published=describe.describe_day(words, day) if day else words.say("event.undated"),
        act=words.pick("act", act) + certainty,
        chain=chain,
    )


def origin_sentences(words: Wording, corpus: Indexed, event: Event) -> Iterator[Statement]:
    """Name each origin: what kind, how many documents lead to it, and why it counts."""
    for origin in origins_of(corpus, event):
        spans = [piece.span for piece in origin.evidence if piece.span] or [corpus.claims[key].span for key in origin.claims if key in corpus.claims]
        documents = words.say("origins.documents", number=len(origin.documents), count=len(origin.documents))
        kind = words.pick("source_kind", origin.source_kind)
        row = "event.origin" if origin.determined else "event.origin_undetermined"
        row = "event.origin_withdrawn" if is_withdrawn(corpus, origin) else row
        text = words.say(
            row,
            name=origin.name,
            kind=kind,
            documents=documents,
            why=("; ".join(dict.fromkeys(retell(words, piece.why) for piece in origin.evidence if piece.why)) or retell(words, origin.why)).rstrip(
                "."
            ),
        )
        if spans:
            yield state("origins", event.id, text, spans, [origin.id, *origin.path], row)


def detail_sentences(words: Wording, corpus: Indexed, event: Event, found: Assessment) -> Iterator[Statement]:
    """Say on how many origins each detail rests, where that is fewer than the happening's."""
    for item in found.details:
        if item.value and (item.lo, item.hi) != (found.lo, found.hi):
            claims = sorted({key for origin in origins_of(corpus, event, detail=item.detail) for key in origin.claims if key in corpus.claims})
            origins = describe.describe_origins(words, item.lo, item.hi)
            text = words.say("event.detail", detail=words.pick("field", item.detail), value=item.value, origins=origins)
            if claims:
                yield state("details", event.id, describe.capitalise(text), [corpus.claims[key].span for key in claims], claims, "event.detail")


def denial_sentences(words: Wording, corpus: Indexed, event: Event) -> Iterator[Statement]:
    """Say of each claim beside the event who stands how to it."""
    for entry in contradict.stand_beside(corpus, event):
        claim = corpus.claims[entry.claim]
        document = corpus.document_of(entry.claim)
        text = words.say(
            "event.beside",
            who=words.phrase(entry.voice.name),
            relation=words.pick("relation", entry.relation),
            party=words.pick("party", str(contradict.is_party(entry.voice, event)).lower()),
            outlet=describe.name_document(document),
            what=words.say("event.denied_part", what=words.pick("denied", entry.denied)) if entry.denied else "",
            sure="" if entry.certain else words.say("flags.unreviewed"),
        )
        yield state("denials", event.id, text, [claim.span], [entry.claim, *entry.links], "event.beside")


def disputed_sentences(words: Wording, corpus: Indexed, event: Event) -> Iterator[Statement]:
    """Say on which values accounts differ, each with who gives it."""
    for disputed in event.disputed:
        readings = "; ".join(
            words.say("flags.reading", value=retell(words, value), who=describe.names_of(words, [corpus.document_of(key) for key in claims]))
            for value, claims in disputed.values
        )
        claims = [key for _, keys in disputed.values for key in keys]
        text = words.say("event.disputed", field=words.pick("field", disputed.field), readings=readings)
        yield state("disputed", event.id, text, [corpus.claims[key].span for key in claims], claims, "event.disputed")


def finding_sentences(words: Wording, corpus: Indexed, event: Event, found: Assessment) -> Iterator[Statement]:
    """Say what each check found, with its numbers and what it does not say."""
    for key in found.findings:
        finding = corpus.findings[key]
        claims = [claim for claim in event.claims if finding.subject in (claim, corpus.claims[claim].span.document)] or list(event.claims)
        measures = ", ".join(describe_measure(words, measure) for measure in finding.measures)
        text = words.say(
            "finding.picture" if finding.facet.startswith(ABOUT_PICTURES) else "finding.sentence",
            check=words.pick("check", finding.check),
            verdict=words.pick("verdict", finding.verdict),
            facet=words.pick("facet", finding.facet),
            measures=words.say("finding.measures", measures=measures) if measures else "",
            basis=retell(words, finding.basis).rstrip("."),
            scope=retell(words, finding.scope),
        ).strip()
        yield state("findings", event.id, text, [corpus.claims[claim].span for claim in claims], [key, *claims], "finding.sentence")


def describe_measure(words: Wording, measure: Measure) -> str:
    """Write a measure: its name, its value, its unit."""
    value = words.pick("measure_value", measure.value) if isinstance(measure.value, str) else f"{measure.value:g}"
    unit = words.pick("measure_unit", measure.unit)
    return f"{words.pick('measure', measure.name)} {value} {unit}".strip()


def flag_sentences(words: Wording, corpus: Indexed, event: Event, found: Assessment) -> Iterator[Statement]:
    """Say each flag with its detail; one without spans of its own cites the event's claims."""
    for flag in found.flags:
        spans = flag.spans or tuple(corpus.claims[key].span for key in event.claims)
        text = words.say("event.flag", name=words.pick("flag_name", flag.name), detail=flag.detail)
        yield state("flags", event.id, text, spans, flag.records, "event.flag")


def state(section: str, subject: str, text: str, spans: Iterable[Span], rests_on: Iterable[str], rule: str) -> Statement:
    """Build a statement with each span once."""
    citations = tuple(dict.fromkeys(spans))[:MAX_CITATIONS]
    return Statement(
        section=section, subject=subject, text=text, citations=citations, rests_on=tuple(dict.fromkeys(rests_on)), rule=rule, made_by=MADE_BY
    )
