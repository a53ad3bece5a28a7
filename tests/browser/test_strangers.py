"""Strangers at the browser: what they wrote does not act, what their pages send is refused, and three who decide at once lose nothing."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.browser.chromium import Chromium, Tab
from tests.browser.pages import fetch, kinds, served
from tests.web.conftest import AT, REPORTS, build
from tests.web.payloads import payloads

from cotejo.case.decisions import read_decisions
from cotejo.case.folder import Case
from cotejo.case.verify import verify
from cotejo.documents.collect import gather
from cotejo.engine.local import LocalEngine
from cotejo.pipeline import settings
from cotejo.pipeline.adding import add
from cotejo.pipeline.running import Way, run
from cotejo.pipeline.stages import STAGES

TOGETHER = 9  # payloads in one field: each page holds many
NAME_BYTES = 180
SAID = "Unos 40 soldados rusos llegaron a Tombuctú, Malí, el 28 de diciembre de 2021, según {who}. "
ACTIVE = """[...document.querySelectorAll('*')].flatMap((one) => [...one.attributes].filter((a) => a.name.startsWith('on') || (a.name === 'style' && one.tagName !== 'CANVAS') || a.name === 'srcdoc')
.map((a) => one.tagName + ' ' + a.name)).concat([...document.querySelectorAll('a[href],form[action],script[src],img[src],image[href],link[href]')]
.filter((one) => { const said = one.getAttribute('href') ?? one.getAttribute('action') ?? one.getAttribute('src'); const at = new URL(said, location);
return !['http:', 'https:', 'data:'].includes(at.protocol) || (one.tagName !== 'A' && at.host !== location.host && at.protocol !== 'data:'); }).map((one) => one.outerHTML.slice(0, 90)))
.concat([...document.querySelectorAll('iframe,object,embed,base,style,video,audio,math,template,marquee,script:not([src])')].map((one) => one.tagName))"""


def write_posts(groups: list[str]) -> str:
    rows = [
        {"id": number, "type": "message", "date": "2022-01-01T12:00:00", "date_unixtime": str(1641038400 + number), "from": payload, "forwarded_from": payload,
         "text": [payload + " ", {"type": "text_link", "text": payload, "href": payload}, " " + SAID.format(who="el alcalde")]}
        for number, payload in enumerate(groups, start=1)
    ]  # fmt: skip
    return json.dumps({"name": groups[0], "type": "public_channel", "id": 77, "messages": rows}, ensure_ascii=False)


def write_all(folder: Path) -> None:
    """Put every payload into each field of a report, into pages, posts and names of files."""
    every = payloads()
    groups = [" ".join(every[start : start + TOGETHER]) for start in range(0, len(every), TOGETHER)]
    for number, payload in enumerate(groups):
        report = {"id": f"{number} {payload}", "links": [payload], "forwarded_from": payload, "published": "2021-12-30", "language": "es", "media": [payload[:100]],
                  "embeds": [{"name": payload, "handle": payload, "date": payload, "text": payload, "url": payload}],
                  **dict.fromkeys(("title", "outlet", "byline", "url"), payload), "text": f"{payload} {SAID.format(who=payload)}{payload}"}  # fmt: skip
        (folder / f"{number:03d}.json").write_text(json.dumps(report), encoding="utf-8")
        said = payload.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").replace("\x00", "")
        page = f'<!DOCTYPE html><html lang=es><title>{said}</title><meta name=author content="{said}"><article><h1>{said}</h1><p>{SAID.format(who=said)}</p>'
        (folder / f"{number:03d}.html").write_text(f"{page}<p>{said}</p><p>{payload}</p></article>", encoding="utf-8")
    (folder / "result.json").write_text(write_posts(groups), encoding="utf-8")
    names, before = [], ""
    for payload in (one.replace("/", "").replace("\x00", "").lstrip(".") for one in payloads()):
        if len((before + payload).encode()) > NAME_BYTES:
            names.append(before)
            before = ""
        before += payload
    for number, name in enumerate([*names, before]):
        (folder / f"{name} {number}.txt").write_text(SAID.format(who=f"el coronel {number}"), encoding="utf-8")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "incoming").mkdir()
    write_all(folder / "incoming")
    case = Case.create(folder / "case", settings.template("<img src=x onerror=window.hit=1>", {stage.name: stage.settings for stage in STAGES}), AT)
    add(case, gather([folder / "incoming"]), AT)
    assert run(case, STAGES, AT, Way(LocalEngine(1))).failed == 0
    with served(folder / "case") as base:
        yield base


@pytest.mark.slow
def test_no_payload_acts_in_a_browser_not_even_without_the_policy(tab: Tab, browser: Chromium, hostile: str) -> None:
    documents = fetch(f"{hostile}/api/v1/documents")["documents"]
    names = [one["external_id"] for one in documents]
    groups = -(-len(payloads()) // TOGETHER)
    assert len(payloads()) >= 200
    assert sum(re.fullmatch(r"\d{3}", name) is not None for name in names) >= groups - 1  # pages; one is all markup, and has no text
    assert sum(name.startswith("77/") for name in names) >= groups - 1  # posts
    assert len(documents) - 3 * groups >= 50  # files whose names are payloads; the rest are the reports
    paths = [
        *kinds(hostile).values(),
        *(f"/d/{one['id']}" for one in documents),
        "/search?q=%3Cscript%3E",
        "/admin",
        "/add?said=%3Cimg%20src=x%20onerror=window.hit=1%3E",
    ]
    tab.ask("Page.setBypassCSP", enabled=True)  # what holds is that all is escaped; the policy would only hide that it is not
    browser.events.clear()
    for path in paths:
        tab.open(hostile + path)
        assert tab.run("window.hit ?? 0") == 0, path
        assert tab.run(ACTIVE) == [], path
    assert [event for event in browser.events if event.get("method") == "Page.javascriptDialogOpening"] == []
    asked = [event["params"]["request"]["url"] for event in browser.events if event.get("method") == "Network.requestWillBeSent"]
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {urlsplit(hostile).netloc}
    tab.run("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=window.hit=1>')")
    tab.until("window.hit === 1")  # had one acted, it would have been seen


def test_a_page_from_elsewhere_can_neither_write_nor_read(tab: Tab, base: str, case_folder: Path) -> None:
    def standing() -> int:
        case = Case.open(case_folder)
        with case.store.reading() as link:
            return len(read_decisions(case.store.custody(link)).every)

    claim = fetch(f"{base}/api/v1/claims?limit=1")["claims"][0]["id"]
    tab.open(f"{base}/help")
    token = tab.run("document.body.dataset.token")
    before = standing()
    fields = {"token": token, "verb": "accept", "subject": claim}
    form = "".join(f"<input name='{name}' value='{value}'>" for name, value in fields.items())
    tab.open(f"data:text/html,<form method='post' action='{base}/decisions'>{form}<button>x</button></form>")
    tab.run("document.querySelector('button').click()")
    tab.until("document.body.textContent.includes('A write must come from a page of this server')")
    tab.open("data:text/html,<p>elsewhere</p>")
    for mode, method in (("cors", "GET"), ("cors", "POST"), ("no-cors", "POST")):
        script = f"fetch('{base}/api/v1/decisions', {{ mode: '{mode}', method: '{method}', headers: {{}} }}).then((r) => r.type, () => 'refused')"
        assert tab.run(script) in ("refused", "opaque")  # opaque: sent, and nothing of the answer is given to the page
    assert standing() == before


def test_a_name_that_was_bound_anew_to_this_machine_is_refused(tab: Tab, base: str) -> None:
    port = urlsplit(base).port
    tab.open(f"http://rebound.example:{port}/")
    assert "answers to" in tab.run("document.body.textContent")
    assert tab.run("fetch('/api/v1/events').then((r) => r.status)") == 421
    assert tab.run("fetch('/decisions', { method: 'POST', body: new URLSearchParams({ verb: 'accept' }) }).then((r) => r.status)") == 421


DECIDE = """(async () => { const token = document.body.dataset.token; const mine = []; let head = document.body.dataset.head;
for (let turn = 0; turn < TURNS; turn += 1) for (;;) {
  const body = new URLSearchParams({ verb: ['accept', 'unsure'][turn % 2], subject: CLAIMS[(turn + FIRST) % CLAIMS.length], expected_head: head, token });
  const answer = await fetch('/api/v1/decisions', { method: 'POST', body });
  if (answer.status === 200) { const said = await answer.json(); head = said.head; mine.push(said.number); break; }
  if (answer.status !== 409) throw new Error(answer.status);
  head = (await (await fetch('/api/v1/decisions?limit=1')).json()).head; window.beaten = (window.beaten ?? 0) + 1;
} window.mine = mine; })()"""


def test_three_browsers_decide_at_once_and_no_decision_is_lost(browser: Chromium, tmp_path: Path) -> None:
    turns = 15
    folder = build(tmp_path, REPORTS)
    with served(folder) as base:
        claims = [one["id"] for one in fetch(f"{base}/api/v1/claims")["claims"]]
        tabs = [browser.page() for _ in range(3)]
        for tab in tabs:
            tab.open(f"{base}/review")
        for number, tab in enumerate(tabs):
            script = DECIDE.replace("TURNS", str(turns)).replace("CLAIMS", json.dumps(claims)).replace("FIRST", str(number))
            tab.ask("Runtime.evaluate", expression=script)  # not waited for: all three go on together
        for tab in tabs:
            tab.until("window.mine", 60)
        mine = [tab.run("window.mine") for tab in tabs]
        beaten = sum(tab.run("window.beaten ?? 0") for tab in tabs)
        for tab in tabs:
            tab.ask("Page.close")
    case = Case.open(folder)
    with case.store.reading() as link:
        every = read_decisions(case.store.custody(link)).every
    assert [len(one) for one in mine] == [turns] * 3
    assert sorted(number for one in mine for number in one) == sorted(made.number for made in every)
    assert beaten > 0  # they did meet
    assert verify(folder).faults == ()
