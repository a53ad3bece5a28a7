import hashlib
import io
import json
import zipfile

from tests.web.conftest import Client

from cotejo.web.assets import load


def unpack(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_the_zip_names_every_file_with_its_hash_and_its_losses(client: Client) -> None:
    parts = unpack(client.get("/api/v1/export.cotejo.zip").body)
    manifest = json.loads(parts["manifest.json"])
    assert set(manifest["files"]) == set(parts) - {"manifest.json"}
    for name, said in manifest["files"].items():
        assert hashlib.sha256(parts[name]).hexdigest() == said["sha256"]
        assert len(parts[name]) == said["size_bytes"]
    assert {"dossier.html", "records.jsonl", "audit.jsonl", "decisions.json"} <= set(parts)
    assert manifest["losses"]
    assert json.loads(manifest["log_head"])["seal"]
    documents = [name for name in parts if name.startswith("documents/")]
    assert len(documents) == 4
    assert all(hashlib.sha256(parts[name]).hexdigest() == name.partition("/")[2] for name in documents)
    assert b"<script" not in parts["dossier.html"]


def test_a_zip_with_hashes_only_says_what_it_lacks(client: Client) -> None:
    parts = unpack(client.get("/api/v1/export.cotejo.zip?documents=hashes").body)
    assert not [name for name in parts if name.startswith("documents/")]
    assert "documents/" in json.loads(parts["manifest.json"])["losses"]


def test_a_chosen_part_stands_alone(client: Client) -> None:
    parts = unpack(client.get("/api/v1/export.cotejo.zip?q=Timbuktu").body)
    records = [json.loads(line) for line in parts["records.jsonl"].splitlines()]
    ids = {record["id"] for record in records}
    assert {record["type"] for record in records} >= {"capture", "document", "claim", "event", "assessment", "origin"}
    for record in records:
        if record["type"] == "event":
            assert set(record["claims"]) <= ids
        if record["type"] == "claim":
            assert record["document"] in ids
    assert len([name for name in parts if name.startswith("documents/")]) == 1


def test_our_own_files_are_those_whose_digest_was_committed() -> None:
    from importlib.resources import files  # noqa: PLC0415

    folder = files("cotejo.web.static")
    for line in folder.joinpath("DIGESTS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split()
        assert hashlib.sha256(folder.joinpath(name).read_bytes()).hexdigest() == digest
        assert name in load()
