"""Claims of one side of an event -> the roots that they rest on: hard edges followed to their ends, ends of one hand made one, soft edges united."""

from collections import defaultdict
from dataclasses import dataclass, field

from cotejo.events.anchors import share_frames
from cotejo.events.archive import Archive
from cotejo.events.citations import Hop, hops_of, readable
from cotejo.events.graph import Ends, Groups, find_ends
from cotejo.events.identities import HANDLE, carrier_name, keys_of_name
from cotejo.events.own import elsewhere, on_the_record, own_report, own_text, own_word, told_in
from cotejo.records.attribution import SourceKind
from cotejo.records.event import Derivation
from cotejo.records.origin import OwnReporting

SAME_SENTENCE = 0.5  # of the longer words of the shorter sentence, in any sister language


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

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
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
        for key, derivation in archive.corpus.derivations.items():
            by_later = self.hard if derivation.strength == "hard" else self.soft_by_document
            by_later[derivation.later].append((key, derivation))


def find_roots(web: Web, members: tuple[str, ...], others: frozenset[str] = frozenset()) -> tuple[dict[str, Root], Groups]:
    """Find the roots of a set of claims that speak of one happening (or give one detail of it), and which of them soft edges unite.

    `others` are documents that speak of the happening and do not give this detail: a detail that rests on one of them begins after it.
    """
    claims_in: dict[str, list[str]] = defaultdict(list)
    for claim in sorted(members):
        claims_in[web.archive.corpus.claims[claim].span.document].append(claim)
    edges = {claim: onward(web, claim, claims_in, others) for claim in sorted(members)}
    ends = find_ends(edges)
    keys = name_ends(web, ends, edges)
    roots: dict[str, Root] = {}
    for end, node in sorted(keys.items()):
        fill(web, roots, node, ends.members[end])
    reached: dict[str, set[str]] = defaultdict(set)
    for claim in sorted(members):
        for end in ends.of(claim):
            roots[keys[end]].claims.add(claim)
            reached[claim].add(keys[end])
        for target, derivation in edges[claim]:
            for end in ends.of(target):
                if derivation:
                    roots[keys[end]].path.add(derivation)
                    roots[keys[end]].notes[web.ids[derivation].why] = None
                else:
                    roots[keys[end]].notes["a sentence in the outlet's plain voice restates what the same text attributes"] = None
    return roots, unite(web, roots, claims_in, reached)


def onward(web: Web, claim: str, claims_in: dict[str, list[str]], others: frozenset[str]) -> list[tuple[str, str]]:
    """Give what a claim rests on: the sentence that it copies; else what its chain names; else what its document rests on for this event.

    A copied sentence comes first, since its "told this newspaper" and its credits are copied too; own reporting comes before the document's links.
    """
    corpus = web.archive.corpus
    document = corpus.claims[claim].span.document
    named = web.hard.get(claim, [])
    told = [(key, derivation.earlier) for key, derivation in named if derivation.earlier not in others]
    found = copied(web, claim, claims_in) or [(target, key) for key, earlier in told for target in targets_of(earlier, document, claims_in)]
    if found or own_word(corpus, corpus.claims[claim]):
        return sorted(set(found))
    for key, derivation in web.hard.get(document, []):
        if derivation.earlier in claims_in and derivation.earlier != document:
            found += [(target, key) for target in claims_in[derivation.earlier]]
        elif derivation.relation == "copies" and derivation.earlier.startswith("ghost:"):
            found.append((derivation.earlier, key))
    return sorted(set(found)) or restated(web, claim, claims_in)


def restated(web: Web, claim: str, claims_in: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Claims of the same text on the same happening that name their source, where this one is the outlet's plain voice: a lead restates its report.

    A text in which others told the outlet something does report by itself, and rests on nothing.
    """
    corpus = web.archive.corpus
    found = corpus.claims[claim]
    if found.attribution is not None or own_text(corpus, found, web.told):
        return []
    return [(other, "") for other in claims_in[found.span.document] if other != claim and web.hard.get(other)]


def copied(web: Web, claim: str, claims_in: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Claims of earlier documents whose sentence this one repeats, where the documents are known to be copies."""
    corpus = web.archive.corpus
    document, words = corpus.claims[claim].span.document, corpus.claims[claim].span.exact
    return [
        (target, key)
        for key, derivation in web.hard.get(document, [])
        if derivation.relation in {"copies", "translates"}
        for target in claims_in.get(derivation.earlier, ())
        if derivation.earlier != document
        if derivation.rule == "copy.exact" or share_frames(words, corpus.claims[target].span.exact) >= SAME_SENTENCE
    ]


def targets_of(node: str, document: str, claims_in: dict[str, list[str]]) -> list[str]:
    """Follow a node to the claims of that document on this event; a document without one stands for itself."""
    if node == document:
        return []
    return claims_in.get(node) or [node]


def name_ends(web: Web, ends: Ends, edges: dict[str, list[tuple[str, str]]]) -> dict[str, str]:
    """Give each end component its root node: ends of one hand are one (the same outlet and author; the same person under a shorter name)."""
    final = sorted({end for node in edges for end in ends.of(node)})
    corpus = web.archive.corpus
    nodes: dict[str, str] = {}
    homes: list[str] = []
    for end in final:
        inside = [node for node in ends.members[end] if node in corpus.claims]
        home = min((corpus.claims[node].span.document for node in inside), key=web.archive.order, default=end)
        nodes[end] = home
        if home in corpus.documents and home not in homes:
            homes.append(home)
    homes.sort(key=web.archive.order)
    first = {home: next(other for other in homes if other == home or web.archive.same_carrier(other, home)) for home in homes}
    named = same_names([node for node in nodes.values() if node not in corpus.documents])
    return {end: first.get(node, named.get(node, node)) for end, node in nodes.items()}


def same_names(nodes: list[str]) -> dict[str, str]:
    """Join a person's shorter name with the only longer one that holds it: "person:oquendo" is "person:maribel-oquendo-rangel"."""
    people = sorted({node for node in nodes if ":person:" in node})
    found = {}
    for node in people:
        words = set(node.rsplit(":", 1)[-1].split("-"))
        longer = [other for other in people if other != node and words < set(other.rsplit(":", 1)[-1].split("-"))]
        if len(longer) == 1:
            found[node] = longer[0]
    return {node: found.get(other, other) for node, other in found.items()}


def fill(web: Web, roots: dict[str, Root], node: str, inside: tuple[str, ...]) -> None:
    """Open (or add to) a root: its readable name, kind and evidence."""
    corpus = web.archive.corpus
    root = roots.get(node)
    if root is None:
        root = roots[node] = name_root(web, node)
    claims = [found for found in inside if found in corpus.claims]
    if len(inside) > 1:
        root.circle = inside
    for claim in claims:
        root.homes.add(corpus.claims[claim].span.document)
        found = own_word(corpus, corpus.claims[claim]) or own_text(corpus, corpus.claims[claim], web.told)
        root.evidence.update(dict.fromkeys(found))
        if corpus.claims[claim].span.document in web.statements:
            root.kind = "office"
            why = f"{root.name} publishes it as its own statement"
            root.evidence[OwnReporting(kind="statement", span=corpus.claims[claim].span, why=why)] = None


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


def add_named_evidence(web: Web, root: Root) -> None:
    """Add the evidence of an entity root from the claims that rest on it."""
    canonical = root.node.partition(":")[2]
    corpus = web.archive.corpus
    for hop, claim in web.hops.get(canonical, []):
        if claim in root.claims:
            chain = corpus.chain(corpus.claims[claim].attribution)
            carried = "(" in web.names.get(canonical, "")
            found = () if root.node.startswith("ghost:") else on_the_record(hop)
            found = found or own_report(hops_of(web.archive, corpus.claims[claim].attribution), chain, carried=carried)
            root.evidence.update(dict.fromkeys(found))


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
    return groups


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
