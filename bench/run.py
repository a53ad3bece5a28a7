"""The fixed cases, each with one and two workers -> documents per second, processor time and peak memory, beside what was frozen before.

`scripts/bench` measures and shows the change; `--freeze` keeps what was measured; `--first` times a fresh clone up to the demo's dossier,
which needs the package index.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bench.corpus import documents
from bench.measure import Measured

REPOSITORY = Path(__file__).resolve().parent.parent
RESULTS = REPOSITORY / "bench" / "results.json"
DEMO = [REPOSITORY / "examples" / "venezuela" / name for name in ("documents", "tracks")]
DOCUMENTS = 2000  # of the generated case: under three minutes for all on two cores
WORKERS = (1, 2)
SLOWER = 1.3  # times as much processor time or memory: what `--strict` calls a loss; the same machine varies by a tenth


class Results(msgspec.Struct, frozen=True):
    """Frozen figures by case, with the machine's words."""

    machine: str
    cases: dict[str, Measured]
    load: float = 0.0  # processes that wanted the processors when it began: above the cores, wall times are too long
    first_run_s: float | None = None  # from `git clone` to the demo's dossier, with an empty package cache


def describe_machine() -> str:
    """Say what was measured on: processor, cores, system, Python."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def measure_case(paths: list[Path], workers: int) -> Measured:
    """Measure one case in a process of its own."""
    command = [sys.executable, "-m", "bench.measure", *map(str, paths), str(workers)]
    done = subprocess.run(command, cwd=REPOSITORY, check=True, stdout=subprocess.PIPE)
    return msgspec.json.decode(done.stdout, type=Measured)


def measure_all(count: int) -> Iterator[tuple[str, Measured]]:
    """Measure the demo and a generated case."""
    with tempfile.TemporaryDirectory(prefix="cotejo-bench-") as folder:
        generated = Path(folder) / "generated.jsonl"
        generated.write_bytes(b"".join(msgspec.json.encode(body) + b"\n" for body in documents(count)))
        for name, paths in (("demo", DEMO), (f"generated-{count}", [generated])):
            for workers in WORKERS:
                yield f"{name}, {workers} worker{'s' if workers > 1 else ''}", measure_case(paths, workers)


def measure_first() -> float:
    """Clone this repository's HEAD and time its demo, in a clean home with an empty cache. Seconds."""
    with tempfile.TemporaryDirectory(prefix="cotejo-first-") as folder:
        begun = time.perf_counter()
        subprocess.run(["git", "clone", "--quiet", str(REPOSITORY), f"{folder}/cotejo"], check=True)
        kept = {key: value for key, value in os.environ.items() if key in {"PATH", "LANG", "SSL_CERT_FILE"} or key.startswith(("PIP_", "UV_"))}
        home = {"HOME": f"{folder}/home", "UV_CACHE_DIR": f"{folder}/cache", "PIP_CACHE_DIR": f"{folder}/cache"}
        subprocess.run(["scripts/demo"], cwd=f"{folder}/cotejo", env=kept | home, check=True, stdout=subprocess.DEVNULL)
        return round(time.perf_counter() - begun, 1)


def show(name: str, now: Measured, before: Measured | None) -> str:
    """Lay one case out, with the change against what was frozen."""
    slowest = sorted(now.stages_s.items(), key=lambda item: -item[1])[:4]
    lines = [
        f"\n{name}: {now.documents} documents, {now.claims} claims, {now.events} events",
        f"  {now.per_s:8.1f} documents/s {change(now.per_s, before.per_s if before else None)}",
        f"  {now.documents / now.cpu_s:8.1f} documents a second of processor time",
        f"  {now.cpu_s:8.1f} s processor time, start and dossier included {change(now.cpu_s, before.cpu_s if before else None)}",
        f"  {now.peak_mb:8d} MB peak memory {change(now.peak_mb, before.peak_mb if before else None)}",
        f"  {now.add_s:8.2f} s to add, {now.run_s:.2f} s to run, {now.export_s:.2f} s to write the dossier",
        "  " + ", ".join(f"{stage} {now.documents / seconds:,.0f}/s" for stage, seconds in slowest if seconds),
    ]
    return "\n".join(lines)


def change(now: float, before: float | None) -> str:
    """Say by how much a figure changed."""
    return f"({now / before - 1:+.0%} of {before:.1f})" if before else ""


def losses(now: dict[str, Measured], before: dict[str, Measured]) -> list[str]:
    """Cases that need much more processor time or memory than what was frozen. Wall time is no measure on a shared machine."""
    return [
        f"{name}: {field} {getattr(measured, field)} was {getattr(before[name], field)}"
        for name, measured in now.items()
        if name in before
        for field in ("cpu_s", "peak_mb")
        if getattr(measured, field) > SLOWER * getattr(before[name], field)
    ]


def main(arguments: list[str] | None = None) -> int:
    """Measure, show, and freeze if asked."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Times the fixed cases and shows the change against bench/results.json.")
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help="size of the generated case")
    parser.add_argument("--freeze", action="store_true", help="keep what was measured in bench/results.json")
    parser.add_argument(
        "--strict", action="store_true", help=f"exit 1 where a case needs more than {SLOWER} times the frozen processor time or memory"
    )
    parser.add_argument("--first", action="store_true", help="time a fresh clone up to the demo's dossier too")
    asked = parser.parse_args(arguments)
    frozen = msgspec.json.decode(RESULTS.read_bytes(), type=Results) if RESULTS.exists() else Results("", {})
    machine = describe_machine()
    load = round(os.getloadavg()[0], 1)
    print(f"{machine}; {load} processes waiting: {'seconds are those of a busy machine, compare processor time' if load > 1 else 'idle'}")
    if frozen.machine and frozen.machine != machine:
        print(f"frozen on another machine: {frozen.machine}")
    measured = {}
    for name, one in measure_all(asked.documents):
        measured[name] = one
        print(show(name, one, frozen.cases.get(name)), flush=True)
    first = measure_first() if asked.first else frozen.first_run_s
    if first is not None:
        print(f"\nfrom a fresh clone to the demo's dossier: {first:.0f} s")
    if asked.freeze:
        kept = Results(machine, frozen.cases | measured, load, first)
        RESULTS.write_bytes(msgspec.json.format(msgspec.json.encode(kept), indent=1) + b"\n")
    lost = losses(measured, frozen.cases)
    for line in lost:
        print(f"MORE THAN FROZEN {line}", file=sys.stderr)
    return 1 if lost and asked.strict else 0


if __name__ == "__main__":
    sys.exit(main())
