"""Schemathesis over the application: what the OpenAPI document says of statuses, media types, headers and schemas holds for what it draws."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.conftest import PORT, REPORTS, build, open_client

from cotejo.web.openapi import describe
from cotejo.web.table import ROUTES

schemathesis = pytest.importorskip("schemathesis", reason="not in this environment: uv sync")
from schemathesis.specs.openapi import checks  # noqa: E402 - it is there only where the line above goes on

CHECKS = [
    schemathesis.checks.not_a_server_error, checks.status_code_conformance, checks.content_type_conformance, checks.response_headers_conformance,
    checks.response_schema_conformance,
]  # fmt: skip
OPERATIONS = [(method, path) for path, methods in describe(ROUTES)["paths"].items() for method in sorted(methods)]
HEAVY = ("/api/v1/export.html", "/api/v1/export.cotejo.zip")  # a dossier for each call
APART = ("/add",)  # a run for each call: tests/web/test_fetching.py
DRAWS = 6


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, dict[str, str]]:
    """Load the document as a stranger does, from a case that the drawn decisions may change."""
    client = open_client(build(tmp_path_factory.mktemp("contract"), REPORTS[:1]))
    ours = {"Host": f"127.0.0.1:{PORT}", "Origin": f"http://127.0.0.1:{PORT}", "X-Cotejo-Token": client.keys.form}
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", client.app, headers=ours), ours


@pytest.mark.slow
@pytest.mark.parametrize(("method", "path"), [one for one in OPERATIONS if one[1] not in APART or one[0] == "get"])
def test_answers_are_as_described(described: tuple[Any, dict[str, str]], method: str, path: str) -> None:
    schema, ours = described
    operation = schema[path][method]

    @settings(max_examples=2 if path in HEAVY else DRAWS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.one_of(operation.as_strategy(), operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)))
    def ask(case: Any) -> None:
        case.validate_response(case.call(headers=ours), checks=CHECKS)

    ask()
