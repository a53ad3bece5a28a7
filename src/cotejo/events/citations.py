"""Attribution chains, links, embeds and forwards -> derivations: on which archived document, named report or speaker a claim rests."""

from collections.abc import Iterator
from typing import NamedTuple

from cotejo.events.archive import Archive
from cotejo.events.identities import exact_keys, is_own, slug, source_keys
from cotejo.events.naming import cite_mention, cite_mentions
from cotejo.events.reports import Report, choose_report, describe_carrier, edge
from cotejo.records.attribution import Attribution, Source
from cotejo.records.event import Derivation
from cotejo.records.span import Span

REPORTERS = frozenset({"outlet", "agency", "journalist", "document", "account"})
PERSONAL = frozenset({"person", "witness", "organisation"})
SPEAKERS = frozenset({"office", "politician", "organisation", "person", "witness"})
UNNAMED = frozenset({"unnamed", "rumour", "image", "track", "sensor"})
MISTAKEN = frozenset({"outlet", "agency", "document", "organisation", "person", "witness", "unnamed"})  # kinds an outlet's name may be taken for


class Hop(NamedTuple):
    """One named step of a chain: the attribution, its canonical key and the names under which its source may be met.

    `outlet` is the archived outlet that the source's words name, whatever kind the source was taken for.
    """

    attribution: Attribution
    canonical: str
    keys: frozenset[str]
    outlet: str | None = None


def hops_of(archive: Archive, attribution: str | None) -> list[Hop]:
    """Named steps of a chain, outermost first: unnamed sources stay with their carrier, and the document's own outlet or author is no step."""
    return [found for hop in archive.corpus.chain(attribution) if (found := hop_of(archive, hop))]


def hop_of(archive: Archive, hop: Attribution) -> Hop | None:
    """Read one step of a chain; None when it names nobody, or the document's own outlet or author."""
    source, document = hop.source, archive.corpus.documents[hop.document]
    outlet = archive.mentioned_at(hop.document, *source.head) if source.head and source.kind in MISTAKEN else None
    if source.kind in UNNAMED and outlet is None:
        return None
    entity = archive.corpus.source(hop.id)
    canonical = entity.canonical if entity else f"{'person' if source.kind == 'journalist' else source.kind}:{slug(source.name)}"
    keys = source_keys(source, entity)
    if outlet:
        canonical, keys = f"outlet:{slug(outlet)}", exact_keys(outlet)
    if source.kind in REPORTERS | PERSONAL and is_own(source, keys, document):
        return None
    if source.kind in REPORTERS and not is_named(source) and outlet is None:
        return None
    return Hop(hop, canonical, keys, outlet)


def is_named(source: Source) -> bool:
    """Whether a report is given by a name ("Infobae", "ТАСС") and not by a description ("that newspaper", "the same account")."""
    if source.published_in or source.kind == "account":
        return True
    return source.kind != "document" and any(sign.isupper() or sign.isdigit() for sign in source.name)


def is_reporter(hops: list[Hop], hop: Hop) -> bool:
    """Whether a step reports (an outlet, an author in an outlet) rather than speaks."""
    source = hop.attribution.source
    if hop.outlet:
        return True
    if source.kind in REPORTERS or source.published_in:
        return source.kind not in {"office", "politician"}
    published = [outer for outer in hops if outer.attribution.id == hop.attribution.within and "published_in" in outer.attribution.rule]
    return source.kind == "person" and bool(published)


def cite_claims(archive: Archive) -> Iterator[Derivation]:
    """Give, per claim with a named source, what it rests on."""
    for key, claim in archive.corpus.claims.items():
        hops = hops_of(archive, claim.attribution)
        if hops:
            yield cite_claim(archive, key, hops)
        elif claim.attribution is None:
            yield from cite_mention(archive, key)


def cite_claim(archive: Archive, claim: str, hops: list[Hop]) -> Derivation:
    """Tie a claim to the innermost named step: a speaker is an origin, a report is looked for in the archive, else it is a ghost."""
    inner = hops[-1]
    source = inner.attribution.source
    spans = tuple(span for span in (source.span, inner.attribution.cue) if span)
    document = inner.attribution.document
    if not is_reporter(hops, inner):
        stated, home = published_by(archive, claim, inner), statement_of(archive, document, inner)
        why = f"{source.name} is cited, and a text of its own is archived"
        if stated:
            return edge(claim, stated, "cites", "cite.statement", why, spans)
        if home and home != document:
            return edge(claim, home, "cites", "cite.own_text", why, spans)
        through = told_through(archive, claim, hops)
        if through:
            why = f"the words of {source.name} as the archived report has them, which takes them for its own"
            return edge(claim, through, "cites", "cite.through", why, spans)
        return edge(claim, f"source:{inner.canonical}", "cites", "cite.speaker", f"the claim is given on the word of {source.name}", spans)
    return rest_on_report(archive, claim, hops, spans)


def told_through(archive: Archive, claim: str, hops: list[Hop]) -> str | None:
    """Find the archived report through which a speaker's words came, where it names the speaker but gives the happening on another's word or its own.

    Who told that report and what it says are one origin: the claim rests on the report. A report that gives the happening on the speaker's word
    leads to the speaker anyway.
    """
    inner, outer = hops[-1], hops[:-1]
    if not outer or inner.attribution.within != outer[-1].attribution.id or not is_reporter(hops, outer[-1]):
        return None
    event, document = archive.event_of.get(claim), inner.attribution.document
    found = find_report(archive, document, event, outer)
    told = archive.claims_in.get((event or "", found[0]), []) if found else []
    if not found or not told or inner.canonical not in archive.sources_named(found[0]):
        return None
    chains = [hops_of(archive, archive.corpus.claims[key].attribution) for key in told]
    return None if any(chain and chain[-1].canonical == inner.canonical for chain in chains) else found[0]


def rest_on_report(archive: Archive, claim: str, hops: list[Hop], spans: tuple[Span, ...]) -> Derivation:
    """Tie a claim to the report that a chain names: the archived one, else its author as a ghost."""
    inner = hops[-1]
    reports = find_report(archive, inner.attribution.document, archive.event_of.get(claim), hops)
    if reports:
        found, rule, why = reports
        return edge(claim, found, "cites", rule, why, spans)
    author = next((hop for hop in reversed(hops) if hop.attribution.source.kind in {"journalist", "person"} and is_reporter(hops, hop)), inner)
    why = f"rests on a report by {readable(author)}, which is not in the archive"
    return edge(claim, f"ghost:{author.canonical}", "cites", "cite.ghost", why, spans)


def readable(hop: Hop) -> str:
    """Name of a source with the outlet that carried it: "Sebastiana Barráez (Infobae)"."""
    source = hop.attribution.source
    if hop.outlet:
        return hop.outlet
    carried = source.published_in
    return f"{source.name} ({carried})" if carried and slug(carried) != slug(source.name) else source.name


def find_statements(archive: Archive) -> dict[str, set[str]]:
    """Find texts that speakers publish themselves: a report gives a claim on a speaker's word, and links to a text that says it as its own.

    A newspaper that relays the speaker too would name him; a text that says it in its own voice is the speaker's.
    """
    found: dict[str, set[str]] = {}
    for key, claim in archive.corpus.claims.items():
        event = archive.event_of.get(key)
        hops = hops_of(archive, claim.attribution)
        if event is None or not hops or hops[-1].attribution.source.kind not in {"office", "organisation", "politician"}:
            continue
        homes = [home for home in archive.linked(claim.span.document) if archive.claims_in.get((event, home)) and archive.own_word(home, event)]
        if len(homes) == 1:
            found.setdefault(hops[-1].canonical, set()).add(homes[0])
    return found


def published_by(archive: Archive, claim: str, hop: Hop) -> str | None:
    """The latest text of the speaker's own that speaks of the same happening and was there before."""
    event, document = archive.event_of.get(claim), archive.corpus.claims[claim].span.document
    texts = [found for found in archive.statements.get(hop.canonical, ()) if found != document and event in archive.events_of[found]]
    return max((found for found in texts if archive.precedes(found, document)), key=archive.order, default=None)


def statement_of(archive: Archive, document: str, hop: Hop) -> str | None:
    """Find the archived text of a speaker who publishes: an office's own page, a person's own post. Linked ones first."""
    linked = [found for found in archive.linked(document) if archive.carriers[found] & hop.keys]
    return linked[0] if linked else None


def find_report(archive: Archive, document: str, event: str | None, hops: list[Hop]) -> Report | None:
    """Find the archived report that a chain names: (document id, rule, why).

    A link to a document of that outlet or author is sure; a document of theirs on the same event, published before, is taken, the latest one;
    a link to a document on the same event counts even when it names another party, and the difference is said.
    """
    keys = frozenset(key for hop in hops if is_reporter(hops, hop) for key in hop.keys)
    name = readable(hops[-1])
    linked = archive.linked(document)
    named = [found for found in linked if archive.carriers[found] & keys]
    if named:
        best = min(named, key=lambda found: (event not in archive.events_of[found], linked.index(found)))
        return best, "cite.linked", f"names {name} and links to the report"
    chosen = choose_report(archive, document, event, keys, name)
    if chosen:
        return chosen
    other = [found for found in linked if event in archive.events_of[found]]
    if other:
        party = describe_carrier(archive, other[0])
        return other[0], "cite.misnamed", f"names {name}, but links to a report of another party, {party}; the two names are kept apart"
    return None


def cite_documents(archive: Archive) -> Iterator[Derivation]:
    """Give, per document, the archived reports that its attributions name, its links, embeds and forwards."""
    for key in archive.corpus.documents:
        for found in archive.linked(key):
            yield edge(key, found, "links_to", "link.address", "the document links to it")
    yield from cite_attributions(archive)


def cite_attributions(archive: Archive) -> Iterator[Derivation]:
    """Documents that an attribution names and that are archived."""
    seen: set[tuple[str, str]] = set()
    claims_by_attribution: dict[str, list[str]] = {}
    for key, claim in archive.corpus.claims.items():
        for hop in archive.corpus.chain(claim.attribution):
            claims_by_attribution.setdefault(hop.id, []).append(key)
    for key, attribution in archive.corpus.attributions.items():
        if attribution.source.kind not in REPORTERS:
            continue
        hops = hops_of(archive, key)
        if not hops or hops[-1].attribution.id != key:
            continue
        events = [archive.event_of.get(claim) for claim in sorted(claims_by_attribution.get(key, ()))]
        for event in dict.fromkeys(events or [None]):
            report = find_report(archive, attribution.document, event, hops)
            if report and (attribution.document, report[0]) not in seen:
                seen.add((attribution.document, report[0]))
                spans = tuple(span for span in (attribution.source.span, attribution.cue) if span)
                yield edge(attribution.document, report[0], "cites", f"document.{report[1]}", report[2], spans)
    yield from cite_mentions(archive, seen)
