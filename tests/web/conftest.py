"""A small case of real sentences, and a client that speaks to the application without a network."""

import asyncio
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlencode

import pytest

from cotejo.case.folder import Case
from cotejo.documents.collect import gather
from cotejo.engine.local import LocalEngine
from cotejo.pipeline import settings
from cotejo.pipeline.adding import add
from cotejo.pipeline.running import Way, run
from cotejo.pipeline.stages import STAGES
from cotejo.web.app import make_app
from cotejo.web.desk import Desk
from cotejo.web.guards import Guard, Keys

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
PORT = 8520
REPORTS = [
    {"id": "a", "outlet": "La Gaceta", "language": "es", "published": "2019-03-24", "url": "https://gaceta.example/a", "title": "Aviones en Maiquetía",
     "text": "Dos aviones militares rusos aterrizaron en Maiquetía el 23 de marzo de 2019 con 99 soldados, contó a La Gaceta la periodista Ana Rojas."},
    {"id": "b", "outlet": "El Correo", "language": "es", "published": "2019-03-25", "title": "Rusos en Maiquetía",
     "text": "Según La Gaceta, dos aviones militares rusos aterrizaron en Maiquetía el 23 de marzo de 2019 con unos 100 soldados."},
    {"id": "c", "outlet": "Daily Ledger", "language": "en", "published": "2019-03-26", "title": "Kremlin denies",
     "text": "Russia's foreign ministry denied that Russian soldiers had arrived at Maiquetía on 23 March 2019. 😀 “There are no troops,” it said."},
    {"id": "d", "outlet": "Daily Ledger", "language": "en", "published": "2021-12-30", "title": "Mali",
     "text": "About 40 Russian contractors arrived in Timbuktu, Mali, on 28 December 2021, a local official told the Daily Ledger."},
]  # fmt: skip


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Client:
    """Speaks ASGI to the application."""

    def __init__(self, app: Guard, keys: Keys, desk: Desk) -> None:
        self.app, self.keys, self.desk = app, keys, desk

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        bare, _, query = path.partition("?")
        given = {"host": f"127.0.0.1:{PORT}"} | {name.replace("_", "-"): value for name, value in headers.items()}
        scope = {
            "type": "http", "method": method, "path": unquote(bare), "raw_path": bare.encode(), "query_string": query.encode(),
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in given.items()], "http_version": "1.1", "scheme": "http",
            "server": ("127.0.0.1", PORT), "client": ("127.0.0.1", 9), "root_path": "",
        }  # fmt: skip
        waiting = [{"type": "http.request", "body": body, "more_body": False}]
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return waiting.pop(0) if waiting else {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        asyncio.run(self.app(scope, receive, send))  # type: ignore[arg-type]
        start = sent[0]
        return Answer(start["status"], {name.decode(): value.decode() for name, value in start["headers"]},
                      b"".join(message.get("body", b"") for message in sent[1:]))  # fmt: skip

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path.partition("#")[0], **headers)

    def post(self, path: str, form: dict[str, str], **headers: str) -> Answer:
        given = {"origin": f"http://127.0.0.1:{PORT}", "content_type": "application/x-www-form-urlencoded"} | headers
        return self.ask("POST", path, urlencode({"token": self.keys.form} | form).encode(), **given)

    def decide(self, **form: str) -> Answer:
        return self.post("/api/v1/decisions", {"expected_head": self.desk.standing().head} | form)


def build(folder: Path, reports: list[dict[str, Any]], name: str = "prueba") -> Path:
    """Make a case of reports and run it."""
    incoming = folder / "incoming"
    incoming.mkdir(parents=True)
    for number, report in enumerate(reports):
        (incoming / f"{number:03d}.json").write_text(json.dumps(report), encoding="utf-8")
    case = Case.create(folder / "case", settings.template(name, {stage.name: stage.settings for stage in STAGES}), AT)
    add(case, gather([incoming]), AT)
    assert run(case, STAGES, AT, Way(LocalEngine(1))).failed == 0
    return folder / "case"


def open_client(folder: Path, person: str = "ana") -> Client:
    ticks: Iterator[datetime] = (AT + timedelta(seconds=second) for second in range(10**6))
    desk = Desk(folder, person, lambda: next(ticks))
    keys = Keys.make("127.0.0.1", PORT)
    return Client(make_app(desk, keys), keys, desk)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case that no test changes."""
    return build(tmp_path_factory.mktemp("small"), REPORTS)


@pytest.fixture(scope="session")
def client(small: Path) -> Client:
    return open_client(small)


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[], Client]:
    """Make a case of its own for a test that changes it."""
    return lambda: open_client(build(tmp_path, REPORTS))
