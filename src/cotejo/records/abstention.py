"""What was not decided, and why; and the books of a run."""

from cotejo.records.base import Record
from cotejo.records.span import Span


class Abstention(Record, frozen=True, kw_only=True):
    """A stage looked at `subject` and leaves it undecided (or a file is quarantined). `reason` is a code, `detail` a sentence."""

    key = ("stage", "subject", "reason", "detail")

    stage: str
    subject: str
    reason: str
    detail: str
    spans: tuple[Span, ...] = ()
    made_by: str


class LedgerLine(Record, frozen=True, kw_only=True):
    """One stage of one run: `inputs` = `answered` + `abstained` + `failed`, or the books do not balance."""

    stage: str
    inputs: int
    answered: int
    abstained: int
    failed: int = 0
    reused: int = 0  # of the inputs, those whose earlier answer still holds
    gave: int = 0  # records that came out
    made_by: str

    @property
    def balances(self) -> bool:
        """Whether every input is accounted for."""
        return self.inputs == self.answered + self.abstained + self.failed
