"""A served case and a tab -> figures: a first visit, each interaction, a drag, decisions; seconds of the clock and of the processor."""

import time
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.browser.chromium import Tab
from tests.browser.pages import fetch

LIVE = "document.body.dataset.live === 'yes'"
MOVES = 80
WATCH = """new PerformanceObserver((list) => (window.acts ??= []).push(...list.getEntries().map((one) => one.duration)))
.observe({ type: 'event', durationThreshold: 16, buffered: true })"""
FRAME = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
KEYS = ("n", "n", "p", "+", "-", "ArrowLeft", "ArrowUp", "0")


def tell_visit(tab: Tab, base: str) -> dict[str, float]:
    """Visit the first page with an empty cache: when it painted, when map and time line were live, how many bytes it took."""
    tab.ask("Network.clearBrowserCache")
    tab.open(f"{base}/nowhere.txt")
    before = tab.cpu_s()
    tab.open(f"{base}/")
    tab.until(LIVE)
    worked = tab.cpu_s() - before
    paint = tab.run("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
    live = tab.run("performance.getEntriesByName('live')[0].startTime")
    sizes = tab.run("[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map((one) => one.encodedBodySize)")
    return {"paint_ms": paint, "live_ms": live, "live_cpu_s": worked, "bytes": float(sum(sizes))}


def middle_of(tab: Tab, selector: str) -> tuple[float, float]:
    """Where the middle of an element lies."""
    x, y = tab.run(
        f"(() => {{ const b = document.querySelector('{selector}').getBoundingClientRect(); return [b.left + b.width / 2, b.top + b.height / 2]; }})()"
    )
    return x, y


def act_each(tab: Tab, base: str) -> dict[str, list[float]]:
    """Do what a reader does, one act after the other: hover, keys on map and time line, keys of the list; what each took until it was painted."""
    tab.open(f"{base}/")
    tab.until(LIVE)
    tab.run(WATCH)
    walls, cpus = [], []

    def note(act: Any, *given: Any, **named: Any) -> None:
        before = tab.cpu_s()
        act(*given, **named)
        tab.run(FRAME)
        cpus.append(tab.cpu_s() - before)

    for island in ("#map", "#timeline"):
        tab.run(f"document.querySelector('{island} canvas').scrollIntoView({{ block: 'center' }})")
        tab.run(FRAME)
        x, y = middle_of(tab, f"{island} canvas")
        for turn in range(6):
            note(tab.ask, "Input.dispatchMouseEvent", type="mouseMoved", x=x - 90 + turn * 30, y=y - 40 + turn * 15)
        tab.run(f"document.querySelector('{island} canvas').focus()")
        for key in KEYS:
            note(tab.press, key)
    tab.run("document.activeElement.blur(); scrollTo(0, 0)")
    for key in ("j", "j", "k", "?"):
        note(tab.press, key)
    tab.until("document.querySelector('#keys-help').open")
    walls = tab.run("window.acts ?? []")
    return {"wall_ms": [float(one) for one in walls] or [0.0], "cpu_s": cpus}


def drag(tab: Tab, base: str) -> float:
    """Drag the map by 80 moves; seconds of processor."""
    tab.open(f"{base}/")
    tab.until(LIVE)
    x, y = middle_of(tab, "#map canvas")
    before = tab.cpu_s()
    tab.ask("Input.dispatchMouseEvent", type="mousePressed", x=x, y=y, button="left", clickCount=1)
    for turn in range(MOVES):
        tab.ask("Input.dispatchMouseEvent", type="mouseMoved", x=x + turn, y=y + turn / 2, button="left", buttons=1)
    tab.ask("Input.dispatchMouseEvent", type="mouseReleased", x=x + MOVES, y=y + MOVES / 2, button="left", clickCount=1)
    return tab.cpu_s() - before


def decide_each(base: str, many: int) -> list[float]:
    """Accept claims, one after the other, as a page does; seconds of the clock, each."""
    where = urlsplit(base)
    claims = [one["id"] for one in fetch(f"{base}/api/v1/claims?limit={many}")["claims"]]
    head = fetch(f"{base}/api/v1/decisions?limit=1")["head"]
    taken = []
    link = HTTPConnection(where.hostname or "", where.port, timeout=60)
    link.request("GET", "/help")
    token = link.getresponse().read().decode().partition('data-token="')[2].partition('"')[0]
    for claim in claims:
        form = urlencode({"verb": "accept", "subject": claim, "expected_head": head})
        headers = {"Origin": base, "Content-Type": "application/x-www-form-urlencoded", "X-Cotejo-Token": token}
        began = time.perf_counter()
        link.request("POST", "/api/v1/decisions", form, headers)
        answer = link.getresponse()
        body = answer.read().decode()
        taken.append(time.perf_counter() - began)
        assert answer.status == 200, body
        head = body.partition('"head":"')[2].partition('"')[0]
    link.close()
    return taken
