"""Every page by keyboard alone: whatever can be clicked can be reached by Tab, in order, seen when it is, and left again; and the work gets done."""

from pathlib import Path

import pytest
from tests.browser.chromium import Tab
from tests.browser.looking import LIVE
from tests.browser.pages import fetch, kinds

from cotejo.case.decisions import read_decisions
from cotejo.case.folder import Case

SEEN = """[...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex="0"]')]
.filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && !one.closest('dialog:not([open])')
&& !(one.type === 'radio' && !one.checked && document.querySelector(`input[name="${one.name}"]:checked`)))"""
AT = "(() => { const one = document.activeElement; return SEEN.indexOf(one); })()".replace("SEEN", SEEN)
RING = """(() => { const one = document.activeElement; const style = getComputedStyle(one); return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1; })()"""


def tab_key(tab: Tab) -> None:
    tab.ask("Input.dispatchKeyEvent", type="rawKeyDown", key="Tab", code="Tab", windowsVirtualKeyCode=9)
    tab.ask("Input.dispatchKeyEvent", type="keyUp", key="Tab", code="Tab", windowsVirtualKeyCode=9)


def enter(tab: Tab) -> None:
    tab.press("Enter", text="\r", code=13)


def test_whatever_can_be_clicked_is_reached_by_tab_and_seen(tab: Tab, base: str) -> None:
    for name, path in kinds(base).items():
        tab.open(base + path.partition("#")[0])
        if name == "workbench":
            tab.until(LIVE)
        many = tab.run(f"{SEEN}.length")
        found, hidden = set(), []
        for _ in range(many + 3):
            tab_key(tab)
            at = tab.run(AT)
            found.add(at)
            if at >= 0 and not tab.run(RING):
                hidden.append(tab.run("document.activeElement.outerHTML.slice(0, 100)"))
        missing = [at for at in range(many) if at not in found]
        assert missing == [], (name, [tab.run(f"{SEEN}[{at}].outerHTML.slice(0, 120)") for at in missing[:3]])
        assert hidden == [], name


def test_the_first_key_leads_past_the_head(tab: Tab, base: str) -> None:
    tab.open(f"{base}/s")
    tab_key(tab)
    assert tab.run("document.activeElement.className") == "skip"
    enter(tab)
    tab.until("document.activeElement.id === 'main'")


def test_from_the_list_to_the_event_and_from_the_map_too(tab: Tab, base: str) -> None:
    tab.open(f"{base}/")
    tab.until(LIVE)
    tab.press("j")
    enter(tab)
    tab.until("location.pathname.startsWith('/h/')")
    for where in ("m", "t"):
        tab.open(f"{base}/?q=Timbuktu")
        tab.until(LIVE)
        tab.press("g")
        tab.press(where)
        assert tab.run("document.activeElement.tagName") == "CANVAS"
        tab.press("n")
        enter(tab)
        tab.until("location.pathname.startsWith('/h/')")


def test_a_filter_is_set_and_sent(tab: Tab, base: str) -> None:
    tab.open(f"{base}/")
    tab.run("document.querySelector('.filter input[type=checkbox][name=host][value=ML]').focus()")
    tab.press(" ", code=32)
    enter(tab)
    tab.until("location.search.includes('host=ML')")


def test_words_are_chosen_and_marked(tab: Tab, base: str, case_folder: Path) -> None:
    document = next(one for one in fetch(f"{base}/api/v1/documents")["documents"] if one["external_id"] == "d")
    tab.open(f"{base}/d/{document['id']}")
    tab.until("document.querySelector('.text').tabIndex === 0")
    tab.run("document.querySelector('.text').focus()")
    for shift in (0, 0, 8, 8):
        tab.ask("Input.dispatchKeyEvent", type="rawKeyDown", key="ArrowRight", code="ArrowRight", windowsVirtualKeyCode=39, modifiers=shift)
    assert tab.run("getSelection().toString().trim()") == "40 Russian contractors"
    tab.press("m")
    for sign in "why":
        tab.press(sign)
    before = tab.run("performance.timeOrigin")
    enter(tab)
    tab.until(f"performance.timeOrigin !== {before} && document.readyState === 'complete'")
    case = Case.open(case_folder)
    with case.store.reading() as link:
        made = read_decisions(case.store.custody(link)).done[-1].decision
    text = "".join(piece["text"] for piece in fetch(f"{base}/d/{document['id']}.json")["pieces"])
    start, end = (int(part) for part in made.value.split("-"))
    assert (made.verb, made.field, made.reason) == ("note", "marked", "why")
    assert text[start:end].strip() == "40 Russian contractors"


@pytest.mark.parametrize("path", ["/", "/review"])
def test_the_help_opens_and_shuts_and_gives_the_focus_back(tab: Tab, base: str, path: str) -> None:
    tab.open(base + path)
    tab_key(tab)
    before = tab.run("document.activeElement.outerHTML")
    tab.press("?")
    tab.until("document.querySelector('#keys-help').open")
    tab.press("Escape", text="", code=27)
    tab.until("!document.querySelector('#keys-help').open")
    assert tab.run("document.activeElement.outerHTML") == before
