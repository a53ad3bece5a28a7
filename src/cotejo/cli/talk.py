"""Results -> standard output; talk and progress -> standard error."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

from cotejo.pipeline.running import Progress

PLAIN = str.maketrans(
    {code: f"\\x{code:02x}" for code in (*range(9), *range(11, 32), 127)}
    | {code: f"\\u{code:04x}" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
)
tqdm.monitor_interval = 0  # its watching thread and our forked workers do not go together
WAIT_S = 1.0  # work that is over sooner shows no bar


def put(text: str) -> None:
    """Write a result line. Control characters and direction overrides of strangers' texts are shown escaped on a terminal."""
    sys.stdout.write((text.translate(PLAIN) if sys.stdout.isatty() else text) + "\n")


def put_raw(text: str) -> None:
    """Write a result as it is."""
    sys.stdout.write(text)


def put_bytes(data: bytes) -> None:
    """Write a result that may be no text."""
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(data.decode())
        return
    sys.stdout.flush()
    stream.write(data)
    stream.flush()


def say(text: str) -> None:
    """Write a line of talk."""
    sys.stderr.write(text.translate(PLAIN) + "\n")


def say_all(lines: Iterable[str], most: int, rest: str) -> None:
    """Write up to `most` lines of talk, and how many more there are."""
    listed = list(lines)
    for line in listed[:most]:
        say(line)
    if len(listed) > most:
        say(f"... and {len(listed) - most:,} more; {rest}")


@contextmanager
def progress() -> Iterator[Progress]:
    """Show a bar for long work, on a terminal only."""
    bars: dict[str, tqdm[None]] = {}

    def show(stage: str, done: int, total: int) -> None:
        if stage not in bars:
            for bar in bars.values():
                bar.close()
            bars[stage] = tqdm(total=total or None, desc=stage, unit="", file=sys.stderr, disable=None, delay=WAIT_S, leave=False)
        bars[stage].update(done - bars[stage].n)

    try:
        yield show
    finally:
        for bar in bars.values():
            bar.close()
