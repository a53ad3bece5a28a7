"""Routes -> a web site on the loopback, which counts who asks for what: feeds, sitemaps, redirects, hostile, slow and broken answers."""

import gzip
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Reply(NamedTuple):
    """What the site answers: `pieces` are sent one by one, with `pause_s` between them."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("content-type", "text/html; charset=utf-8"),)
    pieces: tuple[bytes, ...] = (b"",)
    pause_s: float = 0.0
    say_length: bool = True


class Asked(NamedTuple):
    """One question that reached the site."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    at: float  # monotonic


Routes = Callable[[Asked], Reply]


def page(html: str, *headers: tuple[str, str]) -> Reply:
    return Reply(headers=(("content-type", "text/html; charset=utf-8"), *headers), pieces=(html.encode(),))


def xml(text: str, *headers: tuple[str, str]) -> Reply:
    return Reply(headers=(("content-type", "application/xml"), *headers), pieces=(text.encode(),))


def onward(to: str, status: int = 302) -> Reply:
    return Reply(status, (("location", to),))


def packed(data: bytes, coding: str = "gzip") -> Reply:
    return Reply(headers=(("content-type", "text/html"), ("content-encoding", coding)), pieces=(gzip.compress(data),))


class Site:
    """A running site. `asked` has every question in its order; `open` counts the connections that were made."""

    def __init__(self, routes: Routes) -> None:
        self.routes = routes
        self.asked: list[Asked] = []
        self.connections = 0
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def setup(self) -> None:
                super().setup()
                site.connections += 1

            def answer(self) -> None:
                size = int(self.headers.get("content-length") or 0)
                seen = Asked(
                    self.command,
                    self.path,
                    {key.lower(): value for key, value in self.headers.items()},
                    self.rfile.read(size),
                    time.monotonic(),
                )
                site.asked.append(seen)
                reply = site.routes(seen)
                try:
                    self.send_response(reply.status)
                    for name, value in reply.headers:
                        self.send_header(name, value)
                    if reply.say_length:
                        self.send_header("content-length", str(sum(map(len, reply.pieces))))
                    else:
                        self.close_connection = True
                        self.send_header("connection", "close")
                    self.end_headers()
                    for piece in reply.pieces:
                        self.wfile.write(piece)
                        self.wfile.flush()
                        if reply.pause_s:
                            time.sleep(reply.pause_s)
                except OSError:
                    self.close_connection = True

            do_GET = do_POST = do_HEAD = answer  # noqa: N815 - the base class's names

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, request: object, client_address: object) -> None:
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        self.inside = frozenset({f"127.0.0.1:{self.port}"})
        self.root = f"http://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        return [one.path for one in self.asked]


@contextmanager
def serving(routes: Routes | Mapping[str, Reply]) -> Iterator[Site]:
    """Run a site for as long as the block lasts."""
    table = routes
    site = Site(table if callable(table) else lambda asked: table.get(asked.path, Reply(404)))
    thread = threading.Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.server.shutdown()
        site.server.server_close()
        thread.join()
