"""Events, claims, derivations -> origins: per event, side and detail, the independent roots, and which of them show own reporting."""

from collections.abc import Iterator

from cotejo.events.archive import Archive
from cotejo.events.details import readings_of
from cotejo.events.outlet_groups import Owners
from cotejo.events.roots import add_named_evidence, find_roots
from cotejo.events.settings import Settings, load_settings
from cotejo.events.versions import COUNT_VERSION, COUNTED_BY
from cotejo.events.web import Root, Web
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.corpus import Corpus
from cotejo.records.event import Event
from cotejo.records.origin import Origin, OwnReporting, Side

VERSION = COUNT_VERSION
MADE_BY = COUNTED_BY
SAID = ("kept apart", "restates", "one group", "quotation")  # notes on a root that its sentence repeats


def count(corpus: Corpus, owners: Owners | None = None) -> Iterator[Record]:
    """Count the origins of every event: hi = its roots; lo = groups of roots (soft edges unite) that hold one with shown own reporting.

    `owners` says which outlets one hand steers; the table that ships where it is not given.
    """
    settings = load_settings()
    web = Web(Archive(corpus), owners)
    for key, event in corpus.events.items():
        sides = part_sides(corpus, event, settings)
        found = False
        for side, members in sides.items():
            for origin in count_side(web, key, side, None, members):
                found = True
                yield origin
        if not found:
            yield Abstention(stage="events.count", subject=key, reason="no_claims", detail="the event has no claim of its own", made_by=MADE_BY)
        for detail, members in readings_of(corpus, event, sides["supports"]):
            speaking = {corpus.claims[claim].span.document for claim in sides["supports"]}
            giving = {corpus.claims[claim].span.document for claim in members}
            yield from count_side(web, key, "supports", detail, members, frozenset(speaking - giving))


def part_sides(corpus: Corpus, event: Event, settings: Settings) -> dict[Side, tuple[str, ...]]:
    """Part the claims of an event: who supports it, who denies it, who concedes it and disputes what it is."""
    recasting = {claim for claim in event.claims if recasts(corpus, claim)} if event.event_type not in settings.kin.framing else set()
    if recasting == set(event.claims):
        recasting = set()  # nobody else reports it: the word of the office is the report
    denying, conceding = set(), set(recasting)
    members = set(event.claims)
    for link in corpus.links.values():
        if link.right in members and link.judgement == "positive":
            if link.relation in {"denies", "disputes"}:
                denying.add(link.left)
            elif link.relation == "recasts":
                conceding.add(link.left)
    return {
        "supports": tuple(claim for claim in event.claims if claim not in recasting),
        "denies": tuple(sorted(denying - members)),
        "concedes": tuple(sorted(conceding)),
    }


def recasts(corpus: Corpus, claim: str) -> bool:
    """Whether the innermost voice accepts the fact and disputes what it is."""
    return any(stance.speech_act == "RECHARACTERISE" for stance in corpus.claims[claim].stances[-1:])


def count_side(
    web: Web, event: str, side: Side, detail: str | None, members: tuple[str, ...], others: frozenset[str] = frozenset()
) -> Iterator[Origin]:
    """Give the origins of one side of an event, or of one detail."""
    if not members:
        return
    roots, groups = find_roots(web, members, others)
    for root in roots.values():
        add_named_evidence(web, root)
    nodes = sorted(roots)
    for node in nodes:
        yield make_origin(web, event, side, detail, roots[node], groups.fellows(node, nodes), roots)


def make_origin(  # noqa: PLR0913, PLR0917 - the fields of one record
    web: Web, event: str, side: Side, detail: str | None, root: Root, merged: tuple[str, ...], roots: dict[str, Root]
) -> Origin:
    """Make the record, with one sentence that says why."""
    corpus = web.archive.corpus
    documents = sorted({corpus.claims[claim].span.document for claim in root.claims}, key=web.archive.order)
    return Origin(
        event=event,
        root=root.node,
        name=root.name,
        source_kind=root.kind,
        side=side,
        detail=detail,
        claims=tuple(sorted(root.claims)),
        documents=tuple(documents),
        path=tuple(sorted(root.path)),
        evidence=tuple(sorted(root.evidence, key=place_of)),
        determined=bool(root.evidence),
        merged=merged,
        why=explain(root, merged, roots, len(documents)),
        made_by=MADE_BY,
    )


def place_of(piece: OwnReporting) -> tuple[str, str, int, str]:
    """Order of pieces of evidence: kind, then where it stands."""
    return piece.kind, piece.span.document if piece.span else "", piece.span.start if piece.span else 0, piece.why


def explain(root: Root, merged: tuple[str, ...], roots: dict[str, Root], documents: int) -> str:
    """Say in one sentence why this is an origin, and what else was seen."""
    carried = f"1 document rests on {root.name}" if documents == 1 else f"{documents} documents rest on {root.name}"
    shown = next(iter(sorted(found.why for found in root.evidence)), None)
    parts = [f"{carried}: {shown}" if shown else f"{carried}; nothing shows own reporting, and no dependence was found in the archive"]
    if merged:
        parts.append(f"may be one with {', '.join(roots[node].name for node in merged)}")
    if root.circle:
        parts.append("circular: the reports rest on each other")
    parts += [note for note in root.notes if any(words in note for words in SAID)]
    return "; ".join(parts)
