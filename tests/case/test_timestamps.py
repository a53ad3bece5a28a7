"""A time stamp of the log's head: asked for, given by an authority made here with openssl, taken in, verified without a network."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from cotejo.case import timestamps
from cotejo.case.folder import Case
from cotejo.case.verify import read_entries, verify
from cotejo.errors import UsageError

pytest.importorskip("rfc3161_client")
pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="the authority of this test is made with openssl")
CONFIG = """
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ordering = yes
[stamping]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
"""


def openssl(*words: object) -> None:
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


def authority(folder: Path) -> Path:
    folder.mkdir()
    config = folder / "tsa.cnf"
    config.write_text(CONFIG.format(folder=folder))
    (folder / "serial").write_text("01")
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder / "ca.key", "-out", folder / "ca.pem", "-days", 3650, "-subj", "/CN=Root",
            "-config", config, "-extensions", "root")  # fmt: skip
    openssl(
        "req", "-newkey", "rsa:2048", "-nodes", "-keyout", folder / "tsa.key", "-out", folder / "tsa.csr", "-subj", "/CN=Stamp", "-config", config
    )
    openssl("x509", "-req", "-in", folder / "tsa.csr", "-CA", folder / "ca.pem", "-CAkey", folder / "ca.key", "-CAcreateserial", "-out", folder / "tsa.pem",
            "-days", 3650, "-extfile", config, "-extensions", "stamping")  # fmt: skip
    return config


def answer(config: Path, question: bytes) -> bytes:
    folder = config.parent
    (folder / "q.tsq").write_bytes(question)
    openssl("ts", "-reply", "-config", config, "-section", "one", "-queryfile", folder / "q.tsq", "-out", folder / "a.tsr")
    return (folder / "a.tsr").read_bytes()


def test_a_stamp_is_taken_in_and_checked_offline(fill: Callable[[dict[str, str | bytes]], Case], at: datetime, tmp_path: Path) -> None:
    case = fill({"a.txt": "uno"})
    config, other = authority(tmp_path / "tsa"), authority(tmp_path / "other")
    given = answer(config, timestamps.ask(case))
    fill({"b.txt": "dos"})  # the log goes on while the answer travels
    found = timestamps.take(case, given, at)
    assert found.number == 2
    entries = read_entries((case.folder / "audit.jsonl").read_bytes().splitlines(keepends=True))
    assert [one.faults for one in timestamps.check(entries, None)] == [()]
    assert [one.faults for one in timestamps.check(entries, config.parent / "ca.pem")] == [()]
    assert "no given root" in next(timestamps.check(entries, other.parent / "ca.pem")).faults[0]
    assert verify(case.folder).faults == ()


def test_a_stamp_of_another_log_or_none_is_refused(fill: Callable[[dict[str, str | bytes]], Case], at: datetime, tmp_path: Path) -> None:
    case = fill({"a.txt": "uno"})
    elsewhere = Case.create(tmp_path / "elsewhere", '[case]\nname = "x"\n', at)
    given = answer(authority(tmp_path / "tsa"), timestamps.ask(elsewhere))
    with pytest.raises(UsageError, match="covers no head"):
        timestamps.take(case, given, at)
    for junk in (b"", b"\x30\x03\x02\x01\x00", given[:100], b"x" * 300_000):
        with pytest.raises(UsageError):
            timestamps.take(case, junk, at)
