"""Tables of other people's databases (ACLED, Atlos, GDELT, auto-archiver) -> a document per row: what its provider says, never what happened."""

import ast
import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from cotejo.documents.encodings import decode
from cotejo.documents.found import Found, Place, leave
from cotejo.records.abstention import Abstention

MADE_BY = "documents.tables@1"
MAX_CELL = 1 << 20
HEAD_BYTES = 65_536
MAX_FIELDS = 2000
Row = Mapping[str, str]
Read = Callable[[Place, int, Row], Found | Abstention]


class Table(NamedTuple):
    """A kind of table: how it is known, and how a row is read."""

    name: str
    media_type: str
    marks: frozenset[str]  # columns that it must have
    read: Read


def header_of(data: bytes) -> tuple[str, ...]:
    """Column names of a table's first line, in lower case."""
    first = data[:HEAD_BYTES].split(b"\n", 1)[0].decode("utf-8-sig", "replace")
    names = next(csv.reader([first.rstrip("\r")], delimiter=separator_of(first)), [])
    return tuple(name.strip().lower().replace(" ", "_") for name in names)


def separator_of(first: str) -> str:
    """Comma, semicolon or tab: whichever the first line has most of."""
    return max(",;\t", key=first.count)


def table_of(file: Found) -> Table | None:
    """Which kind of table a file is."""
    if file.media_type != "text/csv" and not file.locator.lower().endswith((".csv", ".tsv")):
        return None
    try:
        names = frozenset(header_of(file.data))
    except csv.Error:
        return None
    return next((table for table in TABLES if names >= table.marks), None)


def rows(file: Found, table: Table) -> Iterator[Found | Abstention]:
    """Yield a document for each row. Leaves out: broken_encoding, columns (more or fewer than the header), and what the table's reader says."""
    text, _, why = decode(file.data)
    if text is None:
        yield leave(file.locator, "broken_encoding", f"{file.locator}: {why}")
        return
    place = Place(file, MADE_BY)
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator_of(text[:HEAD_BYTES].split("\n", 1)[0]))
    csv.field_size_limit(MAX_CELL)
    names: list[str] = []
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            yield place.leave(number, "columns", f"the row cannot be read: {error}")
            continue
        if not names:
            names = [name.strip().lower().replace(" ", "_") for name in cells]
        elif cells:
            number += 1
            yield read_row(place, number, names, cells, table.read)


def read_row(place: Place, number: int, names: list[str], cells: list[str], read: Read) -> Found | Abstention:
    """Read one row under its header."""
    if len(cells) != len(names):
        return place.leave(number, "columns", f"it has {len(cells)} cells, the header {len(names)}: the row was cut off or its quotes are broken")
    return read(place, number, {name: undo(cell) for name, cell in zip(names, cells, strict=True)})


def undo(cell: str) -> str:
    """Take away the apostrophe that keeps spreadsheets from running a cell."""
    return cell[1:].strip() if cell[:1] == "'" and cell[1:2] in "=+-@" else cell.strip()


def read_acled(place: Place, number: int, row: Row) -> Found | Abstention:
    """Read a row of ACLED: the note is ACLED's word, resting on the source that it names. Coordinates and codes stay in the file."""
    name, text = row["event_id_cnty"], row["notes"]
    if not name:
        return place.leave(number, "no_id", "it has no event_id_cnty")
    if not text:
        return place.leave(number, "no_text", f"{name} has no notes")
    stamp = row.get("timestamp", "")
    at = datetime.fromtimestamp(int(stamp), UTC).isoformat() if stamp.isdecimal() and len(stamp) < 12 else None  # noqa: PLR2004 - until the year 5138
    body = {"id": name, "outlet": "ACLED", "text": text, "published": at, "forwarded_from": row.get("source")}
    return place.row(number, f"acled:{name}", body)


def read_atlos(place: Place, number: int, row: Row) -> Found | Abstention:
    """Read an incident of Atlos: its description is the project's word, its sources are links."""
    name, text = row["slug"], row["description"]
    if not name:
        return place.leave(number, "no_id", "it has no slug")
    if not text:
        return place.leave(number, "no_text", f"{name} has no description")
    more = row.get("more_info", "")
    links = [value for key, value in row.items() if re.fullmatch(r"source_\d{1,4}", key) and value.startswith(("http://", "https://"))]
    day = read_day(row.get("inserted_at", ""))
    if row.get("inserted_at") and day is None:
        return place.leave(number, "bad_date", f"{name}: inserted_at is {row['inserted_at'][:40]!r}")
    said = f"{text}\n\n{more}" if more else text
    body = {"id": name, "outlet": f"Atlos: {row['project']}" if row.get("project") else "Atlos", "text": said, "published": day, "links": links}
    return place.row(number, f"atlos:{name}", body)


def read_day(written: str) -> str | None:
    """An ISO date or time as it is; None where it is none."""
    try:
        datetime.fromisoformat(written)
    except ValueError:
        return None
    return written


def read_sheet(place: Place, number: int, row: Row) -> Found | Abstention:
    """Read a row of an auto-archiver sheet."""
    link = row.get("link") or row.get("url", "")
    status = row.get("archive_status") or row.get("status", "")
    if not link.startswith(("http://", "https://")):
        return place.leave(number, "no_id", "it has no link")
    text = row.get("text_content") or row.get("text", "")
    if not text:
        return place.leave(number, "no_text", f"{link[:200]} has no text (status: {status[:80] or 'none'})")
    media = tuple((place_name, path) for place_name in row.get("archive_location", "").split() if (path := place.beside(place_name)))
    wrong = check_hash(row.get("hash", ""), [path for _, path in media])
    if wrong:
        return place.leave(number, "hash_mismatch", f"{link[:200]}: {wrong}")
    body = {
        "id": link, "url": link, "title": row.get("upload_title") or row.get("title"), "text": text, "media": [name for name, _ in media],
        "published": read_day(row.get("upload_timestamp") or row.get("timestamp", "")),
    }  # fmt: skip
    return place.row(number, link, body, media)


def read_archived(place: Place, number: int, row: Row) -> Found | Abstention:
    """Read a row of auto-archiver's own CSV, whose cells are Python values; only literals and times are read, nothing is run."""
    try:
        about, listed = read_literal(row["metadata"]), read_literal(row["media"])
    except (ValueError, SyntaxError, RecursionError, MemoryError) as error:
        return place.leave(number, "bad_row", f"its cells cannot be read: {type(error).__name__}")
    about = about if isinstance(about, dict) else {}
    link, text = str(about.get("url") or ""), str(about.get("content") or about.get("text") or about.get("title") or "")
    if not link.startswith(("http://", "https://")):
        return place.leave(number, "no_id", "it has no url")
    if not text.strip():
        return place.leave(number, "no_text", f"{link[:200]} has no text (status: {row['status'][:80]})")
    found = list(media_of(place, listed if isinstance(listed, list) else []))
    wrong = next((why for _, path, said in found if (why := check_hash(said, [path]))), "")
    if wrong:
        return place.leave(number, "hash_mismatch", f"{link[:200]}: {wrong}")
    body = {
        "id": link, "url": link, "title": about.get("title"), "text": text, "media": [name for name, _, _ in found],
        "published": read_day(str(about.get("timestamp") or "")),
    }  # fmt: skip
    return place.row(
        number,
        link,
        {key: value if isinstance(value, list) else str(value) for key, value in body.items() if value},
        tuple((name, path) for name, path, _ in found),
    )


def media_of(place: Place, listed: list[Any]) -> Iterator[tuple[str, Path, str]]:
    """Files of an archived post that lie beside the table: (name, where, the hash that was noted)."""
    for one in listed:
        if isinstance(one, dict):
            noted = one.get("properties")
            said = str(noted.get("hash") or "") if isinstance(noted, dict) else ""
            for name in (str(one.get("key") or one.get("_key") or ""), str(one.get("filename") or "")):
                path = place.beside(name)
                if path:
                    yield name, path, said
                    break


def read_literal(written: str) -> Any:  # noqa: ANN401 - a literal
    """Read a Python literal in which times may stand as `datetime.datetime(2024, 3, 1, tzinfo=datetime.timezone.utc)`.

    Raises:
        ValueError, SyntaxError, RecursionError, MemoryError: it is none.
    """
    return value_of(ast.parse(written.strip() or "None", mode="eval").body)


def value_of(node: ast.expr) -> Any:  # noqa: ANN401 - a literal
    """The value of a node: constants, lists, dicts, and times as ISO text."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return [value_of(one) for one in node.elts]
    if isinstance(node, ast.Dict):
        return {str(value_of(key)): value_of(value) for key, value in zip(node.keys, node.values, strict=True) if key is not None}
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "datetime.datetime":
        numbers = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, int)]
        zone = UTC if any(ast.unparse(one.value) == "datetime.timezone.utc" for one in node.keywords) else None
        return datetime(*numbers, tzinfo=zone).isoformat()  # type: ignore[arg-type, misc]
    raise ValueError(f"no literal: {ast.unparse(node)[:80]}")


def check_hash(said: str, paths: list[Path]) -> str:
    """Compare files with the hash that was noted of them (SHA-256 or SHA3-512, as the archiver writes it); say what does not fit."""
    kind, _, value = said.rpartition(":")
    value = value.strip().lower()
    names = {"SHA-256": "sha256", "SHA3-512": "sha3_512", "": {64: "sha256", 128: "sha3_512"}.get(len(value), "")}
    name = names.get(kind.strip().upper(), "")
    if not name or not re.fullmatch(r"[0-9a-f]{64,128}", value):
        return ""
    wrong = [path.name for path in paths if hashlib.new(name, path.read_bytes()).hexdigest() != value]
    return f"{wrong[0]} is not the file of which the archiver noted {kind or name} {value[:16]}..." if wrong else ""


TABLES = (
    Table("acled", "text/x-acled+csv", frozenset({"event_id_cnty", "event_date", "notes"}), read_acled),
    Table("atlos", "text/x-atlos+csv", frozenset({"slug", "description", "inserted_at"}), read_atlos),
    Table("auto-archiver", "text/x-auto-archiver+csv", frozenset({"status", "metadata", "media"}), read_archived),
    Table("auto-archiver sheet", "text/x-auto-archiver-sheet+csv", frozenset({"link", "archive_status"}), read_sheet),
)

# --- GDELT: tab-separated rows without a header (versions 1.0: 57 or 58 columns, 2.0: 61)

GDELT_TYPE = "text/x-gdelt+tsv"
GDELT_SHOWN = {
    58: {"Day": 1, "Actor1Name": 6, "Actor1CountryCode": 7, "Actor2Name": 16, "Actor2CountryCode": 17, "EventCode": 26, "ActionGeo_FullName": 50},
    61: {"Day": 1, "Actor1Name": 6, "Actor1CountryCode": 7, "Actor2Name": 16, "Actor2CountryCode": 17, "EventCode": 26, "ActionGeo_FullName": 52},
}
GDELT_ROW = re.compile(rb"\d{6,12}\t\d{8}\t\d{6}\t\d{4}\t")


def knows_gdelt(file: Found) -> bool:
    """Whether a file holds rows of GDELT's events."""
    first = file.data[:HEAD_BYTES].split(b"\n", 1)[0]
    return bool(GDELT_ROW.match(first)) and first.count(b"\t") + 1 in GDELT_SHOWN


def gdelt(file: Found) -> Iterator[Found | Abstention]:
    """Yield a document for each row: its fields by name, and the article that it was coded from. Leaves out: columns, broken_encoding."""
    text, _, why = decode(file.data)
    if text is None:
        yield leave(file.locator, "broken_encoding", f"{file.locator}: {why}")
        return
    place = Place(file, MADE_BY)
    for number, line in enumerate((line for line in text.split("\n") if line.strip()), start=1):
        cells = line.rstrip("\r").split("\t")
        shown = GDELT_SHOWN.get(len(cells))
        if shown is None or not cells[0].isdecimal():
            yield place.leave(number, "columns", f"it has {len(cells)} cells; rows of GDELT have 58 or 61")
            continue
        said = [f"{name}: {cells[at]}" for name, at in shown.items() if cells[at]]
        stamp = cells[-2][:8]
        links = [cells[-1]] if cells[-1].startswith(("http://", "https://")) else []
        day = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:]}" if stamp.isdecimal() and len(stamp) == 8 else ""  # noqa: PLR2004 - YYYYMMDD
        body = {"id": f"gdelt-{cells[0]}", "outlet": "GDELT", "text": "\n".join(said), "language": "en", "published": read_day(day), "links": links}
        yield place.row(number, f"gdelt:{cells[0]}", body)
