"""Event -> flags: what stands beside its label and is never folded into it."""

from collections.abc import Iterator

from cotejo.dossier.contradict import Beside, is_party
from cotejo.dossier.describe import name_node, names_of
from cotejo.dossier.indexed import Indexed, lift
from cotejo.dossier.mutations import find_mutations
from cotejo.dossier.retold import retell
from cotejo.dossier.rings import find_rings
from cotejo.dossier.tally import NAMELESS, Tally
from cotejo.dossier.wording import Wording
from cotejo.records.event import Event
from cotejo.records.evidence import Finding
from cotejo.records.origin import Flag

ABOUT_PICTURES = "image_"  # facets of a picture, not of the happening that it illustrates


def raise_flags(
    corpus: Indexed, event: Event, tally: Tally, beside: tuple[Beside, ...], findings: tuple[Finding, ...], words: Wording
) -> tuple[Flag, ...]:
    """Collect all flags of an event, in the order in which they are read."""
    return (
        *flag_denials(words, corpus, event, beside),
        *flag_disputed(words, corpus, event, beside),
        *flag_rings(words, corpus, event),
        *flag_unnamed(words, tally),
        *flag_drift(words, corpus, event),
        *flag_exhibits(words, corpus, event),
        *flag_findings(words, findings),
        *flag_withdrawn(words, tally),
    )


def flag_denials(words: Wording, corpus: Indexed, event: Event, beside: tuple[Beside, ...]) -> Iterator[Flag]:
    """Raise `contested` once per denier and `conceded in part` once per voice that admits the happening and disputes what it is."""
    for relation, name in (("denies", "contested"), ("recasts", "conceded in part")):
        grouped: dict[tuple[str, str], list[Beside]] = {}
        for entry in beside:
            if entry.relation == relation:
                grouped.setdefault((entry.voice.name.casefold(), entry.denied or ""), []).append(entry)
        for _, entries in sorted(grouped.items()):
            first = entries[0]
            yield Flag(
                name=name,
                detail=words.say(
                    f"flags.{name.replace(' ', '_')}",
                    who=words.phrase(first.voice.name),
                    party=words.pick("party", str(is_party(first.voice, event)).lower()),
                    reach=words.pick("reach", "specific" if any(entry.specific for entry in entries) else "blanket"),
                    what=words.pick("denied", first.denied or "unsaid"),
                    sure="" if any(entry.certain for entry in entries) else words.say("flags.unreviewed"),
                ),
                spans=tuple(corpus.claims[entry.claim].span for entry in entries),
                records=tuple(sorted({key for entry in entries for key in (entry.claim, *entry.links)})),
            )


def flag_disputed(words: Wording, corpus: Indexed, event: Event, beside: tuple[Beside, ...]) -> Iterator[Flag]:
    """Raise `values disputed` per field: every reading, and who gives it."""
    for disputed in event.disputed:
        readings = [
            words.say(
                "flags.reading",
                value=retell(words, value),
                count=len(claims),
                who=names_of(words, [corpus.documents[corpus.claims[key].span.document] for key in claims]),
            )
            for value, claims in disputed.values
        ]
        keys = sorted({key for _, claims in disputed.values for key in claims})
        yield Flag(
            name="values disputed",
            detail=words.say("flags.values_disputed", field=words.pick("field", disputed.field), readings="; ".join(readings)),
            spans=tuple(corpus.claims[key].span for key in keys),
            records=tuple(keys),
        )
    known = {disputed.field for disputed in event.disputed}
    for entry in beside:
        if entry.relation == "disputes" and (entry.field or "") not in known:
            yield Flag(
                name="values disputed",
                detail=words.say("flags.disputed_by", field=words.pick("field", entry.field or "unsaid"), who=words.phrase(entry.voice.name)),
                spans=(corpus.claims[entry.claim].span,),
                records=(entry.claim, *entry.links),
            )


def flag_rings(words: Wording, corpus: Indexed, event: Event) -> Iterator[Flag]:
    """Raise `circular` per ring of reports that rest on each other."""
    for ring in find_rings(corpus, event):
        leaving = [edge for node in sorted(ring) for edge in corpus.edges_by_document.get(node, ())]
        edges = [edge for edge in leaving if edge.strength == "hard" and lift(corpus, edge.earlier) in ring]
        members = ", ".join(sorted({name_node(corpus, node, words) for node in ring}))
        spans = tuple(span for edge in edges for span in edge.spans)
        yield Flag(name="circular", detail=words.say("flags.circular", members=members), spans=spans, records=tuple(edge.id for edge in edges))


def flag_unnamed(words: Wording, tally: Tally) -> Iterator[Flag]:
    """Raise `unnamed only` where nobody who can be asked stands behind the happening."""
    if tally.standing and all(origin.source_kind in NAMELESS for origin in tally.standing):
        spans = tuple(piece.span for origin in tally.standing for piece in origin.evidence if piece.span)
        yield Flag(name="unnamed only", detail=words.say("flags.unnamed_only"), spans=spans, records=tuple(origin.id for origin in tally.standing))


def flag_drift(words: Wording, corpus: Indexed, event: Event) -> Iterator[Flag]:
    """Raise `details drifted` where a report gives another number, place, kind of system or leader than the report it rests on."""
    found = find_mutations(words, corpus, event)
    if found:
        said = [
            words.say(
                "flags.step", later=name_node(corpus, one.later.id, words), new=one.new, earlier=name_node(corpus, one.earlier.id, words), old=one.old
            )
            for one in found
        ]
        claims = [claim for one in found for claim in (one.earlier, one.later)]
        yield Flag(
            name="details drifted",
            detail=words.say("flags.details_drifted", steps="; ".join(dict.fromkeys(said))),
            spans=tuple(dict.fromkeys(span for one in found for span in one.shown)),
            records=tuple(sorted({one.edge for one in found} | {claim.id for claim in claims})),
        )


def flag_exhibits(words: Wording, corpus: Indexed, event: Event) -> Iterator[Flag]:
    """Raise `single exhibit` where several documents of the event show one and the same picture or track: it counts once."""
    documents = {corpus.claims[key].span.document for key in event.claims}
    for key, exhibit in sorted({exhibit.id: exhibit for document in documents for exhibit in corpus.exhibits_by_document.get(document, ())}.items()):
        showing = sorted(documents & set(corpus.documents_by_exhibit[key]))
        if len(showing) > 1:
            who = names_of(words, [corpus.documents[document] for document in showing])
            kind = words.pick("exhibit", exhibit.exhibit_kind)
            yield Flag(
                name="single exhibit", detail=words.say("flags.single_exhibit", kind=kind, count=len(showing), who=who), records=(key, *showing)
            )


def flag_findings(words: Wording, findings: tuple[Finding, ...]) -> Iterator[Flag]:
    """Raise `evidence contradicts` per finding that makes a facet impossible; what is wrong with a picture is no word against the happening."""
    for finding in findings:
        if finding.verdict == "contradicts":
            facet = words.pick("facet", finding.facet)
            yield Flag(
                name="picture not original" if finding.facet.startswith(ABOUT_PICTURES) else "evidence contradicts",
                detail=words.say("flags.evidence", facet=facet, basis=retell(words, finding.basis)),
                records=(finding.id,),
            )


def flag_withdrawn(words: Wording, tally: Tally) -> Iterator[Flag]:
    """Raise `partly withdrawn` where some origins took their report back and others stand."""
    if tally.withdrawn and tally.standing:
        who = ", ".join(origin.name for origin in tally.withdrawn)
        yield Flag(
            name="partly withdrawn", detail=words.say("flags.partly_withdrawn", who=who), records=tuple(origin.id for origin in tally.withdrawn)
        )
