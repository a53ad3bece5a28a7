"""The gazetteer's file: the same sources give the same file, and its rows hang together."""

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from cotejo.lexicon import gazetteer, place_sources
from cotejo.lexicon.gazetteer import digest, gazetteer_path, write
from cotejo.lexicon.place_rows import City
from cotejo.lexicon.place_sources import places
from cotejo.text.folding import fold

SOME = 400  # every so many settlements: enough to build twice in a test


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    cities: list[City] = place_sources.load_cities()[::SOME]
    monkeypatch.setattr(place_sources, "load_cities", lambda: list(cities))


@pytest.fixture(scope="module")
def link() -> Iterator[sqlite3.Connection]:
    found = sqlite3.connect(f"file:{gazetteer_path(fold)}?mode=ro", uri=True)
    yield found
    found.close()


@pytest.mark.usefixtures("few")
def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    hashes = set()
    for name in ("one", "two"):
        write(tmp_path / name, places(fold), fold)
        hashes.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(hashes) == 1


def test_the_file_is_named_for_its_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest()
    digest.cache_clear()
    monkeypatch.setattr(gazetteer, "VERSION", "another")
    assert digest() != before
    digest.cache_clear()


def test_every_path_goes_from_the_country_to_the_place_itself(link: sqlite3.Connection) -> None:
    for place, kind, country, path in link.execute("SELECT id, kind, country, path FROM place WHERE kind NOT IN ('settlement', 'airport')"):
        steps = path.split()
        assert steps[-1] == place
        assert country is None or steps[0] == f"country:{country}", place
        assert kind == "region" or country, place


def test_every_unit_of_a_path_is_a_place(link: sqlite3.Connection) -> None:
    units = {place for (place,) in link.execute("SELECT id FROM place WHERE kind = 'admin1'")}
    for (path,) in link.execute("SELECT DISTINCT path FROM place WHERE kind NOT IN ('settlement', 'airport')"):
        assert {step for step in path.split() if step.startswith("admin1:")} <= units


def test_no_place_lies_at_null_island(link: sqlite3.Connection) -> None:
    assert link.execute("SELECT count(*) FROM place WHERE latitude = 0 AND longitude = 0").fetchone() == (0,)


def test_sites_lie_in_the_unit_of_their_surroundings(link: sqlite3.Connection) -> None:
    found = dict(
        link.execute(
            "SELECT id, admin1 FROM place WHERE id IN ('site:hmeimim', 'site:fuerte-tiuna', 'site:belbek', 'site:agadez-201', 'site:engels')"
        )
    )
    assert found == {"site:hmeimim": "SY-LA", "site:fuerte-tiuna": "VE-A", "site:belbek": "UA-40", "site:agadez-201": "NE-1", "site:engels": "RU-SAR"}


def test_codes_are_no_names_of_settlements(link: sqlite3.Connection) -> None:
    assert link.execute("SELECT count(*) FROM name JOIN place ON id = place WHERE key = 'ccs' AND kind = 'settlement'").fetchone() == (0,)
