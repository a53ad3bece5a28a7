"""What persons decided -> entries of the case's log, and back: which decisions stand after undo and redo, and who was faster."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal, NamedTuple, get_args

import msgspec
from msgspec import Meta
from sqlalchemy import Connection

from cotejo.case.custody import Entry, read_line
from cotejo.case.folder import Case
from cotejo.errors import UsageError

ACT = "decide"
Verb = Literal["accept", "reject", "unsure", "correct", "same", "different", "state", "note", "withdraw", "restore", "undo", "redo"]
VERBS: tuple[Verb, ...] = get_args(Verb)
MAX_REASON = 2000  # code points of a reason; a longer one is a document

# Event: open -> in review -> needs help -> ready -> a verdict -> published -> corrected or retracted (design page archive.md, Review)
EVENT_STATES = ("open", "in review", "needs help", "ready", "established", "likely", "disputed", "unsupported", "refuted", "published", "corrected",
                "retracted")  # fmt: skip
CLOSED = frozenset({"established", "likely", "disputed", "unsupported", "refuted", "published", "corrected", "retracted"})


KINDS = {
    "accept": "judge",
    "reject": "judge",
    "unsure": "judge",
    "same": "pair",
    "different": "pair",
    "withdraw": "archive",
    "restore": "archive",
}  # verbs of which the later takes the place of the earlier


class Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One human act. `other` is the second claim of same/different, `field` and `value` what a correction or a state sets.

    `claims` are an event's members at the time of a verdict: one that joins later reopens it. `back` is the seal that undo and redo speak of.
    """

    verb: Verb
    subject: str
    other: str = ""
    field: str = ""
    value: str = ""
    reason: Annotated[str, Meta(max_length=MAX_REASON)] = ""
    by: Annotated[str, Meta(min_length=1, max_length=200)]
    claims: tuple[str, ...] = ()
    back: str = ""

    @property
    def slot(self) -> tuple[str, ...]:
        """What this decision is about: a later one about the same replaces it."""
        kind = KINDS.get(self.verb, self.verb)
        said = (self.value,) if self.verb == "note" else ()  # a note takes no other note's place
        return (kind, *sorted({self.subject, self.other} - {""}), self.field, *said)


class Made(NamedTuple):
    """A decision as the log has it."""

    number: int
    at: str
    seal: str
    decision: Decision


class Standing(NamedTuple):
    """The decisions that stand, in the order in which they were made; those that undo took back (last first); all; and the seal of the last."""

    done: tuple[Made, ...] = ()
    undone: tuple[Made, ...] = ()
    every: tuple[Made, ...] = ()

    @property
    def head(self) -> str:
        """Seal of the last decision; empty when there is none."""
        return self.every[-1].seal if self.every else ""

    def latest(self) -> Mapping[tuple[str, ...], Made]:
        """By slot, the decision that holds."""
        return {made.decision.slot: made for made in self.done}

    def withdrawn(self) -> dict[str, Decision]:
        """Documents that stay in the archive and bear nothing any more, with the decision that says why."""
        made = (found.decision for found in self.latest().values())
        return {decision.subject: decision for decision in made if decision.verb == "withdraw"}

    def follow(self, made: Made) -> "Standing":
        """Take one more decision in: undo takes the last one back, redo gives it again, any other ends what could be redone."""
        every = (*self.every, made)
        if made.decision.verb == "undo":
            return Standing(self.done[:-1], (*self.undone, self.done[-1]), every) if self.done else self._replace(every=every)
        if made.decision.verb == "redo":
            return Standing((*self.done, self.undone[-1]), self.undone[:-1], every) if self.undone else self._replace(every=every)
        return Standing((*self.done, made), (), every)


class Conflict(UsageError):  # noqa: N818 - named for what is found
    """Somebody decided on the same meanwhile; nothing was written."""


def read_decisions(lines: Iterable[bytes]) -> Standing:
    """Fold the log's lines into what stands."""
    done: list[Made] = []
    undone: list[Made] = []
    every: list[Made] = []
    for line in lines:
        made = read_made(read_line(line))
        if made is None:
            continue
        every.append(made)
        if made.decision.verb == "undo":
            if done:
                undone.append(done.pop())
        elif made.decision.verb == "redo":
            if undone:
                done.append(undone.pop())
        else:
            done.append(made)
            undone.clear()
    return Standing(tuple(done), tuple(undone), tuple(every))


def read_made(entry: Entry) -> Made | None:
    """Read an entry of the log as a decision; None where it is another act."""
    return Made(entry.number, entry.at, entry.seal, msgspec.convert(entry.detail, Decision)) if entry.act == ACT else None


class Known(NamedTuple):
    """What a reader of the log knows: the decisions up to an entry."""

    standing: Standing = Standing()
    number: int = 0

    def catch_up(self, case: Case, link: Connection) -> "Known":
        """Read the entries that are new."""
        lines = case.store.custody(link, self.number)
        if not lines:
            return self
        if not self.number:
            return Known(read_decisions(lines), len(lines))
        standing = self.standing
        for made in filter(None, map(read_made, map(read_line, lines))):
            standing = standing.follow(made)
        return Known(standing, self.number + len(lines))


def decide(case: Case, decision: Decision, expected_head: str, at: datetime, known: Known | None = None) -> Made:
    """Write one decision, if nobody decided on the same since `expected_head`; a run that is under way does not hinder it.

    `known` spares reading the whole log again.
    Undo and redo name in `back` what they take back or give again: it must still be the last one.

    Raises:
        Conflict: somebody decided on the same meanwhile, or there is nothing (or something else) to undo or redo.
        UsageError: a reason is missing, or another process holds the case.
    """
    check_sense(decision)
    with case.act(at) as act:
        check_race((known or Known()).catch_up(case, act.link).standing, decision, expected_head)
        act.note(ACT, msgspec.to_builtins(decision))
        entry = act.entry
    if entry is None:  # pragma: no cover - `note` sets it
        raise UsageError("the decision was not written; decide again.")
    return Made(entry.number, entry.at, entry.seal, decision)


def check_sense(decision: Decision) -> None:
    """Refuse a decision that says too little.

    Raises:
        UsageError: naming what is missing.
    """
    if decision.verb in ("same", "different") and (not decision.other or decision.other == decision.subject):
        raise UsageError(f"{decision.verb}: it takes two claims.")
    if decision.verb == "state" and decision.value not in EVENT_STATES:
        raise UsageError(f"an event is never {decision.value!r}; it is one of: {', '.join(EVENT_STATES)}.")
    if decision.verb in ("correct", "reject", "state", "note", "same", "different", "withdraw", "restore") and not decision.reason.strip():
        raise UsageError("every such decision needs a reason: a word or a code is enough.")


def check_race(standing: Standing, decision: Decision, expected_head: str) -> None:
    """Refuse what somebody else decided about since the head that the person saw.

    Raises:
        Conflict: saying who decided what.
    """
    if decision.verb in ("undo", "redo"):
        stack: Sequence[Made] = standing.done if decision.verb == "undo" else standing.undone
        if not stack:
            raise Conflict(f"there is nothing to {decision.verb}.")
        if decision.back != stack[-1].seal:
            raise Conflict(f"the last decision is another one meanwhile ({tell(stack[-1])}); look again.")
        return
    since = len(standing.every)
    while since and standing.every[since - 1].seal != expected_head:
        since -= 1
    if expected_head and not since:
        raise Conflict("the page stands on a log that this case does not have; load it again.")
    for made in standing.every[since:]:
        if made.decision.slot == decision.slot or made.decision.verb in ("undo", "redo"):
            raise Conflict(f"{tell(made)}; look again, then decide.")


def tell(made: Made) -> str:
    """Say who decided what."""
    return f"{made.decision.by} decided {made.decision.verb!r} on {made.decision.subject} at {made.at}"
