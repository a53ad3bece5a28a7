"""Documents of a corpus -> indexes for lineage: who brings what, under which address, when, and in which events."""

from collections import defaultdict
from datetime import UTC, datetime, time

from cotejo.events.anchors import Anchors, read_anchors
from cotejo.events.identities import address_key, carrier_keys, exact_keys, keys_of_name, same_name, slug
from cotejo.events.mentions import Mention, Register
from cotejo.records.attribution import Attribution
from cotejo.records.corpus import Corpus
from cotejo.records.document import Document

Order = tuple[bool, float, int, str]
NAMELESS = frozenset({"unnamed", "rumour", "image", "track", "sensor", "document"})
MIN_LIKE = 5  # words that any language shares, which two texts on one matter have in common


class Archive:
    """What is archived, looked up by carrier, by address and by event."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.carriers = {key: carrier_keys(document) for key, document in corpus.documents.items()}
        self.outlets = {key: keys_of_name(document.outlet) if document.outlet else frozenset() for key, document in corpus.documents.items()}
        self.authors = {key: keys_of_name(document.byline) if document.byline else frozenset() for key, document in corpus.documents.items()}
        self.by_carrier: dict[str, list[str]] = defaultdict(list)
        self.by_address: dict[str, str] = {}
        self.events_of: dict[str, set[str]] = defaultdict(set)
        self.claims_in: dict[tuple[str, str], list[str]] = defaultdict(list)  # (event, document) -> member claims
        self.event_of: dict[str, str] = {}
        self.statements: dict[str, set[str]] = {}  # speaker -> texts of his own, filled by citations
        self.read: dict[str, Anchors] = {}
        self.digest = ""  # of what texts are compared by, filled by comparing
        self.orders = {key: order_of(key, document) for key, document in corpus.documents.items()}
        for key, document in corpus.documents.items():
            for name in sorted(self.carriers[key]):
                self.by_carrier[name].append(key)
            if document.url:
                self.by_address.setdefault(address_key(document.url), key)
        self.attributions_in: dict[str, list[Attribution]] = defaultdict(list)
        for attribution in corpus.attributions.values():
            self.attributions_in[attribution.document].append(attribution)
        self.register = Register(document.outlet for document in corpus.documents.values() if document.outlet)
        self.named: dict[str, list[Mention]] = {}
        for event_key, event in corpus.events.items():
            for claim in event.claims:
                home = corpus.claims[claim].span.document
                self.event_of[claim] = event_key
                self.events_of[home].add(event_key)
                self.claims_in[event_key, home].append(claim)

    def shared_anchors(self, left: str, right: str) -> int:
        """How many names, numbers and designators two documents have in common."""
        return len(self.anchors(left).spans.keys() & self.anchors(right).spans.keys())

    def is_like(self, left: str, right: str) -> bool:
        """Whether two documents seem to speak of one matter: a name or number in common, and several words that any language shares."""
        first, second = self.anchors(left), self.anchors(right)
        return bool(first.spans.keys() & second.spans.keys()) and len(first.neutral & second.neutral) >= MIN_LIKE

    def anchors(self, document: str) -> Anchors:
        """Anchors of a document, read once."""
        if document not in self.read:
            found = self.corpus.documents[document]
            self.read[document] = read_anchors(document, found.text, found.language)
        return self.read[document]

    def sources_named(self, document: str) -> frozenset[str]:
        """Keys of all sources that a document gives by name."""
        found = set()
        for hop in self.attributions_in.get(document, ()):
            if hop.source.kind not in NAMELESS:
                entity = self.corpus.source(hop.id)
                found.add(entity.canonical if entity else slug(hop.source.name))
        return frozenset(found)

    def mentions(self, document: str) -> list[Mention]:
        """Archived outlets that a text names, its own left out."""
        if document not in self.named:
            own = self.outlets[document]
            found = self.register.find(self.corpus.documents[document].text)
            self.named[document] = [mention for mention in found if own.isdisjoint(exact_keys(mention.outlet))]
        return self.named[document]

    def mentioned_at(self, document: str, start: int, end: int) -> str | None:
        """Archived outlet that stands in, or begins in, some words of a document."""
        return next((found.outlet for found in self.mentions(document) if start <= found.start < end), None)

    def day(self, document: str) -> int | None:
        """Day of publication (ordinal), its latest bound."""
        return day_of(self.corpus.documents[document])

    def precedes(self, earlier: str, later: str) -> bool:
        """Whether one document was there before another, or may have been: to the minute where both say it, else to the day."""
        first, second = self.corpus.documents[earlier], self.corpus.documents[later]
        if first.published_at and second.published_at:
            return first.published_at <= second.published_at
        days = day_of(first), day_of(second)
        return None in days or (days[0] or 0) <= (days[1] or 0)

    def order(self, document: str) -> Order:
        """Order for directing copies: dated before undated, then time, then the longer text, then id."""
        return self.orders[document]

    def linked(self, document: str) -> list[str]:
        """Archived documents that this one links to or embeds, and that were there before it."""
        found = self.corpus.documents[document]
        urls = [*found.links, *(embed.url for embed in found.embeds if embed.url)]
        keys = [self.by_address.get(address_key(url)) for url in urls]
        return [key for key in dict.fromkeys(keys) if key and key != document and self.precedes(key, document)]

    def brought_by(self, names: frozenset[str]) -> list[str]:
        """Documents whose outlet, author or account is one of these names; by sound only where none is spelt so."""
        exact = sorted({key for name in names if not name.startswith("~") for key in self.by_carrier.get(name, ())})
        return exact or sorted({key for name in names for key in self.by_carrier.get(name, ())})

    def is_outlet(self, document: str, names: frozenset[str]) -> bool:
        """Whether a document's outlet (not only its author) has one of these names."""
        return not self.outlets[document].isdisjoint(names)

    def own_word(self, document: str, event: str | None) -> bool:
        """Whether a document speaks of an event in its own voice: no claim of it names a source."""
        claims = self.claims_in.get((event or "", document), [])
        return bool(claims) and all(self.corpus.claims[claim].attribution is None for claim in claims)

    def same_carrier(self, left: str, right: str) -> bool:
        """Whether two documents come from the same outlet (and, where both say it, the same author or account)."""
        if not same_name(self.corpus.documents[left].outlet, self.corpus.documents[right].outlet):
            return False
        first, second = self.authors[left], self.authors[right]
        return not first or not second or not first.isdisjoint(second)


def day_of(document: Document) -> int | None:
    """Day of publication as an ordinal; None when the document does not say."""
    if document.published and document.published.latest:
        return document.published.latest.toordinal()
    return document.published_at.date().toordinal() if document.published_at else None


def moment_of(document: Document) -> float | None:
    """Moment of publication in seconds since 1970; a bare day counts as its end."""
    if document.published_at:
        return document.published_at.timestamp()
    if document.published and document.published.latest:
        return datetime.combine(document.published.latest, time.max, tzinfo=UTC).timestamp()
    return None


def order_of(key: str, document: Document) -> Order:
    """Place of a document in the order of publication: dated before undated, then time, then the longer text, then id."""
    moment = moment_of(document)
    return moment is None, moment or 0.0, -len(document.text), key
