"""`cases/*.toml` -> cases: documents in the interchange format, and the planted truth of their events and lineage."""

import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from cotejo.records.claim import EventType
from cotejo.text.folding import fold

HERE = Path(__file__).resolve().parent
MANIFEST = HERE / "manifest.toml"
HALVES = ("dev", "frozen")


class Mention(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of a document that give a happening, and the keys of the origins on which they rest there."""

    doc: str
    exact: str
    origins: tuple[str, ...]
    optional: bool = False  # finding it is right, and so is not finding it


class Root(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An independent origin of a happening."""

    key: str
    name: str


class Detail(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """On how many origins one detail rests."""

    detail: str
    lo: int
    hi: int


class Denial(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that deny a happening."""

    doc: str
    exact: str


class Happening(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A planted event. `also` lists types that are as good."""

    id: str
    event_type: str
    place: dict[str, str]
    lo: int
    hi: int
    mentions: tuple[Mention, ...]
    origins: tuple[Root, ...]
    also: tuple[str, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    count: dict[str, int] | None = None
    details: tuple[Detail, ...] = ()
    denials: tuple[Denial, ...] = ()

    @property
    def types(self) -> set[str]:
        """Types that are right."""
        return {self.event_type, *self.also}

    @property
    def kind(self) -> EventType:
        """The type that the truth gives first."""
        kind: EventType = msgspec.convert(self.event_type, EventType)
        return kind


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A document as it is written down; `links` are ids of the same case."""

    id: str
    outlet: str
    published: str
    language: str
    title: str
    text: str
    byline: str | None = None
    links: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Its address, on the reserved domain."""
        return f"https://{'-'.join(fold(self.outlet).split())}.example/{self.id}"


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Documents of one story, with what is true of them."""

    half: str
    country: str
    documents: tuple[Text, ...]
    events: tuple[Happening, ...]
    derivations: tuple[tuple[str, str, str], ...]  # later, earlier, "credited" or "uncredited"
    name: str = ""

    def rows(self) -> list[dict[str, Any]]:
        """Documents in the interchange format."""
        address = {found.id: found.address for found in self.documents}
        return [
            {
                "id": found.id, "url": found.address, "outlet": found.outlet, "byline": found.byline, "published": found.published,
                "language": found.language, "title": found.title, "text": found.text.strip(), "links": [address[key] for key in found.links],
            }
            for found in self.documents
        ]  # fmt: skip


def load_cases(half: str | None = None) -> Iterator[Case]:
    """Read the cases of a half (or all), in the order of their names.

    Raises:
        ValueError: a quotation does not stand exactly once in its document, or a frozen file is not the one of the manifest.
    """
    frozen = tomllib.loads(MANIFEST.read_text(encoding="utf-8"))["frozen"]
    for path in sorted((HERE / "cases").glob("*.toml")):
        body = path.read_bytes()
        case = msgspec.structs.replace(msgspec.convert(tomllib.loads(body.decode()), Case), name=path.stem)
        if case.half == "frozen" and hashlib.sha256(body).hexdigest() != frozen.get(path.stem):
            raise ValueError(f"{path.name} is not the file of manifest.toml: a frozen case is not changed; write a new one")
        check(case)
        if half in {None, case.half}:
            yield case


def check(case: Case) -> None:
    """Prove that truth and documents belong together."""
    texts = {found.id: found.text.strip() for found in case.documents}
    quoted = [(mention.doc, mention.exact) for event in case.events for mention in event.mentions]
    quoted += [(denial.doc, denial.exact) for event in case.events for denial in event.denials]
    for doc, exact in quoted:
        if texts[doc].count(exact) != 1:
            raise ValueError(f"{case.name}: {doc} has {texts[doc].count(exact)} times {exact!r}, not once")
    named = {key for later, earlier, _ in case.derivations for key in (later, earlier)} | {key for found in case.documents for key in found.links}
    if unknown := sorted(named - set(texts)):
        raise ValueError(f"{case.name}: no documents {', '.join(unknown)}")
