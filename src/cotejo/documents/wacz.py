"""Captures with their bytes -> a WACZ file (zip with WARC, CDXJ index, pages, hashes), the same bytes for the same captures."""

import hashlib
import io
import re
import uuid
import zipfile
import zlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec

from cotejo.records.canonical import canonical
from cotejo.records.document import Capture

EPOCH = (1980, 1, 1, 0, 0, 0)
WARC, INDEX, PAGES, PACKAGE, DIGEST = "archive/data.warc.gz", "indexes/index.cdx", "pages/pages.jsonl", "datapackage.json", "datapackage-digest.json"
SOFTWARE = "cotejo"
PACKINGS = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection", "keep-alive"})  # what was true of the wire only
LOSSES = ("files that were handed over, not fetched from the web", "the wire's own packing: bodies are stored unpacked", "all records but captures")
CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


class Row(NamedTuple):
    """One record of the WARC as the index and the list of pages name it."""

    capture: Capture
    moment: datetime
    offset: int
    length: int
    digest: str


def write(captures: Iterable[Capture], blob: Callable[[str], bytes], title: str) -> bytes:
    """Write the captures that came from the web; what was handed over as a file has no address to be replayed at.

    Raises:
        DamagedBlob: archived bytes are not what they were.
    """
    chosen = sorted((one for one in captures if one.url.startswith(("http://", "https://"))), key=lambda one: (stamp(one), one.url, one.id))
    warc = io.BytesIO()
    rows = [write_record(warc, capture, blob(capture.sha256)) for capture in chosen]
    parts = {WARC: warc.getvalue(), INDEX: write_index(rows), PAGES: write_pages(rows)}
    package = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "software": SOFTWARE,
        "title": title,
        "resources": [
            {"name": name.rpartition("/")[2], "path": name, "hash": f"sha256:{hashlib.sha256(data).hexdigest()}", "bytes": len(data)}
            for name, data in sorted(parts.items())
        ],
    } | ({"created": f"{max(row.moment for row in rows):%Y-%m-%dT%H:%M:%SZ}"} if rows else {})
    parts[PACKAGE] = canonical(package)
    parts[DIGEST] = canonical({"path": PACKAGE, "hash": f"sha256:{hashlib.sha256(parts[PACKAGE]).hexdigest()}"})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as file:
        for name, data in sorted(parts.items()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            file.writestr(entry, data)
    return out.getvalue()


def stamp(capture: Capture) -> datetime:
    """When a capture was fetched (UTC); the epoch where nobody noted it."""
    return (capture.fetched_at or datetime(1970, 1, 1, tzinfo=UTC)).astimezone(UTC)


def write_record(out: io.BytesIO, capture: Capture, data: bytes) -> Row:
    """Append one record: a response where the server's answer was noted, else a resource."""
    seen, moment = capture.exchange, stamp(capture)
    headers = [
        ("WARC-Type", "response" if seen else "resource"),
        ("WARC-Record-ID", f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, capture.id)}>"),
        ("WARC-Target-URI", capture.url),
        ("WARC-Date", f"{moment:%Y-%m-%dT%H:%M:%SZ}"),
        ("WARC-Payload-Digest", f"sha256:{capture.sha256}"),
    ]
    block = data
    if seen:
        kept = [(name, CONTROL.sub(" ", value)) for name, value in seen.headers if name not in PACKINGS]
        lines = [f"HTTP/1.1 {seen.status} OK", *(f"{name}: {value}" for name, value in kept), f"content-length: {len(data)}"]
        block = "".join(f"{line}\r\n" for line in (*lines, "")).encode("latin-1", "replace") + data
        if seen.peer:
            headers.append(("WARC-IP-Address", seen.peer.rpartition(":")[0].strip("[]")))
    headers.append(("Content-Type", "application/http; msgtype=response" if seen else capture.media_type))
    headers.append(("WARC-Block-Digest", f"sha256:{hashlib.sha256(block).hexdigest()}"))
    headers.append(("Content-Length", str(len(block))))
    head = "".join(f"{line}\r\n" for line in ("WARC/1.1", *(f"{name}: {CONTROL.sub(' ', value)}" for name, value in headers), ""))
    machine = zlib.compressobj(6, zlib.DEFLATED, 31)  # a gzip member of its own, without clock or name
    begin = out.tell()
    out.writelines(machine.compress(piece) for piece in (head.encode(), block, b"\r\n\r\n"))
    out.write(machine.flush())
    return Row(capture, moment, begin, out.tell() - begin, f"sha256:{capture.sha256}")


def write_index(rows: Iterable[Row]) -> bytes:
    """Write the CDXJ index: sorted by address turned round and time."""
    lines = []
    for row in rows:
        body: dict[str, Any] = {
            "url": row.capture.url, "mime": row.capture.media_type, "digest": row.digest, "offset": str(row.offset), "length": str(row.length),
            "filename": WARC.rpartition("/")[2], "status": str(row.capture.exchange.status if row.capture.exchange else 200),
        }  # fmt: skip
        lines.append(f"{turned(row.capture.url)} {row.moment:%Y%m%d%H%M%S} {canonical(body).decode()}\n")
    return "".join(sorted(lines)).encode()


def turned(url: str) -> str:
    """Give an address as the index sorts it: host back to front, then the path, in lower case."""
    parts = urlsplit(url)
    host = ",".join(reversed((parts.hostname or "").removeprefix("www.").split(".")))
    port = f":{parts.port}" if parts.port and parts.port not in {80, 443} else ""
    return f"{host}{port}){parts.path or '/'}{'?' + parts.query if parts.query else ''}".lower().replace(" ", "%20")


def write_pages(rows: Iterable[Row]) -> bytes:
    """Write the list of pages that a reader can open."""
    head = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
    pages = [
        {"id": row.capture.id, "url": row.capture.url, "ts": f"{row.moment:%Y-%m-%dT%H:%M:%SZ}", "title": row.capture.url}
        for row in rows
        if row.capture.media_type in {"text/html", "text/plain"}
    ]
    return b"".join(msgspec.json.encode(line) + b"\n" for line in (head, *pages))
