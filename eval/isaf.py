"""Releases of ISAF (2010-2013) coded by an analyst -> how often the day, the province and the counts that we read are the coded ones.

Scored is what the ground of a claim gives, not the claim: raids on insurgents are no deployments. The day is the first expression of time of the
body, read from the release's date; the province the first place of Afghanistan in the body; killed and captured the bounds of the first count
of persons in a sentence of killing or of capture. The coder's rule that "several" is three and "numerous" four is his, not ours.
"""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from cotejo.language.entities import entities_of
from cotejo.language.load import read
from cotejo.language.places import Mention, resolve_all
from cotejo.language.reading import Reading
from cotejo.records.document import Document
from cotejo.records.resolution import Interval
from cotejo.records.span import Quantity
from cotejo.text.folding import fold
from eval.figures import Figure
from eval.shared import SHARED

FILE = SHARED / "data" / "events" / "isaf.jsonl"
DATELINE = re.compile(r"\(\s*([A-Z][a-z]{2,8}\.? \d{1,2}, 20\d\d)\s*\)")
HEAD = "PRESS RELEASE TEXT: "
KILLING = re.compile(r"\bkill(?:ed|ing|s)?\b|\bdead\b")
CAPTURE = re.compile(r"\b(?:detain|captur|arrest)\w*")
OBJECT = 40  # signs from a verb to the count of its object: "detained two"
PLACES = frozenset({"place", "facility"})


class Release(NamedTuple):
    """A release, the day that it bears, where its body begins, and the coding."""

    text: str
    published: date
    body: int
    gold: dict[str, Any]


def releases() -> Iterator[Release]:
    """Yield those that bear a full date."""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        turns = json.loads(line)["conversations"]
        text = turns[1]["value"].removeprefix(HEAD).replace("\xa0", " ")
        dateline = DATELINE.search(text)
        if dateline:
            words = dateline[1].replace(".", "").replace(",", "").split()
            day = datetime.strptime(f"{words[0][:3]} {words[1]} {words[2]}", "%b %d %Y").date()  # noqa: DTZ007 - a civil day
            yield Release(text, day, dateline.end(), json.loads(turns[2]["value"]))


def reading_of(release: Release) -> Reading:
    """Read a release as the product does."""
    published = Interval(earliest=release.published, latest=release.published, basis="stated", granularity="day")
    document = Document(capture="eval", text=release.text, external_id="eval", language="en", published=published, made_by="eval")
    return read(document)


def day_of(reading: Reading, body: int) -> date | None:
    """The first day of the body's first expression of time."""
    times = (one for sentence in reading.sentences for one in sentence.dates if one.span.start >= body)
    return next((one.interval.earliest for one in times), None)


def province_of(reading: Reading, body: int) -> str | None:
    """The province of the first place of Afghanistan in the body that has one."""
    names = [name for name in entities_of(reading) if name.kind in PLACES]
    found = resolve_all(reading.document.text, [Mention(name.start, name.end, name.text) for name in names], "en")
    for name, one in zip(names, found, strict=True):
        if name.start >= body and one.place and one.place.country == "AF" and one.place.admin1:
            return one.place.admin1
    return None


def count_of(reading: Reading, body: int, verb: re.Pattern[str]) -> int | None:
    """The lower bound of the count of persons beside a verb, in the first sentence of the body that has both."""
    for sentence in reading.sentences:
        said = [match.start() + sentence.start for match in verb.finditer(sentence.text)]
        persons = [one for one in sentence.quantities if one.low is not None and one.unit in {None, "person"} and one.span.start >= body]
        if said and persons:
            return nearest(said[0], persons).low
    return None


def nearest(at: int, persons: Sequence[Quantity]) -> Quantity:
    """The count that stands right after a verb, else the nearest one."""
    after = [one for one in persons if 0 < one.span.start - at <= OBJECT]
    return min(after or persons, key=lambda one: (abs(one.span.start - at), one.span.start))


def same_province(read_as: str | None, coded: str) -> bool:
    """Whether two spellings of a province are one: "Paktiya" is "paktya"."""

    def bare(name: str) -> str:
        letters = re.sub(r"[^a-z]", "", fold(name).replace("y", "i").replace("o", "u"))
        return "".join(one for one, other in pairwise(f"{letters}.") if one != other).replace("ia", "a").removesuffix("h")

    return read_as is not None and bare(read_as) == bare(coded)


def figures() -> list[Figure]:
    """Score day, province, killed, captured; beside each what a reader without a text would say."""
    rows = [(one, reading_of(one)) for one in releases()]
    days = [(day_of(reading, one.body), date.fromisoformat(one.gold["start_date"]), one.published) for one, reading in rows]
    provinces = [(province_of(reading, one.body), one.gold["province"][0]) for one, reading in rows]
    most = max(sum(other == coded for _, other in provinces) for _, coded in provinces)
    figures = [
        Figure(
            "isaf: day of the event",
            sum(read_as == coded for read_as, coded, _ in days),
            len(days),
            sum(coded == published - timedelta(days=1) for _, coded, published in days) / len(days),
            "naive: the day before",
        ),
        Figure(
            "isaf: province", sum(same_province(*pair) for pair in provinces), len(provinces), most / len(provinces), "naive: the most frequent one"
        ),
    ]
    for name, field, verb in (("killed", "min_killed", KILLING), ("captured", "min_captured", CAPTURE)):
        asked = [(count_of(reading, one.body, verb), int(one.gold[field])) for one, reading in rows if int(one.gold[field])]
        three = sum(coded == 3 for _, coded in asked) / len(asked)
        figures.append(Figure(f"isaf: {name}, lower bound", sum(low == coded for low, coded in asked), len(asked), three, "naive: three"))
    return figures
