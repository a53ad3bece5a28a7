"""An event's sentences and the decisions that stand -> which of them are stale and why, and which fell since the event got its verdict."""

from typing import NamedTuple, Self

from sqlalchemy import func, select

from cotejo.case.decisions import Made, Standing
from cotejo.case.tables import RUN
from cotejo.pipeline.history import corpus_at, run_at
from cotejo.pipeline.margins import doubts, since
from cotejo.records.dossier import Statement
from cotejo.records.event import Event
from cotejo.web.desk import Desk, Laid


class Doubts(NamedTuple):
    """What is known of an event's sentences beside themselves."""

    standing: Standing
    last_run: int  # entry of the log with which the latest run ended
    rejected: frozenset[str]
    fresh: frozenset[str]  # sentences that were not there at the verdict
    gone: tuple[Statement, ...]  # sentences that were there then, and are no more

    @classmethod
    def of(cls, desk: Desk, laid: Laid, standing: Standing, event: Event, made: Made | None) -> Self:
        """Compare with what the case was when the event got its verdict; without one, nothing fell."""
        with desk.case.store.reading() as link:
            last = link.execute(select(func.max(RUN.c.custody))).scalar() or 0
        rejected = frozenset(slot[1] for slot, one in standing.latest().items() if slot[0] == "judge" and one.decision.verb == "reject")
        run = run_at(desk.case, made.number) if made else None
        before = laid.keep(("run", str(run)), lambda: corpus_at(desk.case, run)) if run is not None and run != laid.run else None
        fresh, gone = since(before, laid.corpus, event, made.decision.claims if made else ())
        return cls(standing, last, rejected, fresh, gone)

    def why(self, laid: Laid, event: Event, found: Statement) -> list[str]:
        """Say why a sentence is stale: names of rows of the words' table `stale`."""
        names = list(doubts(laid.corpus, self.standing, found, self.last_run))
        written = next((one.decision for one in self.standing.done if one.decision.verb == "note" and one.decision.value.strip() == found.text), None)
        moved = written is not None and found.made_by.startswith("person:") and bool(written.claims) and set(written.claims) != set(event.claims)
        return [*names, "since"] if found.id in self.fresh or moved else names
