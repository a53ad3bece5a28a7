"""What waits for a person -> the queue, the most worth first; two claims side by side; and the writing of decisions."""

from collections.abc import Iterator
from typing import get_args

import msgspec

from cotejo.case.decisions import Conflict, Decision, Made, Standing, Verb
from cotejo.dossier import describe
from cotejo.errors import UsageError
from cotejo.pipeline.deciding import read_value
from cotejo.pipeline.margins import CREDIBILITY, DIGITS, LETTERS, RELIABILITY, REPLY
from cotejo.records.event import Link
from cotejo.web.asked import Asked, Missing, Moved, Page
from cotejo.web.choose import sources_of
from cotejo.web.desk import Desk, Laid
from cotejo.web.edited import FIELD as SENTENCE
from cotejo.web.edited import written
from cotejo.web.routes import Field, Route
from cotejo.web.views.claim import find_claim, history, link_of
from cotejo.web.views.event import find_event
from cotejo.web.views.rows import card_of, row_of, state_of

SHOWN = 50
VERBS: tuple[Verb, ...] = get_args(Verb)


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to decide, and what it is worth: by how much a decision may move the number of origins or a verdict."""

    kind: str  # pair, beside, claim
    worth: float
    why: str
    left: str
    right: str = ""
    link: str = ""
    event: str = ""


def show_review(desk: Desk, asked: Asked) -> Page:
    """What next?"""
    laid, standing = desk.look(), desk.standing()
    tasks = sorted(find_tasks(laid, standing), key=lambda task: (-task.worth, task.kind, task.left, task.right))
    kind = asked.one("kind")
    chosen = [task for task in tasks if not kind or task.kind == kind]
    skip = min(asked.number("skip", 0), max(0, len(chosen) - 1))
    return Page(
        template="review.html",
        title=asked.phrases.say("Review"),
        view={
            "total": len(tasks),
            "chosen": len(chosen),
            "kind": kind,
            "skip": skip,
            "task": lay_task(laid, standing, asked, chosen[skip]) if chosen else None,
            "next": [lay_short(laid, task) for task in chosen[skip + 1 : skip + 1 + SHOWN]],
            "decided": len(standing.done),
            "last": tell(standing),
            "undo": standing.done[-1].seal if standing.done else "",
            "redo": standing.undone[-1].seal if standing.undone else "",
            "kinds": [(name, sum(task.kind == name for task in tasks)) for name in ("pair", "beside", "claim")],
        },
    )


def tell(standing: Standing) -> dict[str, str] | None:
    """The last decision that stands."""
    if not standing.done:
        return None
    made = standing.done[-1]
    return {"verb": made.decision.verb, "subject": made.decision.subject, "by": made.decision.by, "at": made.at}


def find_tasks(laid: Laid, standing: Standing) -> Iterator[Task]:
    """Find what waits: links that are unsure, and claims nobody has looked at; each once."""
    latest = standing.latest()
    seen: set[tuple[str, str]] = set()
    for link in laid.corpus.links.values():
        if link.judgement != "unsure" or link.made_by.startswith("person:"):
            continue
        pair = (min(link.left, link.right), max(link.left, link.right))
        if link.left in laid.corpus.claims and link.right in laid.corpus.claims and pair not in seen and ("pair", *pair, "") not in latest:
            seen.add(pair)
            if link.relation == "same_event" or ("judge", link.id, "") not in latest:
                yield task_of_link(laid, link)
    for event in laid.shelf.events:
        found = laid.corpus.assessments.get(event.id)
        for key in event.claims:
            if ("judge", key, "") not in latest:
                alone = len(event.claims) == 1
                worth = (1.0 if alone else 0.5 / len(event.claims)) * (1.2 if found and found.flags else 1.0)
                yield Task(kind="claim", worth=round(worth, 3), why="alone" if alone else "member", left=key, event=event.id)


def task_of_link(laid: Laid, link: Link) -> Task:
    """Weigh a link that is unsure: a pair that joins two events moves both counts of origins, a denial one verdict."""
    right = laid.event_of.get(link.right)
    found = laid.corpus.assessments.get(right.id) if right else None
    event = right.id if right else ""
    if link.relation == "same_event":
        left = laid.event_of.get(link.left)
        other = laid.corpus.assessments.get(left.id) if left else None
        moved = min(found.lo if found else 0, other.lo if other else 0)
        return Task(kind="pair", worth=3.0 + moved, why="joins", left=link.left, right=link.right, link=link.id, event=event)
    settled = 1.0 if found and found.label in ("corroborated", "physically corroborated") else 0.0
    return Task(kind="beside", worth=2.0 + settled, why=link.relation, left=link.left, right=link.right, link=link.id, event=event)


def lay_task(laid: Laid, standing: Standing, asked: Asked, task: Task) -> dict[str, object]:
    """Lay out one task with all that its decision needs."""
    corpus, words = laid.corpus, asked.words
    event = corpus.events.get(task.event)
    link = corpus.links.get(task.link)
    return {
        "task": task,
        "left": card_of(laid, words, standing, corpus.claims[task.left]),
        "right": card_of(laid, words, standing, corpus.claims[task.right]) if task.right else None,
        "event": row_of(laid, words, standing, event) if event else None,
        "link": link_of(laid, words, link, task.left) if link else None,
        "subject": task.link if task.kind == "beside" else task.left,
        "history": history(standing, task.left),
    }


def lay_short(laid: Laid, task: Task) -> dict[str, object]:
    """Lay out a task in a line."""
    claim = laid.corpus.claims[task.left]
    document = laid.corpus.document_of(claim.id)
    return {"task": task, "said": claim.span.exact[:140], "outlet": describe.name_document(document), "language": document.language}


def show_compare(desk: Desk, asked: Asked) -> Page:
    """Same event twice?"""
    laid, standing, words = desk.look(), desk.standing(), asked.words
    keys = [name for name in (asked.one("left"), asked.one("right")) if name]
    if len(keys) < 2:  # noqa: PLR2004 - two sides
        return Page(
            template="compare.html",
            title=asked.phrases.say("Compare"),
            view={"sides": [], "links": [], "pair": None, "pairs": pairs(laid, asked), "history": []},
        )
    if all(key in laid.corpus.events for key in keys):
        sides = [side_of_event(laid, asked, standing, key) for key in keys]
        members = [laid.corpus.events[key].claims for key in keys]
    else:
        claims = [find_claim(laid, key) for key in keys]
        sides = [{"row": None, "cards": [card_of(laid, words, standing, claim)]} for claim in claims]
        members = [(claim.id,) for claim in claims]
    between = [
        link
        for link in laid.corpus.links.values()
        if (link.left in members[0] and link.right in members[1]) or (link.left in members[1] and link.right in members[0])
    ]
    return Page(
        template="compare.html",
        title=asked.phrases.say("Compare"),
        view={
            "sides": sides,
            "links": [link_of(laid, words, link, link.left) for link in between],
            "pair": (members[0][0], members[1][0]),
            "pairs": [],
            "history": history(standing, members[0][0]),
        },
    )


def side_of_event(laid: Laid, asked: Asked, standing: Standing, key: str) -> dict[str, object]:
    """Lay out one event of a comparison."""
    event = find_event(laid, key)
    return {
        "row": row_of(laid, asked.words, standing, event),
        "cards": [card_of(laid, asked.words, standing, laid.corpus.claims[claim]) for claim in event.claims],
    }


def pairs(laid: Laid, asked: Asked) -> list[dict[str, object]]:
    """Pairs of events that links leave unsure."""
    found: dict[tuple[str, str], dict[str, object]] = {}
    for link in laid.corpus.links.values():
        left, right = laid.event_of.get(link.left), laid.event_of.get(link.right)
        if link.relation == "same_event" and link.judgement == "unsure" and left and right and left.id != right.id:
            titles = [describe.describe_event(asked.words, laid.corpus, event) for event in (left, right)]
            found.setdefault((left.id, right.id), {"left": left.id, "right": right.id, "titles": titles, "score": round(link.score, 1)})
    return [found[key] for key in sorted(found)]


def post_decision(desk: Desk, asked: Asked) -> Moved:
    """Write one decision and go back to the page that asked.

    Raises:
        UsageError: it says too little, or speaks of nothing that is there.
    """
    write_decision(desk, asked)
    back = asked.form.get("then", "")
    return Moved(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/review")


def write_decision(desk: Desk, asked: Asked) -> Made:
    """Write the decision of a form; give it as the log has it.

    Raises:
        UsageError: it says too little, or speaks of nothing that is there.
    """
    form = asked.form
    verb = form.get("verb", "")
    if verb not in VERBS:
        raise UsageError(f"no decision is called {verb!r}; there are: {', '.join(VERBS)}.")
    laid = desk.look()
    decision = Decision(
        verb=verb,
        subject=form.get("subject", ""),
        other=form.get("other", ""),
        field=form.get("field", ""),
        value=form.get("value", ""),
        reason=form.get("reason", "").strip()[:2000],
        by=desk.person,
        claims=laid.corpus.events[form["subject"]].claims if form.get("subject", "") in laid.corpus.events else (),
        back=form.get("back", ""),
    )
    if verb not in ("undo", "redo"):
        check_subject(laid, desk.standing(), decision)
    if verb == "correct":
        read_value(decision.field, decision.value)
    check_closing(laid, desk.standing(), decision)
    return desk.decide(decision, form.get("expected_head", ""))


def check_subject(laid: Laid, standing: Standing, decision: Decision) -> None:
    """Refuse a decision on what is not there.

    Raises:
        Missing: naming it.
        UsageError: a sentence that cites nothing.
    """
    corpus = laid.corpus
    for name in filter(None, (decision.subject, decision.other)):
        known = any(name in kind for kind in (corpus.claims, corpus.events, corpus.links, corpus.documents, corpus.statements))
        known = known or (decision.field == RELIABILITY and any(name in sources_of(laid, key) for key in corpus.claims))
        if not known and not any(name == one.id for mine in written(laid, standing).values() for one in mine):
            raise Missing(f"no claim, link, event, document or sentence {name} in the latest run.")
    if decision.field == SENTENCE and (not decision.value.strip() or decision.other not in corpus.claims):
        raise UsageError("a sentence of the dossier has words, and cites a claim.")
    check_margin(laid, decision)


def check_margin(laid: Laid, decision: Decision) -> None:
    """Refuse a reply or a grade that says too little.

    Raises:
        UsageError: no words or nobody who said them; a digit or a letter that is none; a grade of what is not graded.
    """
    if decision.verb != "note" or decision.field not in {REPLY, CREDIBILITY, RELIABILITY}:
        return
    if decision.field != RELIABILITY and decision.subject not in laid.corpus.claims:
        raise UsageError("a reply and a digit are about a claim.")
    if decision.field == REPLY and not (decision.value.strip() and decision.reason):
        raise UsageError("a reply has words, and says who gave it, how and when.")
    allowed = {CREDIBILITY: DIGITS, RELIABILITY: LETTERS}.get(decision.field, (decision.value,))
    if decision.value not in allowed:
        raise UsageError(f"{decision.field} is one of {', '.join(allowed)}.")


def check_closing(laid: Laid, standing: Standing, decision: Decision) -> None:
    """Refuse to publish what is not closed.

    Raises:
        Conflict: the event is open, or was opened again.
    """
    event = laid.corpus.events.get(decision.subject)
    if decision.verb != "state" or event is None or decision.value not in ("published", "corrected", "retracted"):
        return
    state, _ = state_of(standing, event)
    if state in ("open", "in review", "needs help", "ready"):
        raise Conflict(f"the event is {state!r}; give it a verdict first, then publish.")


POST_FIELDS = (
    Field("verb", ", ".join(VERBS), needed=True, schema={"enum": list(VERBS)}),
    Field("subject", "claim, link, event or document"),
    Field("other", "second claim of same and different"),
    Field("field", "part that is corrected"),
    Field("value", "state, or the correct value"),
    Field("reason", "a word, a code, a sentence"),
    Field("expected_head", "seal of the last decision that the person saw"),
    Field("back", "seal that undo or redo speaks of"),
    Field("then", "page to show next"),
)
ROUTES = (
    Route("/review", show_review, "what waits for a person, the most worth first",
          fields=(Field("kind", "pair, beside or claim"), Field("skip", "tasks to pass over"))),
    Route("/compare", show_compare, "two events or claims side by side", fields=(Field("left", "event or claim"), Field("right", "event or claim"))),
    Route("/decisions", post_decision, "write one decision; 409 when somebody decided on the same meanwhile", "POST", POST_FIELDS),
)  # fmt: skip
