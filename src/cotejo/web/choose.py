"""The query of an address -> a filter over events: the same for pages, exports and the API."""

import unicodedata
from collections.abc import Iterable
from datetime import date

import msgspec

from cotejo.dossier import describe
from cotejo.records.event import Event
from cotejo.web.asked import Asked
from cotejo.web.desk import Laid

FIELDS = ("q", "type", "state", "host", "label", "flag", "from", "to", "source", "min", "place")


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What is chosen; empty fields choose all. `from` and `to` take YYYY, YYYY-MM or YYYY-MM-DD."""

    q: str = ""
    types: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    source: str = ""
    place: str = ""
    first: date | None = None
    last: date | None = None
    least: int = 0
    wrong: tuple[str, ...] = ()  # fields that say nothing that can be read

    @classmethod
    def of(cls, asked: Asked) -> "Filter":
        """Read the query."""
        first, last = read_day(asked.one("from"), end=False), read_day(asked.one("to"), end=True)
        wrong = [name for name, found in (("from", first), ("to", last)) if asked.one(name).strip() and found is None]
        return cls(
            q=asked.one("q").strip()[:200],
            types=asked.many("type"),
            states=asked.many("state"),
            hosts=asked.many("host"),
            labels=asked.many("label"),
            flags=asked.many("flag"),
            source=asked.one("source"),
            place=asked.one("place"),
            first=first,
            last=last,
            least=asked.number("min", 0),
            wrong=tuple(wrong),
        )

    def choose(self, laid: Laid) -> list[Event]:
        """Choose the events, in reading order."""
        if self == Filter(wrong=self.wrong):
            return list(laid.shelf.events)
        return [event for event in laid.shelf.events if self.takes(laid, event)]

    def takes(self, laid: Laid, event: Event) -> bool:
        """Whether an event is chosen."""
        found = laid.corpus.assessments.get(laid.name(event)) if self.labels or self.flags or self.least else None
        names = {flag.name for flag in found.flags} if found else set[str]()
        sets: tuple[tuple[tuple[str, ...], Iterable[str]], ...] = (
            (self.types, (event.event_type,)),
            (self.states, event.actor_states),
            (self.hosts, (event.host or "",)),
            (self.labels, (found.label if found else "",)),
            (self.flags, names),
        )
        if any(wanted and not set(wanted) & set(given) for wanted, given in sets):
            return False
        if self.least and (found is None or found.lo < self.least):
            return False
        return self.in_time(event) and self.in_place(event) and self.from_source(laid, event) and self.says(laid, event)

    def in_time(self, event: Event) -> bool:
        """Whether the event may lie in the days asked for; one without any date does only when none are asked for."""
        if self.first is None and self.last is None:
            return True
        time = event.time
        if time is None or (time.earliest is None and time.latest is None):
            return False
        return not ((self.last and time.earliest and time.earliest > self.last) or (self.first and time.latest and time.latest < self.first))

    def in_place(self, event: Event) -> bool:
        """Whether the event lies at the place, or inside it."""
        if not self.place:
            return True
        return event.place is not None and self.place in (event.place.gazetteer_id, *event.place.path)

    def from_source(self, laid: Laid, event: Event) -> bool:
        """Whether the source is in a chain of one of the event's claims, or is an outlet of one."""
        return not self.source or any(self.source in sources_of(laid, claim) for claim in event.claims)

    def says(self, laid: Laid, event: Event) -> bool:
        """Whether all words stand in the event's title, place, claims or outlets, without regard to case and accents."""
        if not self.q:
            return True
        corpus = laid.corpus
        parts = [describe.describe_event(laid.shelf.words, corpus, event), describe.describe_place(laid.shelf.words, event.place)]
        for key in event.claims:
            parts += [corpus.claims[key].span.exact, corpus.document_of(key).outlet or ""]
        whole = fold(" ".join(parts))
        return all(word in whole for word in fold(self.q).split())


def sources_of(laid: Laid, claim: str) -> tuple[str, ...]:
    """Keys of all voices of a claim: its outlet, then the sources of its chain."""
    corpus = laid.corpus
    keys = [outlet_key(corpus.document_of(claim).outlet)]
    for hop in corpus.chain(corpus.claims[claim].attribution):
        found = corpus.source(hop.id)
        keys.append(found.canonical if found else f"name:{fold(hop.source.name)}")
    return tuple(keys)


def outlet_key(outlet: str | None) -> str:
    """Key of an outlet's page."""
    return f"outlet:{fold(outlet or '').replace(' ', '-')}"


def fold(text: str) -> str:
    """Fold case and accents, character by character as far as that goes."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))


def read_day(written: str, *, end: bool) -> date | None:
    """Read YYYY, YYYY-MM or YYYY-MM-DD as its first or last day; None for anything else."""
    parts = written.strip().split("-")
    if not all(part.isascii() and part.isdigit() for part in parts) or not 1 <= len(parts) <= 3 or len(parts[0]) != 4:  # noqa: PLR2004 - year, month, day
        return None
    numbers = [int(part) for part in parts]
    try:
        if len(numbers) == 3:  # noqa: PLR2004
            return date(*numbers)
        month = numbers[1] if len(numbers) > 1 else (12 if end else 1)
        first = date(numbers[0], month, 1)
    except ValueError:
        return None
    if not end:
        return first
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1) if first.year < date.max.year else date.max
    return date.fromordinal(following.toordinal() - 1) if following != date.max else following
