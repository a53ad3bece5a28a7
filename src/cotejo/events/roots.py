"""Claims of one side of an event -> the roots that they rest on: hard edges followed to their ends, ends of one hand made one."""

from collections import defaultdict

from cotejo.events.anchors import share_frames
from cotejo.events.citations import hops_of
from cotejo.events.graph import Ends, Groups, find_ends
from cotejo.events.own import on_the_record, own_report, own_text, own_word, told_text
from cotejo.events.pictured import RULE
from cotejo.events.uniting import unite
from cotejo.events.web import Root, Web, name_root
from cotejo.records.origin import OwnReporting

SAME_SENTENCE = 0.5  # of the longer words of the shorter sentence, in any sister language


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
    A text read off a picture rests on what shows it, whomever it names: a speaker in a picture is not on the record.
    """
    corpus = web.archive.corpus
    document = corpus.claims[claim].span.document
    if document in web.pictured:
        shown = [(target, key) for key, edge in web.hard[document] if edge.rule == RULE for target in claims_in.get(edge.earlier) or [edge.earlier]]
        return sorted(set(copied(web, claim, claims_in) or shown))
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
    if not claims and node in corpus.documents and node not in web.showing:  # others rest on it for this event, and no claim on it was read there
        root.evidence.update(dict.fromkeys(told_text(web.told.get(node, ()))))
    for claim in claims:
        root.homes.add(corpus.claims[claim].span.document)
        found = own_word(corpus, corpus.claims[claim]) or own_text(corpus, corpus.claims[claim], web.told)
        root.evidence.update(dict.fromkeys(found))
        if corpus.claims[claim].span.document in web.statements:
            root.kind = "office"
            why = f"{root.name} publishes it as its own statement"
            root.evidence[OwnReporting(kind="statement", span=corpus.claims[claim].span, why=why)] = None


def add_named_evidence(web: Web, root: Root) -> None:
    """Add the evidence of an entity root from the claims that rest on it."""
    canonical = root.node.partition(":")[2]
    corpus = web.archive.corpus
    for hop, claim in web.hops.get(canonical, []):
        if claim in root.claims and corpus.claims[claim].span.document not in web.pictured:
            chain = corpus.chain(corpus.claims[claim].attribution)
            carried = "(" in web.names.get(canonical, "")
            found = () if root.node.startswith("ghost:") else on_the_record(hop)
            found = found or own_report(hops_of(web.archive, corpus.claims[claim].attribution), chain, carried=carried)
            root.evidence.update(dict.fromkeys(found))
