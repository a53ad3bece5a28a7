"""A file -> itself and what is in it: rows of an export, pages of a web archive, attachments of a letter, files of a zip."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from cotejo.documents import archived_pages, feeds, letters, tables, telegram, twitter, web_archives
from cotejo.documents.found import Found, file_of, leave
from cotejo.documents.zipped import NESTING, Member, read_zip
from cotejo.records.abstention import Abstention

ZIP_TYPE = "application/zip"
OPENED = frozenset({"zip", "eml"})  # what is in them may itself hold others
Rows = Callable[[Found], Iterator[Found | Abstention]]


class Reader(NamedTuple):
    """One kind of file that holds others."""

    name: str
    media_type: str
    knows: Callable[[Found], bool]
    rows: Rows


READERS = (
    Reader("warc", web_archives.WARC_TYPE, web_archives.knows_warc, web_archives.read_warc_file),
    Reader("wacz", web_archives.WACZ_TYPE, web_archives.knows_wacz, web_archives.read_wacz_file),
    Reader("telegram", telegram.MEDIA_TYPE, telegram.knows, telegram.rows),
    Reader("twitter", twitter.MEDIA_TYPE, twitter.knows, twitter.rows),
    Reader("auto-archiver", archived_pages.MEDIA_TYPE, archived_pages.knows, archived_pages.rows),
    Reader("gdelt", tables.GDELT_TYPE, tables.knows_gdelt, tables.gdelt),
    Reader("eml", letters.MEDIA_TYPE, letters.knows, letters.attachments),
)
CONTAINERS = (
    frozenset(reader.media_type for reader in READERS if reader.name != "eml")
    | {table.media_type for table in tables.TABLES}
    | {ZIP_TYPE, feeds.MEDIA_TYPE}
)


def expand(file: Found, depth: int = 0) -> Iterator[Found | Abstention]:
    """Yield a file, then what is in it: first its own bytes are archived, whatever can be read of them."""
    reader = reader_of(file)
    if reader is None:
        yield file
        return
    yield file._replace(media_type=reader.media_type)
    for one in reader.rows(file):
        if isinstance(one, Found) and reader.name in OPENED and depth < NESTING:
            yield from expand(one, depth + 1)
        else:
            yield one


def reader_of(file: Found) -> Reader | None:
    """Who reads a file; None for an ordinary one."""
    table = tables.table_of(file)
    if table is not None:
        return Reader(table.name, table.media_type, lambda _: True, lambda found: tables.rows(found, table))
    found = next((reader for reader in READERS if reader.knows(file)), None)
    if found is None and file.media_type == ZIP_TYPE and file.locator.lower().endswith(".zip"):
        return Reader("zip", ZIP_TYPE, lambda _: True, unzip)
    return found


def unzip(file: Found) -> Iterator[Found | Abstention]:
    """Yield the files of a zip; nothing is written to disk."""
    for member in read_zip(file.data):
        if isinstance(member, Member):
            locator = f"{file.locator}!/{member.name}"
            if not member.data:
                yield leave(locator, "empty", f"{locator}: the file is empty (0 bytes)")
            elif locator.count("!/") > NESTING:
                yield leave(locator, "nesting", f"{locator}: a zip in a zip more than {NESTING} deep; unpack it and add its files")
            else:
                yield file_of(file.path / member.name, locator, member.data)._replace(inside=file.url)
        else:
            where = f"{file.locator}!/{member.name}" if member.name else file.locator
            yield leave(where, member.reason, f"{where}: {member.detail}")
