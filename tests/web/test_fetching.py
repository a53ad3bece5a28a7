"""An address that is pasted: the page is asked for through the one door, archived and read; a server that is offline says so."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from cotejo.documents.addresses import Refusal
from cotejo.documents.exchange import Answer, Request
from cotejo.documents.replay import Folder

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
PAGE = """<!doctype html><html lang="es"><head><title>Rusos en Gao</title><meta property="article:published_time" content="2024-05-02T08:00:00Z"></head>
<body><article><h1>Rusos en Gao</h1><p>Unos 30 militares rusos llegaron a Gao, en Malí, el 30 de abril de 2024, contó a este diario un comerciante del mercado.</p>
<p>Los hombres bajaron de un avión de transporte y se alojaron en el antiguo cuartel.</p></article></body></html>"""


class Site(Folder):
    """A folder that answers as the network does: with the time."""

    def fetch(self, request: Request) -> Answer | Refusal:
        answer = super().fetch(request)
        return answer if isinstance(answer, Refusal) else answer._replace(asked_at=AT, answered_at=AT)


def test_a_pasted_address_is_archived_and_read(fresh: Callable[[], Any], tmp_path: Path) -> None:
    office = fresh()
    site = tmp_path / "site" / "diario.example.org"
    site.mkdir(parents=True)
    (site / "gao.html").write_text(PAGE, encoding="utf-8")
    office.desk.work.transport = Site(tmp_path / "site")
    assert 'name="url"' in office.get("/add").text
    moved = office.post("/add", {"url": "https://diario.example.org/gao"})
    assert moved.status == 303
    assert "added" in unquote(moved.headers["location"])
    office.desk.work.wait(60)
    assert any("militares rusos llegaron a Gao" in document.text for document in office.desk.look().corpus.documents.values())
    again = office.post("/add", {"url": "https://diario.example.org/gao"})
    assert "known already" in unquote(again.headers["location"])


def test_an_address_inside_is_refused_and_said_so(fresh: Callable[[], Any], tmp_path: Path) -> None:
    office = fresh()
    office.desk.work.transport = Site(tmp_path)
    for url in ("http://127.0.0.1:8520/", "file:///etc/passwd", "http://[::1]/", "https://user:secret@diario.example.org/"):
        moved = office.post("/add", {"url": url})
        said = unquote(moved.headers["location"])
        assert "not added" in said
        assert "secret" not in said


def test_an_offline_server_shows_no_field_and_fetches_nothing(fresh: Callable[[], Any]) -> None:
    office = fresh()
    assert 'name="url"' not in office.get("/add").text
    assert "--offline" in office.post("/add", {"url": "https://diario.example.org/gao"}).text
