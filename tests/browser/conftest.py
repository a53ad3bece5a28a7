"""A case that is served, and a browser that looks at it; without Chromium these tests are skipped, and say so."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.browser.chromium import Chromium, Tab, find
from tests.browser.pages import served
from tests.web.conftest import REPORTS, build


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
