"""A claim and what its words denote -> the question that evidence can answer: which happening, where, in which civil days, denied or not."""

from datetime import datetime, time, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from cotejo.evidence.airfields import zone_at
from cotejo.evidence.prism import Window
from cotejo.records.claim import Claim
from cotejo.records.corpus import Corpus
from cotejo.records.document import Document
from cotejo.records.resolution import Interval, Place

Wanted = Literal["arrival", "departure", "stay", "overflight"]
WANTED: dict[str, tuple[Wanted, ...]] = {
    "ARRIVAL": ("arrival",), "MATERIEL_DELIVERED": ("arrival",), "REINFORCE": ("arrival",), "WITHDRAW": ("departure",),
    "MOVEMENT": ("arrival", "departure"), "ROTATE": ("arrival", "departure"), "PRESENCE": ("stay",), "BASE_USE": ("stay",),
    "SERVICE_MAINTAIN": ("stay",), "SURVEY_RECON": ("overflight",), "EXERCISE": ("overflight",), "SYSTEM_OPERATED": ("overflight",),
}  # fmt: skip
MARGIN_M = 6_000.0  # an airfield outside a town's radius by no more than this still serves it
OFF_WINDOW_H = 36.0  # one civil day off, either side: a night flight dated by the morning paper
LOOK_BACK_DAYS = 30  # before its publication, for a claim that states no day


class Asked(NamedTuple):
    """A claim as a question. `window` is None where the place is not resolved; `dated` tells whether the text states the days."""

    claim: Claim
    document: Document
    wanted: tuple[Wanted, ...]
    place: Place | None
    zone: ZoneInfo
    start_s: float  # s since 1970 UTC: the first claimed day begins in the place's civil time
    end_s: float  # the last claimed day is over
    dated: bool
    denied: bool

    @property
    def language(self) -> str | None:
        """Language of the claim's document."""
        return self.document.language

    def window(self) -> Window | None:
        """The place and the days as a disc over a stretch of time; None without coordinates."""
        if self.place is None or self.place.latitude is None or self.place.longitude is None:
            return None
        return Window(self.place.latitude, self.place.longitude, (self.place.radius_m or 0.0) + MARGIN_M, self.start_s, self.end_s)

    def local(self, t: float) -> str:
        """A moment in the place's civil time, to the minute."""
        return f"{datetime.fromtimestamp(t, self.zone):%Y-%m-%d %H:%M %Z}"


def ask(corpus: Corpus, claim: Claim) -> Asked | None:
    """Make the question for a track; None for a claim that no track can answer: another kind of happening, no latest day, or one announced."""
    wanted = WANTED.get(claim.event_type)
    return ask_any(corpus, claim)._replace(wanted=wanted) if wanted and is_askable(corpus, claim) else None


def is_askable(corpus: Corpus, claim: Claim) -> bool:
    """Whether a claim says of a past or present happening by when it was."""
    interval = corpus.time(claim.id)
    return interval is not None and interval.latest is not None and claim.tense not in {"future", "hypothetical"}


def ask_any(corpus: Corpus, claim: Claim) -> Asked:
    """Make the question of an askable claim of any kind."""
    interval = corpus.time(claim.id)
    if interval is None:
        raise ValueError(f"{claim.id} has no time: see is_askable")
    place = corpus.place(claim.id)
    zone = ZoneInfo("UTC")
    if place is not None and place.latitude is not None and place.longitude is not None:
        zone = zone_at(place.latitude, place.longitude)
    start, end, dated = civil_days(interval, zone)
    return Asked(claim, corpus.document_of(claim.id), (), place, zone, start, end, dated, is_denied(claim))


def civil_days(interval: Interval, zone: ZoneInfo) -> tuple[float, float, bool]:
    """Begin of the first and end of the last day, in the civil time of a zone (s since 1970 UTC); whether the text states the first."""
    latest = interval.latest
    if latest is None:
        raise ValueError("an interval without an end has no civil days")
    earliest = interval.earliest or latest - timedelta(days=LOOK_BACK_DAYS)
    end = datetime.combine(latest + timedelta(days=1), time(), zone)
    return datetime.combine(earliest, time(), zone).timestamp(), end.timestamp(), interval.earliest is not None


def is_denied(claim: Claim) -> bool:
    """Whether the innermost voice says that it did not happen, or the clause itself does."""
    spoken = claim.stances[-1].polarity == "negative" if claim.stances else False
    return spoken or claim.polarity == "negative"
