"""A stage as data: what it takes and gives, over what its books balance, and the function that does it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

import msgspec

from cotejo.pipeline.settings import StageSettings
from cotejo.records.base import Record
from cotejo.records.corpus import Corpus

Scope = Literal["each", "all"]  # one unit at a time, or the whole case at once


class Given(msgspec.Struct, frozen=True):
    """What a stage may need beside records: archived bytes by SHA-256, for a capture its media (path as written -> capture id), its settings."""

    blob: Callable[[str], bytes]
    media: Mapping[str, str]
    settings: StageSettings = StageSettings()


def no_blob(sha256: str) -> bytes:
    """Stand in for an archive where there is none: nothing is there."""
    raise FileNotFoundError(f"no archive at hand for blob {sha256}; name the case: `--case FOLDER`")


def prepare_nothing() -> None:
    """Prepare a stage that needs no preparation."""


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the pipeline.

    `prepare` is called once before the first unit that is done, in the run's own process and outside any unit's budget: it may build what
    the units then only open. `work` takes one record of `unit` (scope `each`) or a Corpus of the `takes` (scope `all`). `answers` names the
    units that a record it gave answers; an `Abstention` names its unit as `subject`. All are functions of a module, so that another process
    can load them.
    """

    name: str
    made_by: str
    scope: Scope
    unit: type[Record]
    takes: tuple[type[Record], ...]
    gives: tuple[type[Record], ...]
    work: Callable[..., Iterator[Record]]
    answers: Callable[[Record, Corpus], Iterable[str]]
    says: str  # one line for people
    settings: type[StageSettings] = StageSettings
    prepare: Callable[[], None] = prepare_nothing
