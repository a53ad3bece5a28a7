"""Pages owed -> what the web answered for each, politely: robots.txt, one request at a time to a host, back-off."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from cotejo.case.agenda import Owed
from cotejo.case.sources import CollectSettings
from cotejo.documents import robots
from cotejo.documents.addresses import Refusal
from cotejo.documents.exchange import Answer, Request, Transport
from cotejo.documents.robots import Robots

PICTURE = "picture"  # the source of what an archived page shows
Outcome = Literal["accepted", "duplicate", "rejected", "postponed"]
OK, NOT_MODIFIED, NOT_FOUND, GONE, TOO_MANY = 200, 304, 404, 410, 429
CLIENT_ERROR, SERVER_ERROR = 400, 500
CLOSED = {401: "login", 402: "paywall", 403: "forbidden", 404: "not_found", 410: "not_found", 451: "legal"}
PASSING = frozenset({"no_address", "too_slow", "connection", "cut_short"})  # refusals that another day may bring no more
FIRST_BACK_OFF_S, LONGEST_BACK_OFF_S = 300.0, 86_400.0
ROBOTS_FRESH_S = 86_400.0  # RFC 9309: no longer than a day
MAX_ROBOTS_HOSTS = 5000  # kept in memory


class Row(NamedTuple):
    """The receipt of one page. `capture` is the id of the new or the known capture; `reason` a code, `detail` a sentence."""

    url: str
    outcome: Outcome
    reason: str
    detail: str
    capture: str | None = None


class Seen(NamedTuple):
    """What the web said of an owed page."""

    owed: Owed
    answer: Answer | None  # bytes to look at: status 200
    row: Row | None  # what is decided already
    due_in_s: float = 0.0  # of a postponed one


class Manners:
    """What each host asks of us, and when it may be asked again. For several threads, one per host."""

    def __init__(self, transport: Transport, settings: CollectSettings, stopped: threading.Event) -> None:
        self.transport, self.settings, self.stopped = transport, settings, stopped
        self.rules: dict[str, tuple[Robots, float]] = {}
        self.free: dict[str, float] = {}

    def wait_s(self, url: str) -> float:
        """Seconds until the host of this address may be asked."""
        return max(self.free.get(host_of(url), 0.0) - time.monotonic(), 0.0)

    def asked(self, url: str, delay_s: float = 0.0) -> None:
        """Note that the host was asked just now."""
        self.free[host_of(url)] = time.monotonic() + max(self.settings.host_interval_s, delay_s)

    def robots(self, url: str) -> Robots:
        """What the host's robots.txt says; asked for once a day. A host that cannot say is left alone for now."""
        host = host_of(url)
        known = self.rules.get(host)
        if known and known[1] > time.monotonic():
            return known[0]
        answer = self.transport.fetch(Request(f"{host}/robots.txt"))
        fresh_s = ROBOTS_FRESH_S
        if isinstance(answer, Refusal) or answer.status >= SERVER_ERROR or answer.status == TOO_MANY:
            missing = isinstance(answer, Refusal) and answer.reason in {"not_recorded", "read_only"}
            found, fresh_s = (robots.NONE, ROBOTS_FRESH_S) if missing else (robots.ALL, FIRST_BACK_OFF_S)
        elif answer.status >= CLIENT_ERROR:
            found = robots.NONE
        else:
            found = robots.read_robots(answer.body)
        if len(self.rules) >= MAX_ROBOTS_HOSTS:
            self.rules.clear()
        self.rules[host] = (found, time.monotonic() + fresh_s)
        if self.settings.host_interval_s:
            self.stopped.wait(min(max(self.settings.host_interval_s, found.delay_s), 5.0))
        return found

    def visit(self, owed: Owed) -> Seen:
        """Ask for a page, if its host lets us."""
        if self.stopped.is_set():
            return postpone(owed, "stopped", "the collection was ended", 0.0)
        rules = self.robots(owed.url)
        if rules is robots.ALL:
            return give_up_or_wait(owed, self.settings, "robots_unreachable", "its robots.txt cannot be read, so nothing is asked for", None)
        if not rules.allows(owed.url):
            return Seen(owed, None, Row(owed.url, "rejected", "robots", "its robots.txt asks not to fetch it"))
        most = self.settings.picture_mib * 2**20 if owed.source == PICTURE else None
        got = self.transport.fetch(Request(owed.url, conditions(owed.etag, owed.modified), max_bytes=most))
        self.asked(owed.url, rules.delay_s)
        if self.stopped.is_set() and isinstance(got, Refusal):
            return postpone(owed, "stopped", "the collection was ended", 0.0)
        return judge(owed, got, self.settings)


def judge(owed: Owed, got: Answer | Refusal, settings: CollectSettings) -> Seen:
    """Decide what an answer means for a page."""
    if isinstance(got, Refusal):
        if got.reason in PASSING:
            return give_up_or_wait(owed, settings, got.reason, got.detail, None)
        return Seen(owed, None, Row(owed.url, "rejected", got.reason, f"{got.url}: {got.detail}"))
    if got.status == OK:
        return Seen(owed, got, None)
    if got.status == NOT_MODIFIED and owed.capture:
        return Seen(owed, None, Row(owed.url, "duplicate", "not_modified", "unchanged since it was archived", owed.capture))
    if got.status in {NOT_FOUND, GONE} and owed.capture:
        return Seen(owed, None, Row(owed.url, "rejected", "withdrawn", f"answers {got.status} now; it was archived as {owed.capture}", owed.capture))
    if got.status == TOO_MANY or got.status >= SERVER_ERROR:
        return give_up_or_wait(owed, settings, f"http_{got.status}", f"the server answers {got.status}", retry_after(got))
    reason = CLOSED.get(got.status, f"http_{got.status}")
    return Seen(owed, None, Row(owed.url, "rejected", reason, f"the server answers {got.status}"))


def give_up_or_wait(owed: Owed, settings: CollectSettings, reason: str, detail: str, after_s: float | None) -> Seen:
    """Put a page off, each time twice as long; reject it after so many tries as the settings say."""
    if owed.tries + 1 >= settings.tries:
        return Seen(owed, None, Row(owed.url, "rejected", reason, f"{detail}; {owed.tries + 1} tries"))
    return postpone(owed, reason, detail, max(back_off_s(owed.tries), after_s or 0.0))


def postpone(owed: Owed, reason: str, detail: str, due_in_s: float) -> Seen:
    """Leave a page owed."""
    return Seen(owed, None, Row(owed.url, "postponed", reason, detail), due_in_s)


def back_off_s(failures: int) -> float:
    """Seconds to wait after so many failures in a row: five minutes, doubled each time, a day at most."""
    return min(FIRST_BACK_OFF_S * float(1 << min(failures, 20)), LONGEST_BACK_OFF_S)


def conditions(etag: str | None, modified: str | None) -> tuple[tuple[str, str], ...]:
    """Headers that make a question conditional on what is known."""
    pairs = (("if-none-match", etag), ("if-modified-since", modified))
    return tuple((name, value) for name, value in pairs if value and value.isascii() and value.isprintable())


def retry_after(answer: Answer) -> float | None:
    """Seconds that a server asks us to wait (a number, or a date on its own clock); a day at most."""
    value = answer.header("retry-after") or ""
    if value.isdigit():
        return min(float(value), LONGEST_BACK_OFF_S)
    then, now = moment(value), moment(answer.header("date") or "")
    return min(max((then - now).total_seconds(), 0.0), LONGEST_BACK_OFF_S) if then and now else None


def moment(value: str) -> datetime | None:
    """A date of HTTP; None for none."""
    try:
        found = parsedate_to_datetime(value)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def host_of(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"


Tell = Callable[[Row], None]


def say_nothing(_row: Row) -> None:
    """Tell nobody."""
