"""An export stands up alone: the same bytes for the same case, and any flipped or missing byte of it is found and named."""

import hashlib
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from cotejo.case import package
from cotejo.case.folder import Case
from cotejo.case.verify_package import is_package, verify_package
from cotejo.pipeline import exporting, packing
from cotejo.pipeline.running import Report

FLIPS = 10_000 if os.environ.get("COTEJO_FULL") else 300
CUTS = range(1, 401)
Fill = Callable[[dict[str, str | bytes]], Case]


@pytest.fixture
def whole(fill: Fill, go: Callable[[], Report]) -> tuple[Case, bytes]:
    case = fill({f"{number}.txt": f"{'uno' if number % 2 else 'dos'} texto número {number}" for number in range(6)})
    go()
    return case, packing.package(exporting.request_of(case))


def check(path: Path, data: bytes) -> dict[str, str]:
    path.write_bytes(data)
    return {fault.object: fault.what for fault in verify_package(path).faults}


def member_at(data: bytes, at: int, path: Path) -> str | None:
    """The file of the zip in whose bytes a position lies."""
    path.write_bytes(data)
    with zipfile.ZipFile(path) as file:
        for entry in file.infolist():
            begin = entry.header_offset + 30 + len(entry.filename)
            if begin <= at < begin + entry.file_size:
                return entry.filename
    return None


def test_the_same_case_gives_the_same_bytes_and_they_are_whole(whole: tuple[Case, bytes], tmp_path: Path) -> None:
    case, data = whole
    assert packing.package(exporting.request_of(Case.open(case.folder))) == data
    path = tmp_path / "x.cotejo.zip"
    assert check(path, data) == {}
    verdict = verify_package(path)
    assert verdict.counts["files"] > 12
    assert verdict.counts["spans"] > 10
    assert verdict.counts["log entries"] == 3
    with zipfile.ZipFile(path) as file:
        assert len([name for name in file.namelist() if name.startswith("documents/")]) == 6
        file.extractall(tmp_path / "open")
    assert is_package(tmp_path / "open")
    assert verify_package(tmp_path / "open").faults == ()


def test_any_flipped_byte_is_found_and_its_file_named(whole: tuple[Case, bytes], tmp_path: Path) -> None:
    chance = random.Random(3)  # noqa: S311
    data, path = whole[1], tmp_path / "x.cotejo.zip"
    for _ in range(FLIPS):
        at = chance.randrange(len(data))
        changed = data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]
        found = check(path, changed)
        assert found, at
        member = member_at(data, at, tmp_path / "whole.zip")
        assert member is None or member in found, (at, member, found)


def test_any_cut_is_found(whole: tuple[Case, bytes], tmp_path: Path) -> None:
    assert all(check(tmp_path / "x.cotejo.zip", whole[1][:-cut]) for cut in CUTS)


def test_bytes_before_and_after_are_found(whole: tuple[Case, bytes], tmp_path: Path) -> None:
    path = tmp_path / "x.cotejo.zip"
    assert path.name in check(path, b"x" + whole[1])
    assert path.name in check(path, whole[1] + b"x")


def repack(data: bytes, path: Path, change: Callable[[dict[str, bytes]], None]) -> bytes:
    opened = package.open_zip(path.name, data)
    change(opened.parts)
    return package.lay(opened.parts)


def resealed(parts: dict[str, bytes]) -> None:
    """Change a document and make the manifest anew, as one who knows the format would."""
    name = next(name for name in sorted(parts) if name.startswith("documents/"))
    manifest = package.read_manifest(parts[package.MANIFEST])
    parts[name] = b"another"
    manifest["files"][name] = {"sha256": hashlib.sha256(b"another").hexdigest(), "size_bytes": 7}
    parts[package.MANIFEST] = package.seal(manifest)


def lacking(parts: dict[str, bytes]) -> None:
    del parts[next(name for name in sorted(parts) if name.startswith("documents/"))]


def added(parts: dict[str, bytes]) -> None:
    parts["extra.html"] = b"<script>"


@pytest.mark.parametrize(("change", "named"), [(resealed, "documents/"), (lacking, "documents/"), (added, "extra.html")])
def test_files_changed_left_out_or_added_are_named(
    whole: tuple[Case, bytes], tmp_path: Path, change: Callable[[dict[str, bytes]], None], named: str
) -> None:
    path = tmp_path / "x.cotejo.zip"
    assert any(name.startswith(named) for name in check(path, repack(whole[1], path, change)))


def test_only_hashes(whole: tuple[Case, bytes], tmp_path: Path) -> None:
    data = packing.package(msgspec.structs.replace(exporting.request_of(whole[0]), about={"documents": "hashes"}))
    path = tmp_path / "x.cotejo.zip"
    assert check(path, data) == {}
    assert "hash-only" in verify_package(path).notes[0]
    with zipfile.ZipFile(path) as file:
        assert not [name for name in file.namelist() if name.startswith("documents/")]


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "a/../../b", "a\\b", "c:x", "a//b", "."])
def test_a_name_that_leads_elsewhere_is_named_and_not_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / "x.cotejo.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(zipfile.ZipInfo(name), b"x")
    assert any("would lie elsewhere" in fault.what for fault in verify_package(path).faults)


def test_a_packed_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "x.cotejo.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("manifest.json", b"0" * 50_000_000)
    assert [fault.object for fault in verify_package(path).faults] == ["manifest.json"]
