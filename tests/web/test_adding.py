"""Files and a pasted text from the page: archived, read in the background with progress, found by search, listed as new; what cannot be read is named."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from tests.web.conftest import PORT, Client

BOUNDARY = "x-parted-x"
PASTED = "Unos 60 militares rusos llegaron a Bamako, en Malí, el 3 de mayo de 2024, contó a este diario la enfermera Fanta Koné."
FILE = (
    '{"outlet": "El Faro", "language": "es", "published": "2024-05-06", "text": "Cuarenta instructores rusos llegaron a Gao el 5 de mayo de 2024."}'
)


def send(client: Client, files: dict[str, bytes], **fields: str) -> Any:
    """Post a form as a browser does."""
    parts = [f'--{BOUNDARY}\r\ncontent-disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
             for name, value in {"token": client.keys.form, **fields}.items()]  # fmt: skip
    for name, data in files.items():
        head = f'--{BOUNDARY}\r\ncontent-disposition: form-data; name="files"; filename="{name}"\r\ncontent-type: application/octet-stream\r\n\r\n'
        parts.append(head.encode() + data + b"\r\n")
    body = b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
    return client.ask("POST", "/add", body, origin=f"http://127.0.0.1:{PORT}", content_type=f"multipart/form-data; boundary={BOUNDARY}")


def test_a_pasted_text_and_a_file_are_read_and_found(fresh: Callable[[], Client]) -> None:
    office = fresh()
    before = len(office.desk.look().corpus.documents)
    moved = send(office, {"gao.json": FILE.encode()}, text=PASTED, title="Bamako")
    assert moved.status == 303
    assert "2 added, 0 known already, 0 left out" in unquote(moved.headers["location"])
    assert "2 añadidos, 0 ya conocidos, 0 sin tomar" in office.get(moved.headers["location"], cookie="lang=es").text
    office.desk.work.wait(120)
    assert office.get("/api/v1/work").json["work"]["state"] == "done"
    assert len(office.desk.look().corpus.documents) == before + 2
    for words in ("enfermera Fanta", "instructores Gao"):
        found = office.get(f"/search?q={words.replace(' ', '+')}").text
        assert "<mark>" in found, words
    assert "Bamako" in office.get("/watch").text


def test_while_it_is_read_the_page_says_how_far_it_is(fresh: Callable[[], Client]) -> None:
    office = fresh()
    seen: list[str] = []
    rerun = office.desk.work.rerun

    def watched() -> None:
        rerun()
        seen.append(office.get("/add").text)
        seen.append(office.get("/api/v1/work").json["work"]["state"])

    office.desk.work.rerun = watched  # type: ignore[method-assign]
    assert send(office, {}, text=PASTED, title="Bamako").status == 303
    assert "data-progress" in seen[0]
    assert "<progress" in seen[0]
    assert seen[1] == "running"
    office.desk.work.wait(120)
    assert "data-progress" not in office.get("/add").text


def test_what_cannot_be_read_is_kept_and_named_with_its_reason(fresh: Callable[[], Client]) -> None:
    office = fresh()
    send(office, {"broken.json": b'{"text": "half'})
    office.desk.work.wait(120)
    page = office.get("/admin").text
    assert "broken.json" in page
