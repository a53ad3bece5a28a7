"""A site of many pages on the loopback -> pages collected per second, memory over time, and what is left after kills: `python -m bench.collect`.

The site runs in a process of its own. The first measure collects all pages at once; the second is killed (SIGKILL) again and again and begun
anew; afterwards every page is there once, everything that was told as accepted is there, and `cotejo verify` finds the case whole.
"""

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from tests.documents.site import Asked, Reply, page, serving, xml

from cotejo.case.folder import Case
from cotejo.case.verify import verify
from cotejo.records.document import Capture

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
PER_MAP = 1000
SENTENCE = "Vecinos del puerto contaron a este diario que veinte soldados extranjeros descargaron cajas durante la noche número {n}. "
PAGE = "<html lang=es><head><title>Nota {n}</title></head><body><nav>{menu}</nav><article><h1>Nota {n}</h1>{body}</article></body></html>"
MENU = "<a href='/seccion'>Sección</a>" * 60


class Taken(NamedTuple):
    """What one measure came to."""

    pages: int
    seconds: float
    peak_mib: float
    half_mib: float  # resident memory when half of the pages were there
    kills: int


def answer(asked: Asked, count: int) -> Reply:
    """Serve an index of sitemaps, the sitemaps, and pages of about ten kilobytes."""
    root = f"http://{asked.headers['host']}"
    if asked.path == "/map.xml":
        maps = "".join(f"<sitemap><loc>{root}/map/{n}</loc></sitemap>" for n in range((count + PER_MAP - 1) // PER_MAP))
        return xml(f"<sitemapindex>{maps}</sitemapindex>")
    name = asked.path.rpartition("/")[2]
    if asked.path.startswith("/map/"):
        first = int(name) * PER_MAP
        return xml("<urlset>" + "".join(f"<url><loc>{root}/nota/{n}</loc></url>" for n in range(first, min(first + PER_MAP, count))) + "</urlset>")
    if asked.path.startswith("/nota/"):
        return page(PAGE.format(n=name, menu=MENU, body=f"<p>{SENTENCE.format(n=name) * 10}</p>" * 6))
    return Reply(404)


def serve(count: int, ready: Connection) -> None:
    """Run the site until the other end hangs up."""
    with serving(lambda asked: answer(asked, count)) as site:
        ready.send(site.port)
        ready.poll(None)


def start(case: Path, port: int) -> subprocess.Popen[bytes]:
    """Begin a collection in a process of its own."""
    environment = os.environ | {"COTEJO_INSIDE": f"127.0.0.1:{port}"}
    with (case.parent / "receipts.jsonl").open("ab") as receipts:
        return subprocess.Popen(
            [sys.executable, "-m", "cotejo.cli", "collect", str(case)], env=environment, stdout=receipts, stderr=subprocess.DEVNULL
        )


def resident_mib(process: int) -> float:
    """Memory of a process now; 0 where the system does not say."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def archived(case: Path) -> int:
    """How many pages lie in a case's folder of bytes."""
    return sum(1 for _ in (case / "blobs").glob("*/*"))


def measure(folder: Path, port: int, count: int, kills: int) -> Taken:
    """Collect all pages; kill the process at evenly spaced numbers of pages."""
    text = f'[case]\nname = "bench"\n[collect]\nhost_interval_s = 0\nmax_pages = 1000000\n[[sources]]\nname = "s"\nkind = "sitemap"\nurl = "http://127.0.0.1:{port}/map.xml"\n'
    case = folder / f"case-{kills}"
    Case.create(case, text, AT)
    marks = [count * (number + 1) // (kills + 1) for number in range(kills)]
    memory: list[tuple[int, float]] = []
    begun = time.monotonic()
    process = start(case, port)
    while process.poll() is None:
        time.sleep(0.2)
        there = archived(case)
        memory.append((there, resident_mib(process.pid)))
        if marks and there >= marks[0]:
            marks.pop(0)
            process.kill()
            process.wait()
            process = start(case, port)
    seconds = time.monotonic() - begun
    found = [record for record in Case.open(case).current(["capture"]) if isinstance(record, Capture)]
    twice = [url for url, times in Counter(one.url for one in found).items() if times > 1]
    if len(found) != count or twice:
        raise SystemExit(f"{len(found):,} pages instead of {count:,}; {len(twice)} twice")
    faults = verify(case).faults
    if faults:
        raise SystemExit(f"verify names {faults[:3]}")
    half = max((mib for there, mib in memory if there <= count / 2), default=0.0)
    return Taken(count, seconds, max(mib for _, mib in memory), half, kills)


def check_receipts(folder: Path, kills: int) -> int:
    """Compare the receipts with the case: what was told as accepted is there."""
    lines = [json.loads(line) for line in (folder / "receipts.jsonl").read_bytes().splitlines() if line.endswith(b"}")]
    there = {record.id for record in Case.open(folder / f"case-{kills}").current(["capture"])}
    lost = [row for row in lines if row["outcome"] == "accepted" and row["capture"] not in there]
    (folder / "receipts.jsonl").unlink()
    if lost:
        raise SystemExit(f"{len(lost)} pages were told as accepted and are not there")
    return len(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=10)
    asked = parser.parse_args()
    here, there = multiprocessing.Pipe()
    site = multiprocessing.get_context("spawn").Process(target=serve, args=(asked.pages, there), daemon=True)
    site.start()
    port = here.recv()
    with tempfile.TemporaryDirectory() as name:
        for kills in (0, asked.kills):
            taken = measure(Path(name), port, asked.pages, kills)
            told = check_receipts(Path(name), kills)
            rate = taken.pages / taken.seconds
            memory = f"memory {taken.half_mib:.0f} MiB at half, {taken.peak_mib:.0f} MiB at most"
            print(f"{taken.pages:,} pages in {taken.seconds:.1f} s: {rate:.0f} pages/s; {memory}")
            print(f"  {taken.kills} kills; {told:,} receipts; none lost, none twice")
    here.send("end")
    site.join()


if __name__ == "__main__":
    main()
