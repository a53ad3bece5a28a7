"""A claim's id -> its page: its words in context, on whose word, what each of its parts denotes and why, its links with their reasons."""

from cotejo.case.decisions import Standing
from cotejo.dossier import describe
from cotejo.dossier.wording import Wording
from cotejo.pipeline.margins import CREDIBILITY, DIGITS, RELIABILITY, grades_of
from cotejo.records.claim import Claim
from cotejo.records.event import Link
from cotejo.records.resolution import Entity, Interval, Place, Resolution
from cotejo.records.span import Span
from cotejo.web.asked import Asked, Missing, Page
from cotejo.web.choose import sources_of
from cotejo.web.desk import Desk, Laid
from cotejo.web.routes import Route
from cotejo.web.views.rows import card_of, row_of

AROUND = 240  # code points of context on each side of a claim


def show_claim(desk: Desk, asked: Asked) -> Page:
    """On whose word? Does the document really say this?"""
    laid, standing, words = desk.look(), desk.standing(), asked.words
    claim = find_claim(laid, asked.names["id"])
    corpus = laid.corpus
    document = corpus.document_of(claim.id)
    home = laid.event_of.get(claim.id)
    span = claim.span
    links = [link for link in corpus.links.values() if claim.id in (link.left, link.right)]
    return Page(
        template="claim.html",
        title=f"{describe.capitalise(describe.name_document(document))}: {card_of(laid, words, standing, claim).type_said}",
        view={
            "card": card_of(laid, words, standing, claim),
            "before": document.text[max(0, span.start - AROUND) : span.start],
            "after": document.text[span.end : span.end + AROUND],
            "document": {"id": document.id, "title": document.title, "external_id": document.external_id, "url": document.url},
            "event": row_of(laid, words, standing, home) if home else None,
            "beside": [row_of(laid, words, standing, corpus.events[key]) for key in laid.beside.get(claim.id, ())],
            "parts": parts_of(words, claim),
            "resolved": [
                resolved(words, corpus.resolutions[claim.id, field]) for field in ("place", "time") if (claim.id, field) in corpus.resolutions
            ],
            "links": [link_of(laid, words, link, claim.id) for link in links],
            "findings": [finding.id for finding in corpus.findings_by_subject.get(claim.id, ())],
            "abstentions": [one for one in corpus.abstentions.values() if one.subject == claim.id],
            "history": history(standing, claim.id),
            "grades": list(grades_of(standing, CREDIBILITY).get(claim.id, ())),
            "graded": has_graded(standing, desk.person, claim),
            "source_grades": source_grades(laid, standing, desk.person, claim),
            "digits": DIGITS,
            "tense": claim.tense,
            "rule": claim.rule,
            "made_by": claim.made_by,
        },
    )


def has_graded(standing: Standing, person: str, claim: Claim) -> bool:
    """Whether a person gave this item a digit."""
    return any(one.by == person for one in grades_of(standing, CREDIBILITY).get(claim.id, ()))


def source_grades(laid: Laid, standing: Standing, person: str, claim: Claim) -> list[dict[str, str]]:
    """Letters that persons gave the sources of a claim; hidden ([]) from one who has not graded the item yet."""
    if not has_graded(standing, person, claim):
        return []
    letters = grades_of(standing, RELIABILITY)
    found = [(key, one) for key in sorted(set(sources_of(laid, claim.id))) for one in letters.get(key, ())]
    return [{"key": key, "value": one.value, "by": one.by, "reason": one.reason} for key, one in found]


def find_claim(laid: Laid, key: str) -> Claim:
    """Find a claim.

    Raises:
        Missing: no such claim.
    """
    claim = laid.corpus.claims.get(key)
    if claim is None:
        raise Missing(f"no claim {key} in the latest run.")
    return claim


def parts_of(words: Wording, claim: Claim) -> list[dict[str, object]]:
    """Lay out the parts of a claim as written, each with its place in the text."""
    found: list[tuple[str, Span, str]] = []
    found += [
        (
            "actor",
            one.span,
            join((describe.name_country(one.state, words), words.pick("status_name", one.status), one.name, words.pick("role_name", one.role))),
        )
        for one in claim.actors
    ]
    found += [("equipment", one.span, join((words.pick("equipment", one.category), one.designator, one.registration))) for one in claim.equipment]
    if claim.personnel:
        count = claim.personnel
        found.append(("personnel", count.span, describe.describe_quantity(words, count.low, count.high, count.unit)))
    if claim.place:
        found.append(("place", claim.place.span, words.pick("site_kind", claim.place.site_kind) if claim.place.site_kind != "unknown" else ""))
    for name, span in (("time", claim.time), ("means", claim.means), ("instrument", claim.instrument), ("trigger", claim.trigger)):
        if span:
            found.append((name, span, ""))
    return [{"field": words.pick("field", name), "span": span, "said": said} for name, span, said in found]


def join(parts: tuple[str | None, ...]) -> str:
    """Join what is known."""
    return ", ".join(part for part in parts if part)


def resolved(words: Wording, found: Resolution) -> dict[str, object]:
    """Lay out what a part denotes, what else was weighed, and why."""
    value = found.value
    said = words.pick("silent", "ambiguous")
    if isinstance(value, Place):
        said = describe.describe_place(words, value)
    elif isinstance(value, Interval):
        said = describe.describe_interval(words, value)
    elif isinstance(value, Entity):
        said = value.name
    return {
        "field": words.pick("field", found.field),
        "slot": found.field,
        "said": describe.capitalise(said),
        "decided": value is not None,
        "reason": found.reason,
        "candidates": [{"value": one.value, "score": round(one.score, 3), "reasons": list(one.reasons)} for one in found.candidates[:8]],
        "made_by": found.made_by,
    }


def link_of(laid: Laid, words: Wording, link: Link, claim: str) -> dict[str, object]:
    """Lay out one link from the side of a claim, its score readable line by line."""
    other = link.right if link.left == claim else link.left
    known = laid.corpus.claims.get(other)
    return {
        "id": link.id,
        "relation": link.relation,
        "said": words.pick("relation", link.relation),
        "outgoing": link.left == claim,
        "judgement": link.judgement,
        "score": round(link.score, 2),
        "other": other,
        "other_said": known.span.exact if known else "",
        "other_outlet": describe.name_document(laid.corpus.document_of(other)) if known else "",
        "other_language": laid.corpus.document_of(other).language if known else None,
        "reasons": [{"feature": one.feature, "seen": one.seen, "weight": one.weight} for one in link.reasons],
        "by_person": link.made_by.startswith("person:"),
        "made_by": link.made_by,
    }


def history(standing: Standing, subject: str) -> list[dict[str, object]]:
    """All that persons decided on a record, first to last; those taken back say so."""
    stands = {made.seal for made in standing.done}
    return [
        {"at": made.at, "by": made.decision.by, "verb": made.decision.verb, "field": made.decision.field, "value": made.decision.value,
         "reason": made.decision.reason, "stands": made.seal in stands, "number": made.number}
        for made in standing.every
        if subject in (made.decision.subject, made.decision.other)
    ]  # fmt: skip


ROUTES = (Route("/c/{id}", show_claim, "one claim: its words, on whose word, what its parts denote, its links"),)
