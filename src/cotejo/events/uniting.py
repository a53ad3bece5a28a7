"""Roots of one side of an event -> groups that may be one origin: by soft edges, by a report that is not named, by a common owner."""

from cotejo.events.graph import Groups
from cotejo.events.own import elsewhere
from cotejo.events.web import Root, Web


def unite(web: Web, roots: dict[str, Root], claims_in: dict[str, list[str]], reached: dict[str, set[str]]) -> Groups:
    """Unite roots by soft edges: the later document's own word with whatever the earlier one rests on; and two hands of one outlet."""
    groups = Groups()
    for root in roots.values():
        groups.top(root.node)
    for document in sorted(claims_in):
        own = [root.node for root in roots.values() if document in root.homes and not root.evidence]
        for _, derivation in web.soft_by_document.get(document, []):
            for other in sorted({node for claim in claims_in.get(derivation.earlier, ()) for node in reached[claim]}):
                for node in own:
                    if node != other:
                        groups.unite(node, other)
                        roots[node].notes[derivation.why] = None
    unite_nameless(web, roots, groups)
    unite_owned(web, roots, groups)
    return groups


def unite_owned(web: Web, roots: dict[str, Root], groups: Groups) -> None:
    """Unite roots whose outlets one owner steers (the editable table of outlets, and the case's own rows): two voices of one house are not two."""
    documents = web.archive.corpus.documents
    owned: dict[str, str] = {}
    for node, root in sorted(roots.items()):
        group = web.owners.group_of(documents[node]) if node in documents else None
        if group:
            other = owned.setdefault(group, node)
            if other != node:
                groups.unite(node, other)
                root.notes[f"its outlet and that of {roots[other].name} belong to one group ({group})"] = None


def unite_nameless(web: Web, roots: dict[str, Root], groups: Groups) -> None:
    """Unite a text that rests on a report it does not name ("a Moscow daily") with the one earlier root that there is on the event."""
    corpus = web.archive.corpus
    for node, root in sorted(roots.items()):
        chains = [corpus.chain(corpus.claims[claim].attribution) for claim in sorted(root.claims) if corpus.claims[claim].span.document in root.homes]
        if node not in corpus.documents or not root.evidence or not any(elsewhere(corpus, chain) for chain in chains):
            continue
        earlier = [other for other in sorted(roots) if other in corpus.documents and other != node and web.archive.precedes(other, node)]
        if len(earlier) == 1:
            groups.unite(node, earlier[0])
            root.notes["rests on a report that it does not name; one earlier report on the event is archived"] = None
