"""A path -> a case: its settings, its blobs, its store, its log; the acts that change it."""

import os
import sqlite3
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Self, TypeVar

import msgspec
from msgspec import Meta
from sqlalchemy import Connection

from cotejo.case.blobs import Blobs
from cotejo.case.custody import Entry, follow, lag, read_line
from cotejo.case.rows import Row
from cotejo.case.sources import CollectSettings, SourceSettings, WatchSettings, check_sources, check_watch
from cotejo.case.store import Store
from cotejo.errors import DamagedCase, SettingsError, UsageError
from cotejo.records.base import Record

SETTINGS, DATABASE, LOG, BLOBS, LOCK = "cotejo.toml", "case.db", "audit.jsonl", "blobs", "case.lock"
ACT_LOCK = "act.lock"  # held for one act only, so that a person may decide while a long run holds the case
LOCKED_FOR_S = 2.0  # how long a second writer waits
Shape = TypeVar("Shape")


class Named(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[case]`."""

    name: Annotated[str, Meta(min_length=1)]


class RunSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[run]`: unit and reason stand at each field."""

    # abstentions; a run with more ends with exit code 1. None: a hard sentence is no failure
    abstention_limit: Annotated[int, Meta(ge=0)] | None = None
    # units; a run with more failed ones ends with exit code 1. 0: an unexpected error is a fault of the program
    failure_limit: Annotated[int, Meta(ge=0)] = 0


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`cotejo.toml` as a whole. `stages` is checked by the stages that it names."""

    case: Named
    run: RunSettings = RunSettings()
    collect: CollectSettings = CollectSettings()
    sources: tuple[SourceSettings, ...] = ()
    watch: WatchSettings = WatchSettings()
    stages: dict[str, dict[str, Any]] = msgspec.field(default_factory=dict)


class Case:
    """One folder. Reading needs no lock; `changing` holds it for one writer."""

    def __init__(self, folder: Path, settings: Settings, store: Store) -> None:
        self.folder = folder
        self.settings = settings
        self.store = store
        self.blobs = Blobs(folder / BLOBS)

    @classmethod
    def create(cls, folder: Path, settings: str, at: datetime) -> Self:
        """Make a case in a new or empty folder; `settings` is the text of its `cotejo.toml`.

        Raises:
            UsageError: something is there already, or the folder cannot be made.
        """
        if (folder / SETTINGS).exists() or (folder / DATABASE).exists():
            raise UsageError(f"{folder} is a case already; `cotejo add {folder} FILES...` adds to it.")
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UsageError(f"{folder} exists and is not an empty folder; name a new one.")
        try:
            (folder / BLOBS).mkdir(parents=True)
        except OSError as error:
            raise UsageError(f"{folder} cannot be made: {error.strerror}. Name a folder that you may write to.") from error
        case = cls(folder, parse_settings(settings, SETTINGS), Store.open(folder / DATABASE, create=True))
        with case.changing(), case.act(at) as act:
            act.note("init", {"name": case.settings.case.name})
        (folder / SETTINGS).write_text(settings, encoding="utf-8")
        return case

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open a case.

        Raises:
            UsageError: no case is there.
            DamagedCase: a part of it is missing or cannot be read.
        """
        if not folder.is_dir():
            raise UsageError(f"{folder} is no folder; `cotejo init {folder}` makes a case there.")
        if not (folder / SETTINGS).exists() and not (folder / DATABASE).exists():
            raise UsageError(f"{folder} is no case (it has no {SETTINGS}); `cotejo init {folder}` makes one in an empty folder.")
        return cls(folder, read_settings(folder), Store.open(folder / DATABASE))

    @contextmanager
    def changing(self, *, sweep: bool = True) -> Iterator[None]:
        """Hold the case for writing; first complete what an interrupted act left (`sweep=False`: but for unfinished blobs, a look at all folders).

        Raises:
            UsageError: another process holds it.
        """
        with locked(self.folder / LOCK):
            if sweep:
                self.blobs.sweep()
            with locked(self.folder / ACT_LOCK), self.store.reading() as link:
                self._mirror(link)
            yield

    @contextmanager
    def act(self, at: datetime) -> Iterator["Act"]:
        """One act on the case: all its writes and its entry in the log, or nothing of it."""
        with locked(self.folder / ACT_LOCK):
            with self.store.writing() as link:
                act = Act(self.store, link, at)
                yield act
            if act.entry:
                with self.store.reading() as link:
                    self._mirror(link)

    def _mirror(self, link: Connection) -> None:
        log = self.folder / LOG
        missing = lag(log.read_bytes() if log.exists() else b"", self.store.custody(link))
        if missing:
            with log.open("ab") as file:
                file.write(missing)
                file.flush()
                os.fsync(file.fileno())

    def current(self, types: Iterable[str] | None = None) -> list[Record]:
        """Records that the case now stands on, by id; of these types only, where given."""
        with self.store.reading() as link:
            rows = self.store.current(link)
            wanted = None if types is None else set(types)
            return list(self.store.read(link, [row for row in rows if wanted is None or row.type in wanted]))


class Act:
    """A transaction under way. `note` writes its one entry in the log."""

    def __init__(self, store: Store, link: Connection, at: datetime) -> None:
        self.store, self.link, self.at = store, link, at
        self.entry: Entry | None = None

    def note(self, act: str, detail: Mapping[str, Any]) -> int:
        """Log what is done; give the entry's number."""
        lines = self.store.custody(self.link, last=True)
        self.entry = follow(read_line(lines[-1]) if lines else None, self.at, act, dict(detail))
        self.store.log(self.link, self.entry.number, self.entry.line())
        return self.entry.number

    def rows(self, records: Iterable[Record]) -> list[Row]:
        """Append records."""
        return self.store.add(self.link, records)


def read_settings(folder: Path) -> Settings:
    """Read `cotejo.toml`.

    Raises:
        DamagedCase: it is missing.
        SettingsError: it is not TOML, or a value is wrong; the message names it.
    """
    path = folder / SETTINGS
    try:
        return parse_settings(path.read_text(encoding="utf-8"), str(path))
    except OSError as error:
        advice = 'Write one with `[case]` and `name = "..."`; it holds settings only, no evidence.'
        raise DamagedCase(f"{path} cannot be read: {error.strerror}. {advice}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not UTF-8: {error}. Save it as UTF-8.") from error


def parse_settings(text: str, where: str) -> Settings:
    """Read the text of a `cotejo.toml`.

    Raises:
        SettingsError: it is not TOML, or a value is wrong.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{where} is not valid TOML: {error}. Correct that line.") from error
    settings = convert(raw, Settings, where)
    check_sources(settings.sources, where)
    check_watch(settings.watch, where)
    return settings


def convert(raw: object, shape: type[Shape], where: str) -> Shape:
    """Decode settings strictly.

    Raises:
        SettingsError: naming file, place and value.
    """
    try:
        return msgspec.convert(raw, shape, strict=True)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{where}: {error}") from error


def find_case(start: Path) -> Path:
    """Find the case that `start` lies in: the nearest folder upwards with a `cotejo.toml`.

    Raises:
        UsageError: there is none.
    """
    for folder in (start.absolute(), *start.absolute().parents):
        if (folder / SETTINGS).exists():
            return folder
    raise UsageError(f"no case here or above {start.absolute()}; name it: `--case FOLDER`.")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock that the system gives back even when the process is killed: an exclusive SQLite transaction on its own small file."""
    link = sqlite3.connect(path, timeout=LOCKED_FOR_S, isolation_level=None)
    try:
        link.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        link.close()
        raise UsageError(f"{path.parent} is in use by another cotejo process ({error}); wait for it to end.") from error
    try:
        yield
    finally:
        link.close()


def now() -> datetime:
    """The one clock: given to acts from outside the rooms."""
    return datetime.now(UTC)
