"""A request -> its answer over the network: the one door. Addresses are resolved once, checked, and connected to; each redirect is a new request."""

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urljoin

import httpcore
import httpx

from cotejo.documents.addresses import PORTS, Refusal, Target, check_address, read_address, shown
from cotejo.documents.exchange import USER_AGENT, Answer, Limits, Request
from cotejo.documents.unpacking import StoppedError, unpack

REDIRECTS = frozenset({301, 302, 303, 307, 308})
ORDINARY = Limits()
MAX_CONNECTIONS, MAX_IDLE, IDLE_S = 32, 16, 15.0
SLICE_S = 0.5  # how long a read goes on after all was stopped
ALWAYS = (("user-agent", USER_AGENT), ("accept-encoding", "gzip, deflate"), ("accept-language", "*"))

Resolve = Callable[[str, int], list[str]]  # host, port -> addresses as numbers


def resolve(host: str, port: int) -> list[str]:
    """Ask the system for all addresses of a host, once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[4][0]) for address in found))


def is_number(host: str) -> bool:
    """Whether a host is written as an address already."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def checked_numbers(host: str, port: int, inside: frozenset[str], resolve: Resolve = resolve, ports: frozenset[int] = PORTS) -> list[str]:
    """All numbers of a host, resolved once, each checked.

    Raises:
        StoppedError: no_address, inside_address, port.
    """
    try:
        numbers = [host] if is_number(host) else resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise StoppedError("no_address", f"{host} cannot be resolved: {error}") from error
    if not numbers:
        raise StoppedError("no_address", f"{host} has no address")
    for number in numbers:
        wrong = check_address(number, port, inside, ports)
        if wrong:
            raise StoppedError(wrong[0], f"{host} is {number}: {wrong[1]}")
    return numbers


def connect(host: str, port: int, inside: frozenset[str], ports: frozenset[int], timeout_s: float) -> socket.socket:
    """Connect to a checked number of a host; for a protocol that is not the web's.

    Raises:
        StoppedError: as `checked_numbers`; peer.
        OSError: nobody answers.
    """
    number = checked_numbers(host, port, inside, ports=ports)[0]
    found = socket.create_connection((number, port), timeout_s)
    peer = found.getpeername()
    if ip_address(peer[0]) != ip_address(number) or peer[1] != port:
        found.close()
        raise StoppedError("peer", f"connected to {peer}, not to {number}:{port}")
    return found


class Within(httpcore.NetworkStream):
    """A connection on which nothing outlasts the deadline of the request that uses it (a server may send one byte at a time)."""

    def __init__(self, stream: httpcore.NetworkStream, clock: "Deadline") -> None:
        self.stream, self.clock = stream, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there; look every half second whether all is to stop."""
        end = time.monotonic() + self.clock.at_most(timeout)
        while True:
            left = max(end - time.monotonic(), 0.001)
            try:
                return self.stream.read(max_bytes, min(left, SLICE_S))
            except httpcore.ReadTimeout:
                self.clock.at_most(None)
                if time.monotonic() >= end:
                    raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write."""
        self.stream.write(buffer, self.clock.at_most(timeout))

    def close(self) -> None:
        """Close."""
        self.stream.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> httpcore.NetworkStream:  # noqa: ANN401 - httpcore's own signature
        """Shake hands under the host's name, whatever number was connected to."""
        return Within(self.stream.start_tls(ssl_context, server_hostname, self.clock.at_most(timeout)), self.clock)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's own signature
        """Facts of the connection."""
        return self.stream.get_extra_info(info)


class Deadline(threading.local):
    """When the request of this thread must be over, on the monotonic clock."""

    end = float("inf")

    def __init__(self, stopped: threading.Event) -> None:
        self.stopped = stopped  # shared by all threads

    def at_most(self, timeout: float | None) -> float:
        """What is left of the time, or the timeout if that is less."""
        left = self.end - time.monotonic()
        if left <= 0 or self.stopped.is_set():
            raise httpcore.ReadTimeout("the time for this request is over")
        return left if timeout is None else min(timeout, left)


class Pinned(httpcore.NetworkBackend):
    """Connects to checked numbers only, and looks at the peer afterwards."""

    def __init__(self, resolve: Resolve, inside: frozenset[str]) -> None:
        self.resolve, self.inside = resolve, inside
        self.stopped = threading.Event()
        self.clock = Deadline(self.stopped)
        self.wire = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Resolve once; refuse if any of the numbers leads inward; connect to the first that answers.

        Raises:
            StoppedError: no_address, inside_address, peer.
        """
        numbers = checked_numbers(host, port, self.inside, self.resolve)
        failed: Exception = httpcore.ConnectError("no number answered")
        for number in numbers:
            try:
                stream = self.wire.connect_tcp(number, port, self.clock.at_most(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
                continue
            self.check_peer(stream, number, port)
            return Within(stream, self.clock)
        raise failed

    def check_peer(self, stream: httpcore.NetworkStream, number: str, port: int) -> None:
        """Look at whom the socket is connected to; close it if that is anyone else."""
        peer = stream.get_extra_info("server_addr")
        if peer is None or ip_address(peer[0]) != ip_address(number) or peer[1] != port or check_address(str(peer[0]), port, self.inside):
            stream.close()
            raise StoppedError("peer", f"connected to {peer}, not to {number}:{port}")

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class Live:
    """The network itself. No cookies, no proxies, no passwords from files, no redirects but those checked here; may be used by several threads."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        limits: Limits = ORDINARY,
        inside: frozenset[str] = frozenset(),
        resolve: Resolve = resolve,
    ) -> None:
        self.clock, self.limits, self.inside = clock, limits, inside
        self.backend = Pinned(resolve, inside)
        self.door = httpx.HTTPTransport(trust_env=False, retries=0)
        self.door._pool = httpcore.ConnectionPool(  # noqa: SLF001 - httpx has no public way to give it a network backend; a test holds that ours is used
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=MAX_CONNECTIONS,
            max_keepalive_connections=MAX_IDLE,
            keepalive_expiry=IDLE_S,
            network_backend=self.backend,
        )

    def fetch(self, request: Request) -> Answer | Refusal:
        """Ask, following checked redirects of a GET.

        Refuses: what `read_address` refuses; no_address, inside_address, peer; redirects; too_large, bomb, coding, cut_short; too_slow, connection.
        """
        self.backend.clock.end = time.monotonic() + self.limits.max_s
        asked_at = self.clock()
        way: list[str] = []
        url = request.url
        while True:
            target = read_address(url, self.inside)
            if isinstance(target, Refusal):
                return target
            answer = self.ask(target, request)
            if isinstance(answer, Refusal):
                return answer
            onward = answer.header("location") if answer.status in REDIRECTS and request.method == "GET" else None
            if onward is None:
                return answer._replace(asked=request.url, redirects=tuple(way), asked_at=asked_at, answered_at=self.clock())
            way.append(target.url)
            if len(way) > self.limits.redirects:
                return Refusal(shown(request.url), "redirects", f"it is sent on more than {self.limits.redirects} times")
            url = urljoin(target.url, onward)

    def ask(self, target: Target, request: Request) -> Answer | Refusal:
        """Ask one checked address."""
        limits = self.limits if request.max_bytes is None else self.limits._replace(max_bytes=min(self.limits.max_bytes, request.max_bytes))
        timeouts = {"connect": limits.connect_s, "read": limits.read_s, "write": limits.read_s, "pool": limits.max_s}
        question = httpx.Request(
            request.method, target.url, headers=[*ALWAYS, *request.headers], content=request.body or None, extensions={"timeout": timeouts}
        )
        try:
            response = self.door.handle_request(question)
            try:
                peer = response.extensions["network_stream"].get_extra_info("server_addr")
                coding = response.headers.get("content-encoding", "")
                body = unpack(pieces(response), coding, limits)
            finally:
                response.close()
        except StoppedError as stopped:
            return Refusal(shown(target.url), *stopped.args)
        except httpx.TimeoutException as error:
            return Refusal(shown(target.url), "too_slow", f"no answer in time ({type(error).__name__})")
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Refusal(shown(target.url), "connection", f"{type(error).__name__}: {str(error)[:200]}")
        headers = tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers.raw)
        return Answer(target.url, target.url, response.status_code, headers, body, peer=f"{peer[0]}:{peer[1]}" if peer else None)

    def stop(self) -> None:
        """End what is under way in other threads within a second; each gives a refusal `too_slow`."""
        self.backend.stopped.set()

    def close(self) -> None:
        """Close all connections."""
        self.door.close()


def pieces(response: httpx.Response) -> Iterator[bytes]:
    """Pieces of an answer as they came over the wire."""
    stream = response.stream
    if not isinstance(stream, httpx.SyncByteStream):
        raise StoppedError("connection", "the answer cannot be read")
    yield from stream
