"""An item -> what our reading finds in it, in the shape that the coding is compared with."""

from datetime import UTC, datetime

import msgspec

from cotejo.claims.read import read
from cotejo.records.claim import Claim
from cotejo.records.corpus import Corpus
from cotejo.records.document import Capture, Document
from cotejo.records.resolution import Interval
from cotejo.text.folding import fold
from eval.claims.items import Item

FORCES = ("actor", "supplier")  # roles of those whose deployment it is


class Found(msgspec.Struct, frozen=True):
    """One claim as read. Empty slots are None or (); the chain leaves the publisher out."""

    event_type: str
    start: int  # of the trigger
    end: int
    states: tuple[str, ...] = ()
    host: str | None = None
    place: tuple[str, ...] = ()  # folded: the words of the place, of what it lies in, and its resolved name; () for nameless sites
    site: str = "unknown"
    equipment: tuple[str, ...] = ()
    count: tuple[int | None, int | None] | None = None
    items: tuple[tuple[int | None, int | None], ...] = ()
    date: tuple[str | None, str | None] | None = None  # only what the text states
    tense: str | None = None
    polarity: str | None = None
    denies: str | None = None
    act: str | None = None
    chain: tuple[str, ...] = ()
    published_in: tuple[str, ...] = ()  # outlets that carried a hop and are no hop themselves


def read_item(item: Item) -> list[Found]:
    """Read one item as `cotejo read` does."""
    capture = Capture(url=f"file:{item.id}", fetched_at=None, sha256="0" * 64, media_type="text/plain", size_bytes=len(item.text), made_by="eval@1")
    published = Interval(earliest=item.published, latest=item.published, basis="stated", granularity="day")
    document = Document(
        capture=capture.id,
        text=item.text,
        external_id=item.id,
        outlet=item.outlet,
        language=item.lang,
        published=published,
        published_at=datetime(item.published.year, item.published.month, item.published.day, 12, tzinfo=UTC),
        forwarded_from=item.forwarded_from,
        made_by="eval@1",
    )
    corpus = Corpus.of([capture, document, *read(document)])
    return sorted((view(claim, corpus) for claim in corpus.claims.values()), key=lambda found: (found.start, found.event_type))


def view(claim: Claim, corpus: Corpus) -> Found:
    """One claim with its slots."""
    place, time = corpus.place(claim.id), corpus.time(claim.id)
    hops = corpus.chain(claim.attribution)
    innermost = claim.stances[-1] if claim.stances else None
    negative = claim.polarity == "negative" or (innermost is not None and innermost.polarity == "negative")
    stated = time if time is not None and time.basis != "publication_bound" else None
    return Found(
        event_type=claim.event_type,
        start=claim.trigger.start,
        end=claim.trigger.end,
        states=tuple(dict.fromkeys(actor.state for actor in claim.actors if actor.state and actor.role in FORCES)),
        host=claim.host or (place.country if place else None),
        place=place_words(claim, corpus),
        site=claim.place.site_kind if claim.place else "unknown",
        equipment=tuple(dict.fromkeys(item.category for item in claim.equipment)),
        count=(claim.personnel.low, claim.personnel.high) if claim.personnel else None,
        items=tuple((item.count.low, item.count.high) for item in claim.equipment if item.count),
        date=tuple(day.isoformat() if day else None for day in (stated.earliest, stated.latest)) if stated else None,  # type: ignore[arg-type]
        tense=claim.tense,
        polarity="negative" if negative else "positive",
        denies=innermost.denies if innermost else None,
        act=innermost.speech_act if innermost else None,
        chain=tuple(fold(hop.source.name) for hop in hops),
        published_in=tuple(fold(hop.source.published_in) for hop in hops if hop.source.published_in),
    )


def place_words(claim: Claim, corpus: Corpus) -> tuple[str, ...]:
    """Folded names that the claim's place bears; () when there is none, or only a nameless site."""
    place, site = corpus.place(claim.id), claim.place
    written = [*([site.name.exact, site.span.exact] if site and site.name else []), *([span.exact for span in site.within] if site else [])]
    return tuple(dict.fromkeys(fold(name) for name in [*written, *([place.name] if place else [])]))
