"""The sources of a case, or one address -> pages archived with their exchange; a receipt for each, and the sources of the day in the log."""

import os
import threading
from collections import Counter, deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime
from typing import NamedTuple

from cotejo.case.agenda import Agenda, Owed
from cotejo.case.folder import Case, now
from cotejo.case.sources import CollectSettings, SourceSettings
from cotejo.documents.exchange import Limits, Transport
from cotejo.documents.listings import normal
from cotejo.documents.transport import Live
from cotejo.pipeline.archiving import Archivist, learn
from cotejo.pipeline.batch import Batch
from cotejo.pipeline.lists import Lists, Looked, key_of
from cotejo.pipeline.visits import Manners, Outcome, Row, Seen, Tell, host_of, say_nothing
from cotejo.pipeline.withdrawing import withdrawn_addresses

WAITING = 500  # pages held ready in memory


class Means(NamedTuple):
    """With what to collect: the door, the clock, who ends it, who hears of each page."""

    transport: Transport
    clock: Callable[[], datetime] = now
    stopped: threading.Event = threading.Event()
    tell: Tell = say_nothing
    dry: bool = False


class Gathered(NamedTuple):
    """What a collection did: rows by outcome, how the sources answered, pages still owed."""

    rows: Counter[Outcome]
    sources: tuple[Looked, ...]
    owed: int


def live(case: Case) -> Live:
    """The network, with the limits of the case's settings."""
    settings = case.settings.collect
    return Live(now, Limits(max_bytes=settings.max_mib * 2**20, max_s=settings.max_s), inside_of_environment())


def inside_of_environment() -> frozenset[str]:
    """`COTEJO_INSIDE`: `address:port` of servers inside the own network that may be reached. No file of a case can say this."""
    return frozenset(os.environ.get("COTEJO_INSIDE", "").split())


def collect(case: Case, sources: Sequence[SourceSettings], means: Means) -> Gathered:
    """Look at the sources, ask for every page that is owed and due, archive it. A second time adds nothing.

    What was fetched is archived in batches; a kill loses none that was told as accepted, and the pages not told are asked for again.
    """
    agenda = Agenda.passing() if means.dry else Agenda.open(case.folder)
    try:
        learn(case, agenda)
        return Collecting(case, agenda, means).go(sources)
    finally:
        agenda.close()


def collect_url(case: Case, url: str, at: datetime, transport: Transport) -> Row:
    """Archive the page at one address, as somebody pasted it; robots.txt is heeded, bytes that are known add nothing."""
    wanted = normal(url, url)
    if wanted is None:
        return Row(url[:300], "rejected", "bad_url", "it is no address that may be asked for: http or https, a public host, no password")
    agenda = Agenda.passing()
    try:
        learn(case, agenda)
        agenda.owe("pasted", [wanted], 0.0)
        told: list[Row] = []
        going = Collecting(case, agenda, Means(transport, lambda: at, tell=told.append))
        owed = agenda.page(wanted) or Owed(wanted, "pasted")
        going.batch.add(going.visit(owed._replace(tries=case.settings.collect.tries)))
        going.archive(wait_for_it=True)
        going.ask_all()  # its pictures
        return told[0]
    finally:
        agenda.close()


class Collecting:
    """One collection under way."""

    def __init__(self, case: Case, agenda: Agenda, means: Means) -> None:
        self.case, self.agenda, self.means = case, agenda, means
        self.settings: CollectSettings = case.settings.collect
        self.manners = Manners(means.transport, self.settings, means.stopped)
        self.archivist = Archivist(case, agenda, means.clock, means.stopped)
        self.withdrawn = withdrawn_addresses(case)
        self.batch = Batch()
        self.rows: Counter[Outcome] = Counter()

    def now_s(self) -> float:
        """The clock in seconds since 1970."""
        return self.means.clock().timestamp()

    def go(self, sources: Sequence[SourceSettings]) -> Gathered:
        """Lists first, then pages, then the entry in the log."""
        lists = Lists(self.agenda, self.manners)
        looked: list[Looked] = []
        for source in sources:
            if self.means.stopped.is_set():
                break
            looked.append(lists.look(source, self.now_s()))
        if self.means.dry:
            self.foresee()
        else:
            self.ask_all()
            self.note(looked)
        return Gathered(self.rows, tuple(looked), self.agenda.count("owed"))

    def foresee(self) -> None:
        """Say for each page that is owed what would be done; ask robots.txt only."""
        for owed in self.agenda.owed(self.now_s(), self.settings.max_pages):
            if self.manners.robots(owed.url).allows(owed.url):
                self.say(Row(owed.url, "accepted", "would_ask", "it would be asked for"))
            else:
                self.say(Row(owed.url, "rejected", "robots", "its robots.txt asks not to fetch it"))

    def say(self, row: Row) -> None:
        """Count a row and tell it."""
        self.rows[row.outcome] += 1
        self.means.tell(row)

    # --- asking

    def visit(self, owed: Owed) -> Seen:
        """Ask for a page, unless the law removed it or a person withdrew it: what was put away does not come back by itself."""
        barred = self.agenda.barred(owed.url)
        if barred:
            return Seen(
                owed, None, Row(owed.url, "rejected", "tombstone", f"what this address gave was removed by law ({barred}); it is not asked for")
            )
        if owed.url in self.withdrawn:
            return Seen(owed, None, self.withdrawn[owed.url]._replace(url=owed.url))
        seen = self.manners.visit(owed)
        if seen.answer and seen.answer.url in self.withdrawn:
            return Seen(owed, None, self.withdrawn[seen.answer.url]._replace(url=owed.url))
        return seen

    def ask_all(self) -> None:
        """Ask for the pages that are owed, several hosts side by side, each host one page at a time."""
        left = self.settings.max_pages
        ready: dict[str, deque[Owed]] = {}
        running: dict[Future[Seen], Owed] = {}
        taken: set[str] = set()
        with ThreadPoolExecutor(self.settings.workers) as threads:
            while not self.means.stopped.is_set():
                if sum(map(len, ready.values())) < WAITING // 4 and left > 0 and not self.batch.full:
                    self.refill(ready, taken)
                for owed in self.startable(ready, running, left):
                    running[threads.submit(self.visit, owed)] = owed
                    left -= 1
                if not running and (left <= 0 or not any(ready.values())):
                    if left > 0 and self.batch.seen and self.archive(wait_for_it=True):
                        continue  # pages that were archived show pictures
                    break
                done, _ = wait(running, timeout=self.pause_s(ready, running), return_when=FIRST_COMPLETED)
                for future in done:
                    taken.discard(running.pop(future).url)
                    self.batch.add(future.result())
                if self.batch.ripe:
                    self.archive(wait_for_it=self.batch.full)
            for future in running:
                self.batch.add(future.result())
        self.archive(wait_for_it=not self.means.stopped.is_set())

    def refill(self, ready: dict[str, deque[Owed]], taken: set[str]) -> None:
        """Take pages that are due from the agenda."""
        unarchived = {seen.owed.url for seen in self.batch.seen}
        for owed in self.agenda.owed(self.now_s(), WAITING + len(taken) + len(unarchived)):
            if owed.url not in taken and owed.url not in unarchived:
                taken.add(owed.url)
                ready.setdefault(host_of(owed.url), deque()).append(owed)

    def startable(self, ready: dict[str, deque[Owed]], running: dict[Future[Seen], Owed], left: int) -> list[Owed]:
        """Pages that may be asked for now: one of each host that is free."""
        busy = {host_of(owed.url) for owed in running.values()}
        room = min(self.settings.workers - len(running), left)
        chosen: list[Owed] = []
        for host in sorted(ready):
            if len(chosen) < room and not self.batch.full and ready[host] and host not in busy and self.manners.wait_s(host) == 0:
                chosen.append(ready[host].popleft())
            if not ready[host]:
                del ready[host]
        return chosen

    def pause_s(self, ready: dict[str, deque[Owed]], running: dict[Future[Seen], Owed]) -> float:
        """Seconds until something can happen."""
        soonest = min((self.manners.wait_s(host) for host in ready), default=1.0)
        pause = min(max(soonest, 0.005), 1.0)
        if not running:
            self.means.stopped.wait(pause)
            return 0.0
        return pause

    # --- archiving

    def archive(self, *, wait_for_it: bool) -> bool:
        """Archive what was fetched, then tell the receipts; False while another process has the case."""
        if not self.batch.seen:
            return True
        judged = self.archivist.archive(self.batch.seen, wait_for_it=wait_for_it)
        if judged is None:
            return False
        self.batch = Batch()
        for one in judged:
            self.say(one.row)
        return True

    def note(self, looked: Sequence[Looked]) -> None:
        """Log which sources were looked at, so that a silence can be told from a gap."""
        if not looked:
            return
        held = self.archivist.hold(wait_for_it=True)
        if held is None:
            return
        with held, self.case.act(self.means.clock()) as act:
            act.note("collect", {"sources": [one._asdict() for one in looked], "rows": dict(sorted(self.rows.items()))})


def due(case: Case, agenda: Agenda, at_s: float) -> tuple[list[SourceSettings], float]:
    """Sources whose next look has come, and seconds until the next one of the others."""
    when = {source.name: agenda.list_state(key_of(source)).due for source in case.settings.sources}
    return [one for one in case.settings.sources if when[one.name] <= at_s], min((one - at_s for one in when.values() if one > at_s), default=60.0)
