import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.conftest import AT, Client, open_client

from cotejo.case.folder import Case

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


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_every_operation_answers_as_it_is_described_whatever_it_is_asked(client: Client, data: st.DataObject) -> None:
    described = paths_of(client)
    path = data.draw(
        st.sampled_from(sorted(path for path in described if "get" in described[path] and ".zip" not in path and "export.html" not in path))
    )
    operation = described[path]["get"]
    known = {"id": [*client.desk.look().corpus.events, *client.desk.look().corpus.claims], "key": ["outlet:la-gaceta"]}
    asked = []
    filled = path
    for one in operation["parameters"]:
        value = data.draw(st.one_of(ODD, st.sampled_from(known.get(one["name"], ["x"]))), label=one["name"])
        if one["in"] == "path":
            filled = filled.replace("{" + one["name"] + "}", quote(value) or "x")
        elif data.draw(st.booleans()):
            asked.append(f"{one['name']}={quote(value)}")
    answer = client.get(f"{filled}?{'&'.join(asked)}")
    if str(answer.status) == "404" and path.startswith("/s/"):
        return
    said = operation["responses"][str(answer.status)]
    if answer.status != 303 and said.get("content"):
        assert answer.headers["content-type"].partition(";")[0] in said["content"], path


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
