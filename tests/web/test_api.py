import re
from pathlib import Path
from typing import Any, get_type_hints

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import Route as Address
from tests.web.conftest import AT, Client, open_client

from cotejo.case.folder import Case
from cotejo.web import shapes
from cotejo.web.openapi import JSON, NAME
from cotejo.web.routes import Route
from cotejo.web.table import ROUTES

Described = dict[str, dict[str, Any]]
ODD = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["", "-1", "0", "99999999999999999999", "2019-13", "1-2", "-", "%", "event-0", "../..", "a,b,c,d", "1e999", "nan"]),
)


def paths_of(client: Client) -> Described:
    found: Described = client.get("/api/v1/openapi.json").json["paths"]
    return found


def quote(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))


def drawn(schema: dict[str, Any]) -> st.SearchStrategy[list[str]]:
    """Values that fit a field, each as a list: a field may be repeated."""
    if "enum" in schema:
        return st.sampled_from(schema["enum"]).map(lambda one: [one])
    if schema.get("type") == "array":
        return st.lists(drawn(schema["items"]).map(lambda one: one[0]), max_size=3)
    if schema.get("type") == "integer":
        return st.integers(schema["minimum"], 10**6).map(lambda one: [str(one)])
    if "pattern" in schema:
        return st.from_regex(schema["pattern"], fullmatch=True).map(lambda one: [one])
    return st.text(max_size=20).map(lambda one: [one])


def fits(answer: Any, kind: Any) -> None:
    """Check an answer against its type, strictly, and that it says nothing else."""
    msgspec.convert(answer, kind, strict=True)
    assert set(answer) <= set(get_type_hints(kind)), kind


READ = [route for route in ROUTES if route.method == "GET" and not route.path.endswith((".zip", "export.html"))]


@pytest.mark.parametrize(("route", "as_json"), [(one, as_json) for one in READ for as_json in ((False, True) if one.is_page else (False,))])
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_operation_answers_as_it_is_described_whatever_it_is_asked(client: Client, route: Route, data: st.DataObject, *, as_json: bool) -> None:
    path = NAME.sub(r"{\1}", route.path if not as_json else ("/index" if route.path == "/" else route.path) + ".json")
    operation = paths_of(client)[path]["get"]
    known = {"id": [*client.desk.look().corpus.events, *client.desk.look().corpus.claims], "key": ["outlet:la-gaceta"], "number": ["1"]}
    asked = []
    filled = path
    for one in operation["parameters"]:
        if one["in"] == "path":
            filled = filled.replace("{" + one["name"] + "}", quote(data.draw(st.one_of(ODD, st.sampled_from(known[one["name"]])))) or "x")
        elif data.draw(st.booleans()):
            values = data.draw(st.one_of(drawn(one["schema"]), ODD.map(lambda one: [one])), label=one["name"])
            asked += [f"{one['name']}={quote(value)}" for value in values]
    answer = client.get(f"{filled}?{'&'.join(asked)}")
    said = operation["responses"][str(answer.status)]
    media_type = answer.headers.get("content-type", "").partition(";")[0]
    if answer.status == 303:
        return
    assert media_type in said["content"], path
    if answer.status != 200 and media_type == JSON:
        fits(answer.json, shapes.Fault)
    elif media_type == JSON and route.gives in (None, dict[str, Any]):
        assert isinstance(answer.json, dict)
        assert route.gives or {"title", "to"} & set(answer.json)
    elif media_type == JSON:
        fits(answer.json, route.gives)


def test_each_route_and_no_other_is_described(client: Client) -> None:
    described = {(method, path) for path, methods in paths_of(client).items() for method in methods}
    table = {(one.method.lower(), NAME.sub(r"{\1}", one.path)) for one in ROUTES}
    pages = {("get", NAME.sub(r"{\1}", ("/index" if one.path == "/" else one.path) + ".json")) for one in ROUTES if one.is_page}
    assert described == table | pages
    document = client.get("/api/v1/openapi.json").json
    names = set(re.findall(r"#/components/schemas/(\w+)", client.get("/api/v1/openapi.json").text))
    assert names == set(document["components"]["schemas"])
    served = {(method.lower(), NAME.sub(r"{\1}", one.path)) for one in addresses(client) for method in one.methods or () if method != "HEAD"}
    assert served - described == {("get", "/static/{name}"), ("get", "/enter"), ("post", "/enter")}


def addresses(client: Client) -> list[Address]:
    """All addresses that the server answers to."""
    return client.app.app.routes  # type: ignore[attr-defined,no-any-return]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(form=st.dictionaries(st.sampled_from(["verb", "subject", "other", "field", "value", "reason", "expected_head", "back", "then"]), ODD))
def test_a_decision_that_makes_no_sense_is_refused_and_not_written(client: Client, form: dict[str, str]) -> None:
    written = len(client.desk.standing().every)
    clean = {key: value.encode("utf-8", "replace").decode() for key, value in form.items()}
    assert client.post("/api/v1/decisions", clean).status in (400, 404, 409)
    assert len(client.desk.standing().every) == written


def test_a_case_without_a_run_has_all_its_pages(tmp_path: Path) -> None:
    Case.create(tmp_path / "new", '[case]\nname = "nuevo"\n', AT)
    empty = open_client(tmp_path / "new")
    for path in paths_of(empty):
        if "{" not in path and "land.svg" not in path and "map.svg" not in path and path not in ("/decisions", "/api/v1/decisions"):
            assert empty.get(path).status == 200, path
    assert "/add" in empty.get("/").text


@pytest.mark.parametrize("suffix", ["csv", "json", "jsonl", "geojson", "html", "cotejo.zip"])
def test_an_export_is_logged_with_its_hash(tmp_path: Path, client: Client, suffix: str) -> None:
    del tmp_path
    answer = client.get(f"/api/v1/export.{suffix}?q=Timbuktu")
    assert answer.status == 200
    assert re.fullmatch(r'attachment; filename="prueba\.[a-z.]+"', answer.headers["content-disposition"])
    last = client.get("/audit.json?act=export").json["entries"][0]
    assert last["said"].startswith(suffix if suffix != "cotejo.zip" else "cotejo.zip")
    assert str(len(answer.body)) in last["said"]
