"""Requests -> answers without a network: from a folder laid out like the web, or from what a case recorded."""

from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from cotejo.documents.addresses import Refusal, Target, read_address
from cotejo.documents.exchange import Answer, Request
from cotejo.documents.media_types import SNIFFED_BYTES, media_type
from cotejo.records.document import Capture

INDEX = ("index.html", "index.xml", "index.json")
MISSING = 404


class Folder:
    """A folder with one subfolder per host: `https://host/a/b` is `host/a/b`, `host/a/b.html` or `host/a/b/index.html`."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def fetch(self, request: Request) -> Answer | Refusal:
        """Give the file, or an answer 404. Refuses what the network would refuse, and paths that lead out of the folder."""
        target = read_address(request.url)
        if isinstance(target, Refusal):
            return target
        if request.method != "GET":
            return Refusal(target.url, "read_only", "a folder takes no messages")
        path = self.find(target)
        if path is None:
            return Answer(request.url, target.url, MISSING, (), b"")
        data = path.read_bytes()
        return Answer(request.url, target.url, 200, (("content-type", media_type(path.name, data[:SNIFFED_BYTES])),), data)

    def find(self, target: Target) -> Path | None:
        """Find the file of an address inside the folder."""
        way = unquote(urlsplit(target.url).path).strip("/")
        if "\x00" in way:
            return None
        base = self.root / target.host / way
        for path in (base, *(base / name for name in INDEX), base.with_name(f"{base.name}.html")):
            if path.is_file() and path.resolve().is_relative_to(self.root / target.host):
                return path
        return None


class Replay:
    """Answers as a case recorded them: the latest capture of an address answers for it."""

    def __init__(self, captures: Iterable[Capture], blob: Callable[[str], bytes]) -> None:
        self.blob = blob
        self.by_address: dict[str, Capture] = {}
        for capture in sorted((one for one in captures if one.exchange), key=lambda one: (one.fetched_at is not None, one.fetched_at, one.id)):
            if capture.exchange:
                self.by_address |= dict.fromkeys((capture.url, capture.exchange.asked, *capture.exchange.redirects), capture)

    def fetch(self, request: Request) -> Answer | Refusal:
        """Give what was recorded, bytes checked against their hash.

        Refuses: not_recorded, and what the network would refuse.

        Raises:
            DamagedBlob: the recorded bytes are gone or changed.
        """
        target = read_address(request.url)
        if isinstance(target, Refusal):
            return target
        capture = self.by_address.get(request.url) or self.by_address.get(target.url)
        if capture is None or capture.exchange is None:
            return Refusal(target.url, "not_recorded", "this address was not recorded")
        seen = capture.exchange
        body = self.blob(capture.sha256)
        return Answer(request.url, capture.url, seen.status, seen.headers, body, seen.redirects, seen.peer, seen.asked_at, capture.fetched_at)
