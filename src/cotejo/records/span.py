"""A place in a document's text, held by position and by quotation; and a number with its bounds."""

from typing import Self

from cotejo.errors import SpanMismatch
from cotejo.records.base import Record


class Span(Record, frozen=True, kw_only=True):
    """Code points `[start, end)` of one document's text, and what stands there."""

    document: str
    start: int
    end: int
    exact: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.exact):
            raise SpanMismatch(f"span {self.start}..{self.end} of {self.document} quotes {len(self.exact)} code points: {self.exact[:60]!r}")

    @classmethod
    def of(cls, document: str, text: str, start: int, end: int) -> Self:
        """Cut a span out of `text`."""
        return cls(document=document, start=start, end=end, exact=text[start:end])

    def check(self, text: str) -> None:
        """Prove that the quotation stands at its position in `text`.

        Raises:
            SpanMismatch: it does not. Nothing is searched nearby.
        """
        found = text[self.start : self.end]
        if found != self.exact:
            raise SpanMismatch(
                f"{self.document} has {found[:60]!r} at {self.start}..{self.end}, not {self.exact[:60]!r}: the text is not the one that was read."
            )

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies inside this span (same document)."""
        return self.document == other.document and self.start <= other.start and other.end <= self.end


class Quantity(Record, frozen=True, kw_only=True):
    """A count as integer bounds, inclusive: "at least 18" = [18, none), "nearly 80" = [72, 80].

    `unit` is what is counted in the language-neutral vocabulary (`person`, `aircraft`, `vehicle`, `kilogram`, ...), `of` the words counted.
    """

    span: Span
    low: int | None
    high: int | None
    unit: str | None = None
    of: Span | None = None
    hedge: str | None = None  # at_least, at_most, about, nearly, over, dozens, capacity, ...
