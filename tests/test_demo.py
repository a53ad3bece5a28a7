"""The demo through the command line, as its README says, held against what was planted in it."""

import csv
import hashlib
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from eval.demo import DEMO, truth
from eval.lineage import Stretch, hits, locate, main_event, types_of
from eval.shared import REPOSITORY
from lxml import html as lxml_html
from tests.dossier.visible import ENGLISH, SPANISH, strangers

from cotejo.case.folder import Case
from cotejo.cli import main
from cotejo.pipeline import exporting
from cotejo.records.corpus import Corpus

TRUTH = truth()
EVENTS = {event["id"]: event for event in TRUTH["events"]}


class Demo(NamedTuple):
    """What the commands left: the ledger as printed, two exports, the records."""

    folder: Path
    ledger: str
    events: Mapping[str, Any]
    page: Any
    corpus: Corpus
    texts: Mapping[str, str]

    def found(self, name: str) -> Mapping[str, Any]:
        """The found event that holds most mentions of a planted one."""
        event = main_event(EVENTS[name], self.events, self.texts)
        assert event is not None, f"{name} was not found"
        return event


def tell(*words: object) -> str:
    """Run a command; give its results."""
    said = io.StringIO()
    with redirect_stdout(said):
        code = main([str(word) for word in words])
    assert code == 0, words
    return said.getvalue()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo") / "case"
    tell("init", folder)
    tell("add", folder, DEMO / "documents", DEMO / "tracks")
    ledger = tell("run", folder, "--workers", 1)
    events = json.loads(tell("export", folder, "--format", "events"))
    page = lxml_html.document_fromstring(tell("export", folder, "--format", "html").encode())
    tell("verify", folder)
    corpus = Corpus.of(Case.open(folder).current())
    return Demo(folder, ledger, events, page, corpus, {document.external_id: document.text for document in corpus.documents.values()})


def test_every_document_is_read_and_the_books_balance(demo: Demo) -> None:
    assert set(demo.texts) == set(TRUTH["documents"])
    rows = [row.split() for row in demo.ledger.splitlines()[1:]]
    assert len(rows) == 8
    for _, _, inputs, answered, abstained, failed, *_ in rows:
        assert int(inputs) == int(answered) + int(abstained) + int(failed)
        assert failed == "0"


def test_the_hotel_rests_on_one_origin_in_many_documents(demo: Demo) -> None:
    hotel = demo.found("E1")
    assert (hotel["lo"], hotel["hi"]) == (1, 1)
    (origin,) = hotel["origins"]
    assert "Oquendo Rangel" in origin["name"]
    assert len({claim["doc"] for claim in hotel["claims"]}) >= 6
    assert len({demo.corpus.documents[claim.span.document].language for claim in demo.corpus.claims.values()}) == 4


@pytest.mark.parametrize("name", ["E2", "E6", "E8"])
def test_what_only_one_reporter_told_has_one_origin(name: str, demo: Demo) -> None:
    event = demo.found(name)
    assert (event["lo"], event["hi"]) == (1, 1), [origin["name"] for origin in event["origins"]]


def test_irrelevant_documents_give_no_happening(demo: Demo) -> None:
    idle = {name for name, entry in TRUTH["documents"].items() if not entry["relevant"]}
    assert idle
    assert {claim["doc"] for event in demo.events["events"] for claim in event["claims"]}.isdisjoint(idle)


@pytest.mark.parametrize("trap", TRUTH["must_not_be_claims"], ids=lambda trap: f"{trap['doc'][:3]}: {trap['exact'][:30]}")
def test_what_only_sounds_like_a_deployment_is_no_claim(trap: dict[str, str], demo: Demo) -> None:
    stretch = locate(demo.texts, trap)
    assert not [claim["exact"] for claim in claims_of(demo, trap["doc"]) if touches(claim, stretch)]


def claims_of(demo: Demo, doc: str) -> list[Mapping[str, Any]]:
    return [claim for event in demo.events["events"] for claim in event["claims"] if claim["doc"] == doc]


def touches(claim: Mapping[str, Any], stretch: Stretch) -> bool:
    return bool(claim["start"] < stretch.end and stretch.start < claim["end"])


def test_who_disputes_a_number_does_not_deny_the_presence(demo: Demo) -> None:
    company = [claim for claim in demo.corpus.claims.values() if demo.corpus.document_of(claim.id).external_id == "014-halyard-exaggerated"]
    ids = {claim.id for claim in company}
    assert not [link for link in demo.corpus.links.values() if link.relation == "denies" and ids & {link.left, link.right}]
    denials = [entry for event in demo.events["events"] for entry in event["denials"] if entry["doc"] == "014-halyard-exaggerated"]
    assert not denials


def test_the_staff_cut_is_found_where_its_number_is_disputed(demo: Demo) -> None:
    assert "014-halyard-exaggerated" in {claim["doc"] for claim in demo.found("E9")["claims"]}


def test_a_denial_of_presence_stands_beside_what_it_denies(demo: Demo) -> None:
    (planted,) = EVENTS["E1"]["denials"]
    assert planted["doc"] in {entry["doc"] for entry in demo.found("E1")["denials"]}
    assert "contested" in demo.found("E1")["flags"]


def test_nothing_but_denials_of_presence_stands_beside_the_hotel(demo: Demo) -> None:
    assert {entry["doc"] for entry in demo.found("E1")["denials"]} == {EVENTS["E1"]["denials"][0]["doc"]}


def test_the_look_alike_account_is_not_the_broadcaster(demo: Demo) -> None:
    canonicals: dict[str, set[str]] = defaultdict(set)
    for hop in demo.corpus.attributions.values():
        entity = demo.corpus.source(hop.id)
        if entity and "Orbe" in hop.source.name:
            canonicals[hop.source.name].add(entity.canonical)
    account = {document.outlet for document in demo.corpus.documents.values() if document.external_id == "008-orbenoticiasve"}
    assert any("Canal Orbe" in name for name in canonicals), "the broadcaster that 009 credits"
    assert not [names for names in canonicals.values() if names & {f"account:{'OrbeNoticiasVE'.casefold()}"}], (account, canonicals)
    origins = {origin["name"]: origin for event in demo.events["events"] for origin in event["origins"]}
    assert not [origin for name, origin in origins.items() if "Canal Orbe" in name and "008-orbenoticiasve" in origin["docs"]]


UNCREDITED = [edge for edge in TRUTH["derivations"] if not edge["credited"] and edge["relation"] in {"copies", "translates"}]


@pytest.mark.parametrize("edge", UNCREDITED, ids=lambda edge: edge["later"][:3])
def test_a_copy_without_credit_adds_no_origin_to_what_it_copies(edge: dict[str, str], demo: Demo) -> None:
    shared = [event for event in demo.events["events"] if {edge["later"], edge["earlier"]} <= {claim["doc"] for claim in event["claims"]}]
    assert shared or edge["later"].startswith("004"), "they tell of nothing together"
    for event in shared:
        assert not [origin["name"] for origin in event["origins"] if origin["docs"] == [edge["later"]]]


def test_the_landing_has_what_its_track_says_and_no_more(demo: Demo) -> None:
    landing = demo.found("E3")
    supported = {finding["facet"] for finding in landing["findings"] if finding["verdict"] == "supports" and finding["check"] == "landing"}
    assert {"event", "place", "time"} <= supported, landing["findings"]
    assert landing["lo"] >= 2
    people = [finding for finding in demo.corpus.findings.values() if finding.facet in {"head_count", "cargo", "purpose"}]
    assert {finding.verdict for finding in people} <= {"silent"}, "a track never shows who or what was aboard"


def test_the_same_aircraft_three_months_later_is_another_event(demo: Demo) -> None:
    march, june = demo.found("E3"), demo.found("E11")
    assert march["id"] != june["id"]
    assert (june["earliest"], june["latest"]) == ("2019-06-24", "2019-06-24")
    touchdown = {finding["verdict"] for finding in june["findings"] if finding["facet"] in {"event", "place"} and finding["check"] == "landing"}
    assert touchdown == {"consistent"}, "its signal was lost on the way down"


def test_no_event_mixes_two_planted_ones(demo: Demo) -> None:
    planted: dict[int, set[str]] = defaultdict(set)
    for name, event in EVENTS.items():
        for mention in event["mentions"]:
            for number in hits(locate(demo.texts, mention), types_of(event), demo.events):
                planted[number].add(name)
    mixed = [names for names in planted.values() if len(names) > 1 and not names <= {"E10", "E12"}]
    assert not mixed


def test_an_unnamed_source_is_no_origin_beside_its_carrier(demo: Demo) -> None:
    assert not [origin["name"] for event in demo.events["events"] for origin in event["origins"] if origin["kind"] == "unnamed"]


def sentences(page: Any) -> Iterator[Any]:
    return iter(page.xpath("//*[contains(concat(' ', @class, ' '), ' statement ')]"))


def test_every_sentence_of_the_dossier_opens_a_span_of_an_archived_document(demo: Demo) -> None:
    archived = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in sorted((DEMO / "documents").iterdir())}
    rows = demo.page.xpath("//table[contains(@class, 'documents')]/tbody/tr")
    files: dict[str, Path] = {row.xpath("string(.//a)"): archived[row.xpath("string(.//code)")] for row in rows}
    checked = 0
    for sentence in sentences(demo.page):
        cites = sentence.xpath(".//*[@class='cites']/a/@href")
        assert cites, sentence.text_content()
        assert sentence.get("id") in demo.corpus.statements, "what `cotejo explain` takes"
        for address in cites:
            number, start, end = address.removeprefix("#d").split("-")
            (target,) = demo.page.xpath(f"//*[@id='{address[1:]}']")
            said = demo.texts[external_id(files[number])][int(start) : int(end)]
            assert target.text_content().startswith(said) or crosses(demo.page, address[1:], said)
            if files[number].suffix == ".json":
                assert json.loads(files[number].read_bytes())["text"][int(start) : int(end)] == said
            checked += 1
    assert checked > 200


def test_sources_are_named_as_the_texts_name_them(demo: Demo) -> None:
    said = {hop.source.name for hop in demo.corpus.attributions.values()}
    (section,) = demo.page.xpath("//section[@id='sources']")
    cells = [cell.strip() for row in section.xpath(".//tbody/tr") for cell in row.xpath("string(td[last()])").split(";")]
    outlets = {row.xpath("string(td[1])") for row in section.xpath(".//tbody/tr")}
    keys = [cell for cell in cells if cell not in said | outlets | {"–"} and not cell.endswith("(not archived)")]
    assert not [cell for cell in keys if re.fullmatch(r"[A-Z]{2}-\S+|[a-z]+(-[a-z]+)+", cell)]


def crosses(page: Any, name: str, said: str) -> bool:
    """Whether a span that crosses another is shown in pieces that make up its words."""
    pieces = [piece.text_content() for piece in page.xpath(f"//*[@id='{name}' or @data-of='{name}']")]
    return "".join(pieces) == said


def external_id(path: Path) -> str:
    return str(json.loads(path.read_bytes()).get("id", path.stem)) if path.suffix == ".json" else path.stem


def test_every_claim_quotes_its_document(demo: Demo) -> None:
    for event in demo.events["events"]:
        for claim in event["claims"]:
            assert demo.texts[claim["doc"]][claim["start"] : claim["end"]] == claim["exact"]


def fields_of(page: str, heading: str) -> dict[str, set[str]]:
    """Names that a page of the docs gives to the objects of a format: `claims: [{doc, start, ...}]` is claims -> {doc, start, ...}."""
    block = page.split(heading)[1].split("\n- `", maxsplit=1)[0]
    inner = dict(re.findall(r"(\w+)[: ]+\[?\{([^{}]*)\}", block))
    return {name: {part.strip().split()[0].split(":")[0] for part in names.split(",") if part.strip()} for name, names in inner.items()}


def test_the_events_export_has_the_fields_that_the_docs_promise(demo: Demo) -> None:
    promised = fields_of((REPOSITORY / "docs" / "formats.md").read_text(encoding="utf-8"), "- `events`")
    assert {"claims", "origins", "details", "denials", "place", "count", "derivations"} <= set(promised)
    for name in ("claims", "origins", "details", "denials"):
        for event in demo.events["events"]:
            assert all(promised[name] <= set(entry) for entry in event[name]), name
    for event in demo.events["events"]:
        assert {"id", "event_type", "place", "earliest", "latest", "count", "lo", "hi", "label", "flags"} <= set(event)
        assert event["place"] is None or promised["place"] <= set(event["place"])
        assert promised["count"] <= set(event["count"])
        assert 0 <= event["lo"] <= event["hi"]
    assert all(promised["derivations"] <= set(edge) for edge in demo.events["derivations"])


def test_the_map_export_is_geojson_and_places_nothing_that_is_not_placed(demo: Demo) -> None:
    body = json.loads(tell("export", demo.folder, "--format", "geojson"))
    assert body["type"] == "FeatureCollection"
    assert "crs" not in body
    assert len(body["features"]) == len(demo.events["events"])
    places = {event["id"]: event["place"] for event in demo.events["events"]}
    for feature in body["features"]:
        assert feature["type"] == "Feature"
        place, shape = places[feature["id"]], feature["geometry"]
        if place is None:
            assert shape is None
        elif shape is not None and shape["type"] == "Point":
            longitude, latitude = shape["coordinates"]
            assert -180 <= longitude <= 180
            assert -90 <= latitude <= 90
            assert (latitude, longitude) == (place["lat"], place["lon"])


def test_the_table_export_has_a_row_for_each_claim_and_no_formula(demo: Demo) -> None:
    rows = list(csv.DictReader(io.StringIO(tell("export", demo.folder, "--format", "csv"))))
    assert len(rows) >= sum(len(event["claims"]) for event in demo.events["events"])
    assert not [cell for row in rows for cell in row.values() if cell[:1] in "=+@\t\r" and cell]


def test_every_exported_line_comes_back_as_the_record_that_it_was(demo: Demo) -> None:
    lines = tell("export", demo.folder, "--format", "jsonl").splitlines()
    records = list(exporting.read_lines(lines))
    assert [exporting.line(record, demo.corpus) for record in records] == lines
    known = {name.lower() for name in json.loads((REPOSITORY / "docs" / "schema.json").read_text(encoding="utf-8"))["$defs"]}
    assert {json.loads(line)["type"] for line in lines} <= known


@pytest.mark.parametrize(("language", "foreign"), [("es", ENGLISH), ("en", SPANISH)])
def test_the_dossier_speaks_one_language(demo: Demo, language: str, foreign: re.Pattern[str]) -> None:
    page = tell("export", demo.folder, "--format", "html", "--language", language)
    assert strangers(page, demo.corpus, foreign) == []
