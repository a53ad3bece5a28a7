"""The desk's events and the decisions that stand -> the sentences that persons wrote, by event; see `pipeline.edits` for the exports."""

from cotejo.case.decisions import Standing
from cotejo.pipeline import edits
from cotejo.pipeline.edits import FIELD
from cotejo.records.dossier import Statement
from cotejo.web.desk import Laid

__all__ = ["FIELD", "written"]


def written(laid: Laid, standing: Standing) -> dict[str, list[Statement]]:
    """Sentences that persons wrote, by the event in which the cited claim now is."""
    homes = {claim: laid.name(event) for claim, event in laid.event_of.items()} if standing.done else {}
    return edits.written(laid.corpus.claims, homes, standing)
