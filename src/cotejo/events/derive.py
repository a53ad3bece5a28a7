"""Documents, attributions, events -> derivations: which claim or document rests on which, how sure, by which rule, with the words that show it."""

from collections.abc import Iterator

import msgspec

from cotejo.events.archive import Archive
from cotejo.events.citations import cite_claims, cite_documents, find_statements
from cotejo.events.comparing import compare_texts, rests_of
from cotejo.events.pictured import rest_on_shown, without_pictured
from cotejo.events.pictures import share_likenesses, share_media
from cotejo.events.posts import cite_posts
from cotejo.events.translations import choose_originals
from cotejo.events.versions import DERIVE_VERSION, DERIVED_BY
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.corpus import Corpus
from cotejo.records.event import Derivation

VERSION = DERIVE_VERSION
MADE_BY = DERIVED_BY


def derive(corpus: Corpus) -> Iterator[Record]:
    """Find all derivations of a corpus. No document rests on one published after it; one without any tie is abstained on."""
    archive = Archive(corpus)
    found = dict.fromkeys((*rest_on_shown(corpus, archive), *without_pictured(corpus, find_derivations(corpus, archive))))
    yield from found
    ends = {edge.later for edge in found} | {edge.earlier for edge in found}
    tied = {corpus.claims[node].span.document if node in corpus.claims else node for node in ends}
    for key, document in corpus.documents.items():
        if key not in tied:
            empty = not document.text.strip()
            yield Abstention(
                stage="events.derive",
                subject=key,
                reason="no_text" if empty else "no_dependence_found",
                detail="the document has no text to compare" if empty else "nothing in the archive rests on it, or it on anything",
                made_by=MADE_BY,
            )


def find_derivations(corpus: Corpus, archive: Archive) -> Iterator[Derivation]:
    """Give what is credited, what is copied, what is translated, what shows the same picture, and what each claim rests on."""
    compared = compare_texts(archive)
    archive.read |= compared.field.anchors
    archive.statements |= find_statements(archive)
    posts = list(cite_posts(archive))
    credited = [*cite_documents(archive), *(found for found in posts if found.later in corpus.documents)]
    rests = rests_of((*credited, *compared.copies), corpus.documents)
    pairs = {(found.later, found.earlier) for found in credited}
    copied = {(found.later, found.earlier) for found in compared.copies}
    yield from credited
    yield from (as_credited(found, pairs) for found in compared.copies)
    for found in choose_originals(archive, compared.likenesses, compared.field, rests):
        if (found.later, found.earlier) not in copied:
            yield as_credited(found, pairs)
    yield from share_media(corpus, archive)
    yield from share_likenesses(corpus, archive)
    echoes = {found.later: found for found in posts if found.later in corpus.claims}
    yield from echoes.values()
    yield from (found for found in cite_claims(archive) if found.later not in echoes)


def as_credited(found: Derivation, pairs: set[tuple[str, str]]) -> Derivation:
    """A copy or translation of a report that the document names or links to is credited, and then sure."""
    if (found.later, found.earlier) not in pairs:
        return found
    return msgspec.structs.replace(found, credited=True, strength="hard", why=f"{found.why}; and the document names or links to it")
