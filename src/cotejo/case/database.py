"""A path -> the engine over its SQLite file; SQLite's errors -> ours, with what to do."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.pool import NullPool

from cotejo.errors import DamagedCase, UsageError

RESTORE = "Take case.db from a copy of the case, or `cotejo recover CASE`: it is built again from audit.jsonl; blobs/ is untouched."


def connect(path: Path) -> Engine:
    """Make an engine for a file; a folder that cannot be written (a court's copy) is read as it lies."""
    frozen = path.exists() and not writable(path)
    query = {"mode": "ro", "immutable": "1", "uri": "true"} if frozen else {"uri": "true"}
    engine = create_engine(URL.create("sqlite", database=path.absolute().as_uri(), query=query), poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def prepare(link: sqlite3.Connection, _record: object) -> None:
        if not frozen:
            link.execute("PRAGMA journal_mode = WAL")
            link.execute("PRAGMA synchronous = FULL")  # what was acknowledged is on disk
        link.execute("PRAGMA foreign_keys = ON")

    return engine


def writable(path: Path) -> bool:
    """Whether SQLite may write here (it needs the folder too, for its WAL)."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


@contextmanager
def explaining(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours: damage, or a disk that does not let us write."""
    try:
        yield
    except UnicodeDecodeError as error:  # SQLite quotes a broken schema in its own message
        raise DamagedCase(f"{path} is damaged: it holds a text that is no UTF-8. {RESTORE}") from error
    except IntegrityError as error:
        raise DamagedCase(f"{path} refuses what the program wrote: {error.orig}. {RESTORE}") from error
    except DatabaseError as error:
        cause = str(error.orig)
        if any(word in cause for word in ("locked", "readonly", "full", "unable to open")):
            raise UsageError(
                f"{path} cannot be written: {cause}. Close other programs that use the case; check the disk's space and rights."
            ) from error
        raise DamagedCase(f"{path} is damaged: {cause}. {RESTORE}") from error
