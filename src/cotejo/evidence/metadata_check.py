"""What a picture's metadata state against the claims of the documents that show it: consistent at best, since anybody can write them."""

from collections.abc import Iterator
from datetime import date, timedelta

from cotejo.evidence.metadata import Stated
from cotejo.evidence.reuse import Shown
from cotejo.evidence.scopes import say, scope_note
from cotejo.evidence.sphere import distance_m
from cotejo.records.corpus import Corpus
from cotejo.records.evidence import Facet, Finding, Measure, Verdict
from cotejo.records.resolution import Interval, Place

MARGIN_M = 2_000.0  # a fix taken outside a place's radius by no more than this is still of it
A_DAY = timedelta(days=1)  # cameras state no zone
RESET = ("-01-01T00:00", "-01-01T12:00")  # clocks that nobody set


def check_metadata(corpus: Corpus, picture: Shown, stated: Stated, made_by: str) -> Iterator[Finding]:
    """Compare date and place with each claim of each document that shows the picture; says nothing where the metadata or the claim do not."""
    shows = {document.id for document in picture.documents} if stated.taken or stated.latitude is not None else set()
    for claim in corpus.claims.values() if shows else ():
        if claim.span.document in shows and claim.tense not in {"future", "hypothetical"}:
            language = corpus.document_of(claim.id).language
            found = [dated(stated, corpus.time(claim.id), language), placed(stated, corpus.place(claim.id), language)]
            for each in found:
                if each:
                    facet, verdict, reason, basis, measure = each
                    yield Finding(
                        check="metadata", subject=claim.id, facet=facet, verdict=verdict, reason=reason, basis=basis, measures=(measure,),
                        scope=scope_note("exif", language), inputs=(picture.sha256,), made_by=made_by,
                    )  # fmt: skip


Said = tuple[Facet, Verdict, str, str, Measure]


def dated(stated: Stated, interval: Interval | None, language: str | None) -> Said | None:
    """The day that the camera's clock states against the days that the text states."""
    if stated.taken is None or interval is None or interval.earliest is None or interval.latest is None:
        return None
    day = date.fromisoformat(stated.taken[:10])
    apart = max(interval.earliest - day, day - interval.latest, timedelta())
    measure = Measure(name="days_apart", value=float(apart.days), unit="day")
    filled = {"taken": stated.taken.replace("T", " "), "tag": stated.taken_tag, "earliest": interval.earliest, "latest": interval.latest}
    if any(sign in stated.taken for sign in RESET):
        return "image_date", "silent", "below_quality", say("exif.clock", language, **filled), measure
    if apart <= A_DAY:
        return "image_date", "consistent", "metadata", say("exif.date_inside", language, **filled), measure
    return "image_date", "silent", "ambiguous", say("exif.date_outside", language, days=apart.days, **filled), measure


def placed(stated: Stated, place: Place | None, language: str | None) -> Said | None:
    """The fix that the camera states against the claim's place."""
    if stated.latitude is None or stated.longitude is None or place is None or place.latitude is None or place.longitude is None:
        return None
    metres = float(distance_m(stated.latitude, stated.longitude, place.latitude, place.longitude))
    measure = Measure(name="distance", value=round(metres), unit="metre")
    filled = {"place": place.name, "km": f"{metres / 1000:.1f}", "latitude": f"{stated.latitude:.5f}", "longitude": f"{stated.longitude:.5f}"}
    if metres <= (place.radius_m or 0.0) + MARGIN_M:
        return "image_place", "consistent", "metadata", say("exif.place_inside", language, **filled), measure
    return "image_place", "silent", "ambiguous", say("exif.place_outside", language, **filled), measure
