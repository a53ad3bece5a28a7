"""Bytes of strangers -> what a module says of them, opened in a process of its own: bounded memory and time, no network, no file written.

The process is started once and fed one file after another; when a file kills it, the next one gets a fresh process.
"""

import os
import selectors
import struct
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

LENGTH = struct.Struct(">Q")
SECONDS = 30.0
PACKAGES = str(Path(__file__).resolve().parents[2])


class Refused(ValueError):  # noqa: N818 - a refusal is an answer
    """The file was not opened; the message says why."""


class Cell:
    """Runs `python -m MODULE`, which calls `serve` of cotejo.evidence.inmate."""

    def __init__(self, module: str, seconds: float = SECONDS) -> None:
        self.module = module
        self.seconds = seconds
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def ask(self, data: bytes) -> bytes:
        """What the module says of some bytes.

        Raises:
            Refused: it refuses them, takes too long, or dies of them.
        """
        process = self.process or self.start()
        try:
            self.send(process, data)
            status, answer = self.receive(process)
        except TimeoutError as error:
            self.close()
            raise Refused(f"opening it took more than {self.seconds:.0f} s") from error
        except (OSError, EOFError) as error:
            code = self.close()
            raise Refused(f"the process that opened it died ({code})") from error
        if status:
            raise Refused(answer.decode("utf-8", "replace"))
        return answer

    def start(self) -> subprocess.Popen[bytes]:
        """Start the process with a bare environment."""
        # no proxies, no credentials, one thread; the package may lie anywhere
        environment = {
            "PATH": os.defpath,
            "PYTHONPATH": os.pathsep.join([PACKAGES, *filter(None, sys.path)]),
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }
        command = [sys.executable, "-m", self.module]
        self.process = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        return self.process

    def send(self, process: subprocess.Popen[bytes], data: bytes) -> None:
        """Write a frame."""
        if process.stdin is None:
            raise EOFError
        process.stdin.write(LENGTH.pack(len(data)))
        process.stdin.write(data)
        process.stdin.flush()

    def receive(self, process: subprocess.Popen[bytes]) -> tuple[int, bytes]:
        """Read a frame: a status byte and the answer."""
        head = self.read(process, LENGTH.size + 1)
        (size,) = LENGTH.unpack(head[:-1])
        return head[-1], self.read(process, size)

    def read(self, process: subprocess.Popen[bytes], size: int) -> bytes:
        """Read exactly so many bytes in time."""
        stream = process.stdout
        if stream is None:
            raise EOFError
        parts: list[bytes] = []
        with selectors.DefaultSelector() as selector:
            selector.register(stream, selectors.EVENT_READ)
            while size:
                if not selector.select(self.seconds):
                    raise TimeoutError
                part = os.read(stream.fileno(), min(size, 1 << 20))
                if not part:
                    raise EOFError
                parts.append(part)
                size -= len(part)
        return b"".join(parts)

    def close(self) -> int | None:
        """End the process; gives how it ended."""
        process, self.process = self.process, None
        if process is None:
            return None
        for stream in (process.stdin, process.stdout):
            if stream:
                with suppress(OSError):
                    stream.close()
        with suppress(subprocess.TimeoutExpired):
            return process.wait(0.2)
        process.kill()
        return process.wait()
