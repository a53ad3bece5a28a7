"""What persons changed in a dossier -> its sentences: those left out go, those written stand with the passage that they cite."""

from collections.abc import Iterable, Mapping

from cotejo.case.decisions import Standing
from cotejo.records.base import Record
from cotejo.records.claim import Claim
from cotejo.records.dossier import Statement
from cotejo.records.event import Event

FIELD = "sentence"  # of a note: its value is a sentence of the dossier, `other` the claim whose words it cites


def left_out(standing: Standing) -> frozenset[str]:
    """Sentences that a person left out."""
    return frozenset(slot[1] for slot, made in standing.latest().items() if slot[0] == "judge" and made.decision.verb == "reject")


def written(claims: Mapping[str, Claim], homes: Mapping[str, str], standing: Standing) -> dict[str, list[Statement]]:
    """Sentences that persons wrote, by the event (`homes`) in which the cited claim now is; one whose claim is gone waits."""
    found: dict[str, list[Statement]] = {}
    for made in standing.done:
        decision = made.decision
        claim, event = claims.get(decision.other), homes.get(decision.other)
        if decision.verb == "note" and decision.field == FIELD and claim and event and decision.value.strip():
            statement = Statement(
                section="claimed", subject=event, text=decision.value.strip(), citations=(claim.span,), rests_on=(claim.id,),
                rule="a person wrote it", made_by=f"person:{decision.by}",
            )  # fmt: skip
            found.setdefault(event, []).append(statement)
    return found


def edit(records: Iterable[Record], standing: Standing) -> tuple[Record, ...]:
    """Give the records of an export with what persons left out and wrote."""
    gone = left_out(standing)
    kept = [one for one in records if not isinstance(one, Statement) or one.id not in gone]
    events = [one for one in kept if isinstance(one, Event)]
    homes = {claim: key for event in events for key in (event.id,) for claim in event.claims}
    claims = {one.id: one for one in kept if isinstance(one, Claim)}
    added = {one.id: one for mine in written(claims, homes, standing).values() for one in mine if one.id not in gone}
    return tuple(sorted((*kept, *added.values()), key=lambda one: one.id))
