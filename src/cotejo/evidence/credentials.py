"""Bytes of a picture -> three answers about its content credentials (C2PA): intact? signer known? asserts what? Needs the extra `c2pa`.

Runs inside a cell (`python -m cotejo.evidence.credentials`). Manifests that lie elsewhere are not fetched, nor is the state of a certificate. No
list of trusted signers is shipped: a signer counts as known only where the library itself calls the manifest trusted.
"""

import io
import json
from importlib.util import find_spec
from typing import Any

import msgspec

from cotejo.evidence.inmate import serve

SETTINGS = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}
UNTRUSTED = "untrusted"
LABELS = 12


class NoCredentials(ValueError):  # noqa: N818 - an answer
    """The file has none, or they cannot be read here; the message says which."""


class Credentials(msgspec.Struct, frozen=True):
    """`intact`: the bytes are as they were signed, in every layer. `faults` are the library's codes where they are not."""

    intact: bool
    known: bool
    signer: str
    signed_at: str | None  # ISO 8601, by a time stamp that was not checked against a list of authorities
    tool: str | None
    asserts: tuple[str, ...]  # labels of assertions, and the actions said to have been done
    faults: tuple[str, ...]


def is_there() -> bool:
    """Whether the extra `c2pa` is installed."""
    return find_spec("c2pa") is not None


def read_credentials(data: bytes) -> bytes:
    """Read the manifest that stands in the file.

    Raises:
        NoCredentials: none there, one elsewhere that is not fetched, or an unreadable one.
    """
    import c2pa  # noqa: PLC0415 - an extra

    try:
        with c2pa.Context(settings=c2pa.Settings.from_dict(SETTINGS)) as context, c2pa.Reader(None, io.BytesIO(data), context=context) as reader:
            return msgspec.msgpack.encode(told(json.loads(reader.json()), str(reader.get_validation_state())))
    except c2pa.C2paError as error:
        text = str(error)
        kind = "elsewhere" if "Remote" in text else "none" if "ManifestNotFound" in text else "unreadable"
        raise NoCredentials(f"{kind}: {text[:200]}") from error


def told(store: dict[str, Any], state: str) -> Credentials:
    """What a manifest store says."""
    manifest = store["manifests"][store["active_manifest"]]
    signature = manifest.get("signature_info") or {}
    codes = [str(status["code"]) for status in store.get("validation_status") or ()]
    codes += [f"ingredient:{status['code']}" for each in store["manifests"].values() for status in recorded(each)]
    faults = tuple(dict.fromkeys(code for code in codes if UNTRUSTED not in code))
    asserts: list[str] = []
    for assertion in manifest.get("assertions") or ():
        asserts.append(str(assertion["label"]))
        found = assertion.get("data")
        asserts += [str(action.get("action")) for action in found.get("actions") or ()] if isinstance(found, dict) else []
    signer = " / ".join(str(part) for part in (signature.get("issuer"), signature.get("common_name")) if part)
    generators = manifest.get("claim_generator_info") or ()
    tool = manifest.get("claim_generator") or next((str(each.get("name")) for each in generators), None)
    return Credentials(
        intact=state in {"Valid", "Trusted"} and not faults,
        known=state == "Trusted",
        signer=signer or "unnamed",
        signed_at=signature.get("time"),
        tool=tool,
        asserts=tuple(dict.fromkeys(asserts))[:LABELS],
        faults=faults or (() if state in {"Valid", "Trusted"} else ("ingredient",)),
    )


def recorded(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    """What the signer found of the pictures that this one was made from, when they were taken in."""
    return [status for each in manifest.get("ingredients") or () for status in each.get("validation_status") or ()]


if __name__ == "__main__":
    serve(read_credentials, NoCredentials, [b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"])
