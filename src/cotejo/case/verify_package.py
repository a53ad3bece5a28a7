"""An export (a `.cotejo.zip`, or its unpacked folder) -> every object in it that is not what was exported; no database, no network."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from cotejo.case import custody, package
from cotejo.case.package import MANIFEST
from cotejo.case.verdict import Fault, Verdict
from cotejo.case.verify import spans_in
from cotejo.errors import DamagedCase, EvidenceError
from cotejo.records.base import Record
from cotejo.records.codec import decode
from cotejo.records.document import Capture, Document

RECORDS, LOG, DOCUMENTS = "records.jsonl", "audit.jsonl", "documents/"
SHOWN = frozenset({"document", "doc", "start", "end", "exact"})  # what an exported claim shows beside its own fields


class Check:
    """A verification under way."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.notes: list[str] = []
        self.counts = {"files": 0, "records": 0, "spans": 0, "log entries": 0}

    def blame(self, name: str, what: str) -> None:
        """Note damage."""
        self.faults.append(Fault(name, what))


def is_package(path: Path) -> bool:
    """Whether a path is an export: a zip, or a folder with a manifest and without a case's settings."""
    return path.is_file() or (path.is_dir() and (path / MANIFEST).is_file() and not (path / "cotejo.toml").exists())


def verify_package(path: Path) -> Verdict:
    """Check an export. Damage to one file does not stop the check of the others."""
    opened = package.open_zip(path.name, path.read_bytes()) if path.is_file() else package.open_folder(path)
    check = Check()
    for name, what in opened.faults:
        check.blame(name, what)
    parts = opened.parts
    if MANIFEST not in parts:
        if not check.faults:
            check.blame(MANIFEST, "it is missing: this is no export, or it was cut off")
        return Verdict(check.counts, tuple(check.faults), ())
    try:
        manifest = package.read_manifest(parts[MANIFEST])
    except DamagedCase as error:
        check.blame(MANIFEST, str(error))
        manifest = {}
    check_files(check, parts, manifest)
    entries = check_log(check, parts.get(LOG, b""), manifest)
    check_records(check, parts, manifest, entries)
    return Verdict(check.counts, tuple(dict.fromkeys(check.faults)), tuple(check.notes))


def check_files(check: Check, parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    """Hash every file again; look for those that the manifest names and for those that it does not."""
    listed = manifest.get("files", {})
    blamed = {fault.object for fault in check.faults}
    for name in sorted((set(listed) | set(parts)) - {MANIFEST} - blamed):
        check.counts["files"] += 1
        said, data = listed.get(name), parts.get(name)
        if data is None:
            check.blame(name, "the manifest names it; it is not there")
        elif manifest and said is None:
            check.blame(name, "the manifest does not name it: it was added")
        elif manifest and {"sha256": hashlib.sha256(data).hexdigest(), "size_bytes": len(data)} != said:
            check.blame(name, "its bytes are not those that were exported")
        elif name.startswith(DOCUMENTS) and hashlib.sha256(data).hexdigest() != name.removeprefix(DOCUMENTS):
            check.blame(name, "its bytes are not those of the hash that it is called by")


def check_log(check: Check, log: bytes, manifest: dict[str, Any]) -> list[custody.Entry]:
    """Check the chain of the log, and that it ends where the manifest says."""
    lines = log.splitlines(keepends=True)
    check.counts["log entries"] = len(lines)
    for what in custody.faults(log, lines) if lines else ["it is empty or missing"]:
        check.blame(LOG, what)
    entries = []
    for line in lines:
        try:
            entries.append(custody.read_line(line))
        except DamagedCase:
            continue  # named already
    if manifest and entries and not check.faults and manifest.get("log_head") != custody.head_of(log):
        check.blame(LOG, "it does not end with the entry that the manifest names")
    return entries


def check_records(check: Check, parts: dict[str, bytes], manifest: dict[str, Any], entries: Iterable[custody.Entry]) -> None:
    """Decode every record, check every span, and that the log vouches for every capture and its bytes lie here."""
    records = list(read_records(check, parts.get(RECORDS, b"")))
    texts = {record.id: record.text for record in records if isinstance(record, Document)}
    for record in records:
        for span in spans_in(record):
            if span.document in texts:
                check.counts["spans"] += 1
                try:
                    span.check(texts[span.document])
                except EvidenceError as error:
                    check.blame(record.id, str(error))
    added = {one["id"]: one["sha256"] for entry in entries if entry.act == "add" for one in entry.detail["captures"]}
    gone = {one for entry in entries if entry.act == custody.TOMBSTONE for one in entry.detail["removed"]}
    whole = not any(name == DOCUMENTS for name in manifest.get("losses", {}))
    for capture in (record for record in records if isinstance(record, Capture)):
        if added.get(capture.id) != capture.sha256:
            check.blame(capture.id, "the log does not say that it was added")
        if whole and DOCUMENTS + capture.sha256 not in parts and capture.sha256 not in gone:
            check.blame(capture.id, f"its bytes, documents/{capture.sha256}, are not there")
    if not whole:
        check.notes.append("hash-only: the archived bytes are not in this export; their hashes are.")


def read_records(check: Check, data: bytes) -> Iterable[Record]:
    """Decode the lines of `records.jsonl`."""
    for number, line in enumerate(data.splitlines(), start=1):
        check.counts["records"] += 1
        try:
            yield decode(strip(line))
        except EvidenceError as error:
            check.blame(RECORDS, f"line {number}: {error}")


def strip(line: bytes) -> bytes:
    """Take from an exported claim what it only shows."""
    if not line.startswith(b'{"type":"claim"'):
        return line
    try:
        body = msgspec.json.decode(line, type=dict[str, Any])
    except msgspec.MsgspecError:
        return line  # the codec says what is wrong with it
    return msgspec.json.encode({key: value for key, value in body.items() if key not in SHOWN})
