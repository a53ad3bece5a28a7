"""Records and the decisions that stand -> what stands in the margin: why a sentence is stale, who answered to a claim, and how items were graded."""

from collections.abc import Iterator, Sequence

import msgspec

from cotejo.case.custody import read_line
from cotejo.case.decisions import Made, Standing, read_decisions
from cotejo.dossier.indexed import Indexed
from cotejo.dossier.margin import Margin, Reply
from cotejo.dossier.tally import is_withdrawn
from cotejo.dossier.wording import Wording
from cotejo.records.corpus import Corpus
from cotejo.records.dossier import Statement
from cotejo.records.event import Event

REPLY, CREDIBILITY, RELIABILITY = "reply", "credibility", "reliability"  # fields of a note
DIGITS = ("1", "2", "3", "4", "5", "6")  # of an item, by a person; the program never suggests 1
LETTERS = ("A", "B", "C", "D", "E", "F")  # of a source, by a person
CHANGING = ("same", "different", "correct", "withdraw", "restore")  # what a decision must say to change sentences at the next run


class Grade(msgspec.Struct, frozen=True):
    """A grade that a person gave an item (digit) or a source (letter)."""

    subject: str
    value: str
    by: str
    reason: str


def margin_of(corpus: Corpus, log: bytes, words: Wording) -> Margin:
    """Read the margin off the case's log; nothing where there is none."""
    lines = log.splitlines(keepends=True)
    standing = read_decisions(lines)
    last_run = max((entry.number for line in lines if (entry := read_line(line)).act == "run"), default=0)
    indexed = Indexed.over(corpus)
    reasons = {key: doubts(indexed, standing, one, last_run) for key, one in corpus.statements.items()}
    return Margin({key: tuple(words.pick("stale", name) for name in found) for key, found in reasons.items() if found}, replies_of(standing))


def doubts(corpus: Indexed, standing: Standing, found: Statement, last_run: int) -> tuple[str, ...]:
    """Say why a sentence is stale: what it rests on was rejected, is unsure, changed after the last run, or was taken back by who said it."""
    ground = {*found.rests_on, *(span.document for span in found.citations)}
    latest = standing.latest()
    verbs = {made.decision.verb for key in sorted(ground) if (made := latest.get(("judge", key, "")))}
    names = [name for name, verb in (("rejected", "reject"), ("unsure", "unsure")) if verb in verbs]
    if any(
        ground & {made.decision.subject, made.decision.other} for made in standing.done if made.number > last_run and made.decision.verb in CHANGING
    ):
        names.append("pending")
    if any(key in corpus.origins and is_withdrawn(corpus, corpus.origins[key]) for key in found.rests_on):
        names.append("taken_back")
    return tuple(names)


def since(before: Corpus | None, after: Corpus, event: Event, claims: Sequence[str]) -> tuple[frozenset[str], tuple[Statement, ...]]:
    """Compare an event's sentences with those when it got its verdict, when `claims` were its members.

    Gives the ids of sentences that were not there then, and those that are no more; nothing where `before`, the case as it was then, is not known.
    """
    old = next((one for one in before.events.values() if set(one.claims) == set(claims)), None) if before else None
    if before is None or old is None:
        return frozenset(), ()
    then = {said(one): one for one in before.statements.values() if one.subject == old.id}
    now = {said(one): one for one in after.statements.values() if one.subject == event.id}
    fresh = frozenset(one.id for key, one in now.items() if key not in then)
    return fresh, tuple(one for key, one in then.items() if key not in now)


def said(found: Statement) -> tuple[object, ...]:
    """What a sentence says and from what; not its event's id, which changes with its claims."""
    return found.section, found.text, found.citations


def replies_of(standing: Standing) -> dict[str, tuple[Reply, ...]]:
    """Give the answers that were recorded, by claim, in their order."""
    found: dict[str, tuple[Reply, ...]] = {}
    for made in notes(standing, REPLY):
        one = made.decision
        found[one.subject] = (*found.get(one.subject, ()), Reply(one.subject, one.value, one.reason, one.by, made.at))
    return found


def grades_of(standing: Standing, field: str) -> dict[str, tuple[Grade, ...]]:
    """Give the grades of items or of sources by subject: of each person the latest."""
    found: dict[str, dict[str, Grade]] = {}
    for made in notes(standing, field):
        one = made.decision
        found.setdefault(one.subject, {})[one.by] = Grade(one.subject, one.value, one.by, one.reason)
    return {subject: tuple(mine[name] for name in sorted(mine)) for subject, mine in found.items()}


def notes(standing: Standing, field: str) -> Iterator[Made]:
    """Notes of one field that stand."""
    return (made for made in standing.done if made.decision.verb == "note" and made.decision.field == field)
