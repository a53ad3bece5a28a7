"""Records: identity from content, strict decoding, spans that quote."""

import json
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotejo.errors import DamagedRecord, SpanMismatch
from cotejo.records.codec import KINDS, decode, read_lines, schema
from cotejo.records.dossier import Statement
from cotejo.records.evidence import Measure
from cotejo.records.resolution import Interval, Place, Resolution
from cotejo.records.span import Quantity, Span

REPOSITORY = Path(__file__).resolve().parents[2]
SPAN = Span(document="document-1", start=0, end=4, exact="casa")


def test_equal_content_has_equal_id_and_made_by_is_no_part_of_it() -> None:
    first = Resolution(subject="claim-1", field="place", value=None, reason="no candidate", made_by="claims.read@1")
    second = Resolution(subject="claim-1", field="place", value=None, reason="no candidate", made_by="claims.read@2")
    assert first.id == second.id
    assert first.id.startswith("resolution-")
    assert len(first.id) == len("resolution-") + 16


def test_other_content_has_another_id() -> None:
    assert SPAN.id != Span(document="document-2", start=0, end=4, exact="casa").id


def test_a_line_has_type_first_and_comes_back_as_it_was() -> None:
    place = Place(gazetteer_id="VE-S", name="Táchira", country="VE", admin1="VE-S", precision="admin1", leaf="hotel")
    record = Resolution(subject="claim-1", field="place", value=place, reason="contains", made_by="claims.read@1")
    line = record.as_line()
    assert line.startswith('{"type":"resolution","id":"resolution-')
    assert decode(line) == record


def test_a_whole_number_in_a_fractions_place_comes_back_as_it_was() -> None:
    place = Place(gazetteer_id="x", name="X", country="ML", precision="site", latitude=8, longitude=-1, radius_m=500)
    for record in (Measure(name="distance", value=42, unit="kilometre"), place):
        assert decode(record.as_line()).as_line() == record.as_line()
    assert place.id == Place(gazetteer_id="x", name="X", country="ML", precision="site", latitude=8.0, longitude=-1.0, radius_m=500.0).id
    assert Measure(name="distance", value="none", unit="kilometre").value == "none"


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ('{"type":"span","document":"d","start":"0","end":4,"exact":"casa"}', "int"),
        ('{"type":"span","document":"d","start":0,"end":4,"exact":"casa","color":"red"}', "color"),
        ('{"type":"span","document":"d","start":0}', "missing"),
        ('{"type":"house"}', "unknown record type"),
        ("not json", "no type"),
    ],
)
def test_what_does_not_fit_is_refused_and_named(line: str, seen: str) -> None:
    with pytest.raises(DamagedRecord, match=seen):
        decode(line)


def test_a_changed_line_does_not_match_its_id() -> None:
    line = SPAN.as_line().replace("casa", "cosa")
    with pytest.raises(DamagedRecord, match="the line was changed"):
        decode(line)


def test_read_lines_names_the_line() -> None:
    with pytest.raises(DamagedRecord, match="line 3"):
        list(read_lines([SPAN.as_line(), "", "{}"]))


def test_a_span_must_quote_as_many_code_points_as_it_covers() -> None:
    with pytest.raises(SpanMismatch):
        Span(document="d", start=0, end=3, exact="casa")


@given(st.text(min_size=1), st.data())
def test_a_span_cut_from_a_text_checks_there_and_nowhere_else(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span.of("d", text, start, end)
    span.check(text)
    with pytest.raises(SpanMismatch):
        span.check(text[:start] + "\N{SNOWMAN}\N{COMET}" + text[start + 1 :] if text[start] != "\N{SNOWMAN}" else "")


def test_a_statement_without_citation_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="citation"):
        Statement(section="summary", subject="event-1", text="Nothing.", citations=(), rule="r", made_by="m@1")


def test_an_interval_ends_after_it_begins() -> None:
    with pytest.raises(ValueError, match="ends before"):
        Interval(earliest=date(2020, 1, 2), latest=date(2020, 1, 1), basis="stated")


def test_bounds_may_be_open() -> None:
    line = Quantity(span=SPAN, low=18, high=None, unit="person").as_line()
    assert json.loads(line)["high"] is None
    assert decode(line) == Quantity(span=SPAN, low=18, high=None, unit="person")


def test_the_schema_on_disk_is_the_schema_of_the_records() -> None:
    kept = json.loads((REPOSITORY / "docs" / "schema.json").read_text(encoding="utf-8"))
    assert kept == msgspec.json.decode(msgspec.json.encode(schema())), "run: python -m cotejo.records.codec > docs/schema.json"


def test_every_kind_has_a_docstring_and_a_lower_case_type() -> None:
    for name, kind in KINDS.items():
        assert name == kind.__name__.lower()
        assert kind.__doc__
