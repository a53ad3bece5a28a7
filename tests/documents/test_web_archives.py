"""Web archives, in and out: what goes in comes out; what was cut off, changed, packed too tightly or leads elsewhere is said (R4, S4, S5)."""

import io
import random
import stat
import tracemalloc
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.documents import exports
from warcio.archiveiterator import ArchiveIterator

from cotejo.documents import wacz
from cotejo.documents.collect import gather
from cotejo.documents.found import Found, file_of
from cotejo.documents.imports import expand
from cotejo.documents.warc import Fault, Piece, read_warc
from cotejo.documents.zipped import Member, Refused, read_zip
from cotejo.records.abstention import Abstention
from cotejo.records.document import Capture, Exchange

pytestmark = [pytest.mark.filterwarnings("ignore::ResourceWarning"), pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]
CUTS = range(1, 401)
GROWTH = 64 * 2**20
AT = datetime(2024, 3, 1, 12, tzinfo=UTC)
WRONG = {"truncated", "damaged", "digest", "whole_hash", "package_hash", "bad_record", "bomb"}


def big_warc(*, gzip: bool = True) -> bytes:
    chance = random.Random(8)  # noqa: S311
    made = exports.warc(6, chance, gzip=gzip)
    return made.data + exports.warc(1, chance, gzip=gzip).data.replace(b"x" * 0, b"")


def captures() -> tuple[list[Capture], dict[str, bytes]]:
    bodies = {f"https://e.example/{number}": f"<html><body>página {number} {'ы' * 900}</body></html>".encode() for number in range(5)}
    found = [
        Capture(
            url=url, fetched_at=AT, sha256=exports.sha256(body), media_type="text/html", size_bytes=len(body), made_by="t@1",
            exchange=Exchange(asked=url, status=200, headers=(("content-type", "text/html"), ("content-encoding", "gzip"), ("x", "a\r\nb")), peer="192.0.2.1:443", asked_at=AT)
            if number else None,
        )
        for number, (url, body) in enumerate(bodies.items())
    ]  # fmt: skip
    handed = Capture(url="file:x.html", fetched_at=None, sha256="0" * 64, media_type="text/html", size_bytes=1, made_by="t@1")
    return [*found, handed], {exports.sha256(body): body for body in bodies.values()}


def faults(name: str, data: bytes, folder: Path = Path("nowhere")) -> set[str]:
    return {one.reason for one in expand(file_of(folder / name, name, data)) if isinstance(one, Abstention)} & WRONG


def test_what_was_written_is_read_back_by_us_and_by_others() -> None:
    many, bodies = captures()
    data = wacz.write(many, bodies.__getitem__, "Título")
    assert data == wacz.write(reversed(many), bodies.__getitem__, "Título")
    back = [one for one in expand(file_of(Path("a.wacz"), "a.wacz", data)) if isinstance(one, Found)][1:]
    assert {(one.url, one.fetched_at, exports.sha256(one.data)) for one in back} == {(one.url, AT, one.sha256) for one in many if one.fetched_at}
    assert {one.exchange.peer for one in back if one.exchange} == {"192.0.2.1"}
    assert faults("a.wacz", data) == set()
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        warc = file.read(wacz.WARC)
        index = file.read(wacz.INDEX).decode().splitlines()
    assert len(index) == 5
    assert index == sorted(index)
    records = [
        (one.rec_headers.get_header("WARC-Target-URI"), one.content_stream().read())
        for one in ArchiveIterator(io.BytesIO(warc), check_digests="raise")
    ]
    assert {url: exports.sha256(body) for url, body in records} == {one.url: one.sha256 for one in many if one.fetched_at}


@pytest.mark.parametrize("name", ["x.warc.gz", "x.warc", "x.wacz"])
def test_every_cut_is_detected(name: str) -> None:
    many, bodies = captures()
    data = wacz.write(many, bodies.__getitem__, "x") if name == "x.wacz" else exports.warc(8, random.Random(3), gzip=name.endswith("gz")).data  # noqa: S311
    assert faults(name, data) == set()
    assert sum(bool(faults(name, data[:-cut])) for cut in CUTS) == 400


def test_a_cut_between_two_records_is_detected_by_the_hash_beside_the_file(tmp_path: Path) -> None:
    data = exports.warc(4, random.Random(3)).data  # noqa: S311
    offsets = [one.offset for one in read_warc(data) if isinstance(one, Piece)]
    (tmp_path / "x.warc.gz").write_bytes(data[: offsets[-1]])
    assert not {one.reason for one in gather([tmp_path / "x.warc.gz"]) if isinstance(one, Abstention)} & WRONG
    (tmp_path / "x.warc.gz.sha256").write_text(f"{exports.sha256(data)}  x.warc.gz\n")
    assert "whole_hash" in {one.reason for one in gather([tmp_path / "x.warc.gz"]) if isinstance(one, Abstention)}


def test_any_flipped_byte_of_a_packed_archive_is_detected() -> None:
    chance = random.Random(4)  # noqa: S311
    many, bodies = captures()
    data = wacz.write(many, bodies.__getitem__, "x")
    missed = 0
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        held = [(one.header_offset + 30 + len(one.filename), one.file_size) for one in file.infolist()]
    for _ in range(300):
        begin, size = chance.choice(held)
        at = begin + chance.randrange(size)
        missed += not faults("x.wacz", data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :])
    assert missed == 0


def bomb_gzip(size: int) -> bytes:
    return zlib.compress(b"0" * size, 9, wbits=31)


def bomb_zip(size: int, depth: int = 1) -> bytes:
    data = b"0" * size
    for level in range(depth):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
            for copy in range(1 if level == 0 else 4):
                file.writestr(f"{copy}.zip" if level else "0.txt", data)
        data = out.getvalue()
    return data


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.warc.gz", bomb_gzip(200_000_000)),
        ("x.zip", bomb_zip(200_000_000)),
        ("x.zip", bomb_zip(20_000_000, 3)),
        ("x.zip", bomb_zip(1000, 9)),
        ("x.wacz", bomb_zip(100_000_000)),
        ("x.warc", b"WARC/1.0\r\nContent-Length: 99999999999\r\n\r\n"),
    ],
)
def test_bombs_are_stopped_before_they_grow(name: str, data: bytes) -> None:
    tracemalloc.start()
    try:
        reasons = {one.reason for one in expand(file_of(Path(name), name, data)) if isinstance(one, Abstention)}
        assert tracemalloc.get_traced_memory()[1] < GROWTH
    finally:
        tracemalloc.stop()
    assert reasons & {"bomb", "nesting", "truncated", "package_hash"}


def test_a_packed_answer_inside_a_record_is_no_bomb_either() -> None:
    body = bomb_gzip(150_000_000)
    head = f"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-type: text/html\r\ncontent-length: {len(body)}\r\n\r\n".encode()
    block = head + body
    warc = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nWARC-Date: 2024-03-01T00:00:00Z\r\nWARC-Target-URI: http://a.example/\r\nContent-Length: {len(block)}\r\n\r\n".encode()
    assert faults("x.warc", warc + block + b"\r\n\r\n") == {"bomb"}


HOSTILE = ["../evil.txt", "/etc/cron.d/evil", "a/../../evil.txt", "..\\evil.txt", "C:\\evil.txt", "C:evil.txt", "a\x00b.txt", "./../evil.txt"]


def hostile_zip(name: str, mode: int = 0o100644, twice: bool = False) -> bytes:  # noqa: FBT001, FBT002 - a test's table
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        entry = zipfile.ZipInfo("placeholder")
        entry.filename = entry.orig_filename = name
        entry.external_attr = mode << 16
        file.writestr(entry, b"x")
        if twice:
            other = zipfile.ZipInfo(name.upper())
            file.writestr(other, b"y")
    return out.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_is_written_outside_and_hostile_names_are_refused(name: str, tmp_path: Path) -> None:
    inner = tmp_path / "in"
    inner.mkdir()
    (inner / "x.zip").write_bytes(hostile_zip(name))
    reasons = {one.reason for one in gather([inner]) if isinstance(one, Abstention)}
    assert reasons & {"path", "truncated"}, name
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["x.zip"]


def test_links_and_doubles_are_refused() -> None:
    assert [one.reason for one in read_zip(hostile_zip("a.txt", stat.S_IFLNK | 0o777)) if isinstance(one, Refused)] == ["link"]
    found = list(read_zip(hostile_zip("a.txt", twice=True)))
    assert [type(one) for one in found] == [Member, Refused]


def test_readers_of_archives_stand_any_bytes() -> None:
    chance = random.Random(6)  # noqa: S311
    many, bodies = captures()
    seeds = [("x.warc.gz", exports.warc(3, chance).data), ("x.warc", exports.warc(3, chance, gzip=False).data), ("x.wacz", wacz.write(many, bodies.__getitem__, "x")),
             ("result.json", exports.telegram(4, chance).data), ("tweets.js", exports.twitter(4, chance).data), ("db.csv", exports.archived(4, chance).data),
             ("a.csv", exports.acled(4, chance).data), ("a.export.csv", exports.gdelt(4, chance).data), ("s.csv", exports.sheet(4, chance).data),
             ("l.eml", b"From: a@b\r\nDate: x\r\nSubject: y\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--")]  # fmt: skip
    for name, data in seeds:
        for _ in range(120):
            changed = bytearray(data)
            for _ in range(chance.randrange(1, 12)):
                at = chance.randrange(len(changed))
                changed[at : at + chance.randrange(3)] = bytes(chance.randrange(256) for _ in range(chance.randrange(4)))
            for one in expand(file_of(Path(name), name, bytes(changed))):
                assert isinstance(one, Found | Abstention)


def test_faults_say_where() -> None:
    data = exports.warc(4, random.Random(3)).data  # noqa: S311
    (fault,) = [one for one in read_warc(data[:-9]) if isinstance(one, Fault)]
    assert f"{fault.offset:,}" in fault.detail
