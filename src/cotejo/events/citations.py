"""Attribution chains, links, embeds and forwards -> derivations: on which archived document, named report or speaker a claim rests."""

from collections.abc import Iterator
from typing import NamedTuple

from cotejo.events.archive import Archive
from cotejo.events.identities import HANDLE, keys_of_name, slug, source_keys
from cotejo.records.attribution import Attribution
from cotejo.records.event import Derivation
from cotejo.records.span import Span

REPORTERS = frozenset({"outlet", "agency", "journalist", "document", "account"})
SPEAKERS = frozenset({"office", "politician", "organisation", "person", "witness"})
UNNAMED = frozenset({"unnamed", "rumour", "image", "track", "sensor"})
STALE_DAYS = 60  # a report that is named without a link is looked for this far back


class Hop(NamedTuple):
    """One named step of a chain: the attribution, its canonical key and the names under which its source may be met."""

    attribution: Attribution
    canonical: str
    keys: frozenset[str]


def hops_of(archive: Archive, attribution: str | None) -> list[Hop]:
    """Named steps of a chain, outermost first: unnamed sources stay with their carrier, and the document's own outlet or author is no step."""
    found = []
    for hop in archive.corpus.chain(attribution):
        if hop.source.kind in UNNAMED:
            continue
        entity = archive.corpus.source(hop.id)
        canonical = entity.canonical if entity else f"{'person' if hop.source.kind == 'journalist' else hop.source.kind}:{slug(hop.source.name)}"
        keys = source_keys(hop.source, entity)
        own = keys & archive.carriers[hop.document]
        if own and hop.source.kind in REPORTERS and not hop.said_on:
            continue
        found.append(Hop(hop, canonical, keys))
    return found


def cite_claims(archive: Archive, made_by: str) -> Iterator[Derivation]:
    """Give, per claim with a named source, what it rests on."""
    for key, claim in archive.corpus.claims.items():
        hops = hops_of(archive, claim.attribution)
        if hops:
            yield cite_claim(archive, key, hops, made_by)


def cite_claim(archive: Archive, claim: str, hops: list[Hop], made_by: str) -> Derivation:
    """Tie a claim to the innermost named step: a speaker is an origin, a report is looked for in the archive, else it is a ghost."""
    inner = hops[-1]
    source = inner.attribution.source
    spans = tuple(span for span in (source.span, inner.attribution.cue) if span)
    document = inner.attribution.document
    if source.kind in SPEAKERS:
        home = statement_of(archive, document, inner)
        if home:
            why = f"{source.name} is cited, and its own text is archived"
            return edge(claim, home, "cites", "cite.statement", spans, why, made_by)
        return edge(claim, f"source:{inner.canonical}", "cites", "cite.speaker", spans, f"the claim is given on the word of {source.name}", made_by)
    reports = find_report(archive, document, archive.event_of.get(claim), hops)
    if reports:
        found, rule, why = reports
        return edge(claim, found, "cites", rule, spans, why, made_by)
    author = next((hop for hop in reversed(hops) if hop.attribution.source.kind == "journalist"), inner)
    why = f"rests on a report by {readable(author)}, which is not in the archive"
    return edge(claim, f"ghost:{author.canonical}", "cites", "cite.ghost", spans, why, made_by)


def readable(hop: Hop) -> str:
    """Name of a source with the outlet that carried it: "Sebastiana Barráez (Infobae)"."""
    source = hop.attribution.source
    carried = source.published_in
    return f"{source.name} ({carried})" if carried and slug(carried) != slug(source.name) else source.name


def statement_of(archive: Archive, document: str, hop: Hop) -> str | None:
    """Find the archived text of a speaker who publishes: an office's own page, a person's own post. Linked ones first."""
    linked = [found for found in archive.linked(document) if archive.carriers[found] & hop.keys]
    return linked[0] if linked else None


def find_report(archive: Archive, document: str, event: str | None, hops: list[Hop]) -> tuple[str, str, str] | None:
    """Find the archived report that a chain names: (document id, rule, why).

    A link to a document of that outlet or author is sure; a document of theirs on the same event, published before, is taken, the latest one;
    a link to a document on the same event counts even when it names another party, and the difference is said.
    """
    keys = frozenset(key for hop in hops if hop.attribution.source.kind in REPORTERS for key in hop.keys)
    name = readable(hops[-1])
    linked = archive.linked(document)
    named = [found for found in linked if archive.carriers[found] & keys]
    if named:
        best = sorted(named, key=lambda found: (event not in archive.events_of[found], linked.index(found)))[0]
        return best, "cite.linked", f"names {name} and links to the report"
    brought = [found for found in archive.brought_by(keys) if found != document and archive.precedes(found, document)]
    on_event = [found for found in brought if event in archive.events_of[found]]
    if on_event:
        best = max(on_event, key=archive.order)
        return best, "cite.named", f"names {name}, whose report on the same event is archived"
    other = [found for found in linked if event in archive.events_of[found]]
    if other:
        return other[0], "cite.misnamed", f"names {name}, but links to a report of another party: {describe_carrier(archive, other[0])}; the two names are kept apart"
    return None


def describe_carrier(archive: Archive, document: str) -> str:
    """Name who brought a document."""
    found = archive.corpus.documents[document]
    return found.byline if found.byline and HANDLE.search(found.byline) else found.outlet or found.byline or found.external_id


def cite_documents(archive: Archive, made_by: str) -> Iterator[Derivation]:
    """Give, per document, the archived reports that its attributions name, its links, embeds and forwards."""
    for key in archive.corpus.documents:
        for found in archive.linked(key):
            yield edge(key, found, "links_to", "link.address", (), "the document links to it", made_by)
        yield from cite_embeds(archive, key, made_by)
        yield from cite_forward(archive, key, made_by)
    yield from cite_attributions(archive, made_by)


def cite_attributions(archive: Archive, made_by: str) -> Iterator[Derivation]:
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
                yield edge(attribution.document, report[0], "cites", f"document.{report[1]}", spans, report[2], made_by)


def cite_embeds(archive: Archive, document: str, made_by: str) -> Iterator[Derivation]:
    """Posts shown inside a document: the archived post by its address or account, else a ghost of the account."""
    for embed in archive.corpus.documents[document].embeds:
        names = frozenset(key for name in (embed.handle, embed.name) if name for key in keys_of_name(name))
        linked = [found for found in archive.linked(document) if archive.carriers[found] & names]
        brought = [found for found in archive.brought_by(names) if found != document and archive.precedes(found, document)]
        same_words = [found for found in brought if embed.text and slug(embed.text)[:200] in slug(archive.corpus.documents[found].text)]
        target = (linked or same_words or [None])[0]
        if target:
            yield edge(document, target, "embeds", "embed.archived", (), f"shows the post of {embed.name or embed.handle}", made_by)
        elif embed.handle or embed.name:
            handle = (embed.handle or slug(embed.name or "")).lstrip("@").lower()
            yield edge(document, f"ghost:account:{handle}", "embeds", "embed.ghost", (), f"shows the post of {embed.name or embed.handle}", made_by)


def cite_forward(archive: Archive, document: str, made_by: str) -> Iterator[Derivation]:
    """A forwarded post rests on the one that it forwards."""
    origin = archive.corpus.documents[document].forwarded_from
    if not origin:
        return
    words = slug(archive.corpus.documents[document].text)[:200]
    brought = [found for found in archive.brought_by(keys_of_name(origin)) if found != document and archive.precedes(found, document)]
    same = [found for found in brought if words and words in slug(archive.corpus.documents[found].text)]
    if same:
        yield edge(document, same[0], "copies", "forward.archived", (), f"forwarded from {origin}", made_by)
    else:
        yield edge(document, f"ghost:account:{slug(origin)}", "copies", "forward.ghost", (), f"forwarded from {origin}", made_by)


def edge(later: str, earlier: str, relation: str, rule: str, spans: tuple[Span, ...], why: str, made_by: str) -> Derivation:
    """Make a credited hard edge."""
    return Derivation(
        later=later,
        earlier=earlier,
        relation=relation,  # type: ignore[arg-type]  # the callers give literals
        strength="hard",
        credited=True,
        rule=rule,
        spans=spans,
        why=why,
        made_by=made_by,
    )
