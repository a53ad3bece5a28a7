"""What persons changed in a dossier -> its sentences: those left out go, those written stand with the passage that they cite."""

from collections.abc import Iterable

from cotejo.case.decisions import Standing
from cotejo.records.base import Record
from cotejo.records.dossier import Statement
from cotejo.web.desk import Laid

FIELD = "sentence"  # of a note: its value is a sentence of the dossier, `other` the claim whose words it cites


def left_out(standing: Standing) -> frozenset[str]:
    """Sentences that a person left out."""
    return frozenset(slot[1] for slot, made in standing.latest().items() if slot[0] == "judge" and made.decision.verb == "reject")


def written(laid: Laid, standing: Standing) -> dict[str, list[Statement]]:
    """Sentences that persons wrote, by the event in which the cited claim now is; one whose claim is gone waits."""
    found: dict[str, list[Statement]] = {}
    for made in standing.done:
        decision = made.decision
        claim = laid.corpus.claims.get(decision.other)
        event = laid.event_of.get(decision.other)
        if decision.verb == "note" and decision.field == FIELD and claim and event and decision.value.strip():
            statement = Statement(
                section="claimed", subject=event.id, text=decision.value.strip(), citations=(claim.span,), rests_on=(claim.id,),
                rule="a person wrote it", made_by=f"person:{decision.by}",
            )  # fmt: skip
            found.setdefault(event.id, []).append(statement)
    return found


def edit(laid: Laid, standing: Standing, records: Iterable[Record]) -> tuple[Record, ...]:
    """Give the records of an export with what persons left out and wrote."""
    gone = left_out(standing)
    kept = [one for one in records if one.id not in gone or not isinstance(one, Statement)]
    events = {one.id for one in kept if one.id in laid.corpus.events}
    added = {one.id: one for key, mine in written(laid, standing).items() if key in events for one in mine if one.id not in gone}
    return tuple(sorted((*kept, *added.values()), key=lambda one: one.id))
