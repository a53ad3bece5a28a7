"""Files and a request to run -> work in the background of the server, one at a time, with how far it is."""

import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec

from cotejo.case.folder import Case
from cotejo.documents.exchange import Transport
from cotejo.errors import UsageError
from cotejo.pipeline import adding
from cotejo.pipeline.collecting import collect_url
from cotejo.plugins import plugin_named
from cotejo.web.worker import State


class Work:
    """The one worker: a process, so that a long run does not slow the pages. A request that comes meanwhile is done after it, once."""

    def __init__(self, folder: Path, clock: Callable[[], datetime], transport: Transport | None = None) -> None:
        self.folder, self.clock, self.transport = folder, clock, transport
        self.state = State()
        self._lock = threading.Lock()
        self._again = False
        self._thread: threading.Thread | None = None

    def add(self, paths: list[Path]) -> str:
        """Archive files now (the caller waits; it is short), then run; give what was added, as a sentence."""
        receipt = adding.add(Case.open(self.folder), plugin_named("collectors", "files").load()(paths), self.clock())
        self.rerun()
        left = "; ".join(f"{one.reason}: {one.detail}" for one in receipt.left_out)
        return f"{len(receipt.new)} added, {receipt.known} known already, {len(receipt.left_out)} left out{': ' + left if left else ''}"

    def fetch(self, url: str) -> str:
        """Ask one address for its page (the caller waits), archive it, then run; give what came of it, as a sentence.

        Raises:
            UsageError: this server was started to fetch nothing.
        """
        if self.transport is None:
            raise UsageError("this server was started with --offline and fetches nothing: save the page and add the file.")
        row = collect_url(Case.open(self.folder), url, self.clock(), self.transport)
        if row.outcome == "rejected":
            return f"not added: {row.reason}: {row.detail}"
        self.rerun()
        return f"{row.url}: {'known already' if row.outcome == 'duplicate' else 'added'}"

    def rerun(self) -> None:
        """Bring the case up to date in the background."""
        with self._lock:
            self._again = True
            if self._thread is None:
                self.state = State("running")
                self._thread = threading.Thread(target=self._go, name="cotejo run", daemon=True)
                self._thread.start()

    def wait(self, seconds: float) -> None:
        """Wait for the worker to end."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)

    def _go(self) -> None:
        while True:
            with self._lock:
                if not self._again:
                    self._thread = None
                    return
                self._again = False
            self._run()

    def _run(self) -> None:
        command = [sys.executable, "-m", "cotejo.web.worker", str(self.folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:  # noqa: S603 - our own module, a folder
            for line in process.stdout or ():
                self.state = msgspec.json.decode(line, type=State)
            said = process.stderr.read() if process.stderr else ""
        if process.returncode and self.state.state != "failed":
            self.state = State("failed", said=said.strip()[-500:] or f"the run ended with code {process.returncode}")
