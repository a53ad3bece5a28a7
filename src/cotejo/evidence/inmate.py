"""The inside of a cell: takes the process's own rights away, then answers one file after another.

Three walls, each by itself enough against what was seen in hostile files: no further file or socket can be opened (the limit of open files is
what is open already, which holds native code too), no process started, and where the system allows it, a network of its own without interfaces.
"""

import ctypes
import resource
import struct
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress

LENGTH = struct.Struct(">Q")
MEMORY_BYTES = 6 * 2**30  # of addresses, not of pages: a picture at the limit of 50 Mpx needs 2.5 GiB beside the libraries
OPEN = 3  # standard input, output and error
NAMESPACES = 0x10000000 | 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET (linux/sched.h)
CPU_S = 600  # for all files of one process
FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "ftplib.", "urllib.", "webbrowser.")


class NotAllowed(RuntimeError):  # noqa: N818 - what was tried
    """Something that the inside of a cell must not do."""


def refuse(event: str, _arguments: tuple[object, ...]) -> None:
    """Audit hook: no sockets, no processes."""
    if event.startswith(FORBIDDEN):
        raise NotAllowed(f"{event} is not allowed here")


def lock() -> None:
    """Bound memory and time, forbid writing files, opening sockets and starting processes. There is no way back."""
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare:
        unshare(NAMESPACES)  # refused in many containers: the other walls stand
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN, OPEN))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(refuse)


def serve(answer: Callable[[bytes], bytes], refusals: type[Exception], samples: Iterable[bytes]) -> None:
    """Read frames until there are none; `refusals` are answers, anything else ends the process, which the outside takes for one.

    `samples` are answered first: whatever the libraries load late is loaded before the cell is locked.
    """
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    for sample in samples:
        with suppress(refusals):
            answer(sample)
    lock()
    while head := source.read(LENGTH.size):
        data = source.read(*LENGTH.unpack(head))
        try:
            said, status = answer(data), b"\0"
        except refusals as error:
            said, status = str(error).encode(), b"\1"
        except MemoryError:
            said, status = b"it needs more memory than is allowed", b"\1"
        sink.write(LENGTH.pack(len(said)) + status + said)
        sink.flush()
