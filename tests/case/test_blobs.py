from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from cotejo.case.blobs import TEMPORARY, Blobs, sha256_of
from cotejo.errors import DamagedBlob


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(some.binary(max_size=200)))
def test_what_goes_in_comes_out(tmp_path: Path, many: list[bytes]) -> None:
    blobs = Blobs(tmp_path / "blobs")
    hashes = blobs.put(many)
    assert [blobs.read(sha256) for sha256 in hashes] == many
    assert set(hashes) <= set(blobs.names())


def test_a_blob_is_written_once_and_cannot_be_written_over(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    (sha256,) = blobs.put([b"bytes"])
    before = blobs.path(sha256).stat()
    blobs.put([b"bytes", b"bytes"])
    assert blobs.path(sha256).stat().st_mtime_ns == before.st_mtime_ns
    assert not before.st_mode & 0o222


def test_damage_is_named_and_adding_the_file_again_restores_it(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    (sha256,) = blobs.put([b"bytes"])
    blobs.path(sha256).chmod(0o644)
    blobs.path(sha256).write_bytes(b"bites")
    with pytest.raises(DamagedBlob, match=sha256):
        blobs.read(sha256)
    blobs.put([b"bytes"])
    assert blobs.read(sha256) == b"bytes"
    blobs.path(sha256).unlink()
    with pytest.raises(DamagedBlob, match=r"cannot be read.*add` the original"):
        blobs.read(sha256)


def test_an_interrupted_write_is_no_blob_and_is_swept(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    (sha256,) = blobs.put([b"whole"])
    aside = blobs.path(sha256).with_name(TEMPORARY + "x")
    aside.write_bytes(b"ha")
    assert list(blobs.names()) == [sha256] == [sha256_of(b"whole")]
    assert blobs.sweep() == 1
    assert not aside.exists()
