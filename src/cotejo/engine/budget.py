"""Seconds -> a piece of work that cannot take longer."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class BudgetSpent(BaseException):
    """The time of one unit is over. Not an `Exception`: a library's broad `except` must not swallow it."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Stop the block with `BudgetSpent` after `seconds` of wall time.

    Works in a process's main thread where the system has interval timers (Linux, macOS); elsewhere the block runs without a limit.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise BudgetSpent(f"more than {seconds:g} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
