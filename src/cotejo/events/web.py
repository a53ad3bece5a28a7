"""A corpus's derivations, chains and statements, indexed once for all events; and what a root of an event is."""

from collections import defaultdict
from dataclasses import dataclass, field

from cotejo.events.archive import Archive
from cotejo.events.citations import Hop, hops_of, readable
from cotejo.events.identities import HANDLE, carrier_name, keys_of_name
from cotejo.events.outlet_groups import Owners
from cotejo.events.own import told_in
from cotejo.events.pictured import RULE, is_pictured
from cotejo.records.attribution import SourceKind
from cotejo.records.event import Derivation
from cotejo.records.origin import OwnReporting


@dataclass
class Root:
    """An end of the graph, with all that rests on it."""

    node: str
    name: str
    kind: SourceKind
    claims: set[str] = field(default_factory=set)
    path: set[str] = field(default_factory=set)
    evidence: dict[OwnReporting, None] = field(default_factory=dict)
    homes: set[str] = field(default_factory=set)  # documents in which the root's own word stands
    circle: tuple[str, ...] = ()
    notes: dict[str, None] = field(default_factory=dict)


class Web:
    """Derivations by their later end, once for all events."""

    def __init__(self, archive: Archive, owners: Owners | None = None) -> None:
        self.archive = archive
        self.owners = owners or Owners.of({})
        self.hard: dict[str, list[tuple[str, Derivation]]] = defaultdict(list)
        self.soft_by_document: dict[str, list[tuple[str, Derivation]]] = defaultdict(list)
        self.ids = archive.corpus.derivations
        self.hops: dict[str, list[tuple[Hop, str]]] = defaultdict(list)  # steps of all chains, with the claim, by canonical key
        for claim, found in archive.corpus.claims.items():
            for hop in hops_of(archive, found.attribution):
                self.hops[hop.canonical].append((hop, claim))
        self.names: dict[str, str] = {}  # fullest readable name of each source
        for key in archive.corpus.attributions:
            for hop in hops_of(archive, key)[-1:]:
                name = readable(hop)
                self.names[hop.canonical] = max(self.names.get(hop.canonical, ""), name, key=lambda found: (len(found), found))
        self.told = told_in(archive.corpus)
        self.statements = {
            derivation.earlier for derivation in archive.corpus.derivations.values() if derivation.rule == "cite.statement"
        }  # texts that speakers publish themselves
        self.pictured = {key for key, document in archive.corpus.documents.items() if is_pictured(document)}
        self.showing = {derivation.earlier for derivation in archive.corpus.derivations.values() if derivation.rule == RULE}
        for key, derivation in archive.corpus.derivations.items():
            by_later = self.hard if derivation.strength == "hard" else self.soft_by_document
            by_later[derivation.later].append((key, derivation))


def name_root(web: Web, node: str) -> Root:
    """Name a root: a document by who brings it, an entity by its longest name and the outlet that carried it."""
    corpus = web.archive.corpus
    if node in corpus.documents:
        document = corpus.documents[node]
        kind: SourceKind = "outlet"
        if document.byline and HANDLE.search(document.byline):
            kind = "account"
        elif document.byline and document.outlet and not keys_of_name(document.byline) & keys_of_name(document.outlet):
            kind = "journalist"
        return Root(node, carrier_name(document), kind)
    hops = web.hops.get(node.partition(":")[2], [])
    if not hops:
        return Root(node, node.rsplit(":", 1)[-1], "account" if ":account:" in node else "document")
    canonical = node.partition(":")[2]
    return Root(node, web.names.get(canonical) or readable(hops[0][0]), min(hop.attribution.source.kind for hop, _ in hops))
