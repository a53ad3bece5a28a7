"""A case that is served, and a browser that looks at it; without Chromium these tests are skipped, and say so."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from tests.browser.chromium import Chromium, Tab, find
from tests.browser.pages import served
from tests.web.conftest import AT, REPORTS, build, open_client

from cotejo.case.folder import Case
from cotejo.documents.collect import gather
from cotejo.engine.local import LocalEngine
from cotejo.pipeline.adding import add
from cotejo.pipeline.running import Way, run
from cotejo.pipeline.stages import STAGES


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip where there is no browser; ours is a server on the loopback, so sockets are let through."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.enable_socket)
            if find() is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium here: apt-get install chromium"))


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with Chromium(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture(scope="session")
def case_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("browsed"), REPORTS)


@pytest.fixture(scope="session")
def full_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same case with a picture, an answer to a claim, a claim that was rejected, and grades: each page has all that it can show."""
    folder = build(tmp_path_factory.mktemp("full"), REPORTS)
    case, incoming = Case.open(folder), tmp_path_factory.mktemp("shown")
    Image.effect_noise((160, 120), 80).save(incoming / "photo.png")
    add(case, gather([incoming]), AT)
    assert run(case, STAGES, AT, Way(LocalEngine(1))).failed == 0
    client = open_client(folder)
    corpus = client.desk.look().corpus
    event = max(corpus.events.values(), key=lambda one: (len(one.claims), one.id))
    first = event.claims[0]
    for form in (
        {"verb": "note", "field": "reply", "subject": first, "value": "We have no troops there.", "reason": "the ministry, by letter"},
        {"verb": "note", "field": "credibility", "subject": first, "value": "3", "reason": "one voice"},
        {"verb": "reject", "subject": event.claims[-1], "reason": "misread"},
        {"verb": "state", "subject": event.id, "value": "disputed", "reason": "denied"},
    ):
        assert client.decide(**form).status == 200, form
    return folder


@pytest.fixture(scope="session")
def full(full_folder: Path) -> Iterator[str]:
    with served(full_folder) as address:
        yield address


@pytest.fixture(scope="session")
def base(case_folder: Path) -> Iterator[str]:
    with served(case_folder) as address:
        yield address


@pytest.fixture
def tab(browser: Chromium) -> Iterator[Tab]:
    browser.events.clear()
    found = browser.page()
    found.size(1200, 900)
    found.theme("light")
    yield found
    found.ask("Page.close")
