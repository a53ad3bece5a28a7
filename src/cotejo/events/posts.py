"""Posts that a document shows or forwards -> derivations: the archived post, else its account; and whose report a post only quotes."""

import re
from collections.abc import Iterator

import msgspec

from cotejo.events.archive import Archive
from cotejo.events.citations import Hop, hops_of, is_reporter, readable, rest_on_report
from cotejo.events.identities import keys_of_name, slug
from cotejo.events.passages import QUOTED
from cotejo.events.reports import edge
from cotejo.records.event import Derivation

SHOWN = frozenset({"structure.pasted_post", "structure.embed"})
LINK = re.compile(r"https?://\S{1,300}")
QUOTED_SHARE = 0.5  # of a post's letters inside quotation marks, above which it speaks with somebody else's words


def cite_posts(archive: Archive) -> Iterator[Derivation]:
    """Give, per document, the posts that it shows or forwards; and, per claim of a shown post that is a quotation, the report around it."""
    for key in archive.corpus.documents:
        yield from cite_embeds(archive, key)
        yield from cite_forward(archive, key)
    for key, claim in archive.corpus.claims.items():
        hops = hops_of(archive, claim.attribution)
        if hops and hops[-1].attribution.rule in SHOWN:
            yield from cite_echo(archive, key, hops[-1])


def cite_echo(archive: Archive, claim: str, post: Hop) -> Iterator[Derivation]:
    """Tie a claim of a post that only quotes to the one report that the document had named when it showed the post.

    The account says nothing of its own then; where the document has named none or several reports, the account stays the end.
    """
    content = post.attribution.content
    if content is None or not is_quotation(content.exact):
        return
    before: dict[str, list[Hop]] = {}
    for attribution in archive.attributions_in.get(content.document, ()):
        span = attribution.source.span
        if span and span.start < content.start and attribution.rule not in SHOWN:
            hops = hops_of(archive, attribution.id)
            if hops and is_reporter(hops, hops[-1]):
                before[hops[-1].canonical] = hops
    carried = {outer.canonical for hops in before.values() for outer in hops[:-1]}
    kept = [hops for canonical, hops in sorted(before.items()) if canonical not in carried]
    if len(kept) == 1:
        found = rest_on_report(archive, claim, kept[0], (content,))
        why = f"the post shown here is a quotation, and the text around it rests on {readable(kept[0][-1])}"
        yield msgspec.structs.replace(found, rule="cite.echo", credited=False, why=why)


def is_quotation(words: str) -> bool:
    """Whether most of a post stands in quotation marks."""
    plain = LINK.sub(" ", words)
    quoted = sum(len(match.group()) for match in QUOTED.finditer(plain))
    return quoted >= QUOTED_SHARE * max(1, len(plain.strip()))


def cite_embeds(archive: Archive, document: str) -> Iterator[Derivation]:
    """Posts shown inside a document: the archived post by its address or account, else a ghost of the account."""
    for embed in archive.corpus.documents[document].embeds:
        names = frozenset(key for name in (embed.handle, embed.name) if name for key in keys_of_name(name))
        linked = [found for found in archive.linked(document) if archive.carriers[found] & names]
        brought = [found for found in archive.brought_by(names) if found != document and archive.precedes(found, document)]
        same_words = [found for found in brought if embed.text and slug(embed.text)[:200] in slug(archive.corpus.documents[found].text)]
        target = next(iter(linked or same_words), None)
        if target:
            yield edge(document, target, "embeds", "embed.archived", f"shows the post of {embed.name or embed.handle}")
        elif embed.handle or embed.name:
            handle = (embed.handle or slug(embed.name or "")).lstrip("@").lower()
            yield edge(document, f"ghost:account:{handle}", "embeds", "embed.ghost", f"shows the post of {embed.name or embed.handle}")


def cite_forward(archive: Archive, document: str) -> Iterator[Derivation]:
    """A forwarded post rests on the one that it forwards."""
    origin = archive.corpus.documents[document].forwarded_from
    if not origin:
        return
    words = slug(archive.corpus.documents[document].text)[:200]
    brought = [found for found in archive.brought_by(keys_of_name(origin)) if found != document and archive.precedes(found, document)]
    same = [found for found in brought if words and words in slug(archive.corpus.documents[found].text)]
    if same:
        yield edge(document, same[0], "copies", "forward.archived", f"forwarded from {origin}")
    else:
        yield edge(document, f"ghost:account:{slug(origin)}", "copies", "forward.ghost", f"forwarded from {origin}")
