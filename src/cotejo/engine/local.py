"""Work -> results on this machine: in this process, or in a pool of processes."""

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from cotejo.engine.base import Item, Result

ORPHAN_CHECK_S = 2.0  # a worker outlives its killed parent by at most this
AHEAD = 4  # items in flight per worker: enough to keep it busy, few enough to hold memory down


def count_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class LocalEngine:
    """Runs on `workers` processes; with one, in this process."""

    def __init__(self, workers: int = 1) -> None:
        self.workers = max(1, workers)

    def map(self, work: Callable[[Item], Result], items: Iterable[Item], lost: Callable[[Item, str], Result]) -> Iterator[Result]:
        """Apply `work` to each item, in order; see `Engine.map`."""
        if self.workers == 1:
            yield from map(work, items)
            return
        waiting = deque(items)
        while waiting:
            held = yield from self._map_until_broken(work, waiting)
            # A worker died. Which item killed it is not known, so those in flight are tried alone, one process each.
            for item in held:
                yield run_alone(work, item, lost)

    def _map_until_broken(self, work: Callable[[Item], Result], waiting: deque[Item]) -> Generator[Result, None, list[Item]]:
        """Map until the end or until a worker dies; return the items whose results did not come."""
        flying: deque[tuple[Item, Future[Result]]] = deque()
        with ProcessPoolExecutor(self.workers, initializer=attend) as pool:
            try:
                while waiting or flying:
                    while waiting and len(flying) < self.workers * AHEAD:
                        flying.append((waiting[0], pool.submit(work, waiting[0])))
                        waiting.popleft()
                    yield flying[0][1].result()
                    flying.popleft()
            except BrokenProcessPool:
                return [item for item, _ in flying]
            finally:
                for _, future in flying:  # interrupted: what has not begun does not begin
                    future.cancel()
        return []

    def group(self, pairs: Iterable[tuple[str, Item]]) -> Mapping[str, tuple[Item, ...]]:
        """Gather items by key; see `Engine.group`."""
        found: dict[str, list[Item]] = {}
        for key, item in pairs:
            found.setdefault(key, []).append(item)
        return {key: tuple(found[key]) for key in sorted(found)}

    def cluster(self, nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
        """Give the connected components; see `Engine.cluster`."""
        leader: dict[str, str] = {}

        def find(node: str) -> str:
            leader.setdefault(node, node)
            while leader[node] != node:
                leader[node] = leader[leader[node]]  # halve the path as we walk it
                node = leader[node]
            return node

        for node in nodes:
            find(node)
        for left, right in edges:
            first, second = sorted((find(left), find(right)))
            leader[second] = first
        grouped = self.group((find(node), node) for node in sorted(leader))
        return tuple(grouped[key] for key in sorted(grouped))


def attend() -> None:
    """Prepare a worker: Ctrl-C is its parent's affair, and it ends when its parent was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=follow, args=(os.getppid(),), daemon=True).start()


def follow(parent: int) -> None:
    """Watch for the parent's end."""
    while os.getppid() == parent:
        time.sleep(ORPHAN_CHECK_S)
    os._exit(1)


def run_alone(work: Callable[[Item], Result], item: Item, lost: Callable[[Item, str], Result]) -> Result:
    """Run one item in a process of its own, so that only it is lost when that process dies."""
    with ProcessPoolExecutor(1, initializer=attend) as pool:
        try:
            return pool.submit(work, item).result()
        except BrokenProcessPool:
            return lost(item, "its process died (killed, out of memory, or a crash in a library)")
