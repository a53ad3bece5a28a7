"""A page of the dossier -> what it says itself: quotations, passages in a language of their own and names of sources are taken away."""

import re
from html.parser import HTMLParser

from cotejo.dossier.indexed import Indexed
from cotejo.records.corpus import Corpus

VOID = frozenset({"meta", "br", "img", "hr", "col"})
SILENT = frozenset({"style", "code", "title"})
LEAST_NAME = 2
ENGLISH = re.compile(
    r"\b(the|of|and|with|is|are|be|by|not|which|that|from|on|at|as|it|for|its|one|this|an|was|were|between|says|names|reports?|documents?|origins?|claims?"
    r"|claimed|shown|rests|unknown|only|known|outlets?|persons?|certain|aircraft|ships?|vehicles?|place|time|day|days|in|to|where|when|who|what|more"
    r"|accounts|differ|sentence|picture|track|published|archive|january|february|march|april|june|july|august|october|december)\b",
    re.IGNORECASE,
)
SPANISH = re.compile(
    r"\b(el|los|las|del|y|con|es|son|por|que|desde|en|un|una|su|según|origen|orígenes|documentos?|informaciones|afirma|afirmación|suceso|personas"
    r"|aeronaves|fuente|lugar|tiempo|día|cuando|donde|quien|imagen|traza|publicado|archivo|enero|febrero|marzo|abril|mayo|junio|julio|agosto|octubre)\b",
    re.IGNORECASE,
)


class Said(HTMLParser):
    """Gathers the texts of a page outside of elements that have a language of their own, and the names that are read aloud."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool]] = []
        self.texts: list[str] = []

    @property
    def hushed(self) -> bool:
        return bool(self.open and self.open[-1][1])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.texts += [said for name in ("aria-label", "alt") if (said := given.get(name)) and not self.hushed]
        if tag not in VOID:
            foreign = tag != "html" and "lang" in given
            self.open.append((tag, self.hushed or foreign or tag in SILENT or given.get("class") == "address"))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self.hushed and data.strip():
            self.texts.append(data)


def names_in(corpus: Corpus) -> list[str]:
    """All that is named as documents name it: sources, outlets, bylines, places, files; the longest first."""
    indexed = Indexed.over(corpus)
    found = set(indexed.names_by_canonical.values()) | {hop.source.name for hop in corpus.attributions.values()}
    found |= {name for one in corpus.documents.values() for name in (one.outlet, one.byline, one.external_id, one.title) if name}
    found |= {one.name for one in corpus.origins.values()} | {name for one in corpus.captures.values() for name in (one.locator, one.url) if name}
    places = [one.value for one in corpus.resolutions.values()] + [event.place for event in corpus.events.values()]
    found |= {name for place in places for name in (getattr(place, "name", ""), getattr(place, "admin1", "")) if name}
    found |= {claim.span.exact[:60] for claim in corpus.claims.values()} | {stance.rsplit(":", 1)[-1] for stance in corpus.events}
    found |= {value for event in corpus.events.values() for disputed in event.disputed for value, _ in disputed.values}
    return sorted({name for name in found if name and len(name) >= LEAST_NAME}, key=lambda name: (-len(name), name))


def says_itself(page: str, corpus: Corpus) -> list[str]:
    """Give the texts of a page without the names in them."""
    reader = Said()
    reader.feed(page)
    names = re.compile("|".join(re.escape(name) for name in names_in(corpus)) or "(?!)", re.IGNORECASE)
    return [names.sub("·", said) for said in reader.texts]


def strangers(page: str, corpus: Corpus, words: re.Pattern[str]) -> list[str]:
    """Give the texts in which a word of another language is left."""
    return sorted({said for said in says_itself(page, corpus) if words.search(said)})
