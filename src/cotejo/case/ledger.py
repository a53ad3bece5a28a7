"""Units, and what a stage said of them -> the books: every input is answered, abstained from or failed; and the table that a run prints."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cotejo.records.abstention import LedgerLine

FAILED = "error"  # reason of an abstention that stands for an unexpected error
UNACCOUNTED = "unaccounted"  # reason of one that stands for a unit that its stage lost


class Books(NamedTuple):
    """Counts of units; `inputs` = the others' sum, or a unit was lost."""

    inputs: int
    answered: int
    abstained: int
    failed: int


def balance(units: Iterable[str], answered: Iterable[str], abstained: Iterable[str]) -> tuple[Books, tuple[str, ...]]:
    """Count each unit once: answered where an answer names it, else abstained where an abstention names it; and give those that neither names."""
    asked = set(units)
    given = asked & set(answered)
    left = (asked - given) & set(abstained)
    return Books(len(asked), len(given), len(left), 0), tuple(sorted(asked - given - left))


def total(stage: str, made_by: str, each: Sequence[Books], reused: int, gave: int) -> LedgerLine:
    """Sum the books of a stage's units."""
    sums = [sum(column) for column in zip(*each, strict=True)] if each else [0, 0, 0, 0]
    books = Books(*sums)
    return LedgerLine(
        stage=stage,
        inputs=books.inputs,
        answered=books.answered,
        abstained=books.abstained,
        failed=books.failed,
        reused=reused,
        gave=gave,
        made_by=made_by,
    )


def render(ledger: Iterable[LedgerLine], units: dict[str, str]) -> str:
    """Lay out the books as an aligned table; `units` names what each stage counts. A line that does not balance says so."""
    head = ("stage", "unit", "inputs", "answered", "abstained", "failed", "reused", "gave", "")
    rows: list[tuple[str, ...]] = [head]
    for line in ledger:
        lost = line.inputs - line.answered - line.abstained - line.failed
        counts = (line.inputs, line.answered, line.abstained, line.failed, line.reused, line.gave)
        rows.append(
            (line.stage, units.get(line.stage, ""), *(f"{count:,}" for count in counts), "" if line.balances else f"DOES NOT BALANCE: {lost:,} lost")
        )
    wide = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join(
        "  ".join(pad(cell, width, head[column]) for column, (cell, width) in enumerate(zip(row, wide, strict=True))).rstrip() for row in rows
    )


def pad(cell: str, width: int, column: str) -> str:
    """Words to the left, numbers to the right."""
    return cell.ljust(width) if column in {"stage", "unit", ""} else cell.rjust(width)
