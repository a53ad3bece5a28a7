"""JSON lines of the corpus made here -> its items with their hand coding, checked as they load."""

from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from cotejo.records.attribution import Denied, SpeechAct
from cotejo.records.claim import EventType, SiteKind, Tense

HERE = Path(__file__).resolve().parent
HALVES = ("dev", "frozen")
PROBES = ("probe1", "probe2", "probe3", "probe4", "probe5")  # written blind, measured once, then read and repaired
LANGUAGES = ("es", "en", "ru", "pt")
Words = str | list[str | None] | None  # one value, or a list of which any is right; None = must stay empty
Unset = msgspec.UnsetType  # absent = not scored


class Count(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Bounds of a number, inclusive; `vague` where the words leave them to convention ("dozens")."""

    low: int | None
    high: int | None
    vague: bool = False


class Days(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """First and last day that the words denote; `fuzzy` where they leave them to convention ("two weeks ago")."""

    earliest: date | None
    latest: date | None
    fuzzy: bool = False


class Coded(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One expected claim. An absent field is not scored; null must stay empty.

    `chains`: each an acceptable chain, outermost first; `a|b` is a hop under either name.
    """

    event_type: EventType
    quote: str
    chains: list[list[str]]
    also: list[EventType] = []  # other types that are right as well
    optional: bool = False  # neither asked for nor wrong
    state: Words | Unset = msgspec.UNSET
    host: Words | Unset = msgspec.UNSET
    place: Words | Unset = msgspec.UNSET
    site: SiteKind | Unset = msgspec.UNSET
    equipment: list[str] | Unset = msgspec.UNSET
    count: Count | Unset | None = msgspec.UNSET
    items: Count | Unset = msgspec.UNSET
    date: Days | Unset | None = msgspec.UNSET
    tense: Tense | list[Tense] | Unset = msgspec.UNSET
    polarity: Literal["positive", "negative"] | Unset = msgspec.UNSET
    denies: Denied | Unset = msgspec.UNSET
    act: SpeechAct | list[SpeechAct] | Unset = msgspec.UNSET


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text with its coding; a near miss has a topic and no claims."""

    id: str
    lang: Literal["es", "en", "ru", "pt"]
    half: Literal["dev", "frozen", "probe1", "probe2", "probe3", "probe4", "probe5"]
    published: date
    text: str
    claims: list[Coded]
    outlet: str | None = None
    topic: str | None = None
    forwarded_from: str | None = None


def load(half: str, folder: Path = HERE) -> list[Item]:
    """Read one half, in the order of its files.

    Raises:
        ValueError: a line that is no item, or a quote that is not in its text.
    """
    found = []
    for lang in LANGUAGES:
        path = folder / half / f"{lang}.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        for number, line in enumerate(lines, start=1):
            try:
                item = msgspec.json.decode(line, type=Item)
            except msgspec.MsgspecError as error:
                raise ValueError(f"{half}/{lang}.jsonl line {number}: {error}") from error
            for claim in item.claims:
                if item.text.count(claim.quote) != 1:
                    raise ValueError(f"{item.id}: {claim.quote!r} stands {item.text.count(claim.quote)} times in its text; it must stand once")
            found.append(item)
    return found
