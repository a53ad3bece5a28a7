"""Decisions on claims of a text that was read anew -> the same decisions on the claims that stand there now; or none, where it is not sure."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from cotejo.case.decisions import Decision, Known, Made, Standing
from cotejo.case.folder import Case
from cotejo.case.store import Store
from cotejo.pipeline.deciding import MADE_BY, STAGE
from cotejo.records.abstention import Abstention
from cotejo.records.claim import Claim
from cotejo.records.document import Document
from cotejo.text.anchoring import Orphan, Shift

CARRIED = frozenset({"moved", "orphaned"})
ABOUT_CLAIMS = frozenset({"accept", "reject", "unsure", "correct", "same", "different", "note"})


class Carried(NamedTuple):
    """The decisions under the ids that hold now, and what is to be said of those that were moved or have lost their claim."""

    standing: Standing
    said: tuple[Abstention, ...]


class Carrier:
    """Finds, for a claim that no longer stands, the one that was read at the same words."""

    def __init__(self, store: Store, link: Connection, claims: Iterable[Claim], documents: Iterable[Document]) -> None:
        self.store, self.link = store, link
        self.by_document: dict[str, list[Claim]] = {}
        for claim in claims:
            self.by_document.setdefault(claim.span.document, []).append(claim)
        self.readings: dict[tuple[str, str], list[Document]] = {}
        for document in documents:
            self.readings.setdefault((document.capture, document.external_id), []).append(document)
        self.shifts: dict[tuple[str, str], Shift] = {}

    def follow(self, name: str) -> Claim | str:
        """Give the claim that stands now where the claim of this id stood; else the reason why there is none.

        Reasons: not_read (no such claim was ever read), no_reading (the page is no longer read), what `Orphan` says, no_claim, several.
        """
        old = self.store.latest(self.link, name)
        before = self.store.latest(self.link, old.span.document) if isinstance(old, Claim) else None
        if not isinstance(old, Claim) or not isinstance(before, Document):
            return "not_read"
        now = self.readings.get((before.capture, before.external_id), [])
        if len(now) != 1:
            return "no_reading"
        shift = self.shifts.setdefault((before.id, now[0].id), Shift(before.text, now[0].text))
        found = shift.find(old.trigger.start, old.trigger.end)
        whole = shift.find(old.span.start, old.span.end)
        if isinstance(found, Orphan):
            if isinstance(whole, Orphan):
                return found.reason
            offset = before.text[old.span.start : old.span.end].find(old.trigger.exact)
            inner = now[0].text.find(old.trigger.exact, whole.start, whole.end)
            if offset < 0 or inner < 0 or now[0].text.count(old.trigger.exact, whole.start, whole.end) != 1:
                return found.reason
            start, end = inner, inner + len(old.trigger.exact)
        else:
            start, end = found.start, found.end
        there = [
            one
            for one in self.by_document.get(now[0].id, ())
            if one.event_type == old.event_type and (one.trigger.start, one.trigger.end) == (start, end)
        ]
        return there[0] if len(there) == 1 else "several" if there else "no_claim"


def carry(standing: Standing, claims: Mapping[str, Claim], documents: Iterable[Document], store: Store, link: Connection) -> Carried:
    """Set every decision about a claim on the claim that now stands at its words; others stay as they are, and wait."""
    carrier: Carrier | None = None
    moved: dict[str, str] = {}
    lost: dict[str, str] = {}
    for made in standing.done:
        for name in sorted({made.decision.subject, made.decision.other} - {""}):
            if made.decision.verb not in ABOUT_CLAIMS or not name.startswith("claim-") or name in claims or name in moved or name in lost:
                continue
            carrier = carrier or Carrier(store, link, claims.values(), documents)
            found = carrier.follow(name)
            if isinstance(found, Claim):
                moved[name] = found.id
            elif found != "not_read":
                lost[name] = found
    said = [say(name, "moved", f"its page was read anew; the decision now stands on {there}") for name, there in sorted(moved.items())]
    said += [
        say(name, "orphaned", f"its page was read anew and its words are not there for sure ({why}); decide again")
        for name, why in sorted(lost.items())
    ]
    done = tuple(reset(made, moved) for made in standing.done) if moved else standing.done
    return Carried(standing._replace(done=done), tuple(said))


def reset(made: Made, moved: Mapping[str, str]) -> Made:
    """Set a decision on other ids."""
    old: Decision = made.decision
    subject, other = moved.get(old.subject, old.subject), moved.get(old.other, old.other)
    return (
        made if (subject, other) == (old.subject, old.other) else made._replace(decision=msgspec.structs.replace(old, subject=subject, other=other))
    )


def say(name: str, reason: str, detail: str) -> Abstention:
    """Say what became of the decisions on a claim."""
    return Abstention(stage=STAGE, subject=name, reason=reason, detail=detail, made_by=MADE_BY)


class Place(NamedTuple):
    """What became of the words that a person decided on, when their page was read anew."""

    outcome: str  # moved, orphaned
    claim: str  # as it was decided on
    document: str  # external id
    exact: str  # the words, as they stood
    detail: str
    decisions: tuple[str, ...]  # verb, by whom, why


def places_of(case: Case) -> list[Place]:
    """What the latest run said of decisions whose words were read anew: those that lost their place first."""
    said = [one for one in case.current(["abstention"]) if isinstance(one, Abstention) and one.stage == STAGE and one.reason in CARRIED]
    with case.store.reading() as link:
        made = Known().catch_up(case, link).standing.done
        found = [place_of(case.store, link, one, made) for one in said]
    return sorted(found, key=lambda place: (place.outcome != "orphaned", place.document, place.claim))


def place_of(store: Store, link: Connection, said: Abstention, made: Iterable[Made]) -> Place:
    """One such claim with its words and the decisions on it."""
    claim = store.latest(link, said.subject)
    document = store.latest(link, claim.span.document) if isinstance(claim, Claim) else None
    named = (one.decision for one in made)
    return Place(
        said.reason,
        said.subject,
        document.external_id if isinstance(document, Document) else "",
        claim.span.exact if isinstance(claim, Claim) else "",
        said.detail,
        tuple(f"{one.verb} by {one.by}: {one.reason}" for one in named if said.subject in {one.subject, one.other}),
    )
