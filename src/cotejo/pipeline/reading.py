"""Texts without a case -> the interchange JSON of what they report: attributions, claims, names, places, dates, counts, with spans."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from cotejo.case.blobs import sha256_of
from cotejo.claims import read as claims_read
from cotejo.documents import collect, read
from cotejo.documents.found import Found
from cotejo.documents.media_types import SNIFFED_BYTES, media_type
from cotejo.errors import UsageError
from cotejo.language import gazetteer, load
from cotejo.language.entities import entities_of
from cotejo.language.reading import Name, Sentence
from cotejo.pipeline.adding import capture_of
from cotejo.records.abstention import Abstention
from cotejo.records.attribution import Attribution, Stance
from cotejo.records.claim import Actor, Claim, Equipment, Site
from cotejo.records.corpus import Corpus
from cotejo.records.document import Document
from cotejo.records.resolution import Interval, Place
from cotejo.records.span import Quantity, Span

Json = dict[str, Any]  # what goes out; no module of ours reads it back
JSON_STARTS = (b"{", b"[")


def find_file(path: Path) -> Found:
    """Read the file to be read.

    Raises:
        UsageError: it is missing, empty, a folder, or cannot be read.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder; `cotejo read` takes one file. For many: `cotejo init CASE` and `cotejo add CASE {path}`.")
    found = next(collect.gather([path]))
    if isinstance(found, Abstention):
        raise UsageError(found.detail)
    return found


def find_stream(data: bytes) -> Found:
    """Take what came on standard input: document JSON (one, or lines of it), a page, or plain text.

    Raises:
        UsageError: nothing came.
    """
    if not data.strip():
        raise UsageError("nothing came on standard input; pipe a text or document JSON into `cotejo read -`.")
    rows = collect.rows_of(data) if data.lstrip().startswith(JSON_STARTS) else []
    kind = "application/jsonl" if rows and all(isinstance(row, dict) for row in rows) else media_type("stdin.txt", data[:SNIFFED_BYTES])
    return Found(Path("-"), "stdin", data, kind, "stdin:")


def read_found(found: Found) -> Iterator[Json]:
    """Read every document in a file, in the file's order; what cannot be read comes as an object that says so."""
    capture = capture_of(found, sha256_of(found.data))
    for record in read.read(capture, found.data, {}):
        if isinstance(record, Document):
            yield read_document(record)
        elif isinstance(record, Abstention):
            yield {"undecided": [say(record)]}


def read_document(document: Document) -> Json:
    """Read one document into the interchange object. Offsets are code points of the document's `text`."""
    readings = load.readings(document)
    records = tuple(claims_read.read(document))
    corpus = Corpus.of((document, *records))
    claims = sorted(corpus.claims.values(), key=lambda claim: (claim.span.start, claim.span.end, claim.id))
    attributions = sorted(corpus.attributions.values(), key=lambda found: (begin(found), found.id))
    names = sorted((name for reading in readings for name in entities_of(reading)), key=lambda name: (name.start, name.end))
    sentences = sorted((sentence for reading in readings for sentence in reading.sentences), key=lambda sentence: sentence.start)
    return {
        "id": document.external_id,
        "language": document.language or readings[0].language,
        "attributions": [show_attribution(found) for found in attributions],
        "claims": [show_claim(claim, document, corpus) for claim in claims],
        "entities": [show_name(name) for name in names if name.kind != "place"],
        "places": show_places(names, claims, corpus),
        "times": show_times(sentences, claims, corpus),
        "quantities": [show_quantity(quantity) for sentence in sentences for quantity in sentence.quantities],
        "undecided": [say(record) for record in records if isinstance(record, Abstention)],
    }


def begin(found: Attribution) -> int:
    """Where an attribution first shows in the text; before all else when nothing of it does (a dateline's agency)."""
    return min((span.start for span in (found.cue, found.content, found.source.span) if span), default=-1)


def show_span(span: Span | None) -> Json | None:
    """Position and quotation."""
    return {"start": span.start, "end": span.end, "exact": span.exact} if span else None


def show_attribution(found: Attribution) -> Json:
    """Who says what, and within whose words."""
    source = found.source
    return {
        "id": found.id,
        "source": {"name": source.name, "kind": source.kind, "state": source.state} | (show_span(source.span) or {}),
        "cue": show_span(found.cue),
        "content": show_span(found.content),
        "within": found.within,
        "speech_act": found.speech_act,
        "certainty": found.certainty,
        "polarity": found.polarity,
        "mode": found.mode,
    }


def show_claim(claim: Claim, document: Document, corpus: Corpus) -> Json:
    """One happening with its slots, its chain outermost to innermost (the outlet first), and each voice's stance."""
    place, time = corpus.place(claim.id), corpus.time(claim.id)
    return {
        "id": claim.id,
        "doc": document.external_id,
        **(show_span(claim.span) or {}),
        "event_type": claim.event_type,
        "polarity": claim.polarity,
        "tense": claim.tense,
        "attribution": claim.attribution,
        "chain": [document.outlet or "outlet", *(hop.source.name for hop in corpus.chain(claim.attribution))],
        "stances": [show_stance(stance) for stance in claim.stances],
        "actors": [show_actor(actor) for actor in claim.actors],
        "equipment": [show_equipment(item) for item in claim.equipment],
        "personnel": show_quantity(claim.personnel) if claim.personnel else None,
        "host": claim.host,
        "place": show_site(claim.place, place),
        "time": (show_span(claim.time) or {}) | show_interval(time) if claim.time or time else None,
    }


def show_stance(stance: Stance) -> Json:
    """How one voice stands to a claim."""
    return {
        "voice": stance.voice,
        "speech_act": stance.speech_act,
        "certainty": stance.certainty,
        "polarity": stance.polarity,
        "denies": stance.denies,
    }


def show_actor(actor: Actor) -> Json:
    """A force or company."""
    return (show_span(actor.span) or {}) | {"name": actor.name, "state": actor.state, "status": actor.status, "role": actor.role}


def show_equipment(item: Equipment) -> Json:
    """A system."""
    count = show_quantity(item.count) if item.count else None
    return (show_span(item.span) or {}) | {
        "category": item.category,
        "designator": item.designator,
        "registration": item.registration,
        "count": count,
    }


def show_quantity(quantity: Quantity) -> Json:
    """A count with its bounds."""
    return (show_span(quantity.span) or {}) | {"low": quantity.low, "high": quantity.high, "unit": quantity.unit, "of": show_span(quantity.of)}


def show_site(site: Site | None, place: Place | None) -> Json | None:
    """A claim's place as written, and as resolved."""
    if site is None and place is None:
        return None
    written = (show_span(site.span) or {}) | {"site_kind": site.site_kind} if site else {}
    return written | (show_place(place) if place else {})


def show_place(place: Place) -> Json:
    """A gazetteer place."""
    return {
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "lat": place.latitude,
        "lon": place.longitude,
        "precision": place.precision,
        "gazetteer_id": place.gazetteer_id,
    }


def show_interval(interval: Interval | None) -> Json:
    """First and last day; null = open or not known."""
    if interval is None:
        return {"earliest": None, "latest": None, "basis": None}
    days = [day.isoformat() if day else None for day in (interval.earliest, interval.latest)]
    return {"earliest": days[0], "latest": days[1], "basis": interval.basis}


def show_name(name: Name) -> Json:
    """A proper name or lexicon term."""
    return {"start": name.start, "end": name.end, "exact": name.text, "kind": name.kind, "key": name.key, "state": name.state}


def show_places(names: Iterable[Name], claims: Sequence[Claim], corpus: Corpus) -> list[Json]:
    """Names of places in the text and what they denote (in a claim, the claim's own resolution), in the order of the text."""
    resolved = {(claim.place.name or claim.place.span).start: corpus.place(claim.id) for claim in claims if claim.place}
    placed = [name for name in names if name.kind in {"place", "facility"}]
    others = tuple(sorted({name.text for name in placed}))
    shown = []
    for name in placed:
        place = resolved.get(name.start) or gazetteer.resolve(name.text, others=[other for other in others if other != name.text])[0]
        shown.append(
            {"start": name.start, "end": name.end, "exact": name.text, "key": name.key, "country": name.state} | (show_place(place) if place else {})
        )
    return shown


def show_times(sentences: Iterable[Sentence], claims: Sequence[Claim], corpus: Corpus) -> list[Json]:
    """Expressions of time with the days that they denote, and those of claims that the text's own reading lacks."""
    found = {(dated.span.start, dated.span.end): (dated.span, dated.interval) for sentence in sentences for dated in sentence.dates}
    for claim in claims:
        time = corpus.time(claim.id)
        if claim.time and time:
            found.setdefault((claim.time.start, claim.time.end), (claim.time, time))
    return [(show_span(span) or {}) | show_interval(interval) for _, (span, interval) in sorted(found.items(), key=lambda item: item[0])]


def say(record: Abstention) -> Json:
    """What was left undecided, and why."""
    return {
        "stage": record.stage,
        "subject": record.subject,
        "reason": record.reason,
        "detail": record.detail,
        "spans": [show_span(span) for span in record.spans],
    }


def lines(body: Json) -> Iterator[str]:
    """Lay out an interchange object for people: its claims, one a line."""
    for claim in body.get("claims", ()):
        place, time = claim["place"] or {}, claim["time"] or {}
        when = f"{time.get('earliest') or '?'}..{time.get('latest') or '?'}"
        where = place.get("name") or place.get("exact") or "unplaced"
        yield f"{claim['start']}..{claim['end']}  {claim['event_type']}  {' > '.join(claim['chain'])}  {where}  {when}  {claim['exact']!r}"
