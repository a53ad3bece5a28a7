import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.browser.chromium import Chromium, Tab
from tests.browser.pages import fetch, kinds

from cotejo.case.decisions import read_decisions
from cotejo.case.folder import Case
from cotejo.dossier.world import load_world

LIVE = "document.body.dataset.live === 'yes'"
PHONE = (390, 844)
AXE = os.environ.get("COTEJO_AXE", "")
RULES = "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa']"


def test_map_and_timeline_are_painted(tab: Tab, base: str) -> None:
    for theme in ("light", "dark"):
        tab.theme(theme)
        tab.open(f"{base}/")
        tab.until(LIVE)
        for island in ("#map", "#timeline"):
            seen = tab.run(
                f"""(() => {{ const c = document.querySelector('{island} canvas'); const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
                const found = new Map(); for (let i = 0; i < d.length; i += 4) {{ const k = d[i] + ',' + d[i+1] + ',' + d[i+2]; found.set(k, (found.get(k) ?? 0) + 1); }}
                const bar = getComputedStyle(c).getPropertyValue('--bar').trim().slice(1); const rgb = [0, 2, 4].map((n) => parseInt(bar.slice(n, n + 2), 16)).join(',');
                return [found.size, found.get(rgb) ?? 0]; }})()"""
            )
            assert seen[0] > 3, (theme, island)
            assert seen[1] > 20, (theme, island, "no mark has its colour")


WATCH_STROKES = """window.strokes = []; const stroke = CanvasRenderingContext2D.prototype.stroke; CanvasRenderingContext2D.prototype.stroke = function (...given) {
if (given[0] instanceof Path2D) window.strokes.push(this.getLineDash().length); return stroke.apply(this, given); };"""
LINES = """(async () => { const { loadWorld, mercator } = await import('/static/basemap.js'); const { basemap, regions } = document.querySelector('#map').dataset;
const world = await loadWorld({ states: basemap, regions }); await world.regions(); const ctx = new OffscreenCanvas(9, 9).getContext('2d');
const inside = (path, x, y) => ctx.isPointInPath(path, x, -mercator(y)); const on = (path, x, y) => { ctx.lineWidth = 0.6; return ctx.isPointInStroke(path, x, -mercator(y)); };
return { caracas: inside(world.land, -66.9, 10.48), sea: inside(world.land, -30, 30), lake: inside(world.outline({ state: 'VE' })[0], -66.9, 10.48),
away: inside(world.outline({ state: 'VE' })[0], -74.1, 4.6), region: inside(world.outline({ state: null, regions: [NUMBER] })[0], -3.0, 16.8),
other: inside(world.outline({ state: null, regions: [NUMBER] })[0], -8.0, 12.6), crimea: on(world.lines.disputed, 33.7, 46.2), solid: on(world.lines.border, 33.7, 46.2), seized: inside(world.outline({ state: 'RU' })[0], 34.1, 45.2),
border: on(world.lines.border, -72.5, 7.7), coast: on(world.lines.coast, -67.0, 10.6) }; })()"""


def test_the_packed_base_map_is_drawn_with_disputed_lines_dashed(tab: Tab, base: str) -> None:
    tab.ask("Page.addScriptToEvaluateOnNewDocument", source=WATCH_STROKES)
    tab.open(f"{base}/")
    tab.until(LIVE)
    assert tab.run("strokes.filter((dash) => dash > 0).length") * 3 <= tab.run("strokes.length") > 2  # one dashed path beside coasts and borders
    assert 2 in tab.run("strokes")
    number = next(
        at for at, region in enumerate(load_world().regions) if region.country == "ML" and {"Timbuktu", "Tombouctou"} & set(region.name.split("|"))
    )
    seen = tab.run(LINES.replace("NUMBER", str(number)))
    assert seen == {
        "caracas": True, "sea": False, "lake": True, "away": False, "region": True, "other": False, "crimea": True, "solid": False, "seized": False, "border": True, "coast": True,
    }  # fmt: skip


def test_no_page_asks_another_host_or_complains(tab: Tab, base: str, browser: Chromium) -> None:
    for path in kinds(base).values():
        tab.open(base + path)
    tab.open(f"{base}/")
    tab.until(LIVE)
    asked = [event["params"]["request"]["url"] for event in browser.events if event.get("method") == "Network.requestWillBeSent"]
    assert len(asked) > 40
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {urlsplit(base).netloc}
    faults = [event for event in browser.events if event.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded")]
    assert [one for one in faults if "/nowhere" not in str(one)] == []


def test_two_clicks_lead_from_a_mark_to_its_sentence(tab: Tab, base: str) -> None:
    tab.open(f"{base}/?q=Timbuktu")
    tab.until(LIVE)
    tab.run("document.querySelector('#map canvas').focus()")
    x, y = tab.run(
        "(() => { const b = document.querySelector('#map canvas').getBoundingClientRect(); return [b.left + b.width / 2, b.top + b.height / 2]; })()"
    )
    tab.click(x, y)
    tab.until("location.pathname.startsWith('/h/') && document.querySelector('blockquote a')")
    x, y = tab.run(
        "(() => { const a = document.querySelector('blockquote a'); a.scrollIntoView(); const b = a.getClientRects()[0]; return [b.left + 9, b.top + 5]; })()"
    )
    tab.click(x, y)
    tab.until("location.pathname.startsWith('/d/') && document.querySelector('#at')")
    assert tab.run("(() => { const b = document.querySelector('#at').getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight; })()")
    assert "arrived in Timbuktu" in tab.run("[...document.querySelectorAll('.at')].map((one) => one.textContent).join('')")


def test_keys_decide_undo_and_move(tab: Tab, base: str, case_folder: Path) -> None:
    def standing() -> list[str]:
        case = Case.open(case_folder)
        with case.store.reading() as link:
            return [made.decision.verb for made in read_decisions(case.store.custody(link)).done]

    tab.open(f"{base}/review?kind=claim")
    before = standing()
    for key in "auz":
        number = tab.run("performance.timeOrigin")
        tab.press(key)
        tab.until(f"performance.timeOrigin !== {number} && document.readyState === 'complete'")
    assert standing() == [*before, "accept"]
    tab.press("Z")
    tab.until("!document.querySelector('[data-key=Z]')")
    assert standing() == [*before, "accept", "unsure"]
    tab.open(f"{base}/s")
    tab.press("j")
    tab.press("j")
    tab.press("k")
    assert tab.run("[...document.querySelectorAll('[data-item]')].findIndex((one) => one.classList.contains('current'))") == 0
    tab.press("/")
    assert tab.run("document.activeElement.name") == "q"
    tab.press("a", text="a")
    assert tab.run("document.activeElement.value") == "a"  # in a field a key is a letter
    tab.press("Escape")
    tab.open(f"{base}/review?kind=claim")
    tab.run("document.querySelector('.decision [name=reason]').value = ''")
    tab.press("r")  # it needs a reason: the key leads to its field, and leaves no letter there
    assert tab.run("[document.activeElement.name, document.activeElement.value]") == ["reason", ""]
    tab.press("Escape")
    tab.press("?")
    assert tab.run("document.querySelector('#keys-help').open")


def test_a_switch_turns_the_keys_off(tab: Tab, base: str) -> None:
    tab.ask("Network.setCookie", name="keys", value="off", url=base)
    try:
        tab.open(f"{base}/s")
        tab.press("?")
        assert not tab.run("document.querySelector('#keys-help').open")
    finally:
        tab.ask("Network.deleteCookies", name="keys", url=base)


def test_everything_works_without_script(tab: Tab, base: str) -> None:
    tab.ask("Emulation.setScriptExecutionDisabled", value=True)
    tab.open(f"{base}/")
    document = tab.ask("DOM.getDocument", depth=-1)["root"]["nodeId"]
    for what in ("svg.map .spot", "svg.timebar rect", "table.events a[href^='/h/']"):
        assert tab.ask("DOM.querySelectorAll", nodeId=document, selector=what)["nodeIds"], what


def test_offsets_of_a_marked_text_are_code_points(tab: Tab, base: str) -> None:
    found = next(one for one in fetch(f"{base}/api/v1/documents")["documents"] if one["external_id"] == "c")
    tab.open(f"{base}/d/{found['id']}")
    tab.run(
        """(() => { const walk = document.createTreeWalker(document.querySelector('.text'), NodeFilter.SHOW_TEXT); let node; while ((node = walk.nextNode())) {
        const at = node.data.indexOf('There are no troops'); if (at >= 0) { const r = document.createRange(); r.setStart(node, at); r.setEnd(node, at + 19);
        getSelection().removeAllRanges(); getSelection().addRange(r); return; } } })()"""
    )
    tab.press("m")
    start, end = tab.run("document.querySelector('#mark-form [name=value]').value").split("-")
    text = "".join(piece["text"] for piece in fetch(f"{base}/d/{found['id']}.json")["pieces"])
    assert "😀" in text[: int(start)]
    assert text[int(start) : int(end)] == "There are no troops"


def test_no_page_is_wider_than_a_phone(tab: Tab, full: str) -> None:
    tab.size(*PHONE)
    for name, path in kinds(full).items():
        tab.open(full + path)
        assert tab.run("document.documentElement.scrollWidth") <= PHONE[0], name


def test_a_list_of_events_folds_on_a_phone_and_nothing_of_it_is_cut(tab: Tab, base: str) -> None:
    tab.size(*PHONE)
    for path in ("/", "/watch"):
        tab.open(base + path)
        assert tab.run("[...document.querySelectorAll('.folds')].every(one => one.scrollWidth <= one.parentElement.clientWidth)"), path
        assert tab.run("[...document.querySelectorAll('.folds tbody *')].every(one => one.getBoundingClientRect().right <= innerWidth)"), path


@pytest.mark.skipif(not AXE, reason="COTEJO_AXE names no axe.min.js (npm pack axe-core; scripts/browser does it)")
def test_axe_finds_nothing(tab: Tab, full: str) -> None:
    axe = Path(AXE).read_text(encoding="utf-8")
    tab.ask("Page.setBypassCSP", enabled=True)
    found = []
    assert {"exhibit", "unveiled", "compared"} <= set(kinds(full))
    for language in ("en", "es"):
        for theme in ("light", "dark"):
            tab.theme(theme)
            for name, path in kinds(full).items():
                tab.open(f"{full}{path.partition('#')[0]}{'&' if '?' in path else '?'}lang={language}")
                tab.run(f"{axe};1")
                script = f"axe.run(document, {{runOnly: {RULES}}}).then((r) => r.violations.map((v) => v.id + ' ' + v.nodes[0].html))"
                found += [(language, theme, name, one) for one in tab.run(script)]
    assert found == []
