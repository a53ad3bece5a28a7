"""What is asked of the outside world and what it answers: the nouns of the one door, and its `Transport` protocol."""

from datetime import datetime
from typing import NamedTuple, Protocol

from cotejo.documents.addresses import Refusal

USER_AGENT = "Cotejo/1 (archive of public reports; +https://github.com/cotejo-project/cotejo)"


class Request(NamedTuple):
    """One question: an address, what is sent beside it, and a body for a message that we send."""

    url: str
    headers: tuple[tuple[str, str], ...] = ()
    method: str = "GET"
    body: bytes = b""
    max_bytes: int | None = None  # of the answer, unpacked, where it may cost less than the door's own limits say


class Limits(NamedTuple):
    """What one answer may cost."""

    max_bytes: int = 32 * 2**20  # unpacked; the longest pages of newspapers have 5 MiB, documents in PDF up to 30
    max_ratio: int = 100  # unpacked to packed: text packs 3-20:1, a bomb 1,000:1
    ratio_from_bytes: int = 2**20  # below this no ratio does harm
    max_s: float = 60.0  # from the first byte asked to the last answered, redirects included
    connect_s: float = 10.0
    read_s: float = 20.0  # between two pieces
    redirects: int = 5  # browsers follow 20; news sites need 3


class Answer(NamedTuple):
    """What came back, with all clocks: the server's Date is among the headers, `asked_at` and `answered_at` are ours (aware UTC)."""

    asked: str  # as asked
    url: str  # where it came from in the end
    status: int
    headers: tuple[tuple[str, str], ...]  # names in lower case, in their order
    body: bytes  # unpacked
    redirects: tuple[str, ...] = ()  # each address that was asked on the way, the first one included
    peer: str | None = None  # address and port at the other end of the socket
    asked_at: datetime | None = None
    answered_at: datetime | None = None

    def header(self, name: str) -> str | None:
        """First header of this name (lower case)."""
        return next((value for key, value in self.headers if key == name), None)


class Transport(Protocol):
    """The seam: live, from a folder, or from what was recorded."""

    def fetch(self, request: Request) -> Answer | Refusal:
        """Ask once; an answer of any status is an answer."""
