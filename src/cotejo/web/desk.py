"""A case folder -> the desk that all pages stand on: records laid out for reading, decisions that stand, loaded anew when the case changed."""

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeVar, cast

import msgspec
from sqlalchemy import func, select

from cotejo.case.custody import read_line
from cotejo.case.decisions import Decision, Known, Made, Standing, decide
from cotejo.case.folder import Case
from cotejo.case.tables import CUSTODY
from cotejo.documents.exchange import Transport
from cotejo.dossier.indexed import Indexed
from cotejo.dossier.shelf import Shelf
from cotejo.records.corpus import Corpus
from cotejo.records.event import Event
from cotejo.web.work import Work

Kept = TypeVar("Kept")


class Laid(msgspec.Struct, frozen=True):
    """One state of a case: its shelf, with the look-ups that pages need."""

    run: int  # 0: never run
    number: int  # last entry of the log that was seen
    shelf: Shelf
    event_of: Mapping[str, Event]  # by member claim
    beside: Mapping[str, tuple[str, ...]]  # opposing claim -> events that it stands beside
    claims_of: Mapping[str, tuple[str, ...]]  # by document, in the order of the text
    names: Mapping[int, str]  # id by the event as an object: hashing an event's content anew takes 6 us, and 50,000 claims have many events
    kept: dict[tuple[str, ...], object] = {}  # what was made of this state once, and depends on nothing else than what its key names

    def name(self, event: Event) -> str:
        """Give an event's id."""
        return self.names.get(id(event)) or event.id

    def keep(self, key: tuple[str, ...], make: Callable[[], Kept]) -> Kept:
        """Make something of this state once for each key."""
        if key not in self.kept:
            self.kept[key] = make()
        return cast("Kept", self.kept[key])

    @property
    def corpus(self) -> Indexed:
        """The records."""
        return self.shelf.corpus


class Desk:
    """What the server keeps between requests. Reading is free; a change of the case is seen at the next request."""

    def __init__(self, folder: Path, person: str, clock: Callable[[], datetime], transport: Transport | None = None) -> None:
        self.case = Case.open(folder)
        self.person, self.clock = person, clock
        self.work = Work(folder, clock, transport)
        self._lock = threading.Lock()
        self._laid: Laid | None = None
        self._known = Known()

    def look(self) -> Laid:
        """Give the case as it is now."""
        with self._lock:
            with self.case.store.reading() as link:
                last = self.case.store.last_run(link)
                number = link.execute(select(func.max(CUSTODY.c.number))).scalar_one() or 0
            run = last[0] if last else 0
            if self._laid is None or self._laid.run != run or self._added(number):
                self._laid = lay(Corpus.of(self.case.current()), run, number)
            return self._laid

    def _added(self, number: int) -> bool:
        """Whether the log has entries beyond the last that was laid out which change records (decisions and exports do not)."""
        if self._laid is None or number == self._laid.number:
            return self._laid is None
        with self.case.store.reading() as link:
            changed = any(read_line(line).act in ("add", "recover") for line in self.case.store.custody(link, self._laid.number))
        if not changed:
            self._laid = msgspec.structs.replace(self._laid, number=number)
        return changed

    def standing(self) -> Standing:
        """Give the decisions that stand now; only entries of the log that are new are read."""
        return self._catch_up().standing

    def _catch_up(self) -> Known:
        with self._lock, self.case.store.reading() as link:
            self._known = self._known.catch_up(self.case, link)
            return self._known

    def decide(self, decision: Decision, expected_head: str) -> Made:
        """Write a decision; what changes links or the archive is taken in at once, in the background."""
        made = decide(self.case, decision, expected_head, self.clock(), self._catch_up())
        touched = self._taken_back(decision) if decision.verb in ("undo", "redo") else decision
        if touched.verb in ("same", "different", "correct", "withdraw", "restore"):
            self.work.rerun()
        return made

    def _taken_back(self, decision: Decision) -> Decision:
        """Find what an undo or redo speaks of."""
        return next((made.decision for made in self.standing().every if made.seal == decision.back), decision)


def lay(corpus: Corpus, run: int, number: int) -> Laid:
    """Lay a corpus out with its look-ups."""
    shelf = Shelf.of(corpus)
    event_of = {claim: event for event in shelf.events for claim in event.claims}
    names = {id(event): key for key, event in shelf.corpus.events.items()}
    beside: dict[str, list[str]] = {}
    for link in corpus.links.values():
        target = event_of.get(link.right)
        if target and link.relation != "same_event" and link.judgement != "negative" and names[id(target)] not in beside.get(link.left, ()):
            beside.setdefault(link.left, []).append(names[id(target)])
    claims: dict[str, list[str]] = {}
    for key, claim in sorted(corpus.claims.items(), key=lambda item: (item[1].span.start, item[0])):
        claims.setdefault(claim.span.document, []).append(key)
    return Laid(
        run,
        number,
        shelf,
        event_of,
        {key: tuple(found) for key, found in beside.items()},
        {key: tuple(found) for key, found in claims.items()},
        names,
    )
