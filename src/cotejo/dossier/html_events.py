"""Events -> cards: verdict with its reasons, origins in lanes, claims with quotations and chains, what stands beside, findings, flags."""

from collections.abc import Iterable

from cotejo.dossier import describe
from cotejo.dossier.contradict import Beside, stand_beside
from cotejo.dossier.coverage import tell_coverage
from cotejo.dossier.html_elements import NOTHING, Html, details, el, join, rows, text
from cotejo.dossier.html_lanes import show_lanes
from cotejo.dossier.html_lineage import show_lineage
from cotejo.dossier.html_summary import flag_names, place_cell, show_bounds, show_label, show_sentence
from cotejo.dossier.retold import retell
from cotejo.dossier.shelf import Shelf
from cotejo.dossier.tally import origins_of
from cotejo.dossier.wording import Wording
from cotejo.records.attribution import Stance
from cotejo.records.claim import Claim
from cotejo.records.event import Event
from cotejo.records.origin import Origin
from cotejo.records.span import Span


def show_events(shelf: Shelf) -> Html:
    """Show every event as a card, in reading order."""
    return join([show_event(shelf, event) for event in shelf.events])


def show_event(shelf: Shelf, event: Event) -> Html:
    """Show one event."""
    found, words = shelf.corpus.assessments.get(event.id), shelf.words
    name = describe.describe_event(words, shelf.corpus, event)
    head = el(
        "header",
        el("h3", el("span", text(str(shelf.numbers[event.id])), class_="number"), text(" " + name)),
        el(
            "p",
            show_label(shelf, found),
            text(" · "),
            show_bounds(found),
            text(" " + words.phrase("origin" if found and found.hi == 1 else "independent origins")),
            flag_names(shelf, found),
            class_="verdict",
        ),
    )
    lead = [show_sentence(shelf, statement) for statement in shelf.sentences(event.id, "claimed")]
    beside = show_beside(shelf, event)
    claims = part(words.phrase("What the documents say"), join([show_claim(shelf, key) for key in ordered_claims(shelf, event)]), "claims")
    pair = el("div", claims, beside, class_="pair" if beside else "whole")
    return el(
        "article", head, join(lead), show_facts(shelf, event), show_why(shelf, event), show_flags(shelf, event), show_origins(shelf, event), pair,
        show_disputed(shelf, event), show_details(shelf, event), show_findings(shelf, event), class_="event", id=shelf.place_of(event),
    )  # fmt: skip


def part(title: str, inside: Html, kind: str) -> Html:
    """Show a titled part of a card; nothing where it is empty."""
    return el("section", el("h4", text(title)), inside, class_=kind) if inside else NOTHING


def show_facts(shelf: Shelf, event: Event) -> Html:
    """Show place, time and count with what is known of them."""
    words = shelf.words
    facts = [
        (words.phrase("Where"), place_cell(shelf, event)),
        (words.phrase("When"), describe.capitalise(describe.describe_interval(words, event.time))),
        (words.phrase("How many"), describe_number(words, event)),
        (words.phrase("Host"), describe.name_country(event.host, words) if event.host else words.phrase("not established")),
    ]
    return el("dl", join([el("div", el("dt", text(term)), el("dd", text(said))) for term, said in facts]), class_="facts")


def describe_number(words: Wording, event: Event) -> str:
    """Write the number on which accounts agree, or that there is none."""
    counted = event.low is not None or event.high is not None
    return describe.describe_quantity(words, event.low, event.high, event.count_unit) if counted else words.phrase("not stated, or not agreed")


def show_why(shelf: Shelf, event: Event) -> Html:
    """Show why the verdict is what it is, with the suggested digit."""
    found = shelf.corpus.assessments.get(event.id)
    if found is None:
        return NOTHING
    digit = (
        shelf.words.phrase(
            "Suggested Admiralty credibility: {digit} (the software never suggests 1; source letter and likelihood are the analyst’s).",
            digit=found.credibility_digit,
        )
        if found.credibility_digit
        else ""
    )
    reasons = [el("li", text(describe.capitalise(reason) + ".")) for reason in (*found.reasons,)]
    return part(
        shelf.words.phrase("Why this verdict"), join([el("ul", join(reasons)), el("p", text(digit), class_="note") if digit else NOTHING]), "why"
    )


def show_flags(shelf: Shelf, event: Event) -> Html:
    """Show the sentences of the flags."""
    return part(shelf.words.phrase("Flags"), bullets(shelf, event, "flags"), "flag-list")


def bullets(shelf: Shelf, event: Event, section: str) -> Html:
    """Show the sentences of a section as a list."""
    found = shelf.sentences(event.id, section)
    return el("ul", join([show_sentence(shelf, statement, "li") for statement in found])) if found else NOTHING


def show_origins(shelf: Shelf, event: Event) -> Html:
    """Show the lanes, then each origin with its evidence and the way that leads to it."""
    origins = origins_of(shelf.corpus, event)
    if not origins:
        return NOTHING
    listed = [show_origin(shelf, origin) for origin in origins]
    reach = el("p", text(tell_coverage(shelf.words, shelf.reach, shelf.corpus, event)), class_="note")
    inside = [show_lanes(shelf, event), show_lineage(shelf, event), el("ol", join(listed), class_="origin-list"), show_change(shelf, event), reach]
    return part(shelf.words.phrase("Origins"), join(inside), "origins")


def show_change(shelf: Shelf, event: Event) -> Html:
    """Show why the count is not what it was at the run before; nothing where it is."""
    lines = [el("li", text(why)) for change in shelf.changes if change.after == event.id for why in change.why]
    return (
        details(text(shelf.words.phrase("Why the count is not that of the run before")), el("ul", join(lines)), class_="change") if lines else NOTHING
    )


def show_gone(shelf: Shelf) -> Html:
    """Show the events that are no longer there since the run before."""
    lines = [el("li", text(f"{change.before}: {'; '.join(change.why)}")) for change in shelf.changes if change.after is None]
    return (
        el("section", el("h4", text(shelf.words.phrase("No longer there since the run before"))), el("ul", join(lines)), class_="change")
        if lines
        else NOTHING
    )


def show_origin(shelf: Shelf, origin: Origin) -> Html:
    """Show one origin: name, evidence of its own reporting, and the edges of its path."""
    sentences = [found for found in shelf.sentences(origin.event, "origins") if found.rests_on[:1] == (origin.id,)]
    head = [show_sentence(shelf, found) for found in sentences] or [
        el("p", el("strong", text(origin.name)), text(f": {retell(shelf.words, origin.why)}"))
    ]
    evidence = [
        el("li", text(f"{shelf.words.pick('own', piece.kind)}: {retell(shelf.words, piece.why)} "), quote(shelf, piece.span))
        for piece in origin.evidence
    ]
    path = [step for step in (show_step(shelf, key) for key in origin.path) if step]
    said = (
        shelf.words.phrase("How {count} reports lead to it", count=len(path)) if len(path) > 1 else shelf.words.phrase("How one report leads to it")
    )
    way = details(text(said), el("ul", join(path)), class_="path")
    return el("li", join(head), el("ul", join(evidence), class_="evidence") if evidence else NOTHING, way if path else NOTHING)


def show_step(shelf: Shelf, key: str) -> Html:
    """Show one derivation: who rests on whom, by which rule, in which words."""
    edge = shelf.corpus.derivations.get(key)
    if edge is None:
        return NOTHING
    credit = shelf.words.phrase("with credit" if edge.credited else "without credit")
    later, earlier = (describe.name_node(shelf.corpus, node, shelf.words) for node in (edge.later, edge.earlier))
    start = f"{later} {shelf.words.pick('derivation', edge.relation)} {earlier}, {credit} ({shelf.words.pick('strength', edge.strength)}; "
    rule, why = el("code", text(edge.rule)), text(f"): {retell(shelf.words, edge.why)} ")
    return el("li", text(start), rule, why, shelf.anchors.cite(edge.spans))


def quote(shelf: Shelf, span: Span | None) -> Html:
    """Show a short quotation in the language of its document, as a link to its place; nothing for none."""
    if span is None or span.document not in shelf.anchors.numbers:
        return NOTHING
    inside = shelf.anchors.link(span, text(f"“{shorten(span.exact)}”"))
    return el("q", inside, lang=shelf.corpus.documents[span.document].language, class_="bare")


def shorten(said: str, length: int = 160) -> str:
    """Cut a long quotation, and show that it is cut."""
    return said if len(said) <= length else said[: length - 1].rstrip() + "…"


def ordered_claims(shelf: Shelf, event: Event) -> list[str]:
    """Sort claims by publication of their documents, then by position."""
    corpus = shelf.corpus
    return sorted(
        (key for key in event.claims if key in corpus.claims),
        key=lambda key: (describe.published_first(corpus.document_of(key)), corpus.claims[key].span.start, key),
    )


def show_claim(shelf: Shelf, key: str) -> Html:
    """Show one claim: the sentence on who reports it on whose word, and its words."""
    claim = shelf.corpus.claims[key]
    sentences = [found for found in shelf.sentences_resting_on(key) if found.section == "reports"]
    return el(
        "div",
        join([show_sentence(shelf, found) for found in sentences]),
        quotation(shelf, claim),
        show_chain(shelf, claim),
        show_replies(shelf, key),
        class_="claim",
    )


def show_replies(shelf: Shelf, key: str) -> Html:
    """Show what those whom a claim names answered to it, as persons recorded it; nothing where nobody did."""
    found, heading = shelf.margin.replies.get(key, ()), shelf.words.phrase("Right of reply")
    shown = [
        el("div", el("p", text(f"{heading}: {one.who}"), class_="note", lang="und"), el("blockquote", text(one.text), dir="auto", lang="und"))
        for one in found
    ]
    return el("div", join(shown), class_="replies") if shown else NOTHING


def quotation(shelf: Shelf, claim: Claim) -> Html:
    """Show a claim's words as a link to where they stand."""
    document = shelf.corpus.documents[claim.span.document]
    return el("blockquote", shelf.anchors.link(claim.span, text(claim.span.exact)), lang=document.language, dir="auto")


def show_chain(shelf: Shelf, claim: Claim) -> Html:
    """Show the chain of voices with the stance of each, outermost first."""
    document = shelf.corpus.documents[claim.span.document]
    stances = {stance.voice: stance for stance in claim.stances}
    hops: list[tuple[str | None, str, str]] = [(None, describe.name_document(document), shelf.words.pick("source_kind", "outlet"))]
    hops += [
        (hop.id, hop.source.name or shelf.words.phrase("not named"), shelf.words.pick("source_kind", hop.source.kind))
        for hop in shelf.corpus.chain(claim.attribution)
    ]
    shown = []
    for voice, name, kind in hops:
        stance = stances.get(voice)
        how = describe_stance(shelf.words, stance) if stance else shelf.words.phrase("stance not read")
        shown.append(el("li", text(name), el("span", text(f"{kind}; {how}"), class_="kind")))
    return el("ol", join(shown), class_="chain", aria_label=shelf.words.phrase("On whose word, outermost voice first"))


def describe_stance(words: Wording, stance: Stance) -> str:
    """Write how a voice stands to what is said: its act, how sure it is, and whether it denies."""
    said = f"{words.pick('act_name', stance.speech_act)}, {words.pick('certainty_name', stance.certainty)}"
    return said + (f", {words.phrase('negative')}" if stance.polarity == "negative" else "")


def show_beside(shelf: Shelf, event: Event) -> Html:
    """Show what denies, recasts, disputes or corrects the event."""
    entries = [entry for entry in stand_beside(shelf.corpus, event) if entry.claim in shelf.corpus.claims]
    return part(shelf.words.phrase("What stands beside it"), join(show_opposing(shelf, event, entries)), "beside")


def show_opposing(shelf: Shelf, event: Event, entries: Iterable[Beside]) -> Iterable[Html]:
    """Show each opposing claim with its sentence, words and chain."""
    for entry in entries:
        claim = shelf.corpus.claims[entry.claim]
        sentences = [found for found in shelf.sentences(event.id, "denials") if found.rests_on[:1] == (entry.claim,)]
        yield el(
            "div",
            join([show_sentence(shelf, found) for found in sentences[:1]]),
            quotation(shelf, claim),
            show_chain(shelf, claim),
            show_replies(shelf, entry.claim),
            class_="claim opposing",
        )


def show_disputed(shelf: Shelf, event: Event) -> Html:
    """Show the values on which accounts differ, each reading with its claims."""
    tables = []
    for disputed in event.disputed:
        head = rows(
            [text(shelf.words.pick("field", disputed.field).capitalize()), text(shelf.words.phrase("Given by")), text(shelf.words.phrase("Words"))],
            head=True,
        )
        body = []
        for value, keys in disputed.values:
            claims = [shelf.corpus.claims[key] for key in keys if key in shelf.corpus.claims]
            who = describe.names_of(shelf.words, [shelf.corpus.document_of(claim.id) for claim in claims])
            body.append([text(retell(shelf.words, value)), text(who), shelf.anchors.cite(tuple(claim.span for claim in claims))])
        tables.append(el("table", el("thead", head), el("tbody", rows(*body)), class_="small"))
    sentences = [show_sentence(shelf, found) for found in shelf.sentences(event.id, "disputed")]
    return part(shelf.words.phrase("Where accounts differ"), join([*sentences, *tables]), "disputed")


def show_details(shelf: Shelf, event: Event) -> Html:
    """Show the details that rest on other numbers of origins than the happening."""
    return part(shelf.words.phrase("Details on their own origins"), bullets(shelf, event, "details"), "detail-list")


def show_findings(shelf: Shelf, event: Event) -> Html:
    """Show what checks of physical evidence say, and what they do not say."""
    return part(shelf.words.phrase("Physical evidence"), bullets(shelf, event, "findings"), "findings")
