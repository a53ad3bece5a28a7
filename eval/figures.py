"""A measured share -> a line of the printed table: value, number of cases, error bar, naive baseline, floor."""

from math import sqrt
from typing import NamedTuple

Z = 1.96  # 95 %


class Figure(NamedTuple):
    """One figure: `right` of `total` cases; `baseline` is what the naive reading gets on the same cases.

    `measured` is the figure where it is no share of the cases (an F), with its own half width `bar` at 95 %.
    """

    name: str
    right: float
    total: int
    baseline: float | None = None
    note: str = ""
    measured: float | None = None
    bar: float | None = None

    @property
    def value(self) -> float:
        """What was measured, else the share of the cases that are right; 0 for none."""
        if self.measured is not None:
            return self.measured
        return self.right / self.total if self.total else 0.0

    @property
    def half_width(self) -> float:
        """Half width at 95 %: the one that was given, else of the Wilson interval."""
        if self.bar is not None:
            return self.bar
        if not self.total:
            return 0.5
        share, n = self.value, self.total
        return Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)


def table(title: str, figures: list[Figure], floors: dict[str, float]) -> str:
    """Print figures under each other with their floors."""
    lines = [f"\n{title}", f"  {'figure':<44} {'right':>9} {'value':>7} {'+-':>6} {'naive':>7} {'floor':>7}"]
    for figure in figures:
        naive = "" if figure.baseline is None else f"{figure.baseline:.3f}"
        floor = f"{floors[figure.name]:.3f}" if figure.name in floors else ""
        cases = f"{figure.right:g}/{figure.total}"
        lines.append(f"  {figure.name:<44} {cases:>9} {figure.value:>7.3f} {figure.half_width:>6.3f} {naive:>7} {floor:>7} {figure.note}".rstrip())
    return "\n".join(lines)
