"""A verification -> what was checked, what is damaged, what is odd: the nouns that its parts write into."""

from pathlib import Path
from typing import NamedTuple

from cotejo.records.document import Capture


class Fault(NamedTuple):
    """One damaged object: which, and what is wrong with it."""

    object: str
    what: str


class Verdict(NamedTuple):
    """What was checked, how much of it, what is damaged, and what is odd but no damage."""

    counts: dict[str, int]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]


class Check:
    """A verification under way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.notes: list[str] = []
        self.counts = {"blobs": 0, "records": 0, "spans": 0, "references": 0, "runs": 0, "log entries": 0}
        self.captures: dict[str, Capture] = {}
        self.texts: dict[str, str] = {}
        self.ids: set[str] = set()

    def blame(self, name: str, what: str) -> None:
        """Note damage."""
        self.faults.append(Fault(name, what))
