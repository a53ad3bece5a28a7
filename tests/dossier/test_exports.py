"""The interchange formats: events, GeoJSON, CSV."""

import csv
import io
import json

import msgspec
import pytest

from cotejo.dossier import events_json, geojson, table
from cotejo.dossier.compose import compose
from cotejo.dossier.table import neutralise
from cotejo.records.abstention import Abstention
from cotejo.records.corpus import Corpus
from cotejo.records.dossier import Statement
from cotejo.records.event import Link
from cotejo.records.resolution import Place

EVENT_KEYS = {"id", "event_type", "place", "earliest", "latest", "count", "claims", "origins", "lo", "hi", "details", "denials", "label", "flags"}


def events(archive) -> dict:
    return json.loads(events_json.render(archive.corpus()))


def main_event(archive) -> dict:
    return next(event for event in events(archive)["events"] if event["event_type"] == "ARRIVAL")


def test_events_have_the_format_of_the_interchange_page(archive) -> None:
    found = events(archive)
    assert set(found) == {"events", "derivations", "undecided"}
    event = main_event(archive)
    assert set(event) >= EVENT_KEYS
    assert {key: event["place"][key] for key in ("name", "country", "admin1", "lat", "lon", "precision")} == {
        "name": "Gao",
        "country": "ML",
        "admin1": "Gao",
        "lat": 16.27,
        "lon": -0.04,
        "precision": "settlement",
    }
    assert (event["earliest"], event["latest"], event["lo"], event["hi"], event["label"]) == ("2023-05-03", "2023-05-03", 2, 2, "corroborated")


def test_claims_carry_external_ids_spans_and_chains(archive) -> None:
    claims = {claim["doc"]: claim for claim in main_event(archive)["claims"]}
    assert set(claims) == {"doc-a", "doc-b", "doc-c"}
    first = claims["doc-a"]
    assert first["exact"] == "Al menos 18 instructores rusos llegaron a Gao el 3 de mayo"
    assert (first["start"], first["end"]) == (0, len(first["exact"]))
    assert first["chain"] == ["la médica Aminata Keïta"]
    assert [stance["voice"] for stance in first["stances"]] == [None, "la médica Aminata Keïta"]


def test_derivations_are_between_documents(archive) -> None:
    (edge,) = events(archive)["derivations"]
    assert {key: edge[key] for key in ("later", "earlier", "relation", "credited", "strength", "rule", "exact")} == {
        "later": "doc-b",
        "earlier": "doc-a",
        "relation": "cites",
        "credited": True,
        "strength": "hard",
        "rule": "cites.outlet",
        "exact": "segundo El Faro del Norte",
    }


@pytest.mark.parametrize("node", ["ghost:outlet:el-otro", "source:agency:tass"])
def test_what_is_no_document_keeps_its_name(archive, node: str) -> None:
    archive.change("edge", earlier=node, later=archive.records["claim b"].id)
    (edge,) = events(archive)["derivations"]
    assert (edge["later"], edge["earlier"]) == ("doc-b", node)


def test_denials_say_who_and_of_what(archive) -> None:
    (denial,) = main_event(archive)["denials"]
    assert (denial["doc"], denial["exact"], denial["by"], denial["of"]) == (
        "doc-d",
        "российских военных в Мали нет",
        "МИД",
        [archive.records["claim a"].id],
    )


def test_undecided_is_listed_with_its_document(archive) -> None:
    (found,) = events(archive)["undecided"]
    assert (found["doc"], found["reason"], found["exact"]) == ("doc-e", "no_place", ["un lugar"])


def test_geojson_places_what_is_placed_and_keeps_the_rest(archive) -> None:
    features = json.loads(geojson.render(archive.corpus()))["features"]
    assert [feature["geometry"] for feature in features] == [{"type": "Point", "coordinates": [-0.04, 16.27]}, None]
    west, south, east, north = features[0]["bbox"]
    assert west < -0.04 < east
    assert south < 16.27 < north
    assert features[0]["properties"]["radius_m"] == 6000.0
    assert features[0]["properties"]["is_area"] is False


def test_a_box_over_the_antimeridian_runs_from_west_to_east() -> None:
    place = Place(gazetteer_id="x", name="x", country="FJ", latitude=-17.0, longitude=179.9, radius_m=50_000.0, precision="admin1")
    west, _, east, _ = geojson.box_around(place)
    assert west > 179
    assert east < -179


def test_a_box_at_the_pole_is_the_whole_turn() -> None:
    place = Place(gazetteer_id="x", name="x", country=None, latitude=89.9, longitude=10.0, radius_m=50_000.0, precision="admin1")
    assert geojson.box_around(place)[::2] == [-180.0, 180.0]


def test_csv_has_a_row_per_claim(archive) -> None:
    rows = list(csv.DictReader(io.StringIO(table.render(archive.corpus()))))
    assert len(rows) == 5
    first = next(row for row in rows if row["document"] == "doc-a")
    assert (first["count_low"], first["count_high"], first["label"], first["origins_lo"]) == ("18", "", "corroborated", "2")
    assert next(row for row in rows if row["document"] == "doc-d")["event"] == ""


@pytest.mark.parametrize("cell", ["=1+1", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u200b=1", "\ufeff=1", "＝1", "\n@x"])
def test_formulas_are_neutralised(cell: str) -> None:
    assert neutralise(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["18", "-0.04", "a=b", "El Faro", ""])
def test_plain_cells_stay(cell: str) -> None:
    assert neutralise(cell) == cell


@pytest.mark.parametrize("payload", ["=HYPERLINK(1)", "@x", '"\r\n=1+1'])
def test_no_cell_of_a_hostile_case_starts_a_formula(payload: str, tainted) -> None:
    archive = tainted("")
    for key in "abcde":
        document = archive.records[f"document {key}"]
        archive.records[f"document {key}"] = msgspec.structs.replace(document, outlet=payload, url=payload, title=payload)
    for row in csv.reader(io.StringIO(table.render(archive.corpus()))):
        for cell in row:
            assert cell.lstrip()[:1] not in set("=+@") or cell.startswith("'")


def test_every_event_gets_a_sentence_or_a_reason(archive) -> None:
    bare = Corpus.of(archive.records.values())
    assert {found.subject for found in compose(bare)} == set(bare.events)
    assert all(isinstance(found, Abstention) for found in compose(bare))
    told = archive.corpus()
    assert {found.subject for found in told.statements.values()} == {*told.events, "case"}


def test_statements_quote_what_they_cite(archive) -> None:
    corpus = archive.corpus()
    for statement in corpus.statements.values():
        for span in statement.citations:
            span.check(corpus.documents[span.document].text)


def sentences(archive, section: str) -> list[str]:
    return sorted(found.text for found in archive.corpus().statements.values() if isinstance(found, Statement) and found.section == section)


def test_a_sentence_states_precision_basis_and_bounds(archive) -> None:
    said = next(text for text in sentences(archive, "claimed") if text.startswith("Arrival"))
    assert "in Gao, Mali, on 3 May 2023 (stated)" in said
    assert "on 2 independent origins (no dependence found in the archive)" in said


def test_a_withdrawn_origin_is_listed_and_not_counted(archive) -> None:
    left = archive.claim("c", "retraction", "They left no name")
    right = archive.records["claim c"].id
    archive.add("corrects", Link(left=left, right=right, relation="corrects", judgement="positive", score=9.0, reasons=(), made_by="t@1"))
    assert any(text.startswith("Withdrawn origin: The Gao Courier") for text in sentences(archive, "origins"))
    assert main_event(archive)["lo"] == 1


def test_a_report_names_its_chain(archive) -> None:
    assert "Diário do Sal (6 May 2023) relays this on the word of El Faro del Norte." in sentences(archive, "reports")
    assert "Hoja Suelta (publication date not known) reports this in its own words." in sentences(archive, "reports")
