"""Generated cases of 10,000 and 50,000 claims, served and looked at in Chromium -> the table of targets of the workbench, with what was measured.

`.venv/bin/python -m bench.workbench` (two minutes; `--claims N` for other sizes, `--axe FILE` for axe.min.js, `--turns N` visits of which the
middle one counts). Wall times are those of this machine at this load; tests gate on seconds of processor and on counts (tests/browser/test_crowd.py).
"""

import argparse
import gzip
import os
import statistics
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple, TypeVar

from tests.browser.chromium import Chromium, Tab
from tests.browser.crowd import build_crowd
from tests.browser.looking import act_each, decide_each, drag, tell_visit
from tests.browser.pages import fetch, kinds, served

from bench.run import describe_machine

SIZES = (10_000, 50_000)
TURNS = 5
Found = TypeVar("Found")
RULES = "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa']"


class Target(NamedTuple):
    """What the design asks of a figure: the goal, and the limit beyond which it fails."""

    unit: str
    goal: float
    limit: float


TARGETS = {
    "first paint": Target("ms", 300, 600),
    "map and time line live": Target("ms", 700, 1200),
    "worst interaction": Target("ms", 50, 100),
    "decision": Target("ms", 10, 50),
    "scripts": Target("KB gz", 40, 60),
    "first visit": Target("KB", 350, 500),
    "drag of 80 moves": Target("CPU-s", 2, 3),
    "wheel assets": Target("MB", 1, 2),
    "axe violations": Target("", 0, 0),
}


def weigh_scripts() -> float:
    """Add up our scripts, each compressed, in KB."""
    return sum(len(gzip.compress(entry.read_bytes())) for entry in files("cotejo.web.static").iterdir() if entry.name.endswith(".js")) / 1000


def weigh_assets() -> float:
    """Add up what the wheel carries for the pages (static files, templates, words, the world), compressed as a wheel is, in MB."""
    folders = (files("cotejo.web"), files("cotejo.dossier").joinpath("assets"))
    return (
        sum(len(zlib.compress(entry.read_bytes())) for folder in folders for entry in walk(folder) if not entry.name.endswith((".py", ".pyc"))) / 1e6
    )


def walk(folder: Traversable) -> Iterator[Traversable]:
    """Give the files below a folder."""
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from walk(entry)
        else:
            yield entry


def middle(turns: int, measure: Callable[[], dict[str, float]]) -> dict[str, float]:
    """Measure some times and take the middle of each figure."""
    found = [measure() for _ in range(turns)]
    return {name: statistics.median(one[name] for one in found) for name in found[0]}


def measure(browser: Chromium, folder: Path, claims: int, turns: int) -> dict[str, float]:
    """Look at a case of so many claims."""
    with served(build_crowd(folder / str(claims), claims)) as base:
        fetch(f"{base}/api/v1/events?limit=1")
        visit = middle(turns, lambda: in_tab(browser, lambda tab: tell_visit(tab, base)))
        acts = in_tab(browser, lambda tab: act_each(tab, base))
        return {
            "first paint": visit["paint_ms"],
            "map and time line live": visit["live_ms"],
            "live, processor": visit["live_cpu_s"],
            "first visit": visit["bytes"] / 1000,
            "worst interaction": max(acts["wall_ms"]),
            "worst interaction, processor": max(acts["cpu_s"]) * 1000,
            "drag of 80 moves": middle(min(turns, 3), lambda: in_tab(browser, lambda tab: {"cpu_s": drag(tab, base)}))["cpu_s"],
            "decision": statistics.median(decide_each(base, 40)) * 1000,
        }


def in_tab(browser: Chromium, look: Callable[[Tab], Found]) -> Found:
    """Look at something in a tab of its own, with an empty cache."""
    tab = browser.page()
    tab.size(1200, 900)
    tab.theme("light")
    try:
        return look(tab)
    finally:
        tab.ask("Page.close")


def count_violations(browser: Chromium, folder: Path, axe: Path) -> float:
    """Run axe over a page of each kind, in both themes and languages."""
    script = axe.read_text(encoding="utf-8")

    def look(tab: Tab) -> float:
        found = 0
        tab.ask("Page.setBypassCSP", enabled=True)
        for language in ("en", "es"):
            for theme in ("light", "dark"):
                tab.theme(theme)
                for path in kinds(base).values():
                    tab.open(f"{base}{path.partition('#')[0]}{'&' if '?' in path else '?'}lang={language}")
                    tab.run(f"{script};1")
                    found += tab.run(f"axe.run(document, {{runOnly: {RULES}}}).then((r) => r.violations.length)")
        return found

    with served(build_crowd(folder / "axe", 300)) as base:
        return in_tab(browser, look)


def judge(name: str, value: float) -> str:
    """Say how a figure stands to its target."""
    target = TARGETS.get(name)
    if target is None:
        return ""
    return "OVER THE LIMIT" if value > target.limit else "above the goal" if value > target.goal else "met"


def show(title: str, found: dict[str, float]) -> None:
    """Print a part of the table."""
    print(f"\n{title}")
    for name, value in found.items():
        target = TARGETS.get(name)
        wanted = f"{target.goal:g} ({target.limit:g}) {target.unit}" if target else ""
        print(f"  {name:32} {value:9.2f}  {wanted:20} {judge(name, value)}", flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Measure all; 1 where something is over its limit."""
    parser = argparse.ArgumentParser(prog="python -m bench.workbench", description="The workbench's targets, in Chromium over generated cases.")
    parser.add_argument("--claims", type=int, nargs="+", default=list(SIZES), help="sizes of the generated cases")
    parser.add_argument("--turns", type=int, default=TURNS, help="visits; the middle one counts")
    parser.add_argument("--axe", type=Path, default=os.environ.get("COTEJO_AXE"), help="axe.min.js (npm pack axe-core); none: not counted")
    asked = parser.parse_args(arguments)
    began = time.monotonic()
    print(f"{describe_machine()}; {os.getloadavg()[0]:.1f} processes waiting (above the cores, wall times are too long); targets: goal (limit)")
    parts = {"in any case": {"scripts": weigh_scripts(), "wheel assets": weigh_assets()}}
    show("in any case", parts["in any case"])
    with tempfile.TemporaryDirectory(prefix="cotejo-bench-") as folder, Chromium(Path(folder) / "profile") as browser:
        for claims in asked.claims:
            parts[str(claims)] = measure(browser, Path(folder), claims, asked.turns)
            show(f"{claims:,} claims", parts[str(claims)])
        if asked.axe:
            parts["axe"] = {"axe violations": count_violations(browser, Path(folder), Path(asked.axe))}
            show("each kind of page, both themes and languages", parts["axe"])
    print(f"\n{time.monotonic() - began:.0f} s")
    return int(any(judge(name, value) == "OVER THE LIMIT" for part in parts.values() for name, value in part.items()))


if __name__ == "__main__":
    sys.exit(main())
