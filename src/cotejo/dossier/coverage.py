"""Corpus -> how far the archive reaches: "no dependence found in the archive" says no more than what is in it."""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from typing import Self

import msgspec

from cotejo.dossier import describe
from cotejo.dossier.indexed import Indexed
from cotejo.dossier.wording import Wording
from cotejo.records.document import Document
from cotejo.records.event import Event

NEAR = timedelta(days=30)  # of the first report on an event: where what it rests on would be looked for


class Reach(msgspec.Struct, frozen=True):
    """What an archive holds: texts, outlets, languages, and the days of publication in order."""

    documents: int
    outlets: int
    languages: tuple[str, ...]
    days: tuple[date, ...]

    @classmethod
    def of(cls, corpus: Indexed) -> Self:
        """Measure a corpus, once for all its events."""
        texts = corpus.documents.values()
        outlets = {describe.name_document(document) for document in texts}
        languages = tuple(sorted({document.language for document in texts if document.language}))
        return cls(len(corpus.documents), len(outlets), languages, tuple(sorted(day for document in texts if (day := day_of(document)))))

    def near(self, corpus: Indexed, event: Event) -> int:
        """Count the texts that came out within 30 days of the first report on an event; 0 where that bears no date."""
        told = [day for key in event.claims if key in corpus.claims and (day := day_of(corpus.document_of(key)))]
        return bisect_right(self.days, min(told) + NEAR) - bisect_left(self.days, min(told) - NEAR) if told else 0


def day_of(document: Document) -> date | None:
    """Day of publication, its latest bound."""
    if document.published:
        return document.published.latest or document.published.earliest
    return document.published_at.date() if document.published_at else None


def tell_coverage(words: Wording, reach: Reach, corpus: Indexed, event: Event) -> str:
    """Write what the archive holds beside an event."""
    bounds = [describe.describe_day(words, day) for day in (reach.days[:1] + reach.days[-1:])]
    languages = ", ".join(words.pick("language_name", code) for code in reach.languages) or "-"
    return words.say(
        "origins.coverage", documents=words.say("origins.texts", number=reach.documents, count=reach.documents),
        outlets=words.say("origins.outlets", number=reach.outlets, count=reach.outlets), languages=languages,
        reach=words.say("origins.reach", first=bounds[0], last=bounds[1]) if bounds else "", near=reach.near(corpus, event),
    )  # fmt: skip
