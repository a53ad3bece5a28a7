"""The sources of a case -> the pages that they name now, owed from then on; and how each source answered, for the log of what was covered."""

from typing import NamedTuple

from cotejo.case.agenda import Agenda, ListState
from cotejo.case.sources import SourceSettings
from cotejo.documents import feeds
from cotejo.documents.addresses import Refusal
from cotejo.documents.exchange import Answer, Request
from cotejo.documents.listings import Entry, Listing, normal, read_listing
from cotejo.pipeline.answers import capture_of
from cotejo.pipeline.visits import NOT_MODIFIED, OK, Manners, back_off_s, conditions, retry_after

MAX_LISTS = 200  # sitemaps below one index; the rest waits for a narrower index
MAX_DEPTH = 2  # an index of indexes is as deep as any site goes
MINUTE_S = 60.0


class Looked(NamedTuple):
    """How one source answered: `read` (with how many pages, and how many of them new), `unchanged`, or `failed` with its reason."""

    name: str
    kind: str
    url: str
    outcome: str
    reason: str = ""
    listed: int = 0
    new: int = 0


class Lists:
    """Looks at sources. `now_s` is the time in seconds since 1970, given from outside."""

    def __init__(self, agenda: Agenda, manners: Manners) -> None:
        self.agenda, self.manners = agenda, manners

    def look(self, source: SourceSettings, now_s: float) -> Looked:
        """Look at one source and note the pages that it names."""
        if source.kind == "article":
            url = normal(source.url, source.url)
            if url is None:
                return self.fail(source, ListState(), now_s, "bad_url: it cannot be asked for")
            new = self.agenda.owe(source.name, [url], now_s, source.revisit_h * 3600)
            self.agenda.set_list(key_of(source), ListState(due=now_s + source.every_min * MINUTE_S))
            return Looked(source.name, source.kind, source.url, "read", "", 1, new)
        state = self.agenda.list_state(key_of(source))
        got = self.ask(source.url, state, source)
        if isinstance(got, Refusal):
            return self.fail(source, state, now_s, f"{got.reason}: {got.detail}")
        if got.status == NOT_MODIFIED:
            self.agenda.set_list(key_of(source), state._replace(due=now_s + source.every_min * MINUTE_S, failures=0))
            return Looked(source.name, source.kind, source.url, "unchanged")
        if got.status != OK:
            return self.fail(source, state, now_s, f"http_{got.status}: the server answers {got.status}", retry_after(got) or 0.0)
        listing = self.read(source, got)
        if listing.problem and not listing.entries:
            return self.fail(source, state, now_s, f"unreadable: {listing.problem}")
        urls = [entry.url for entry in listing.entries if source.wants(entry.url, entry.published)]
        new = self.agenda.owe(source.name, urls, now_s, source.revisit_h * 3600)
        if source.kind == "feed" and got.answered_at:  # what it says of them stands in for those that are closed
            self.agenda.listed.keep(capture_of(got, feeds.MEDIA_TYPE), got.body, listing, frozenset(urls))
        due = now_s + source.every_min * MINUTE_S
        partial = listing.lists or listing.problem  # then an unchanged list says nothing of those below it
        self.agenda.set_list(key_of(source), ListState(due=due) if partial else ListState(got.header("etag"), got.header("last-modified"), due))
        return Looked(source.name, source.kind, source.url, "read", listing.problem or "", len(urls), new)

    def ask(self, url: str, state: ListState, source: SourceSettings) -> Answer | Refusal:
        """Ask for a list. Feeds and sitemaps are made for machines; a page of links is asked for only if robots.txt lets us."""
        self.manners.stopped.wait(self.manners.wait_s(url))
        if self.manners.stopped.is_set():
            return Refusal(url, "stopped", "the collection was ended")
        if source.kind == "page" and not self.manners.robots(url).allows(url):
            return Refusal(url, "robots", "its robots.txt asks not to fetch it")
        got = self.manners.transport.fetch(Request(url, conditions(state.etag, state.modified)))
        self.manners.asked(url)
        return got

    def read(self, source: SourceSettings, got: Answer) -> Listing:
        """Read a list, and of a sitemap index the lists below it."""
        if source.kind == "article":
            return Listing((Entry(got.url),))
        listing = read_listing(source.kind, got.body, got.url)
        entries, problems = list(listing.entries), [listing.problem] if listing.problem else []
        level, asked = list(listing.lists), {source.url}
        for _ in range(MAX_DEPTH):
            below: list[str] = []
            for url in level[: MAX_LISTS - len(asked)]:
                if url in asked:
                    continue
                asked.add(url)
                part = self.ask(url, ListState(), source)
                if isinstance(part, Refusal) or part.status != OK:
                    problems.append(f"{url}: {part.reason if isinstance(part, Refusal) else part.status}")
                    continue
                found = read_listing("sitemap", part.body, part.url)
                entries += [entry for entry in found.entries if source.wants(entry.url, entry.published)]
                below += found.lists
                problems += [f"{url}: {found.problem}"] if found.problem else []
            level = below
        return Listing(tuple(entries), listing.lists, listing.title, "; ".join(problems)[:500] or None, listing.language)

    def fail(self, source: SourceSettings, state: ListState, now_s: float, reason: str, after_s: float = 0.0) -> Looked:
        """Note that a source did not answer; the next look comes later each time."""
        wait_s = max(source.every_min * MINUTE_S, back_off_s(state.failures), after_s)
        self.agenda.set_list(key_of(source), state._replace(due=now_s + wait_s, failures=state.failures + 1))
        return Looked(source.name, source.kind, source.url, "failed", reason[:500])


def key_of(source: SourceSettings) -> str:
    """What the state of a list is kept under: with other patterns, an unchanged list is read anew."""
    return " ".join([source.name, source.url, *source.match, "-", *source.skip, str(source.since)])
