"""What the web answered for a batch of pages -> what is new of it archived in one act; what became of each page, decided."""

import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from datetime import datetime
from typing import NamedTuple

from cotejo.case.agenda import Agenda, Settled
from cotejo.case.blobs import sha256_of
from cotejo.case.folder import Case
from cotejo.case.listed import Wish
from cotejo.documents import feeds
from cotejo.documents import read as reading
from cotejo.documents.encodings import decode
from cotejo.documents.exchange import Answer
from cotejo.documents.page import declared_encoding, parse
from cotejo.documents.pictures import read_pictures
from cotejo.errors import DamagedBlob, UsageError
from cotejo.pipeline.adding import in_log
from cotejo.pipeline.answers import MADE_BY, PAGES, PICTURES, capture_of, kind_of
from cotejo.pipeline.visits import PICTURE, Row, Seen
from cotejo.records.abstention import Abstention
from cotejo.records.document import Capture, Document

NO_PAGE = "the answer is no page, text, PDF, document JSON or picture"
CLOSED = frozenset({"robots", "login", "paywall", "forbidden", "legal"})  # pages of which only the feed's own text can be had
LEAST_PICTURE_BYTES = 2048  # less is a counter of page views or a line

Brought = tuple[Capture, bytes]


class Judged(NamedTuple):
    """What became of a page: its receipt, what is archived for it, which picture file it means, which pictures it shows, and why it is closed."""

    seen: Seen
    row: Row
    brought: tuple[Brought, ...] = ()
    meant: tuple[tuple[str, str, str], ...] = ()
    wishes: tuple[Wish, ...] = ()
    closed: Row | None = None


class Archivist:
    """Writes into one case what its collection fetched. The agenda says what is known."""

    def __init__(self, case: Case, agenda: Agenda, clock: Callable[[], datetime], stopped: threading.Event) -> None:
        self.case, self.agenda, self.clock, self.stopped = case, agenda, clock, stopped
        self.fresh: dict[tuple[str, str], str] = {}  # (address, hash) -> capture, of the batch that is being archived

    def archive(self, batch: Sequence[Seen], *, wait_for_it: bool) -> list[Judged] | None:
        """Archive what was fetched: bytes, then records and the entry in the log, then the agenda. None while another process has the case."""
        held = self.hold(wait_for_it=wait_for_it)
        if held is None:
            return None
        self.fresh = {}
        with held:
            learn(self.case, self.agenda)  # what another process archived meanwhile
            judged = [self.judge(seen) for seen in batch]
            brought = unique(judged)
            self.case.blobs.put(body for _, body in brought)
            left = [left_out(one.closed or one.row) for one in judged if one.closed or one.row.outcome == "rejected"]
            at_s = self.clock().timestamp()
            self.agenda.listed.wish(wish for one in judged for wish in one.wishes)  # before the pages: a kill between loses no picture
            self.agenda.owe(PICTURE, dict.fromkeys(wish.url for one in judged for wish in one.wishes), at_s)
            self.write([capture for capture, _ in brought], left, sorted({found for one in judged for found in one.meant}))
        settled = [settle(one, at_s) for one in judged]
        self.agenda.settle(settled, at_s)
        self.agenda.listed.settle({one.url: one.state for one in settled})
        return judged

    def hold(self, *, wait_for_it: bool) -> ExitStack | None:
        """Take the case's lock; None while another process has it (a run may take minutes), unless it is to be waited for."""
        while True:
            stack = ExitStack()
            try:
                stack.enter_context(self.case.changing(sweep=False))
            except UsageError:
                if not wait_for_it or self.stopped.is_set():
                    return None
                self.stopped.wait(1.0)
                continue
            return stack

    def judge(self, seen: Seen) -> Judged:
        """Decide whether what came is new."""
        if seen.answer is None:
            row = seen.row or Row(seen.owed.url, "rejected", "no_answer", "nothing came")
            return self.judge_closed(seen, row) if row.reason in CLOSED else Judged(seen, row)
        answer, url = seen.answer, seen.owed.url
        kind = kind_of(answer)
        wrong = unfit(seen, answer, kind)
        if wrong:
            return Judged(seen, wrong)
        capture = capture_of(answer, kind)
        barred = self.agenda.barred(answer.url, capture.sha256)
        if barred:
            return Judged(seen, Row(url, "rejected", "tombstone", f"what this address gave was removed by law ({barred}); it is not let in again"))
        known = self.known((url, answer.url), capture.sha256)
        if known:
            return Judged(seen, Row(url, "duplicate", "same_bytes", "these bytes of this address are archived", known), meant=self.meant(seen, known))
        if seen.owed.capture and self.same_text(seen.owed.capture, capture, answer.body):
            return Judged(seen, Row(url, "duplicate", "same_text", "its text is that which was archived", seen.owed.capture))
        self.fresh[answer.url, capture.sha256] = capture.id
        reason = PICTURE if seen.owed.source == PICTURE else "changed" if seen.owed.capture else "new"
        row = Row(url, "accepted", reason, f"{len(answer.body):,} bytes", capture.id)
        wishes = () if kind != "text/html" else self.wishes_of(capture, answer.body)
        shown = tuple((wish.capture, wish.path, known) for wish in wishes if (known := self.picture(wish.url)))
        wanted = tuple(wish for wish in wishes if not self.picture(wish.url))
        return Judged(seen, row, ((capture, answer.body),), (*self.meant(seen, capture.id), *shown), wanted)

    def known(self, urls: Iterable[str], sha256: str) -> str | None:
        """The capture that has these bytes of one of these addresses, in the case or in this batch."""
        urls = tuple(urls)
        return self.agenda.known(urls, sha256) or next((self.fresh[url, sha256] for url in urls if (url, sha256) in self.fresh), None)

    def meant(self, seen: Seen, picture: str) -> tuple[tuple[str, str, str], ...]:
        """Pages that show this picture: (the page's capture, the path as it writes it, the picture's capture)."""
        return tuple((wish.capture, wish.path, picture) for wish in self.agenda.listed.wished(seen.owed.url))

    def picture(self, url: str) -> str | None:
        """The capture of a picture that is archived already."""
        page = self.agenda.page(url)
        return page.capture if page and self.agenda.state_of(url) == "done" else None

    def wishes_of(self, capture: Capture, body: bytes) -> tuple[Wish, ...]:
        """Pictures of a page's own content, as many as the settings say."""
        most = self.case.settings.collect.pictures
        text = decode(body, declared_encoding(capture, body))[0] if most else None
        shown = read_pictures(parse(text), capture.url) if text else ()
        return tuple(Wish(one.url, capture.id, one.path) for one in shown if one.url)[:most]

    def judge_closed(self, seen: Seen, closed: Row) -> Judged:
        """A page that is closed: what its feed says of it, if that is a text; the feed's own bytes are archived first."""
        said = self.agenda.listed.said(seen.owed.url)
        text = feeds.own_text(said.entry, said.site, said.language) if said else None
        if said is None or text is None:
            return Judged(seen, closed)
        sha256 = sha256_of(text)
        barred = self.agenda.barred(closed.url, sha256) or self.agenda.barred("", said.feed.sha256)
        if barred:
            return Judged(seen, closed._replace(detail=f"{closed.detail}; its feed's text was removed by law ({barred})"))
        known = self.known((closed.url,), sha256)
        if known:
            return Judged(seen, Row(closed.url, "duplicate", "feed_text", f"{closed.detail}; what its feed says is archived", known))
        feed = self.known((said.feed.url,), said.feed.sha256)
        entry = Capture(
            url=closed.url, fetched_at=said.feed.fetched_at, sha256=sha256, media_type="application/json", size_bytes=len(text),
            locator=f"{said.feed.url}#{closed.url}", derived_from=feed or said.feed.id, made_by=feeds.MADE_BY,
        )  # fmt: skip
        self.fresh[closed.url, sha256] = entry.id
        self.fresh[said.feed.url, said.feed.sha256] = feed or said.feed.id
        row = Row(closed.url, "accepted", "feed_text", f"{closed.reason}: {closed.detail}; what its feed says of it was archived instead", entry.id)
        return Judged(seen, row, (*(() if feed else ((said.feed, said.body),)), (entry, text)), closed=closed)

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

    def write(self, captures: list[Capture], left: list[Abstention], meant: Sequence[tuple[str, str, str]]) -> None:
        """Write records with their entry in the log, and learn them."""
        if not captures and not left and not meant:
            return
        detail = {
            "captures": [in_log(one) for one in captures],
            "left_out": [in_log(one) for one in left],
            "media": [list(one) for one in meant],
            "by": MADE_BY,
        }
        with self.case.act(self.clock()) as act:
            rows = act.rows([*captures, *left])
            entry = act.note("add", detail)
            self.case.store.take_in(act.link, rows, meant, entry)
        self.agenda.learn_all(captures, entry)


def learn(case: Case, agenda: Agenda) -> None:
    """Bring the agenda up to the log."""
    with case.store.reading() as link:
        agenda.catch_up(case.store.custody(link, agenda.seen()))


def unfit(seen: Seen, answer: Answer, kind: str) -> Row | None:
    """Why an answer is not archived at all; None where it may be."""
    url = seen.owed.url
    if not answer.body.strip():
        return Row(url, "rejected", "empty", "the page is empty")
    if seen.owed.source == PICTURE and kind not in PICTURES:
        return Row(url, "rejected", "no_picture", f"a page shows it as a picture, and it is {kind}")
    if seen.owed.source == PICTURE and len(answer.body) < LEAST_PICTURE_BYTES:
        return Row(url, "rejected", "small_picture", f"{len(answer.body):,} bytes: a sign or a counter, no content")
    return None if kind in PAGES else Row(url, "rejected", "no_page", f"{NO_PAGE}: {kind}")


def unique(judged: Iterable[Judged]) -> list[Brought]:
    """What was brought, each capture once."""
    return list({capture.id: (capture, body) for one in judged for capture, body in one.brought}.values())


def texts(capture: Capture, body: bytes) -> list[str]:
    """Texts that are read from a capture."""
    return [record.text for record in reading.read(capture, body, {}) if isinstance(record, Document)]


def left_out(row: Row) -> Abstention:
    """A page that was not archived, as the case keeps it."""
    return Abstention(
        stage="documents.collect", subject=row.capture or row.url, reason=row.reason, detail=f"{row.url}: {row.detail}", made_by=MADE_BY
    )


def settle(judged: Judged, at_s: float) -> Settled:
    """What the agenda keeps of a page."""
    row, seen = judged.row, judged.seen
    state = {"accepted": "done", "duplicate": "done", "rejected": "rejected", "postponed": "owed"}[row.outcome]
    if row.reason == "withdrawn":
        state = "rejected"
    if row.reason == "tombstone":
        state = "barred"
    answer = seen.answer
    return Settled(
        seen.owed.url,
        state,
        row.reason if state != "barred" else row.detail,
        row.capture,
        at_s + seen.due_in_s,
        answer and answer.header("etag"),
        answer and answer.header("last-modified"),
    )
