"""What leaves in other tools' formats reads back as it was, minus the losses that the format declares (R8); no cell runs (S6), no word becomes markup."""

import csv
import io
import json
import re
from collections.abc import Iterator

import pytest
from defusedxml import ElementTree
from tests.web.payloads import payloads

from cotejo.dossier import followthemoney, kml, table, tables_of_others, timemap
from cotejo.dossier.facts import Facts, facts_of
from cotejo.records.corpus import Corpus

KML = "{http://www.opengis.net/kml/2.2}"
FORMULA = re.compile(r"[\s\x00-\x1f\u200b-\u200f\ufeff]*[=+\-@]")


@pytest.fixture
def corpus(archive) -> Corpus:
    return archive.corpus()


@pytest.fixture
def all_facts(corpus: Corpus) -> list[Facts]:
    found = list(facts_of(corpus))
    assert found
    return found


def text_of(value: object) -> str:
    return "" if value is None else str(value)


def test_acled_rows_read_back(corpus: Corpus, all_facts: list[Facts]) -> None:
    rows = list(csv.DictReader(io.StringIO(tables_of_others.render_acled(corpus))))
    assert len(rows) == len(all_facts)
    for row, facts in zip(rows, all_facts, strict=True):
        place, event = facts.place, facts.event
        assert row["event_id_cnty"] == event.id
        assert (row["event_date"], row["event_date_latest"]) == (text_of(facts.earliest), text_of(facts.latest))
        assert (row["count_low"], row["count_high"], row["count_unit"]) == tuple(map(text_of, (event.low, event.high, event.count_unit)))
        assert (row["origins_lo"], row["origins_hi"], row["label"]) == (str(facts.lo), str(facts.hi), facts.label)
        assert row["location"] == (place.name if place else "")
        if facts.located:
            assert (float(row["latitude"]), float(row["longitude"])) == facts.located
        else:
            assert row["latitude"] == row["longitude"] == ""  # never null island


def test_atlos_rows_read_back(corpus: Corpus, all_facts: list[Facts]) -> None:
    rows = list(csv.DictReader(io.StringIO(tables_of_others.render_atlos(corpus))))
    for row, facts in zip(rows, all_facts, strict=True):
        more = json.loads(row["cotejo"])
        assert (row["slug"], more["id"], more["origins"]) == (facts.event.id, facts.event.id, [facts.lo, facts.hi])
        assert more["documents"] == [document.external_id for document in facts.documents]
        assert row["description"].lstrip("'") == facts.quote


def test_kml_reads_back(corpus: Corpus, all_facts: list[Facts]) -> None:
    root = ElementTree.fromstring(kml.render(corpus, "Título <b>", '{"seal":"0"}'))
    marks = root.findall(f".//{KML}Placemark")
    shown = [facts for facts in all_facts if facts.located]
    assert [mark.get("id") for mark in marks] == [facts.event.id for facts in shown]
    for mark, facts in zip(marks, shown, strict=True):
        longitude, latitude, _ = map(float, mark.findtext(f".//{KML}coordinates").split(","))
        assert (latitude, longitude) == facts.located
        assert (mark.findtext(f".//{KML}begin") or "") == text_of(facts.earliest)
    assert root.findtext(f".//{KML}Document/{KML}name") == "Título <b>"


def test_timemap_reads_back(corpus: Corpus, all_facts: list[Facts]) -> None:
    body = json.loads(json.dumps(timemap.gather(corpus)))
    shown = [facts for facts in all_facts if facts.located and facts.earliest]
    assert [one["id"] for one in body["events"]] == [facts.event.id for facts in shown]
    for one, facts in zip(body["events"], shown, strict=True):
        month, day, year = map(int, one["date"].split("/"))
        assert facts.earliest is not None
        assert (year, month, day) == (facts.earliest.year, facts.earliest.month, facts.earliest.day)
        assert (float(one["latitude"]), float(one["longitude"])) == facts.located
        assert set(one["sources"]) <= set(body["sources"])


def test_followthemoney_entities_hang_together(corpus: Corpus, all_facts: list[Facts]) -> None:
    lines = [json.loads(line) for line in followthemoney.render(corpus).splitlines()]
    names = {line["id"] for line in lines}
    assert len(names) == len(lines)
    assert [line["properties"]["recordId"] for line in lines if line["schema"] == "Event"] == [[facts.event.id] for facts in all_facts]
    for line in lines:
        assert set(line) == {"id", "schema", "properties"}
        assert all(isinstance(value, str) and value for values in line["properties"].values() for value in values)
        if line["schema"] == "Documentation":
            assert set(line["properties"]["document"] + line["properties"]["entity"]) <= names


def cells() -> Iterator[str]:
    yield from (
        "=1+1",
        "+1",
        "-1+2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "\u200b=1",
        "\ufeff@x",
        "＝1",
        "−2",
        '=HYPERLINK("x")',
        "-5",
        "+49 30",
        "a=b",
        "",
    )
    yield from payloads()


def test_no_cell_of_any_table_is_a_formula() -> None:
    for cell in cells():
        written = table.neutralise(cell)
        assert not FORMULA.match(written) or re.fullmatch(r"-?\d+(\.\d+)?", written), cell
        assert written.removeprefix("'") == cell or written == cell
