"""The dossier on paper: every sentence is there, nothing is cut at the edge, no page is empty, links lead inside the file; in both languages."""

import io
import re
import unicodedata
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader
from tests.browser.chromium import Tab

from cotejo.case.folder import Case
from cotejo.errors import UsageError
from cotejo.pipeline import exporting, printing

A4_POINTS = (595, 842)
PAPER_PX = 673  # 178 mm, what the margins leave of A4, at 96 px an inch
SLACK_POINTS = 2


def letters(said: str) -> str:
    """Letters alone, ligatures taken apart."""
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", said))


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_sentence_is_printed_and_nothing_is_cut(case_folder: Path, language: str) -> None:
    request = exporting.request_of(Case.open(case_folder), language=language)
    printed = PdfReader(io.BytesIO(printing.pdf(request)))
    pages = [re.sub(r"\s+", " ", page.extract_text()) for page in printed.pages]
    assert all(len(page) > 20 for page in pages)
    for page in printed.pages:
        size = page.mediabox
        assert (round(size.width), round(size.height)) == A4_POINTS
    whole = letters("".join(pages))
    html = exporting.page(request)
    sentences = re.findall(r'class="statement" id="[^"]+">([^<]+)<', html)
    assert len(sentences) > 10
    for said in sentences:
        assert letters(unescape(said))[:60] in whole, said
    links = [note.get_object() for page in printed.pages for note in page.get("/Annots") or []]
    assert len(links) > len(sentences)
    assert not [one for one in links if "URI" in str(one.get("/A", {})) and "file:" not in str(one["/A"])]


def test_on_paper_all_is_open_and_lies_within_the_page(case_folder: Path, tmp_path: Path, tab: Tab) -> None:
    source = tmp_path / "dossier.html"
    source.write_text(exporting.page(exporting.request_of(Case.open(case_folder))), encoding="utf-8")
    tab.size(PAPER_PX, 990)
    tab.open(source.as_uri())
    tab.ask("Emulation.setEmulatedMedia", media="print")
    assert tab.run("document.documentElement.scrollWidth <= innerWidth")
    wide = """[...document.querySelectorAll('main *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1
        && !one.closest('svg')).map(one => one.outerHTML.slice(0, 120))"""
    assert tab.run(wide) == []
    assert tab.run("[...document.querySelectorAll('nav, .skip, .own')].every(one => one.getClientRects().length === 0)")
    shut = "[...document.querySelectorAll('details > :not(summary)')].filter(one => one.getClientRects().length === 0).length"
    assert tab.run(shut) == 0


def test_without_a_browser_the_refusal_says_what_to_do(case_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(case_folder))
    with pytest.raises(UsageError, match="export html and print that from any browser"):
        printing.pdf(exporting.request_of(Case.open(case_folder)))
