"""Dumps as GeoNames, Wikidata and OpenStreetMap publish them (small ones, written here) come in as places that are found by all their names."""

import bz2
import gzip
import json
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotejo.cli import main
from cotejo.errors import SettingsError, UsageError
from cotejo.lexicon.dump_geonames import read_geonames, spot_of
from cotejo.lexicon.dump_osm import read_osm
from cotejo.lexicon.dump_wikidata import read_wikidata
from cotejo.lexicon.gazetteer import Gazetteer
from cotejo.text.folding import fold


def geonames_line(key: str, name: str, code: str, **cells: str) -> str:
    row = [key, name, cells.get("plain", name), cells.get("others", ""), cells.get("lat", "16.5"), cells.get("lon", "-3.0"), "P", code]
    return "\t".join(
        [*row, cells.get("country", "ML"), "", cells.get("unit", "08"), "", "", "", cells.get("people", "0"), "", "1", "Africa/Bamako", "2024-01-01"]
    )


GEONAMES = "\n".join(
    [
        geonames_line("90000001", "Tin Zaouatène-Test", "PPL", others="Тинзауатен-Тест,Tinza Test", people="1200"),
        geonames_line("90000002", "Camp Test Ansongo", "MILB"),
        geonames_line("90000003", "Some Tree", "TREE"),
        geonames_line("90000004", "Nowhere", "PPL", lat="abc"),
        "broken line",
    ]
)


def item(key: str, label: str, kind: str, **more: object) -> dict[str, object]:
    def claim(value: object) -> list[dict[str, object]]:
        return [{"rank": "normal", "mainsnak": {"datavalue": {"value": value}}}]

    claims = {"P31": claim({"id": kind})}
    if "place" in more:
        claims["P625"] = claim({"latitude": more["place"][0], "longitude": more["place"][1]})
    if "country" in more:
        claims["P17"] = claim({"id": more["country"]})
    if "iso" in more:
        claims["P297"] = claim(more["iso"])
    return {
        "id": key,
        "labels": {"en": {"value": label}, "ru": {"value": "Тестбург"}},
        "aliases": {"es": [{"value": "Villa Prueba"}]},
        "claims": claims,
    }


WIKIDATA = (
    "[\n"
    + ",\n".join(
        json.dumps(one, ensure_ascii=False)
        for one in (
            item("Q1", "Testville", "Q3957", place=(1.5, 2.5), country="Q912"),
            item("Q912", "Mali", "Q6256", iso="ML"),
            item("Q3", "A book", "Q571"),
            item("Q4", "Lost town", "Q3957"),
        )
    )
    + "\n{broken\n]\n"
)

OSM = """<?xml version='1.0' encoding='UTF-8'?>
<osm version="0.6">
 <node id="1" lat="10.0" lon="20.0"><tag k="place" v="village"/><tag k="name" v="Aldea Prueba"/><tag k="name:ru" v="Пруэба"/><tag k="population" v="300"/></node>
 <node id="2" lat="11.0" lon="21.0"/>
 <node id="3" lat="11.2" lon="21.2"/>
 <node id="4" lat="12.0" lon="22.0"><tag k="place" v="town"/></node>
 <way id="7"><nd ref="2"/><nd ref="3"/><tag k="military" v="airfield"/><tag k="name" v="Pista Prueba"/></way>
 <way id="8"><nd ref="99"/><tag k="military" v="base"/><tag k="name" v="Lost base"/></way>
 <relation id="9"><tag k="place" v="city"/></relation>
</osm>"""


def test_geonames_as_published(tmp_path: Path) -> None:
    (tmp_path / "ML.txt").write_text(GEONAMES, encoding="utf-8")
    with ZipFile(tmp_path / "ML.zip", "w") as zipped:
        zipped.writestr("readme.txt", "x" * 99999)
        zipped.writestr("ML.txt", GEONAMES)
    left: Counter[str] = Counter()
    town, camp = read_geonames(tmp_path / "ML.txt", left)
    assert (town.id, town.kind, town.country, town.admin1, town.population) == ("gn:90000001", "settlement", "ML", "ML-6", 1200)
    assert town.others == ("Тинзауатен-Тест", "Tinza Test")
    assert camp.kind == "base"
    assert left == {"feature TREE": 1, "without coordinates or number": 1, "lines that are not of 19 columns": 1}
    assert list(read_geonames(tmp_path / "ML.zip", Counter())) == [town, camp]


def test_wikidata_as_published(tmp_path: Path) -> None:
    (tmp_path / "part.json.gz").write_bytes(gzip.compress(WIKIDATA.encode()))
    left: Counter[str] = Counter()
    (town,) = read_wikidata(tmp_path / "part.json.gz", left)
    assert (town.id, town.name, town.kind, town.country, town.latitude) == ("wd:Q1", "Testville", "settlement", "ML", 1.5)
    assert town.others == ("Тестбург", "Villa Prueba")
    assert left == {"items of another kind": 2, "without coordinates": 1, "broken lines": 1}


def test_openstreetmap_as_published(tmp_path: Path) -> None:
    (tmp_path / "x.osm.bz2").write_bytes(bz2.compress(OSM.encode()))
    left: Counter[str] = Counter()
    village, strip = read_osm(tmp_path / "x.osm.bz2", left, "CO")
    assert (village.id, village.name, village.country, village.others, village.population) == ("osm:n1", "Aldea Prueba", "CO", ("Пруэба",), 300)
    assert (strip.id, strip.kind, strip.latitude, strip.longitude) == ("osm:w7", "airfield", 11.1, 21.1)
    assert left == {"relations": 1, "without a name": 1, "ways whose nodes are not in the file": 1}


@pytest.mark.parametrize("content", ["no xml", "<osm><node id='1'", '<!DOCTYPE x [<!ENTITY a "b">]><osm>&a;</osm>'])
def test_what_is_no_openstreetmap_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.osm").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"x\.osm"):
        list(read_osm(tmp_path / "x.osm", Counter()))


def test_imported_places_are_found_beside_our_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ML.txt").write_text(GEONAMES, encoding="utf-8")
    (tmp_path / "x.osm").write_text(OSM, encoding="utf-8")
    own = tmp_path / "own.sqlite"
    assert main(["gazetteer", str(tmp_path / "ML.txt"), "--from", "geonames", "-o", str(own)]) == 0
    assert main(["gazetteer", str(tmp_path / "x.osm"), "--from", "osm", "--country", "co", "-o", str(own)]) == 0
    assert "2 places" in capsys.readouterr().err
    monkeypatch.setenv("COTEJO_GAZETTEER", str(own))
    gazetteer = Gazetteer(fold)
    assert [row.id for row, _ in gazetteer.find("тинзауатен-тест")] == ["gn:90000001"]
    assert [row.country for row, _ in gazetteer.find("Pista Prueba")] == ["CO"]
    assert any(row.country == "ML" for row, _ in gazetteer.find("Bamako"))
    found = gazetteer.get("gn:90000002")
    assert found is not None
    assert found.path == "country:ML admin1:ML-6 gn:90000002"


def test_a_file_that_is_no_gazetteer_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COTEJO_GAZETTEER", str(tmp_path / "none.sqlite"))
    with pytest.raises(SettingsError, match=r"none\.sqlite"):
        Gazetteer(fold)
    (tmp_path / "none.sqlite").write_text("no database, but long enough to be read as one" * 30, encoding="utf-8")
    with pytest.raises(SettingsError, match="did not write"):
        Gazetteer(fold)


def test_a_country_that_is_none_is_refused(tmp_path: Path) -> None:
    assert main(["gazetteer", str(tmp_path / "x"), "--from", "osm", "--country", "XX", "-o", str(tmp_path / "o")]) == 2
    assert main(["gazetteer", str(tmp_path / "x"), "--from", "osm", "-o", str(tmp_path / "o")]) == 2


@given(st.lists(st.text(max_size=12), max_size=22))
def test_any_line_is_a_place_or_is_counted(cells: list[str]) -> None:
    left: Counter[str] = Counter()
    assert (spot_of(cells, left) is None) == bool(left)
