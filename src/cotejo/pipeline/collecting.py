"""The sources of a case, or one address -> pages archived with their exchange; a receipt for each, and the sources of the day in the log."""

import os
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from datetime import datetime
from typing import NamedTuple

from cotejo.case.agenda import Agenda, Owed, Settled
from cotejo.case.blobs import sha256_of
from cotejo.case.folder import Case, now
from cotejo.case.sources import CollectSettings, SourceSettings
from cotejo.documents import read as reading
from cotejo.documents.exchange import Answer, Limits, Transport
from cotejo.documents.listings import normal
from cotejo.documents.media_types import SNIFFED_BYTES, looks_binary, media_type
from cotejo.documents.transport import Live
from cotejo.errors import DamagedBlob, UsageError
from cotejo.pipeline.adding import in_log
from cotejo.pipeline.lists import Lists, Looked, key_of
from cotejo.pipeline.visits import Manners, Outcome, Row, Seen, Tell, host_of, say_nothing
from cotejo.records.abstention import Abstention
from cotejo.records.document import Capture, Document, Exchange

VERSION = "1"
MADE_BY = f"pipeline.collecting@{VERSION}"
BATCH, BATCH_BYTES, BATCH_S = 64, 32 * 2**20, 5.0  # pages, bytes and seconds until what was fetched is archived
WAITING = 500  # pages held ready in memory
PAGES = frozenset({"text/html", "text/plain", "application/pdf", "application/json", "image/jpeg", "image/png", "image/webp"})
NO_PAGE = "the answer is no page, text, PDF, document JSON or picture"


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


class Batch:
    """What was fetched and not yet archived."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.size = 0
        self.since = time.monotonic()

    def add(self, seen: Seen) -> None:
        """Add one."""
        if not self.seen:
            self.since = time.monotonic()
        self.seen.append(seen)
        self.size += len(seen.answer.body) if seen.answer else 0

    @property
    def ripe(self) -> bool:
        """Whether it should be archived now."""
        return len(self.seen) >= BATCH or self.size >= BATCH_BYTES or bool(self.seen and time.monotonic() - self.since > BATCH_S)

    @property
    def full(self) -> bool:
        """Whether nothing more may be added before it is archived."""
        return len(self.seen) >= 4 * BATCH or self.size >= 2 * BATCH_BYTES


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


def learn(case: Case, agenda: Agenda) -> None:
    """Bring the agenda up to the log."""
    with case.store.reading() as link:
        agenda.catch_up(case.store.custody(link, agenda.seen()))


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
        going.batch.add(going.manners.visit(owed._replace(tries=case.settings.collect.tries)))
        going.archive(wait_for_it=True)
        return told[0]
    finally:
        agenda.close()


class Collecting:
    """One collection under way."""

    def __init__(self, case: Case, agenda: Agenda, means: Means) -> None:
        self.case, self.agenda, self.means = case, agenda, means
        self.settings: CollectSettings = case.settings.collect
        self.manners = Manners(means.transport, self.settings, means.stopped)
        self.batch = Batch()
        self.rows: Counter[Outcome] = Counter()
        self.fresh: dict[tuple[str, str], str] = {}  # (address, hash) -> capture, of the batch that is being archived

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
                    running[threads.submit(self.manners.visit, owed)] = owed
                    left -= 1
                if not running and (left <= 0 or not any(ready.values())):
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

    def archive(self, *, wait_for_it: bool) -> None:
        """Archive what was fetched: bytes, then records and the entry in the log, then the agenda, then the receipts."""
        if not self.batch.seen:
            return
        held = self.hold(wait_for_it=wait_for_it)
        if held is None:
            return
        batch, self.batch, self.fresh = self.batch, Batch(), {}
        with held:
            learn(self.case, self.agenda)  # what another process archived meanwhile
            judged = [self.judge(seen) for seen in batch.seen]
            fresh = unique(judged)
            self.case.blobs.put(body for _, _, body in fresh)
            left = [left_out(row) for row, _, _ in judged if row.outcome == "rejected"]
            self.write([capture for _, capture, _ in fresh if capture], left)
        self.agenda.settle([settled(seen, row, self.now_s()) for seen, (row, _, _) in zip(batch.seen, judged, strict=True)], self.now_s())
        for row, _, _ in judged:
            self.say(row)

    def hold(self, *, wait_for_it: bool) -> ExitStack | None:
        """Take the case's lock; None while another process has it (a run may take minutes), unless it is to be waited for."""
        while True:
            stack = ExitStack()
            try:
                stack.enter_context(self.case.changing(sweep=False))
            except UsageError:
                if not wait_for_it or self.means.stopped.is_set():
                    return None
                self.means.stopped.wait(1.0)
                continue
            return stack

    def judge(self, seen: Seen) -> tuple[Row, Capture | None, bytes]:
        """Decide whether what came is new."""
        if seen.answer is None:
            return seen.row or Row(seen.owed.url, "rejected", "no_answer", "nothing came"), None, b""
        answer, url = seen.answer, seen.owed.url
        kind = kind_of(answer)
        if not answer.body.strip():
            return Row(url, "rejected", "empty", "the page is empty"), None, b""
        if kind not in PAGES:
            return Row(url, "rejected", "no_page", f"{NO_PAGE}: {kind}"), None, b""
        capture = capture_of(answer, kind)
        known = self.agenda.known((url, answer.url), capture.sha256) or self.fresh.get((answer.url, capture.sha256))
        if known:
            return Row(url, "duplicate", "same_bytes", "these bytes of this address are archived", known), None, b""
        if seen.owed.capture and self.same_text(seen.owed.capture, capture, answer.body):
            return Row(url, "duplicate", "same_text", "its text is that which was archived", seen.owed.capture), None, b""
        self.fresh[answer.url, capture.sha256] = capture.id
        return Row(url, "accepted", "changed" if seen.owed.capture else "new", f"{len(answer.body):,} bytes", capture.id), capture, answer.body

    def same_text(self, before: str, capture: Capture, body: bytes) -> bool:
        """Whether a page that is asked for again says what it said."""
        with self.case.store.reading() as link:
            old = self.case.store.latest(link, before)
        if not isinstance(old, Capture) or old.media_type != capture.media_type:
            return False
        try:
            return texts(old, self.case.blobs.read(old.sha256)) == texts(capture, body) != []
        except DamagedBlob:
            return False

    def write(self, captures: list[Capture], left: list[Abstention]) -> None:
        """Write records with their entry in the log, and learn them."""
        if not captures and not left:
            return
        detail = {"captures": [in_log(one) for one in captures], "left_out": [in_log(one) for one in left], "media": [], "by": MADE_BY}
        with self.case.act(self.means.clock()) as act:
            rows = act.rows([*captures, *left])
            entry = act.note("add", detail)
            self.case.store.take_in(act.link, rows, (), entry)
        self.agenda.learn_all(captures, entry)

    def note(self, looked: Sequence[Looked]) -> None:
        """Log which sources were looked at, so that a silence can be told from a gap."""
        if not looked:
            return
        held = self.hold(wait_for_it=True)
        if held is None:
            return
        with held, self.case.act(self.means.clock()) as act:
            act.note("collect", {"sources": [one._asdict() for one in looked], "rows": dict(sorted(self.rows.items()))})


def unique(judged: Iterable[tuple[Row, Capture | None, bytes]]) -> list[tuple[Row, Capture | None, bytes]]:
    """Those that bring a capture, each capture once."""
    return list({capture.id: (row, capture, body) for row, capture, body in judged if capture}.values())


def capture_of(answer: Answer, kind: str) -> Capture:
    """Describe an answer's bytes and how they came."""
    asked_at, answered_at = answer.asked_at, answer.answered_at
    if asked_at is None or answered_at is None:
        raise UsageError("the transport gave an answer without a time; only answers of the network and of a replay are archived")
    exchange = Exchange(
        asked=answer.asked, redirects=answer.redirects, status=answer.status, headers=answer.headers, peer=answer.peer, asked_at=asked_at
    )
    return Capture(
        url=answer.url,
        fetched_at=answered_at,
        sha256=sha256_of(answer.body),
        media_type=kind,
        size_bytes=len(answer.body),
        http_date=answer.header("date"),
        exchange=exchange,
        made_by=MADE_BY,
    )


def kind_of(answer: Answer) -> str:
    """Media type by the bytes; among texts, by what the server says."""
    head = answer.body[:SNIFFED_BYTES]
    by_bytes = media_type(answer.url.partition("?")[0].rpartition("/")[2], head)
    said = (answer.header("content-type") or "").partition(";")[0].strip().lower()
    if said in {"text/html", "application/xhtml+xml"} and not looks_binary(head) and not by_bytes.startswith(("image/", "application/pdf")):
        return "text/html"
    return said if by_bytes == "application/octet-stream" and said in {"text/plain", "application/json"} and not looks_binary(head) else by_bytes


def texts(capture: Capture, body: bytes) -> list[str]:
    """Texts that are read from a capture."""
    return [record.text for record in reading.read(capture, body, {}) if isinstance(record, Document)]


def left_out(row: Row) -> Abstention:
    """A page that was not archived, as the case keeps it."""
    return Abstention(
        stage="documents.collect", subject=row.capture or row.url, reason=row.reason, detail=f"{row.url}: {row.detail}", made_by=MADE_BY
    )


def settled(seen: Seen, row: Row, at_s: float) -> Settled:
    """What the agenda keeps of a page."""
    state = {"accepted": "done", "duplicate": "done", "rejected": "rejected", "postponed": "owed"}[row.outcome]
    if row.reason == "withdrawn":
        state = "rejected"
    answer = seen.answer
    return Settled(
        seen.owed.url,
        state,
        row.reason,
        row.capture,
        at_s + seen.due_in_s,
        answer and answer.header("etag"),
        answer and answer.header("last-modified"),
    )


def due(case: Case, agenda: Agenda, at_s: float) -> tuple[list[SourceSettings], float]:
    """Sources whose next look has come, and seconds until the next one of the others."""
    when = {source.name: agenda.list_state(key_of(source)).due for source in case.settings.sources}
    return [one for one in case.settings.sources if when[one.name] <= at_s], min((one - at_s for one in when.values() if one > at_s), default=60.0)
