"""Articles of 400 words by language -> how many a second one core reads, peak memory, and time to the first one: `python -m bench.language`.

Each language runs in a process of its own. Reading is everything of it: sentences, names by tables and by the model, dates, counts,
attributions, claims, places. The articles are the sentences of eval/claims/dev, put together to length; the gazetteer is built before.
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from cotejo.cli import ONE_THREAD

SENTENCES = Path(__file__).resolve().parent.parent / "eval" / "claims" / "dev"
RESULTS = Path(__file__).resolve().parent / "language.json"
LANGUAGES = ("en", "es", "pt", "ru")
ARTICLES = 60
WORDS = 400


class Read(msgspec.Struct, frozen=True):
    """One language: articles a second of processor time, peak memory, seconds from the process's start to its first article read."""

    per_s: float
    claims_per_s: float
    names_per_s: float
    peak_mb: int
    start_s: float


def articles(language: str) -> Iterator[str]:
    """Texts of 400 words, every one another; the same on every machine."""
    lines = [msgspec.json.decode(line)["text"] for line in (SENTENCES / f"{language}.jsonl").read_bytes().splitlines()]
    for number in range(ARTICLES):
        text: list[str] = []
        place = number * 7
        while sum(len(line.split()) for line in text) < WORDS:
            text.append(lines[place % len(lines)])
            place += 1 + number % 3
        yield "\n".join(text)


def measure(language: str) -> Read:
    """Read the articles of one language in this process."""
    from cotejo.claims.read import read  # noqa: PLC0415 - the start is measured with the imports
    from cotejo.language.entities import entities_of  # noqa: PLC0415
    from cotejo.language.load import readings  # noqa: PLC0415
    from cotejo.language.reading import Reading  # noqa: PLC0415
    from cotejo.records.document import Document  # noqa: PLC0415

    documents = [
        Document(capture="bench", text=text, external_id=str(number), language=language, made_by="bench@1")
        for number, text in enumerate(articles(language))
    ]

    def claims(document: Document) -> None:
        sum(1 for _ in read(document))

    def names(found: tuple[Reading, ...]) -> None:
        for reading in found:
            entities_of(reading)

    claims(documents[0])
    names(readings(documents[0]))
    start = time.clock_gettime(time.CLOCK_BOOTTIME) - begun()
    first = time.process_time()
    for document in documents[1:]:
        claims(document)
    middle = time.process_time()
    found = [readings(document) for document in documents[1:]]
    last = time.process_time()
    for reading in found:
        names(reading)
    spent = [(middle - first) / len(found), (time.process_time() - last) / len(found)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Read(round(1 / sum(spent), 1), round(1 / spent[0], 1), round(1 / spent[1], 1), peak, round(start, 2))


def begun() -> float:
    """When this process began, in seconds since the machine did."""
    ticks = int(Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19])
    return ticks / os.sysconf("SC_CLK_TCK")


def main(arguments: list[str]) -> int:
    """Measure all languages, or the one that is named."""
    if arguments and arguments[0] in LANGUAGES:
        sys.stdout.buffer.write(msgspec.json.encode(measure(arguments[0])))
        return 0
    from cotejo.language.gazetteer import prepare  # noqa: PLC0415 - the workers measure their own start

    prepare()
    found = {}
    print(f"{'':4} {'articles/s':>11} {'claims/s':>9} {'names/s':>8} {'peak MB':>8} {'start s':>8}")
    for language in LANGUAGES:
        done = subprocess.run([sys.executable, "-m", "bench.language", language], env=os.environ | ONE_THREAD, check=True, stdout=subprocess.PIPE)
        one = found[language] = msgspec.json.decode(done.stdout, type=Read)
        print(f"{language:4} {one.per_s:>11} {one.claims_per_s:>9} {one.names_per_s:>8} {one.peak_mb:>8} {one.start_s:>8}")
    if "--freeze" in arguments:
        RESULTS.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
