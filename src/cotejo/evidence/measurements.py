"""An analyst's JSON -> what was measured in a picture of the case, or the reason why it cannot be used."""

import re
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec

from cotejo.evidence.sun import Shadow

MARK = re.compile(rb'\A\s*\{\s*"measurement"\s*:\s*"')
MAX_HOURS_S = 31 * 86_400.0
Degrees = Annotated[float, msgspec.Meta(ge=-360, le=360)]
Error = Annotated[float, msgspec.Meta(gt=0, le=180)]
Ratio = Annotated[float, msgspec.Meta(ge=0, le=200)]


class BadMeasurement(ValueError):  # noqa: N818 - what is bad is the measurement
    """It cannot be used; the message says why."""


class Measurement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody measured, with their own standard errors. Names either the picture (file name or SHA-256) or the document that shows it."""

    measurement: Annotated[str, msgspec.Meta(pattern="^shadow$")]
    analyst: Annotated[str, msgspec.Meta(min_length=1)]
    picture: str | None = None
    document: str | None = None
    direction: Degrees | None = None  # in which a shadow points, degrees from true north through east
    direction_error: Error | None = None
    length: Ratio | None = None  # of a shadow on level ground, over the height of what casts it
    length_error: Error | None = None
    daylight: bool = False  # the picture shows the sun or daylight
    since: str | None = None  # ISO 8601, in the place's civil time where it has no zone: hours that the document states
    until: str | None = None
    note: str = ""

    def shadow(self) -> Shadow | None:
        """The shadow, where one was measured."""
        if self.direction is None and self.length is None:
            return None
        return Shadow(self.direction, self.direction_error or 0.0, self.length, self.length_error or 0.0)

    def hours(self, zone: ZoneInfo) -> tuple[float, float] | None:
        """Stated hours as s since 1970 UTC; None where the analyst gives none."""
        if self.since is None or self.until is None:
            return None
        begin, end = (datetime.fromisoformat(word) for word in (self.since, self.until))
        first, last = ((moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp() for moment in (begin, end))
        return first, last


def is_measurement(data: bytes) -> bool:
    """Whether bytes are meant as a measurement."""
    return MARK.match(data) is not None


def read_measurement(data: bytes) -> Measurement:
    """Read one.

    Raises:
        BadMeasurement: not the form, an unknown field, a value without its error, nothing measured, nothing named, hours that end before
            they begin or last for more than a month.
    """
    try:
        found = msgspec.json.decode(data, type=Measurement)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadMeasurement(f"no measurement: {error}") from error
    if not found.picture and not found.document:
        raise BadMeasurement("it names no picture and no document")
    if found.direction is None and found.length is None and not found.daylight:
        raise BadMeasurement("it gives no direction, no length and no daylight")
    for value, error_of in ((found.direction, found.direction_error), (found.length, found.length_error)):
        if value is not None and error_of is None:
            raise BadMeasurement("a direction or length needs the analyst's standard error (direction_error, length_error)")
    if (found.since is None) != (found.until is None):
        raise BadMeasurement("stated hours need both since and until")
    try:
        hours = found.hours(ZoneInfo("UTC"))
    except ValueError as error:
        raise BadMeasurement(f"since or until is no ISO 8601 moment: {error}") from error
    if hours and not 0 < hours[1] - hours[0] <= MAX_HOURS_S:
        raise BadMeasurement("the stated hours end before they begin, or last for more than a month")
    return found
