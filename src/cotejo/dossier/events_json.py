"""Corpus -> one JSON object of events, derivations and what is undecided: the interchange format `events`."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import msgspec

from cotejo.dossier.contradict import stand_beside
from cotejo.dossier.indexed import Indexed
from cotejo.dossier.tally import bounds, origins_of
from cotejo.dossier.translate import retell_records, translate
from cotejo.dossier.wording import BASE, Wording
from cotejo.records.attribution import Stance
from cotejo.records.claim import Claim
from cotejo.records.corpus import Corpus
from cotejo.records.event import Derivation, Event
from cotejo.records.origin import Origin, OwnReporting
from cotejo.records.resolution import Place
from cotejo.records.span import Span

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"
DENYING = ("denies", "recasts", "disputes")


def render(corpus: Corpus) -> str:
    """Write the object as indented JSON with a final newline; keys in the order of the format."""
    return msgspec.json.format(msgspec.json.encode(gather(corpus)), indent=1).decode() + "\n"


def gather(corpus: Corpus, language: str = BASE) -> dict[str, Json]:
    """Build the object. `doc` is always the document's external id; `id`s are record ids; codes stay, sentences are said in the language."""
    indexed = Indexed.over(corpus)
    if language != BASE:
        indexed = retell_records(translate(indexed, Wording.load(language))[0], Wording.load(language))
    return {
        "events": [show_event(indexed, event) for event in corpus.events.values()],
        "derivations": list(show_derivations(indexed)),
        "undecided": [show_undecided(indexed, key) for key in corpus.abstentions],
    }


def show_event(corpus: Indexed, event: Event) -> dict[str, Json]:
    """Write one event. Where it was not assessed, lo and hi are counted from its origins and the label is null."""
    found = corpus.assessments.get(event.id)
    origins = origins_of(corpus, event)
    lo, hi = (found.lo, found.hi) if found else bounds(origins)
    return {
        "id": event.id,
        "event_type": event.event_type,
        "place": show_place(event.place),
        "earliest": event.time.earliest.isoformat() if event.time and event.time.earliest else None,
        "latest": event.time.latest.isoformat() if event.time and event.time.latest else None,
        "time_basis": event.time.basis if event.time else None,
        "count": {"low": event.low, "high": event.high, "unit": event.count_unit},
        "actor_states": list(event.actor_states),
        "host": event.host,
        "claims": [show_claim(corpus, corpus.claims[key]) for key in event.claims if key in corpus.claims],
        "origins": [show_origin(corpus, origin) for origin in origins],
        "lo": lo,
        "hi": hi,
        "details": [
            {"detail": item.detail, "value": item.value, "origins": item.hi, "lo": item.lo, "hi": item.hi}
            for item in (found.details if found else ())
        ],
        "denials": list(show_denials(corpus, event)),
        "disputed": [
            {"field": item.field, "values": [{"value": value, "claims": list(keys)} for value, keys in item.values]} for item in event.disputed
        ],
        "label": found.label if found else None,
        "flags": [flag.name for flag in found.flags] if found else [],
        "flag_details": [{"flag": flag.name, "detail": flag.detail} for flag in found.flags] if found else [],
        "findings": [show_finding(corpus, key) for key in (found.findings if found else ())],
    }


def show_place(place: Place | None) -> dict[str, Json] | None:
    """Write a place, or null for none. Coordinates stand for an area of `radius_m`, as `precision` says."""
    if place is None:
        return None
    return {
        "name": place.name, "country": place.country, "admin1": place.admin1, "lat": place.latitude, "lon": place.longitude,
        "precision": place.precision, "radius_m": place.radius_m, "site": place.leaf,
    }  # fmt: skip


def show_claim(corpus: Indexed, claim: Claim) -> dict[str, Json]:
    """Write one claim with its span, its stances (outermost voice first) and its chain of sources."""
    return {
        "id": claim.id,
        **show_span(corpus, claim.span),
        "event_type": claim.event_type,
        "polarity": claim.polarity,
        "stances": [show_stance(corpus, stance) for stance in claim.stances],
        "chain": [hop.source.name for hop in corpus.chain(claim.attribution)],
    }


def show_stance(corpus: Indexed, stance: Stance) -> dict[str, Json]:
    """Write one voice's stance; a null voice is the outlet itself."""
    hop = corpus.attributions.get(stance.voice) if stance.voice else None
    return {
        "voice": hop.source.name if hop else None,
        "certainty": stance.certainty,
        "polarity": stance.polarity,
        "speech_act": stance.speech_act,
        "denies": stance.denies,
    }


def show_span(corpus: Indexed, span: Span) -> dict[str, Json]:
    """Write a span in code points of the document's text."""
    return {"doc": external_id(corpus, span.document), "start": span.start, "end": span.end, "exact": span.exact}


def show_origin(corpus: Indexed, origin: Origin) -> dict[str, Json]:
    """Write one origin with the evidence of its own reporting."""
    return {
        "id": origin.id,
        "name": origin.name,
        "kind": origin.source_kind,
        "docs": sorted({external_id(corpus, key) for key in origin.documents}),
        "own_reporting_evidence": [show_evidence(corpus, piece) for piece in origin.evidence],
        "determined": origin.determined,
        "root": node_name(corpus, origin.root),
        "merged": [node_name(corpus, node) for node in origin.merged],
        "why": origin.why,
    }  # fmt: skip


def show_evidence(corpus: Indexed, piece: OwnReporting) -> dict[str, Json]:
    """Write one piece of evidence of own reporting; null where it points at no words."""
    where: dict[str, Json] = show_span(corpus, piece.span) if piece.span else {"doc": None, "exact": None}
    return {"kind": piece.kind, "why": piece.why, **where}


def show_denials(corpus: Indexed, event: Event) -> Iterator[dict[str, Json]]:
    """Write what denies, recasts or disputes an event: who (`by`), and which claims (`of`)."""
    for entry in stand_beside(corpus, event):
        if entry.relation in DENYING:
            span = show_span(corpus, corpus.claims[entry.claim].span)
            yield {
                **span, "by": entry.voice.name, "of": list(entry.against), "relation": entry.relation, "denied": entry.denied, "field": entry.field,
                "specific": entry.specific, "reviewed": entry.certain,
            }  # fmt: skip


def show_finding(corpus: Indexed, key: str) -> dict[str, Json]:
    """Write one finding; null fields where the corpus no longer holds it."""
    finding = corpus.findings.get(key)
    if finding is None:
        return {"id": key, "check": None}
    return {
        "id": key, "check": finding.check, "subject": finding.subject, "facet": finding.facet, "verdict": finding.verdict, "reason": finding.reason,
        "basis": finding.basis, "scope": finding.scope, "inputs": list(finding.inputs),
        "measures": [{"name": measure.name, "value": measure.value, "unit": measure.unit} for measure in finding.measures],
    }  # fmt: skip


def show_derivations(corpus: Indexed) -> Iterator[dict[str, Json]]:
    """Write who rests on whom between documents: claim nodes become their documents, equal rows become one."""
    rows: dict[tuple[str, str, str, str, str, bool], Derivation] = {}
    for edge in corpus.derivations.values():
        later, earlier = node_name(corpus, edge.later), node_name(corpus, edge.earlier)
        if later != earlier:
            rows.setdefault((later, earlier, edge.relation, edge.rule, edge.strength, edge.credited), edge)
    for (later, earlier, relation, rule, strength, credited), edge in sorted(rows.items(), key=lambda row: row[0]):
        exact = edge.spans[0].exact if edge.spans else None
        yield {
            "later": later,
            "earlier": earlier,
            "relation": relation,
            "credited": credited,
            "strength": strength,
            "rule": rule,
            "exact": exact,
            "why": edge.why,
        }


def node_name(corpus: Indexed, node: str) -> str:
    """Name a node of the derivation graph: a document's external id, or `source:KEY` and `ghost:KEY` as they are."""
    return external_id(corpus, corpus.claims[node].span.document if node in corpus.claims else node)


def external_id(corpus: Indexed, document: str) -> str:
    """Give a document's external id; a node that is no document is given as it is."""
    return corpus.documents[document].external_id if document in corpus.documents else document


def show_undecided(corpus: Indexed, key: str) -> dict[str, Json]:
    """Write one abstention, with the document that it is about where there is one."""
    found = corpus.abstentions[key]
    subject = found.subject
    document = corpus.claims[subject].span.document if subject in corpus.claims else subject
    document = corpus.attributions[subject].document if subject in corpus.attributions else document
    doc = corpus.documents[document].external_id if document in corpus.documents else None
    exact = [span.exact for span in found.spans]
    return {"stage": found.stage, "subject": subject, "doc": doc, "reason": found.reason, "detail": found.detail, "exact": exact}
