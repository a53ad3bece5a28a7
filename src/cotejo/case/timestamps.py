"""The log's head -> a question to a time-stamping authority (RFC 3161); its answer -> an entry of the log, verified offline. Extra: `timestamps`."""

import base64
import binascii
import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from cotejo.case.custody import Entry, head_of
from cotejo.case.folder import LOG, Case
from cotejo.errors import UsageError

ACT = "timestamp"
MISSING = "time stamps need the extra: pip install 'cotejo[timestamps]'"
GRANTED = (0, 1)  # granted, granted with changes
MAX_BYTES = 256 * 1024  # an answer with its chain of certificates has 3 to 10 KB


class Stamp(NamedTuple):
    """One time stamp: the entry that it covers, the authority's time, and what is wrong with it, if anything."""

    number: int
    time: str
    faults: tuple[str, ...]


def library() -> Any:  # noqa: ANN401 - the extra may be absent
    """Load the extra.

    Raises:
        UsageError: it is not installed.
    """
    try:
        import rfc3161_client  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise UsageError(MISSING) from error
    return rfc3161_client


def ask(case: Case) -> bytes:
    """Write the question over the head of the log as it stands now: a file to send to an authority (`application/timestamp-query`)."""
    head = head_of((case.folder / LOG).read_bytes())
    client = library()
    builder = client.TimestampRequestBuilder().data(head.encode()).hash_algorithm(client.HashAlgorithm.SHA256)
    made: bytes = builder.nonce(nonce=False).cert_request(cert_request=True).build().as_bytes()
    return made


def take(case: Case, answer: bytes, at: datetime) -> Stamp:
    """Note an authority's answer in the log.

    Raises:
        UsageError: it is no answer, it was refused, or it covers no head that the log ever had.
    """
    if len(answer) > MAX_BYTES:
        raise UsageError(f"{len(answer):,} bytes are no time stamp.")
    read = decode(answer)
    lines = (case.folder / LOG).read_bytes().splitlines(keepends=True)
    number = next((at for at in range(len(lines), 0, -1) if covers(read, head_of(lines[at - 1]))), 0)
    if not number:
        raise UsageError("this time stamp covers no head of this log: it was asked for another case, or the log was changed since.")
    time = read.tst_info.gen_time.isoformat()
    with case.changing(), case.act(at) as act:
        act.note(ACT, {"number": number, "time": time, "answer": base64.b64encode(answer).decode()})
    return Stamp(number, time, ())


def decode(answer: bytes) -> Any:  # noqa: ANN401 - the extra's own type
    """Read an authority's answer.

    Raises:
        UsageError: it is none, or the authority refused.
    """
    try:
        read = library().decode_timestamp_response(answer)
        status = int(read.status)
    except ValueError as error:
        raise UsageError(f"this is no answer of a time-stamping authority: {error}") from error
    if status not in GRANTED:
        raise UsageError(f"the authority refused (status {status}): {', '.join(read.status_string) or 'no reason given'}")
    return read


def covers(read: Any, head: str) -> bool:  # noqa: ANN401 - the extra's own type
    """Whether an answer's imprint is that of a head."""
    imprint = read.tst_info.message_imprint
    name = {"2.16.840.1.101.3.4.2.1": "sha256", "2.16.840.1.101.3.4.2.2": "sha384", "2.16.840.1.101.3.4.2.3": "sha512"}.get(
        imprint.hash_algorithm.dotted_string
    )
    return name is not None and hashlib.new(name, head.encode()).digest() == imprint.message


def check(entries: Sequence[Entry], roots: Path | None) -> Iterator[Stamp]:
    """Check every time stamp of a log: that it covers the entry it names, and, with the authorities' root certificates (PEM), who signed it.

    Raises:
        UsageError: the extra is not installed, or the roots cannot be read.
    """
    stamps = [entry for entry in entries if entry.act == ACT]
    verifiers = read_roots(roots) if roots and stamps else []
    for entry in stamps:
        number = entry.detail["number"]
        yield Stamp(number, str(entry.detail["time"]), tuple(faults_of(entry, entries, verifiers)))


def faults_of(entry: Entry, entries: Sequence[Entry], verifiers: Sequence[Any]) -> Iterator[str]:
    """Say what is wrong with one time stamp."""
    number = entry.detail["number"]
    covered = next((one for one in entries if one.number == number), None)
    try:
        read = decode(base64.b64decode(entry.detail["answer"], validate=True))
    except (UsageError, binascii.Error) as error:
        if isinstance(error, UsageError) and str(error) == MISSING:
            raise
        yield f"its answer does not decode: {error}"
        return
    head = head_of(covered.line()) if covered else ""
    if covered is None or not covers(read, head):
        yield f"it does not cover entry {number}"
    elif read.tst_info.gen_time.isoformat() != entry.detail["time"]:
        yield "its time is not the one that the log notes"
    elif verifiers and not any(signed(verifier, read, head) for verifier in verifiers):
        yield "no given root certificate vouches for who signed it"


def signed(verifier: Any, read: Any, head: str) -> bool:  # noqa: ANN401 - the extra's own types
    """Whether the chain from a root to the signature holds."""
    try:
        return bool(verifier.verify_message(read, head.encode()))
    except (library().VerificationError, ValueError):
        return False


def read_roots(path: Path) -> list[Any]:
    """Make a verifier for each root certificate of a PEM file."""
    client = library()
    from cryptography.x509 import load_pem_x509_certificates  # noqa: PLC0415 - comes with the extra

    try:
        roots = load_pem_x509_certificates(path.read_bytes())
    except ValueError as error:
        raise UsageError(f"{path} holds no certificates in PEM: {error}") from error
    return [client.VerifierBuilder().add_root_certificate(root).build() for root in roots]
