"""Pages as they come -> batches that are archived together: not one by one, and never too much at once."""

import time

from cotejo.pipeline.visits import Seen

BATCH, BATCH_BYTES, BATCH_S = 64, 32 * 2**20, 5.0  # pages, bytes and seconds until what was fetched is archived


class Batch:
    """What was fetched and not yet archived."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.size = 0
        self.since = time.monotonic()

    def add(self, seen: Seen) -> None:
        """Add one."""
        if not self.seen:
            self.since = time.monotonic()
        self.seen.append(seen)
        self.size += len(seen.answer.body) if seen.answer else 0

    @property
    def ripe(self) -> bool:
        """Whether it should be archived now."""
        return len(self.seen) >= BATCH or self.size >= BATCH_BYTES or bool(self.seen and time.monotonic() - self.since > BATCH_S)

    @property
    def full(self) -> bool:
        """Whether nothing more may be added before it is archived."""
        return len(self.seen) >= 4 * BATCH or self.size >= 2 * BATCH_BYTES
