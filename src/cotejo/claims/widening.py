"""Drafts -> drafts whose contents reach as far as the quotation does that a sentence cut through."""

from bisect import bisect_right
from collections.abc import Sequence

from cotejo.claims.drafts import Draft
from cotejo.claims.quotes import Quotation


def widen(drafts: Sequence[Draft], quotations: Sequence[Quotation]) -> list[Draft]:
    """Each draft with its content carried to the ends of the quotations that its own ends stand in."""
    starts = [quotation.start for quotation in quotations]
    return [_widened(draft, quotations, starts) for draft in drafts]


def _widened(draft: Draft, quotations: Sequence[Quotation], starts: Sequence[int]) -> Draft:
    if draft.content is None or draft.inside is not None or not draft.rule.startswith(("verb.", "own.", "attitude.")):
        return draft
    start, end = draft.content
    first, last = _around(quotations, starts, start), _around(quotations, starts, end - 1)
    if first and draft.cue and draft.cue[0] >= first.end:
        start = min(start, first.start)
    if last and draft.cue and draft.cue[1] <= last.start:
        end = max(end, last.end)
    return draft._replace(content=(start, end))


def _around(quotations: Sequence[Quotation], starts: Sequence[int], at: int) -> Quotation | None:
    place = bisect_right(starts, at) - 1
    return quotations[place] if place >= 0 and quotations[place].start <= at < quotations[place].end else None
