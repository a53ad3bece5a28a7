"""Sentences that an analyst can publish: each cites at least one span."""

from cotejo.records.base import Record
from cotejo.records.span import Span


class Statement(Record, frozen=True, kw_only=True):
    """A sentence of the dossier. It cannot be built without a citation."""

    key = ("section", "subject", "text", "citations")

    section: str  # summary, event, denials, findings, flags, ...
    subject: str  # event id, or the case
    text: str
    citations: tuple[Span, ...]
    rests_on: tuple[str, ...] = ()  # record ids: claims, origins, findings
    rule: str
    made_by: str

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError(f"a statement needs a citation: {self.text[:80]!r}")
