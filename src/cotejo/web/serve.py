"""A case folder and an address to listen at -> the workbench, until it is stopped."""

import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

import msgspec
import uvicorn

from cotejo.case.folder import now
from cotejo.dossier.world import load_world
from cotejo.errors import UsageError
from cotejo.pipeline.collecting import live
from cotejo.web.app import make_app
from cotejo.web.desk import Desk
from cotejo.web.guards import LOOPBACK, Keys

OPEN_AFTER_S = 0.5


class Listen(msgspec.Struct, frozen=True, kw_only=True):
    """Where to listen, which other names to answer to, as whom to decide, and whether to open the browser."""

    host: str = "127.0.0.1"
    port: int = 8520  # 0: any that is free
    also: tuple[str, ...] = ()
    person: str = "reviewer"
    browse: bool = True
    offline: bool = False  # fetch no page that is pasted as an address


def serve(folder: Path, listen: Listen, say: Callable[[str], None]) -> None:
    """Serve a case until interrupted.

    Raises:
        UsageError: no case, or the port is taken.
    """
    desk = Desk(folder, listen.person, now)
    if not listen.offline:
        desk.work.transport = live(desk.case)
    desk.look()
    load_world()  # so that the first page does not wait for it
    with desk.case.store.staying(), bind(listen) as door:
        port = door.getsockname()[1]
        keys = Keys.make(listen.host, port, listen.also)
        shown = "localhost" if listen.host in ("0.0.0.0", "::") else listen.host  # noqa: S104 - compared, not bound
        address = f"http://{shown}:{port}/"
        say(f"the workbench is at {address} (stop it with Ctrl+C)")
        if keys.access:
            say(f"others can reach this address; the token that they need: {keys.access}")
        if listen.browse and listen.host in LOOPBACK:
            threading.Timer(OPEN_AFTER_S, webbrowser.open, (address,)).start()
        config = uvicorn.Config(
            make_app(desk, keys), log_level="warning", access_log=False, server_header=False, date_header=False, proxy_headers=False, lifespan="off"
        )
        uvicorn.Server(config).run(sockets=[door])


def bind(listen: Listen) -> socket.socket:
    """Open the socket.

    Raises:
        UsageError: it is taken, or no such address is ours.
    """
    family = socket.AF_INET6 if ":" in listen.host else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, or asyncio leaves Nagle's delay of 40 ms on each answer
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((listen.host.strip("[]"), listen.port))
    except OSError as error:
        door.close()
        raise UsageError(f"{listen.host}:{listen.port} cannot be listened at: {error.strerror}. Choose another --port (0: any).") from error
    door.listen()
    return door
