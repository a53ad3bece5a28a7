"""An event's id -> its page: verdict, origins in lanes, what is said and what stands against it side by side, values that differ, findings."""

from collections.abc import Iterable

from cotejo.case.decisions import EVENT_STATES, Conflict, Standing
from cotejo.dossier import describe
from cotejo.dossier.contradict import stand_beside
from cotejo.dossier.retold import retell
from cotejo.dossier.translate import translate_event
from cotejo.dossier.wording import Wording
from cotejo.records.dossier import Statement
from cotejo.records.event import Event
from cotejo.records.evidence import Finding, Measure
from cotejo.records.origin import Assessment
from cotejo.web.asked import Asked, Missing, Moved, Page
from cotejo.web.desk import Desk, Laid
from cotejo.web.drawing import lanes_of, marks_of, view_address
from cotejo.web.routes import Field, Route
from cotejo.web.views.rows import card_of, row_of, state_made

LEAST_ORIGINS = 2  # independent origins that "established" needs without a physical check


def show_event(desk: Desk, asked: Asked) -> Page:
    """How many independent origins? Who denies what? Where do accounts differ?"""
    laid, standing = desk.look(), desk.standing()
    event = find_event(laid, asked.names["id"])
    words = asked.words
    lanes, ticks = lanes_of(laid, words, event)
    view, marks, _ = marks_of(laid, [event], words)
    claims = [laid.corpus.claims[key] for key in event.claims if key in laid.corpus.claims]
    claims.sort(key=lambda claim: (describe.published_first(laid.corpus.document_of(claim.id)), claim.span.start, claim.id))
    row = row_of(laid, words, standing, event)
    made = state_made(standing, event)
    verdict, _ = translate_event(laid.corpus, words, event)
    return Page(
        template="event.html",
        title=row.title,
        view={
            "row": row,
            "host": describe.name_country(event.host, words) if event.host else "",
            "lanes": lanes,
            "lane_ticks": ticks,
            "claims": [card_of(laid, words, standing, claim) for claim in claims],
            "beside": list(beside_of(laid, words, standing, event)),
            "disputed": list(disputed_of(laid, words, event)),
            "details": details_of(words, verdict),
            "flags": flags_of(words, verdict),
            "reasons": list(verdict.reasons) if verdict else [],
            "digit": verdict.credibility_digit if verdict else None,
            "findings": [finding_of(laid, words, finding) for finding in findings_of(laid, event)],
            "sentences": sentences_of(laid, event),
            "marks": marks,
            "map_height": view.height if view else 0,
            "land": view_address(view, words) if view else "",
            "states": states_offered(laid, event),
            "made": {"by": made.decision.by, "at": made.at, "value": made.decision.value, "reason": made.decision.reason} if made else None,
            "joined": sorted(set(event.claims) - set(made.decision.claims)) if made and row.reopened else [],
            "left": sorted(set(made.decision.claims) - set(event.claims)) if made and row.reopened else [],
            "near": near(laid, words, event),
        },
    )


def find_event(laid: Laid, key: str) -> Event:
    """Find an event.

    Raises:
        Missing: no such event now; its claims may have been joined with others.
    """
    event = laid.corpus.events.get(key)
    if event is None:
        raise Missing(f"no event {key} in the latest run; an event gets another id when claims join or leave it.")
    return event


def beside_of(laid: Laid, words: Wording, standing: Standing, event: Event) -> Iterable[dict[str, object]]:
    """Lay out what stands against an event: one entry per claim and relation."""
    for entry in stand_beside(laid.corpus, event):
        if entry.claim in laid.corpus.claims:
            yield {
                "relation": entry.relation,
                "relation_said": words.pick("relation", entry.relation),
                "voice": words.phrase(entry.voice.name),
                "denied": words.pick("denied", entry.denied) if entry.denied else "",
                "field": words.pick("field", entry.field) if entry.field else "",
                "specific": entry.specific,
                "certain": entry.certain,
                "links": list(entry.links),
                "card": card_of(laid, words, standing, laid.corpus.claims[entry.claim]),
            }


def disputed_of(laid: Laid, words: Wording, event: Event) -> Iterable[dict[str, object]]:
    """Lay out values on which accounts differ, each with who gives it and where."""
    for disputed in event.disputed:
        readings = []
        for value, keys in disputed.values:
            spans = [laid.corpus.claims[key].span for key in keys if key in laid.corpus.claims]
            who = describe.names_of(words, [laid.corpus.documents[span.document] for span in spans])
            readings.append({"value": retell(words, value), "who": who, "spans": spans})
        yield {"field": words.pick("field", disputed.field), "readings": readings}


def details_of(words: Wording, found: Assessment | None) -> list[dict[str, object]]:
    """Details that rest on their own number of origins."""
    return [{"detail": words.pick("field", one.detail), "value": one.value, "lo": one.lo, "hi": one.hi} for one in found.details] if found else []


def flags_of(words: Wording, found: Assessment | None) -> list[dict[str, object]]:
    """Flags with what they say and where."""
    flags = found.flags if found else ()
    return [{"name": flag.name, "said": words.pick("flag_name", flag.name), "detail": flag.detail, "spans": list(flag.spans)} for flag in flags]


def findings_of(laid: Laid, event: Event) -> list[Finding]:
    """Findings on an event's claims, by id."""
    found = {one.id: one for key in event.claims for one in laid.corpus.findings_by_subject.get(key, ())}
    assessed = laid.corpus.assessments.get(event.id)
    for key in assessed.findings if assessed else ():
        if key in laid.corpus.findings:
            found[key] = laid.corpus.findings[key]
    return [found[key] for key in sorted(found)]


def finding_of(laid: Laid, words: Wording, finding: Finding) -> dict[str, object]:
    """Lay out one finding with its exhibits."""
    by_hash = {capture.sha256: key for key, capture in laid.corpus.captures.items()} if finding.inputs else {}
    captures = {by_hash[digest] for digest in finding.inputs if digest in by_hash}
    return {
        "id": finding.id,
        "check": words.pick("check", finding.check),
        "facet": words.pick("facet", finding.facet),
        "verdict": finding.verdict,
        "verdict_said": words.pick("verdict", finding.verdict),
        "reason": words.pick("silent", finding.reason) if finding.verdict == "silent" else finding.reason,
        "basis": retell(words, finding.basis),
        "scope": retell(words, finding.scope),
        "measures": [measure_of(words, one) for one in finding.measures],
        "subject": finding.subject,
        "exhibits": sorted(key for key, exhibit in laid.corpus.exhibits.items() if exhibit.capture in captures or key == finding.subject),
    }


def measure_of(words: Wording, found: Measure) -> dict[str, object]:
    """Lay out a measure in words, with what the record has."""
    value = words.pick("measure_value", found.value) if isinstance(found.value, str) else f"{found.value:g}"
    return {"name": words.pick("measure", found.name), "value": value, "unit": words.pick("measure_unit", found.unit), "of": found.name}


def sentences_of(laid: Laid, event: Event) -> list[Statement]:
    """The dossier's sentences about an event, those on single reports and origins aside: these stand on the page itself."""
    return [one for section in ("claimed", "details", "findings") for one in laid.shelf.sentences(event.id, section)]


def states_offered(laid: Laid, event: Event) -> list[tuple[str, bool]]:
    """States that a person may give an event; False: only against the rule, with a reason that the export prints."""
    return [(state, state != "established" or may_be_established(laid, event)) for state in EVENT_STATES]


def may_be_established(laid: Laid, event: Event) -> bool:
    """Whether an event has two independent origins, or one and a physical check, and no unanswered contradiction."""
    found = laid.corpus.assessments.get(event.id)
    if found is None:
        return False
    physical = any(one.verdict == "supports" for one in findings_of(laid, event))
    against = {flag.name for flag in found.flags} & {"contested", "evidence contradicts"}
    return (found.lo >= LEAST_ORIGINS or (found.lo >= 1 and physical)) and not against


def near(laid: Laid, words: Wording, event: Event) -> list[dict[str, object]]:
    """Other events that links leave unsure about this one: they may be the same."""
    found: dict[str, dict[str, object]] = {}
    for link in laid.corpus.links.values():
        if link.relation != "same_event" or link.judgement == "positive":
            continue
        left, right = laid.event_of.get(link.left), laid.event_of.get(link.right)
        if left and right and left.id != right.id and event.id in (left.id, right.id):
            other = right if left.id == event.id else left
            found.setdefault(other.id, {"id": other.id, "title": describe.describe_event(words, laid.corpus, other), "link": link.id})
    return [found[key] for key in sorted(found)]


def follow_number(desk: Desk, asked: Asked) -> Moved:
    """Which event has this number now?

    Raises:
        Missing: none has.
        Conflict: the case was read anew since the number was given.
    """
    laid = desk.look()
    if asked.one("run") and asked.one("run") != str(laid.run):
        raise Conflict("the case was read anew since that page was loaded; numbers may have changed. Load the page again.")
    found = next((event for event in laid.shelf.events if str(laid.shelf.numbers[event.id]) == asked.names["number"]), None)
    if found is None:
        raise Missing(f"no event has the number {asked.names['number']}.")
    return Moved(f"/h/{found.id}")


ROUTES = (
    Route("/h/{id}", show_event, "one event: origins, claims, denials, values that differ, findings"),
    Route(
        "/n/{number}",
        follow_number,
        "the event that has a number now",
        fields=(Field("run", "run in which it had that number; 409 where another came since"),),
    ),
)
