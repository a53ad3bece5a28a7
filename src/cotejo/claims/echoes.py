"""Posts and attributions of a text -> the report that a post only quotes: its author inside the post's account, since the post knows nothing itself.

A post that is nothing but a quotation and a link repeats the report that the text names right before it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from cotejo.claims import quotes
from cotejo.language.reading import Reading
from cotejo.records.attribution import Attribution

RULE = "embed.quotes_report"
REPORTS = frozenset({"outlet", "agency", "journalist", "organisation", "document"})
LINK = re.compile(r"https?://\S+|pic\.\S+|\S+…")
NEAR_REPORTS = 8
NEAR_BREAKS = 3  # line breaks between the report's sentence and the post


def of(reading: Reading, posts: Sequence[Attribution], spoken: Sequence[Attribution], made_by: str) -> Iterator[Attribution]:
    """One attribution for each post that quotes the report named before it, `within` the post's own."""
    text = reading.document.text
    reports = sorted((each for each in spoken if _is_report(each)), key=_place)
    ends = [_place(each)[0] for each in reports]
    for post in posts:
        quoted = _quotation(post)
        report = _before(text, post, reports[: bisect_right(ends, quoted[0])][-NEAR_REPORTS:]) if quoted else None
        if quoted and report:
            yield Attribution(
                document=reading.document_id,
                source=report.source,
                cue=None,
                content=reading.span(*quoted),
                mode="direct",
                within=post.id,
                speech_act="ASSERT",
                rule=RULE,
                made_by=made_by,
            )


def _quotation(post: Attribution) -> tuple[int, int] | None:
    """The quotation that is all of a post but its link."""
    if post.content is None:
        return None
    found = quotes.find(post.content.exact)
    if len(found) != 1:
        return None
    (only,) = found
    rest = LINK.sub("", post.content.exact[: only.start] + post.content.exact[only.end :])
    start = post.content.start
    return (start + only.start, start + only.end) if not any(char.isalnum() for char in rest) else None


def _is_report(each: Attribution) -> bool:
    return each.source.kind in REPORTS and each.cue is not None and not each.rule.startswith("attitude.")


def _place(each: Attribution) -> tuple[int, bool, str]:
    """Where a report is named; of the two links of one, the author comes after the outlet."""
    return each.cue.end if each.cue else 0, each.rule != "frame.published_in", each.id


def _before(text: str, post: Attribution, reports: Sequence[Attribution]) -> Attribution | None:
    """The innermost report that was named last before a post, close to it."""
    start = post.content.start if post.content else 0
    near = [each for each in reports if each.cue and each.cue.end <= start and text.count("\n", each.cue.end, start) <= NEAR_BREAKS]
    return near[-1] if near else None
