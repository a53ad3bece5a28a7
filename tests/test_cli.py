"""The command line as people use it: on texts that no table was made for, through the real rooms."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from cotejo import __version__
from cotejo.cli import main
from cotejo.cli.arguments import parser
from cotejo.records.codec import decode

Write = Callable[[dict[str, str | bytes]], Path]
MALI = "Residents of Gao told Radio Bambara on 3 March 2024 that at least 20 Russian instructors had arrived at the airport. The ministry denied it."
SIRIA = "Un portavoz del ministerio de Defensa confirmó el martes que dos aviones de transporte rusos aterrizaron en Latakia el 4 de mayo de 2023."
ROWS = (("m", MALI), ("s", SIRIA), ("v", "Buen tiempo."))
JSONL = "".join(json.dumps({"id": name, "text": text, "outlet": "O", "published": "2024-03-05"}) + "\n" for name, text in ROWS)

WHY_CHANGED = re.compile(r'<details class="change">.*?</details>', re.DOTALL)
SEAL = re.compile(r'"log_head": \{[^}]*\}|<p class="seal">.*?</p>', re.DOTALL)
Told = Callable[..., tuple[int, str, str]]


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Told:
    """Run a command in this process; give its exit code, results and talk."""

    def run(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out, said.err

    return run


@pytest.fixture
def filled(tell: Told, write: Write, tmp_path: Path) -> Path:
    folder = tmp_path / "mali"
    assert tell("init", folder, "--name", "Mali 2024")[0] == 0
    assert tell("add", folder, write({"reports.jsonl": JSONL, "empty.txt": "", "noise.txt": bytes(range(256))}))[0] == 0
    return folder


def test_all_the_way_from_files_to_every_export(filled: Path, tell: Told, tmp_path: Path) -> None:
    code, table, talk = tell("run", filled, "--workers", 1)
    assert code == 0, talk
    rows = {row.split()[0]: row.split()[1:] for row in table.splitlines()[1:]}
    assert rows["documents.read"][:5] == ["capture", "2", "1", "1", "0"]
    assert rows["claims.read"][:2] == ["document", "3"]
    for row in rows.values():
        assert int(row[1]) == int(row[2]) + int(row[3]) + int(row[4])
    lines = tell("export", filled, "--format", "jsonl")[1].splitlines()
    assert all(line.startswith('{"type":"') for line in lines)
    documents = [json.loads(line) for line in lines if line.startswith('{"type":"document"')]
    claims = [json.loads(line) for line in lines if line.startswith('{"type":"claim"')]
    texts = {body["external_id"]: body["text"] for body in documents}
    assert sorted(texts) == ["m", "s", "v"]
    assert {claim["doc"] for claim in claims} == {"m", "s"}
    assert all(texts[claim["doc"]][claim["start"] : claim["end"]] == claim["exact"] for claim in claims)
    events = json.loads(tell("export", filled, "--format", "events")[1])
    assert {claim["doc"] for event in events["events"] for claim in event["claims"]} <= {"m", "s"}
    assert json.loads(tell("export", filled, "--format", "geojson")[1])["type"] == "FeatureCollection"
    assert tell("export", filled, "--format", "csv")[1].count("\n") > 1
    assert tell("export", filled, "--format", "html", "-o", tmp_path / "d.html")[0] == 0
    assert "Mali 2024" in (tmp_path / "d.html").read_text()
    assert tell("verify", filled)[0] == 0


def test_check_says_what_a_track_shows_of_the_claims_and_what_it_cannot(tell: Told, write: Write, tmp_path: Path) -> None:
    folder = tmp_path / "gao"
    body = {"id": "g", "text": "An Il-76 with the registration RA-78817 landed in Gao on 3 March 2024, witnesses told Radio Bambara.", "outlet": "O"}
    rows: list[list[object]] = [[20.0 * step, 16.2484 + 0.01 * (39 - step), -0.0047, 950 + 250 * (39 - step), 250 - step] for step in range(40)]
    rows += [[800.0 + 20 * step, 16.2484, -0.005 + 0.0005 * step, "ground", 30.0] for step in range(5)]
    track = {"icao": "1533e1", "r": "RA-78817", "t": "IL76", "timestamp": 1_709_460_000.0, "trace": rows}
    written = write({"g.json": json.dumps(body | {"published": "2024-03-04"}), "t.json": json.dumps(track), "cut.json": '{"icao":"1","trace":['})
    tell("init", folder)
    tell("add", folder, written)
    code, lines, talk = tell("check", folder, "--format", "json", "--workers", 1)
    assert code == 0, talk
    told = [json.loads(line) for line in lines.splitlines()]
    landing = {one["facet"]: one for one in told if one["type"] == "finding" and one["check"] == "landing"}
    assert {landing[facet]["verdict"] for facet in ("place", "time", "event")} == {"supports"}
    assert body["text"][landing["place"]["start"] : landing["place"]["end"]] == landing["place"]["exact"]
    assert [one["file"].rpartition("/")[2] for one in landing["place"]["inputs"]] == ["t.json"]
    assert "satellite: not run" in talk
    assert "supports    place" in tell("check", folder)[1]
    assert tell("check", folder, "--verdict", "contradicts")[1].count("supports") == 0


def test_a_second_run_says_that_there_is_nothing_to_do(filled: Path, tell: Told) -> None:
    tell("run", filled)
    database = (filled / "case.db").read_bytes()
    code, table, talk = tell("run", filled)
    assert code == 0
    assert "nothing to do" in talk
    assert all(row.split()[2] == row.split()[6] for row in table.splitlines()[1:])
    assert (filled / "case.db").read_bytes() == database


def test_explain_walks_from_a_statement_to_bytes(filled: Path, tell: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    tell("run", filled)
    lines = tell("export", filled, "--format", "jsonl")[1].splitlines()
    for kind in ("statement", "event", "claim", "origin", "document"):
        name = next(json.loads(line)["id"] for line in lines if line.startswith(f'{{"type":"{kind}"'))
        code, text, _ = tell("explain", filled, name)
        assert code == 0
        assert text.startswith(f"{kind} {name}")
        assert "SHA-256 taken again: the same" in text
    monkeypatch.chdir(filled / "blobs")
    body = json.loads(tell("explain", name, "--format", "json")[1])
    assert (body["what"], body["under"][0]["what"], body["under"][0]["under"][0]["what"]) == ("document", "capture", "blob")
    assert tell("explain", "claim-nothing")[0] == 2


def test_verify_names_a_flipped_byte_and_adding_the_file_again_mends_it(filled: Path, tell: Told, write: Write) -> None:
    tell("run", filled)
    blob = max((filled / "blobs").glob("*/*"), key=lambda path: path.stat().st_size)
    whole = blob.read_bytes()
    blob.chmod(0o644)
    blob.write_bytes(whole[:9] + b"X" + whole[10:])
    code, text, _ = tell("verify", filled)
    assert code == 3
    assert f"DAMAGED blob {blob.parent.name}{blob.name}" in text
    assert json.loads(tell("verify", filled, "--format", "json")[1])["faults"][0][0].startswith("blob ")
    tell("add", filled, write({}))
    assert tell("verify", filled)[0] == 0


def read_stdin(monkeypatch: pytest.MonkeyPatch, data: str) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(data.encode()), encoding="utf-8"))


def test_read_gives_the_interchange_object_with_spans_of_the_given_text(tell: Told, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, _ = tell("read", write({"m.txt": MALI}) / "m.txt")
    body = json.loads(out)
    assert code == 0
    assert {"attributions", "claims", "entities", "places", "times", "quantities"} <= body.keys()
    for kind in ("claims", "entities", "places", "times", "quantities"):
        assert body[kind], kind
        assert all(MALI[one["start"] : one["end"]] == one["exact"] for one in body[kind])
    assert {"source", "cue", "content", "within", "speech_act", "certainty", "polarity"} <= body["attributions"][0].keys()
    assert any(one["low"] == 20 and one["high"] is None for one in body["quantities"])
    read_stdin(monkeypatch, MALI)
    assert [claim["exact"] for claim in json.loads(tell("read", "-")[1])["claims"]] == [claim["exact"] for claim in body["claims"]]
    read_stdin(monkeypatch, JSONL)
    assert [json.loads(line)["id"] for line in tell("read", "-", "--format", "json")[1].splitlines()] == ["m", "s", "v"]


def test_stages_read_and_write_json_lines(filled: Path, tell: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    tell("run", filled)
    exported = tell("export", filled, "--format", "jsonl")[1]
    read_stdin(monkeypatch, exported)
    again = tell("stage", "claims.read")[1].splitlines()
    starts = ('{"type":"attribution"', '{"type":"resolution"')
    made = [line for line in exported.splitlines() if line.startswith(starts) or '"stage":"claims.read"' in line]
    assert sorted(line for line in again if '"type":"claim"' not in line) == sorted(made)
    read_stdin(monkeypatch, exported)
    linked = [decode(line) for line in tell("stage", "events.link")[1].splitlines()]
    assert {record.type_name() for record in linked} <= {"link", "event", "abstention"}
    names = [row.split()[0] for row in tell("stages")[1].splitlines()[1:]]
    assert [name.split("@")[0] for name in names] == [stage["name"] for stage in json.loads(tell("stages", "--format", "json")[1])]
    assert tell("stage", "no.stage")[0] == 2


def test_wrong_requests_are_refused_with_what_to_do(filled: Path, tell: Told, write: Write, tmp_path: Path) -> None:
    for words, message in (
        (("add", tmp_path / "none", "x"), "cotejo init"),
        (("run", tmp_path), "is no case"),
        (("export", filled, "--format", "docx"), "csv, events, followthemoney"),
        (("verify", tmp_path), "is no case"),
        (("init", filled), "is a case already"),
        (("read", tmp_path / "none.txt"), "no such file"),
        (("read", write({"e.txt": ""}) / "e.txt"), "empty"),
        (("add", filled, tmp_path / "missing"), "no such file or folder"),
        (("export", filled, "--format", "jsonl", "-o", tmp_path / "no" / "where"), "Check the path"),
    ):
        code, _, talk = tell(*words)
        assert code == 2, words
        assert message in talk, (words, talk)


def test_a_damaged_case_is_refused_with_code_3(filled: Path, tell: Told) -> None:
    (filled / "case.db").write_bytes((filled / "case.db").read_bytes()[:5000])
    for command in (("run", filled), ("export", filled, "--format", "jsonl"), ("verify", filled)):
        code, out, talk = tell(*command)
        assert code == 3, command
        assert "case.db" in out + talk
    assert tell("verify", filled)[0] == 3


def test_an_abstention_limit_sets_the_exit_code(filled: Path, tell: Told) -> None:
    settings = filled / "cotejo.toml"
    settings.write_text(settings.read_text().replace("# abstention_limit = 100", "abstention_limit = 0"))
    assert tell("run", filled)[0] == 1


def test_large_and_hostile_files_do_not_stop_the_rest(tell: Told, write: Write, tmp_path: Path) -> None:
    folder = write({"big.txt": b"palabra " * (50 * 2**20 // 8), "bad.txt": b"\xff\xfe\xfa\x00x" * 9, "m.txt": MALI, "x.json": '{"text": '})
    assert tell("init", tmp_path / "c")[0] == 0
    assert tell("add", tmp_path / "c", folder)[0] == 0
    code, table, _ = tell("run", tmp_path / "c", "--workers", 1)
    assert code == 0
    assert table.splitlines()[1].split()[2:6] == ["4", "1", "3", "0"]
    lines = tell("export", tmp_path / "c", "--format", "jsonl")[1].splitlines()
    found = {json.loads(line)["reason"] for line in lines if '"stage":"documents.read"' in line}
    assert "too_large" in found
    assert len(list((tmp_path / "c" / "blobs").glob("*/*"))) == 4


def test_help_has_an_example_for_every_command_and_the_version_is_one() -> None:
    commands = next(action.choices for action in parser()._actions if hasattr(action, "choices") and action.choices)  # noqa: SLF001 - argparse has no other door
    assert isinstance(commands, dict)
    assert list(commands) == [
        "init",
        "add",
        "run",
        "check",
        "read",
        "stage",
        "stages",
        "explain",
        "verify",
        "export",
        "recover",
        "withdraw",
        "restore",
        "changes",
        "tombstone",
        "moved",
        "timestamp",
        "serve",
        "collect",
        "watch",
        "covered",
        "gazetteer",
    ]
    assert all("example:" in command.format_help() and f"cotejo {name}" in command.format_help() for name, command in commands.items())
    found = subprocess.run([sys.executable, "-m", "cotejo.cli", "--version"], capture_output=True, text=True, check=True)
    assert found.stdout == f"cotejo {__version__}\n"


def test_results_can_be_piped_into_head(filled: Path, tell: Told) -> None:
    tell("run", filled)
    shell = f"'{sys.executable}' -m cotejo.cli export '{filled}' --format jsonl | head -n 1"
    found = subprocess.run(["/bin/sh", "-c", shell], capture_output=True, text=True, check=True)
    assert found.stdout.startswith('{"type":')
    assert all(line.startswith(("not in this format: ", "the log ended with: ")) for line in found.stderr.splitlines())


def test_one_text_printed_by_two_outlets_in_one_file_is_two_documents(tell: Told, write: Write, tmp_path: Path) -> None:
    rows = "".join(json.dumps({"id": outlet, "outlet": outlet, "text": MALI}) + "\n" for outlet in ("A", "B"))
    tell("init", tmp_path / "c")
    tell("add", tmp_path / "c", write({"both.jsonl": rows}))
    tell("run", tmp_path / "c", "--workers", 1)
    lines = tell("export", tmp_path / "c", "--format", "jsonl")[1].splitlines()
    assert sorted(json.loads(line)["external_id"] for line in lines if line.startswith('{"type":"document"')) == ["A", "B"]


def test_a_lost_database_is_recovered(filled: Path, tell: Told) -> None:
    tell("run", filled)
    before = tell("export", filled, "--format", "jsonl")[1]
    (filled / "case.db").write_bytes(b"")
    code, _, talk = tell("run", filled)
    assert code == 3
    assert "cotejo recover" in talk
    assert tell("recover", filled)[0] == 0
    tell("run", filled)
    assert tell("export", filled, "--format", "jsonl")[1] == before
    assert tell("verify", filled)[0] == 0


def test_neither_the_order_of_adding_nor_the_number_of_workers_shows(tell: Told, write: Write, tmp_path: Path) -> None:
    texts = {
        "a.txt": MALI,
        "b.txt": SIRIA,
        "c.json": json.dumps({"id": "c", "text": f"Radio Bambara: {MALI}", "outlet": "Paper"}),
        "d.txt": "Buen tiempo.",
    }
    folder = write(dict(texts))
    exported = []
    for number, names in enumerate((sorted(texts), sorted(texts, reverse=True))):
        case = tmp_path / f"c{number}"
        tell("init", case, "--name", "same")
        for name in names:
            tell("add", case, folder / name)
            if number:
                tell("run", case, "--workers", 1)  # after each file
        tell("run", case, "--workers", 2 - number)
        told = [tell("export", case, "--format", form)[1] for form in ("jsonl", "events", "geojson", "csv", "html")]
        exported.append([WHY_CHANGED.sub("", SEAL.sub("", one)) for one in told])  # each was logged in an order of its own; one had runs before
    assert exported[0] == exported[1]
